//! What speaks for a sentence as the answer to a question.

use std::collections::HashMap;

use crate::{
    answer::{
        understanding::{Aim, Slot, Understanding},
        vocabulary::{DATES, FUNCTION, NEGATION, REASONS, TIMES, is_number},
    },
    article::statement::{Polarity, Speaker, SpeakerKind, Statement},
    index::{Hit, Spelling, terms},
    text::span::Span,
};

/// What a word of the question that the record does not have counts, as a share of its worth.
const UNKNOWN_WORD: f32 = 0.5;

/// What a name counts beside another word that is as rare.
const NAME: f32 = 1.5;

/// The words of a question with what each is worth, ready to be found in texts.
pub(super) struct Asked<'a> {
    pub(super) understanding: &'a Understanding,
    /// Inverse document frequency of each word.
    weights: Vec<f32>,
    /// Which words a stem stands for, as bits.
    stems: HashMap<String, u64>,
    /// The words that are the topic, as bits.
    topic: u64,
    /// Worth of the whole topic.
    mass: f32,
}

/// What speaks for one sentence. Shares are of the worth of the question's topic, 0 to 1.
#[derive(Clone, Debug, Default)]
pub(super) struct Evidence {
    /// BM25, as a share of what the topic could reach at most, nearly.
    pub(super) lexical: f32,
    /// Topic in the sentence.
    pub(super) sentence: f32,
    /// Topic in the sentence, its window, the headline, or in name and role of the chosen speaker.
    pub(super) window: f32,
    /// Topic in the sentence before.
    pub(super) before: f32,
    /// Topic in the headline.
    pub(super) headline: f32,
    /// Topic anywhere in the article.
    pub(super) article: f32,
    /// Topic in the content of the chosen statement.
    pub(super) content: f32,
    /// Whether the chosen statement is one of the speaker asked for.
    pub(super) by_asked: bool,
    /// Words of the asked speaker's name: share of them in the sentence.
    pub(super) name_in_sentence: f32,
    /// Share of them in the window.
    pub(super) name_in_window: f32,
    /// Whether there is a chosen statement.
    pub(super) is_statement: bool,
    /// Whether what is asked for (a number, a date, a name) is in the sentence; true where nothing is.
    pub(super) has_slot: bool,
    /// Words in the sentence.
    pub(super) length: usize,
    /// Whether one of sentence and question is negative and the other is not.
    pub(super) is_opposite: bool,
    /// Which of the hit's statements answers.
    pub(super) statement: Option<usize>,
}

