//! Runs of capitalised words that may be names, with the titles before them.

use std::collections::{HashMap, HashSet};

use crate::{
    attribution::{
        grammar,
        reading::{Reading, Tokens},
    },
    lexicon::{
        Lexicon,
        people::{Pronoun, folded},
        title,
    },
};

/// A run of capitalised words, its titles cut off.
pub(super) struct Run {
    pub(super) name: Tokens,
    /// Titles before the name, inside the run or right before it.
    pub(super) titled: Option<Tokens>,
}

impl Run {
    /// The pronoun that the titles before the name tell.
    pub(super) fn told(&self, reading: &Reading<'_>) -> Option<Pronoun> {
        self.titled.as_ref().and_then(|titles| titles.clone().find_map(|place| title::pronoun(reading.lower(place))))
    }

    /// Whether more than a courtesy title stands before the name.
    pub(super) fn has_office(&self, reading: &Reading<'_>) -> bool {
        self.titled.clone().is_some_and(|mut titles| {
            titles.any(|place| title::is_title(reading.lower(place)) && !title::is_courtesy(reading.lower(place)))
        })
    }

    /// The name as the article writes it, with single spaces and the full stop of "Jr."
    pub(super) fn written(&self, reading: &Reading<'_>) -> String {
        let name = &self.name;
        let text = reading.span(name).of(reading.text).split_whitespace().collect::<Vec<_>>().join(" ");
        let stop = matches!(reading.lower(name.end - 1), "jr" | "sr") && reading.lower(name.end) == ".";
        let text = text.replace(',', "");
        if stop { text + "." } else { text }
    }
}

/// The runs of capitalised words in the text that may be names.
pub(super) fn runs(reading: &Reading<'_>, lexicon: &Lexicon) -> Vec<Run> {
    let seen = Capitals::of(reading);
    let mut runs = Vec::new();
    let mut headlines = Vec::new();
    for sentence in &reading.ranges {
        let headline = reading.is_headline(sentence);
        let mut place = sentence.start;
        while place < sentence.end {
            if !opens_run(reading, lexicon, &seen, sentence, place) {
                place += 1;
                continue;
            }
            let end = run_end(reading, sentence, place);
            if headline {
                headlines.push((runs.len(), place..end));
                // A signature: "Ann Lee, Mill Lane".
                let alone = sentence.len() <= 8 && place == sentence.start + signed(reading, sentence);
                let given = lexicon.people.pronoun_of(reading.word(place)).is_some();
                if alone && given && (2..=3).contains(&(end - place)) && is_line_break(reading, end) {
                    headlines.pop();
                    runs.extend(run(reading, lexicon, place..end));
                }
            } else {
                runs.extend(run(reading, lexicon, place..end));
            }
            place = end;
        }
    }
    let named = Named::of(reading, &runs);
    for run in &mut runs {
        named.cut(reading, lexicon, run);
    }
    for (index, tokens) in headlines.into_iter().rev() {
        let found = named.in_headline(reading, lexicon, &tokens);
        runs.splice(index..index, found);
    }
    runs
}

/// One for a dash that opens the line.
fn signed(reading: &Reading<'_>, line: &Tokens) -> usize {
    usize::from(matches!(reading.lower(line.start), "-" | "–" | "—" | "--"))
}

fn is_line_break(reading: &Reading<'_>, place: usize) -> bool {
    place >= reading.tokens.len()
        || reading.lower(place) == ","
        || reading.paragraph(place) != reading.paragraph(place - 1)
}

/// How the words of the text are written.
struct Capitals<'r> {
    /// Those that stand somewhere with a small letter.
    small: HashSet<&'r str>,
    /// Those that stand within a sentence with a capital, oftener than with a small letter.
    names: HashSet<&'r str>,
}

impl<'r> Capitals<'r> {
    fn of(reading: &'r Reading<'_>) -> Capitals<'r> {
        let mut counts: HashMap<&str, (usize, usize)> = HashMap::new();
        for sentence in reading.ranges.iter().filter(|sentence| !reading.is_headline(sentence)) {
            for place in sentence.clone() {
                let count = counts.entry(reading.lower(place)).or_default();
                let opens = opens_sentence(reading, sentence, place);
                count.0 += usize::from(!reading.is_capitalised(place));
                count.1 += usize::from(reading.is_capitalised(place) && !opens);
            }
        }
        let small = counts.iter().filter(|(_, (small, _))| *small > 0).map(|(word, _)| *word).collect();
        let names = counts.iter().filter(|(_, (small, capital))| capital > small).map(|(word, _)| *word).collect();
        Capitals { small, names }
    }
}

/// The names of a text, to know them by where capitals tell nothing.
struct Named {
    /// Whole names, folded.
    whole: HashSet<String>,
    /// The last words of names, folded.
    last: HashSet<String>,
}

