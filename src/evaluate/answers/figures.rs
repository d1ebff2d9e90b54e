//! The figures of many answers.

use crate::evaluate::{answers::judgement::Judgement, comparison::number};

/// How far down a right passage may stand for each share of `Figures::hits`.
pub const DEPTHS: [usize; 4] = [1, 3, 5, 10];

/// How far down a right article may stand for each share of `Figures::article_hits`.
pub const ARTICLE_DEPTHS: [usize; 2] = [1, 3];

/// How far down a passage still counts for the mean reciprocal rank.
const RANK_DEPTH: usize = 10;

/// How good the answers to some questions are. Shares are 0 to 1, and nothing where they would be of nothing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Figures {
    /// How many questions have an answer.
    pub answerable: usize,
    /// How many have none.
    pub unanswerable: usize,
    /// Share of answerable questions with a right passage in the first [`DEPTHS`].
    pub hits: [Option<f64>; 4],
    /// Mean of 1/rank of the first right passage, 0 for one that is not in the first ten (MRR@10).
    pub reciprocal_rank: Option<f64>,
    /// Share of answerable questions with a right article among the first [`ARTICLE_DEPTHS`] different ones.
    pub article_hits: [Option<f64>; 2],
    /// The speakers shown, of questions whose speaker gold knows.
    pub speakers: Speakers,
    /// The verdicts, of answerable questions with one.
    pub verdicts: Verdicts,
    /// How many first right passages are much longer or shorter than gold's.
    pub suspect: usize,
    /// How well unanswerable questions are told from answerable ones; nothing where there are none.
    pub refusal: Option<Refusals>,
    /// Share of questions that are answered with a right first passage, or refused if they have no answer.
    pub end_to_end: Option<f64>,
    /// Share of answered questions whose first passage is right.
    pub answer_precision: Option<f64>,
}

/// How often the speaker of the first passage is right.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Speakers {
    /// How many questions have a speaker in gold.
    pub questions: usize,
    /// Right passage and last name.
    pub accuracy: Option<f64>,
    /// Right passage, last name, and no other first name.
    pub full: Option<f64>,
    /// Right last name, of the right passages.
    pub given_right: Option<f64>,
}

/// How often the verdict on a claim is right.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Verdicts {
    /// How many questions have a verdict in gold.
    pub questions: usize,
    /// Right verdict.
    pub accuracy: Option<f64>,
    /// Right verdict and right first passage.
    pub and_right: Option<f64>,
    /// Right verdict, of the claims that are supported.
    pub supported: Option<f64>,
    /// Right verdict, of those that are contradicted.
    pub contradicted: Option<f64>,
    /// Unanswerable questions that were given one of the two verdicts.
    pub misgiven: Option<f64>,
}

/// How well unanswerable questions are refused.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Refusals {
    /// Unanswerable ones of those refused.
    pub precision: f64,
    /// Refused ones of those that are unanswerable.
    pub recall: f64,
    /// The harmonic mean of both.
    pub f1: f64,
    /// How often an answerable question has more confidence than an unanswerable one; ties count half.
    pub separation: Option<f64>,
}

impl Figures {
    pub(super) fn of<'a>(judgements: impl Iterator<Item = &'a Judgement<'a>>) -> Figures {
        let judgements: Vec<&Judgement<'_>> = judgements.collect();
        let (answerable, unanswerable): (Vec<&Judgement<'_>>, Vec<&Judgement<'_>>) =
            judgements.iter().partition(|judgement| judgement.is_answerable());
        let within = |rank: Option<usize>, depth| rank.is_some_and(|rank| rank <= depth);
        let hits = |depth| share(&answerable, |judgement| within(judgement.rank, depth));
        let article_hits = |depth| share(&answerable, |judgement| within(judgement.article_rank, depth));
        let answered: Vec<&Judgement<'_>> =
            judgements.iter().copied().filter(|judgement| judgement.is_answered).collect();
        Figures {
            answerable: answerable.len(),
            unanswerable: unanswerable.len(),
            hits: DEPTHS.map(hits),
            reciprocal_rank: reciprocal_rank(&answerable),
            article_hits: ARTICLE_DEPTHS.map(article_hits),
            speakers: Speakers::of(&answerable),
            verdicts: Verdicts::of(&answerable, &unanswerable),
            suspect: answerable.iter().filter(|judgement| judgement.is_suspect).count(),
            refusal: (!unanswerable.is_empty()).then(|| Refusals::of(&answerable, &unanswerable)),
            end_to_end: share(&judgements, |judgement| match judgement.is_answerable() {
                true => judgement.is_answered && judgement.is_right(),
                false => !judgement.is_answered,
            }),
            answer_precision: share(&answered, |judgement| judgement.is_right()),
        }
    }
}

