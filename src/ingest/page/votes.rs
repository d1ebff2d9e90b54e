//! What trafilatura takes for the article, told of our own blocks.

use std::{
    collections::HashMap,
    panic::{AssertUnwindSafe, catch_unwind},
};

use ego_tree::iter::Edge;
use scraper::Html;

use super::{blocks, blocks::Piece, prose};

/// Shorter blocks are the article's only where they follow what trafilatura kept before them.
const LONG_KEY: usize = 25;

/// So many bytes are searched for blocks that trafilatura cut otherwise than we do.
const SEARCHED_BYTES: usize = 500_000_000;

/// It walks the tree by recursion: deeper ones are not shown to it.
const DEEPEST: usize = 400;

/// Its time grows with the square of the elements.
const MOST_NODES: usize = 60_000;

/// Larger pages take it seconds.
const LARGEST_BYTES: usize = 4_000_000;

/// For each piece whether trafilatura keeps its words; none for a page that it can't read.
pub(super) fn votes(tree: &Html, html: &str, pieces: &[Piece]) -> Vec<bool> {
    let Some(content) = content(tree, html) else { return vec![false; pieces.len()] };
    let mut kept = Kept::new(&content);
    pieces.iter().map(|piece| kept.has(&prose::key(&piece.text))).collect()
}

fn content(tree: &Html, html: &str) -> Option<Html> {
    if html.len() > LARGEST_BYTES || !is_readable(tree) {
        return None;
    }
    let options = trafilatura::Options::default().with_fallback(true).with_exclude_comments(true);
    // It is a port of much code that cuts texts by bytes: what it stumbles over is read by our own rules.
    let content = catch_unwind(AssertUnwindSafe(|| trafilatura::extract(html, &options))).ok()?.ok()?;
    Some(Html::parse_fragment(&content.content_html))
}

/// Whether the tree is one that trafilatura reads in a few seconds and without running out of stack.
fn is_readable(tree: &Html) -> bool {
    let (mut depth, mut elements) = (0_usize, 0_usize);
    tree.tree.root().traverse().all(|edge| {
        match edge {
            Edge::Open(_) => (depth, elements) = (depth + 1, elements + 1),
            Edge::Close(_) => depth -= 1,
        }
        depth <= DEEPEST && elements <= MOST_NODES
    })
}

/// The letters and digits that trafilatura kept.
struct Kept {
    /// All of them in one row.
    row: String,
    /// Where each of its blocks ends in the row.
    blocks: HashMap<String, usize>,
    /// Behind what was found last.
    cursor: usize,
    /// How many bytes of the row may still be searched.
    left: usize,
}

impl Kept {
    fn new(content: &Html) -> Kept {
        let mut kept = Kept { row: String::new(), blocks: HashMap::new(), cursor: 0, left: SEARCHED_BYTES };
        for piece in blocks::pieces(content) {
            let key = prose::key(&piece.text);
            kept.row.push_str(&key);
            kept.blocks.entry(key).or_insert(kept.row.len());
        }
        kept
    }

    /// Whether a block with these letters was kept; blocks are to be asked for in their order on the page.
    fn has(&mut self, key: &str) -> bool {
        let end = self.end(key);
        self.cursor = self.cursor.max(end.unwrap_or_default());
        end.is_some()
    }

    /// Where in the row the letters end.
    fn end(&mut self, key: &str) -> Option<usize> {
        if key.is_empty() {
            return None;
        }
        if self.row[self.cursor..].starts_with(key) {
            return Some(self.cursor + key.len());
        }
        if key.len() < LONG_KEY {
            return None;
        }
        if let Some(end) = self.blocks.get(key) {
            return Some(*end);
        }
        self.left = self.left.checked_sub(self.row.len())?;
        self.row.find(key).map(|at| at + key.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_blocks_are_kept_only_in_their_place() {
        let content = Html::parse_fragment(
            "<p>The pier will close in June, she said.</p><p>No.</p><p>It is over for now, he said.<br>All</p>",
        );
        let mut kept = Kept::new(&content);
        for (text, expected) in [
            ("No.", false),
            ("The pier will close in June, she said.", true),
            ("No.", true),
            ("No.", false),
            ("It is over for now, he said. All", true),
            ("The mayor will come in June, she said.", false),
        ] {
            assert_eq!(kept.has(&prose::key(text)), expected, "{text}");
        }
    }

    #[test]
    fn a_page_nested_as_deep_as_is_allowed_is_read() {
        let html = format!("{}<p>The pier will close, she said.</p>", "<div>".repeat(DEEPEST - 6));
        let tree = Html::parse_document(&html);
        assert_eq!(votes(&tree, &html, &blocks::pieces(&tree)), [true]);
    }
}
