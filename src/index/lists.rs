//! The sorts of candidates that a search keeps side by side, and their union.

use crate::index::{scan::Candidate, search::Pool};

/// What one candidate is worth in a list, and which it is.
struct Entry {
    worth: f32,
    candidate: usize,
}

/// Candidates, of which only the best of each sort and those that the query names are kept.
pub(super) struct Lists {
    pool: Pool,
    candidates: Vec<Candidate>,
}

impl Lists {
    /// Empty lists of these lengths.
    pub(super) fn new(pool: Pool) -> Lists {
        Lists { pool, candidates: Vec::new() }
    }

    /// Lets `candidate` compete.
    pub(super) fn add(&mut self, candidate: Candidate) {
        self.candidates.push(candidate);
    }

    /// The best of each sort, each candidate once, in the order of their scores; they know their ranks.
    pub(super) fn union(mut self) -> Vec<Candidate> {
        for candidate in &mut self.candidates {
            (candidate.matched.rank_by_sentence, candidate.matched.rank_by_window) = (None, None);
        }
        let sentences = self.best(self.pool.by_sentence, |candidate| {
            (candidate.matched.sentence != 0).then_some(candidate.matched.score)
        });
        let windows = self.best(self.pool.by_window, |candidate| {
            // What the query names need not have a word of it.
            let is_found = candidate.matched.around() != 0 || candidate.matched.is_preferred || !candidate.is_named;
            is_found.then_some(candidate.score)
        });
        let preferred =
            self.best(self.pool.of_preferred, |candidate| candidate.matched.is_preferred.then_some(candidate.score));
        for (rank, &number) in (0..).zip(&sentences) {
            self.candidates[number].matched.rank_by_sentence = Some(rank);
        }
        for (rank, &number) in (0..).zip(&windows) {
            self.candidates[number].matched.rank_by_window = Some(rank);
        }
        let mut is_kept: Vec<bool> = self.candidates.iter().map(|candidate| candidate.is_named).collect();
        sentences.iter().chain(&windows).chain(&preferred).for_each(|&number| is_kept[number] = true);
        let mut kept = is_kept.into_iter();
        self.candidates.retain(|_| kept.next().unwrap_or_default());
        self.candidates.sort_by(Candidate::order);
        self.candidates
    }

    /// The numbers of the `count` candidates that are worth most, best first; those worth nothing are left out.
    fn best(&self, count: usize, worth: impl Fn(&Candidate) -> Option<f32>) -> Vec<usize> {
        let order = |one: &Entry, other: &Entry| {
            let by_worth = other.worth.total_cmp(&one.worth);
            by_worth.then_with(|| self.candidates[one.candidate].order(&self.candidates[other.candidate]))
        };
        let worth = |(number, of): (usize, &Candidate)| worth(of).map(|worth| Entry { worth, candidate: number });
        let mut entries: Vec<Entry> = self.candidates.iter().enumerate().filter_map(worth).collect();
        if entries.len() > count && count > 0 {
            entries.select_nth_unstable_by(count - 1, order);
        }
        entries.truncate(count);
        entries.sort_unstable_by(order);
        entries.into_iter().map(|entry| entry.candidate).collect()
    }
}
