//! What the network is told of two spans that may belong together.

use std::collections::HashSet;

use crate::attribution::{inputs::Inputs, reading::Tokens};

/// How many values each class of a pair can take: side and distance; sentences, paragraphs and spans between them;
/// quotations and what the rules propose.
pub(super) const PAIR_SIZES: [usize; 3] = [22, 48, 24];

/// The most tokens between two spans that may be linked.
pub(super) const REACH: usize = 220;

/// The most tokens between two spans of each distance but the farthest.
const DISTANCES: [usize; 10] = [0, 1, 2, 3, 5, 8, 13, 21, 34, 55];

/// Of each token, the spans that the rules link it to: the cues of a content's tokens, or the sources of a cue's.
pub(super) type Proposed = Vec<Vec<Tokens>>;

/// The cues that the rules propose for each token, and the sources.
pub(super) fn proposed(inputs: &Inputs) -> (Proposed, Proposed) {
    let mut cues = vec![Vec::new(); inputs.tokens.len()];
    let mut sources = vec![Vec::new(); inputs.tokens.len()];
    for proposal in &inputs.proposals {
        for place in proposal.content.iter().flat_map(Clone::clone) {
            cues[place].push(proposal.cue.clone());
        }
        if !proposal.source.is_empty() {
            proposal.cue.clone().for_each(|place| sources[place].push(proposal.source.clone()));
        }
    }
    (cues, sources)
}

/// How many tokens lie between two spans.
pub(super) fn gap(one: &Tokens, other: &Tokens) -> usize {
    other.start.saturating_sub(one.end).max(one.start.saturating_sub(other.end))
}

/// The classes of the pair of `head` and `tail`, where `tails` are all the spans of the tail's role in order.
pub(super) fn classes(
    inputs: &Inputs,
    proposed: &Proposed,
    head: &Tokens,
    tail: &Tokens,
    tails: &[Tokens],
) -> [usize; PAIR_SIZES.len()] {
    let before = tail.start < head.start;
    let (first, second) = if before { (tail, head) } else { (head, tail) };
    let distance = gap(head, tail);
    let bucket = DISTANCES.iter().position(|most| distance <= *most).unwrap_or(DISTANCES.len());
    let from = tails.partition_point(|other| other.start <= first.start);
    let to = tails.partition_point(|other| other.start < second.start);
    let passed = |of: &[usize], most: usize| {
        let apart = first.end <= second.start;
        if apart { (of[second.start] - of[first.end - 1]).min(most) } else { 0 }
    };
    let place = (passed(&inputs.sentences, 3) * 3 + passed(&inputs.paragraphs, 2)) * 4 + to.saturating_sub(from).min(3);
    let (held, holds) = (inputs.quotations[head.start], inputs.quotations[tail.start]);
    let quoted = usize::from(held.is_some()) + 2 * usize::from(holds.is_some()) + 4 * usize::from(held == holds);
    let meant: HashSet<&Tokens> = head.clone().flat_map(|place| &proposed[place]).collect();
    let agrees = meant.iter().any(|one| tail.start < one.end && one.start < tail.end);
    let rule = if meant.is_empty() { 0 } else { 1 + usize::from(agrees) };
    [11 * usize::from(before) + bucket, place, 3 * quoted + rule]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_gap_is_what_lies_between() {
        assert_eq!(
            [gap(&(0..3), &(5..6)), gap(&(5..6), &(0..3)), gap(&(0..3), &(3..4)), gap(&(0..3), &(1..2))],
            [2, 2, 0, 0]
        );
    }
}
