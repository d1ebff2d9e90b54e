//! Which blocks of a page are the article.
//!
//! trafilatura votes: a block whose words stand in its content is held to be the article's. The element that holds
//! nearly all of these votes holds the article; in it, prose that trafilatura lost is taken back, and what our own rules
//! know as boilerplate is left out. Only the choice is trafilatura's: its text is never used.

use std::collections::{HashMap, HashSet};

use ego_tree::NodeId;
use scraper::{ElementRef, Html};

use super::{
    BlockKind, around,
    blocks::Piece,
    boilerplate, correction, element,
    place::{self, Place},
    prose, second_look, telling,
    votes::votes,
};
use crate::article::Citation;

/// So much of a story is above what else may be said of its writer and time.
const OPENING_CHARS: usize = 100;

/// An element with this share of the article is no boilerplate, whatever its class says.
const MUCH: f64 = 0.5;

/// An element with less than this share of the article may go as a whole.
const LITTLE: f64 = 0.1;

/// A block of so many characters is no label, with or without a full stop.
const LONG_CHARS: usize = 80;

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
            let is_named = around::elements(tree, piece.element).take(4).any(is_correction);
            if label.is_some() || is_named || is_under_label {
                piece.kind = BlockKind::Correction;
            }
            is_under_label = label.is_some_and(|(_, note)| note.is_empty());
        }
    }
}

/// Chooses the pieces of the article on a page whose source is `html`.
pub(super) fn select(tree: &Html, html: &str, pieces: &[Piece], citation: &Citation) -> Selection {
    let over: HashSet<NodeId> = tree
        .root_element()
        .descendent_elements()
        .filter(|element| boilerplate::is_overlay(*element))
        .map(|element| element.id())
        .collect();
    let is_under = |piece: &Piece| !around::ids(tree, piece.element).any(|id| over.contains(&id));
    let votes = votes(tree, html, pieces);
    let mut votes: Vec<bool> = votes.into_iter().zip(pieces).map(|(voted, piece)| voted && is_under(piece)).collect();
    let place = place::place(tree, pieces, &votes);
    if !place.is_voted {
        votes.fill(false);
    }
    Chooser::new(tree, place, over, pieces, votes).choose(citation)
}

/// Holds what is asked of many pieces.
struct Chooser<'t> {
    tree: &'t Html,
    place: Place,
    pieces: &'t [Piece],
    votes: Vec<bool>,
    /// For each piece the parent of the voted piece before it, and after it.
    before: Vec<Option<NodeId>>,
    after: Vec<Option<NodeId>>,
    /// The element of the article and those around it.
    chain: HashSet<NodeId>,
    /// Elements that lie over or below the article.
    over: HashSet<NodeId>,
    /// Whether the names of an element say that it is no part of the article.
    named: HashMap<NodeId, bool>,
}

