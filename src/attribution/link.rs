//! What detection finds: a source, a cue and a content that belong together.

use crate::{
    attribution::{
        grammar,
        inputs::{self, Inputs},
        reading::{Reading, Tokens},
        rules::{self, DOUBTFUL, LABELLED, Proposals, label::Label},
        tagger::{self, Found},
    },
    lexicon::{
        Lexicon,
        cues::{Stance, Verb},
    },
    text::span::Span,
};

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
    found.retain(|found| !cites(reading, found, &inputs));
    found.iter_mut().for_each(|found| part_from_lead(reading, found));
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

/// Of "the Herald reported it, citing a clerk" the rules know better who is cited for what.
fn cites(reading: &Reading<'_>, found: &Found, inputs: &Inputs) -> bool {
    let citing = |cue: &Tokens| matches!(reading.lower(cue.start), "citing" | "quoting");
    let proposed = |cue: &Tokens| inputs.proposals.iter().any(|proposal| proposal.cue.start == cue.start);
    found.cue.as_ref().is_some_and(|cue| citing(cue) && proposed(cue))
}

/// "According to Lee, Dale said": the source of "said" is Dale alone.
fn part_from_lead(reading: &Reading<'_>, found: &mut Found) {
    let (Some(source), Some(cue)) = (&mut found.source, &found.cue) else { return };
    let led = source.start >= 2 && reading.lower(source.start - 2) == "according" && source.end <= cue.start;
    let comma = source.clone().find(|place| reading.lower(*place) == ",");
    if let Some(comma) = comma.filter(|comma| led && comma + 1 < source.end && reading.is_capitalised(comma + 1)) {
        source.start = comma + 1;
    }
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
    let (stance, plain) = match &found.cue {
        Some(cue) => stance(reading, lexicon, cue),
        None => (Stance::Asserts, true),
    };
    let unreal = found.cue.as_ref().is_some_and(|cue| is_unreal(reading, found.source.as_ref(), cue));
    let doubtful = in_turn || found.disputed || unreal || !plain || is_elsewhere(reading, found);
    Link {
        source: found.source.iter().map(span).collect(),
        cue: found.cue.iter().map(span).collect(),
        content: found.content.iter().map(span).collect(),
        stance,
        certainty: if doubtful { found.certainty.min(DOUBTFUL) } else { found.certainty },
    }
}

/// Which way a cue stands, and whether that is plain. A belief that is negated is denied; of "did not deny", "failed to
/// say" and "does not doubt" nobody can tell by the verb alone.
fn stance(reading: &Reading<'_>, lexicon: &Lexicon, cue: &Tokens) -> (Stance, bool) {
    let negated = is_negated(reading, cue);
    let undone = near(reading, cue).any(|place| grammar::is_undone(reading.lower(place)));
    match verb(reading, lexicon, cue) {
        Some(verb) if verb.stance != Stance::Asserts => {
            if negated || (undone && verb.words.first().is_some_and(|word| !grammar::is_undone(word))) {
                (Stance::Asserts, false)
            } else {
                (verb.stance, true)
            }
        }
        Some(verb) if negated && verb.thought && grammar::is_belief(&verb.words[0]) => (Stance::Denies, true),
        _ => (Stance::Asserts, !negated && !undone),
    }
}

