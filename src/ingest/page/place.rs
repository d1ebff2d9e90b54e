//! The element of a page that holds its article.

use std::collections::HashMap;

use ego_tree::NodeId;
use scraper::{ElementRef, Html};

use super::{around, blocks::Piece, element, prose};

/// Less than this many bytes of prose are no article.
const FEWEST_BYTES: usize = 200;

/// The share of the article that its element holds.
const MOST: f64 = 0.9;

/// How much of some text each element holds.
#[derive(Debug)]
pub(super) struct Weights {
    bytes: HashMap<NodeId, usize>,
    total: usize,
}

impl Weights {
    /// The weights of the pieces for which `counts` is true.
    pub(super) fn new(tree: &Html, pieces: &[Piece], counts: impl Fn(usize, &Piece) -> bool) -> Weights {
        let mut weights = Weights { bytes: HashMap::new(), total: 0 };
        for (_, piece) in pieces.iter().enumerate().filter(|(at, piece)| counts(*at, piece)) {
            weights.total += piece.text.len();
            for id in around::ids(tree, piece.element) {
                *weights.bytes.entry(id).or_default() += piece.text.len();
            }
        }
        weights
    }

    /// The share of the text that is in the element, 0 to 1.
    #[expect(clippy::cast_precision_loss, reason = "a share of a page is no exact figure")]
    pub(super) fn share(&self, element: NodeId) -> f64 {
        self.of(element) as f64 / self.total.max(1) as f64
    }

    fn of(&self, element: NodeId) -> usize {
        self.bytes.get(&element).copied().unwrap_or_default()
    }
}

/// Where the article of a page is, and how its text lies there.
#[derive(Debug)]
pub(super) struct Place {
    /// The element that holds it; nothing where there is no prose.
    pub(super) container: Option<NodeId>,
    /// Of the votes, or of all prose where they are not trusted.
    pub(super) weights: Weights,
    /// Whether the votes are to be trusted: they are enough, and not beside what the page marks as its article.
    pub(super) is_voted: bool,
}

/// Finds the article by the votes; where they fail, by what the page's own elements say.
pub(super) fn place(tree: &Html, pieces: &[Piece], votes: &[bool]) -> Place {
    let is_prose = |_: usize, piece: &Piece| piece.link_share < 0.5 && prose::ends_sentence(&piece.text);
    let prose = Weights::new(tree, pieces, is_prose);
    let voted = Weights::new(tree, pieces, |at, _| votes[at]);
    let marked = marked(tree, &prose);
    let is_voted = voted.total >= FEWEST_BYTES && marked.is_none_or(|marked| voted.share(marked) >= 0.5);
    match is_voted {
        true => Place { container: Some(narrowest(tree, &voted)), weights: voted, is_voted },
        false => Place { container: marked.or_else(|| likeliest(tree, &prose)), weights: prose, is_voted },
    }
}

/// The deepest element with nearly all of the text; a paragraph that is nearly the whole article is none.
fn narrowest(tree: &Html, weights: &Weights) -> NodeId {
    let is_wide = |element: &ElementRef<'_>| {
        let name = element.value().name();
        element::is_block(element.value()) && !matches!(name, "p" | "blockquote" | "ul" | "ol" | "li" | "dl")
    };
    let mut found = tree.root_element();
    while let Some(next) = found.child_elements().find(|child| weights.share(child.id()) >= MOST).filter(is_wide) {
        found = next;
    }
    found.id()
}

/// The element that the page itself marks as the text of its article, if there is one with more than a line in it.
fn marked(tree: &Html, prose: &Weights) -> Option<NodeId> {
    let is_body = |element: &ElementRef<'_>| {
        element.value().attr("itemprop").is_some_and(|name| name.split_whitespace().any(|name| name == "articleBody"))
    };
    let only = |test: &dyn Fn(&ElementRef<'_>) -> bool| {
        let mut found = tree.root_element().descendent_elements().filter(|element| test(element));
        let first = found.next()?;
        found.next().is_none().then_some(first.id())
    };
    let is_long = |id: &NodeId| prose.of(*id) >= FEWEST_BYTES;
    only(&is_body).filter(is_long).or_else(|| only(&|element| element.value().name() == "article").filter(is_long))
}

/// The element of an article with the most prose, else the main part of the page, else all of it.
fn likeliest(tree: &Html, prose: &Weights) -> Option<NodeId> {
    ["article", "main", "body"].iter().find_map(|name| {
        let elements = tree.root_element().descendent_elements().filter(|element| element.value().name() == *name);
        let best = elements.map(|element| element.id()).max_by_key(|id| prose.of(*id))?;
        (prose.of(best) > 0).then_some(best)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::page::blocks;

    #[test]
    fn the_article_is_where_the_votes_are() {
        let story = "<p>The pier will close in June, the harbour board said on Monday.</p>".repeat(5);
        let html = format!("<div id=page><div id=top><p>Buy a boat.</p></div><div id=text>{story}</div></div>");
        let tree = Html::parse_document(&html);
        let pieces = blocks::pieces(&tree);
        for (votes, expected, is_voted) in [
            (vec![false, true, true, true, true, true], Some("text"), true),
            (vec![true; 6], Some("text"), true),
            (vec![false; 6], None, false),
        ] {
            let place = place(&tree, &pieces, &votes);
            let element = tree.tree.get(place.container.unwrap()).and_then(ElementRef::wrap).unwrap();
            assert_eq!((element.value().id(), place.is_voted), (expected, is_voted));
        }
    }
}
