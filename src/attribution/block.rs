//! Quotations that are set off from the sentence that announces them, and quotations over several paragraphs.
//!
//! `Lee wrote:` at the end of a paragraph announces what the next one quotes, in marks or behind `>`.

use crate::{
    attribution::{
        link::Link,
        reading::{Reading, Tokens},
        rules::cues,
    },
    lexicon::{Lexicon, cues::Stance},
    text::{quotation, span::Span},
};

/// How sure a quotation is that a sentence announces.
const ANNOUNCED: f32 = 0.85;

/// Adds to `links` the set-off quotations that none of them has, and the later paragraphs of those that they have.
pub(super) fn add_blocks(reading: &Reading<'_>, lexicon: &Lexicon, links: &mut Vec<Link>) {
    let announced: Vec<Link> =
        reading.readable().filter_map(|sentence| announced(reading, lexicon, sentence)).collect();
    for link in announced {
        let held = links.iter().any(|other| {
            !other.source.is_empty()
                && other.content.iter().any(|part| link.content.iter().any(|own| part.overlaps(*own)))
        });
        if !held {
            links.push(link);
        }
    }
    links.sort_by_key(|link| (link.content[0], link.cue.first().copied()));
    let mut taken: Vec<Span> = links.iter().flat_map(|link| link.content.iter().copied()).collect();
    taken.sort_unstable();
    for link in links.iter_mut() {
        let added = later_paragraphs(reading, link.content[link.content.len() - 1], &taken);
        link.content.extend(added);
    }
}

/// The quotations that go on from the one that ends `content`, as long as nobody has them.
fn later_paragraphs(reading: &Reading<'_>, content: Span, taken: &[Span]) -> Vec<Span> {
    let mut later = Vec::new();
    let first = reading.quotations.partition_point(|quotation| quotation.end() < content.end());
    let Some(mut last) = reading.quotations.get(first).copied().filter(|last| content.overlaps(*last)) else {
        return later;
    };
    for next in &reading.quotations[first + 1..] {
        let before = taken.partition_point(|span| span.start() < next.end());
        let free = before.checked_sub(1).is_none_or(|index| !taken[index].overlaps(*next));
        if !free || !quotation::goes_on(reading.text, last, *next) {
            break;
        }
        later.push(*next);
        last = *next;
    }
    later
}

/// What a sentence that ends its paragraph with a colon announces.
fn announced(reading: &Reading<'_>, lexicon: &Lexicon, sentence: &Tokens) -> Option<Link> {
    let colon = sentence.end.checked_sub(1).filter(|last| reading.lower(*last) == ":")?;
    if sentence.end < reading.tokens.len() && reading.paragraph(sentence.end) == reading.paragraph(colon) {
        return None;
    }
    let (source, cue, stance) = match cues::cues(reading, &lexicon.cues, sentence).pop() {
        Some(cue) => (cue.source.clone(), cue.tokens.clone(), cue.stance()),
        None => (account(reading, sentence)?, colon..colon + 1, Stance::Asserts),
    };
    let content = set_off(reading, colon);
    (!content.is_empty()).then(|| Link {
        source: vec![reading.span(&source)],
        cue: vec![reading.span(&cue)],
        content,
        stance,
        certainty: ANNOUNCED,
    })
}

/// "Ann Lee" of "Ann Lee (@annlee):".
fn account(reading: &Reading<'_>, sentence: &Tokens) -> Option<Tokens> {
    let open = sentence.clone().take(6).find(|place| reading.lower(*place) == "(")?;
    let handle = reading.word(open + 1).starts_with('@');
    let named = (sentence.start..open).all(|place| reading.is_capitalised(place));
    (handle && named && open > sentence.start).then_some(sentence.start..open)
}

/// The quotations, or else the lines behind `>`, that begin right behind the colon.
fn set_off(reading: &Reading<'_>, colon: usize) -> Vec<Span> {
    let Some(quotation) = reading.quotation(colon + 1) else { return quoted_lines(reading, colon) };
    let mut content = vec![reading.quotations[quotation]];
    for next in &reading.quotations[quotation + 1..] {
        let last = content[content.len() - 1];
        if !quotation::goes_on(reading.text, last, *next) {
            break;
        }
        content.push(*next);
    }
    content
}

/// The lines behind the colon that begin with `>`, without it.
fn quoted_lines(reading: &Reading<'_>, colon: usize) -> Vec<Span> {
    let start = reading.tokens[colon].span.end();
    let mut lines = Vec::new();
    let mut at = start;
    for line in reading.text[start..].split_inclusive('\n') {
        let words = line.trim().trim_start_matches('>').trim();
        let quoted = line.trim_start().starts_with('>');
        if !quoted && !line.trim().is_empty() {
            break;
        }
        if let Some(offset) = line.find(words).filter(|_| !words.is_empty()) {
            lines.push(Span::new(at + offset, at + offset + words.len()));
        }
        at += line.len();
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_colon_announces_is_a_statement() {
        for (case, text, expected) in [
            ("quotation", "Ann Lee wrote:\n\n“It is late.”\n\nIt rained.", vec!["Ann Lee | “It is late.”"]),
            ("with an adjunct", "Ann Lee wrote in a letter:\n\n“It is late.”", vec!["Ann Lee | “It is late.”"]),
            (
                "paragraphs",
                "Ann Lee wrote:\n\n“It is late.\n\n“It is dark.”",
                vec!["Ann Lee | “It is late. / “It is dark.”"],
            ),
            (
                "lines",
                "Ann Lee wrote:\n\n> It is late.\n> Go home.\n\nIt rained.",
                vec!["Ann Lee | It is late. / Go home."],
            ),
            ("account", "Ann Lee (@annlee):\n\n“It is late.”", vec!["Ann Lee | “It is late.”"]),
            ("no cue", "There were two boats:\n\n“The Swan” and “The Gull”.", vec![]),
            ("nothing", "Ann Lee wrote:\n\nIt rained.", vec![]),
        ] {
            let (reading, lexicon) = (Reading::new(text), Lexicon::built_in());
            let mut links = Vec::new();
            add_blocks(&reading, &lexicon, &mut links);
            let shown = |link: &Link| {
                let content: Vec<&str> = link.content.iter().map(|part| part.of(text)).collect();
                format!("{} | {}", link.source[0].of(text), content.join(" / "))
            };
            assert_eq!(links.iter().map(shown).collect::<Vec<_>>(), expected, "{case}");
        }
    }

    #[test]
    fn a_quotation_goes_on_over_paragraphs() {
        let text = "“It is late,” she said. “It is dark.\n\n“It is cold.”\n\n“No,” he said.";
        let (reading, lexicon) = (Reading::new(text), Lexicon::built_in());
        let span = |words: &str| Span::new(text.find(words).unwrap(), text.find(words).unwrap() + words.len());
        let link = |content: &str| Link {
            source: vec![span("she")],
            cue: vec![span("said")],
            content: vec![span(content)],
            stance: Stance::Asserts,
            certainty: 0.9,
        };
        let mut links = vec![link("“It is dark."), link("“No,”")];
        add_blocks(&reading, &lexicon, &mut links);
        assert_eq!(links[0].content, [span("“It is dark."), span("“It is cold.”")]);
        assert_eq!(links[1].content, [span("“No,”")]);
    }
}
