//! What detection finds: a source, a cue and a content that belong together.

use crate::{
    attribution::{
        inputs,
        reading::{Reading, Tokens},
        rules,
        tagger::{self, Found},
    },
    lexicon::{Lexicon, cues::Stance},
    text::span::Span,
};

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

/// The links of an article in the order of their contents.
pub(super) fn links(reading: &Reading<'_>, lexicon: &Lexicon) -> Vec<Link> {
    let proposed = rules::links(reading, lexicon);
    let inputs = inputs::inputs(reading, lexicon, &proposed);
    let mut links: Vec<Link> = tagger::statements(&inputs).iter().map(|found| link(reading, found)).collect();
    links.sort_by_key(|link| (link.content[0], link.cue.first().copied()));
    links
}

fn link(reading: &Reading<'_>, found: &Found) -> Link {
    let span = |range: &Tokens| reading.span(range);
    let evidence = found.evidence;
    Link {
        source: found.source.iter().map(span).collect(),
        cue: found.cue.iter().map(span).collect(),
        content: found.content.iter().map(span).collect(),
        stance: Stance::Asserts,
        certainty: evidence.content * evidence.source * evidence.to_cue * evidence.to_source,
    }
}
