//! The page of an article: from the bytes of its HTML to the text that is archived, without any network.
//!
//! The bytes are decoded and read as a browser reads them; our own walk cuts the page into blocks; of these the
//! article's are chosen (`selection`, with trafilatura's help), and what the page says of itself becomes the citation.

mod around;
mod blocks;
mod boilerplate;
mod citation;
mod correction;
mod date;
mod decoding;
mod element;
mod linked_data;
mod nesting;
mod place;
mod prose;
mod second_look;
mod selection;
mod telling;
mod votes;

use std::{error::Error, fmt};

use scraper::Html;

use crate::{
    article::{Citation, Incoming, Published},
    ingest::page::{blocks::Piece, citation::Head, selection::Selection},
    text::span::Span,
};

/// What stands between the blocks of a text.
const BETWEEN: &str = "\n\n";

/// What a block of an article is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BlockKind {
    /// Running text, and whatever is none of the others.
    Paragraph,
    /// A heading inside the article; its headline is part of the citation instead.
    Heading,
    /// Set off from the text as somebody else's words.
    Quotation,
    /// One of a list.
    ListItem,
    /// Stands at a picture; never part of the body.
    Caption,
    /// Tells what was wrong in the article, or what was added to it.
    Correction,
}

/// A block of the body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Its place in the body, without the empty line behind it.
    pub span: Span,
}

/// An article as its page gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// What the page says of the article.
    pub citation: Citation,
    /// The text as it is archived: its blocks with an empty line between two, each in NFC with single spaces.
    pub body: String,
    /// The blocks of the body, in order; they cover all of it but the empty lines.
    pub blocks: Vec<Block>,
    /// The captions of its pictures, which are not part of the body.
    pub captions: Vec<String>,
    /// Notes of correction: those of the body, then those that only the page's data has.
    pub corrections: Vec<String>,
    /// When the article was changed last.
    pub modified: Option<Published>,
    /// Whether the page holds only a part of the article: the rest is behind a paywall or on further pages.
    pub is_partial: bool,
}

/// Why a page gives no article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// No text on it reads like an article.
    NoArticle,
    /// It is nested deeper, or has more attributes on one element, than any page of an outlet: reading it could take
    /// for ever.
    BeyondReading,
}

impl fmt::Display for Refusal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Refusal::NoArticle => "has no article in it",
            Refusal::BeyondReading => "is nested too deep to be the page of an article",
        })
    }
}

impl Error for Refusal {}

impl Page {
    /// The article as it goes to the archive, from this place (a path or an address).
    #[must_use]
    pub fn incoming(self, place: String, doc: Option<String>) -> Incoming {
        Incoming { place, doc, citation: self.citation, body: self.body }
    }
}

/// The article on the page with these bytes.
///
/// `content_type` is the header that a server sent with it, `address` where the page was found; both may be unknown.
/// The time grows with the size of the page; the caller bounds that.
///
/// # Errors
///
/// If the page has no article in it.
pub fn page(bytes: &[u8], content_type: Option<&str>, address: Option<&str>) -> Result<Page, Refusal> {
    let html = decoding::text(bytes, content_type);
    if nesting::is_beyond_reading(&html) {
        return Err(Refusal::BeyondReading);
    }
    let tree = Html::parse_document(&html);
    let data = linked_data::read(&tree);
    let head = Head::new(&tree, &data);
    let mut citation = head.citation(address);
    let mut pieces = blocks::pieces(&tree);
    let selection = selection::select(&tree, &html, &pieces, &citation);
    selection.mark(&tree, &mut pieces);
    let (body, blocks) = body(&pieces, &selection);
    if body.is_empty() {
        return Err(Refusal::NoArticle);
    }
    citation.dateline = citation.dateline.or_else(|| dateline(&body));
    let corrections = corrections(&body, &blocks, &data.corrections);
    let captions = kept(&pieces, &selection.is_caption).map(|piece| piece.text.clone()).collect();
    let is_partial = head.is_locked() || selection.is_cut;
    Ok(Page { citation, body, blocks, captions, corrections, modified: head.modified(), is_partial })
}

fn kept<'p>(pieces: &'p [Piece], is_kept: &'p [bool]) -> impl Iterator<Item = &'p Piece> {
    pieces.iter().zip(is_kept).filter(|(_, is_kept)| **is_kept).map(|(piece, _)| piece)
}

fn body(pieces: &[Piece], selection: &Selection) -> (String, Vec<Block>) {
    let mut body = String::new();
    let mut blocks = Vec::new();
    for piece in kept(pieces, &selection.is_kept) {
        if !body.is_empty() {
            body.push_str(BETWEEN);
        }
        let start = body.len();
        body.push_str(&piece.text);
        blocks.push(Block { kind: piece.kind, span: Span::new(start, body.len()) });
    }
    (body, blocks)
}

fn corrections(body: &str, blocks: &[Block], named: &[String]) -> Vec<String> {
    let notes = blocks.iter().filter(|block| block.kind == BlockKind::Correction).map(|block| block.span.of(body));
    let is_note = |text: &&str| correction::label(text).is_none_or(|(_, note)| !note.is_empty());
    let mut corrections: Vec<String> = notes.filter(is_note).map(str::to_owned).collect();
    for note in named {
        let key = prose::key(note);
        if !corrections.iter().any(|known| prose::key(known).contains(&key)) {
            corrections.push(note.clone());
        }
    }
    corrections
}

/// The place that opens a wire story: "GENEVA" in "GENEVA (AP) — Talks …".
fn dateline(body: &str) -> Option<String> {
    let first = body.lines().next()?;
    let near: String = first.chars().take(60).collect();
    let (opening, _) = [" — ", " – ", " -- ", " - "]
        .iter()
        .filter_map(|dash| near.split_once(dash))
        .min_by_key(|(opening, _)| opening.len())?;
    let place = opening.split('(').next().unwrap_or_default().trim();
    let city = place.split(',').next().unwrap_or_default();
    let is_name = city.chars().filter(|letter| letter.is_alphabetic()).count() > 2
        && city.chars().all(|letter| letter.is_uppercase() || matches!(letter, ' ' | '.' | '-' | '\'' | '’'));
    is_name.then(|| place.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wire_story_opens_with_its_place() {
        for (body, expected) in [
            ("GENEVA (AP) — Talks went on.", Some("GENEVA")),
            ("PORT TOWN, Maine — Boats stayed in.", Some("PORT TOWN, Maine")),
            ("Geneva – Talks went on.", None),
            ("The mayor — she is new — left.", None),
            ("A — B", None),
        ] {
            assert_eq!(dateline(body).as_deref(), expected, "{body}");
        }
    }

    #[test]
    fn a_page_without_article_is_refused() {
        for html in ["", "<p></p>", "<nav><a href=/>Home</a></nav>", "<script>let a = 1;</script>"] {
            assert_eq!(page(html.as_bytes(), None, None), Err(Refusal::NoArticle), "{html}");
        }
        assert_eq!(page("<div>".repeat(100_000).as_bytes(), None, None), Err(Refusal::BeyondReading));
    }
}
