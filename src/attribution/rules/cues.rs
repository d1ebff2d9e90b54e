//! Where an article says that somebody says something: cues with their subjects, sentence by sentence.

use crate::{
    attribution::{
        grammar,
        reading::{Reading, Tokens},
        rules::source,
    },
    lexicon::{
        cues::{Cues, Form, Stance, Verb},
        title,
    },
};

/// A cue with the noun phrase that is its source.
#[derive(Clone, Debug)]
pub(in crate::attribution) struct Cue<'a> {
    /// Its words.
    pub(in crate::attribution) tokens: Tokens,
    /// What it is.
    pub(in crate::attribution) sort: CueSort<'a>,
    /// The noun phrase that says so.
    pub(in crate::attribution) source: Tokens,
    /// Source and cue together, where they stand side by side; else the cue alone.
    pub(in crate::attribution) group: Tokens,
    /// Whether a negation stands before it.
    pub(in crate::attribution) negated: bool,
}

/// How a cue joins its source to its content.
#[derive(Clone, Copy, Debug)]
pub(in crate::attribution) enum CueSort<'a> {
    /// "the mayor said": the source stands before it.
    Verb(&'a Verb),
    /// "said the mayor".
    Inverted(&'a Verb),
    /// ", adding that …", "and said": the source is the subject of what goes before.
    Joined(&'a Verb),
    /// "according to the mayor": a phrase that the source follows.
    Lead,
}

impl<'a> Cue<'a> {
    /// The verb, if it is one.
    pub(in crate::attribution) fn verb(&self) -> Option<&'a Verb> {
        match self.sort {
            CueSort::Verb(verb) | CueSort::Inverted(verb) | CueSort::Joined(verb) => Some(verb),
            CueSort::Lead => None,
        }
    }

    /// Whether the source stands behind the content.
    pub(in crate::attribution) fn stance(&self) -> Stance {
        match self.verb() {
            Some(verb) if self.negated && verb.thought => Stance::Denies,
            Some(verb) => verb.stance,
            None => Stance::Asserts,
        }
    }
}

/// The cues of a sentence that have a source, in order. None lies inside a quotation.
pub(in crate::attribution) fn cues<'a>(reading: &Reading<'_>, cues: &'a Cues, sentence: &Tokens) -> Vec<Cue<'a>> {
    let mut found: Vec<Cue<'a>> = Vec::new();
    for place in sentence.clone() {
        if reading.quotation(place).is_some() || found.last().is_some_and(|cue| place < cue.tokens.end) {
            continue;
        }
        let cue = lead(reading, cues, sentence, place).or_else(|| {
            cues.verbs(reading.lower(place))
                .find_map(|(verb, form)| verb_at(reading, sentence, place, verb, form, &found))
        });
        found.extend(cue);
    }
    found
}

fn lead<'a>(reading: &Reading<'_>, cues: &Cues, sentence: &Tokens, place: usize) -> Option<Cue<'a>> {
    let phrase = cues.leads().iter().find(|phrase| matches(reading, sentence, place, phrase))?;
    let end = place + phrase.len();
    let source = source::after_lead(reading, sentence, end)?;
    Some(Cue { tokens: place..end, sort: CueSort::Lead, group: place..source.end, source, negated: false })
}

fn matches(reading: &Reading<'_>, sentence: &Tokens, place: usize, phrase: &[String]) -> bool {
    place + phrase.len() <= sentence.end
        && phrase.iter().enumerate().all(|(offset, word)| reading.lower(place + offset) == word)
}