impl Named {
    fn of(reading: &Reading<'_>, runs: &[Run]) -> Named {
        let written = |tokens: &Tokens| folded(reading.span(tokens).of(reading.text));
        let whole = runs.iter().filter(|run| run.name.len() > 1).map(|run| written(&run.name)).collect();
        let last = runs.iter().map(|run| written(&(run.name.end - 1..run.name.end))).collect();
        Named { whole, last }
    }

    /// "Ask Melania Lee" and "Norwegian Melania Lee" are Melania Lee where the text has her without the first word.
    fn cut(&self, reading: &Reading<'_>, lexicon: &Lexicon, run: &mut Run) {
        let tail = run.name.start + 1..run.name.end;
        let given = lexicon.people.pronoun_of(reading.word(tail.start)).is_some();
        let opens = run.name.start == reading.sentence_range(run.name.start).start;
        if tail.len() > 1 && run.titled.is_none() && (given || opens) && self.has(reading, &tail) {
            run.name = tail;
        }
    }

    fn has(&self, reading: &Reading<'_>, tokens: &Tokens) -> bool {
        self.whole.contains(&folded(reading.span(tokens).of(reading.text)))
    }

    /// The names of `tokens`, which stand in a headline: only those that the text or the curated list has too.
    fn in_headline(&self, reading: &Reading<'_>, lexicon: &Lexicon, tokens: &Tokens) -> Vec<Run> {
        let mut found = Vec::new();
        let mut start = tokens.start;
        while start < tokens.end {
            let ends = (start + 1..=tokens.end.min(start + 4)).rev();
            let mut names = ends.map(|end| start..end);
            let name = names.find(|name| match name.len() {
                1 => self.last.contains(&folded(reading.word(name.start))) || is_listed(reading, lexicon, name),
                _ => self.has(reading, name) || is_listed(reading, lexicon, name),
            });
            start = name.as_ref().map_or(start + 1, |name| name.end);
            found.extend(name.map(|name| Run { name, titled: None }));
        }
        found
    }
}

fn is_listed(reading: &Reading<'_>, lexicon: &Lexicon, name: &Tokens) -> bool {
    lexicon.people.bearers(reading.span(name).of(reading.text)).next().is_some()
}

/// Whether a capital at `place` says no more than that a sentence begins.
fn opens_sentence(reading: &Reading<'_>, sentence: &Tokens, place: usize) -> bool {
    place == sentence.start || reading.is_mark(place - 1) || reading.lower(place - 1) == ":"
}

fn opens_run(reading: &Reading<'_>, lexicon: &Lexicon, seen: &Capitals<'_>, sentence: &Tokens, place: usize) -> bool {
    let word = reading.lower(place);
    if !reading.is_capitalised(place) || !reading.is_word(place) || matches!(word, "'s" | "’s") || word == "i" {
        return false;
    }
    let closed = grammar::is_determiner(word)
        || grammar::is_subject_pronoun(word)
        || grammar::is_conjunction(word)
        || grammar::is_subordinator(word)
        || grammar::is_preposition(word)
        || grammar::is_finite_auxiliary(word) && !(word == "will" && seen.names.contains(word))
        || matches!(word, "there" | "here" | "everything" | "nothing" | "yes" | "no")
        || grammar::is_day(word)
        || (grammar::is_month(word) && !is_first_name(reading, lexicon, place));
    // "Finally Ann Lee" opens with an adverb, "Waverly Lee" does not.
    let given = word.ends_with("ly")
        && reading.is_capitalised(place + 1)
        && lexicon.people.pronoun_of(reading.word(place + 1)).is_none();
    let adverb = grammar::is_adverb(word) && !given;
    let doubtful = seen.small.contains(word) || adverb;
    let ordinary =
        opens_sentence(reading, sentence, place) && doubtful && !seen.names.contains(word) && !title::is_title(word);
    !closed && !ordinary
}

/// "Jan" of "Jan Berg" and "April" of "teacher April Stone", not of "in April Congress".
fn is_first_name(reading: &Reading<'_>, lexicon: &Lexicon, place: usize) -> bool {
    let before = reading.lower(place.saturating_sub(1));
    reading.is_capitalised(place + 1)
        && lexicon.people.pronoun_of(reading.lower(place)).is_some()
        && !grammar::is_preposition(before)
        && !grammar::is_determiner(before)
}

