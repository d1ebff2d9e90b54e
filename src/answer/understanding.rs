//! What a question is after, read from its words without a language model.
//!
//! "What did Hall say about the bridge?" wants statements of Hall on *bridge*; "Who said the bridge is safe?" the
//! speakers of *bridge safe*; "Hall: the bridge is safe" and "Did Hall say …?" are claims to be held against the
//! record; "When was the bridge opened?" wants a sentence with a date in it. What fits no frame is a plain search.

use std::mem::take;

use crate::{
    answer::{
        names::{Directory, Mention},
        question::{Form, Question},
        vocabulary::{DENIAL, FUNCTION, NEGATION, PLAIN_SPEECH, SPEECH, is_number},
    },
    index::{MAX_WORDS, terms::words},
};

/// How many words of a question are read; what follows can't change what it is after.
const READ_WORDS: usize = 400;

/// How long a mention of a speaker may be, in words.
const MENTION_WORDS: usize = 7;

/// A question, understood.
#[derive(Clone, Debug, Default)]
pub(super) struct Understanding {
    pub(super) aim: Aim,
    /// The one whose words are asked for.
    pub(super) speaker: Option<Mention>,
    /// What to look for: the topic first, then the words of the speaker's mention.
    pub(super) words: Vec<String>,
    /// How many of the words are the topic.
    pub(super) topic: usize,
    /// Words that the question writes with a capital within a sentence: names, which have no other word.
    pub(super) names: Vec<String>,
    /// What the answer must have in it.
    pub(super) slot: Option<Slot>,
    /// Whether the claim or question itself is negative, or is of a denial.
    pub(super) is_negative: bool,
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
    /// A name of somebody ("who was sent").
    Name,
    /// The name of the one described ("what is the name of his aide").
    NameOf,
    /// A place ("where").
    Place,
    /// A reason ("why").
    Reason,
}

/// A word of a question.
#[derive(Clone, Debug)]
struct Token {
    word: String,
    /// What the asker wrote, without punctuation around it; empty for all but the first word of "Jean-Luc".
    written: String,
    is_capitalised: bool,
    /// It is the first word.
    is_first: bool,
    /// A colon stands behind it.
    before_colon: bool,
}

impl Understanding {
    /// What `question` is after, its speaker looked up in `directory`.
    pub(super) fn of(question: &Question, directory: &Directory) -> Understanding {
        let tokens = tokens(&question.text);
        let mut understanding = match &question.speaker {
            // A topic, not a question: "the grain deal", or an empty one.
            Some(_) if question.form == Form::Said => topical(&tokens, Aim::Said),
            _ => framed(&tokens, directory),
        };
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
}

fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    for chunk in text.split_whitespace().take(READ_WORDS) {
        let is_capitalised = chunk.chars().find(|character| character.is_alphabetic()).is_some_and(char::is_uppercase);
        let start = tokens.len();
        let mut written = chunk.trim_matches(|character: char| !character.is_alphanumeric()).to_owned();
        for word in words(chunk) {
            let is_first = tokens.is_empty();
            tokens.push(Token { word, written: take(&mut written), is_capitalised, is_first, before_colon: false });
        }
        if let Some(last) = tokens[start..].last_mut() {
            last.before_colon = chunk.ends_with(':');
        }
    }
    tokens
}

fn plain(tokens: &[Token]) -> Vec<String> {
    tokens.iter().map(|token| token.word.clone()).collect()
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
    Understanding { aim, speaker: None, topic: words.len(), words, names, slot: None, is_negative }
}

fn framed(tokens: &[Token], directory: &Directory) -> Understanding {
    let Some(first) = tokens.first() else { return Understanding::default() };
    let understanding = match first.word.as_str() {
        "who" | "whos" | "whoever" => who(tokens, directory),
        "did" | "does" | "do" | "has" | "have" | "had" | "is" | "are" | "was" | "were" | "will" | "would" | "can"
        | "could" | "should" => Some(yes_or_no(tokens, directory)),
        _ if is_open(&first.word)
            || tokens.iter().take(4).any(|token| is_open(&token.word) && !token.is_capitalised) =>
        {
            open(tokens, directory)
        }
        _ => None,
    };
    understanding.or_else(|| labelled(tokens, directory)).unwrap_or_else(|| assertion(tokens, directory))
}

fn is_open(word: &str) -> bool {
    matches!(word, "what" | "whats" | "how" | "why" | "when" | "where" | "which" | "whose" | "whom")
}

fn is_auxiliary(word: &str) -> bool {
    matches!(
        word,
        "did"
            | "does"
            | "do"
            | "has"
            | "have"
            | "had"
            | "is"
            | "are"
            | "was"
            | "were"
            | "will"
            | "would"
            | "can"
            | "could"
            | "should"
            | "must"
            | "might"
            | "may"
    )
}

