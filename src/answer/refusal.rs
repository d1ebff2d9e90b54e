//! Whether the record answers at all, and if not, why not.
//!
//! That it does not is a learned decision: a logistic regression over what is known of the best candidates and of the
//! question itself. Its weights stand in `config/models/ranker.toml`; `training/answers/refusal.py` fits them on the
//! very numbers that are taken here.

use toml::Table;

use crate::{
    answer::{
        candidates::{Candidates, Weighed},
        features::{NAMES, QUESTION_NAMES},
        names::{Directory, Mention},
        passage::{Certainty, Refusal},
        question::{Form, Question},
        understanding::{Aim, Slot, Understanding},
    },
    article::statement::Statement,
};

/// How many of the first candidates "best" looks at.
const BEST: usize = 5;

/// How many of the first candidates are looked through for a reason.
const REASON: usize = 10;

/// How much of the topic must be around a statement for it to be on the topic.
const ON_TOPIC: f32 = 0.45;

/// How much of the topic must be in the sentence of a number, date or name for it to be the one that is asked for.
const BESIDE_SLOT: f32 = 0.1;

/// What the judge's word counts where it has read nothing.
const UNREAD: f32 = -10.0;

/// The probability that a question has no answer on record.
pub(super) struct RefusalModel {
    bias: f32,
    /// The probability from which on it is refused.
    threshold: f32,
    weights: Vec<(Input, f32)>,
}

/// A number that the decision is told. In the file of weights its name says where it comes from.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Input {
    /// `question_…`: of the question itself.
    Question(usize),
    /// `first_…`: a feature of the first candidate.
    First(usize),
    /// `best_…`: the most that one of the first [`BEST`] has of a feature.
    Best(usize),
    /// How far the ranker's score of the first is above the mean of the nine behind it.
    AheadScore,
    /// How many of the first ten are of the first one's article, as ln(1 + n).
    SameArticle,
    /// The judge's word on the first.
    FirstJudge,
    /// Its best word on one of the first [`BEST`].
    BestJudge,
    /// How far its word on the first is above that on the best of the four behind it.
    AheadJudge,
}

impl Input {
    fn parse(name: &str) -> Option<Input> {
        let feature = |name: &str| NAMES.iter().position(|known| known == name);
        match name {
            "ahead_score" => return Some(Input::AheadScore),
            "same_article" => return Some(Input::SameArticle),
            "first_judge" => return Some(Input::FirstJudge),
            "best_judge" => return Some(Input::BestJudge),
            "ahead_judge" => return Some(Input::AheadJudge),
            _ => {}
        }
        match name.split_once('_')? {
            ("question", rest) => QUESTION_NAMES.iter().position(|known| *known == rest).map(Input::Question),
            ("first", rest) => feature(rest).map(Input::First),
            ("best", rest) => feature(rest).map(Input::Best),
            _ => None,
        }
    }

    fn of(self, candidates: &Candidates) -> f32 {
        let Some(first) = candidates.sentences.first() else {
            return if let Input::Question(place) = self { candidates.question[place] } else { 0.0 };
        };
        let best = &candidates.sentences[..candidates.sentences.len().min(BEST)];
        let judged = |sentences: &[Weighed]| sentences.iter().filter_map(|one| one.judged).reduce(f32::max);
        match self {
            Input::Question(place) => candidates.question[place],
            Input::First(place) => first.features[place],
            Input::Best(place) => best.iter().map(|one| one.features[place]).fold(f32::MIN, f32::max),
            Input::AheadScore => {
                let behind: Vec<f32> = candidates.sentences.iter().take(10).skip(1).map(|one| one.ranked).collect();
                let mean = behind.iter().sum::<f32>() / behind.len().max(1) as f32;
                if behind.is_empty() { 0.0 } else { first.ranked - mean }
            }
            Input::SameArticle => {
                let same = candidates.sentences.iter().take(10).filter(|one| one.hit.article == first.hit.article);
                (same.count() as f32).ln_1p()
            }
            Input::FirstJudge => first.judged.unwrap_or(UNREAD),
            Input::BestJudge => judged(best).unwrap_or(UNREAD),
            Input::AheadJudge => first.judged.unwrap_or(UNREAD) - judged(&best[1..]).unwrap_or(UNREAD),
        }
    }
}

impl RefusalModel {
    /// Nothing where the table names an input that there is not.
    pub(super) fn parse(table: &Table) -> Option<RefusalModel> {
        let mut model = RefusalModel { bias: 0.0, threshold: 1.0, weights: Vec::new() };
        for (name, value) in table {
            let value = value.as_float()? as f32;
            match name.as_str() {
                "bias" => model.bias = value,
                "threshold" => model.threshold = value,
                _ => model.weights.push((Input::parse(name)?, value)),
            }
        }
        Some(model)
    }

    /// How sure it is that the candidates answer, 0 to 1: a half at the bound below which they do not.
    pub(super) fn confidence(&self, candidates: &Candidates) -> f32 {
        if candidates.sentences.is_empty() {
            return 0.0;
        }
        let weighted = self.weights.iter().map(|(input, weight)| weight * input.of(candidates));
        let odds = self.bias + weighted.sum::<f32>();
        let bound = (self.threshold / (1.0 - self.threshold).max(f32::EPSILON)).ln();
        1.0 / (1.0 + (odds - bound).exp())
    }
}

