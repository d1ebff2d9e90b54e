//! Whom "he" and "she" mean.
//!
//! "Lee met Stone. He said …" is Lee: subjects go before objects. "After speaking with Stone, he said …" is not
//! Stone, for a name in an opening adjunct is rarely taken up by the main clause.

use std::collections::BTreeMap;

use crate::{
    attribution::{
        grammar,
        reading::{Reading, Tokens},
        speaker::{self, cast::Cast},
    },
    lexicon::people::Pronoun,
};

/// How many sentences back a pronoun may point, those in quotation marks not counted.
const REACH: usize = 4;

/// How much less likely somebody is of whom the article tells no "he" or "she".
const UNTOLD: f32 = 0.6;

/// Who spoke where, as far as it is known.
#[derive(Clone, Copy, Debug)]
pub(super) struct Turn {
    /// The first token of the source.
    pub(super) place: usize,
    /// Who it was, in [`Cast::members`].
    pub(super) member: usize,
}

/// Who is meant by the pronoun at `place`, and how sure that is.
pub(super) fn antecedent(
    reading: &Reading<'_>,
    cast: &Cast,
    turns: &[Turn],
    place: usize,
    pronoun: Pronoun,
) -> Option<(usize, f32)> {
    let mut weights: BTreeMap<usize, f32> = BTreeMap::new();
    let first = reading.told_since(place, REACH);
    let end = reading.sentence_range(place).end;
    for mention in cast.within(&(first..end)) {
        let Some(member) = only(cast, &mention.members, pronoun) else { continue };
        let behind = mention.tokens.start > place;
        if behind && !is_cataphoric(reading, place, mention.tokens.start) {
            continue;
        }
        let doubt = if cast.members[member].pronoun == Some(pronoun) { 1.0 } else { UNTOLD };
        let weight = if behind { 1.4 } else { nearness(reading, place, &mention.tokens) } * doubt;
        let best = weights.entry(member).or_insert(0.0);
        *best = best.max(weight);
    }
    let earliest = turns.partition_point(|turn| turn.place < first);
    for turn in turns[earliest..].iter().filter(|turn| turn.place < place) {
        if may_be(cast, turn.member, pronoun) {
            let distance = reading.told_before(place) - reading.told_before(turn.place);
            let best = weights.entry(turn.member).or_insert(0.0);
            *best = best.max(recency(distance)) + if distance <= 1 { 0.35 } else { 0.15 };
        }
    }
    let (member, confidence) = choose(&weights)?;
    let told = cast.members[member].pronoun == Some(pronoun);
    Some((member, if told { confidence } else { confidence.min(speaker::UNTOLD) }))
}

/// Which body is meant by the "it" at `place`, and how sure that is: the one that spoke or acted right before.
pub(super) fn body(reading: &Reading<'_>, cast: &Cast, turns: &[Turn], place: usize) -> Option<(usize, f32)> {
    let first = reading.told_since(place, 2);
    let spoke = turns.iter().rev().find(|turn| turn.place < place).filter(|turn| turn.place >= first);
    if let Some(turn) = spoke.filter(|turn| cast.members[turn.member].is_agent()) {
        return Some((turn.member, 0.75));
    }
    let mut weights: BTreeMap<usize, f32> = BTreeMap::new();
    for mention in cast.within(&(first..place)) {
        let [member] = mention.members.as_slice() else { continue };
        if cast.members[*member].is_agent() {
            let weight = recency(reading.told_before(place) - reading.told_before(mention.tokens.start))
                * prominence(reading, mention.tokens.start, mention.tokens.end);
            let best = weights.entry(*member).or_insert(0.0);
            *best = best.max(weight);
        }
    }
    choose(&weights).filter(|(_, sure)| *sure >= 0.65).map(|(member, sure)| (member, sure.min(0.7)))
}

/// Whether a name that goes with the pronoun is the subject of a sentence within `tokens`.
pub(super) fn subject_within(reading: &Reading<'_>, cast: &Cast, tokens: &Tokens, pronoun: Pronoun) -> bool {
    cast.within(tokens).iter().any(|mention| {
        let fits = mention.members.iter().any(|member| may_be(cast, *member, pronoun));
        fits && (prominence(reading, mention.tokens.start, mention.tokens.end) >= 1.0
            || is_turned_to(reading, &mention.tokens))
    })
}