fn verb_at<'a>(
    reading: &Reading<'_>,
    sentence: &Tokens,
    place: usize,
    verb: &'a Verb,
    form: Form,
    earlier: &[Cue<'a>],
) -> Option<Cue<'a>> {
    let rest = verb.words.get(1..).unwrap_or_default();
    if !matches(reading, sentence, place + 1, rest) {
        return None;
    }
    let tokens = place..place + verb.words.len();
    let start = before_auxiliaries(reading, sentence, place);
    let before: Vec<&str> = (start..place).map(|place| reading.lower(place)).collect();
    let negated = before.iter().any(|word| grammar::is_negation(word));
    let previous = if start > sentence.start { reading.lower(start - 1) } else { "" };
    let as_noun = form == Form::Present && is_noun_here(reading, start, previous, place);
    let in_name = reading.is_capitalised(place) && place > sentence.start && !reading.is_headline(sentence);
    let denied = negated && !verb.thought;
    if !is_active(form, &before) || as_noun || in_name || denied || matches!(previous, "’s" | "'s") {
        return None;
    }
    let made = |sort, source: Tokens, group: Tokens| Some(Cue { tokens: tokens.clone(), sort, source, group, negated });
    if form == Form::Ing && !before.iter().any(|word| grammar::is_form_of_be(word)) {
        let source = participle_source(reading, sentence, place, earlier)?;
        return made(CueSort::Joined(verb), source, tokens.clone());
    }
    if previous == "to" {
        let went_on = start >= sentence.start + 3 && matches!(reading.lower(start - 2), "on" | "continued" | "quick");
        let source = went_on.then(|| source::subject(reading, sentence, start - 2)).flatten()?;
        return made(CueSort::Joined(verb), source, tokens.clone());
    }
    let unreal = is_unreal(&before) || is_passive(reading, sentence, &tokens, form);
    if unreal {
        return None;
    }
    let before = source::before(reading, sentence, start).filter(|source| {
        let titled = source.clone().any(|place| reading.quotation(place).is_some());
        !titled || source::inverted(reading, sentence, tokens.end).is_none()
    });
    if let Some(source) = before {
        if is_condition(reading, sentence, source.start) {
            return None;
        }
        if form == Form::Present && start == place && !agrees(reading, &source, place) {
            return None;
        }
        if form == Form::Past && start == place && is_named_thing(reading, verb, &source, tokens.end) {
            return None;
        }
        let group = source.start..tokens.end;
        return made(CueSort::Verb(verb), source, group);
    }
    if grammar::is_conjunction(previous)
        || (previous == "," && start == place && form == Form::Past && !is_after_quotation(reading, sentence, start))
    {
        if previous == "," && earlier.is_empty() && !source::has_verb(reading, &(sentence.start..start)) {
            return None;
        }
        let source = source_so_far(reading, sentence, start - 1, earlier)?;
        let group = tokens.clone();
        return made(CueSort::Joined(verb), source, group);
    }
    let source = source::inverted(reading, sentence, tokens.end)?;
    let group = place..source.end;
    (start == place).then(|| made(CueSort::Inverted(verb), source, group)).flatten()
}

/// Whether the auxiliaries before a form leave its subject the one who speaks: not "was told", not a bare "written".
fn is_active(form: Form, before: &[&str]) -> bool {
    let be = before.iter().any(|word| grammar::is_form_of_be(word));
    let have = before.iter().any(|word| matches!(*word, "has" | "have" | "had" | "having"));
    match form {
        Form::Past => !be,
        Form::Done => have && !be,
        Form::Present | Form::Ing => true,
    }
}

/// "might have said", "would say", not "would later say": nobody has said it.
fn is_unreal(before: &[&str]) -> bool {
    let modal = |word: &&str| matches!(*word, "might" | "may" | "would" | "could" | "should");
    before.iter().any(modal) && !before.iter().any(|word| matches!(*word, "later" | "eventually" | "soon" | "then"))
}

/// `told "stop" by the mayor`, "told by the mayor that": somebody else speaks.
fn is_passive(reading: &Reading<'_>, sentence: &Tokens, tokens: &Tokens, form: Form) -> bool {
    let quotation = reading.quotation(tokens.end).map_or(tokens.end, |held| reading.quotation_tokens(held).end);
    let agent = quotation + 1;
    let person = reading.is_capitalised(agent)
        || grammar::is_determiner(reading.lower(agent))
        || title::is_title(reading.lower(agent))
        || title::is_crowd(reading.lower(agent));
    form != Form::Present && form != Form::Ing && agent < sentence.end && reading.lower(quotation) == "by" && person
}

/// "if Lee said so": nobody knows whether she did.
fn is_condition(reading: &Reading<'_>, sentence: &Tokens, start: usize) -> bool {
    start > sentence.start && matches!(reading.lower(start - 1), "if" | "unless")
}

/// The place behind the subject: before auxiliaries and adverbs that precede the verb at `place`.
fn before_auxiliaries(reading: &Reading<'_>, sentence: &Tokens, place: usize) -> usize {
    let mut start = place;
    while start > sentence.start && reading.quotation(start - 1).is_none() {
        let word = reading.lower(start - 1);
        let capital_name = reading.is_capitalised(start - 1) && start - 1 > sentence.start;
        // "Will Stone" is no auxiliary.
        if capital_name || !(grammar::is_auxiliary(word) || grammar::is_adverb(word)) {
            break;
        }
        start -= 1;
    }
    start
}

