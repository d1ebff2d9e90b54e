//! Quotations in a text, and whom the words around them give them to.

use crate::{
    answer::check::{
        Claim, ClaimForm,
        claims::{
            Placed,
            marks::{in_order, inner, with_known_marks},
            name::{Who, name},
            surroundings::{Given, Surroundings},
            word::{Word, words},
        },
    },
    text::{quotation::is_closed, span::Span},
};

/// A quotation of fewer words, which nobody is directly given, is a manner of speaking.
const FEWEST_WORDS: usize = 3;
/// Between two quotations of one speaker stand fewer words.
const BETWEEN: usize = 9;

/// The claims that quotations of `text` are, with whom the words around them name; `last` is whom a pronoun means.
pub(super) fn quoted(text: &str, last: &mut Option<String>) -> Vec<Placed> {
    let seen = with_known_marks(text);
    let spans: Vec<Span> = in_order(&seen).into_iter().map(|span| without_signature(&seen, span)).collect();
    let mut found: Vec<Placed> = Vec::new();
    let mut continues: Option<Who> = None;
    for (number, span) in spans.iter().enumerate() {
        let from = number.checked_sub(1).map_or(0, |before| spans[before].end());
        let until = spans.get(number + 1).map_or(text.len(), |next| next.start());
        let (before, after) = (&text[from..span.start()], &text[span.end()..until]);
        let words_inside = inner(&seen, *span).of(text);
        if !words_inside.contains(char::is_alphanumeric) {
            continue;
        }
        if continues.take().is_some()
            && let Some(first) = found.last_mut()
        {
            first.claim.words = format!("{} {words_inside}", first.claim.words);
            first.span = first.span.cover(*span);
            let signature = Surroundings { before, after, has_next: false, is_first: false }.signature();
            first.claim.speaker = first.claim.speaker.take().or(signature);
            continue;
        }
        let has_next = number + 1 < spans.len();
        let given = Surroundings { before, after, has_next, is_first: number == 0 }.speaker();
        let is_short = words(words_inside).len() < FEWEST_WORDS;
        if is_short && !given.as_ref().is_some_and(|given| given.is_direct) {
            continue;
        }
        let speaker = match &given {
            Some(Given { who: Who::Named(name), .. }) => {
                *last = Some(name.clone());
                Some(name.clone())
            }
            Some(Given { who: Who::Pronoun, .. }) => last.clone(),
            None => found.last().filter(|_| is_same_breath(before)).and_then(|before| before.claim.speaker.clone()),
        };
        if given.as_ref().is_some_and(|given| given.is_tag) && is_broken_off(after) && has_next {
            continues = given.map(|given| given.who);
        }
        // The inner comma of a sentence that goes on behind its tag is the speaker's.
        let with_comma =
            continues.is_some() && text[..span.end()].trim_end_matches(['"', '”', '\'', '’', '»']).ends_with(',');
        let words = if with_comma { format!("{words_inside},") } else { words_inside.to_owned() };
        found.push(Placed { span: *span, claim: Claim { words, speaker, form: ClaimForm::Quoted } });
    }
    found
}

/// A quotation that was left open ends before the dash and name behind it.
fn without_signature(seen: &str, span: Span) -> Span {
    let words = span.of(seen);
    if is_closed(seen, span) {
        return span;
    }
    for dash in [" - ", " – ", " — "] {
        if let Some(at) = words.rfind(dash).filter(|at| name(&words[at + dash.len()..]).is_some()) {
            return Span::new(span.start(), span.start() + at);
        }
    }
    span
}

/// Whether the words between two quotations leave them to the same speaker.
fn is_same_breath(between: &str) -> bool {
    let speaks = |word: &Word<'_>| matches!(word.lower().as_str(), "i" | "we" | "you" | "my" | "me" | "im" | "u");
    let words = words(between);
    !between.contains('\n') && words.len() < BETWEEN && !words.iter().any(speaks)
}

/// Whether what stands behind a quotation says that its sentence goes on: "X," he said, "Y".
fn is_broken_off(after: &str) -> bool {
    let tag = after.trim_end();
    tag.ends_with([',', '–', '—', '-', '…']) && !tag.contains('\n') && words(tag).len() <= BETWEEN + 3
}
