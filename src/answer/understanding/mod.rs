//! What a question is after, read from its words without a language model.
//!
//! "What did Hall say about the bridge?" wants statements of Hall on *bridge*; "Who said the bridge is safe?" the
//! speakers of *bridge safe*; "Hall: the bridge is safe" and "Did Hall say …?" are claims to be held against the
//! record; "When was the bridge opened?" wants a sentence with a date in it. What fits no frame is a plain search.
//!
//! `token` cuts the question, `bounds` takes out what says where and when to look, `frame` finds what is left to be
//! one of those above, with `speech` for those about somebody's words, `label` for whom they name, `slot` for what
//! the answer must have in it.

pub(super) mod bounds;
mod frame;
mod label;
mod slot;
mod speech;
mod token;

use crate::{
    answer::{
        names::{Directory, Mention},
        question::{Form, Question},
        understanding::{
            bounds::Bounds,
            frame::framed,
            token::{Token, tokens},
        },
        vocabulary::{FUNCTION, NEGATION, PLAIN_SPEECH},
    },
    index::{MAX_WORDS, terms::words},
};

/// A question, understood.
#[derive(Clone, Debug, Default)]
pub(super) struct Understanding {
    pub(super) aim: Aim,
    /// The one whose words are asked for; of a question of fact, its subject; of `Aim::Who`, what they are.
    pub(super) speaker: Option<Mention>,
    /// Whether the question's speaker is a pronoun that nothing explains, as "he" in "what did he say about …".
    pub(super) speaker_is_anyone: bool,
    /// What to look for: the topic first, then the words of the speaker's mention.
    pub(super) words: Vec<String>,
    /// How many of the words are the topic.
    pub(super) topic: usize,
    /// Words that the question writes with a capital within a sentence: names, which have no other word. In a
    /// question without capitals, the last names of people on record.
    pub(super) names: Vec<String>,
    /// What the answer must have in it.
    pub(super) slot: Option<Slot>,
    /// Whether the claim or question itself is negative, or is of a denial.
    pub(super) is_negative: bool,
    /// Where and when the question says to look.
    pub(super) bounds: Bounds,
}

/// What a question is after.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Aim {
    /// Sentences that bear on it.
    #[default]
    Fact,
    /// Statements of the speaker.
    Said,
    /// Statements of whomever.
    Who,
    /// Whether it is so.
    Claim,
}

/// What an answer must have in it besides the words of the question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Slot {
    /// A number ("how many").
    Number,
    /// Some word of time ("when").
    Time,
    /// A day, month or year ("on what date").
    Date,
    /// A name of somebody or something ("who was sent", "which club").
    Name,
    /// The name of the one described ("what is the name of his aide").
    NameOf,
    /// A place ("where").
    Place,
    /// A reason ("why").
    Reason,
}

impl Understanding {
    /// What `question` is after, its speaker and outlet looked up in `directory`.
    pub(super) fn of(question: &Question, directory: &Directory) -> Understanding {
        let (bounds, rest) = bounds::taken(tokens(&question.text), question.asked_on, directory);
        let understanding = Understanding::of_tokens(question, &rest, directory);
        let bounds = if understanding.aim == Aim::Fact { bounds.of_fact() } else { bounds };
        Understanding { bounds, ..understanding }
    }

    /// The same, but no words are taken for bounds: all are topic or frame.
    pub(super) fn unbounded(question: &Question, directory: &Directory) -> Understanding {
        Understanding::of_tokens(question, &tokens(&question.text), directory)
    }

    fn of_tokens(question: &Question, tokens: &[Token], directory: &Directory) -> Understanding {
        let mut understanding = match &question.speaker {
            // A topic, not a question: "the grain deal", or an empty one.
            Some(_) if question.form == Form::Said => topical(tokens, Aim::Said),
            _ => framed(tokens, directory),
        };
        understanding.add_uncapitalised_names(tokens, directory);
        if let Some(asked) = &question.speaker {
            understanding.name(asked, directory);
        }
        match question.form {
            Form::Ask => {}
            Form::Said => understanding.aim = Aim::Said,
            Form::Who => understanding.aim = Aim::Who,
        }
        understanding
    }

