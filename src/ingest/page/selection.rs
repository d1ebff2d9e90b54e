//! Which blocks of a page are the article.
//!
//! trafilatura votes: a block whose words stand in its content is held to be the article's. The element that holds
//! nearly all of these votes holds the article; in it, prose that trafilatura lost is taken back, and what our own rules
//! know as boilerplate is left out. Only the choice is trafilatura's: its text is never used.

use std::{
    collections::{HashMap, HashSet},
    panic::{AssertUnwindSafe, catch_unwind},
};

use ego_tree::NodeId;
use scraper::{ElementRef, Html};

use super::{BlockKind, blocks::Piece, boilerplate, correction, element, prose};
use crate::article::Citation;

/// Shorter blocks vote only where they follow what trafilatura kept before them.
const LONG_KEY: usize = 25;

/// Fewer bytes of votes than this are no article; our own walk chooses.
const FEWEST_VOTES: usize = 200;

/// The share of the votes that the element of the article holds.
const MOST: f64 = 0.9;

/// So much of a story is above what else may be said of its writer and time.
const OPENING_CHARS: usize = 100;

/// An element with this share of the article is no boilerplate, whatever its class says.
const MUCH: f64 = 0.5;

/// An element with less than this share of the article may go as a whole.
const LITTLE: f64 = 0.1;

/// Shorter words set large may be a coincidence.
const SHORTEST_SET_LARGE: usize = 10;

/// The tree given to trafilatura is walked by recursion: deeper ones are ours alone.
const DEEPEST: usize = 400;

/// Larger pages take it seconds.
const LARGEST_BYTES: usize = 4_000_000;

/// What belongs to the article.
#[derive(Debug, Default)]
pub(super) struct Selection {
    /// For each piece whether it is the article's; captions are not.
    pub(super) is_kept: Vec<bool>,
    /// For each piece whether it is a caption inside the article.
    pub(super) is_caption: Vec<bool>,
    /// For each piece whether it is the line under the headline, whatever it is on the page.
    is_standfirst: Vec<bool>,
    /// Whether the page asks to pay or log in before reading on, or has further pages.
    pub(super) is_cut: bool,
}

impl Selection {
    /// Gives the kept notes of correction their kind (those with a label or in an element named so, and those under a
    /// heading that is a label), and takes that of a heading from what only stands under the headline.
    pub(super) fn mark(&self, tree: &Html, pieces: &mut [Piece]) {
        let mut is_under_label = false;
        for (at, piece) in pieces.iter_mut().enumerate().filter(|(at, _)| self.is_kept[*at]) {
            if self.is_standfirst[at] && piece.kind == BlockKind::Heading {
                piece.kind = BlockKind::Paragraph;
            }
            let label = correction::label(&piece.text);
            let is_named = above(tree, piece.element)
                .take(4)
                .filter_map(|id| tree.tree.get(id).and_then(ElementRef::wrap))
                .any(is_correction);
            if label.is_some() || is_named || is_under_label {
                piece.kind = BlockKind::Correction;
            }
            is_under_label = label.is_some_and(|(_, note)| note.is_empty());
        }
    }
}

