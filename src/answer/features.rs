//! What the ranker is told of a sentence: a list of numbers, each with its name, its meaning and its range.
//!
//! The list stands here once. `training/answers` reads the names from the program, and `config/models/ranker.toml`
//! gives each its weight.

use std::sync::LazyLock;

use crate::{
    answer::{
        evidence::{Asked, Evidence},
        understanding::{Aim, Slot},
    },
    article::statement::{ResolutionRule, SpeakerKind, Statement, StatementKind},
    index::{Hit, Matched},
};

/// How a sentence's meaning fits that of the question, by the cosine of their vectors.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Cosines {
    /// Of the sentence itself.
    pub(super) own: f32,
    /// Of the sentence before it; 0 where there is none.
    pub(super) before: f32,
    /// Of the sentence behind it; 0 where there is none.
    pub(super) after: f32,
    /// Its place among the candidates by cosine, from 0.
    pub(super) rank: usize,
    /// The best of a candidate of its article.
    pub(super) article_best: f32,
    /// The best of all candidates.
    pub(super) best: f32,
}

/// The best that any candidate has, to be compared with.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Best {
    /// BM25 of a candidate.
    pub(super) score: f32,
    /// Share of the topic in a sentence.
    pub(super) sentence: f32,
    /// Share of the topic around a sentence.
    pub(super) window: f32,
    /// BM25 summed over an article's sentences.
    pub(super) article_sum: f32,
}

/// A candidate as the features see it.
pub(super) struct Seen<'a> {
    /// What is asked.
    pub(super) asked: &'a Asked<'a>,
    /// The sentence.
    pub(super) hit: &'a Hit,
    /// What its words have of the question's.
    pub(super) evidence: &'a Evidence,
    /// What the candidates have at best.
    pub(super) pool: Best,
    /// What the candidates of the same article have at best.
    pub(super) article: Best,
    /// How many candidates of other articles have the same text.
    pub(super) copies: usize,
    /// How near it is in meaning; nothing where there are no vectors.
    pub(super) cosines: Option<Cosines>,
}