impl Speakers {
    fn of(answerable: &[&Judgement<'_>]) -> Speakers {
        let asked: Vec<&Judgement<'_>> =
            answerable.iter().copied().filter(|judgement| judgement.speaker().is_some()).collect();
        let right: Vec<&Judgement<'_>> = asked.iter().copied().filter(|judgement| judgement.is_right()).collect();
        Speakers {
            questions: asked.len(),
            accuracy: share(&asked, |judgement| judgement.has_speaker_right),
            full: share(&asked, |judgement| judgement.has_full_name_right),
            given_right: share(&right, |judgement| judgement.has_speaker_right),
        }
    }
}

impl Verdicts {
    fn of(answerable: &[&Judgement<'_>], unanswerable: &[&Judgement<'_>]) -> Verdicts {
        let asked: Vec<&Judgement<'_>> =
            answerable.iter().copied().filter(|judgement| judgement.gold_verdict().is_some()).collect();
        let is_right = |judgement: &Judgement<'_>| judgement.verdict == judgement.gold_verdict();
        let of = |verdict| -> Vec<&Judgement<'_>> {
            asked.iter().copied().filter(|judgement| judgement.gold_verdict() == Some(verdict)).collect()
        };
        Verdicts {
            questions: asked.len(),
            accuracy: share(&asked, is_right),
            and_right: share(&asked, |judgement| is_right(judgement) && judgement.is_right()),
            supported: share(&of("supported"), is_right),
            contradicted: share(&of("contradicted"), is_right),
            misgiven: share(unanswerable, |judgement| matches!(judgement.verdict, Some("supported" | "contradicted"))),
        }
    }
}

