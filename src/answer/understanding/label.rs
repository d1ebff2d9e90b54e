//! Whom a stretch of a question means: "Hall", "Mayor Hall", "the mayor of Riga", "Hall's lawyer", "Hall and Ruiz".

use crate::answer::{
    names::{Directory, Mention},
    understanding::token::{Token, plain},
    vocabulary::{ADVERBS, FUNCTION, SPEECH, TITLES, WORKS, is_number},
};

/// How many words a name may have that is taken for a misspelling of another.
const MISSPELT_WORDS: usize = 3;

/// Somebody on record whom all of `tokens` mean.
pub(super) fn known(tokens: &[Token], directory: &Directory) -> Option<Mention> {
    let tokens = trimmed(tokens);
    if tokens.last().is_none_or(|last| FUNCTION.has(&last.word) || is_number(&last.word)) {
        return None;
    }
    named(tokens, directory)
        .or_else(|| directory.described(&plain(tokens)))
        .or_else(|| author(tokens, directory))
        .or_else(|| misspelt(tokens, directory))
}

/// Somebody of whom the record has no statement: a capitalised name, or a description.
pub(super) fn unknown(tokens: &[Token]) -> Option<Mention> {
    let tokens = trimmed(tokens);
    let last = tokens.iter().rev().find(|token| !FUNCTION.has(&token.word))?;
    let described = tokens.first().is_some_and(|first| matches!(first.word.as_str(), "the" | "a" | "an"));
    let is_name = last.is_capitalised && !described;
    let written = tokens.iter().map(|token| token.written.as_str()).filter(|written| !written.is_empty());
    let asked = written.collect::<Vec<_>>().join(" ");
    (is_name || described).then_some(Mention { asked, names: Vec::new(), is_name })
}

/// Whom the beginning of `tokens` names, and how many words that takes; not a part of a longer name or description.
pub(super) fn beginning(tokens: &[Token], directory: &Directory, longest: usize) -> Option<(Mention, usize)> {
    (1..=tokens.len().min(longest)).rev().find_map(|length| {
        let (label, rest) = tokens.split_at(length);
        let last = label.last().filter(|last| !FUNCTION.has(&last.word) && !is_number(&last.word))?;
        let goes_on = rest.first().is_some_and(|next| {
            let is_of_name = !FUNCTION.has(&next.word) && !SPEECH.has(&next.word);
            directory.is_role_word(&next.word) || last.is_capitalised && next.is_capitalised && is_of_name
        });
        let is_part = last.is_possessive || goes_on;
        let words = plain(label);
        let is_name = !FUNCTION.has(&words[0]) || directory.is_body(&words[1..]);
        let mention = directory.named(&words).filter(|_| is_name);
        let mention = mention.or_else(|| misspelt_name(label, directory));
        mention.or_else(|| behind_office(label, directory)).filter(|_| !is_part).map(|mention| (mention, length))
    })
}

/// `tokens` without "really", "also", "have to" and the like behind the name.
fn trimmed(tokens: &[Token]) -> &[Token] {
    let is_added = |token: &&Token| {
        let is_adverb = ADVERBS.has(&token.word) || token.word.ends_with("ly") && !token.is_capitalised;
        is_adverb || FUNCTION.has(&token.word)
    };
    let added = tokens.iter().rev().take_while(is_added).count();
    &tokens[..tokens.len() - added]
}

/// Whom `tokens` name, with whatever stands beside the name: "Fed chair Lind", "Lind, the Fed chair,", "Lind in his
/// speech", "Hall and Ruiz".
fn named(tokens: &[Token], directory: &Directory) -> Option<Mention> {
    directory
        .named(&plain(tokens))
        .or_else(|| together(tokens, directory))
        .or_else(|| with_apposition(tokens, directory))
        .or_else(|| behind_description(tokens, directory))
        .or_else(|| before_phrase(tokens, directory))
}