impl<'a> Asked<'a> {
    /// The words of `understanding`, worth `weights`; those that `is_unknown` holds for stand nowhere in the record.
    ///
    /// An unknown word may be another word for what the record says, and counts half; not so a name, known or not,
    /// which counts more than any other word.
    pub(super) fn new(
        understanding: &'a Understanding,
        spellings: &[Spelling],
        mut weights: Vec<f32>,
        is_unknown: &[bool],
    ) -> Asked<'a> {
        for (number, word) in understanding.words.iter().enumerate() {
            weights[number] *= match (understanding.names.contains(word), is_unknown[number]) {
                (true, _) => NAME,
                (false, true) => UNKNOWN_WORD,
                (false, false) => 1.0,
            };
        }
        let mut stems: HashMap<String, u64> = HashMap::new();
        for (number, stem) in terms::stems(&understanding.words).into_iter().enumerate() {
            *stems.entry(stem).or_default() |= 1 << number;
        }
        for spelling in spellings {
            let form = terms::stems(&terms::words(&spelling.form)).concat();
            *stems.entry(form).or_default() |= 1 << spelling.word;
        }
        let topic = (0..understanding.topic).fold(0, |bits, number| bits | 1 << number);
        let mut asked = Asked { understanding, weights, stems, topic, mass: 0.0 };
        asked.mass = asked.worth(topic);
        asked
    }

    /// The share of the topic's worth that `bits` make.
    pub(super) fn share(&self, bits: u64) -> f32 {
        if self.mass > 0.0 { self.worth(bits & self.topic) / self.mass } else { 0.0 }
    }

    fn worth(&self, bits: u64) -> f32 {
        let found = self.weights.iter().enumerate().filter(|(word, _)| bits >> word & 1 == 1);
        // Not `sum`: of nothing, that is -0.0.
        found.fold(0.0, |all, (_, weight)| all + weight)
    }

    fn bits(&self, text: &str) -> u64 {
        let stems = terms::stems(&terms::words(text));
        stems.iter().filter_map(|stem| self.stems.get(stem)).fold(0, |all, bits| all | bits)
    }

    fn share_of_name(&self, bits: u64) -> f32 {
        let words = self.understanding.words.len() - self.understanding.topic;
        let found = (self.understanding.topic..self.understanding.words.len()).filter(|word| bits >> word & 1 == 1);
        if words > 0 { found.count() as f32 / words as f32 } else { 0.0 }
    }

    /// What speaks for `hit`.
    pub(super) fn evidence(&self, hit: &Hit) -> Evidence {
        let matched = &hit.matched;
        let statement = self.statement(hit);
        let chosen = statement.map(|number| &hit.statements[number]);
        let speaker = chosen.and_then(|statement| statement.speaker.as_ref());
        let role = speaker.map_or(0, |speaker| self.bits(&called(speaker)));
        let content = chosen.map_or(0, |statement| self.bits(&content_in(hit, statement)));
        let around = matched.around() | role;
        Evidence {
            lexical: if self.mass > 0.0 { hit.matched.score / self.mass } else { 0.0 },
            sentence: self.share(matched.sentence),
            window: self.share(around),
            before: self.share(matched.before[0]),
            headline: self.share(matched.headline),
            article: self.share(matched.article | role),
            content: self.share(content),
            by_asked: chosen.is_some_and(|statement| self.is_by_asked(statement)),
            name_in_sentence: self.share_of_name(matched.sentence),
            name_in_window: self.share_of_name(around),
            is_statement: chosen.is_some(),
            has_slot: self.has_slot(&hit.text),
            length: hit.text.split_whitespace().count(),
            is_opposite: self.is_opposite(hit, chosen),
            statement,
        }
    }

    /// The statement of the sentence that answers: of the speaker asked for, if one was and the question is not who
    /// it was, and then the one whose content has most of the topic; the surer one where two have the same.
    fn statement(&self, hit: &Hit) -> Option<usize> {
        let aim = self.understanding.aim;
        let worth = |statement: &Statement| {
            let content = self.share(self.bits(&content_in(hit, statement)));
            let by_asked = aim != Aim::Who && self.is_by_asked(statement);
            let is_named = statement.speaker.as_ref().is_some_and(|speaker| speaker.kind != SpeakerKind::Unnamed);
            content + f32::from(u8::from(by_asked)) + 0.1 * f32::from(u8::from(is_named)) + 0.01 * statement.confidence
        };
        let best = (0..hit.statements.len())
            .rev()
            .max_by(|&one, &other| worth(&hit.statements[one]).total_cmp(&worth(&hit.statements[other])))?;
        Some(best)
    }

    /// Whether `statement` is one of the speaker asked for.
    pub(super) fn is_by_asked(&self, statement: &Statement) -> bool {
        let (Some(asked), Some(speaker)) = (&self.understanding.speaker, &statement.speaker) else { return false };
        asked.names.contains(&speaker.name)
    }

    fn is_opposite(&self, hit: &Hit, chosen: Option<&Statement>) -> bool {
        let text = chosen.map_or_else(|| hit.text.clone(), |statement| content_in(hit, statement));
        let negated = terms::words(&text).iter().any(|word| NEGATION.has(word));
        let stands_behind = chosen.is_none_or(|statement| statement.polarity == Polarity::Asserts);
        (negated == stands_behind) != self.understanding.is_negative
    }

    fn has_slot(&self, text: &str) -> bool {
        let Some(slot) = self.understanding.slot else { return true };
        let fresh = |word: &String| !self.understanding.words.contains(word);
        let words = terms::words(text);
        match slot {
            Slot::Number => words.iter().any(|word| fresh(word) && is_number(word)),
            Slot::Time => {
                words.iter().any(|word| fresh(word) && (TIMES.has(word) || is_year(word))) || has_clause_of_time(&words)
            }
            Slot::Date => words.iter().any(|word| fresh(word) && (DATES.has(word) || is_year(word))),
            Slot::Name => names(text).iter().any(|(_, name)| terms::words(name).iter().any(fresh)),
            Slot::Place => has_place(text),
            Slot::Reason => words.iter().any(|word| REASONS.has(word)),
            Slot::NameOf => self.has_name_beside(text),
        }
    }

    /// Whether a name that the question does not have stands within three words of one of the question's own
    /// common nouns: "his aide Mary Hall", "Mary Hall, the aide".
    fn has_name_beside(&self, text: &str) -> bool {
        let names = names(text);
        let is_name = |position: usize| names.iter().any(|(at, _)| *at == position);
        let asked = |word: &str| self.stems.contains_key(&terms::stems(&terms::words(word)).concat());
        let nouns = text.split_whitespace().enumerate().filter(|(at, word)| !is_name(*at) && asked(word));
        let nouns: Vec<usize> = nouns.map(|(at, _)| at).collect();
        names.iter().any(|(at, name)| !asked(name) && nouns.iter().any(|noun| noun.abs_diff(*at) <= 3))
    }
}

/// The words of `text` in the middle of a sentence that begin with a capital, with their positions.
fn names(text: &str) -> Vec<(usize, &str)> {
    let capital =
        |word: &&str| word.chars().find(|character| character.is_alphanumeric()).is_some_and(char::is_uppercase);
    let words = text.split_whitespace().enumerate();
    words.filter(|(at, word)| capital(word) && (*at > 0 || !FUNCTION.has(&word.to_lowercase()))).collect()
}

/// Whether a name stands behind "in", "at" and the like.
fn has_place(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let names = names(text);
    let before = |at: usize| at.checked_sub(1).map(|before| words[before].to_lowercase()).unwrap_or_default();
    names
        .iter()
        .any(|(at, _)| matches!(before(*at).as_str(), "in" | "at" | "near" | "from" | "to" | "outside" | "inside"))
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && word.parse::<u32>().is_ok_and(|year| (1000..2100).contains(&year))
}

fn has_clause_of_time(words: &[String]) -> bool {
    words.iter().any(|word| matches!(word.as_str(), "after" | "before" | "during" | "since" | "until" | "ago" | "when"))
}

/// Name and role of a speaker.
fn called(speaker: &Speaker) -> String {
    format!("{} {}", speaker.name, speaker.role.as_deref().unwrap_or_default())
}

/// What of the content of `statement` stands in the sentence.
pub(super) fn content_in(hit: &Hit, statement: &Statement) -> String {
    let mut content = String::new();
    for part in statement.content.iter().filter(|part| part.overlaps(hit.sentence)) {
        let start = part.start().max(hit.sentence.start()) - hit.sentence.start();
        let end = part.end().min(hit.sentence.end()) - hit.sentence.start();
        content.push_str(Span::new(start, end).get(&hit.text).unwrap_or_default());
        content.push(' ');
    }
    content
}