/// Why the record has no answer, where `confidence` says that it has none; nothing where it has one. A question that
/// asks for nothing, or for somebody of whom the record knows not even the name, has none in any case.
pub(super) fn refusal(
    question: &Question,
    understanding: &Understanding,
    sentences: &[Weighed],
    directory: &Directory,
    confidence: f32,
) -> Option<Refusal> {
    if understanding.words.is_empty() && question.form != Form::Said {
        return Some(Refusal::NothingAsked);
    }
    let speaker = understanding.speaker.as_ref().filter(|speaker| understanding.aim == Aim::Said && speaker.is_name);
    if let Some(speaker) = speaker.filter(|speaker| speaker.names.is_empty()) {
        let is_named = sentences.iter().take(REASON).any(|one| one.evidence.name_in_window >= 1.0);
        if confidence < 0.5 || question.form == Form::Said || !is_named {
            let nearest = directory.nearest(&speaker.asked, 3);
            return Some(Refusal::UnknownSpeaker { asked: speaker.asked.clone(), nearest });
        }
    }
    let is_theirs = |one: &&Weighed| one.evidence.by_asked && (understanding.topic == 0 || on_topic(one));
    let theirs = sentences.iter().take(REASON).find(is_theirs);
    // A date in a sentence that has no more of the question than a name is the date of something else.
    let gives =
        |one: &Weighed| one.evidence.has_slot && one.evidence.has_common && one.evidence.sentence >= BESIDE_SLOT;
    let slot = understanding.slot.filter(|_| !sentences.iter().take(BEST).any(gives));
    let answers = match question.form {
        // A topic alone is no question: what its speaker said is shown if it bears on it at all.
        Form::Said => theirs.is_some(),
        _ if slot.is_some_and(is_needed) => false,
        // What others say on it is no answer to what this one said.
        _ if theirs.is_none() && speaker.is_some_and(is_on_record) && others(sentences).is_some() => false,
        _ => confidence >= 0.5 || sentences.first().is_some_and(is_their_whole_topic),
    };
    if answers {
        return None;
    }
    Some(match (speaker.and_then(|speaker| speaker.names.first()), slot) {
        (Some(name), _) if theirs.is_none() => match others(sentences) {
            Some(other) => Refusal::OthersOnThis { speaker: name.clone(), other },
            None => Refusal::NothingBySpeaker { speaker: name.clone() },
        },
        (_, Some(slot)) if sentences.first().is_some_and(on_topic) => Refusal::NotGiven { asked: asked(slot) },
        _ => Refusal::NothingFits,
    })
}

fn is_on_record(speaker: &Mention) -> bool {
    !speaker.names.is_empty()
}

/// Whether no sentence without it can be the answer.
fn is_needed(slot: Slot) -> bool {
    matches!(slot, Slot::Number | Slot::Date | Slot::NameOf)
}

/// Whether the very statement of the one who is asked for has every word of the topic.
fn is_their_whole_topic(one: &Weighed) -> bool {
    one.evidence.by_asked && one.evidence.content >= 0.99
}

fn on_topic(one: &Weighed) -> bool {
    one.evidence.window >= ON_TOPIC
}

/// Who else has a statement on the topic, with most of it in the statement itself.
fn others(sentences: &[Weighed]) -> Option<String> {
    let statement = |one: &Weighed| -> Option<Statement> {
        let is_on_topic = on_topic(one) && one.evidence.content >= ON_TOPIC;
        let statement = &one.hit.statements[one.evidence.statement.filter(|_| is_on_topic)?];
        (Certainty::of(statement.confidence) != Certainty::Unsure).then(|| statement.clone())
    };
    sentences.iter().take(BEST).filter_map(statement).find_map(|statement| Some(statement.speaker?.name))
}

/// What a slot asks for, in words.
fn asked(slot: Slot) -> &'static str {
    match slot {
        Slot::Number => "number",
        Slot::Time | Slot::Date => "time",
        Slot::Name | Slot::NameOf => "name",
        Slot::Place => "place",
        Slot::Reason => "reason",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::features::place;

    #[test]
    fn an_input_is_read_by_its_name() {
        assert_eq!(Input::parse("first_window"), Some(Input::First(place("window"))));
        assert_eq!(Input::parse("best_by_asked"), Some(Input::Best(place("by_asked"))));
        assert_eq!(Input::parse("question_unknown").map(|input| matches!(input, Input::Question(_))), Some(true));
        assert_eq!(Input::parse("first_nothing"), None);
        assert!(RefusalModel::parse(&"bias = 1.0\nnone = 2.0".parse().unwrap()).is_none());
    }

    #[test]
    fn without_candidates_there_is_no_answer() {
        let model = RefusalModel::parse(&"bias = -9.0\nthreshold = 0.5".parse().unwrap()).unwrap();
        let none = Candidates { sentences: Vec::new(), question: vec![0.0; QUESTION_NAMES.len()], has_vectors: false };
        assert!(model.confidence(&none) < 0.5);
    }
}