/// One number: its name, what it is with its range, how it is come by.
struct Feature {
    name: &'static str,
    #[cfg_attr(not(test), expect(dead_code, reason = "says what the number is, to whoever reads the list"))]
    about: &'static str,
    value: fn(&Seen<'_>) -> f32,
}

const fn feature(name: &'static str, about: &'static str, value: fn(&Seen<'_>) -> f32) -> Feature {
    Feature { name, about, value }
}

/// The features of every question. A share is of the worth of the question's topic, 0 to 1.
const FEATURES: &[Feature] = &[
    // The words of the sentence and of those around it.
    feature("bm25", "BM25 of the sentence by the topic's worth, about 0 to 2", |seen| seen.evidence.lexical),
    feature("bm25_of_best", "BM25 of the sentence by that of the best candidate, 0 to 1", |seen| {
        part(seen.hit.matched.score, seen.pool.score)
    }),
    feature("exact", "the words as they stand, as a part of BM25, 0 to 1", |seen| {
        part(seen.hit.matched.exact, seen.hit.matched.score)
    }),
    feature("sentence", "share in the sentence", |seen| seen.evidence.sentence),
    feature("sentence_squared", "the same squared: most of a question is worth more than twice half of it", |seen| {
        seen.evidence.sentence * seen.evidence.sentence
    }),
    feature("before", "share in the sentence before", |seen| seen.evidence.before),
    feature("after", "share in the sentence behind", |seen| seen.evidence.after),
    feature("near", "share in the sentence and the two beside it", |seen| seen.evidence.near),
    feature("window", "share in the sentence, two on each side, the headline, its speaker's name and role", |seen| {
        seen.evidence.window
    }),
    feature("window_squared", "the same squared", |seen| seen.evidence.window * seen.evidence.window),
    feature("bm25_before", "BM25 of the two sentences before, by the best candidate's", |seen| {
        part(seen.hit.matched.before_scores.iter().sum(), seen.pool.score)
    }),
    feature("bm25_after", "BM25 of the two sentences behind, by the best candidate's", |seen| {
        part(seen.hit.matched.after_scores.iter().sum(), seen.pool.score)
    }),
    feature("pairs", "pairs of words that stand together as in the question, as a share of its pairs", |seen| {
        seen.evidence.pairs
    }),
    feature("alike", "share that is in the sentence only in a word that begins alike", |seen| seen.evidence.alike),
    feature("numbers", "the question's numbers in the sentence, as a share of them", |seen| seen.evidence.numbers),
    feature("names", "the question's names in the sentence, as a share of them", |seen| seen.evidence.names[0]),
    feature("names_around", "the same in its window, headline or speaker", |seen| seen.evidence.names[1]),
    feature("names_in_article", "the same anywhere in the article", |seen| seen.evidence.names[2]),
    // The article.
    feature("headline", "share in the headline", |seen| seen.evidence.headline),
    feature("article", "share anywhere in the article", |seen| seen.evidence.article),
    feature("article_sum", "BM25 summed over its article, by that of the best article, 0 to 1", |seen| {
        part(seen.hit.matched.article_sum, seen.pool.article_sum)
    }),
    feature("article_best_bm25", "1 for the sentence of its article with the best BM25", |seen| {
        yes(seen.hit.matched.stem > 0.0 && seen.hit.matched.stem >= seen.hit.matched.article_best)
    }),
    feature("below_article_best", "share in the best candidate of its article, less its own, 0 to 1", |seen| {
        seen.article.sentence - seen.evidence.sentence
    }),
    feature("window_below_article_best", "the same for the window", |seen| seen.article.window - seen.evidence.window),
    // The meaning.
    feature("cosine", "cosine with the question in context; 0 without vectors", |seen| cosine(seen, |all| all.own)),
    feature("cosine_rank", "1 for the nearest in meaning, then 1/2 for the third, 1/3 for the fifth, …", |seen| {
        cosine(seen, |all| 1.0 / (1.0 + all.rank as f32 / 2.0))
    }),
    feature("cosine_below_best", "the best cosine of any candidate, less its own", |seen| {
        cosine(seen, |all| all.best - all.own)
    }),
    feature("cosine_below_article_best", "the best cosine of its article's candidates, less its own", |seen| {
        cosine(seen, |all| all.article_best - all.own)
    }),
    feature("cosine_before", "cosine of the sentence before", |seen| cosine(seen, |all| all.before)),
    feature("cosine_after", "cosine of the sentence behind", |seen| cosine(seen, |all| all.after)),
    // Who speaks.
    feature("content", "share in the content of the chosen statement", |seen| seen.evidence.content),
    feature("statement", "1 for somebody's statement, 0 for narration", |seen| yes(seen.evidence.is_statement)),
    feature("direct", "1 for a direct statement", |seen| yes(is(seen, StatementKind::Direct))),
    feature("mixed", "1 for a mixed one", |seen| yes(is(seen, StatementKind::Mixed))),
    feature("certainty", "confidence of the statement, 0 to 1; 0 for narration", |seen| {
        chosen(seen).map_or(0.0, |statement| statement.confidence)
    }),
    feature("named", "1 where the statement's speaker is a person with a name", |seen| {
        yes(has_speaker(seen, |kind| kind == SpeakerKind::Person))
    }),
    feature("body", "1 where it is a body", |seen| yes(has_speaker(seen, |kind| kind == SpeakerKind::Body))),
    feature("by_asked", "1 for a statement of the speaker asked for", |seen| yes(seen.evidence.by_asked)),
    feature("by_asked_certainty", "the same times the statement's confidence", |seen| {
        yes(seen.evidence.by_asked) * chosen(seen).map_or(0.0, |statement| statement.confidence)
    }),
    feature("by_another", "1 for a statement of another speaker than the one asked for", |seen| {
        yes(is_by_another(seen))
    }),
    feature("speaker", "share in the name and role of the statement's speaker", |seen| seen.evidence.speaker),
    feature("asked_name_in_speaker", "words of the asked speaker's mention in the speaker's name and role", |seen| {
        seen.evidence.name_in_speaker
    }),
    feature("asked_name", "the same in the sentence", |seen| seen.evidence.name_in_sentence),
    feature("asked_name_around", "the same in its window, headline or speaker", |seen| seen.evidence.name_in_window),
    feature("pronoun", "1 where the statement's speaker stands there as a pronoun", |seen| yes(is_pronoun(seen))),
    feature(
        "statement_of_anyone",
        "1 for a statement where the question's speaker is an unexplained pronoun",
        |seen| yes(seen.asked.understanding.speaker_is_anyone && seen.evidence.is_statement),
    ),
    feature("relayed", "1 where somebody relays the statement", |seen| {
        yes(chosen(seen).is_some_and(|statement| !statement.via.is_empty()))
    }),
    feature("opposite", "1 where one of sentence and question is negative and the other is not", |seen| {
        yes(seen.evidence.is_opposite)
    }),
    // What is asked for.
    feature("number_given", "1 where a number is asked for and there", |seen| slot(seen, &[Slot::Number])),
    feature("time_given", "1 where a time or date is asked for and there", |seen| {
        slot(seen, &[Slot::Time, Slot::Date])
    }),
    feature("name_given", "1 where a name is asked for and there", |seen| slot(seen, &[Slot::Name, Slot::NameOf])),
    feature("place_given", "1 where a place is asked for and there", |seen| slot(seen, &[Slot::Place])),
    feature("reason_given", "1 where a reason is asked for and there", |seen| slot(seen, &[Slot::Reason])),
    // The sentence's form and place.
    feature("length", "how far from 25 words, as a logarithm: 0.7 for half and for double", |seen| {
        (seen.evidence.length.max(1) as f32 / 25.0).ln().abs()
    }),
    feature("fragment", "1 for fewer than six words", |seen| yes(seen.evidence.length < 6)),
    feature("first", "1 for the article's first sentence, often its headline", |seen| yes(seen.hit.ordinal == 0)),
    feature("place", "how far down the article, 0 to 1", |seen| {
        part(seen.hit.ordinal as f32, seen.hit.matched.article_sentences as f32)
    }),
    feature("quotation_mark", "1 for a sentence with a quotation mark", |seen| {
        yes(seen.hit.text.contains(['"', '“', '”', '«', '„']) || seen.hit.text.contains("''"))
    }),
    feature("colon", "1 for one that ends in a colon", |seen| yes(seen.hit.text.trim_end().ends_with(':'))),
    feature("asks", "1 for one that ends in a question mark", |seen| {
        yes(seen.hit.text.trim_end_matches(['"', '”', '’', '\'', ' ']).ends_with('?'))
    }),
    feature("copies", "candidates of other articles with the same text, as ln(1 + n)", |seen| {
        (seen.copies as f32).ln_1p()
    }),
];

/// The aims by which some features count differently; the first of the name is the aim.
const AIMS: [(&str, Aim); 3] = [("said", Aim::Said), ("who", Aim::Who), ("claim", Aim::Claim)];

/// The features that count differently for different aims: a linear model can't tell by itself.
const CROSSED: [&str; 8] = ["sentence", "window", "headline", "content", "statement", "direct", "cosine", "by_asked"];

/// A number that is the same for all candidates of a question: name, meaning with range, how it is come by.
struct OfQuestion {
    name: &'static str,
    #[cfg_attr(not(test), expect(dead_code, reason = "says what the number is, to whoever reads the list"))]
    about: &'static str,
    value: fn(&Asked<'_>) -> f32,
}

const fn of_question(name: &'static str, about: &'static str, value: fn(&Asked<'_>) -> f32) -> OfQuestion {
    OfQuestion { name, about, value }
}

/// What the decision to refuse is told of the question itself.
const OF_QUESTION: &[OfQuestion] = &[
    of_question("asks_fact", "1 for a question of fact", |asked| yes(asked.understanding.aim == Aim::Fact)),
    of_question("asks_said", "1 for what somebody said", |asked| yes(asked.understanding.aim == Aim::Said)),
    of_question("asks_who", "1 for who said something", |asked| yes(asked.understanding.aim == Aim::Who)),
    of_question("asks_claim", "1 for whether something is so", |asked| yes(asked.understanding.aim == Aim::Claim)),
    of_question("asks_number", "1 if it asks how many", |asked| yes(asked.understanding.slot == Some(Slot::Number))),
    of_question("asks_time", "1 if it asks when", |asked| {
        yes(matches!(asked.understanding.slot, Some(Slot::Time | Slot::Date)))
    }),
    of_question("asks_name", "1 for who or whom", |asked| {
        yes(matches!(asked.understanding.slot, Some(Slot::Name | Slot::NameOf)))
    }),
    of_question("topic", "how many words the topic has, at least five, as ln(1 + n)", |asked| {
        // The questions that it was fitted on are long: of short ones it knows nothing.
        (asked.understanding.topic.max(5) as f32).ln_1p()
    }),
    of_question("unknown", "the topic's share of words that the record has nowhere, 0 to 1", |asked| asked.unknown()),
    of_question("has_names", "1 where the topic has names", |asked| yes(asked.has_names_and_numbers().0)),
    of_question("has_numbers", "1 where the topic has numbers", |asked| yes(asked.has_names_and_numbers().1)),
    of_question("has_speaker", "1 where the question is of one speaker's words", |asked| {
        yes(asked.understanding.speaker.is_some())
    }),
    of_question("speaker_on_record", "1 where that speaker has statements on record", |asked| {
        yes(asked.understanding.speaker.as_ref().is_some_and(|speaker| !speaker.names.is_empty()))
    }),
    of_question("speaker_described", "1 where the speaker is described, not named", |asked| {
        yes(asked.understanding.speaker.as_ref().is_some_and(|speaker| !speaker.is_name))
    }),
    of_question("negative", "1 for a negative question", |asked| yes(asked.understanding.is_negative)),
];

/// The names of [`of_asked`]'s numbers, in order.
pub(super) static QUESTION_NAMES: LazyLock<Vec<&str>> =
    LazyLock::new(|| OF_QUESTION.iter().map(|feature| feature.name).collect());

/// What is the same for all candidates of the question, in the order of [`QUESTION_NAMES`].
pub(super) fn of_asked(asked: &Asked<'_>) -> Vec<f32> {
    OF_QUESTION.iter().map(|feature| (feature.value)(asked)).collect()
}

/// The names of all features in the order of [`values`]: first [`FEATURES`], then as `said_content` those that are
/// there only for questions of that aim.
pub(super) static NAMES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let own = FEATURES.iter().map(|feature| feature.name.to_owned());
    let crossed = AIMS.iter().flat_map(|(aim, _)| CROSSED.iter().map(move |name| format!("{aim}_{name}")));
    own.chain(crossed).collect()
});

/// Where the crossed features stand among [`FEATURES`].
static CROSSED_PLACES: LazyLock<Vec<usize>> = LazyLock::new(|| CROSSED.iter().map(|name| place(name)).collect());

/// The features of a candidate, in the order of [`NAMES`].
pub(super) fn values(seen: &Seen<'_>) -> Vec<f32> {
    let mut values: Vec<f32> = FEATURES.iter().map(|feature| (feature.value)(seen)).collect();
    for (_, aim) in AIMS {
        let counts = seen.asked.understanding.aim == aim;
        for &place in CROSSED_PLACES.iter() {
            values.push(if counts { values[place] } else { 0.0 });
        }
    }
    values
}

/// Where the feature called `name` stands among the values.
pub(super) fn place(name: &str) -> usize {
    FEATURES.iter().position(|feature| feature.name == name).expect("only names of the list are asked for")
}

fn yes(condition: bool) -> f32 {
    f32::from(u8::from(condition))
}

fn part(of: f32, whole: f32) -> f32 {
    if whole > 0.0 { of / whole } else { 0.0 }
}

fn cosine(seen: &Seen<'_>, of: impl Fn(&Cosines) -> f32) -> f32 {
    seen.cosines.as_ref().map_or(0.0, of)
}

fn chosen<'a>(seen: &'a Seen<'_>) -> Option<&'a Statement> {
    seen.evidence.statement.map(|number| &seen.hit.statements[number])
}

fn is(seen: &Seen<'_>, kind: StatementKind) -> bool {
    chosen(seen).is_some_and(|statement| statement.kind == kind)
}

fn has_speaker(seen: &Seen<'_>, holds: impl Fn(SpeakerKind) -> bool) -> bool {
    let speaker = chosen(seen).and_then(|statement| statement.speaker.as_ref());
    speaker.is_some_and(|speaker| holds(speaker.kind))
}

fn is_by_another(seen: &Seen<'_>) -> bool {
    let asked = seen.asked.understanding.speaker.as_ref().is_some_and(|speaker| !speaker.names.is_empty());
    asked && !seen.evidence.by_asked && has_speaker(seen, |_| true)
}

fn is_pronoun(seen: &Seen<'_>) -> bool {
    let speaker = chosen(seen).and_then(|statement| statement.speaker.as_ref());
    speaker.is_some_and(|speaker| speaker.resolved_by.rule == ResolutionRule::Pronoun)
}

fn slot(seen: &Seen<'_>, slots: &[Slot]) -> f32 {
    let is_asked = seen.asked.understanding.slot.is_some_and(|slot| slots.contains(&slot));
    yes(is_asked && seen.evidence.has_slot)
}

impl Best {
    /// The best of `candidates`, each with its evidence.
    pub(super) fn of<'a>(candidates: impl Iterator<Item = (&'a Matched, &'a Evidence)>) -> Best {
        candidates.fold(Best::default(), |best, (matched, evidence)| Best {
            score: best.score.max(matched.score),
            sentence: best.sentence.max(evidence.sentence),
            window: best.window.max(evidence.window),
            article_sum: best.article_sum.max(matched.article_sum),
        })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_feature_has_a_name_of_its_own_and_says_what_it_is() {
        assert_eq!(NAMES.iter().collect::<HashSet<_>>().len(), NAMES.len());
        assert_eq!(NAMES.len(), FEATURES.len() + AIMS.len() * CROSSED.len());
        let question = OF_QUESTION.iter().map(|feature| (feature.name, feature.about));
        for (name, about) in FEATURES.iter().map(|feature| (feature.name, feature.about)).chain(question) {
            assert!(about.len() > 10, "{name}");
        }
    }
}
