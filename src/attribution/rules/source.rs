//! Where a source begins and ends: the noun phrase before a cue, behind it, or at the head of the sentence.

use crate::{
    attribution::{
        grammar,
        reading::{Reading, Tokens},
    },
    lexicon::title,
};

/// A source is no longer than this many tokens.
const LONGEST: usize = 24;

/// The noun phrase that ends right before `end`: "Ann Lee, the mayor of Elm," or "he".
pub(super) fn before(reading: &Reading<'_>, sentence: &Tokens, end: usize) -> Option<Tokens> {
    let last = end.checked_sub(1).filter(|last| *last >= sentence.start && reading.quotation(*last).is_none())?;
    let word = reading.lower(last);
    if matches!(word, "which" | "what" | "whom") {
        return None;
    }
    if word == "who" {
        return antecedent(reading, sentence, last);
    }
    if grammar::is_subject_pronoun(word) {
        return Some(last..end);
    }
    if word == "," {
        return with_apposition(reading, sentence, last);
    }
    if matches!(word, "—" | "–" | "--") {
        let open = (sentence.start..last).rev().find(|place| matches!(reading.lower(*place), "—" | "–" | "--"))?;
        let phrase = phrase_before(reading, sentence.start, open)?;
        return (last - open < LONGEST).then_some(phrase.start..last);
    }
    if word == ")" {
        let open = (sentence.start..last).rev().find(|place| reading.lower(*place) == "(")?;
        return before(reading, sentence, open).map(|phrase| phrase.start..end);
    }
    if !reading.is_word(last) && word != "." {
        return None;
    }
    phrase_before(reading, sentence.start, end)
}

/// "Lee, who said": what stands before "who", with or without a comma.
fn antecedent(reading: &Reading<'_>, sentence: &Tokens, who: usize) -> Option<Tokens> {
    let end = if who > sentence.start && reading.lower(who - 1) == "," { who - 1 } else { who };
    let phrase = phrase_before(reading, sentence.start, end)?;
    // "those who said" and "voters who said" are left as they stand; "met with Lee, who said" is Lee.
    let preposition = (phrase.start..phrase.end)
        .rev()
        .find(|place| grammar::is_preposition(reading.lower(*place)) && reading.lower(*place) != "of");
    let start = preposition.map_or(phrase.start, |place| place + 1);
    (start < phrase.end).then_some(start..phrase.end)
}

/// The phrase before a comma at `comma` that closes an apposition: "Ann Lee, mayor of Elm," and not "On Monday,".
fn with_apposition(reading: &Reading<'_>, sentence: &Tokens, comma: usize) -> Option<Tokens> {
    let mut floor = sentence.start;
    for place in (sentence.start..comma).rev() {
        let boundary = reading.quotation(place).is_some_and(|held| !is_title_of_work(reading, floor, held))
            || matches!(reading.lower(place), ";" | ":" | "—" | "–" | "--");
        if boundary || comma - place > LONGEST {
            floor = place + 1;
            break;
        }
    }
    let commas: Vec<usize> = (floor..comma).filter(|place| reading.lower(*place) == ",").collect();
    for first in commas {
        let Some(phrase) = phrase_before(reading, floor, first) else { continue };
        let opener = reading.lower(first + 1);
        let insertion =
            grammar::is_preposition(opener) && phrase.start == floor && reading.is_capitalised(phrase.end - 1);
        if insertion && opener_is_fit(reading, phrase.start) {
            return Some(phrase);
        }
        let clause = grammar::is_conjunction(opener)
            || grammar::is_subordinator(opener)
            || grammar::is_subject_pronoun(opener) && opener != "who" && opener != "one";
        let head_named = reading.is_capitalised(phrase.end - 1)
            || title::is_title(reading.lower(phrase.end - 1))
            || grammar::is_determiner(reading.lower(phrase.start));
        let opened = opener_is_fit(reading, phrase.start);
        if head_named && opened && !clause {
            return Some(phrase.start..comma);
        }
    }
    None
}

/// `the author of "The Long War",`: a name in quotation marks, behind a preposition.
fn is_title_of_work(reading: &Reading<'_>, floor: usize, quotation: usize) -> bool {
    let tokens = reading.quotation_tokens(quotation);
    let behind = tokens.start > floor && matches!(reading.lower(tokens.start - 1), "of" | "on" | "in" | "at" | "from");
    behind && tokens.len() <= 10 && reading.is_capitalised(tokens.start + 1)
}

