//! Whom the words around a claim name.

use crate::{
    answer::{
        check::claims::word::{Word, saying, words},
        vocabulary::{ADVERBS, FUNCTION, NEGATION, TIMES},
    },
    lexicon::title::is_title,
};

/// A name has at most so many words.
const NAME_WORDS: usize = 7;
/// A name in lower case has at most so many.
const LOWER_WORDS: usize = 3;

/// Lower-case words within a name.
#[rustfmt::skip]
const PARTICLES: &[&str] = &[
    "of", "de", "del", "della", "der", "den", "van", "von", "zu", "la", "le", "al", "el", "bin", "ibn", "da", "di",
    "dos", "du", "the", "and", "for", "&",
];

/// Words behind which no name goes on.
#[rustfmt::skip]
const ENDS: &[&str] = &[
    "via", "on", "in", "at", "to", "during", "when", "while", "after", "before", "from", "about", "with", "by", "as",
    "who", "speaking", "asked", "today", "yesterday", "circa", "c", "per",
];

/// What stands before a colon or behind a dash and is nobody's name.
#[rustfmt::skip]
const LABELS: &[&str] = &[
    "edit", "note", "source", "sources", "update", "breaking", "tldr", "tl;dr", "fyi", "ps", "p.s", "q", "question",
    "answer", "quote", "quotes", "link", "links", "headline", "title", "reminder", "warning", "me", "you",
    "everyone", "example", "summary", "context", "correction", "translation", "translated", "just", "fact",
    "opinion", "also", "meanwhile", "then", "now", "result", "results", "option", "poll", "verdict", "claim", "clip",
    "video", "photo", "image", "thread", "topic", "subject", "date", "time", "place", "location", "re", "lol",
    "lmao", "imo", "imho", "btw", "ok", "okay", "yes", "no", "yeah", "wow", "omg", "wtf", "bro", "anyway", "hot",
    "fun", "spoiler", "unknown", "anonymous", "anon", "proof", "news", "live", "exclusive", "developing", "reply",
    "today", "yesterday", "here", "statement", "transcript", "original", "full", "more", "read", "watch", "remember",
    "fake", "real", "true", "false",
];

/// What may open a sentence before its subject.
#[rustfmt::skip]
const OPENERS: &[&str] = &[
    "today", "yesterday", "apparently", "now", "lol", "lmao", "omg", "wait", "bro", "ok", "okay", "well", "yeah",
    "wow", "guys", "meanwhile", "breaking", "again", "reportedly", "allegedly", "supposedly", "earlier", "recently",
    "like", "remember", "source", "friend", "btw", "fyi", "literally", "actually", "basically", "honestly", "idk",
    "heard",
];

/// Who is named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Who {
    Named(String),
    /// "He", "she", "they".
    Pronoun,
}

/// Whom `fragment` names, which has nothing but a name in it, with a role behind or before it.
pub(super) fn name(fragment: &str) -> Option<String> {
    let words = words(fragment);
    let end = words.iter().position(|word| word.ends_clause).map_or(words.len(), |at| at + 1);
    let end = words[..end].iter().skip(1).position(|word| ENDS.contains(&word.bare)).map_or(end, |at| at + 1);
    let named = &words[..end];
    let first = named.first()?.lower();
    let fits_length = named.len() <= NAME_WORDS && fragment[..named.last()?.span.end()].chars().count() <= 80;
    if !fits_length || LABELS.contains(&first.as_str()) || first != "the" && FUNCTION.has(&first) {
        return None;
    }
    let is_letters = named.iter().any(|word| word.bare.chars().filter(|letter| letter.is_alphabetic()).count() > 1);
    if !is_letters || !is_made_like_a_name(named) {
        return None;
    }
    let is_lower = !named.iter().any(Word::is_capitalised);
    if is_lower && named.len() > LOWER_WORDS {
        return None;
    }
    match name_at_end(fragment, named)? {
        Who::Named(name) => Some(name),
        Who::Pronoun => None,
    }
}