/// Whether a statement begins in another paragraph than its cue, in nobody's quotation marks.
fn is_elsewhere(reading: &Reading<'_>, found: &Found) -> bool {
    let place = found.content[0].start;
    let paragraph = |place: usize| reading.paragraph(place);
    found.cue.as_ref().is_some_and(|cue| paragraph(cue.start) != paragraph(place)) && reading.quotation(place).is_none()
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

/// A cue with the two words before it in its sentence.
fn near(reading: &Reading<'_>, cue: &Tokens) -> impl Iterator<Item = usize> + Clone {
    cue.start.saturating_sub(2).max(reading.sentence_range(cue.start).start)..cue.end
}

/// Whether a negation stands in a cue or right before it.
fn is_negated(reading: &Reading<'_>, cue: &Tokens) -> bool {
    near(reading, cue).any(|place| grammar::is_negation(reading.lower(place)))
}

/// "might have said", "Did Lee say so?", "if Lee said so", "it is false that Lee said so", "nobody said so": nobody
/// knows whether it was said.
fn is_unreal(reading: &Reading<'_>, source: Option<&Tokens>, cue: &Tokens) -> bool {
    let sentence = reading.sentence_range(cue.start);
    let is = |place: usize, holds: fn(&str) -> bool| holds(reading.lower(place));
    let may = near(reading, cue)
        .any(|place| is(place, |word| matches!(word, "might" | "may" | "could" | "would" | "should")));
    let later =
        near(reading, cue).any(|place| is(place, |word| matches!(word, "later" | "eventually" | "soon" | "then")));
    let first = source.map_or(cue.start, |source| source.start.min(cue.start)).max(sentence.start);
    let opening = sentence.clone().find(|place| reading.is_word(*place)).unwrap_or(sentence.start);
    let clause =
        (sentence.start..cue.start).rev().take_while(|place| !matches!(reading.lower(*place), "," | ";" | "—"));
    let clause_start = clause.last().unwrap_or(cue.start);
    let outside = reading.quotation(cue.start).is_none();
    let asks = outside && reading.lower(sentence.end - 1) == "?" && reading.quotation(sentence.end - 1).is_none();
    let supposed = clause_start <= opening && is(opening, grammar::opens_unreal)
        || (clause_start..=first).any(|place| is(place, grammar::opens_condition));
    let disclaimed = (clause_start..first).any(|place| is(place, grammar::is_disclaimer))
        && (clause_start..first).any(|place| is(place, |word| matches!(word, "that" | "whether" | "if")));
    let wished = first > sentence.start && is(first - 1, grammar::is_undone);
    let nobody = is(first, |word| matches!(word, "nobody" | "no-one" | "none" | "neither" | "no"));
    (may && !later) || asks || supposed || disclaimed || wished || nobody
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The surest link of `text` with its stance, if any is not in doubt.
    fn surest(text: &str) -> Option<Stance> {
        let reading = Reading::new(text);
        let found = links(&reading, &Lexicon::built_in());
        found.into_iter().filter(|link| link.certainty > DOUBTFUL).map(|link| link.stance).next()
    }

    #[test]
    fn what_nobody_may_have_said_is_in_doubt() {
        for text in [
            "Did Mayor Ann Lee say that the bridge is safe?",
            "Had Mayor Ann Lee said that the bridge is safe, ships would have left.",
            "If Mayor Ann Lee said that the bridge is safe, ships would leave.",
            "Whether Mayor Ann Lee said that the bridge is safe is unknown.",
            "It is false that Mayor Ann Lee said the bridge is safe.",
            "Mayor Ann Lee cannot say that the bridge is safe.",
            "Mayor Ann Lee failed to say that the bridge is safe.",
            "Mayor Ann Lee might have said that the bridge is safe.",
            "Mayor Ann Lee did not say that the bridge is safe.",
            "Mayor Ann Lee did not deny that the bridge is safe.",
            "Nobody said that the bridge is safe.",
        ] {
            assert_eq!(surest(text), None, "in {text:?}");
        }
    }

    #[test]
    fn whom_a_lead_names_is_not_the_speaker_behind_the_comma() {
        let text = "According to Ann Lee, Tom Dale said: “We will stop.”";
        let found = links(&Reading::new(text), &Lexicon::built_in());
        let quoted = found.iter().find(|link| link.content[0].of(text).starts_with('“')).expect("a statement");
        assert_eq!(quoted.source[0].of(text), "Tom Dale");
    }

    #[test]
    fn a_plain_statement_stands_as_its_verb_does() {
        for (text, expected) in [
            ("Mayor Ann Lee said that the bridge is safe.", Stance::Asserts),
            ("If it rains, Mayor Ann Lee said, the bridge will close.", Stance::Asserts),
            ("Mayor Ann Lee denied that the bridge is safe.", Stance::Denies),
            ("Mayor Ann Lee does not believe that the bridge is safe.", Stance::Denies),
            ("“Is the bridge safe?” Mayor Ann Lee asked.", Stance::Asserts),
            ("Will Stone said that the bridge is safe.", Stance::Asserts),
        ] {
            assert_eq!(surest(text), Some(expected), "in {text:?}");
        }
    }
}
