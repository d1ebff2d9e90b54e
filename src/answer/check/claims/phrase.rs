//! Phrases that name a speaker: "– Name", "as Name put it", "according to Name", "Name said".

use crate::answer::check::claims::{
    name::{Who, name, subject},
    word::{Word, saying, words},
};

/// `– Name`, `~ Name, role`.
pub(super) fn signed(line: &str) -> Option<String> {
    let signature = line.trim_start().trim_start_matches(['-', '–', '—', '―', '~']);
    if signature.len() == line.trim_start().len() || signature.starts_with(|first: char| first.is_ascii_digit()) {
        return None;
    }
    match speaker_in(signature)? {
        Who::Named(name) => Some(name),
        Who::Pronoun => None,
    }
}

/// Whom a label names: "Name", "Name said yesterday", "Quote by Name".
pub(super) fn speaker_in(label: &str) -> Option<Who> {
    let words = words(label);
    if let Some(name) = put_by(label, &words) {
        return Some(Who::Named(name));
    }
    if let Some((_, who)) = spoken(label, &words) {
        return Some(who);
    }
    let is_credit = words.len() > 2
        && matches!(words[0].lower().as_str(), "quote" | "quotes" | "statement" | "message" | "tweet" | "words")
        && matches!(words[1].bare, "from" | "by" | "of")
        && words[2].bare != "the";
    let label = if is_credit { &label[words[2].span.start()..] } else { label };
    name(label).map(Who::Named)
}

/// "As Name put it", "in Name's words", "in the words of Name".
pub(super) fn put_by(phrase: &str, words: &[Word<'_>]) -> Option<String> {
    let first = words.first()?.lower();
    let (middle, last) = match first.as_str() {
        "as" => (1, words.iter().rposition(|word| matches!(word.bare, "put" | "puts"))?),
        "in" if words.len() > 4 && words[2].bare == "words" && words[3].bare == "of" => (4, words.len()),
        "in" => (1, words.iter().rposition(|word| word.bare == "words")?),
        _ => return None,
    };
    let named = words.get(middle..last).filter(|named| !named.is_empty())?;
    name(&phrase[named[0].span.start()..named[named.len() - 1].span.end()])
}

/// The last verb of speech of `sentence` with its subject.
pub(super) fn spoken(sentence: &str, words: &[Word<'_>]) -> Option<(usize, Who)> {
    let asks = words.iter().take(3).any(|word| matches!(word.lower().as_str(), "did" | "does" | "didnt"));
    let fits = |at: &usize| saying(&words[*at]).is_some_and(|saying| !saying.denies && (asks || !saying.is_plain));
    (1..words.len()).rev().filter(fits).find_map(|verb| Some((verb, subject(sentence, &words[..verb])?)))
}

/// Behind "according to" or "per" in `sentence`: where the source begins, and where the phrase did.
pub(super) fn leads(sentence: &str) -> Option<(usize, usize)> {
    let words = words(sentence);
    let is = |at: usize, word: &str| words.get(at).is_some_and(|found| found.lower() == word);
    let at = (0..words.len()).find(|&at| is(at, "according") && is(at + 1, "to") || is(at, "per"))?;
    let is_per = is(at, "per");
    let opens = at == 0 || words[at - 1].ends_clause || is(at - 1, "as");
    let source = words.get(at + if is_per { 1 } else { 2 })?;
    (!is_per || opens).then(|| (source.span.start(), words[at].span.start()))
}
