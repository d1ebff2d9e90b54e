//! The trained tagger: it marks sources, cues and contents, and links each content to its cue and each cue to its source.
//!
//! `network` (with `weights` and `kernel`) reads the tokens, `decode` marks the spans, `pair` tells what stands between two
//! of them. The weights are trained by `training/attribution` on the same inputs.

mod decode;
mod kernel;
mod network;
mod pair;
mod weights;

use std::sync::LazyLock;

use crate::attribution::{
    inputs::Inputs,
    reading::Tokens,
    tagger::{
        decode::Marked,
        network::{LinkHead, Network, States},
        pair::{Proposed, REACH},
    },
};

/// Outside; then, of each role, a span's first token and its others.
const TAGS: usize = 7;

/// How many windows are read at once: more would need more memory and be no faster.
const WINDOWS: usize = 24;

static NETWORK: LazyLock<Network> =
    LazyLock::new(|| Network::parse(weights::BUILT_IN).expect("the weights built in are well formed"));

/// What a span is in a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Source,
    Cue,
    Content,
}

impl Role {
    fn of_tag(tag: usize) -> Option<Role> {
        [Role::Source, Role::Cue, Role::Content].get(tag.checked_sub(1)? / 2).copied()
    }
}

/// A statement that the tagger found, in tokens.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Found {
    pub(super) source: Option<Tokens>,
    pub(super) cue: Option<Tokens>,
    /// In order, never empty.
    pub(super) content: Vec<Tokens>,
    /// What its certainty is made of.
    pub(super) evidence: Evidence,
}

impl Found {
    /// How sure it is that the parts belong together, 0 to 1.
    pub(super) fn certainty(&self) -> f32 {
        let Evidence { content, source, to_cue, to_source } = self.evidence;
        content * source * to_cue * to_source
    }
}

/// Probabilities that the tagger gives to the parts of a statement.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Evidence {
    /// The least of its contents' mean tags.
    pub(super) content: f32,
    /// The mean tag of the source; 1 without one.
    pub(super) source: f32,
    /// The least of the contents' links to the cue, or to none.
    pub(super) to_cue: f32,
    /// The cue's link to the source, or to none.
    pub(super) to_source: f32,
}

/// A span with what the links need of it.
struct Node {
    tokens: Tokens,
    probability: f32,
    head: Vec<f32>,
    tail: Vec<f32>,
}

/// The spans of each role in the order of the text.
#[derive(Default)]
struct Nodes {
    sources: Vec<Node>,
    cues: Vec<Node>,
    contents: Vec<Node>,
}

/// The statements of an article, in the order of their first contents.
pub(super) fn statements(inputs: &Inputs) -> Vec<Found> {
    let nodes = nodes(&NETWORK, inputs);
    let (cues, sources) = pair::proposed(inputs);
    let to_cue = links(inputs, &NETWORK.to_cue, &cues, &nodes.contents, &nodes.cues);
    let to_source = links(inputs, &NETWORK.to_source, &sources, &nodes.cues, &nodes.sources);
    let mut found: Vec<(Option<usize>, Found)> = Vec::new();
    for (content, (cue, probability)) in nodes.contents.iter().zip(to_cue) {
        let known = cue.and_then(|cue| found.iter_mut().find(|(other, _)| *other == Some(cue)));
        if let Some((_, known)) = known {
            known.content.push(content.tokens.clone());
            known.evidence.content = known.evidence.content.min(content.probability);
            known.evidence.to_cue = known.evidence.to_cue.min(probability);
            continue;
        }
        let (source, to_source) = cue.map_or((None, 1.0), |cue| to_source[cue]);
        let source = source.map(|source| &nodes.sources[source]);
        let evidence = Evidence {
            content: content.probability,
            source: source.map_or(1.0, |source| source.probability),
            to_cue: probability,
            to_source,
        };
        found.push((
            cue,
            Found {
                source: source.map(|source| source.tokens.clone()),
                cue: cue.map(|cue| nodes.cues[cue].tokens.clone()),
                content: vec![content.tokens.clone()],
                evidence,
            },
        ));
    }
    found.into_iter().map(|(_, found)| found).collect()
}

fn nodes(network: &Network, inputs: &Inputs) -> Nodes {
    let mut nodes = Nodes::default();
    let breaks = |place: usize| inputs.paragraphs[place] != inputs.paragraphs[place - 1];
    for windows in inputs.windows.chunks(WINDOWS) {
        let states = network.states(inputs, windows);
        let scores = network.tags(&states);
        let first = windows[0].start;
        for window in windows {
            let scores = &scores[window.start - first..window.end - first];
            for marked in decode::spans(scores, window.start, breaks) {
                nodes.add(network, &states, marked);
            }
        }
    }
    nodes
}

impl Nodes {
    fn add(&mut self, network: &Network, states: &States, marked: Marked) {
        let Marked { role, tokens, probability } = marked;
        let head = |head: &LinkHead| network.as_head(head, states, &tokens);
        let tail = |head: &LinkHead| network.as_tail(head, states, &tokens);
        let (nodes, head, tail) = match role {
            Role::Source => (&mut self.sources, Vec::new(), tail(&network.to_source)),
            Role::Cue => (&mut self.cues, head(&network.to_source), tail(&network.to_cue)),
            Role::Content => (&mut self.contents, head(&network.to_cue), Vec::new()),
        };
        nodes.push(Node { tokens, probability, head, tail });
    }
}

/// Of each of `heads`: the place of the likeliest of `tails` within reach, unless none at all is likelier, and the
/// probability of the choice.
fn links(
    inputs: &Inputs,
    head: &LinkHead,
    proposed: &Proposed,
    heads: &[Node],
    tails: &[Node],
) -> Vec<(Option<usize>, f32)> {
    let spans: Vec<Tokens> = tails.iter().map(|tail| tail.tokens.clone()).collect();
    let choice = |node: &Node| {
        let from = spans.partition_point(|span| span.end + REACH < node.tokens.start);
        let near = (from..spans.len()).take_while(|tail| spans[*tail].start <= node.tokens.end + REACH);
        let score = |tail: usize| {
            let classes = pair::classes(inputs, proposed, &node.tokens, &spans[tail], &spans);
            head.score(&node.head, &tails[tail].tail, classes)
        };
        let mut options: Vec<(Option<usize>, f32)> = near.map(|tail| (Some(tail), score(tail))).collect();
        options.push((None, head.none(&node.head)));
        let (best, most) = options.iter().copied().fold((None, f32::MIN), |best, option| {
            if option.1 > best.1 { option } else { best }
        });
        let sum: f32 = options.iter().map(|(_, score)| (score - most).exp()).sum();
        (best, 1.0 / sum)
    };
    heads.iter().map(choice).collect()
}
