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
    found.iter_mut().for_each(|found| give_up(found, &labels));
    found.retain(|found| !found.content.is_empty());
    let mut links: Vec<Link> = found.iter().map(|found| link(reading, lexicon, found, &labels)).collect();
    let layers: Vec<Link> = proposed.iter().filter(|inner| is_layer(inner, &proposed, &links)).cloned().collect();
    links.extend(layers);
    links.extend(labels.iter().map(|label| labelled(reading, label)));
    links.sort_by_key(|link| (link.content[0], link.cue.first().copied()));
    links
}

/// Takes from a statement what a label attributes to somebody else: all but what is said within a transcript's turn.
fn give_up(found: &mut Found, labels: &[Label]) {
    let overlap = |one: &Tokens, other: &Tokens| one.start < other.end && other.start < one.end;
    let within = |label: &Label| {
        let holds = |part: &Tokens| label.content.start <= part.start && part.end <= label.content.end;
        label.turn && found.cue.as_ref().is_some_and(holds) && found.source.as_ref().is_none_or(holds)
    };
    let others: Vec<&Label> = labels.iter().filter(|label| !within(label)).collect();
    let taken = |part: &Tokens| others.iter().any(|label| overlap(part, &label.content) || overlap(part, &label.name));
    if found.cue.as_ref().is_some_and(taken) {
        found.content.clear();
    }
    found.content.retain(|part| !taken(part));
}

/// Whether `inner` is a statement inside one of the tagger's, which marks the outer one alone: one that the rules found
/// inside another or on the same words, and that nobody has yet.
fn is_layer(inner: &Link, proposed: &[Link], found: &[Link]) -> bool {
    let Some(cue) = inner.cue.first().copied() else { return false };
    let holds = |outer: &&Link| {
        outer.cue != inner.cue
            && (outer.content == inner.content || outer.content.iter().any(|part| part.contains(cue)))
    };
    let known = |span: Span| found.iter().any(|link| link.cue.iter().any(|other| other.overlaps(span)));
    let reported = proposed.iter().filter(holds).any(|outer| outer.cue.first().is_some_and(|cue| known(*cue)));
    reported && !known(cue)
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

fn link(reading: &Reading<'_>, lexicon: &Lexicon, found: &Found, labels: &[Label]) -> Link {
    let span = |range: &Tokens| reading.span(range);
    let verb = found.cue.as_ref().and_then(|cue| verb(reading, lexicon, cue));
    let negated = found.cue.as_ref().is_some_and(|cue| is_negated(reading, cue));
    let thought = verb.is_some_and(|verb| verb.thought);
    let turn = labels.iter().any(|label| label.turn && label.content.contains(&found.content[0].start));
    let unreal = found.cue.as_ref().is_some_and(|cue| is_unreal(reading, found.source.as_ref(), cue));
    let doubtful = turn || unreal || (negated && !thought);
    Link {
        source: found.source.iter().map(span).collect(),
        cue: found.cue.iter().map(span).collect(),
        content: found.content.iter().map(span).collect(),
        stance: match verb {
            Some(verb) if verb.thought && negated => Stance::Denies,
            Some(verb) => verb.stance,
            None => Stance::Asserts,
        },
        certainty: if doubtful { found.certainty().min(DOUBTFUL) } else { found.certainty() },
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