/// "Who said …": whoever it was. "Who was sent …": a name. "Who did Hall say …": Hall's words.
fn who(tokens: &[Token], directory: &Directory) -> Option<Understanding> {
    let rest = &tokens[1..];
    if rest.first().is_some_and(|next| is_auxiliary(&next.word)) {
        let asked = open(tokens, directory)?;
        return Some(Understanding { slot: Some(Slot::Name), ..asked });
    }
    let verb = rest.iter().take(3).position(|token| SPEECH.has(&token.word));
    let reported = rest.iter().take(5).position(|token| token.word == "that");
    let Some(end) = verb.or(reported) else {
        return Some(Understanding { slot: Some(Slot::Name), ..topical(rest, Aim::Fact) });
    };
    let is_negative = rest[..=end].iter().any(|token| DENIAL.has(&token.word) || NEGATION.has(&token.word));
    let content = topical(&rest[end + usize::from(verb.is_some() && PLAIN_SPEECH.has(&rest[end].word))..], Aim::Who);
    Some(Understanding { is_negative: is_negative || content.is_negative, ..content })
}

/// "Did Hall say that …": a claim about Hall's words. "Was the bridge closed?": a claim.
fn yes_or_no(tokens: &[Token], directory: &Directory) -> Understanding {
    let lead = ["it", "true", "that"];
    let leads = tokens[1..].iter().zip(lead).take_while(|(token, word)| token.word == *word).count();
    let rest = if leads >= 2 { &tokens[1 + leads..] } else { &tokens[1..] };
    let claim = subject(rest, directory).and_then(|(mention, length)| {
        let verb = rest[length..].iter().take(3).position(|token| SPEECH.has(&token.word))? + length;
        Some(reported(rest, mention, length, verb, Aim::Claim))
    });
    claim.unwrap_or_else(|| topical(rest, Aim::Claim))
}

/// "What did Hall say about …", "How does the mayor explain …", "When was …".
fn open(tokens: &[Token], directory: &Directory) -> Option<Understanding> {
    let slot = slot(tokens);
    let auxiliary = tokens.iter().take(12).position(|token| is_auxiliary(&token.word));
    let spoken = auxiliary.and_then(|at| {
        let rest = &tokens[at + 1..];
        let (mention, length) = subject(rest, directory)?;
        let verb = rest[length..].iter().take(3).position(|token| SPEECH.has(&token.word))? + length;
        let mut said = reported(rest, mention, length, verb, Aim::Said);
        // What stands before the auxiliary is topic too: "what number of votes did Hall promise".
        let lead = topical(&tokens[..at], Aim::Said);
        said.add_topic(&lead.words);
        Some(said)
    });
    let mut understanding = spoken.unwrap_or_else(|| topical(tokens, Aim::Fact));
    if slot.is_some() {
        understanding.drop_topic(SLOT_WORDS);
    }
    Some(Understanding { slot, ..understanding })
}

/// "Hall: the bridge is safe".
fn labelled(tokens: &[Token], directory: &Directory) -> Option<Understanding> {
    let colon = tokens.iter().take(MENTION_WORDS).position(|token| token.before_colon)?;
    let (label, rest) = tokens.split_at(colon + 1);
    let mention = mention(label, directory).or_else(|| unknown(label))?;
    let mut claim = topical(rest, Aim::Claim);
    claim.set_speaker(mention, &plain(label));
    (claim.topic > 0).then_some(claim)
}

/// "Hall said the bridge is safe"; "Hall on the bridge"; "Hall bridge"; "the bridge is safe".
fn assertion(tokens: &[Token], directory: &Directory) -> Understanding {
    let verb = tokens.iter().take(MENTION_WORDS + 3).position(|token| SPEECH.has(&token.word));
    if let Some(verb) = verb.filter(|&verb| verb > 0) {
        let label = &tokens[..verb];
        let found = (1..=verb).rev().find_map(|length| Some((whole_mention(tokens, length, directory)?, length)));
        let plainly = PLAIN_SPEECH.has(&tokens[verb].word);
        let unknown = || unknown(label).filter(|mention| mention.is_name || plainly).map(|mention| (mention, verb));
        if let Some((mention, length)) = found.or_else(unknown) {
            return reported(tokens, mention, length, verb, Aim::Claim);
        }
    }
    let lengths = (1..=tokens.len().min(MENTION_WORDS)).rev();
    let named = lengths.filter_map(|length| Some((whole_mention(tokens, length, directory)?, length))).next();
    match named.filter(|(mention, _)| mention.is_name) {
        Some((mention, length)) => {
            let rest = &tokens[length..];
            let on = rest.first().is_some_and(|next| matches!(next.word.as_str(), "on" | "about" | "re"));
            let mut understanding = topical(rest, if on { Aim::Said } else { Aim::Fact });
            understanding.set_speaker(mention, &plain(&tokens[..length]));
            understanding
        }
        None => topical(tokens, if tokens.len() >= 4 { Aim::Claim } else { Aim::Fact }),
    }
}

