//! The sorts of candidates that a search keeps side by side, and their union.

use crate::index::{scan::Candidate, search::Pool};

/// What one candidate is worth in a list, and which it is.
struct Entry {
    worth: f32,
    candidate: usize,
}

/// The best of `candidates` of each sort and those that the query names, in the order of their scores; they know
/// their ranks.
pub(super) fn union(mut candidates: Vec<Candidate>, pool: Pool) -> Vec<Candidate> {
    for candidate in &mut candidates {
        (candidate.matched.rank_by_sentence, candidate.matched.rank_by_window) = (None, None);
    }
    let sentences = best(&candidates, pool.by_sentence, |candidate| {
        (candidate.matched.sentence != 0).then_some(candidate.matched.score)
    });
    let windows = best(&candidates, pool.by_window, |candidate| {
        // What the query names need not have a word of it.
        let is_found = candidate.matched.around() != 0 || candidate.matched.is_preferred || !candidate.is_named;
        is_found.then_some(candidate.score)
    });
    let preferred =
        best(&candidates, pool.of_preferred, |candidate| candidate.matched.is_preferred.then_some(candidate.score));
    for (rank, &number) in (0..).zip(&sentences) {
        candidates[number].matched.rank_by_sentence = Some(rank);
    }
    for (rank, &number) in (0..).zip(&windows) {
        candidates[number].matched.rank_by_window = Some(rank);
    }
    let mut is_kept: Vec<bool> = candidates.iter().map(|candidate| candidate.is_named).collect();
    sentences.iter().chain(&windows).chain(&preferred).for_each(|&number| is_kept[number] = true);
    let mut kept = is_kept.into_iter();
    candidates.retain(|_| kept.next().unwrap_or_default());
    candidates.sort_by(Candidate::order);
    candidates
}

/// The numbers of the `count` candidates that are worth most, best first; those that are worth nothing are left out.
fn best(candidates: &[Candidate], count: usize, worth: impl Fn(&Candidate) -> Option<f32>) -> Vec<usize> {
    let order = |one: &Entry, other: &Entry| {
        let by_worth = other.worth.total_cmp(&one.worth);
        by_worth.then_with(|| candidates[one.candidate].order(&candidates[other.candidate]))
    };
    let worth = |(number, of): (usize, &Candidate)| worth(of).map(|worth| Entry { worth, candidate: number });
    let mut entries: Vec<Entry> = candidates.iter().enumerate().filter_map(worth).collect();
    if entries.len() > count && count > 0 {
        entries.select_nth_unstable_by(count - 1, order);
    }
    entries.truncate(count);
    entries.sort_unstable_by(order);
    entries.into_iter().map(|entry| entry.candidate).collect()
}
