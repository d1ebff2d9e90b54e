//! Holds answers against gold: questions of which people marked the sentences that answer them.
//!
//! `marked` reads both files; each answer becomes a `judgement` (by the places of its passages and the `speaker` of
//! the first); from those come the `figures` and the `misses`, which `table` shows to people and `json` to programs.
//!
//! A passage is right if it shares half of the shorter of the two with a passage of gold. Ranks count whether or not
//! the program says that the record has an answer; how well it knows that is measured as refusal of the questions
//! that have none.

pub mod figures;
pub mod json;
mod judgement;
pub mod marked;
pub mod misses;
mod speaker;
pub mod table;

use std::collections::{BTreeSet, HashMap, HashSet, hash_map::Entry};

use crate::evaluate::answers::{
    figures::Figures,
    judgement::Judgement,
    marked::{MarkedAnswer, MarkedQuestion},
    misses::Misses,
};

/// The usual types of question, in the order of the table.
const TYPES: [&str; 5] = ["who-said", "said-about", "verify", "fact", "role-or-pronoun"];

/// How good answers are.
#[derive(Clone, Debug)]
pub struct Evaluation {
    /// Over all questions.
    pub all: Figures,
    /// Over the answerable questions of each type.
    pub by_type: Vec<(String, Figures)>,
    /// What about the two files should be looked into.
    pub warnings: Vec<String>,
    /// What went wrong, as much as was asked for.
    pub misses: Misses,
}

/// Holds `answers` against `questions`, and keeps at most `misses` misses.
///
/// A question without an answer counts as refused.
#[must_use]
pub fn evaluation(questions: &[MarkedQuestion], answers: &[MarkedAnswer], misses: usize) -> Evaluation {
    let mut warnings = Vec::new();
    let by_id = by_id(questions, answers, &mut warnings);
    let judgements: Vec<Judgement<'_>> =
        questions.iter().map(|question| Judgement::new(question, by_id.get(&*question.id).copied())).collect();
    let all = Figures::of(judgements.iter());
    if all.suspect > 0 {
        warnings.push(format!(
            "{} first right answers are under 1/4 or over 4 times the gold span's length: see --strict",
            all.suspect
        ));
    }
    Evaluation { all, by_type: by_type(&judgements), warnings, misses: Misses::of(&judgements, misses) }
}

/// The answers by the questions that they are to.
fn by_id<'a>(
    questions: &[MarkedQuestion],
    answers: &'a [MarkedAnswer],
    warnings: &mut Vec<String>,
) -> HashMap<&'a str, &'a MarkedAnswer> {
    let asked: HashSet<&str> = questions.iter().map(|question| &*question.id).collect();
    let mut by_id: HashMap<&str, &MarkedAnswer> = HashMap::new();
    let mut strangers = Vec::new();
    for answer in answers {
        match by_id.entry(&answer.id) {
            Entry::Occupied(_) => warnings.push(format!("{}: given twice, the first counts", answer.id)),
            Entry::Vacant(place) => {
                place.insert(answer);
                strangers.extend(Some(&answer.id).filter(|id| !asked.contains(id.as_str())));
            }
        }
    }
    if let [first, ..] = strangers[..] {
        warnings.push(format!("{} ids not among the questions, e.g. {first}", strangers.len()));
    }
    let missing: Vec<&str> =
        questions.iter().map(|question| &*question.id).filter(|id| !by_id.contains_key(id)).collect();
    if let [first, ..] = missing[..] {
        let count = missing.len();
        warnings.push(format!("{count} questions without an output line, e.g. {first} (counted as refused)"));
    }
    by_id
}

fn by_type(judgements: &[Judgement<'_>]) -> Vec<(String, Figures)> {
    let answerable = || judgements.iter().filter(|judgement| judgement.is_answerable());
    let present: BTreeSet<&str> = answerable().map(|judgement| &*judgement.question.kind).collect();
    let usual = TYPES.into_iter().filter(|kind| present.contains(kind));
    let others = present.iter().copied().filter(|kind| !TYPES.contains(kind));
    let figures = |kind: &str| Figures::of(answerable().filter(|judgement| judgement.question.kind == kind));
    usual.chain(others).map(|kind| (kind.to_owned(), figures(kind))).collect()
}

#[cfg(test)]
mod tests {
    use super::{
        judgement::tests::{answer, question},
        *,
    };

    #[test]
    fn what_does_not_belong_together_is_warned_of() {
        let questions = [question("1", "fact", &[(10, 40)]), question("2", "fact", &[(10, 40)])];
        let answers = [answer("1", &[(10, 40)]), answer("1", &[]), answer("9", &[])];
        let evaluation = evaluation(&questions, &answers, 0);
        assert_eq!(
            evaluation.warnings,
            [
                "1: given twice, the first counts",
                "1 ids not among the questions, e.g. 9",
                "1 questions without an output line, e.g. 2 (counted as refused)"
            ]
        );
        assert_eq!(evaluation.all.hits[0], Some(0.5));
    }

    #[test]
    fn types_stand_in_the_usual_order_and_others_behind() {
        let kinds = ["weather", "fact", "who-said", "art"];
        let questions = kinds.map(|kind| question(kind, kind, &[(10, 40)]));
        let unanswerable = question("none", "unanswerable", &[]);
        let evaluation = evaluation(&[&questions[..], &[unanswerable]].concat(), &[], 0);
        let kinds: Vec<&str> = evaluation.by_type.iter().map(|(kind, _)| kind.as_str()).collect();
        assert_eq!(kinds, ["who-said", "fact", "art", "weather"]);
    }
}
