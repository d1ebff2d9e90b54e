//! How long an answer may take, and what is left out where that is too short.
//!
//! Under load the time is shared before requests queue: with more answers under way than there are processors, each
//! has so much less.

use std::{
    sync::atomic::{AtomicUsize, Ordering},
    thread::available_parallelism,
    time::{Duration, Instant},
};

/// Below this a question is not even compared by meaning: it would take about so long.
const MEANING: Duration = Duration::from_millis(15);

/// The time that is kept back for what comes after the judge.
const REST: Duration = Duration::from_millis(5);

/// How much was left out of how many answers for lack of time, since the start of the program.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Degraded {
    /// The judge read fewer sentences than it does with time enough.
    pub fewer_judged: usize,
    /// It read none.
    pub unjudged: usize,
    /// Not even meanings were compared.
    pub words_alone: usize,
}

/// What was left out of one answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Degradation {
    FewerJudged,
    Unjudged,
    WordsAlone,
}

/// The time that answers may take, and the answers under way.
#[derive(Debug, Default)]
pub(super) struct Budget {
    /// Nothing for as long as it takes: answers are then the same on every machine.
    limit: Option<Duration>,
    in_flight: AtomicUsize,
    fewer_judged: AtomicUsize,
    unjudged: AtomicUsize,
    words_alone: AtomicUsize,
}

/// The time of one answer; it is under way until this is dropped.
pub(super) struct Allowance<'a> {
    budget: &'a Budget,
    until: Option<Instant>,
}

impl Budget {
    /// As long as it takes, or at most `limit`.
    pub(super) fn of(limit: Option<Duration>) -> Budget {
        Budget { limit, ..Budget::default() }
    }

    /// The time for an answer that begins now.
    pub(super) fn begin(&self) -> Allowance<'_> {
        let in_flight = self.in_flight.fetch_add(1, Ordering::Relaxed) + 1;
        let processors = available_parallelism().map_or(1, usize::from);
        let until = self.limit.map(|limit| Instant::now() + share(limit, in_flight, processors));
        Allowance { budget: self, until }
    }

    /// What was left out so far.
    pub(super) fn degraded(&self) -> Degraded {
        Degraded {
            fewer_judged: self.fewer_judged.load(Ordering::Relaxed),
            unjudged: self.unjudged.load(Ordering::Relaxed),
            words_alone: self.words_alone.load(Ordering::Relaxed),
        }
    }
}

impl Allowance<'_> {
    /// Whether there is time to compare meanings.
    pub(super) fn allows_meaning(&self) -> bool {
        self.left() > MEANING
    }

    /// Whether the judge may read another sentence that takes about `time`.
    pub(super) fn allows(&self, time: Duration) -> bool {
        self.left() > time + REST
    }

    /// Counts what was left out.
    pub(super) fn degrade(&self, degradation: Degradation) {
        let counter = match degradation {
            Degradation::FewerJudged => &self.budget.fewer_judged,
            Degradation::Unjudged => &self.budget.unjudged,
            Degradation::WordsAlone => &self.budget.words_alone,
        };
        counter.fetch_add(1, Ordering::Relaxed);
    }

    fn left(&self) -> Duration {
        self.until.map_or(Duration::MAX, |until| until.saturating_duration_since(Instant::now()))
    }
}

impl Drop for Allowance<'_> {
    fn drop(&mut self) {
        self.budget.in_flight.fetch_sub(1, Ordering::Relaxed);
    }
}

/// What each of so many answers may take on so many processors.
fn share(limit: Duration, in_flight: usize, processors: usize) -> Duration {
    if in_flight <= processors { limit } else { limit.mul_f64(processors as f64 / in_flight as f64) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_is_shared_under_load() {
        let limit = Duration::from_millis(400);
        for (in_flight, processors, expected) in [(1, 2, 400), (2, 2, 400), (4, 2, 200), (20, 2, 40), (1, 1, 400)] {
            assert_eq!(share(limit, in_flight, processors).as_millis(), expected);
        }
    }

    #[test]
    fn without_a_limit_there_is_always_time() {
        let budget = Budget::default();
        let allowance = budget.begin();
        assert!(allowance.allows_meaning() && allowance.allows(Duration::from_secs(3600)));
        drop(allowance);
        assert_eq!(budget.in_flight.load(Ordering::Relaxed), 0);
    }

    #[test]
    fn what_is_left_out_is_counted() {
        let budget = Budget::of(Some(Duration::ZERO));
        let allowance = budget.begin();
        assert!(!allowance.allows_meaning());
        allowance.degrade(Degradation::WordsAlone);
        assert_eq!(budget.degraded(), Degraded { words_alone: 1, ..Degraded::default() });
    }
}
