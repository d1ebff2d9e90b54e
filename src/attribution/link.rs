//! What detection finds: a source, a cue and a content that belong together.

use crate::{
    attribution::{
        grammar, inputs,
        reading::{Reading, Tokens},
        rules::{self, LABELLED, Proposals, label::Label},
        tagger::{self, Found},
    },
    lexicon::{
        Lexicon,
        cues::{Stance, Verb},
    },
    text::span::Span,
};

/// The certainty of what may be another's words, or nobody's.
const DOUBTFUL: f32 = 0.55;

/// How many proposals before and behind a cue are asked whether they hold it.
const NEAR: usize = 32;

/// A source, a cue and a content that belong together, before anybody has asked who the source is.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Link {
    /// Empty where the article names no source beside the content.
    pub(super) source: Vec<Span>,
    pub(super) cue: Vec<Span>,
    /// In order, without overlap, never empty.
    pub(super) content: Vec<Span>,
    pub(super) stance: Stance,
    /// How sure it is that these belong together, 0 to 1.
    pub(super) certainty: f32,
}

/// The links of an article in the order of their contents: what labels attribute, what the tagger found elsewhere, and
/// what the rules found inside that.
pub(super) fn links(reading: &Reading<'_>, lexicon: &Lexicon) -> Vec<Link> {
    let Proposals { links: proposed, labels } = rules::proposals(reading, lexicon);
    let inputs = inputs::inputs(reading, lexicon, &proposed);
    let mut found = tagger::statements(&inputs);
    let label_of = label_of(reading.tokens.len(), &labels);
    found.iter_mut().for_each(|found| give_up(found, &labels, &label_of));
    found.retain(|found| !found.content.is_empty());
    let link = |found: &Found| {
        let in_turn = label_of[found.content[0].start].is_some();
        link(reading, lexicon, found, in_turn)
    };
    let mut links: Vec<Link> = found.iter().map(link).collect();
    let layers = layers(&proposed, &links);
    links.extend(layers);
    links.extend(labels.iter().map(|label| labelled(reading, label)));
    links.sort_by_key(|link| (link.content[0], link.cue.first().copied()));
    links
}

/// Which label names each token or has it for its content.
fn label_of(tokens: usize, labels: &[Label]) -> Vec<Option<usize>> {
    let mut label_of = vec![None; tokens];
    for (which, label) in labels.iter().enumerate() {
        label_of[label.name.clone()].fill(Some(which));
        label_of[label.content.clone()].fill(Some(which));
    }
    label_of
}

/// Takes from a statement what a label attributes to somebody else: all but what is said within a transcript's turn.
fn give_up(found: &mut Found, labels: &[Label], label_of: &[Option<usize>]) {
    let turn = found.cue.as_ref().and_then(|cue| label_of[cue.start]).filter(|which| {
        let holds = |part: &Tokens| {
            let content = &labels[*which].content;
            content.start <= part.start && part.end <= content.end
        };
        labels[*which].turn && found.cue.as_ref().is_some_and(holds) && found.source.as_ref().is_none_or(holds)
    });
    let taken = |part: &Tokens| label_of[part.clone()].iter().flatten().any(|which| Some(*which) != turn);
    if found.cue.as_ref().is_some_and(taken) {
        found.content.clear();
    }
    found.content.retain(|part| !taken(part));
}

/// The statements inside those of the tagger, which marks the outer ones alone: what the rules propose inside another
/// proposal or for the same words, where the tagger found the outer one and nobody has the inner one yet.
///
/// `proposed` is in the order of the contents.
fn layers(proposed: &[Link], found: &[Link]) -> Vec<Link> {
    let mut cues: Vec<Span> = found.iter().filter_map(|link| link.cue.first().copied()).collect();
    cues.sort_unstable();
    let known = |cue: Span| {
        let first = cues.partition_point(|other| other.end() <= cue.start());
        cues.get(first).is_some_and(|other| other.overlaps(cue))
    };
    let is_layer = |place: usize, inner: &Link| {
        let Some(cue) = inner.cue.first().copied().filter(|cue| !known(*cue)) else { return false };
        let behind = proposed.partition_point(|outer| outer.content[0].start() <= cue.start());
        let around = behind.min(place).saturating_sub(NEAR)..(behind.max(place) + NEAR).min(proposed.len());
        proposed[around].iter().any(|outer| {
            let holds = outer.content == inner.content || outer.content.iter().any(|part| part.contains(cue));
            outer.cue != inner.cue && holds && outer.cue.first().is_some_and(|cue| known(*cue))
        })
    };
    let layers = proposed.iter().enumerate().filter(|(place, inner)| is_layer(*place, inner));
    layers.map(|(_, inner)| inner.clone()).collect()
}

fn labelled(reading: &Reading<'_>, label: &Label) -> Link {
    let span = |range: &Tokens| vec![reading.span(range)];
    Link {
        source: span(&label.name),
        cue: span(&label.colon),
        content: span(&label.content),
        stance: Stance::Asserts,
        certainty: LABELLED,
    }
}

fn link(reading: &Reading<'_>, lexicon: &Lexicon, found: &Found, in_turn: bool) -> Link {
    let span = |range: &Tokens| reading.span(range);
    let verb = found.cue.as_ref().and_then(|cue| verb(reading, lexicon, cue));
    let negated = found.cue.as_ref().is_some_and(|cue| is_negated(reading, cue));
    let thought = verb.is_some_and(|verb| verb.thought);
    let unreal = found.cue.as_ref().is_some_and(|cue| is_unreal(reading, found.source.as_ref(), cue));
    let doubtful = in_turn || unreal || (negated && !thought);
    Link {
        source: found.source.iter().map(span).collect(),
        cue: found.cue.iter().map(span).collect(),
        content: found.content.iter().map(span).collect(),
        stance: match verb {
            Some(verb) if verb.thought && negated => Stance::Denies,
            Some(verb) => verb.stance,
            None => Stance::Asserts,
        },
        certainty: if doubtful { found.certainty.min(DOUBTFUL) } else { found.certainty },
    }
}

/// The verb of a cue, if the lexicon has it.
fn verb<'a>(reading: &Reading<'_>, lexicon: &'a Lexicon, cue: &Tokens) -> Option<&'a Verb> {
    cue.clone().find_map(|place| {
        let fits = |verb: &&Verb| {
            let mut rest = verb.words.iter().enumerate().skip(1);
            rest.all(|(offset, word)| reading.lower(place + offset) == word)
        };
        lexicon.cues.verbs(reading.lower(place)).map(|(verb, _)| verb).find(fits)
    })
}

/// Whether a negation stands in a cue or right before it.
fn is_negated(reading: &Reading<'_>, cue: &Tokens) -> bool {
    let start = cue.start.saturating_sub(2).max(reading.sentence_range(cue.start).start);
    (start..cue.end).any(|place| grammar::is_negation(reading.lower(place)))
}

/// "might have said", "if Lee said so": nobody knows whether it was said.
fn is_unreal(reading: &Reading<'_>, source: Option<&Tokens>, cue: &Tokens) -> bool {
    let sentence = reading.sentence_range(cue.start);
    let near = cue.start.saturating_sub(2).max(sentence.start)..cue.end;
    let may = near.clone().any(|place| matches!(reading.lower(place), "might" | "may" | "could" | "would" | "should"));
    let later = near.clone().any(|place| matches!(reading.lower(place), "later" | "eventually" | "soon" | "then"));
    let first = source.map_or(cue.start, |source| source.start.min(cue.start));
    let condition = first > sentence.start && matches!(reading.lower(first - 1), "if" | "unless");
    (may && !later) || condition
}
