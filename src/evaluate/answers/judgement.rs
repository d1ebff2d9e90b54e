//! What is right and wrong about the answer to one question.

use std::cmp::{max, min};

use crate::evaluate::answers::{
    marked::{MarkedAnswer, MarkedPassage, MarkedQuestion},
    speaker,
};

/// A question with its answer, and what is right about it; every figure is made of these.
#[derive(Clone, Debug)]
pub(super) struct Judgement<'a> {
    pub(super) question: &'a MarkedQuestion,
    /// Best first.
    pub(super) passages: &'a [MarkedPassage],
    /// Whether the program says that the record answers.
    pub(super) is_answered: bool,
    /// Negative infinity where there is none.
    pub(super) confidence: f64,
    pub(super) verdict: Option<&'a str>,
    /// The place of the first right passage, from 1.
    pub(super) rank: Option<usize>,
    /// The place of the first right article among the different articles, from 1.
    pub(super) article_rank: Option<usize>,
    /// Whether the first right passage is much longer or shorter than that of gold.
    pub(super) is_suspect: bool,
    /// Whether the first passage is right and shows the last name of gold's speaker.
    pub(super) has_speaker_right: bool,
    /// Whether the first name does not speak against it either.
    pub(super) has_full_name_right: bool,
}

impl<'a> Judgement<'a> {
    pub(super) fn new(question: &'a MarkedQuestion, answer: Option<&'a MarkedAnswer>) -> Judgement<'a> {
        let passages: &[MarkedPassage] = answer.map_or(&[], |answer| &answer.answers);
        let rank = passages.iter().position(|passage| is_right(passage, &question.answers));
        let mut judgement = Judgement {
            question,
            passages,
            is_answered: answer.is_some_and(|answer| answer.answered.unwrap_or(!passages.is_empty())),
            confidence: answer.and_then(confidence).unwrap_or(f64::NEG_INFINITY),
            verdict: answer.and_then(|answer| answer.verdict.as_deref()),
            rank: rank.map(|place| place + 1),
            article_rank: article_rank(question, passages),
            is_suspect: rank.is_some_and(|place| is_suspect(&passages[place], &question.answers)),
            has_speaker_right: false,
            has_full_name_right: false,
        };
        if let (Some(name), true, Some(first)) = (judgement.speaker(), judgement.is_right(), passages.first()) {
            let given = first.speaker.as_deref().unwrap_or_default();
            judgement.has_speaker_right = speaker::is_same(given, name, &question.speaker_aliases);
            judgement.has_full_name_right = speaker::is_same_person(given, name, &question.speaker_aliases);
        }
        judgement
    }

    pub(super) fn is_answerable(&self) -> bool {
        !self.question.answers.is_empty()
    }

    /// Whether the first passage is right.
    pub(super) fn is_right(&self) -> bool {
        self.rank == Some(1)
    }

    /// Gold's speaker, of a question that has an answer.
    pub(super) fn speaker(&self) -> Option<&'a str> {
        let speaker = self.question.speaker.as_deref().filter(|speaker| !speaker.is_empty());
        speaker.filter(|_| self.is_answerable())
    }

    /// Gold's verdict, of a question that has one.
    pub(super) fn gold_verdict(&self) -> Option<&'a str> {
        self.question.verdict.as_deref().filter(|verdict| !verdict.is_empty())
    }
}

fn confidence(answer: &MarkedAnswer) -> Option<f64> {
    answer.confidence.or_else(|| answer.answers.first()?.score).filter(|confidence| !confidence.is_nan())
}

fn article_rank(question: &MarkedQuestion, passages: &[MarkedPassage]) -> Option<usize> {
    let mut articles: Vec<&str> = Vec::new();
    for passage in passages {
        if !articles.contains(&&*passage.doc) {
            articles.push(&passage.doc);
        }
    }
    let is_gold = |article: &&str| question.answers.iter().any(|gold| gold.doc == **article);
    articles.iter().position(is_gold).map(|place| place + 1)
}

