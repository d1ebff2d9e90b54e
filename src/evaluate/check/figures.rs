//! The figures of many checks.

use std::{collections::BTreeMap, time::Duration};

use crate::{
    answer::check::CheckVerdict,
    article::statement::StatementKind,
    evaluate::check::{
        Judged,
        case::{Footing, Sort},
    },
};

/// How many of how many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// So many are.
    pub right: usize,
    /// Of so many.
    pub of: usize,
}

impl Share {
    fn add(&mut self, is_right: bool) {
        self.right += usize::from(is_right);
        self.of += 1;
    }

    /// 0 to 1; nothing where it would be of nothing.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "there are fewer cases than a float counts")]
    pub fn value(self) -> Option<f64> {
        (self.of > 0).then(|| self.right as f64 / self.of as f64)
    }
}

/// The cases of one sort and kind, by the verdict that they were given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// How many were given each verdict, in the order of [`CheckVerdict::ALL`].
    pub given: [usize; CheckVerdict::ALL.len()],
    /// How many are right.
    pub right: Share,
}

/// How good checks are.
#[derive(Clone, Debug, Default)]
pub struct Figures {
    /// How many cases are right.
    pub right: Share,
    /// The verdicts by sort and kind of the cases.
    pub rows: BTreeMap<(Sort, StatementKind), Row>,
    /// Of quoted words: those that stand so are called verbatim.
    pub verbatim: Share,
    /// Of quoted words: those that are altered are not called verbatim.
    pub altered: Share,
    /// Of the article's own words: those that stand so are called reported.
    pub reported: Share,
    /// Of the article's own words: those that are altered by more than a slip are called neither verbatim nor, without
    /// naming what differs, reported.
    pub reported_altered: Share,
    /// Claims with the right speaker that are confirmed.
    pub right_speaker: Share,
    /// Claims with a wrong speaker that are noticed, by how well the record knows the right one.
    pub wrong_speaker: BTreeMap<Footing, Share>,
    /// What is not on record is not found.
    pub invented: Share,
    /// Changed negations, numbers, dates and names that pass as said, or for a slip.
    pub grave: BTreeMap<Sort, Share>,
    /// Altered claims for which something is found at all.
    pub found: BTreeMap<Sort, Share>,
    /// How long a check took at most in half of the cases.
    pub median: Duration,
    /// How long it took at most in 99 of 100.
    pub slowest: Duration,
}

impl Figures {
    /// Counts what the program said.
    pub(super) fn of(judged: &[Judged]) -> Figures {
        let mut figures = Figures::default();
        judged.iter().for_each(|judged| figures.add(judged));
        let mut times: Vec<Duration> = judged.iter().map(|judged| judged.took).collect();
        times.sort_unstable();
        let at = |percent: usize| times.get((times.len() * percent).div_ceil(100).saturating_sub(1)).copied();
        figures.median = at(50).unwrap_or_default();
        figures.slowest = at(99).unwrap_or_default();
        figures
    }

    fn add(&mut self, judged: &Judged) {
        let Judged { case, outcome, .. } = judged;
        let is_right = judged.is_right();
        self.right.add(is_right);
        let row = self.rows.entry((case.sort, case.kind)).or_default();
        row.right.add(is_right);
        let column = CheckVerdict::ALL.iter().position(|verdict| *verdict == outcome.verdict);
        row.given[column.expect("all verdicts are among all")] += 1;
        self.add_wording(judged);
        match case.sort {
            Sort::RightSpeaker | Sort::Told => self.right_speaker.add(is_right),
            sort if sort.is_of_other() => self.wrong_speaker.entry(case.footing).or_default().add(is_right),
            sort if sort.is_invented() => self.invented.add(is_right),
            _ => {}
        }
    }

    /// Whether the same is told from what is altered.
    fn add_wording(&mut self, judged: &Judged) {
        let Judged { case, outcome, .. } = judged;
        let (same, altered) = match case.kind {
            StatementKind::Indirect => (&mut self.reported, &mut self.reported_altered),
            _ => (&mut self.verbatim, &mut self.altered),
        };
        if case.sort.is_same() {
            same.add(judged.is_right());
        }
        if !case.sort.is_altered() {
            return;
        }
        if case.kind != StatementKind::Indirect || !case.sort.is_slip() {
            altered.add(!outcome.affirms());
        }
        self.found.entry(case.sort).or_default().add(outcome.verdict != CheckVerdict::NotFound);
        if case.sort.is_grave() {
            self.grave.entry(case.sort).or_default().add(outcome.passes());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        answer::check::{Change, Claim, ClaimForm, Reason, Said},
        evaluate::check::case::{Case, Outcome},
    };

    fn judged(sort: Sort, kind: StatementKind, verdict: CheckVerdict, reason: Reason) -> Judged {
        let claim = Claim { words: "The quay is shut".to_owned(), speaker: None, form: ClaimForm::Quoted };
        let footing = Footing::Certain;
        let case = Case { id: String::new(), sort, kind, claim, original: String::new(), footing, is_relayed: false };
        let outcome = Outcome { verdict, reason, said: Said::NotAsked, sentence: None, speaker: None };
        Judged { case, outcome, took: Duration::from_millis(3) }
    }

    #[test]
    fn cases_are_counted_where_they_belong() {
        use CheckVerdict::{Altered, NotFound, OtherSpeaker, Reported, Verbatim};
        use StatementKind::{Direct, Indirect};
        let word_for_word = || Reason::WordForWord;
        let figures = Figures::of(&[
            judged(Sort::Untouched, Direct, Verbatim, word_for_word()),
            judged(Sort::Marks, Direct, NotFound, Reason::NothingLikeIt),
            judged(Sort::Untouched, Indirect, Reported, Reason::InOtherWords),
            judged(Sort::Number, Direct, Altered, Reason::SmallDifference),
            judged(Sort::Number, Direct, Altered, Reason::Changed(Change::Number)),
            judged(Sort::Name, Indirect, Reported, Reason::InOtherWords),
            judged(Sort::WrongSpeaker, Direct, OtherSpeaker, Reason::SaidBy("Hall".to_owned())),
            judged(Sort::Salad, Direct, Altered, Reason::Changed(Change::Word)),
        ]);
        let share = |right, of| Share { right, of };
        assert_eq!(figures.right, share(4, 8));
        assert_eq!((figures.verbatim, figures.altered), (share(1, 2), share(2, 2)));
        assert_eq!((figures.reported, figures.reported_altered), (share(1, 1), share(0, 1)));
        assert_eq!(figures.wrong_speaker[&Footing::Certain], share(1, 1));
        assert_eq!(figures.invented, share(0, 1));
        assert_eq!(figures.grave, BTreeMap::from([(Sort::Number, share(1, 2)), (Sort::Name, share(1, 1))]));
        assert_eq!(figures.found[&Sort::Number], share(2, 2));
        let row = &figures.rows[&(Sort::Number, Direct)];
        assert_eq!((row.given, row.right), ([0, 2, 0, 0, 0, 0, 0, 0, 0], share(1, 2)));
        assert_eq!((figures.median, figures.slowest), (Duration::from_millis(3), Duration::from_millis(3)));
        assert_eq!(Share::default().value(), None);
    }
}