/// Chooses the pieces of the article on a page whose source is `html`.
pub(super) fn select(tree: &Html, html: &str, pieces: &[Piece], citation: &Citation) -> Selection {
    let over = overlays(tree);
    let votes: Vec<bool> = votes(tree, html, pieces)
        .into_iter()
        .zip(pieces)
        .map(|(voted, piece)| voted && !above(tree, piece.element).any(|id| over.contains(&id)))
        .collect();
    let sum: usize = pieces.iter().zip(&votes).filter(|(_, voted)| **voted).map(|(piece, _)| piece.text.len()).sum();
    let marked = marked(tree, pieces);
    let in_marked = |piece: &Piece| marked.is_some_and(|marked| is_within(tree, piece.element, marked));
    let voted_in_marked: usize = pieces
        .iter()
        .zip(&votes)
        .filter(|(piece, voted)| **voted && in_marked(piece))
        .map(|(piece, _)| piece.text.len())
        .sum();
    let is_trusted = sum >= FEWEST_VOTES && (marked.is_none() || voted_in_marked * 2 >= sum);
    let (votes, weights, container) = if is_trusted {
        let weights = Weights::new(tree, pieces, |at, _| votes[at]);
        let container = container(tree, &weights);
        (votes, weights, container)
    } else {
        let weights = Weights::new(tree, pieces, |_, piece| prose::ends_sentence(&piece.text));
        (vec![false; pieces.len()], weights, marked.or_else(|| fallback(tree, pieces)))
    };
    let mut chooser = Chooser { tree, container, over, weights, named: HashMap::new() };
    chooser.choose(pieces, &votes, citation)
}

fn overlays(tree: &Html) -> HashSet<NodeId> {
    let elements = tree.root_element().descendent_elements();
    elements.filter(|element| boilerplate::is_overlay(*element)).map(|element| element.id()).collect()
}

/// How much of the article's text each element holds.
struct Weights {
    bytes: HashMap<NodeId, usize>,
    total: usize,
}

impl Weights {
    fn new(tree: &Html, pieces: &[Piece], counts: impl Fn(usize, &Piece) -> bool) -> Weights {
        let mut weights = Weights { bytes: HashMap::new(), total: 0 };
        for (_, piece) in pieces.iter().enumerate().filter(|(at, piece)| counts(*at, piece)) {
            weights.total += piece.text.len();
            for id in above(tree, piece.element) {
                *weights.bytes.entry(id).or_default() += piece.text.len();
            }
        }
        weights
    }

    /// The share of all text that is in the element, 0 to 1.
    #[expect(clippy::cast_precision_loss, reason = "a share of a page is no exact figure")]
    fn share(&self, element: NodeId) -> f64 {
        self.bytes.get(&element).copied().unwrap_or_default() as f64 / self.total.max(1) as f64
    }
}

/// For each piece whether trafilatura keeps its words.
fn votes(tree: &Html, html: &str, pieces: &[Piece]) -> Vec<bool> {
    let is_readable = html.len() <= LARGEST_BYTES && deepest(tree) <= DEEPEST;
    let options = trafilatura::Options::default().with_fallback(true).with_exclude_comments(true);
    // It is a port of much code that cuts texts by bytes: what it stumbles over is read by our own rules.
    let content = is_readable
        .then(|| catch_unwind(AssertUnwindSafe(|| trafilatura::extract(html, &options))).ok()?.ok())
        .flatten();
    let Some(content) = content else { return vec![false; pieces.len()] };
    let fragment = Html::parse_fragment(&content.content_html);
    let kept: String = fragment.root_element().text().map(prose::key).collect();
    let mut cursor = 0;
    let vote = |piece: &Piece| {
        let key = prose::key(&piece.text);
        let follows = !key.is_empty() && kept[cursor..].starts_with(&key);
        let place = match follows {
            true => Some(cursor),
            false if key.len() < LONG_KEY => None,
            false => kept[cursor..].find(&key).map(|at| cursor + at).or_else(|| kept.find(&key)),
        };
        if let Some(place) = place {
            cursor = cursor.max(place + key.len());
        }
        place.is_some()
    };
    pieces.iter().map(vote).collect()
}

fn deepest(tree: &Html) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    for edge in tree.tree.root().traverse() {
        match edge {
            ego_tree::iter::Edge::Open(_) => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            ego_tree::iter::Edge::Close(_) => depth -= 1,
        }
    }
    deepest
}