    fn name(&mut self, asked: &str, directory: &Directory) {
        let mention = words(asked);
        let found = directory.resolve(&mention).or_else(|| directory.resolve_misspelt(&mention));
        self.words.truncate(self.topic);
        self.set_speaker(
            found.unwrap_or_else(|| Mention { asked: asked.to_owned(), names: Vec::new(), is_name: true }),
            &mention,
        );
    }

    fn set_speaker(&mut self, mention: Mention, said_as: &[String]) {
        for word in said_as.iter().filter(|word| !FUNCTION.has(word)) {
            if !self.words.contains(word) && self.words.len() < MAX_WORDS {
                self.words.push(word.clone());
            }
        }
        self.speaker = Some(mention);
    }

    fn add_uncapitalised_names(&mut self, tokens: &[Token], directory: &Directory) {
        if tokens.iter().any(|token| token.is_capitalised && !token.is_first) {
            return;
        }
        let names = self.words[..self.topic].iter().filter(|word| directory.is_last_name(word));
        self.names.extend(names.cloned());
    }

    fn drop_topic(&mut self, words: &[&str]) {
        let (topic, rest) = self.words.split_at(self.topic);
        let kept: Vec<String> = topic.iter().filter(|word| !words.contains(&word.as_str())).cloned().collect();
        self.topic = kept.len();
        self.words = [&kept, rest].concat();
    }

    fn add_topic(&mut self, words: &[String]) {
        for word in words.iter().filter(|word| !FUNCTION.has(word)) {
            if !self.words[..self.topic].contains(word) && self.words.len() < MAX_WORDS {
                self.words.insert(self.topic, word.clone());
                self.topic += 1;
            }
        }
    }
}

