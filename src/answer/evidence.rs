//! What speaks for a sentence as the answer to a question.

use std::collections::{HashMap, HashSet};

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
    /// How the words begin that may have one of these stems: two letters each.
    beginnings: HashSet<[u8; 2]>,
    /// The words that are the topic, as bits.
    topic: u64,
    /// The topic's words that are names, as bits.
    names: u64,
    /// The topic's words that are numbers in digits, as bits.
    numbers: u64,
    /// The words that the record has in no spelling, as bits.
    unknown: u64,
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
    /// Topic in the sentence behind.
    pub(super) after: f32,
    /// Topic in the sentence or one of those beside it.
    pub(super) near: f32,
    /// Topic in the headline.
    pub(super) headline: f32,
    /// Topic anywhere in the article.
    pub(super) article: f32,
    /// Topic in the content of the chosen statement.
    pub(super) content: f32,
    /// Topic in name and role of the chosen statement's speaker.
    pub(super) speaker: f32,
    /// Pairs of the topic's words that stand beside each other, as a share of all such pairs of the question.
    pub(super) pairs: f32,
    /// Topic that the sentence has in a word that begins alike ("nominee" for "nominated"), but not itself.
    pub(super) alike: f32,
    /// Share of the question's names in the sentence, around it and in the article; 0 where it has none.
    pub(super) names: [f32; 3],
    /// Share of the question's numbers in the sentence; 0 where it has none.
    pub(super) numbers: f32,
    /// Whether the chosen statement is one of the speaker asked for.
    pub(super) by_asked: bool,
    /// Words of the asked speaker's name or description: share of them in name and role of the chosen speaker.
    pub(super) name_in_speaker: f32,
    /// Words of the asked speaker's name: share of them in the sentence.
    pub(super) name_in_sentence: f32,
    /// Share of them in the window.
    pub(super) name_in_window: f32,
    /// Whether there is a chosen statement.
    pub(super) is_statement: bool,
    /// Whether what is asked for (a number, a date, a name) is in the sentence; true where nothing is.
    pub(super) has_slot: bool,
    /// Whether one of the topic's words that are no names is in the sentence; true where the topic is names alone.
    pub(super) has_common: bool,
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
        let beginnings = stems.keys().flat_map(|stem| beginnings(stem)).collect();
        let those = |holds: &dyn Fn(&String) -> bool| {
            let words = understanding.words[..understanding.topic].iter().enumerate();
            words.filter(|(_, word)| holds(word)).fold(0, |bits, (number, _)| bits | 1 << number)
        };
        let names = those(&|word| understanding.names.contains(word));
        let numbers = those(&|word| word.starts_with(|first: char| first.is_ascii_digit()));
        let topic = those(&|_| true);
        let unknown = is_unknown.iter().enumerate().fold(0, |bits, (number, &is)| bits | u64::from(is) << number);
        let mut asked = Asked { understanding, weights, stems, beginnings, topic, names, numbers, unknown, mass: 0.0 };
        asked.mass = asked.worth(topic);
        asked
    }

    /// Whether the question has names, and whether it has numbers.
    pub(super) fn has_names_and_numbers(&self) -> (bool, bool) {
        (self.names != 0, self.numbers != 0)
    }

    /// The share of the topic that the record has nowhere.
    pub(super) fn unknown(&self) -> f32 {
        self.share(self.unknown)
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
        self.bits_of(&terms::words(text))
    }

    fn bits_of(&self, words: &[String]) -> u64 {
        self.bits_by_word(words).into_iter().fold(0, |all, bits| all | bits)
    }

    /// For each of `words` the words of the question that it is. Few words are worth a stemmer's time: the others
    /// begin differently.
    fn bits_by_word(&self, words: &[String]) -> Vec<u64> {
        let may_fit = |word: &String| beginning(word).is_some_and(|beginning| self.beginnings.contains(&beginning));
        let (places, fitting): (Vec<usize>, Vec<String>) = words
            .iter()
            .enumerate()
            .filter(|(_, word)| may_fit(word))
            .map(|(place, word)| (place, word.clone()))
            .unzip();
        let mut bits = vec![0; words.len()];
        for (place, stem) in places.into_iter().zip(terms::stems(&fitting)) {
            bits[place] = self.stems.get(&stem).copied().unwrap_or_default();
        }
        bits
    }

    /// The share of `of` (names, numbers) that is in `bits`.
    fn share_of(&self, of: u64, bits: u64) -> f32 {
        if of == 0 { 0.0 } else { (bits & of).count_ones() as f32 / of.count_ones() as f32 }
    }

    /// How many of the question's pairs of words stand within four words of each other, in their order, as a share.
    fn pairs(&self, bits: &[u64]) -> f32 {
        let pairs = self.understanding.topic.saturating_sub(1);
        let is_there = |pair: &usize| {
            let (first, second) = (1_u64 << pair, 1_u64 << (pair + 1));
            let mut places = bits.iter().enumerate().filter(|(_, bits)| *bits & first != 0);
            places.any(|(at, _)| bits[at + 1..].iter().take(4).any(|bits| bits & second != 0))
        };
        if pairs == 0 { 0.0 } else { (0..pairs).filter(is_there).count() as f32 / pairs as f32 }
    }

    /// The share of the topic that is not in `found` but has a word of `words` that begins alike.
    fn alike(&self, words: &[String], found: u64) -> f32 {
        let like = |asked: &String| {
            let common = (asked.len() * 3).div_ceil(5).max(4);
            let beginning = asked.get(..common);
            beginning.is_some_and(|beginning| words.iter().any(|word| word.starts_with(beginning)))
        };
        let topic = self.understanding.words[..self.understanding.topic].iter().enumerate();
        let missing = topic.filter(|(number, _)| found >> number & 1 == 0);
        self.share(missing.filter(|(_, word)| like(word)).fold(0, |bits, (number, _)| bits | 1 << number))
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
        let said = chosen.map(|statement| terms::words(&content_in(hit, statement)));
        let content = said.as_ref().map_or(0, |said| self.bits_of(said));
        let around = matched.around() | role;
        let beside = matched.before[0] | matched.after[0];
        let words = terms::words(&hit.text);
        Evidence {
            lexical: if self.mass > 0.0 { hit.matched.score / self.mass } else { 0.0 },
            sentence: self.share(matched.sentence),
            window: self.share(around),
            before: self.share(matched.before[0]),
            after: self.share(matched.after[0]),
            near: self.share(matched.sentence | beside),
            headline: self.share(matched.headline),
            article: self.share(matched.article | role),
            content: self.share(content),
            speaker: self.share(role),
            pairs: self.pairs(&self.bits_by_word(&words)),
            alike: self.alike(&words, matched.sentence),
            names: [matched.sentence, around, matched.article | role].map(|bits| self.share_of(self.names, bits)),
            numbers: self.share_of(self.numbers, matched.sentence),
            by_asked: chosen.is_some_and(|statement| self.is_by_asked(statement)),
            name_in_speaker: self.share_of_name(role),
            name_in_sentence: self.share_of_name(matched.sentence),
            name_in_window: self.share_of_name(around),
            is_statement: chosen.is_some(),
            has_slot: self.has_slot(&hit.text, &words),
            has_common: self.topic == self.names || matched.sentence & self.topic & !self.names != 0,
            length: words.len(),
            is_opposite: self.is_opposite(said.as_ref().unwrap_or(&words), chosen),
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

    /// `words` are those of the chosen statement's content, without one those of the sentence.
    fn is_opposite(&self, words: &[String], chosen: Option<&Statement>) -> bool {
        let negated = words.iter().any(|word| NEGATION.has(word));
        let stands_behind = chosen.is_none_or(|statement| statement.polarity == Polarity::Asserts);
        (negated == stands_behind) != self.understanding.is_negative
    }

    fn has_slot(&self, text: &str, words: &[String]) -> bool {
        let Some(slot) = self.understanding.slot else { return true };
        let fresh = |word: &String| !self.understanding.words.contains(word);
        match slot {
            Slot::Number => words.iter().any(|word| fresh(word) && is_number(word)),
            Slot::Time => {
                words.iter().any(|word| fresh(word) && (TIMES.has(word) || is_year(word))) || has_clause_of_time(words)
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

/// The first two letters of a word; a word of one letter is of no interest.
fn beginning(word: &str) -> Option<[u8; 2]> {
    word.as_bytes().first_chunk().copied()
}

/// How words with this stem begin: as the stem itself, but "dying" has the stem "die".
fn beginnings(stem: &str) -> Vec<[u8; 2]> {
    let own = beginning(stem);
    let changed = own.filter(|own| own[1] == b'i').map(|own| [own[0], b'y']);
    own.into_iter().chain(changed).collect()
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