/// Whether `words` can be a name with what somebody is: in lower case only what stands before all capitals, or with a
/// title in it ("Kremlin spokesman Dmitry Peskov").
fn is_made_like_a_name(words: &[Word<'_>]) -> bool {
    let is_described = |word: &Word<'_>| {
        let lower = word.lower();
        PARTICLES.contains(&lower.as_str()) || !FUNCTION.has(&lower) && saying(word).is_none()
    };
    let is_whole = |word: &Word<'_>| word.is_capitalised() || PARTICLES.contains(&word.bare);
    let begin = words.iter().position(Word::is_capitalised).unwrap_or(words.len());
    let mut between = words[begin..].split(is_whole).filter(|run| !run.is_empty());
    words.iter().all(|word| word.is_capitalised() || is_described(word))
        && between.all(|run| run.iter().any(|word| is_title(&word.lower())))
}

/// Whom the words behind a verb name, as in "said Dana Poole, the harbour master".
pub(super) fn name_at_start(text: &str, words: &[Word<'_>]) -> Option<Who> {
    let words =
        if words.first().is_some_and(|word| word.bare == "the") && words.get(1).is_some_and(Word::is_capitalised) {
            &words[1..]
        } else {
            words
        };
    let end = words.iter().position(|word| word.ends_clause).map_or(words.len(), |at| at + 1);
    let run = words[..end].iter().take_while(|word| word.is_capitalised() || PARTICLES.contains(&word.bare)).count();
    let named = &words[..run];
    if let Some(last) = named.iter().rposition(Word::is_capitalised).filter(|_| named[0].is_capitalised()) {
        return name_at_end(text, &named[..=last]);
    }
    let end = words[..end].iter().skip(1).position(|word| ENDS.contains(&word.bare)).map_or(end, |at| at + 1);
    name_at_end(text, &words[..end.min(NAME_WORDS)])
}

/// Whether `line` is nothing but a name with capitals, a role perhaps behind it.
pub(super) fn is_name_alone(line: &str) -> bool {
    let words = words(line);
    let end = words.iter().position(|word| word.ends_clause).map_or(words.len(), |at| at + 1);
    let is_part = |word: &Word<'_>| word.is_capitalised() || PARTICLES.contains(&word.bare);
    let is_short = words.len() <= 2 * NAME_WORDS && end <= NAME_WORDS - 2;
    let ends_sentence = line.trim_end().ends_with(['.', '!', '?', ':']) && !line.ends_with("Jr.");
    is_short && !ends_sentence && words[..end].iter().all(is_part) && name(line).is_some()
}

/// Whom the words before a verb name: its subject.
pub(super) fn subject(text: &str, before: &[Word<'_>]) -> Option<Who> {
    let mut words = before;
    while let [rest @ .., last] = words {
        if last.ends_clause || !is_between(last) || last.is_capitalised() && !TIMES.has(&last.lower()) {
            break;
        }
        words = rest;
    }
    if words.last()?.ends_clause {
        // "Dana Poole, the harbour master, said".
        let inner = &words[..words.len() - 1];
        let comma = inner.iter().rposition(|word| word.ends_clause)?;
        // "The harbour master, Dana Poole, said".
        let is_name_behind = !words[comma].is_capitalised() && words[words.len() - 1].is_capitalised();
        words = if is_name_behind { words } else { &words[..=comma] };
    }
    let inner = &words[..words.len() - 1];
    let start = inner.iter().rposition(|word| word.ends_clause).map_or(0, |at| at + 1);
    let mut segment = &words[start..];
    // "Poole on Monday".
    if let Some(at) = segment.iter().skip(1).position(|word| matches!(word.bare, "on" | "in" | "at" | "during")) {
        segment = &segment[..=at];
    }
    name_at_end(text, segment)
}

/// What may stand between a subject and its verb.
fn is_between(word: &Word<'_>) -> bool {
    let lower = word.lower();
    const MORE: [&str; 14] = [
        "has",
        "had",
        "have",
        "recently",
        "literally",
        "actually",
        "publicly",
        "repeatedly",
        "earlier",
        "on",
        "last",
        "this",
        "just",
        "even",
    ];
    MORE.contains(&lower.as_str()) || ADVERBS.has(&lower) || NEGATION.has(&lower) || TIMES.has(&lower)
}

/// The name at the end of `words`, which are of `text`.
fn name_at_end(text: &str, words: &[Word<'_>]) -> Option<Who> {
    let is_part = |word: &&Word<'_>| word.is_capitalised() || PARTICLES.contains(&word.bare);
    let mut start = words.len() - words.iter().rev().take_while(is_part).count();
    let opens = |word: &Word<'_>| {
        let lower = word.lower();
        !word.is_capitalised()
            || FUNCTION.has(&lower) && word.bare.chars().count() > 1 && !is_all_capitals(word)
            || OPENERS.contains(&lower.as_str())
            || NEGATION.has(&lower)
    };
    while words.get(start).is_some_and(opens) {
        start += 1;
    }
    if words.get(start..).is_some_and(|run| (1..=NAME_WORDS).contains(&run.len())) && words[start].lower() != "i" {
        return Some(Who::Named(cut(text, &words[start..])));
    }
    lower_name(text, words)
}

/// "US", "UN", "WHO": no function words.
fn is_all_capitals(word: &Word<'_>) -> bool {
    word.bare.len() > 1 && word.bare.chars().all(char::is_uppercase)
}

/// A name that is written in lower case, or a description.
fn lower_name(text: &str, words: &[Word<'_>]) -> Option<Who> {
    const OTHERS: [&str; 5] = ["he", "she", "they", "hes", "shes"];
    const SPEAKING: [&str; 8] = ["i", "we", "you", "u", "it", "who", "what", "that"];
    let last = words.last()?.lower();
    if OTHERS.contains(&last.as_str()) {
        return Some(Who::Pronoun);
    }
    if SPEAKING.contains(&last.as_str())
        || [&FUNCTION, &NEGATION, &TIMES].iter().any(|list| list.has(&last))
        || LABELS.contains(&last.as_str())
    {
        return None;
    }
    let opens = |word: &Word<'_>| {
        let lower = word.lower();
        OPENERS.contains(&lower.as_str()) || FUNCTION.has(&lower) && lower != "the" && lower != "a"
    };
    let start = words.iter().take_while(|word| opens(word)).count();
    let described = &words[start..];
    let plain = |words: &[Word<'_>]| !words.iter().any(|word| FUNCTION.has(&word.lower()));
    let fits = match described {
        [first, rest @ ..] if matches!(first.lower().as_str(), "the" | "a") => {
            (1..=4).contains(&rest.len()) && plain(rest)
        }
        _ => described.len() <= LOWER_WORDS && plain(described),
    };
    let kept = if fits { described } else { &words[words.len() - 1..] };
    Some(Who::Named(cut(text, kept)))
}

fn cut(text: &str, words: &[Word<'_>]) -> String {
    let (first, last) =
        (words.first().map_or(0, |word| word.span.start()), words.last().map_or(0, |word| word.span.end()));
    let name = &text[first..last];
    name.strip_suffix("'s").or_else(|| name.strip_suffix("’s")).unwrap_or(name).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_told_from_other_words() {
        for (fragment, expected) in [
            ("Dana Poole", Some("Dana Poole")),
            (" Dana Poole, harbour master", Some("Dana Poole")),
            ("harbour master Dana Poole (2024)", Some("Dana Poole")),
            ("the Ministry of Works", Some("Ministry of Works")),
            ("Ursula van der Meer via the Post", Some("Ursula van der Meer")),
            ("poole", Some("poole")),
            ("mayor aalto", Some("mayor aalto")),
            ("the mayor", Some("the mayor")),
            ("J. D. Reed, 12 May 2024", Some("J. D. Reed")),
            ("@DanaPoole", Some("DanaPoole")),
            ("US", Some("US")),
            ("but he never did", None),
            ("this is it", None),
            ("Source", None),
            ("lol", None),
            ("what a day that was for all of them", None),
            ("1", None),
            ("", None),
        ] {
            assert_eq!(name(fragment).as_deref(), expected, "{fragment}");
        }
    }

    #[test]
    fn the_subject_of_a_verb_is_the_name_before_it() {
        let named = |name: &str| Some(Who::Named(name.to_owned()));
        for (before, expected) in [
            ("Poole", named("Poole")),
            ("On Monday, Dana Poole", named("Dana Poole")),
            ("Dana Poole, the harbour master,", named("Dana Poole")),
            ("The harbour master, Dana Poole,", named("Dana Poole")),
            ("I heard that Poole also", named("Poole")),
            ("Poole on Monday", named("Poole")),
            ("The harbour master", named("The harbour master")),
            ("so poole just", named("poole")),
            ("but she", Some(Who::Pronoun)),
            ("I", None),
            ("and that", None),
            ("", None),
        ] {
            assert_eq!(subject(before, &words(before)), expected, "{before}");
        }
    }
}
