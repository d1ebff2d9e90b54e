//! What somebody is, as the article puts it before or behind the name.

use crate::{
    attribution::{
        grammar,
        reading::{Reading, Tokens},
        speaker::run::Run,
    },
    lexicon::{Lexicon, title},
};

/// The role before the name ("Kremlin spokesman Dmitry Peskov") or behind it ("Ann Lee, the mayor of Elm,").
pub(super) fn role(reading: &Reading<'_>, lexicon: &Lexicon, run: &Run) -> Option<String> {
    let before = run.titled.clone().map(|titles| {
        let mut start = titles.start;
        let floor = reading.sentence_range(start).start;
        while start > floor && belongs_to_role(reading, start - 1) {
            start -= 1;
        }
        start..titles.end
    });
    let before = before.or_else(|| role_before_comma(reading, run));
    let before = before.map(|tokens| reading.span(&reading.without_edges(tokens)).of(reading.text).to_owned());
    let courtesy = |role: &String| title::is_courtesy(role.to_lowercase().trim_end_matches('.'));
    before.filter(|role| !courtesy(role)).or_else(|| role_behind(reading, lexicon, behind_origin(reading, run)))
}

/// "The opposition leader, Ann Lee, left", "A spokesman for the port, Ann Lee, left": the phrase before the comma
/// before the name, but not "After talks with the leader, Ann Lee left".
fn role_before_comma(reading: &Reading<'_>, run: &Run) -> Option<Tokens> {
    let comma = run.name.start.checked_sub(1).filter(|comma| *comma > 0 && reading.lower(*comma) == ",")?;
    let closed = matches!(reading.lower(run.name.end), "," | ".") || reading.is_mark(run.name.end);
    let floor = reading.sentence_range(comma).start.max(comma.saturating_sub(12));
    let mut start = comma;
    let mut head = comma;
    while closed && start > floor {
        let word = reading.lower(start - 1);
        let verb = grammar::is_finite_auxiliary(word)
            || grammar::looks_past(word) && word != "retired"
            || grammar::is_subordinator(word) && word != "as";
        if !reading.is_word(start - 1) || reading.quotation(start - 1).is_some() || verb {
            break;
        }
        if grammar::is_preposition(word) {
            head = start - 1;
        }
        start -= 1;
        let opens = matches!(word, "a" | "an" | "the" | "its" | "his" | "her" | "their" | "our");
        if opens && title::is_title(reading.lower(head.saturating_sub(1))) && head > start + 1 {
            let first = start + 1;
            return Some(first..comma);
        }
    }
    let title = closed && title::is_title(reading.lower(comma - 1));
    title.then(|| {
        let mut start = comma - 1;
        while start > floor && belongs_to_role(reading, start - 1) {
            start -= 1;
        }
        start..comma
    })
}

/// The comma behind "Ann Lee of the University of Elm,".
fn behind_origin(reading: &Reading<'_>, run: &Run) -> usize {
    let end = run.name.end;
    if !matches!(reading.lower(end), "of" | "from" | "at") {
        return end;
    }
    (end + 1..end + 10)
        .find(|place| !reading.is_capitalised(*place) && !matches!(reading.lower(*place), "the" | "of" | "and" | "in"))
        .unwrap_or(end)
}

fn belongs_to_role(reading: &Reading<'_>, place: usize) -> bool {
    let word = reading.lower(place);
    let closed = grammar::is_determiner(word) && !matches!(word, "former" | "senior" | "top" | "other")
        || grammar::is_preposition(word)
        || grammar::is_conjunction(word)
        || grammar::is_subordinator(word)
        || grammar::is_auxiliary(word)
        || grammar::looks_past(word)
        || grammar::is_adverb(word)
        || word.ends_with("ing");
    reading.quotation(place).is_none() && (reading.is_word(place) || word == ".") && !closed
}

fn role_behind(reading: &Reading<'_>, lexicon: &Lexicon, comma: usize) -> Option<String> {
    let sentence = (comma < reading.tokens.len()).then(|| reading.sentence_range(comma))?;
    if reading.lower(comma) != "," || comma + 1 >= sentence.end {
        return None;
    }
    let start = comma + 1;
    let end = (start..sentence.end)
        .find(|place| {
            matches!(reading.lower(*place), "," | ";" | "—" | "who" | "said")
                || reading.lower(*place) == "and" && !joins_capitals(reading, lexicon, *place)
                || reading.quotation(*place).is_some()
        })
        .unwrap_or(sentence.end);
    let first = reading.lower(start);
    let skipped = usize::from(matches!(first, "the" | "a" | "an"));
    let tokens = reading.without_edges(start + skipped..end);
    let opens = grammar::is_determiner(first) || title::is_title(first) || reading.is_capitalised(start);
    let is_role = opens
        && tokens.clone().any(|place| title::is_title(reading.lower(place)))
        && tokens.len() < 16
        && !tokens.clone().any(|place| grammar::is_finite_auxiliary(reading.lower(place)));
    is_role.then(|| reading.span(&tokens).of(reading.text).to_owned())
}

/// "the National Security and Defense Council", not "the mayor of Elm and Ann Lee".
fn joins_capitals(reading: &Reading<'_>, lexicon: &Lexicon, and: usize) -> bool {
    let person = lexicon.people.pronoun_of(reading.word(and + 1)).is_some();
    reading.is_capitalised(and - 1) && reading.is_capitalised(and + 1) && !person
}
