//! What is left out once the blocks of an article are chosen: what it says twice, and headings over nothing.

use std::collections::HashMap;

use scraper::Html;

use super::{BlockKind, around, blocks::Piece, prose};

/// Fewer letters set large beside the text, or in a quotation, may be a coincidence.
const FEWEST_BESIDE: usize = 10;
const FEWEST_QUOTED: usize = 20;

/// An article has no more blocks set large.
const MOST_SET_LARGE: usize = 200;

/// Leaves out quotations that are set large beside the text and repeat a part of it.
///
/// What is in the running text stays, however often it says a thing: witnesses repeat themselves.
pub(super) fn drop_repeated(tree: &Html, pieces: &[Piece], is_kept: &mut [bool]) {
    let usual = usual_element(tree, pieces, is_kept);
    let is_candidate = |at: &usize| is_kept[*at] && may_be_set_large(tree, &pieces[*at], &usual);
    let candidates: Vec<usize> = (0..pieces.len()).filter(is_candidate).take(MOST_SET_LARGE).collect();
    if candidates.is_empty() {
        return;
    }
    let keys: Vec<String> = pieces.iter().map(|piece| prose::key(&piece.text)).collect();
    for at in candidates {
        let fewest = if pieces[at].kind == BlockKind::Quotation { FEWEST_QUOTED } else { FEWEST_BESIDE };
        let key = &keys[at];
        let holds = |other: usize| {
            is_kept[other] && (keys[other].len() > key.len() || other < at) && keys[other].contains(key.as_str())
        };
        if key.len() >= fewest {
            is_kept[at] = !(0..pieces.len()).any(|other| other != at && holds(other));
        }
    }
}

/// The name of the elements that most paragraphs stand in.
fn usual_element(tree: &Html, pieces: &[Piece], is_kept: &[bool]) -> String {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    let kept = pieces.iter().zip(is_kept).filter(|(piece, is_kept)| **is_kept && piece.kind == BlockKind::Paragraph);
    for (piece, _) in kept {
        *counts.entry(name(tree, piece)).or_default() += 1;
    }
    counts.into_iter().max_by_key(|(name, count)| (*count, *name)).map(|(name, _)| name.to_owned()).unwrap_or_default()
}

fn name<'t>(tree: &'t Html, piece: &Piece) -> &'t str {
    around::elements(tree, piece.element).next().map_or("", |element| element.value().name())
}

fn may_be_set_large(tree: &Html, piece: &Piece, usual: &str) -> bool {
    let mut near = around::elements(tree, piece.element).take(3);
    let is_aside = near.any(|element| matches!(element.value().name(), "aside" | "figure"));
    let is_unusual = !matches!(name(tree, piece), "p" | "li" | "td" | "tr" | "dd" | "dt") && name(tree, piece) != usual;
    match piece.kind {
        BlockKind::Quotation => true,
        BlockKind::Paragraph => is_aside || is_unusual,
        _ => false,
    }
}

/// Leaves out headings with nothing kept below them: they stood over boilerplate.
pub(super) fn drop_bare_headings(pieces: &[Piece], is_kept: &mut [bool]) {
    // For each level whether something is kept before the next heading that is no lower.
    let mut has_text = [false; 8];
    for (piece, is_kept) in pieces.iter().zip(is_kept).rev() {
        let level = usize::from(piece.level.min(7));
        if piece.kind != BlockKind::Heading {
            if *is_kept {
                has_text = [true; 8];
            }
            continue;
        }
        *is_kept &= has_text[level];
        has_text[level..].fill(false);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::page::blocks;

    fn left(html: &str) -> Vec<String> {
        let tree = Html::parse_document(html);
        let pieces = blocks::pieces(&tree);
        let mut is_kept = vec![true; pieces.len()];
        drop_repeated(&tree, &pieces, &mut is_kept);
        drop_bare_headings(&pieces, &mut is_kept);
        pieces.into_iter().zip(is_kept).filter(|(_, is_kept)| *is_kept).map(|(piece, _)| piece.text).collect()
    }

    #[test]
    fn what_is_set_large_is_left_out_and_what_is_said_twice_is_not() {
        for (html, expected) in [
            (
                "<p>“I like the old pier,” he said.</p><aside>I like the old pier</aside>",
                &["“I like the old pier,” he said."][..],
            ),
            (
                "<div>I do not recall, sir.</div><div>I do not recall, sir.</div>",
                &["I do not recall, sir.", "I do not recall, sir."],
            ),
            ("<p>I do not recall.</p><p>I do not recall.</p>", &["I do not recall.", "I do not recall."]),
            ("<h2>Why</h2><h3>So</h3><p>Text</p><h2>More</h2><h3>Links</h3>", &["Why", "So", "Text"]),
            ("<h2>One</h2><h2>Two</h2><p>Text</p>", &["Two", "Text"]),
        ] {
            assert_eq!(left(html), expected, "{html}");
        }
    }
}