/// The deepest element with nearly all votes in it.
fn container(tree: &Html, weights: &Weights) -> Option<NodeId> {
    let mut found = tree.root_element().id();
    // A paragraph that is nearly the whole article is no container.
    let is_wide = |element: &ElementRef<'_>| {
        element::is_block(element.value())
            && !matches!(element.value().name(), "p" | "blockquote" | "ul" | "ol" | "li" | "dl")
    };
    while let Some(next) = ElementRef::wrap(tree.tree.get(found)?)?
        .child_elements()
        .filter(is_wide)
        .map(|child| child.id())
        .find(|id| weights.share(*id) >= MOST)
    {
        found = next;
    }
    Some(found)
}

/// The element that the page itself marks as the text of its article, if there is one with more than a line in it.
fn marked(tree: &Html, pieces: &[Piece]) -> Option<NodeId> {
    let is_body = |element: &ElementRef<'_>| {
        element.value().attr("itemprop").is_some_and(|name| name.split_whitespace().any(|name| name == "articleBody"))
    };
    let is_article = |element: &ElementRef<'_>| element.value().name() == "article";
    let only = |test: &dyn Fn(&ElementRef<'_>) -> bool| {
        let mut found = tree.root_element().descendent_elements().filter(|element| test(element));
        let first = found.next()?;
        found.next().is_none().then_some(first.id())
    };
    let long = |id: &NodeId| prose_in(tree, pieces, *id) >= FEWEST_VOTES;
    only(&is_body).filter(long).or_else(|| only(&is_article).filter(long))
}

/// Where an article may be that trafilatura did not find.
fn fallback(tree: &Html, pieces: &[Piece]) -> Option<NodeId> {
    let places = ["article", "main", "body"];
    places.iter().find_map(|name| {
        let elements = tree.root_element().descendent_elements().filter(|element| element.value().name() == *name);
        let best = elements.map(|element| element.id()).max_by_key(|id| prose_in(tree, pieces, *id))?;
        (prose_in(tree, pieces, best) > 0).then_some(best)
    })
}

/// The bytes of sentences in an element, links apart.
fn prose_in(tree: &Html, pieces: &[Piece], element: NodeId) -> usize {
    let is_prose = |piece: &&Piece| piece.link_share < 0.5 && prose::ends_sentence(&piece.text);
    let inside = pieces.iter().filter(is_prose).filter(|piece| is_within(tree, piece.element, element));
    inside.map(|piece| piece.text.len()).sum()
}

/// An element and those around it.
fn above(tree: &Html, element: NodeId) -> impl Iterator<Item = NodeId> {
    let node = tree.tree.get(element);
    node.into_iter().flat_map(|node| std::iter::once(node.id()).chain(node.ancestors().map(|above| above.id())))
}

fn is_within(tree: &Html, element: NodeId, outer: NodeId) -> bool {
    above(tree, element).any(|id| id == outer)
}

/// Holds what is asked of many pieces.
struct Chooser<'t> {
    tree: &'t Html,
    container: Option<NodeId>,
    /// Elements that lie over or below the article.
    over: HashSet<NodeId>,
    weights: Weights,
    /// Whether the names of an element say that it is no part of the article.
    named: HashMap<NodeId, bool>,
}