fn opener_is_fit(reading: &Reading<'_>, place: usize) -> bool {
    let word = reading.lower(place);
    !(grammar::is_preposition(word)
        || grammar::is_subordinator(word)
        || grammar::is_day(word)
        || grammar::is_month(word))
}

/// The noun phrase of words alone that ends before `end` and begins at `floor` or later.
fn phrase_before(reading: &Reading<'_>, floor: usize, end: usize) -> Option<Tokens> {
    let mut start = end;
    while start > floor && end - start < LONGEST && continues(reading, start - 1, end) {
        start -= 1;
    }
    let start = without_openers(reading, start, end);
    let is_phrase = start < end && (start..end).any(|place| reading.is_word(place));
    let last = reading.lower(end.checked_sub(1)?);
    let open = (grammar::is_determiner(last)
        && !matches!(last, "some" | "many" | "most" | "all" | "both" | "few" | "several" | "this" | "other" | "one"))
        || grammar::is_conjunction(last)
        || matches!(last, "’s" | "'s");
    let loose = matches!(reading.lower(start), "been" | "be" | "being")
        || (end - start >= 2 && matches!(reading.lower(end - 2), "in" | "into" | "across" | "among" | "between"));
    let open = open || loose;
    let adverbial = grammar::is_preposition(last) || grammar::is_subordinator(last) || grammar::is_day(last);
    (is_phrase && !open && (!adverbial || end - start > 2)).then_some(start..end)
}

/// Whether the token at `place` may belong to a phrase that ends at `end`.
fn continues(reading: &Reading<'_>, place: usize, end: usize) -> bool {
    let word = reading.lower(place);
    if reading.quotation(place).is_some() {
        return false;
    }
    if !reading.is_word(place) {
        // Full stops of initials, titles and short forms; "(R-Elm)"; the dash of "vice–president".
        return matches!(word, "." | "(" | ")" | "-" | "&" | "’" | "'" | "/");
    }
    if reading.is_capitalised(place) && place + 1 < end && !reading.lower(place).is_empty() && grammar::is_day(word) {
        return false;
    }
    if matches!(word, "and" | "or") {
        return joins_names(reading, place, end);
    }
    let relative = place > 0 && word == "who" && reading.is_word(place - 1) && end - place > 1;
    let clause = (grammar::is_subordinator(word) && !relative)
        || grammar::is_conjunction(word)
        || (grammar::is_finite_auxiliary(word) && !reading.is_capitalised(place) && !has_relative(reading, place))
        || (grammar::is_irregular_past(word) && !has_relative(reading, place));
    let subject =
        grammar::is_subject_pronoun(word) && !matches!(word, "one" | "some" | "many" | "others" | "both" | "who");
    !clause && !subject
}

/// Whether a "who" stands up to six words before `place`: its clause belongs to the phrase.
fn has_relative(reading: &Reading<'_>, place: usize) -> bool {
    (place.saturating_sub(6)..place).any(|place| reading.lower(place) == "who")
}

/// "Lee and Stone said", "officials and experts said", not "he left and Stone said".
fn joins_names(reading: &Reading<'_>, and: usize, end: usize) -> bool {
    let Some(left) = and.checked_sub(1) else { return false };
    let right = and + 1;
    let names = reading.is_capitalised(left) && reading.is_capitalised(right);
    let crowds = right < end && !reading.is_capitalised(right) && !grammar::is_determiner(reading.lower(right));
    let title = reading.is_capitalised(left) || title::is_title(reading.lower(left));
    let pair = title && right < end && grammar::is_determiner(reading.lower(right)) && opens_clause(reading, and);
    reading.is_word(left) && (names || pair || (crowds && reading.lower(left).ends_with('s')))
}

/// Whether nothing but a noun phrase stands before the "and" in its sentence: "Ann Lee and her deputy said".
fn opens_clause(reading: &Reading<'_>, and: usize) -> bool {
    let before = reading.sentence_range(and).start..and;
    let other = |place: usize| {
        let word = reading.lower(place);
        let closed = grammar::is_preposition(word) && word != "of" || grammar::is_subordinator(word);
        reading.quotation(place).is_some() || !reading.is_word(place) || closed || word.ends_with("ing")
    };
    !has_verb(reading, &before) && !before.clone().any(other) && !before.clone().any(|place| is_past(reading, place))
}

fn is_past(reading: &Reading<'_>, place: usize) -> bool {
    grammar::looks_past(reading.lower(place)) && !reading.is_capitalised(place)
}