fn together(tokens: &[Token], directory: &Directory) -> Option<Mention> {
    let and = tokens.iter().position(|token| token.word == "and")?;
    let first = directory.named(&plain(&tokens[..and]))?;
    let second = directory.named(&plain(&tokens[and + 1..]))?;
    let names = [first.names, second.names].concat();
    Some(Mention { asked: plain(tokens).join(" "), names, is_name: true })
}

fn with_apposition(tokens: &[Token], directory: &Directory) -> Option<Mention> {
    let comma = tokens.iter().position(|token| token.before_comma)?;
    let (before, behind) = tokens.split_at(comma + 1);
    directory.named(&plain(before)).or_else(|| directory.named(&plain(behind)))
}

/// The longest name at the end; a single word only where what stands before it is an office or trade, for "Tom Hall"
/// is not Mary Hall.
fn behind_description(tokens: &[Token], directory: &Directory) -> Option<Mention> {
    (1..tokens.len()).find_map(|start| {
        let name = plain(&tokens[start..]);
        let before = &tokens[start - 1];
        let is_of_another = before.is_possessive || FUNCTION.has(&before.word) && start > 1;
        let may_stand = !is_of_another && !FUNCTION.has(&name[0]);
        let is_enough = name.len() >= 2 || is_office(before, directory) && directory.is_last_name(&name[0]);
        let mention = directory.named(&name).filter(|_| may_stand && is_enough)?;
        Some(Mention { asked: plain(tokens).join(" "), ..mention })
    })
}

/// The name at the end, right behind an office or trade.
fn behind_office(tokens: &[Token], directory: &Directory) -> Option<Mention> {
    let office = tokens.iter().rposition(|token| is_office(token, directory))?;
    let name = plain(tokens.get(office + 1..).filter(|name| !name.is_empty() && !tokens[office].is_possessive)?);
    let is_enough = !FUNCTION.has(&name[0]) && (name.len() >= 2 || directory.is_last_name(&name[0]));
    let mention = directory.named(&name).filter(|_| is_enough)?;
    Some(Mention { asked: plain(tokens).join(" "), ..mention })
}

fn is_office(token: &Token, directory: &Directory) -> bool {
    !FUNCTION.has(&token.word) && (TITLES.has(&token.word) || directory.is_role_word(&token.word))
}

fn before_phrase(tokens: &[Token], directory: &Directory) -> Option<Mention> {
    let phrase = tokens.iter().position(|token| {
        matches!(
            token.word.as_str(),
            "in" | "on" | "at" | "during" | "after" | "before" | "as" | "who" | "when" | "once" | "of" | "from"
        )
    })?;
    let name = plain(&tokens[..phrase]);
    let is_whole = name.len() >= 2 || !matches!(tokens[phrase].word.as_str(), "of" | "from");
    directory.named(&name).filter(|_| is_whole && name.first().is_none_or(|first| !FUNCTION.has(first)))
}

/// Whose "Hall's letter", "the Herald editorial" and the like is.
fn author(tokens: &[Token], directory: &Directory) -> Option<Mention> {
    let start = tokens.iter().take_while(|token| FUNCTION.has(&token.word)).count();
    let end = (start + 1..tokens.len()).find(|&at| tokens[at - 1].is_possessive || WORKS.has(&tokens[at].word))?;
    let is_work = tokens[end..].iter().any(|token| WORKS.has(&token.word));
    directory.named(&plain(&tokens[start..end])).filter(|_| is_work)
}

fn misspelt(tokens: &[Token], directory: &Directory) -> Option<Mention> {
    let is_like_a_name = tokens.len() <= MISSPELT_WORDS && tokens.iter().all(|token| !FUNCTION.has(&token.word));
    let is_role = tokens.last().is_some_and(|last| directory.is_role_word(&last.word));
    (is_like_a_name && !is_role).then(|| directory.resolve_misspelt(&plain(tokens))).flatten()
}

fn misspelt_name(tokens: &[Token], directory: &Directory) -> Option<Mention> {
    let is_name = tokens.len() <= 2 && tokens.iter().all(|token| token.is_capitalised);
    is_name.then(|| misspelt(tokens, directory)).flatten()
}