/// Whether two passages share half of the shorter one.
fn agree(one: &MarkedPassage, other: &MarkedPassage) -> bool {
    let shared = min(one.end, other.end).saturating_sub(max(one.start, other.start));
    one.doc == other.doc && shared > 0 && 2 * shared >= min(length(one), length(other))
}

fn is_right(passage: &MarkedPassage, gold: &[MarkedPassage]) -> bool {
    gold.iter().any(|gold| agree(passage, gold))
}

/// Whether the passage is shorter than a quarter or longer than four times each passage of gold that it agrees with.
fn is_suspect(passage: &MarkedPassage, gold: &[MarkedPassage]) -> bool {
    let is_odd =
        |gold: &MarkedPassage| 4 * length(passage) < max(1, length(gold)) || length(passage) > 4 * max(1, length(gold));
    gold.iter().filter(|gold| agree(passage, gold)).all(is_odd)
}

/// In code points.
fn length(passage: &MarkedPassage) -> usize {
    passage.end.saturating_sub(passage.start)
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    fn passages(ranges: &[(usize, usize)]) -> Vec<MarkedPassage> {
        let passage = |&(start, end): &(usize, usize)| MarkedPassage {
            doc: "quay".to_owned(),
            start,
            end,
            ..MarkedPassage::default()
        };
        ranges.iter().map(passage).collect()
    }

    /// A question that is answered at `ranges` of the document `quay`.
    pub(crate) fn question(id: &str, kind: &str, ranges: &[(usize, usize)]) -> MarkedQuestion {
        let answers = passages(ranges);
        MarkedQuestion { id: id.to_owned(), kind: kind.to_owned(), answers, ..MarkedQuestion::default() }
    }

    /// An answer with the passages at `ranges` of the document `quay`.
    pub(crate) fn answer(id: &str, ranges: &[(usize, usize)]) -> MarkedAnswer {
        MarkedAnswer { id: id.to_owned(), answers: passages(ranges), ..MarkedAnswer::default() }
    }

    #[test]
    fn half_of_the_shorter_passage_must_be_shared() {
        // Of gold at 100 to 200: the passage, whether it is right, whether its length is suspect.
        for (range, right, suspect) in [
            ((100, 200), true, false),
            ((150, 250), true, false),
            ((151, 251), false, false),
            ((200, 300), false, false),
            ((190, 210), true, true),
            ((191, 211), false, false),
            ((110, 135), true, false),
            ((0, 400), true, false),
            ((0, 401), true, true),
            ((120, 120), false, false),
            ((150, 140), false, false),
        ] {
            let (question, answer) = (question("1", "fact", &[(100, 200)]), answer("1", &[range]));
            let judgement = Judgement::new(&question, Some(&answer));
            assert_eq!((judgement.is_right(), judgement.is_suspect), (right, suspect), "{range:?}");
        }
    }

    #[test]
    fn articles_are_ranked_once_each() {
        let question = question("1", "fact", &[(10, 40)]);
        let mut answer = answer("1", &[(10, 40), (10, 40), (60, 90), (10, 40)]);
        for (passage, doc) in answer.answers.iter_mut().zip(["pier", "pier", "quay", "quay"]) {
            passage.doc = doc.to_owned();
        }
        let judgement = Judgement::new(&question, Some(&answer));
        assert_eq!((judgement.rank, judgement.article_rank), (Some(4), Some(2)));
    }

    #[test]
    fn an_answer_is_given_where_nothing_says_otherwise() {
        let question = question("1", "fact", &[(10, 40)]);
        let is_answered = |answer: &MarkedAnswer| Judgement::new(&question, Some(answer)).is_answered;
        assert!(is_answered(&answer("1", &[(10, 40)])));
        assert!(!is_answered(&answer("1", &[])));
        assert!(!is_answered(&MarkedAnswer { answered: Some(false), ..answer("1", &[(10, 40)]) }));
        assert!(!Judgement::new(&question, None).is_answered);
    }
}