/// The start of the phrase proper: behind "But", "Meanwhile", "On Monday", "In a statement".
fn without_openers(reading: &Reading<'_>, start: usize, end: usize) -> usize {
    let mut start = start;
    while start < end {
        let word = reading.lower(start);
        let next_opens = start + 1 < end
            && (reading.is_capitalised(start + 1)
                || grammar::is_determiner(reading.lower(start + 1))
                || grammar::is_subject_pronoun(reading.lower(start + 1)));
        let always = grammar::is_conjunction(word)
            || matches!(word, "meanwhile" | "however" | "still" | "." | ")" | "’" | "'" | "-" | "also" | "as");
        let adverb = next_opens && (grammar::is_adverb(word) || grammar::is_day(word));
        if grammar::is_preposition(word) && word != "as" {
            start = behind_opening_adjunct(reading, start, end);
            break;
        }
        if !(always || adverb) {
            break;
        }
        start += 1;
    }
    start
}

/// "In a statement Monday the mayor", "After the vote Ann Lee": the last phrase that begins with a determiner or
/// a name.
fn behind_opening_adjunct(reading: &Reading<'_>, start: usize, end: usize) -> usize {
    let mut place = end - 1;
    if !reading.is_capitalised(place) {
        let determiner = (start + 2..end).rev().find(|place| {
            grammar::is_determiner(reading.lower(*place)) && !grammar::is_preposition(reading.lower(*place - 1))
        });
        return determiner.unwrap_or(end);
    }
    while place > start + 1
        && (reading.is_capitalised(place - 1)
            || reading.lower(place - 1) == "."
            || title::is_title(reading.lower(place - 1)))
        && !grammar::is_day(reading.lower(place - 1))
    {
        place -= 1;
    }
    if place == start + 1 || grammar::is_preposition(reading.lower(place - 1)) { end } else { place }
}

/// The noun phrase right behind an inverted verb: "said Ann Lee, the mayor of Elm."
pub(super) fn inverted(reading: &Reading<'_>, sentence: &Tokens, start: usize) -> Option<Tokens> {
    let first = reading.lower(start);
    let nominal = reading.is_capitalised(start)
        || grammar::is_determiner(first)
        || title::is_title(first)
        || title::is_crowd(first);
    let day = grammar::is_day(first) || grammar::is_month(first);
    let pronoun =
        matches!(first, "he" | "she" | "they" | "it" | "this" | "that" | "these" | "his" | "her" | "what" | "no" | "i");
    if !nominal || day || (pronoun && !matches!(first, "he" | "she")) || start >= sentence.end {
        return None;
    }
    if !stands_behind_content(reading, sentence, start) {
        return None;
    }
    if pronoun {
        return Some(start..start + 1);
    }
    let end = phrase_end(reading, sentence, start);
    (end > start && !has_verb(reading, &(start..end))).then_some(start..end)
}

/// Whether a finite verb stands in `range`, outside "who" clauses: "the book sold", not "a retired teacher".
pub(super) fn has_verb(reading: &Reading<'_>, range: &Tokens) -> bool {
    range.clone().any(|place| {
        let (word, next) = (reading.lower(place), reading.lower(place + 1));
        let last = place + 1 == range.end || !reading.is_word(place + 1);
        let regular = place > range.start
            && grammar::looks_past(word)
            && !grammar::is_determiner(reading.lower(place - 1))
            && (last || grammar::is_determiner(next) || grammar::is_adverb(next));
        let verb = grammar::is_finite_auxiliary(word) || grammar::is_irregular_past(word) || regular;
        verb && !reading.is_capitalised(place) && reading.quotation(place).is_none() && !has_relative(reading, place)
    })
}

/// Whether a quotation or a comma stands before the verb that is followed by `start`.
fn stands_behind_content(reading: &Reading<'_>, sentence: &Tokens, start: usize) -> bool {
    (sentence.start..start.saturating_sub(1)).rev().take(3).any(|place| {
        reading.quotation(place).is_some() || reading.is_mark(place) || matches!(reading.lower(place), "," | "—" | "–")
    })
}

/// The source of "according to".
pub(super) fn after_lead(reading: &Reading<'_>, sentence: &Tokens, start: usize) -> Option<Tokens> {
    if start >= sentence.end || !reading.is_word(start) {
        return None;
    }
    let end = phrase_end(reading, sentence, start);
    (end > start).then_some(start..end)
}