/// "the reports", "of claims", "new calls": a verb's present form that is a noun here.
fn is_noun_here(reading: &Reading<'_>, start: usize, previous: &str, place: usize) -> bool {
    let next = reading.lower(place + 1);
    let noun_behind =
        matches!(next, "of" | "from" | "by" | "were" | "was" | "are" | "is" | "have" | "has" | "about" | "against");
    let after_noun_opener = grammar::is_determiner(previous)
        && !matches!(previous, "some" | "many" | "most" | "all" | "both" | "few" | "several" | "others");
    start == place
        && (after_noun_opener
            || (grammar::is_preposition(previous) && previous != "to")
            || matches!(previous, "’s" | "'s"))
        || noun_behind
}

/// Whether a present form fits its subject: "he says" and "they say", not "he say"; "the report states" and "Lee
/// claims", not "coastal states" and "new claims".
fn agrees(reading: &Reading<'_>, source: &Tokens, verb: usize) -> bool {
    let third = reading.lower(verb).ends_with('s') && !reading.lower(verb).ends_with("ss");
    let (first, last) = (reading.lower(source.start), reading.lower(source.end - 1));
    let named = reading.is_capitalised(source.end - 1);
    if !third {
        if is_plural(last) {
            return true;
        }
        let pronoun = matches!(first, "he" | "she" | "it") && source.len() == 1;
        let single_name = named && source.len() <= 2 && !joined(reading, source) && !last.ends_with('s');
        let singular = !named && !last.ends_with('s') && !is_plural(last) && !joined(reading, source);
        return !pronoun && !single_name && !singular;
    }
    let singular = grammar::is_determiner(first)
        && !matches!(
            first,
            "these"
                | "those"
                | "some"
                | "many"
                | "several"
                | "most"
                | "all"
                | "few"
                | "both"
                | "two"
                | "three"
                | "other"
                | "more"
        );
    named
        || singular
        || grammar::is_subject_pronoun(last)
        || title::is_title(last)
        || matches!(last, "," | ")" | "—" | "–" | "--")
}

/// "a short film called “Home”": a participle behind its noun.
fn is_named_thing(reading: &Reading<'_>, verb: &Verb, source: &Tokens, next: usize) -> bool {
    let names = matches!(verb.words[0].as_str(), "call" | "dub") && verb.words.len() == 1;
    let thing = !reading.is_capitalised(source.end - 1)
        && !title::is_title(reading.lower(source.end - 1))
        && !grammar::is_subject_pronoun(reading.lower(source.end - 1));
    names && thing && (reading.is_mark(next) || reading.is_capitalised(next))
}

fn joined(reading: &Reading<'_>, source: &Tokens) -> bool {
    source.clone().any(|place| reading.lower(place) == "and")
}

/// Whether `word` may stand before "say" though it has no plural `s`.
fn is_plural(word: &str) -> bool {
    title::is_crowd(word)
        || matches!(
            word,
            "they"
                | "we"
                | "i"
                | "you"
                | "who"
                | "some"
                | "many"
                | "others"
                | "both"
                | "all"
                | "most"
                | "few"
                | "several"
                | "children"
                | "data"
                | ","
                | ")"
                | "—"
                | "–"
        )
}

fn is_after_quotation(reading: &Reading<'_>, sentence: &Tokens, start: usize) -> bool {
    (sentence.start..start).rev().take(2).any(|place| reading.quotation(place).is_some())
}

/// The source of ", adding that": who speaks or acts before it in the sentence. Of "reports hinting that": the
/// reports, where they are the subject.
fn participle_source(reading: &Reading<'_>, sentence: &Tokens, place: usize, earlier: &[Cue<'_>]) -> Option<Tokens> {
    let previous = place.checked_sub(1).filter(|previous| *previous >= sentence.start)?;
    if matches!(
        reading.lower(previous),
        "of" | "for" | "from" | "about" | "at" | "on" | "to" | "against" | "without" | "with" | "into"
    ) || grammar::is_determiner(reading.lower(previous))
    {
        return None;
    }
    source_so_far(reading, sentence, place, earlier)
}

fn source_so_far(reading: &Reading<'_>, sentence: &Tokens, place: usize, earlier: &[Cue<'_>]) -> Option<Tokens> {
    let spoken = earlier.iter().rev().find(|cue| !matches!(cue.sort, CueSort::Lead) && cue.tokens.end <= place);
    spoken.map(|cue| cue.source.clone()).or_else(|| source::subject(reading, sentence, place))
}
