//! The claims in what somebody posted.
//!
//! `posted` takes away what Discord obeys. `quoted` finds what stands between `marks`, and whom its `surroundings` name;
//! `told` what is said in the poster's words. Both know the `phrase`s that name a speaker, and `name` tells a name from
//! other `word`s.

mod marks;
mod name;
mod phrase;
mod posted;
mod quoted;
mod surroundings;
mod told;
mod word;

use crate::{
    answer::check::{
        Claim, ClaimForm,
        claims::{
            marks::{joined, wholly_quoted},
            name::{Who, is_name_alone, name},
            phrase::{signed, speaker_in},
            posted::Line,
            quoted::quoted,
            told::{bare, told},
        },
    },
    text::span::Span,
};

/// So many claims of one message are worth checking; who checks them says how many more there are.
pub const MOST: usize = 10;

/// A claim with its place in the text that it was found in.
#[derive(Clone, Debug)]
struct Placed {
    span: Span,
    claim: Claim,
}

/// A part of a message: lines that are all set off as a quotation, or none.
#[derive(Debug, Default)]
struct Part {
    is_set_off: bool,
    lines: Vec<String>,
    /// Who stands above or beneath what is set off.
    speaker: Option<String>,
}

/// The claims in `message`, a post on Discord or any other text, in their order; [`MOST`] of them are worth checking.
///
/// Quotations with or without a name, what is set off as one, `Name: …` on a line of its own, and what the poster
/// tells of somebody's words. A message with none of these is taken by its sentences, at most three; chatter gives
/// nothing. Markdown, mentions, links, emoji and what can't be seen are no part of a claim's words.
///
/// ```
/// use onrecord::answer::check::claims::claims;
///
/// let found = claims("> The bridge is safe.\n— Dana Poole, harbour master");
/// assert_eq!((found[0].words.as_str(), found[0].speaker.as_deref()), ("The bridge is safe.", Some("Dana Poole")));
/// ```
#[must_use]
pub fn claims(message: &str) -> Vec<Claim> {
    let lines = posted::lines(message);
    let found = stated(&lines);
    if !found.is_empty() {
        return found;
    }
    let lines: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
    bare(&lines)
}

impl Claim {
    /// The claims in what is given as a quotation, with or without marks and name; `speaker` is whom the asker names.
    /// Empty where there is no word.
    #[must_use]
    pub fn of_quote(quote: &str, speaker: Option<&str>) -> Vec<Claim> {
        let lines = posted::lines(quote);
        let whole = in_one(&lines);
        let speaker = speaker.map(|speaker| in_one(&posted::lines(speaker)));
        let speaker = speaker.filter(|speaker| speaker.contains(char::is_alphanumeric));
        let mut found = stated(&lines);
        if let Some(speaker) = &speaker {
            // What has no marks at its beginning is taken as it is: a colon or dash in it is the speaker's own.
            let is_marked = !whole.starts_with(char::is_alphanumeric) || lines.iter().any(|line| line.is_set_off);
            found.retain(|claim| is_marked && claim.form == ClaimForm::Quoted);
            found.iter_mut().for_each(|claim| claim.speaker = Some(speaker.clone()));
        }
        if found.is_empty() && whole.contains(char::is_alphanumeric) {
            let words = wholly_quoted(&whole).unwrap_or(whole);
            found.push(Claim { words, speaker, form: ClaimForm::Quoted });
        }
        found
    }
}

/// The lines as one.
fn in_one(lines: &[Line]) -> String {
    lines.iter().map(|line| line.text.as_str()).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The claims that have a quotation or a speaker.
fn stated(lines: &[Line]) -> Vec<Claim> {
    let mut last = None;
    let mut found: Vec<Claim> = Vec::new();
    for part in parts(lines) {
        let claims = if part.is_set_off { set_off(&part, &mut last) } else { read(&joined(&part.lines), &mut last) };
        for claim in claims {
            if !found.contains(&claim) {
                found.push(claim);
            }
        }
    }
    found
}

/// What is quoted and told in `text`, in its order.
fn read(text: &str, last: &mut Option<String>) -> Vec<Claim> {
    let mut found = quoted(text, last);
    let taken: Vec<Span> = found.iter().map(|placed| placed.span).collect();
    found.extend(told(text, &taken, last));
    found.sort_by_key(|placed| placed.span);
    found.into_iter().map(|placed| placed.claim).collect()
}

/// What is set off is one quotation, unless it says itself who said what.
fn set_off(part: &Part, last: &mut Option<String>) -> Vec<Claim> {
    let text = joined(&part.lines);
    let inside: Vec<Claim> = read(&text, last).into_iter().filter(|claim| claim.speaker.is_some()).collect();
    let whole = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if !inside.is_empty() || !whole.contains(char::is_alphanumeric) {
        return inside;
    }
    if part.speaker.is_some() {
        last.clone_from(&part.speaker);
    }
    let words = wholly_quoted(&whole).unwrap_or(whole);
    vec![Claim { words, speaker: part.speaker.clone(), form: ClaimForm::Quoted }]
}

/// The parts of a message, those that are set off with the name above or beneath them.
fn parts(lines: &[Line]) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    for line in lines {
        match parts.last_mut() {
            Some(part) if part.is_set_off == line.is_set_off => part.lines.push(line.text.clone()),
            _ => parts.push(Part { is_set_off: line.is_set_off, lines: vec![line.text.clone()], speaker: None }),
        }
    }
    for at in 0..parts.len() {
        if parts[at].is_set_off {
            parts[at].speaker = signature(&mut parts, at);
        }
    }
    parts
}

/// Whose the part at `at` is: by its own last line, the line beneath, or the one above. A line that is nothing but
/// that is taken out.
fn signature(parts: &mut [Part], at: usize) -> Option<String> {
    let own = &mut parts[at].lines;
    while own.last().is_some_and(String::is_empty) {
        own.pop();
    }
    let of_line = |line: &str| signed(line).or_else(|| is_name_alone(line).then(|| name(line)).flatten());
    if own.len() > 1
        && let Some(name) = own.last().and_then(|line| of_line(line))
    {
        own.pop();
        return Some(name);
    }
    if let Some(below) = parts.get_mut(at + 1)
        && let Some(first) = below.lines.iter().position(|line| !line.is_empty())
        && let Some(name) = of_line(&below.lines[first])
    {
        below.lines.remove(first);
        return Some(name);
    }
    let above = parts[at.checked_sub(1)?].lines.iter().rev().find(|line| !line.is_empty())?;
    match speaker_in(above.strip_suffix(':')?.rsplit(": ").next()?)? {
        Who::Named(name) => Some(name),
        Who::Pronoun => None,
    }
}

#[cfg(test)]
mod tests;