impl Chooser<'_> {
    fn choose(&mut self, pieces: &[Piece], votes: &[bool], citation: &Citation) -> Selection {
        let none = vec![false; pieces.len()];
        let mut selection =
            Selection { is_kept: none.clone(), is_caption: none.clone(), is_standfirst: none, is_cut: false };
        let chain: Vec<NodeId> = self.container.into_iter().flat_map(|id| above(self.tree, id)).collect();
        let headline = citation.headline.as_deref().map(prose::key).unwrap_or_default();
        let names: Vec<&str> = citation.byline.iter().flat_map(|byline| byline.split(", ")).collect();
        self.wall_off(pieces, &chain);
        let mut opening = 0;
        for (at, piece) in pieces.iter().enumerate() {
            let is_open = opening >= OPENING_CHARS;
            selection.is_cut |= boilerplate::is_paywall(piece) || is_followed_by_pages(piece);
            let is_note = correction::label(&piece.text).is_some() || self.is_of_correction(piece, &chain);
            let is_standfirst = !is_open && self.is_standfirst(piece);
            let is_inside = self.container.is_some_and(|container| is_within(self.tree, piece.element, container));
            let is_near = is_inside || votes[at] || ((is_note || is_standfirst) && self.is_beside(piece));
            let is_headline = piece.level == 1 || prose::key(&piece.text) == headline;
            let is_of_page = is_headline
                || boilerplate::is_telling(piece)
                || boilerplate::is_paywall(piece)
                || boilerplate::is_of_writers(&piece.text, &names)
                || (!is_open && boilerplate::is_above_the_story(&piece.text))
                || (piece.kind != BlockKind::Heading && boilerplate::is_time(&piece.text));
            if !is_near || is_of_page || (!is_note && self.is_in_boilerplate(piece, &chain)) {
                continue;
            }
            if piece.kind == BlockKind::Caption {
                selection.is_caption[at] = is_inside;
                continue;
            }
            let is_chosen = is_note || is_standfirst || votes[at];
            selection.is_standfirst[at] = is_standfirst;
            selection.is_kept[at] = is_chosen || self.is_taken_back(pieces, votes, at, is_open);
            if selection.is_kept[at] && prose::ends_sentence(&piece.text) && !is_standfirst {
                opening += piece.text.chars().count();
            }
        }
        drop_repeated(self.tree, pieces, &mut selection.is_kept);
        drop_bare_headings(pieces, &mut selection.is_kept);
        selection
    }

    /// Puts what stands around a request to pay with the elements that lie over the article: its offers.
    fn wall_off(&mut self, pieces: &[Piece], chain: &[NodeId]) {
        for piece in pieces.iter().filter(|piece| boilerplate::is_paywall(piece)) {
            let around = above(self.tree, piece.element).take_while(|id| !chain.contains(id));
            let wall = around.filter(|id| self.weights.share(*id) < LITTLE).last();
            self.over.extend(wall);
        }
    }

    /// Whether prose inside the article that trafilatura left out belongs to it.
    fn is_taken_back(&self, pieces: &[Piece], votes: &[bool], at: usize, is_open: bool) -> bool {
        let piece = &pieces[at];
        if piece.link_share > 0.5 {
            return false;
        }
        let is_set_off = match piece.kind {
            BlockKind::Heading | BlockKind::Quotation => true,
            // Above the story lists share it or tell its day.
            _ => piece.kind == BlockKind::ListItem && is_open,
        };
        if is_set_off || prose::ends_sentence(&piece.text) {
            return true;
        }
        let parent =
            |piece: &Piece| self.tree.tree.get(piece.element).and_then(|node| node.parent()).map(|node| node.id());
        let nearest = |mut places: Box<dyn Iterator<Item = usize>>| {
            places.find(|place| votes[*place]).map(|place| parent(&pieces[place]))
        };
        let before = nearest(Box::new((0..at).rev()));
        let after = nearest(Box::new(at + 1..pieces.len()));
        // Between two paragraphs of the article stands a part of it: "— Ida Holm, mayor", an item of a list.
        before.is_some() && before == after && before == Some(parent(piece)) || piece.text.chars().count() >= 80
    }

    /// Whether an element between the piece and the article is boilerplate by its names.
    fn is_in_boilerplate(&mut self, piece: &Piece, chain: &[NodeId]) -> bool {
        let tree = self.tree;
        let between: Vec<NodeId> = above(tree, piece.element).take_while(|id| !chain.contains(id)).collect();
        between.into_iter().any(|id| {
            let is_much = self.weights.share(id) >= MUCH;
            let is_over = self.over.contains(&id);
            is_over
                || *self.named.entry(id).or_insert_with(|| {
                    let element = tree.tree.get(id).and_then(ElementRef::wrap).filter(|_| !is_much);
                    element.is_some_and(|element| {
                        boilerplate::is_named(element) || boilerplate::is_teaser(element) || is_list_of_links(element)
                    })
                })
        })
    }

    /// Whether an element around the piece is named as a correction.
    fn is_of_correction(&self, piece: &Piece, chain: &[NodeId]) -> bool {
        let around = above(self.tree, piece.element).take_while(|id| !chain.contains(id));
        around.filter_map(|id| self.tree.tree.get(id).and_then(ElementRef::wrap)).any(is_correction)
    }

    fn is_standfirst(&self, piece: &Piece) -> bool {
        let around = above(self.tree, piece.element).take(3);
        around.filter_map(|id| self.tree.tree.get(id).and_then(ElementRef::wrap)).any(boilerplate::is_standfirst)
    }

    /// Whether the piece stands in what holds the article: a note above or below the text.
    fn is_beside(&self, piece: &Piece) -> bool {
        let Some(container) = self.container else { return false };
        let near: Vec<NodeId> = above(self.tree, container).skip(1).take(2).collect();
        let is_close = above(self.tree, piece.element).any(|id| near.contains(&id));
        let is_in_article = above(self.tree, piece.element)
            .filter_map(|id| self.tree.tree.get(id).and_then(ElementRef::wrap))
            .any(|element| matches!(element.value().name(), "article" | "main"));
        is_close || is_in_article
    }
}

