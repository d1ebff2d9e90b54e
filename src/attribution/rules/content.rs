//! What a cue reports: the content before it, behind it or on both sides.

use crate::{
    attribution::{
        grammar,
        reading::{Reading, Tokens},
        rules::{
            cues::{Cue, CueSort},
            opening::{ADJUNCT, Opening, opening},
        },
    },
    lexicon::cues::{Frame, Verb},
};

/// The content of a cue, in parts, and how sure it is that this is reported.
#[derive(Clone, Debug)]
pub(super) struct Content {
    pub(super) parts: Vec<Tokens>,
    pub(super) certainty: f32,
}

/// The contents of the cues of `sentence`, each in its place; none where a cue reports nothing after all.
///
/// Read from the last to the first: a clause ends where the next cue that reports something begins its own.
pub(super) fn contents(reading: &Reading<'_>, sentence: &Tokens, cues: &[Cue<'_>]) -> Vec<Option<Content>> {
    let sentence = &(reading.behind_dateline(sentence)..sentence.end);
    let mut contents = vec![None; cues.len()];
    let mut limit = sentence.end;
    for (which, cue) in cues.iter().enumerate().rev() {
        let own = &(behind_earlier_colon(reading, sentence, cue, &cues[..which])..sentence.end);
        contents[which] = content(reading, own, cue, limit.max(cue.group.end));
        if contents[which].is_some() {
            limit = own_clause(reading, sentence, cue).unwrap_or(limit);
        }
    }
    contents
}