fn run_end(reading: &Reading<'_>, sentence: &Tokens, start: usize) -> usize {
    let mut end = start + 1;
    loop {
        let particle = matches!(
            reading.lower(end),
            "von" | "der" | "de" | "la" | "bin" | "al" | "van" | "el" | "di" | "da" | "du" | "del" | "ibn" | "ter"
        );
        let stop = reading.lower(end) == "." && is_short(reading, end - 1);
        if let Some(behind) = behind_nickname(reading, sentence, end) {
            end = behind;
            continue;
        }
        let next = end + usize::from(particle || stop);
        let next = next + usize::from(particle && matches!(reading.lower(next), "der" | "la" | "den"));
        let goes_on = next < sentence.end
            && reading.is_capitalised(next)
            && reading.is_word(next)
            && !grammar::is_day(reading.lower(next))
            && !matches!(reading.lower(next), "'s" | "’s");
        if !goes_on {
            let suffix = reading.lower(end) == "," && matches!(reading.lower(end + 1), "jr" | "sr");
            return if suffix { end + 2 } else { end };
        }
        end = next + 1;
    }
}

/// The place behind “Jo” and the word after it in "Ann “Jo” Lee".
fn behind_nickname(reading: &Reading<'_>, sentence: &Tokens, mark: usize) -> Option<usize> {
    let close = (mark + 2..mark + 4).find(|place| reading.is_mark(*place))?;
    let named = (mark + 1..=close + 1).filter(|place| *place != close).all(|place| reading.is_capitalised(place));
    (reading.is_mark(mark) && named && close + 1 < sentence.end).then_some(close + 2)
}

/// An initial or a short title, behind which a full stop may stand within a name.
fn is_short(reading: &Reading<'_>, place: usize) -> bool {
    let word = reading.lower(place);
    reading.word(place).split('.').all(|part| part.chars().count() == 1)
        || matches!(
            word,
            "sen"
                | "rep"
                | "gov"
                | "gen"
                | "dr"
                | "mr"
                | "mrs"
                | "ms"
                | "prof"
                | "rev"
                | "lt"
                | "col"
                | "sgt"
                | "st"
                | "capt"
                | "maj"
                | "adm"
                | "jr"
                | "sr"
                | "hon"
                | "atty"
                | "pres"
        )
}

/// The name in a run without the titles before it, if one is left.
fn run(reading: &Reading<'_>, lexicon: &Lexicon, tokens: Tokens) -> Option<Run> {
    let is_title = |place: usize| title::is_title(reading.lower(place));
    let last_title = tokens.clone().rev().find(|place| is_title(*place) && place + 1 < tokens.end);
    let last_title = last_title.filter(|place| !is_given_name(reading, lexicon, &tokens, *place));
    let mut start = last_title.map_or(tokens.start, |place| place + 1 + usize::from(reading.lower(place + 1) == "."));
    let mut titled = last_title.map(|place| tokens.start..place + 1);
    if last_title.is_none() && tokens.len() > 2 && is_title_of_several(reading.lower(start)) {
        start += 1;
    }
    if last_title.is_none() && tokens.start > 0 {
        let before = tokens.start - 1;
        let same_sentence = reading.sentence(before) == reading.sentence(tokens.start);
        let dotted = reading.lower(before) == "." && before > 0 && is_title(before - 1) && same_sentence;
        if is_title(before) || dotted {
            titled = Some(before - usize::from(dotted)..before + 1);
        } else if reading.lower(before) == "of" && before > 0 && is_title(before - 1) {
            start = behind_office(reading, &tokens)?;
            titled = Some(before - 1..start);
        }
    }
    let name = start..tokens.end;
    let words = name.clone().filter(|place| reading.is_word(*place)).count();
    if name.is_empty() || words == 0 || words > 6 || (name.len() == 1 && is_title(name.start) && titled.is_none()) {
        return None;
    }
    Some(Run { name, titled })
}

/// "Dean" of "Dean Baker", not of "Dean Ann Baker" or of "the dean Dean Baker".
fn is_given_name(reading: &Reading<'_>, lexicon: &Lexicon, run: &Tokens, place: usize) -> bool {
    place == run.start && run.len() == 2 && lexicon.people.pronoun_of(reading.lower(place)).is_some()
}

/// "Senators Ann Lee and Bob Stone": a title for both.
fn is_title_of_several(word: &str) -> bool {
    matches!(word, "sens" | "reps" | "presidents" | "ministers" | "secretaries")
        || title::is_crowd(word) && word.strip_suffix('s').is_some_and(title::is_title)
}

/// "Secretary of State Ann Lee", "Chief of Staff Lee": where the name begins in the run behind "of".
fn behind_office(reading: &Reading<'_>, tokens: &Tokens) -> Option<usize> {
    let office = matches!(
        reading.lower(tokens.start),
        "state"
            | "staff"
            | "defense"
            | "defence"
            | "treasury"
            | "war"
            | "labor"
            | "energy"
            | "education"
            | "commerce"
            | "agriculture"
    );
    match (office, tokens.len()) {
        (true, length) if length > 1 => Some(tokens.start + 1),
        (false, length) if length > 2 => Some(tokens.end - 2),
        (_, _) => None,
    }
}