/// A frame with the speaker at the front, a verb of speech, and what was said.
fn reported(tokens: &[Token], mention: Mention, length: usize, verb: usize, aim: Aim) -> Understanding {
    let said = &tokens[verb + 1..];
    let between = tokens[length..=verb].iter().any(|token| NEGATION.has(&token.word) || DENIAL.has(&token.word));
    let mut understanding = topical(said, aim);
    if said.is_empty() || understanding.words.iter().all(|word| FUNCTION.has(word)) {
        understanding = Understanding { words: Vec::new(), topic: 0, ..understanding };
    }
    let word = &tokens[verb].word;
    if !PLAIN_SPEECH.has(word) {
        understanding.add_topic(std::slice::from_ref(word));
    }
    understanding.is_negative ^= between;
    understanding.set_speaker(mention, &plain(&tokens[..length]));
    understanding
}

impl Understanding {
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

/// Words that ask for a slot and are not to be found in an answer.
const SLOT_WORDS: &[&str] =
    &["date", "day", "month", "year", "time", "name", "number", "amount", "sum", "share", "percentage", "percent"];

/// The speaker at the start of `tokens` and how many words that takes.
fn subject(tokens: &[Token], directory: &Directory) -> Option<(Mention, usize)> {
    let longest = tokens.len().min(MENTION_WORDS);
    let known = (1..=longest).rev().find_map(|length| Some((whole_mention(tokens, length, directory)?, length)));
    known.or_else(|| {
        let verb = tokens.iter().take(MENTION_WORDS).position(|token| SPEECH.has(&token.word))?;
        Some((unknown(&tokens[..verb])?, verb))
    })
}

/// Whom the first `length` tokens mean, unless they are only the beginning of a longer name.
fn whole_mention(tokens: &[Token], length: usize, directory: &Directory) -> Option<Mention> {
    let goes_on = tokens.get(length).is_some_and(|next| {
        next.is_capitalised && tokens[length - 1].is_capitalised && !SPEECH.has(&next.word) && !FUNCTION.has(&next.word)
    });
    mention(&tokens[..length], directory).filter(|_| !goes_on)
}

/// Whom `tokens` as a whole mean; by misspelling only one or two words that could be a name.
fn mention(tokens: &[Token], directory: &Directory) -> Option<Mention> {
    let words = plain(tokens);
    if words.last().is_none_or(|last| FUNCTION.has(last) || is_number(last)) {
        return None;
    }
    directory.resolve(&words).or_else(|| {
        let like_a_name = words.len() <= 2 && tokens.iter().all(|token| token.is_capitalised);
        like_a_name.then(|| directory.resolve_misspelt(&words)).flatten()
    })
}

/// Somebody of whom the record has no statement: a capitalised name, or a description.
fn unknown(tokens: &[Token]) -> Option<Mention> {
    let last = tokens.iter().rev().find(|token| !FUNCTION.has(&token.word))?;
    let described = tokens.first().is_some_and(|first| matches!(first.word.as_str(), "the" | "a" | "an"));
    let is_name = last.is_capitalised && !described;
    let written = tokens.iter().map(|token| token.written.as_str()).filter(|written| !written.is_empty());
    let asked = written.collect::<Vec<_>>().join(" ");
    (is_name || described).then_some(Mention { asked, names: Vec::new(), is_name })
}

fn slot(tokens: &[Token]) -> Option<Slot> {
    let words: Vec<&str> = tokens.iter().take(12).map(|token| token.word.as_str()).collect();
    let at = words.iter().position(|word| is_open(word))?;
    let next = words.get(at + 1).copied().unwrap_or_default();
    let rest = &words[at + 1..];
    match words[at] {
        "how" if matches!(next, "many" | "much" | "old" | "often" | "long" | "far") => Some(Slot::Number),
        "when" => Some(Slot::Time),
        "where" => Some(Slot::Place),
        "why" => Some(Slot::Reason),
        "what" | "which" if matches!(next, "date" | "day" | "month" | "year") => Some(Slot::Date),
        "what" | "which" if matches!(next, "percentage" | "percent" | "share" | "number" | "sum" | "amount") => {
            Some(Slot::Number)
        }
        "what" | "whats" if rest.windows(2).take(3).any(|pair| pair == ["name", "of"]) => Some(Slot::NameOf),
        _ => None,
    }
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
        Directory::new(Arc::new(speakers.to_vec()), &People::default())
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

    #[test]
    fn slots_are_seen() {
        let cases = [
            ("How many bridges are closed?", Some(Slot::Number)),
            ("On what date will it open?", Some(Slot::Date)),
            ("What is the name of the envoy?", Some(Slot::NameOf)),
            ("Who was sent to Riga?", Some(Slot::Name)),
            ("What happened in Riga?", None),
        ];
        for (text, slot) in cases {
            assert_eq!(Understanding::of(&Question::ask(text), &directory()).slot, slot, "{text}");
        }
    }
}