/// "Stone disagreed: the data, he argued, …": what an earlier cue introduces by a colon begins behind it.
fn behind_earlier_colon(reading: &Reading<'_>, sentence: &Tokens, cue: &Cue<'_>, earlier: &[Cue<'_>]) -> usize {
    let introduced = earlier.first().map_or(cue.group.start, |first| first.tokens.end);
    let mut ahead = (introduced..cue.group.start).rev();
    let colon = ahead.find(|place| reading.lower(*place) == ":" && reading.quotation(*place).is_none());
    colon.map_or(sentence.start, |colon| colon + 1)
}

fn content(reading: &Reading<'_>, sentence: &Tokens, cue: &Cue<'_>, limit: usize) -> Option<Content> {
    match cue.sort {
        CueSort::Lead => lead_content(reading, sentence, cue, limit),
        // Nothing before ", adding" belongs to it.
        CueSort::Joined(verb) => verb_content(reading, cue.group.start..sentence.end, cue, verb, limit),
        CueSort::Verb(verb) | CueSort::Inverted(verb) => verb_content(reading, sentence.clone(), cue, verb, limit),
    }
}

/// Where the clause of `cue` parts from what goes before: ", and Stone said", "and added", ", citing".
fn own_clause(reading: &Reading<'_>, sentence: &Tokens, cue: &Cue<'_>) -> Option<usize> {
    let start = cue.group.start;
    let before = start.checked_sub(1).filter(|before| *before > sentence.start)?;
    let comma = |place: usize| reading.lower(place) == ",";
    match cue.sort {
        CueSort::Lead => Some(if comma(before) { before } else { start }),
        CueSort::Joined(_) => {
            let auxiliaries = (sentence.start..start)
                .rev()
                .take_while(|place| {
                    grammar::is_adverb(reading.lower(*place)) || grammar::is_auxiliary(reading.lower(*place))
                })
                .count();
            let before = before.checked_sub(auxiliaries).filter(|before| *before > sentence.start)?;
            let joined = matches!(reading.lower(before), "and" | "but" | "while" | "before" | "by" | "then");
            match (joined, reading.quotation(before).is_some()) {
                (_, true) => Some(start),
                (true, false) if comma(before - 1) => Some(before - 1),
                (joined, false) => (joined || comma(before)).then_some(before),
            }
        }
        CueSort::Verb(_) | CueSort::Inverted(_) => {
            let joined = matches!(reading.lower(before), "and" | "but" | "while" | "as" | "though" | "although");
            if joined && before > 0 && comma(before - 1) {
                return Some(before - 1);
            }
            (comma(before) && ends_clause(reading, sentence, cue.group.end)).then_some(before)
        }
    }
}

/// Whether nothing but a stop, a comma or an adjunct comes behind `place`.
fn ends_clause(reading: &Reading<'_>, sentence: &Tokens, place: usize) -> bool {
    if place >= sentence.end {
        return true;
    }
    let word = reading.lower(place);
    let stop = matches!(word, "." | "," | ";" | "!" | "?");
    let adjunct = grammar::is_preposition(word) || grammar::is_day(word) || grammar::is_month(word);
    stop || (reading.quotation(place).is_none() && adjunct)
}

fn verb_content(reading: &Reading<'_>, sentence: Tokens, cue: &Cue<'_>, verb: &Verb, limit: usize) -> Option<Content> {
    if keeps_silent(reading, cue, verb) {
        return None;
    }
    let opening = opening(reading, cue, verb, limit);
    let before = before(reading, &sentence, cue);
    match (before, opening) {
        (Some(before), opening) if before.certainty > 0.8 => Some(around(reading, cue, before, opening, limit)),
        (_, Some(opening)) => {
            let parts = behind(reading, &opening, limit);
            (!parts.is_empty()).then_some(Content { parts, certainty: opening.certainty })
        }
        (Some(before), None) => Some(around(reading, cue, before, None, limit)),
        (None, None) => None,
    }
}

/// "declined to comment" says nothing.
fn keeps_silent(reading: &Reading<'_>, cue: &Cue<'_>, verb: &Verb) -> bool {
    let refuses = verb.words.len() == 1 && matches!(verb.words[0].as_str(), "decline" | "refuse");
    let place = cue.group.end;
    let speaks = matches!(reading.lower(place + 1), "comment" | "elaborate" | "respond" | "say" | "discuss" | "speak");
    refuses && reading.lower(place) == "to" && speaks
}

/// `"X," he said, "Y"` and "X, he said, and Y".
fn around(reading: &Reading<'_>, cue: &Cue<'_>, before: Content, opening: Option<Opening>, limit: usize) -> Content {
    let Content { mut parts, certainty } = before;
    let quoted = parts.iter().any(|part| reading.quotation(part.end - 1).is_some());
    let comma =
        (cue.group.end..limit).find(|place| reading.lower(*place) == "," && reading.quotation(*place).is_none());
    let near = comma.filter(|comma| comma - cue.group.end <= ADJUNCT);
    match (quoted, near) {
        (true, _) => {
            if let Some(opening) = opening.filter(|opening| reading.quotation(opening.start).is_some()) {
                parts.extend(behind(reading, &opening, limit));
            }
        }
        (false, Some(comma)) if comma == cue.group.end && comma + 3 < limit => {
            parts.push(trimmed(reading, comma + 1..clause_end(reading, comma + 1, limit)))
        }
        _ => {}
    }
    parts.retain(|part| !part.is_empty());
    Content { parts, certainty }
}

/// The content that stands before source and cue, if a quotation or a comma parts it from them.
fn before(reading: &Reading<'_>, sentence: &Tokens, cue: &Cue<'_>) -> Option<Content> {
    let last = cue.group.start.checked_sub(1).filter(|last| *last >= sentence.start)?;
    let comma = reading.lower(last) == "," && reading.quotation(last).is_none();
    let close = if comma { last.checked_sub(1).filter(|close| *close >= sentence.start)? } else { last };
    if let Some(quotation) = reading.quotation(close) {
        let tokens = reading.quotation_tokens(quotation);
        let closed = tokens.end == close + 1;
        let whole =
            tokens.start <= sentence.start || !(sentence.start..tokens.start).any(|place| reading.is_word(place));
        let place = match (whole, quotation_of_adjunct(reading, sentence, cue, tokens.start)) {
            (true, _) => Some((tokens.start, 0.95)),
            (false, QuotationPlace::Main) => Some((sentence.start, 0.95)),
            (false, QuotationPlace::BehindAdjunct) => Some((tokens.start, 0.8)),
            (false, QuotationPlace::InAdjunct) => None,
        };
        let (start, certainty) = place.filter(|_| closed)?;
        return Some(Content { parts: vec![trimmed(reading, start..tokens.end)], certainty });
    }
    let dash = matches!(reading.lower(last), "—" | "–" | "--");
    let clause = sentence.start..last;
    let words = clause.clone().filter(|place| reading.is_word(*place)).count();
    let finite = clause.clone().any(|place| {
        grammar::is_finite_auxiliary(reading.lower(place))
            || grammar::looks_past(reading.lower(place))
            || reading.lower(place).ends_with('s')
    });
    let adjunct = opens_adjunct(reading.lower(sentence.start));
    let long_adjunct = adjunct && clause.clone().filter(|place| reading.lower(*place) == ",").count() == 0;
    let fit = (comma || dash)
        && words >= 3
        && finite
        && !long_adjunct
        && matches!(cue.sort, CueSort::Verb(_) | CueSort::Inverted(_));
    let done = cue.verb().is_some_and(|verb| verb.takes.contains(&Frame::Clause))
        && ends_clause(reading, sentence, cue.group.end);
    (fit && done).then(|| Content { parts: vec![trimmed(reading, clause)], certainty: 0.85 })
}

/// How a quotation before source and cue stands to what opens the sentence.
enum QuotationPlace {
    /// No adjunct opens the sentence.
    Main,
    /// `In a letter, "we won," she said`.
    BehindAdjunct,
    /// `Asked if "we won," she said that …`: somebody else's words.
    InAdjunct,
}

fn quotation_of_adjunct(reading: &Reading<'_>, sentence: &Tokens, cue: &Cue<'_>, quotation: usize) -> QuotationPlace {
    let skipped = |place: &usize| {
        let word = reading.lower(*place);
        grammar::is_conjunction(word) || grammar::is_adverb(word) || word == ","
    };
    let opener = sentence.clone().find(|place| !skipped(place)).map_or("", |place| reading.lower(place));
    let participle =
        opener == "contrary" || opener.ends_with("ing") && opens_adjunct(opener) || grammar::looks_past(opener);
    let ends = matches!(reading.lower(cue.group.end), "," | "." | "");
    match opens_adjunct(opener) || participle {
        false => QuotationPlace::Main,
        true if reading.lower(quotation - 1) == "," => QuotationPlace::BehindAdjunct,
        true if ends && !participle => QuotationPlace::Main,
        true => QuotationPlace::InAdjunct,
    }
}

/// Whether a sentence that begins with `word` begins with an adjunct.
fn opens_adjunct(word: &str) -> bool {
    let participle =
        word.ends_with("ing") && word.len() > 5 && !matches!(word, "nothing" | "something" | "anything" | "everything");
    grammar::is_preposition(word)
        || matches!(word, "when" | "while" | "if" | "although" | "though" | "because" | "asked" | "where" | "once")
        || participle
}

/// The tokens without edges, if any is left; an empty range otherwise.
fn trimmed(reading: &Reading<'_>, range: Tokens) -> Tokens {
    reading.without_edges(range)
}

/// The parts from an opening on: a quotation with what continues it, or the clause.
fn behind(reading: &Reading<'_>, opening: &Opening, limit: usize) -> Vec<Tokens> {
    let end = match reading.quotation(opening.start) {
        Some(quotation) if opening.quoted => reading.quotation_tokens(quotation).end,
        Some(quotation) => {
            let end = reading.quotation_tokens(quotation).end;
            // `said "yes," not "no"`: what is not said.
            let contrast = matches!(reading.lower(end), "not" | "instead" | "rather");
            let goes_on = end < limit && reading.is_word(end) && !contrast;
            if goes_on { clause_end(reading, end, limit) } else { end }
        }
        None => clause_end(reading, opening.start, limit),
    };
    let part = trimmed(reading, opening.start..end.max(opening.start + 1));
    if part.is_empty() { Vec::new() } else { vec![part] }
}

/// Where the clause that begins at `start` ends: at `limit`, or before "when asked" and the like.
fn clause_end(reading: &Reading<'_>, start: usize, limit: usize) -> usize {
    for place in start + 1..limit {
        if reading.quotation(place).is_some() {
            continue;
        }
        let (word, next) = (reading.lower(place), reading.lower(place + 1));
        let circumstance = (word == "when" && matches!(next, "asked" | "pressed" | "questioned"))
            || (word == "," && matches!(next, "referring" | "speaking" | "citing" | "adding" | "quoting" | "alluding"))
            || (word == "in" && next == "response" && reading.lower(place + 2) == "to")
            || (word == "—" && place + 1 < limit && grammar::is_determiner(next));
        let stop = matches!(word, ";") || (word == "." && place + 1 == limit);
        if circumstance || stop {
            return place;
        }
    }
    limit
}

/// The content of "according to": the rest of the sentence on either side.
fn lead_content(reading: &Reading<'_>, sentence: &Tokens, cue: &Cue<'_>, limit: usize) -> Option<Content> {
    let mut parts = Vec::new();
    if cue.group.start > sentence.start {
        parts.push(trimmed(reading, sentence.start..cue.group.start));
    }
    let comma = cue.group.end < sentence.end && reading.lower(cue.group.end) == ",";
    let quote = cue.group.end < sentence.end && reading.quotation(cue.group.end).is_some();
    let opens = parts.iter().all(|part| part.len() < 3 && reading.quotation(part.start).is_none());
    if opens {
        parts.clear();
    }
    if (comma || quote) && (opens || limit == sentence.end) {
        let start = cue.group.end + usize::from(comma);
        parts.push(trimmed(reading, start..clause_end(reading, start, limit.max(start + 1)).min(sentence.end)));
    }
    parts.retain(|part| part.len() > 1);
    (!parts.is_empty()).then_some(Content { parts, certainty: 0.93 })
}
