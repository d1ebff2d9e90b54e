//! Where the content behind a cue begins: "that", "to", a quotation, a clause or a noun phrase.

use crate::{
    attribution::{
        grammar,
        reading::Reading,
        rules::cues::{Cue, CueSort},
    },
    lexicon::{
        cues::{Frame, Verb},
        title,
    },
    text::token::TokenKind,
};

/// How far behind a cue its content may begin.
pub(super) const ADJUNCT: usize = 18;

/// Where content begins behind a cue.
pub(super) struct Opening {
    pub(super) start: usize,
    /// Whether a quotation is introduced by a comma or colon: then the content is the quotation alone.
    pub(super) quoted: bool,
    pub(super) certainty: f32,
}

/// Where the content behind `cue` begins, before `limit`; nothing where none does.
pub(super) fn opening(reading: &Reading<'_>, cue: &Cue<'_>, verb: &Verb, limit: usize) -> Option<Opening> {
    let place = behind_time(reading, behind_addressee(reading, cue.group.end, limit, verb), limit);
    if place >= limit {
        return None;
    }
    // "Contrary to what Lee said, …" ends with the comma.
    let what = cue.group.start > 0 && reading.lower(cue.group.start - 1) == "what";
    if what && reading.lower(cue.group.end) == "," {
        return None;
    }
    if let Some(opening) = punctuated(reading, verb, place, limit) {
        return Some(opening);
    }
    if matches!(cue.sort, CueSort::Inverted(_)) {
        return adjunct_quotation(reading, place, limit);
    }
    clause(reading, verb, place)
        .or_else(|| order(reading, verb, place, limit))
        .or_else(|| bare_clause(reading, verb, place, limit))
        .or_else(|| {
            is_clausal(verb).then(|| adjunct_that(reading, place, limit)).flatten().map(|that| plain(that, 0.9))
        })
        .or_else(|| adjunct_quotation(reading, place, limit))
        .or_else(|| thing(reading, verb, place))
}

fn plain(start: usize, certainty: f32) -> Opening {
    Opening { start, quoted: false, certainty }
}

fn is_clausal(verb: &Verb) -> bool {
    verb.takes.contains(&Frame::Clause) || verb.takes.contains(&Frame::That)
}

/// `said "…"`, `said, "…"`, `said: …`, "said, however, that …".
fn punctuated(reading: &Reading<'_>, verb: &Verb, place: usize, limit: usize) -> Option<Opening> {
    let word = reading.lower(place);
    if opens_quotation(reading, place) {
        return Some(plain(place, 0.9));
    }
    if word == ","
        && let Some(close) = parenthesis(reading, place, limit)
    {
        let that = is_clausal(verb) && matches!(reading.lower(close + 1), "that" | "how" | "why" | "whether");
        if that || opens_quotation(reading, close + 1) {
            return Some(Opening { start: close + 1, quoted: !that, certainty: 0.9 });
        }
    }
    if matches!(word, "," | ":") && opens_quotation(reading, place + 1) {
        return Some(Opening { start: place + 1, quoted: true, certainty: 0.95 });
    }
    let colon = word == ":" && verb.takes.contains(&Frame::Clause) && place + 1 < limit;
    colon.then(|| plain(place + 1, 0.85))
}

/// "that it may rain", "how it ended".
fn clause(reading: &Reading<'_>, verb: &Verb, place: usize) -> Option<Opening> {
    match reading.lower(place) {
        _ if !is_clausal(verb) => None,
        "that" => Some(plain(place, 0.93)),
        "how" | "why" | "whether" | "what" | "if" | "where" => Some(plain(place, 0.8)),
        _ => None,
    }
}

/// "to win", "Bob Stone to win".
fn order(reading: &Reading<'_>, verb: &Verb, place: usize, limit: usize) -> Option<Opening> {
    if !verb.takes.contains(&Frame::To) {
        return None;
    }
    let opens = |place: usize| reading.lower(place) == "to" && is_plain_verb(reading, place + 1);
    if opens(place) {
        return Some(plain(place, 0.85));
    }
    let ahead = place..limit.min(place + ADJUNCT);
    let mut words = ahead.take_while(|place| reading.is_word(*place));
    nominal(reading, place).then(|| words.find(|place| opens(*place))).flatten().map(|to| plain(to, 0.8))
}

/// "it may rain", without "that".
fn bare_clause(reading: &Reading<'_>, verb: &Verb, place: usize, limit: usize) -> Option<Opening> {
    let finite = has_verb(reading, place, limit);
    let fit = verb.takes.contains(&Frame::Clause)
        && nominal(reading, place)
        && (finite || !verb.takes.contains(&Frame::Thing));
    fit.then(|| plain(place, if finite { 0.88 } else { 0.7 }))
}

/// "the report", of "denied the report".
fn thing(reading: &Reading<'_>, verb: &Verb, place: usize) -> Option<Opening> {
    let word = reading.lower(place);
    let closed = grammar::is_preposition(word) || grammar::is_conjunction(word) || grammar::is_subordinator(word);
    (verb.takes.contains(&Frame::Thing) && reading.is_word(place) && !closed).then(|| plain(place, 0.7))
}