impl<'t> Chooser<'t> {
    fn new(tree: &'t Html, place: Place, over: HashSet<NodeId>, pieces: &'t [Piece], votes: Vec<bool>) -> Chooser<'t> {
        let chain = place.container.into_iter().flat_map(|id| around::ids(tree, id)).collect();
        let nearest = |last: &mut Option<NodeId>, at: usize| {
            let found = *last;
            if votes[at] {
                *last = parent(tree, &pieces[at]);
            }
            Some(found)
        };
        let before = (0..pieces.len()).scan(None, nearest).collect();
        let mut after: Vec<Option<NodeId>> = (0..pieces.len()).rev().scan(None, nearest).collect();
        after.reverse();
        Chooser { tree, place, pieces, votes, before, after, chain, over, named: HashMap::new() }
    }

    fn choose(mut self, citation: &Citation) -> Selection {
        let none = vec![false; self.pieces.len()];
        let mut selection =
            Selection { is_kept: none.clone(), is_caption: none.clone(), is_standfirst: none, is_cut: false };
        let page = OfPage::new(citation);
        self.wall_off();
        let mut opening = 0;
        for (at, piece) in self.pieces.iter().enumerate() {
            let is_open = opening >= OPENING_CHARS;
            let is_note = correction::label(&piece.text).is_some() || self.is_of_correction(piece);
            let is_standfirst = !is_open && self.is_standfirst(piece);
            let is_inside = self.is_inside(piece);
            selection.is_cut |= is_followed_by_pages(piece) || self.is_wall(piece);
            let is_near = is_inside || self.votes[at] || ((is_note || is_standfirst) && self.is_beside(piece));
            if !is_near || page.has(piece, is_open) || self.is_in_boilerplate(piece, is_note) {
                continue;
            }
            if piece.kind == BlockKind::Caption {
                selection.is_caption[at] = is_inside;
                continue;
            }
            selection.is_standfirst[at] = is_standfirst && self.is_own_standfirst(piece);
            selection.is_kept[at] = is_note || is_standfirst || self.votes[at] || self.is_taken_back(at, is_open);
            if selection.is_kept[at] && prose::ends_sentence(&piece.text) && !is_standfirst {
                opening += piece.text.chars().count();
            }
        }
        second_look::drop_repeated(self.tree, self.pieces, &mut selection.is_kept);
        second_look::drop_bare_headings(self.pieces, &mut selection.is_kept);
        selection
    }

    /// Puts what stands around a request to pay with the elements that lie over the article: its offers.
    fn wall_off(&mut self) {
        for piece in self.pieces.iter().filter(|piece| telling::is_paywall(piece)) {
            let around = around::ids(self.tree, piece.element).take_while(|id| !self.chain.contains(id));
            let wall = around.filter(|id| self.place.weights.share(*id) < LITTLE).last();
            self.over.extend(wall);
        }
    }

    /// Whether the piece asks to pay for this article; the head and the foot of a site ask on every page.
    fn is_wall(&self, piece: &Piece) -> bool {
        let is_site = |element: ElementRef<'_>| {
            let is_of_site = element.value().name() == "nav" || matches!(element.value().name(), "header" | "footer");
            is_of_site && !self.place.container.is_some_and(|place| around::is_within(self.tree, element.id(), place))
        };
        let is_asking = telling::is_paywall(piece) && !around::elements(self.tree, piece.element).any(is_site);
        let is_named = || around::elements(self.tree, piece.element).any(boilerplate::is_paywall_element);
        is_asking && (self.is_inside(piece) || self.is_beside(piece) || is_named())
    }

    fn is_inside(&self, piece: &Piece) -> bool {
        self.place.container.is_some_and(|container| around::is_within(self.tree, piece.element, container))
    }

    /// Whether prose inside the article that trafilatura left out belongs to it.
    fn is_taken_back(&self, at: usize, is_open: bool) -> bool {
        let piece = &self.pieces[at];
        if piece.link_share > 0.5 {
            return false;
        }
        let is_set_off = match piece.kind {
            BlockKind::Heading | BlockKind::Quotation => true,
            // Above the story lists share it or tell its day.
            BlockKind::ListItem => is_open,
            _ => false,
        };
        // Between two paragraphs of the article stands a part of it: "— Ida Holm, mayor".
        let own = parent(self.tree, piece);
        let is_between = own.is_some() && self.before[at] == own && self.after[at] == own;
        is_set_off || is_between || prose::ends_sentence(&piece.text) || piece.text.chars().count() >= LONG_CHARS
    }

    /// Whether an element between the piece and the article is boilerplate by its names. A note of correction may stand
    /// anywhere but in what readers wrote.
    fn is_in_boilerplate(&mut self, piece: &Piece, is_note: bool) -> bool {
        let (tree, weights) = (self.tree, &self.place.weights);
        for id in around::ids(tree, piece.element).take_while(|id| !self.chain.contains(id)) {
            if self.over.contains(&id) {
                return true;
            }
            let is_named = || {
                around::elements(tree, id).next().is_some_and(|element| {
                    boilerplate::is_named(element) || boilerplate::is_teaser(element) || is_list_of_links(element)
                })
            };
            if !is_note && weights.share(id) < MUCH && *self.named.entry(id).or_insert_with(is_named) {
                return true;
            }
        }
        false
    }

    /// Whether an element around the piece is named as a correction.
    fn is_of_correction(&self, piece: &Piece) -> bool {
        let ids = around::ids(self.tree, piece.element).take_while(|id| !self.chain.contains(id));
        ids.filter_map(|id| self.tree.tree.get(id).and_then(ElementRef::wrap)).any(is_correction)
    }

    fn is_standfirst(&self, piece: &Piece) -> bool {
        around::elements(self.tree, piece.element).take(3).any(boilerplate::is_standfirst)
    }

    /// Whether the piece's own element is named so, and not a box with a heading in it.
    fn is_own_standfirst(&self, piece: &Piece) -> bool {
        around::elements(self.tree, piece.element).take(1).any(boilerplate::is_standfirst)
    }

    /// Whether the piece stands in what holds the article: a note above or below the text.
    fn is_beside(&self, piece: &Piece) -> bool {
        let Some(container) = self.place.container else { return false };
        let near: Vec<NodeId> = around::ids(self.tree, container).skip(1).take(2).collect();
        let is_article = |element: ElementRef<'_>| matches!(element.value().name(), "article" | "main");
        around::ids(self.tree, piece.element).any(|id| near.contains(&id))
            || around::elements(self.tree, piece.element).any(is_article)
    }
}

/// What a page shows of its article beside the text.
struct OfPage<'c> {
    /// Letters of the headline.
    headline: String,
    names: Vec<&'c str>,
}

impl OfPage<'_> {
    fn new(citation: &Citation) -> OfPage<'_> {
        let headline = citation.headline.as_deref().map(prose::key).unwrap_or_default();
        OfPage { headline, names: citation.byline.iter().flat_map(|byline| byline.split(", ")).collect() }
    }

    /// Whether the piece is the headline, tells of writers or time, or leads away.
    fn has(&self, piece: &Piece, is_open: bool) -> bool {
        let is_heading = piece.kind == BlockKind::Heading;
        piece.level == 1
            || prose::key(&piece.text) == self.headline
            || telling::is_telling(piece)
            || telling::is_paywall(piece)
            || telling::is_of_writers(&piece.text, &self.names)
            || (!is_open && !is_heading && telling::is_above_the_story(&piece.text))
            || (!is_heading && telling::is_time(&piece.text))
    }
}

fn parent(tree: &Html, piece: &Piece) -> Option<NodeId> {
    around::ids(tree, piece.element).nth(1)
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
    telling::is_page_number(&piece.text.to_lowercase()).is_some_and(|(number, count)| number < count)
}
