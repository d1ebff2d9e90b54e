//! Answers that went wrong, for reading.

use std::collections::BTreeMap;

use crate::evaluate::{
    answers::{
        judgement::Judgement,
        marked::{MarkedPassage, MarkedQuestion},
    },
    sample::sample,
};

/// How many code points at most lie between a sentence and the one beside it: the end of a paragraph.
const BESIDE: usize = 4;

/// How far down a right passage may stand to count as nearly right.
const NEARLY: usize = 3;

/// What is wrong with an answer; where several things are, the first of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// No passage is right or of a right article.
    Absent,
    /// The first passage is of another article; one further down is right or of a right article.
    OtherArticle,
    /// The first passage is of the right article, but another sentence.
    OtherSentence,
    /// The first passage is the sentence before or after the right one.
    Beside,
    /// The second or third passage is right.
    Nearly,
    /// The first passage is right, but the program says that the record has no answer.
    WronglyRefused,
    /// The record has no answer, but the program says that it has.
    WronglyAnswered,
    /// The first passage is right and shows another speaker, or none.
    Speaker,
    /// The first passage is right and the verdict is not.
    Verdict,
}

impl Fault {
    /// The name in lists and programs, as `wrongly refused`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Fault::Absent => "not among the candidates given",
            Fault::OtherArticle => "another article",
            Fault::OtherSentence => "right article, wrong sentence",
            Fault::Beside => "the sentence beside",
            Fault::Nearly => "ranked second or third",
            Fault::WronglyRefused => "wrongly refused",
            Fault::WronglyAnswered => "wrongly answered",
            Fault::Speaker => "wrong speaker",
            Fault::Verdict => "wrong verdict",
        }
    }

    fn of(judgement: &Judgement<'_>) -> Option<Fault> {
        if !judgement.is_answerable() {
            return judgement.is_answered.then_some(Fault::WronglyAnswered);
        }
        match judgement.rank {
            Some(1) => Fault::of_right(judgement),
            Some(..=NEARLY) => Some(Fault::Nearly),
            _ => Some(Fault::of_wrong(judgement)),
        }
    }

    fn of_right(judgement: &Judgement<'_>) -> Option<Fault> {
        if !judgement.is_answered {
            return Some(Fault::WronglyRefused);
        }
        if judgement.speaker().is_some() && !judgement.has_speaker_right {
            return Some(Fault::Speaker);
        }
        let verdict = judgement.gold_verdict();
        (verdict.is_some() && verdict != judgement.verdict).then_some(Fault::Verdict)
    }

    fn of_wrong(judgement: &Judgement<'_>) -> Fault {
        let gold = &judgement.question.answers;
        let first = judgement.passages.first();
        match judgement.article_rank {
            None => Fault::Absent,
            Some(1) if first.is_some_and(|first| gold.iter().any(|gold| lies_beside(first, gold))) => Fault::Beside,
            Some(1) => Fault::OtherSentence,
            Some(_) => Fault::OtherArticle,
        }
    }
}

fn lies_beside(one: &MarkedPassage, other: &MarkedPassage) -> bool {
    let between = one.start.max(other.start).saturating_sub(one.end.min(other.end));
    one.doc == other.doc && between <= BESIDE
}

/// A question whose answer went wrong.
#[derive(Clone, Debug, PartialEq)]
pub struct Miss {
    /// What is wrong.
    pub fault: Fault,
    /// The question with the passages of gold.
    pub question: MarkedQuestion,
    /// Where the first right passage stands, from 1.
    pub rank: Option<usize>,
    /// What came first.
    pub first: Option<MarkedPassage>,
    /// How sure the program was; negative infinity where it did not say.
    pub confidence: f64,
    /// The verdict given.
    pub verdict: Option<String>,
}

/// Some of what went wrong, and how often it did.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Misses {
    /// How many misses there are of each sort.
    pub counts: BTreeMap<Fault, usize>,
    /// Those shown: by sort, then in the order of the questions.
    pub shown: Vec<Miss>,
}

impl Misses {
    /// At most `limit`, spread over the sorts and the questions.
    pub(super) fn of(judgements: &[Judgement<'_>], limit: usize) -> Misses {
        let faulty = judgements.iter().filter_map(|judgement| Some((Fault::of(judgement)?, judgement)));
        let (counts, shown) = sample(faulty.collect(), limit, |(fault, _)| *fault);
        Misses { counts, shown: shown.into_iter().map(|(fault, judgement)| Miss::new(fault, judgement)).collect() }
    }
}

impl Miss {
    fn new(fault: Fault, judgement: &Judgement<'_>) -> Miss {
        Miss {
            fault,
            question: judgement.question.clone(),
            rank: judgement.rank,
            first: judgement.passages.first().cloned(),
            confidence: judgement.confidence,
            verdict: judgement.verdict.map(str::to_owned),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluate::answers::{
        judgement::tests::{answer, question},
        marked::MarkedAnswer,
    };

    #[test]
    fn a_miss_is_what_is_wrong_first() {
        let with = |answer: MarkedAnswer, answered: bool, verdict: &str, speaker: &str| {
            let mut answer = MarkedAnswer { answered: Some(answered), verdict: Some(verdict.to_owned()), ..answer };
            answer.answers.iter_mut().for_each(|passage| passage.speaker = Some(speaker.to_owned()));
            answer
        };
        let of = |ranges: &[(usize, usize)]| with(answer("1", ranges), true, "supported", "Petrova");
        let mut strangers = of(&[(10, 40)]);
        strangers.answers[0].doc = "pier".to_owned();
        let mut other = of(&[(10, 40), (70, 90)]);
        other.answers[0].doc = "pier".to_owned();
        for (answer, expected) in [
            (of(&[(10, 40)]), None),
            (of(&[(70, 90), (70, 90), (10, 40)]), Some(Fault::Nearly)),
            (of(&[(42, 60), (70, 90), (70, 90), (10, 40)]), Some(Fault::Beside)),
            (of(&[(50, 60)]), Some(Fault::OtherSentence)),
            (other, Some(Fault::OtherArticle)),
            (strangers, Some(Fault::Absent)),
            (of(&[]), Some(Fault::Absent)),
            (with(answer("1", &[(10, 40)]), false, "supported", "Petrova"), Some(Fault::WronglyRefused)),
            (with(answer("1", &[(10, 40)]), true, "supported", "Lind"), Some(Fault::Speaker)),
            (with(answer("1", &[(10, 40)]), true, "not_found", "Petrova"), Some(Fault::Verdict)),
        ] {
            let asked = MarkedQuestion {
                speaker: Some("Ana Petrova".to_owned()),
                verdict: Some("supported".to_owned()),
                ..question("1", "verify", &[(10, 40)])
            };
            assert_eq!(Fault::of(&Judgement::new(&asked, Some(&answer))), expected, "{answer:?}");
        }
        let unanswerable = question("1", "", &[]);
        let (given, refused) = (of(&[(10, 40)]), with(answer("1", &[(10, 40)]), false, "", ""));
        assert_eq!(Fault::of(&Judgement::new(&unanswerable, Some(&given))), Some(Fault::WronglyAnswered));
        assert_eq!(Fault::of(&Judgement::new(&unanswerable, Some(&refused))), None);
    }
}