/// "told reporters", "asked her": the place behind whoever is spoken to.
fn behind_addressee(reading: &Reading<'_>, start: usize, limit: usize, verb: &Verb) -> usize {
    let addressed = matches!(
        verb.words[0].as_str(),
        "tell" | "ask" | "remind" | "assure" | "inform" | "warn" | "reassure" | "advise"
    );
    if !addressed
        || !nominal(reading, start) && !matches!(reading.lower(start), "him" | "them" | "us" | "me" | "reporters")
    {
        return start;
    }
    for place in start + 1..limit.min(start + 12) {
        let word = reading.lower(place);
        let opens =
            matches!(word, "that" | "to" | "how" | "why" | "whether" | "," | ":") || reading.quotation(place).is_some();
        if opens {
            return place;
        }
        if !reading.is_word(place) && word != "." {
            break;
        }
    }
    let pronoun = matches!(reading.lower(start), "him" | "her" | "them" | "us" | "me" | "you")
        || title::is_crowd(reading.lower(start));
    let name_end = (start..limit).find(|place| !reading.is_capitalised(*place)).unwrap_or(limit);
    match (pronoun, reading.is_capitalised(start)) {
        (true, _) => start + 1,
        (false, true) => name_end,
        (false, false) => start,
    }
}

/// "last month", "on Monday", "this week": the place behind a time, where the clause goes on.
fn behind_time(reading: &Reading<'_>, start: usize, limit: usize) -> usize {
    let relative = |place: usize| {
        matches!(reading.lower(place), "last" | "this" | "next" | "late" | "early" | "earlier" | "later")
    };
    let unit = |place: usize| {
        matches!(
            reading.lower(place),
            "week"
                | "month"
                | "year"
                | "night"
                | "morning"
                | "evening"
                | "afternoon"
                | "summer"
                | "fall"
                | "spring"
                | "winter"
                | "day"
        )
    };
    let day = |place: usize| grammar::is_day(reading.lower(place));
    let month = |place: usize| {
        grammar::is_month(reading.lower(place))
            && reading.tokens.get(place + 1).is_some_and(|token| token.kind == TokenKind::Number)
    };
    let mut place = start + usize::from(reading.lower(start) == "on" && (day(start + 1) || month(start + 1)));
    while place < limit {
        let step = match place {
            place if relative(place) && (unit(place + 1) || day(place + 1)) => 2,
            place if month(place) => 2,
            place if day(place) || (place > start && unit(place)) => 1,
            _ => return place,
        };
        place += step;
    }
    place.min(limit)
}

/// The comma that closes a short insertion: "said, however, that", "said, through an interpreter, that".
fn parenthesis(reading: &Reading<'_>, comma: usize, limit: usize) -> Option<usize> {
    let close = (comma + 1..limit.min(comma + 9)).find(|place| reading.lower(*place) == ",")?;
    let plain = (comma + 1..close).all(|place| reading.is_word(place) && reading.quotation(place).is_none());
    (plain && close + 1 < limit).then_some(close)
}

fn opens_quotation(reading: &Reading<'_>, place: usize) -> bool {
    reading.quotation(place).is_some_and(|quotation| reading.quotation_tokens(quotation).start == place)
}

/// "in a social media post that": a "that" behind an adjunct without a comma.
fn adjunct_that(reading: &Reading<'_>, place: usize, limit: usize) -> Option<usize> {
    let opener = reading.lower(place);
    let adjunct = grammar::is_preposition(opener)
        || grammar::is_day(opener)
        || grammar::is_adverb(opener)
        || opener == "this"
        || opener == "last"
        || reading.is_capitalised(place);
    let ahead = (place..limit.min(place + ADJUNCT))
        .take_while(|place| reading.is_word(*place) || matches!(reading.lower(*place), "," | "."));
    adjunct
        .then(|| ahead.into_iter().find(|place| reading.lower(*place) == "that" && !reading.is_capitalised(*place)))
        .flatten()
}

/// `in an interview: "…"`, `on Monday, "…"`.
fn adjunct_quotation(reading: &Reading<'_>, place: usize, limit: usize) -> Option<Opening> {
    let start = (place..limit.min(place + ADJUNCT + 6)).find(|place| opens_quotation(reading, *place))?;
    let introduced = start > place && matches!(reading.lower(start - 1), "," | ":");
    let no_stop = !(place..start).any(|place| matches!(reading.lower(place), ";" | "—" | "–"));
    (introduced && no_stop).then_some(Opening { start, quoted: true, certainty: 0.88 })
}

/// Whether a subject may begin at `place`.
fn nominal(reading: &Reading<'_>, place: usize) -> bool {
    let word = reading.lower(place);
    let word_or_number = reading.is_word(place);
    let closed = grammar::is_preposition(word)
        || grammar::is_conjunction(word)
        || grammar::is_adverb(word)
        || grammar::is_day(word)
        || grammar::is_auxiliary(word)
        || grammar::is_subordinator(word);
    word_or_number
        && !closed
        && (!word.ends_with("ing") || word.len() < 6)
        && !matches!(word, "back" | "out" | "up" | "down" | "off")
        || grammar::is_subject_pronoun(word)
        || title::is_crowd(word)
        || matches!(word, "there" | "no" | "neither" | "both" | "all")
}

fn has_verb(reading: &Reading<'_>, start: usize, limit: usize) -> bool {
    (start + 1..limit).any(|place| {
        grammar::is_finite_auxiliary(reading.lower(place))
            || grammar::looks_past(reading.lower(place))
            || matches!(reading.lower(place - 1), "he" | "she" | "they" | "it" | "we" | "i" | "who")
    })
}

fn is_plain_verb(reading: &Reading<'_>, place: usize) -> bool {
    let word = reading.lower(place);
    reading.is_word(place)
        && !reading.is_capitalised(place)
        && !grammar::is_determiner(word)
        && !grammar::is_preposition(word)
        && !word.ends_with("ing")
}