/// The one of `members` who goes with the pronoun, if just one does.
fn only(cast: &Cast, members: &[usize], pronoun: Pronoun) -> Option<usize> {
    let mut fitting = members.iter().copied().filter(|member| may_be(cast, *member, pronoun));
    fitting.next().filter(|_| fitting.next().is_none())
}

/// How likely a name before the pronoun is meant: by its distance and its place in its sentence; the subject of the
/// pronoun's own sentence before all others.
fn nearness(reading: &Reading<'_>, place: usize, name: &Tokens) -> f32 {
    let prominence = prominence(reading, name.start, name.end);
    let same = reading.sentence(place) == reading.sentence(name.start)
        && reading.quotation(place) == reading.quotation(name.start);
    let subject = same && prominence >= 1.0;
    let distance = reading.told_before(place) - reading.told_before(name.start);
    let turned = distance <= 1 && is_turned_to(reading, name);
    let bonus = match (turned, subject) {
        (true, _) => 0.65,
        (_, true) => 0.5,
        (_, _) => 0.0,
    };
    recency(distance) * if turned { 1.0 } else { prominence } + bonus
}

/// "Lee said it was late, but Stone was cross": the article turns to Stone.
fn is_turned_to(reading: &Reading<'_>, name: &Tokens) -> bool {
    let before = |back: usize| name.start.checked_sub(back).map_or("", |place| reading.lower(place));
    let next = reading.lower(name.end);
    let turns = before(2) == "," && matches!(before(1), "but" | "while" | "whereas" | "yet" | "though");
    let verb = grammar::is_finite_auxiliary(next) || grammar::looks_past(next) || grammar::is_adverb(next);
    turns && verb && reading.quotation(name.start).is_none()
}

/// "While he waited, Lee said": the pronoun of an opening clause means the name right behind it.
fn is_cataphoric(reading: &Reading<'_>, place: usize, name: usize) -> bool {
    let sentence = reading.sentence_range(place);
    let opener = reading.lower(sentence.start);
    let opens = grammar::is_subordinator(opener) && opener != "that" && place - sentence.start <= 3;
    let comma = (place..name).find(|between| reading.lower(*between) == ",");
    opens && comma.is_some_and(|comma| name - comma <= 4) && reading.quotation(place) == reading.quotation(name)
}

fn may_be(cast: &Cast, member: usize, pronoun: Pronoun) -> bool {
    let member = &cast.members[member];
    !member.body && member.pronoun.is_none_or(|own| own == pronoun || own == Pronoun::They)
}

fn recency(sentences: usize) -> f32 {
    [1.0, 0.9, 0.6, 0.4, 0.25].get(sentences).copied().unwrap_or(0.1)
}

/// How likely a name at its place in the sentence is taken up again.
fn prominence(reading: &Reading<'_>, start: usize, end: usize) -> f32 {
    let sentence = reading.sentence_range(start);
    let opener = reading.lower(sentence.start);
    let comma = sentence.clone().find(|place| reading.lower(*place) == ",").unwrap_or(sentence.end);
    let adjunct = (grammar::is_preposition(opener) || grammar::is_subordinator(opener)) && start < comma;
    if reading.quotation(start).is_some() {
        return 0.3;
    }
    if adjunct {
        return 0.35;
    }
    let before: Vec<&str> = (sentence.start..start).map(|place| reading.lower(place)).collect();
    let after_preposition = before.iter().rev().take(3).any(|word| grammar::is_preposition(word));
    let verb_before = before.iter().any(|word| grammar::is_finite_auxiliary(word) || grammar::looks_past(word));
    match (matches!(reading.lower(end), "’s" | "'s" | "’" | "'"), after_preposition, verb_before) {
        (true, _, _) => 0.5,
        (_, true, _) => 0.5,
        (_, _, true) => 0.6,
        _ => 1.0,
    }
}

/// The heaviest, with the confidence that its lead over the next one gives.
fn choose(weights: &BTreeMap<usize, f32>) -> Option<(usize, f32)> {
    let mut ranked: Vec<(usize, f32)> = weights.iter().map(|(member, weight)| (*member, *weight)).collect();
    ranked.sort_by(|left, right| right.1.total_cmp(&left.1));
    let (member, weight) = *ranked.first()?;
    let lead = ranked.get(1).map_or(f32::INFINITY, |(_, second)| weight - second);
    let confidence = match lead {
        _ if weight < 0.2 => 0.4,
        lead if lead.is_infinite() => 0.8,
        lead if lead >= 0.35 => 0.75,
        lead if lead >= 0.15 => 0.65,
        _ => 0.5,
    };
    Some((member, confidence))
}
