//! Who said what: the statement, its parts, and the speaker whom the source words mean.

use crate::text::span::Span;

/// Somebody's words or thoughts as an article gives them: source, cue and content.
///
/// All spans are places in the article's body, in order and without overlap within one field.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// How the article gives it.
    pub kind: StatementKind,
    /// The words that stand for who is speaking, with their title ("Kremlin spokesman Dmitry Peskov", "she").
    pub source: Vec<Span>,
    /// The words that tell us so ("said", "according to").
    pub cue: Vec<Span>,
    /// What was said, with its quotation marks; never empty.
    pub content: Vec<Span>,
    /// The one whom the source means, or nothing where that is not known.
    pub speaker: Option<Speaker>,
    /// Whether the source stands behind the content.
    pub polarity: Polarity,
    /// How sure the attribution is, 0 to 1.
    pub confidence: f32,
    /// Who relays it, the outermost first: of "Lee said that Stone believes it", Lee relays Stone. Empty where the
    /// article itself reports it.
    pub via: Vec<Speaker>,
}

/// From this confidence on a statement is *certain*: on the dev articles 97 of 100 are right in content, source and name.
pub const CERTAIN: f32 = 0.94;

/// From this confidence on a statement is *likely*: nine of ten are right in content, source and name. Below it the
/// speaker is unclear.
pub const LIKELY: f32 = 0.72;

/// From this confidence on programs are told a name, with the confidence beside it; below it hardly more are right
/// than wrong.
const NAMED: f32 = 0.3;

/// From this confidence on programs are told the words for unnamed people.
const UNNAMED: f32 = 0.85;

impl Statement {
    /// The speaker as programs are told: whoever has a name, with the statement's confidence beside it, but unnamed
    /// people only where they are surely the source.
    #[must_use]
    pub fn stated_speaker(&self) -> Option<&Speaker> {
        let least = |speaker: &Speaker| if speaker.kind == SpeakerKind::Unnamed { UNNAMED } else { NAMED };
        self.speaker.as_ref().filter(|speaker| self.confidence >= least(speaker))
    }
}

/// How an article gives a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StatementKind {
    /// The whole content stands in quotation marks.
    Direct,
    /// The content is partly in quotation marks, partly in the article's own words.
    Mixed,
    /// The article says it in its own words.
    Indirect,
}

impl StatementKind {
    /// The word in the program's formats: `direct`, `mixed` or `indirect`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            StatementKind::Direct => "direct",
            StatementKind::Mixed => "mixed",
            StatementKind::Indirect => "indirect",
        }
    }

    /// The kind that [`StatementKind::word`] writes so.
    #[must_use]
    pub fn parse(word: &str) -> Option<StatementKind> {
        [StatementKind::Direct, StatementKind::Mixed, StatementKind::Indirect]
            .into_iter()
            .find(|kind| kind.word() == word)
    }
}

/// Whether a source stands behind the content of a statement.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Polarity {
    /// The source says that it is so.
    #[default]
    Asserts,
    /// The source says that it is not so ("denied", "pushed back against").
    Denies,
    /// The source is against it ("opposed", "criticised").
    Opposes,
}

impl Polarity {
    /// The word in the program's formats: `asserts`, `denies` or `opposes`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Polarity::Asserts => "asserts",
            Polarity::Denies => "denies",
            Polarity::Opposes => "opposes",
        }
    }

    /// The polarity that [`Polarity::word`] writes so.
    #[must_use]
    pub fn parse(word: &str) -> Option<Polarity> {
        [Polarity::Asserts, Polarity::Denies, Polarity::Opposes].into_iter().find(|polarity| polarity.word() == word)
    }
}

/// The person, body or unnamed source whom the source words of a statement mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Speaker {
    /// The full name ("Dmitry Peskov", "ABC News"); for an unnamed source its own words ("a person familiar
    /// with the situation").
    pub name: String,
    /// What the speaker is, as this article puts it ("Kremlin spokesman").
    pub role: Option<String>,
    /// What sort of speaker this is.
    pub kind: SpeakerKind,
    /// Why the source words mean this speaker.
    pub resolved_by: Resolution,
}

/// What sort of speaker somebody is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SpeakerKind {
    /// A person with a name.
    Person,
    /// An organisation, government, outlet or document with a name.
    Body,
    /// Somebody or several whom the article does not name.
    Unnamed,
}

impl SpeakerKind {
    /// The word in the program's formats: `person`, `body` or `unnamed`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            SpeakerKind::Person => "person",
            SpeakerKind::Body => "body",
            SpeakerKind::Unnamed => "unnamed",
        }
    }

    /// The kind that [`SpeakerKind::word`] writes so.
    #[must_use]
    pub fn parse(word: &str) -> Option<SpeakerKind> {
        [SpeakerKind::Person, SpeakerKind::Body, SpeakerKind::Unnamed].into_iter().find(|kind| kind.word() == word)
    }
}

/// Why the source words of a statement mean its speaker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resolution {
    /// The rule that decided.
    pub rule: ResolutionRule,
    /// The mention in the article that gives the full name, where there is one.
    pub mention: Option<Span>,
}

/// The rule by which source words were taken to mean a speaker.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ResolutionRule {
    /// The source itself is the full name.
    FullName,
    /// The source is a part of a name that the article gives in full elsewhere.
    PartOfName,
    /// The source is a pronoun.
    Pronoun,
    /// The source is a role or description of somebody named elsewhere.
    Description,
    /// A curated alias of `config/people.toml`.
    Alias,
    /// The source is kept as it stands: nobody is named.
    AsWritten,
    /// The source is the "I" of the article's own author.
    Byline,
}

impl ResolutionRule {
    const ALL: [ResolutionRule; 7] = [
        ResolutionRule::FullName,
        ResolutionRule::PartOfName,
        ResolutionRule::Pronoun,
        ResolutionRule::Description,
        ResolutionRule::Alias,
        ResolutionRule::AsWritten,
        ResolutionRule::Byline,
    ];

    /// The word in the program's formats, as `full-name`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            ResolutionRule::FullName => "full-name",
            ResolutionRule::PartOfName => "part-of-name",
            ResolutionRule::Pronoun => "pronoun",
            ResolutionRule::Description => "description",
            ResolutionRule::Alias => "alias",
            ResolutionRule::AsWritten => "as-written",
            ResolutionRule::Byline => "byline",
        }
    }

    /// The rule that [`ResolutionRule::word`] writes so.
    #[must_use]
    pub fn parse(word: &str) -> Option<ResolutionRule> {
        ResolutionRule::ALL.into_iter().find(|rule| rule.word() == word)
    }
}