/// The question as a search for its words.
fn topical(tokens: &[Token], aim: Aim) -> Understanding {
    let telling: Vec<&Token> =
        tokens.iter().filter(|token| !FUNCTION.has(&token.word) && !PLAIN_SPEECH.has(&token.word)).collect();
    // "us" without capitals is a pronoun, and a question of nothing but small words is searched for as it stands.
    let chosen = if telling.is_empty() { tokens.iter().collect() } else { telling };
    let mut words: Vec<String> = Vec::new();
    for token in chosen {
        if !words.contains(&token.word) && words.len() < MAX_WORDS {
            words.push(token.word.clone());
        }
    }
    let is_negative = tokens.iter().any(|token| NEGATION.has(&token.word));
    let names = tokens.iter().filter(|token| token.is_capitalised && !token.is_first);
    let names = names.map(|token| token.word.clone()).collect();
    Understanding { aim, topic: words.len(), words, names, is_negative, ..Understanding::default() }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::{article::statement::SpeakerKind, index::SpeakerCount, lexicon::people::People};

    fn directory() -> Directory {
        let speaker = |(name, role, kind): (&str, &str, SpeakerKind)| SpeakerCount {
            name: name.to_owned(),
            roles: [role].into_iter().filter(|role| !role.is_empty()).map(str::to_owned).collect(),
            kind,
            statements: 3,
            articles: 1,
        };
        let speakers = [
            ("Mary Hall", "Mayor", SpeakerKind::Person),
            ("Jon Ruiz", "former United States ambassador", SpeakerKind::Person),
            ("Ana Petrova", "harbour master", SpeakerKind::Person),
            ("Tom Berg", "coach of Rovers", SpeakerKind::Person),
            ("Ida Lind", "chief executive of Nordbank", SpeakerKind::Person),
            ("Kofi Mensah", "professor of glaciology", SpeakerKind::Person),
            ("Eva Stone", "lawyer for Hall", SpeakerKind::Person),
            ("Lars Falk", "spokesman for Nordbank", SpeakerKind::Person),
            ("Port Works Board", "", SpeakerKind::Body),
            ("a former goalkeeper", "", SpeakerKind::Unnamed),
        ];
        let speakers = Arc::new(speakers.map(speaker).to_vec());
        Directory::new(speakers, vec!["Riga Herald".to_owned()], &People::default())
    }

    fn understood(text: &str) -> Understanding {
        Understanding::of(&Question::ask(text), &directory())
    }

    /// Questions of local politics, sport, science and business.
    #[test]
    fn questions_are_understood_by_their_frames() {
        // Question; aim; whose words, by the names on record; topic.
        let cases = [
            ("Who said the bridge is safe?", Aim::Who, "", "bridge safe"),
            ("who griped that taxes rise", Aim::Who, "", "griped taxes rise"),
            ("Who was sent to Riga?", Aim::Fact, "", "sent riga"),
            ("Who on the council complained about the noise?", Aim::Who, "", "complained noise"),
            ("Who did Hall say would run the port?", Aim::Said, "Mary Hall", "run port"),
            ("Which coach blamed the referee for the defeat?", Aim::Who, "Tom Berg", "blamed referee defeat"),
            ("which professor warned that the glacier is melting?", Aim::Who, "Kofi Mensah", "warned glacier melting"),
            ("Which bank was fined for late payments?", Aim::Fact, "", "bank fined late payments"),
            ("Which of the two ferries sank?", Aim::Fact, "", "two ferries sank"),
            ("What did Hall say about the bridge?", Aim::Said, "Mary Hall", "bridge"),
            ("What did the former US ambassador say about tolls?", Aim::Said, "Jon Ruiz", "tolls"),
            ("What did Mayor Hall tell the council about the noise?", Aim::Said, "Mary Hall", "council noise"),
            ("What did the mayor, Mary Hall, announce on Monday?", Aim::Said, "Mary Hall", "monday announce"),
            ("What did Hall in her speech promise the dockers?", Aim::Said, "Mary Hall", "dockers promise"),
            (
                "What did harbour master Ana Petrova think of the new crane?",
                Aim::Said,
                "Ana Petrova",
                "new crane think",
            ),
            ("What has Petrova said since the storm?", Aim::Said, "Ana Petrova", "since storm"),
            ("What is Berg saying about his goalkeeper?", Aim::Said, "Tom Berg", "goalkeeper"),
            ("What would Lind do about the branches?", Aim::Fact, "Ida Lind", "lind branches"),
            ("What does Berg make of the new striker?", Aim::Said, "Tom Berg", "new striker make"),
            ("What was Hall's response to the strike?", Aim::Said, "Mary Hall", "strike response"),
            ("What were Petrova's thoughts on dredging?", Aim::Said, "Ana Petrova", "dredging thoughts"),
            ("How did Lind describe the merger?", Aim::Said, "Ida Lind", "merger describe"),
            ("How does Mayor Hall explain the delay?", Aim::Said, "Mary Hall", "delay explain"),
            ("How did Mensah react to the new measurements?", Aim::Said, "Kofi Mensah", "new measurements react"),
            ("Why does the professor believe the ice will break?", Aim::Said, "Kofi Mensah", "ice break believe"),
            ("Why did Berg bench his captain?", Aim::Fact, "Tom Berg", "berg bench captain"),
            ("Why is the ferry late?", Aim::Fact, "", "ferry late"),
            ("What reason did Nordbank's spokesman give for the fine?", Aim::Said, "Lars Falk", "fine give reason"),
            ("What did Hall's lawyer call the charges?", Aim::Said, "Eva Stone", "charges call"),
            ("What did her lawyer argue in court?", Aim::Said, "Eva Stone", "court argue"),
            ("What did the Nordbank boss promise shareholders?", Aim::Said, "Ida Lind", "shareholders promise"),
            (
                "What did the Port Works Board decide about dredging?",
                Aim::Fact,
                "Port Works Board",
                "port works board decide dredging",
            ),
            ("What did the PWB say about dredging?", Aim::Said, "Port Works Board", "dredging"),
            ("What did Petrova's letter demand of the port?", Aim::Said, "Ana Petrova", "port demand"),
            (
                "What did a former goalkeeper recall of the cup final?",
                Aim::Said,
                "a former goalkeeper",
                "cup final recall",
            ),
            ("What did he warn about the dam?", Aim::Said, "anyone", "dam warn"),
            ("How did she describe the laboratory?", Aim::Said, "anyone", "laboratory describe"),
            ("Did anyone say that the dam would break?", Aim::Claim, "anyone", "dam break"),
            ("What did Hall and Ruiz say about the treaty?", Aim::Said, "Mary Hall, Jon Ruiz", "treaty"),
            ("what did petrova say about the crane", Aim::Said, "Ana Petrova", "crane"),
            ("what did pertova say about the crane", Aim::Said, "Ana Petrova", "crane"),
            ("What did Tom Hall say about the bridge?", Aim::Said, "", "bridge"),
            ("What did Nora Quist say about the tunnel?", Aim::Said, "", "tunnel"),
            ("According to Mensah, how fast does the glacier melt?", Aim::Said, "Kofi Mensah", "fast glacier melt"),
            (
                "How many berths will be closed, according to the harbour master?",
                Aim::Said,
                "Ana Petrova",
                "berths closed",
            ),
            ("In Berg's view, what decided the match?", Aim::Said, "Tom Berg", "decided match"),
            ("What decided the match, in the opinion of Tom Berg?", Aim::Said, "Tom Berg", "decided match"),
            (
                "In her speech in Riga, did Hall promise lower fares?",
                Aim::Claim,
                "Mary Hall",
                "lower fares promise speech riga",
            ),
            ("Did Hall say that the bridge is safe?", Aim::Claim, "Mary Hall", "bridge safe"),
            ("Did Hall deny that the bridge is closed?", Aim::Claim, "Mary Hall", "bridge closed deny"),
            ("Did Hall not say that fares would rise?", Aim::Claim, "Mary Hall", "fares rise"),
            ("Is it true that Hall said the bridge is safe?", Aim::Claim, "Mary Hall", "bridge safe"),
            ("Was it Berg who said the referee was blind?", Aim::Claim, "Tom Berg", "referee blind"),
            ("Has Lind ever apologised for the fees?", Aim::Claim, "Ida Lind", "fees apologised"),
            ("Did the chief executive of Nordbank predict a loss?", Aim::Claim, "Ida Lind", "loss predict"),
            ("Did the Riga Herald report that the bridge was closed?", Aim::Claim, "", "bridge closed"),
            ("Was the bridge closed?", Aim::Claim, "", "bridge closed"),
            ("Hall says the bridge is safe", Aim::Claim, "Mary Hall", "bridge safe"),
            ("Hall: “the bridge is safe”", Aim::Claim, "Mary Hall", "bridge safe"),
            ("Hall on the bridge", Aim::Said, "Mary Hall", "bridge"),
            ("The mayor on tolls", Aim::Said, "Mary Hall", "tolls"),
            ("Hall's reaction to the strike", Aim::Said, "Mary Hall", "strike reaction"),
            ("Ruis tolls", Aim::Fact, "Jon Ruiz", "tolls"),
            ("Hal bridge", Aim::Fact, "", "hal bridge"),
            ("When was the bridge closed?", Aim::Fact, "", "bridge closed"),
            ("On what date did the ferry sink?", Aim::Fact, "", "ferry sink"),
            ("Where did the ferry sink?", Aim::Fact, "", "ferry sink"),
            ("How many berths are closed?", Aim::Fact, "", "berths closed"),
            ("How much did the new stadium cost?", Aim::Fact, "", "new stadium cost"),
            ("the bridge", Aim::Fact, "", "bridge"),
        ];
        for (text, aim, speaker, topic) in cases {
            let understanding = understood(text);
            let names = understanding.speaker.as_ref().map(|mention| mention.names.join(", ")).unwrap_or_default();
            let whose = if understanding.speaker_is_anyone { "anyone" } else { &names };
            assert_eq!((understanding.aim, whose), (aim, speaker), "{text}");
            assert_eq!(understanding.words[..understanding.topic].join(" "), topic, "{text}");
        }
    }

    #[test]
    fn a_longer_name_is_not_cut_short() {
        let understanding = understood("Did Hall Brook say yes to tolls?");
        assert_eq!(understanding.speaker.map(|mention| mention.names), Some(Vec::new()));
    }

    #[test]
    fn denials_and_negations_are_noticed() {
        for (text, is_negative) in [
            ("Did Hall deny that the bridge is closed?", true),
            ("Did Hall not say that fares would rise?", true),
            ("Did Hall deny that fares would not rise?", false),
            ("Who denied that fares would rise?", true),
            ("Did Hall say that fares would rise?", false),
        ] {
            assert_eq!(understood(text).is_negative, is_negative, "{text}");
        }
    }

    #[test]
    fn names_are_known_by_capitals_or_by_the_record() {
        for (text, names) in [
            ("Why did Rovers sell the goalkeeper to Riga?", "rovers riga"),
            ("why did rovers sell the goalkeeper to petrova", "petrova"),
        ] {
            assert_eq!(understood(text).names.join(" "), names, "{text}");
        }
    }
}
