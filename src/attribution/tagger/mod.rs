//! The trained tagger: it marks sources, cues and contents, and links each content to its cue and each cue to its source.
//!
//! `network` (with `weights` and `kernel`) reads the tokens, `decode` marks the spans, `pair` tells what stands between two
//! of them. The weights are trained by `training/attribution` on the same inputs.

mod decode;
mod kernel;
mod network;
mod pair;
mod weights;

use std::{collections::HashMap, sync::LazyLock};

use crate::attribution::{
    inputs::{Inputs, Proposal},
    reading::Tokens,
    tagger::{
        decode::Marked,
        network::{LinkHead, Network, States},
        pair::{Proposed, REACH},
    },
};

/// Outside; then, of each role, a span's first token and its others.
const TAGS: usize = 7;

/// How many features the certainty of a statement is made of.
const CERTAINTY_FEATURES: usize = 9;

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
    /// The probability that content and source are right, as fitted on articles that the network was not trained on.
    pub(super) certainty: f32,
    /// Whether the rules propose another source for its cue.
    pub(super) disputed: bool,
}

/// Probabilities that the network gives to the parts of a statement.
#[derive(Clone, Copy, Debug)]
struct Evidence {
    /// The least of its contents' mean tags.
    content: f32,
    /// The mean tag of the source.
    source: f32,
    /// The least of the contents' links to the cue, or to none.
    to_cue: f32,
    /// The cue's link to the source, or to none.
    to_source: f32,
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
    let mut of_cue: HashMap<usize, usize> = HashMap::new();
    let mut found: Vec<(Found, Evidence)> = Vec::new();
    for (content, (cue, probability)) in nodes.contents.iter().zip(to_cue) {
        let known = cue.and_then(|cue| of_cue.get(&cue)).and_then(|known| found.get_mut(*known));
        if let Some((known, evidence)) = known {
            if !goes_on(inputs, known, &content.tokens) {
                continue;
            }
            known.content.push(content.tokens.clone());
            evidence.content = evidence.content.min(content.probability);
            evidence.to_cue = evidence.to_cue.min(probability);
            continue;
        }
        of_cue.extend(cue.map(|cue| (cue, found.len())));
        let (source, to_source) = cue.map_or((None, 1.0), |cue| to_source[cue]);
        let source = source.map(|source| &nodes.sources[source]);
        let evidence = Evidence {
            content: content.probability,
            source: source.map_or(1.0, |source| source.probability),
            to_cue: probability,
            to_source,
        };
        let new = Found {
            source: source.map(|source| source.tokens.clone()),
            cue: cue.map(|cue| nodes.cues[cue].tokens.clone()),
            content: vec![content.tokens.clone()],
            certainty: 0.0,
            disputed: false,
        };
        found.push((new, evidence));
    }
    let mut proposals: HashMap<usize, Vec<&Proposal>> = HashMap::new();
    for proposal in &inputs.proposals {
        proposal.cue.clone().for_each(|place| proposals.entry(place).or_default().push(proposal));
    }
    let sure = |(found, evidence): (Found, Evidence)| {
        let near = || found.cue.iter().flat_map(Clone::clone).filter_map(|place| proposals.get(&place)).flatten();
        let agreed = near().any(|proposal| agrees(proposal, &found));
        let disputed = !agreed && near().any(|proposal| differs(proposal, &found));
        let certainty = NETWORK.certainty(&features(inputs, &found, evidence, agreed));
        Found { certainty, disputed, ..found }
    };
    found.into_iter().map(sure).collect()
}

/// Whether `part` can belong to a statement that was begun before it: in a paragraph of its cue or content, or in
/// quotation marks as that is.
fn goes_on(inputs: &Inputs, found: &Found, part: &Tokens) -> bool {
    let paragraph = inputs.paragraphs[part.start];
    let own = found.cue.iter().chain(&found.content);
    let quoted = |part: &Tokens| inputs.quotations[part.start].is_some();
    own.clone().any(|own| inputs.paragraphs[own.start] == paragraph)
        || (quoted(part) && found.content.iter().all(quoted))
}

/// What the certainty of a statement is made of; `agreed` tells whether the rules propose the same.
fn features(inputs: &Inputs, found: &Found, evidence: Evidence, agreed: bool) -> [f32; CERTAINTY_FEATURES] {
    let logit = |probability: f32| {
        let probability = probability.clamp(1e-3, 1.0 - 1e-3);
        (probability / (1.0 - probability)).ln()
    };
    let one_if = |holds: bool| if holds { 1.0 } else { 0.0 };
    let mut content = found.content.iter().flat_map(Clone::clone);
    let (all, some) = (
        content.clone().all(|place| inputs.quotations[place].is_some()),
        content.any(|place| inputs.quotations[place].is_some()),
    );
    [
        logit(evidence.content),
        if found.source.is_some() { logit(evidence.source) } else { 0.0 },
        logit(evidence.to_cue),
        if found.cue.is_some() { logit(evidence.to_source) } else { 0.0 },
        one_if(found.source.is_none()),
        one_if(found.cue.is_none()),
        one_if(all),
        one_if(some && !all),
        one_if(agreed),
    ]
}

/// Whether a proposal with the same cue has another source.
fn differs(proposal: &Proposal, found: &Found) -> bool {
    let (own, other) = (found.source.as_ref(), &proposal.source);
    !other.is_empty() && own.is_some_and(|own| own.end <= other.start || other.end <= own.start)
}

/// Whether a proposal with the same cue has this source too and some of this content.
fn agrees(proposal: &Proposal, found: &Found) -> bool {
    let meet = |one: &Tokens, other: &Tokens| one.start < other.end && other.start < one.end;
    let source = match &found.source {
        Some(source) => !proposal.source.is_empty() && meet(&proposal.source, source),
        None => proposal.source.is_empty(),
    };
    let content = || proposal.content.iter().any(|part| found.content.iter().any(|own| meet(part, own)));
    source && content()
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
        let (best, most) = options
            .iter()
            .copied()
            .fold((None, f32::MIN), |best, option| if option.1 > best.1 { option } else { best });
        let sum: f32 = options.iter().map(|(_, score)| (score - most).exp()).sum();
        (best, 1.0 / sum)
    };
    heads.iter().map(choice).collect()
}