impl Refusals {
    fn of(answerable: &[&Judgement<'_>], unanswerable: &[&Judgement<'_>]) -> Refusals {
        let refused = |judgements: &[&Judgement<'_>]| judgements.iter().filter(|one| !one.is_answered).count();
        let (right, wrong) = (refused(unanswerable), refused(answerable));
        let precision = ratio(right, right + wrong).unwrap_or(0.0);
        let recall = ratio(right, unanswerable.len()).unwrap_or(0.0);
        let sum = precision + recall;
        let f1 = if sum > 0.0 { 2.0 * precision * recall / sum } else { 0.0 };
        Refusals { precision, recall, f1, separation: separation(answerable, unanswerable) }
    }
}

fn ratio(part: usize, whole: usize) -> Option<f64> {
    (whole > 0).then(|| number(part) / number(whole))
}

fn share(of: &[&Judgement<'_>], holds: impl Fn(&Judgement<'_>) -> bool) -> Option<f64> {
    ratio(of.iter().filter(|judgement| holds(judgement)).count(), of.len())
}

fn reciprocal_rank(answerable: &[&Judgement<'_>]) -> Option<f64> {
    let ranks = answerable.iter().filter_map(|judgement| judgement.rank).filter(|rank| *rank <= RANK_DEPTH);
    let sum = ranks.fold(0.0, |sum, rank| sum + 1.0 / number(rank));
    (!answerable.is_empty()).then(|| sum / number(answerable.len()))
}

/// The area under the curve of the receiver operating characteristic of confidence (AUROC).
fn separation(answerable: &[&Judgement<'_>], unanswerable: &[&Judgement<'_>]) -> Option<f64> {
    let pairs = answerable.len() * unanswerable.len();
    let mut confidences: Vec<f64> = unanswerable.iter().map(|judgement| judgement.confidence).collect();
    confidences.sort_unstable_by(f64::total_cmp);
    let below = |confidence: f64| {
        let less = confidences.partition_point(|other| *other < confidence);
        less + confidences.partition_point(|other| *other <= confidence)
    };
    let twice: usize = answerable.iter().map(|judgement| below(judgement.confidence)).sum();
    ratio(twice, 2 * pairs)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluate::answers::{
        judgement::tests::{answer, question},
        marked::{MarkedAnswer, MarkedQuestion},
    };

    fn with_confidence(answer: MarkedAnswer, answered: bool, confidence: f64) -> MarkedAnswer {
        MarkedAnswer { answered: Some(answered), confidence: Some(confidence), ..answer }
    }

    fn figures(pairs: &[(MarkedQuestion, MarkedAnswer)]) -> Figures {
        let judgements: Vec<Judgement<'_>> =
            pairs.iter().map(|(question, answer)| Judgement::new(question, Some(answer))).collect();
        Figures::of(judgements.iter())
    }

    #[test]
    fn figures_are_what_a_count_by_hand_gives() {
        let asked = |verdict: &str| MarkedQuestion {
            verdict: Some(verdict.to_owned()),
            speaker: Some("Ana Petrova".to_owned()),
            ..question("1", "verify", &[(10, 40)])
        };
        let given = |ranges: &[(usize, usize)], verdict: &str| MarkedAnswer {
            verdict: Some(verdict.to_owned()),
            ..answer("1", ranges)
        };
        let mut named = given(&[(10, 40)], "supported");
        named.answers[0].speaker = Some("Petrova".to_owned());
        let figures = figures(&[
            (asked("supported"), with_confidence(named, true, 0.9)),
            (asked("contradicted"), with_confidence(given(&[(50, 60), (70, 80), (10, 40)], "contradicted"), true, 0.5)),
            (asked("supported"), with_confidence(given(&[(10, 40)], "not_found"), false, 0.3)),
            (question("4", "", &[]), with_confidence(given(&[(10, 40)], "supported"), true, 0.5)),
            (question("5", "", &[]), with_confidence(answer("5", &[]), false, 0.1)),
        ]);
        let third = 1.0 / 3.0;
        assert_eq!((figures.answerable, figures.unanswerable), (3, 2));
        assert_eq!(figures.hits, [Some(2.0 / 3.0), Some(1.0), Some(1.0), Some(1.0)]);
        assert_eq!(figures.reciprocal_rank, Some((1.0 + third + 1.0) / 3.0));
        assert_eq!(figures.article_hits, [Some(1.0); 2]);
        let Speakers { questions, accuracy, given_right, .. } = figures.speakers;
        assert_eq!((questions, accuracy, given_right), (3, Some(third), Some(0.5)));
        let expected = Verdicts {
            questions: 3,
            accuracy: Some(2.0 / 3.0),
            and_right: Some(third),
            supported: Some(0.5),
            contradicted: Some(1.0),
            misgiven: Some(0.5),
        };
        assert_eq!(figures.verdicts, expected);
        // Of six pairs the confidences tell four apart rightly, one wrongly, and one is a tie.
        let expected = Refusals { precision: 0.5, recall: 0.5, f1: 0.5, separation: Some(4.5 / 6.0) };
        assert_eq!(figures.refusal, Some(expected));
        assert_eq!((figures.end_to_end, figures.answer_precision), (Some(0.4), Some(third)));
    }

    #[test]
    fn a_share_of_nothing_is_no_figure() {
        let figures = figures(&[]);
        assert_eq!((figures.hits[0], figures.end_to_end, figures.refusal), (None, None, None));
    }

    #[test]
    fn the_eleventh_passage_is_too_far_down() {
        let mut ranges = vec![(50, 60); 10];
        ranges.push((10, 40));
        let figures = figures(&[(question("1", "fact", &[(10, 40)]), answer("1", &ranges))]);
        assert_eq!((figures.hits[3], figures.reciprocal_rank), (Some(0.0), Some(0.0)));
    }
}
