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
        let speaker = |name: &str, role: &str| SpeakerCount {
            name: name.to_owned(),
            roles: vec![role.to_owned()],
            kind: SpeakerKind::Person,
            statements: 3,
            articles: 1,
        };
        let speakers = [speaker("Mary Hall", "Mayor"), speaker("Jon Ruiz", "former United States ambassador")];
        Directory::new(Arc::new(speakers.to_vec()), Vec::new(), &People::default())
    }

    #[test]
    fn questions_are_understood_by_their_frames() {
        // Question; aim; the speaker's name on record; topic.
        let cases = [
            ("Who said the bridge is safe?", Aim::Who, "", "bridge safe"),
            ("who griped that taxes rise", Aim::Who, "", "griped taxes rise"),
            ("Who was sent to Riga?", Aim::Fact, "", "sent riga"),
            ("What did Hall say about the bridge?", Aim::Said, "Mary Hall", "bridge"),
            ("What did the former US ambassador say about tolls?", Aim::Said, "Jon Ruiz", "tolls"),
            ("How does Mayor Hall explain the delay?", Aim::Said, "Mary Hall", "delay explain"),
            ("Hall on the bridge", Aim::Said, "Mary Hall", "bridge"),
            ("Hal bridge", Aim::Fact, "", "hal bridge"),
            ("Ruis tolls", Aim::Fact, "Jon Ruiz", "tolls"),
            ("Hall: \"the bridge is safe\"", Aim::Claim, "Mary Hall", "bridge safe"),
            ("Did Hall say that the bridge is safe?", Aim::Claim, "Mary Hall", "bridge safe"),
            ("Is it true that Hall said the bridge is safe?", Aim::Claim, "Mary Hall", "bridge safe"),
            ("Hall says the bridge is safe", Aim::Claim, "Mary Hall", "bridge safe"),
            ("Was the bridge closed?", Aim::Claim, "", "bridge closed"),
            ("When was the bridge closed?", Aim::Fact, "", "bridge closed"),
        ];
        for (text, aim, speaker, topic) in cases {
            let understanding = Understanding::of(&Question::ask(text), &directory());
            let names = understanding.speaker.as_ref().map(|mention| mention.names.join(", ")).unwrap_or_default();
            assert_eq!((understanding.aim, names.as_str()), (aim, speaker), "{text}");
            assert_eq!(understanding.words[..understanding.topic].join(" "), topic, "{text}");
        }
    }

    #[test]
    fn a_longer_name_is_not_cut_short() {
        let understanding = Understanding::of(&Question::ask("Did Hall Brook say yes to tolls?"), &directory());
        assert_eq!(understanding.speaker.map(|mention| mention.names), Some(Vec::new()));
    }
}