/// Where the noun phrase that begins at `start` ends, appositions among it.
fn phrase_end(reading: &Reading<'_>, sentence: &Tokens, start: usize) -> usize {
    let mut place = start;
    let mut apposition = false;
    while place < sentence.end && place - start < 2 * LONGEST {
        let word = reading.lower(place);
        if reading.quotation(place).is_some() || matches!(word, ";" | ":" | "—" | "–" | "--" | "!" | "?") {
            break;
        }
        if word == "." && is_stop(reading, sentence, place) {
            break;
        }
        if word == "," {
            if apposition && place + 1 < sentence.end && !opens_place_tail(reading, sentence, place) {
                break;
            }
            if !opens_apposition(reading, sentence, place) && !opens_place_tail(reading, sentence, place) {
                break;
            }
            apposition = true;
        }
        let adjunct = matches!(
            word,
            "in" | "on"
                | "during"
                | "after"
                | "when"
                | "as"
                | "while"
                | "about"
                | "before"
                | "following"
                | "because"
                | "that"
                | "but"
        ) || (word == "to" && !apposition)
            || (grammar::is_day(word) && place > start);
        if adjunct && !apposition && place > start {
            break;
        }
        place += 1;
    }
    place
}

/// Whether the full stop at `place` ends its sentence rather than an initial or a short form.
fn is_stop(reading: &Reading<'_>, sentence: &Tokens, place: usize) -> bool {
    (place + 1..sentence.end).all(|later| !reading.is_word(later))
}

/// ", a professor at Elm" and ", who runs it", not ", adding that" nor ", the talks are over".
fn opens_apposition(reading: &Reading<'_>, sentence: &Tokens, comma: usize) -> bool {
    let first = reading.lower(comma + 1);
    let next_comma = (comma + 1..sentence.end)
        .find(|place| {
            reading.lower(*place) == "," || is_stop(reading, sentence, *place) && reading.lower(*place) == "."
        })
        .unwrap_or(sentence.end);
    let relative = matches!(first, "who" | "whose");
    let noun = grammar::is_determiner(first)
        || title::is_title(first)
        || first == "former"
        || first == "which"
        || (reading.is_capitalised(comma + 1)
            && (comma + 1..next_comma).any(|place| title::is_title(reading.lower(place))))
        || reading.word(comma + 1).starts_with(|digit: char| digit.is_ascii_digit()) && next_comma == comma + 2;
    let clause = (comma + 1..next_comma).any(|place| grammar::is_finite_auxiliary(reading.lower(place)));
    relative || (noun && !clause)
}

/// ", Florida," behind a town and ", Jr.".
fn opens_place_tail(reading: &Reading<'_>, sentence: &Tokens, comma: usize) -> bool {
    let place = comma + 1;
    place < sentence.end && matches!(reading.lower(place), "jr" | "sr")
}

/// The subject of the clause that the token at `until` belongs to: the first noun phrase of the sentence, behind
/// an opening adjunct ("After the vote, Ann Lee left, saying …").
pub(super) fn subject(reading: &Reading<'_>, sentence: &Tokens, until: usize) -> Option<Tokens> {
    let mut start = sentence.start;
    while start < until && reading.quotation(start).is_some() {
        start += 1;
    }
    let opener = reading.lower(start);
    let next = reading.lower(start + 1);
    let adverb = grammar::is_adverb(opener)
        && (next == ","
            || reading.is_capitalised(start + 1)
            || grammar::is_determiner(next)
            || grammar::is_subject_pronoun(next));
    let adjunct = grammar::is_preposition(opener)
        || grammar::is_subordinator(opener)
        || (opener.ends_with("ing") && opener.len() > 5);
    start += usize::from(adverb);
    if adjunct {
        let comma = (start..until).find(|place| reading.lower(*place) == ",")?;
        start = comma + 1;
    }
    while start < until && (grammar::is_conjunction(reading.lower(start)) || !reading.is_word(start)) {
        start += 1;
    }
    if grammar::is_subject_pronoun(reading.lower(start)) {
        return Some(start..start + 1);
    }
    let ends = |place: usize| {
        let word = reading.lower(place);
        let verb = !reading.is_capitalised(place)
            && (grammar::is_finite_auxiliary(word)
                || grammar::looks_past(word)
                || grammar::is_adverb(word)
                || word.ends_with("ing"));
        reading.quotation(place).is_some()
            || verb
            || matches!(word, "," | ";" | ":" | "—" | "–" | "that" | "on" | "in" | "to")
    };
    let end = (start..until).find(|place| ends(*place)).unwrap_or(until);
    let long = end - start.min(end) > 8 || grammar::is_determiner(reading.lower(end.saturating_sub(1)));
    (end > start && !long).then_some(start..end)
}