/// Whether the words of its class say that an element holds a note of correction.
fn is_correction(element: ElementRef<'_>) -> bool {
    let named = |word: &String| matches!(word.as_str(), "correction" | "corrections" | "clarification" | "editorsnote");
    element::words(element.value()).iter().any(named)
}

/// A list whose every item is a link leads to other articles.
fn is_list_of_links(element: ElementRef<'_>) -> bool {
    if !matches!(element.value().name(), "ul" | "ol") {
        return false;
    }
    let mut items = element.child_elements().filter(|child| child.value().name() == "li").peekable();
    items.peek().is_some()
        && items.all(|item| {
            let length = |element: ElementRef<'_>| element.text().map(|text| text.trim().len()).sum::<usize>();
            let links: usize = item.descendent_elements().filter(|inner| inner.value().name() == "a").map(length).sum();
            links * 10 >= length(item) * 9
        })
}

fn is_followed_by_pages(piece: &Piece) -> bool {
    boilerplate::is_page_number(&piece.text.to_lowercase()).is_some_and(|(number, count)| number < count)
}

/// A quotation set large beside the text repeats a sentence of it.
///
/// A paragraph among others that says a thing twice stays.
fn drop_repeated(tree: &Html, pieces: &[Piece], is_kept: &mut [bool]) {
    let keys: Vec<String> = pieces.iter().map(|piece| prose::key(&piece.text)).collect();
    for at in 0..pieces.len() {
        if !is_kept[at] || keys[at].len() < SHORTEST_SET_LARGE || !may_be_set_large(tree, &pieces[at]) {
            continue;
        }
        let holds = |other: usize| {
            let is_earlier_or_longer = keys[other].len() > keys[at].len() || other < at;
            other != at && is_kept[other] && is_earlier_or_longer && keys[other].contains(&keys[at])
        };
        is_kept[at] = !(0..pieces.len()).any(holds);
    }
}

fn may_be_set_large(tree: &Html, piece: &Piece) -> bool {
    let element = tree.tree.get(piece.element).and_then(ElementRef::wrap);
    let name = element.map_or("", |element| element.value().name());
    let is_aside = above(tree, piece.element)
        .take(3)
        .filter_map(|id| tree.tree.get(id).and_then(ElementRef::wrap))
        .any(|element| matches!(element.value().name(), "aside" | "figure"));
    let is_apart = is_aside || !matches!(name, "p" | "li" | "td" | "tr" | "dd");
    piece.kind == BlockKind::Quotation || (piece.kind == BlockKind::Paragraph && is_apart)
}

/// A heading with nothing kept below it stood over boilerplate.
fn drop_bare_headings(pieces: &[Piece], is_kept: &mut [bool]) {
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
