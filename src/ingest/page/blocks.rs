//! Our own walk over a page: its blocks of text in the order of reading.
//!
//! A block ends where an element of a block begins or ends, whatever element it is: text that lies in nested `div`s
//! without a `p`, or bare beside one, is cut as a browser shows it. The walk keeps no stack of its own calls, so a page
//! nested ten thousand deep is read like any other.

use std::collections::{HashMap, HashSet};

use ego_tree::{NodeId, NodeRef, iter::Edge};
use scraper::{ElementRef, Html, Node};

use super::{BlockKind, element, prose};

/// Stands for `<br>` while a block is read: white space of the page is never this sign then.
const BREAK: char = '\n';

/// Longer cells are not those of a table of figures: the table lays out the page.
const LONGEST_CELL_CHARS: usize = 200;

/// Links to one place with more text than this are one that was not closed.
const LONGEST_LINK_BYTES: usize = 400;

/// A block of text as it stands on the page, whether or not it belongs to the article.
#[derive(Debug)]
pub(super) struct Piece {
    pub(super) kind: BlockKind,
    /// As it is archived; never empty.
    pub(super) text: String,
    /// The nearest element of a block around it.
    pub(super) element: NodeId,
    /// The share of its letters and digits that are links to other places, 0 to 1.
    pub(super) link_share: f64,
    /// 1 to 6 for headings, else 0.
    pub(super) level: u8,
}

/// The blocks of a page that are not hidden, in order.
pub(super) fn pieces(tree: &Html) -> Vec<Piece> {
    let mut walk = Walk { runaway: runaway_links(tree), ..Walk::default() };
    let mut silent: Option<NodeId> = None;
    for edge in tree.tree.root().traverse() {
        match edge {
            Edge::Open(node) if silent.is_none() => {
                if ElementRef::wrap(node).is_some_and(element::is_silent) {
                    silent = Some(node.id());
                } else {
                    walk.open(node);
                }
            }
            Edge::Close(node) if silent == Some(node.id()) => silent = None,
            Edge::Close(node) if silent.is_none() => walk.close(node),
            _ => {}
        }
    }
    walk.pieces
}

/// Where links lead that were never closed: a browser makes a link of all that follows, block by block.
fn runaway_links(tree: &Html) -> HashSet<&str> {
    let mut chars: HashMap<&str, usize> = HashMap::new();
    for element in tree.root_element().descendent_elements().filter(|element| element.value().name() == "a") {
        if let Some(href) = element.value().attr("href") {
            *chars.entry(href).or_default() += element.text().map(str::len).sum::<usize>();
        }
    }
    chars.retain(|_, chars| *chars > LONGEST_LINK_BYTES);
    chars.into_keys().collect()
}

#[derive(Default)]
struct Walk<'t> {
    pieces: Vec<Piece>,
    text: String,
    /// The letters and digits of the text, and those of them in links.
    signs: usize,
    linked: usize,
    /// The open link to another place: one to the page itself (`#…`) is none.
    link: Option<NodeId>,
    /// Where links lead that are none to the reader.
    runaway: HashSet<&'t str>,
    /// How many `<pre>` are open.
    preformatted: usize,
    /// The open elements of blocks.
    open: Vec<Frame>,
    /// The open row of short cells: its cells do not end the block.
    row: Option<NodeId>,
}

struct Frame {
    element: NodeId,
    kind: BlockKind,
    level: u8,
}

impl Walk<'_> {
    fn open(&mut self, node: NodeRef<'_, Node>) {
        match node.value() {
            Node::Text(text) => self.read(text),
            Node::Element(_) => {
                if let Some(element) = ElementRef::wrap(node) {
                    self.enter(element);
                }
            }
            _ => {}
        }
    }

    fn read(&mut self, text: &str) {
        let signs = text.chars().filter(|letter| letter.is_alphanumeric()).count();
        self.signs += signs;
        if self.link.is_some() {
            self.linked += signs;
        }
        let is_kept = self.preformatted > 0;
        self.text.extend(text.chars().map(|letter| if letter == BREAK && !is_kept { ' ' } else { letter }));
    }

    fn enter(&mut self, element: ElementRef<'_>) {
        let value = element.value();
        match value.name() {
            "br" => self.text.push(BREAK),
            "a" if value.attr("href").is_some_and(|href| self.leads_away(href)) => self.link = Some(element.id()),
            "pre" => self.preformatted += 1,
            _ => {}
        }
        if self.row.is_some() {
            if matches!(value.name(), "td" | "th") {
                self.text.push(' ');
            }
        } else if element::is_block(value) || (value.name() == "span" && is_caption(element)) {
            self.flush();
            self.open.push(self.frame(element));
            if value.name() == "tr" && is_row_of_figures(element) {
                self.row = Some(element.id());
            }
        }
    }

    fn close(&mut self, node: NodeRef<'_, Node>) {
        let Some(element) = ElementRef::wrap(node) else { return };
        match element.value().name() {
            "a" if self.link == Some(element.id()) => self.link = None,
            "pre" => {
                self.flush();
                self.preformatted -= 1;
            }
            _ => {}
        }
        if self.row == Some(element.id()) {
            self.row = None;
        }
        if self.open.last().is_some_and(|frame| frame.element == element.id()) {
            self.flush();
            self.open.pop();
        }
    }

    fn leads_away(&self, href: &str) -> bool {
        !href.starts_with('#') && !self.runaway.contains(href)
    }

    /// What a block in `element` is: the nearest element with a meaning of its own says it.
    fn frame(&self, element: ElementRef<'_>) -> Frame {
        let value = element.value();
        let level = element::heading_level(value);
        let kind = match value.name() {
            _ if level.is_some() => Some(BlockKind::Heading),
            "figcaption" | "caption" => Some(BlockKind::Caption),
            "blockquote" => Some(BlockKind::Quotation),
            // The posts of a live blog may be items of a list.
            "li" if !holds_heading(element) => Some(BlockKind::ListItem),
            _ if is_caption(element) => Some(BlockKind::Caption),
            _ => None,
        };
        let above = self.open.last();
        let kind = kind.or(above.map(|frame| frame.kind)).unwrap_or(BlockKind::Paragraph);
        let level = level.or(above.map(|frame| frame.level)).unwrap_or_default();
        Frame { element: element.id(), kind, level }
    }

    #[expect(clippy::cast_precision_loss, reason = "a share of a block is no exact figure")]
    fn flush(&mut self) {
        let text = std::mem::take(&mut self.text);
        let link_share = std::mem::take(&mut self.linked) as f64 / std::mem::take(&mut self.signs).max(1) as f64;
        let Some(frame) = self.open.last() else { return };
        for text in paragraphs(&text) {
            self.pieces.push(Piece { kind: frame.kind, text, element: frame.element, link_share, level: frame.level });
        }
    }
}

/// Whether the words of its class say that an element is a caption, as in `wp-caption-text`.
fn is_caption(element: ElementRef<'_>) -> bool {
    let named = |word: &String| matches!(word.as_str(), "caption" | "cutline" | "imagecaption" | "photocaption");
    element::words(element.value()).iter().any(named)
}

fn holds_heading(element: ElementRef<'_>) -> bool {
    element.descendent_elements().any(|inner| element::heading_level(inner.value()).is_some())
}

/// Whether a row of a table has short cells without blocks in them.
fn is_row_of_figures(row: ElementRef<'_>) -> bool {
    row.child_elements().all(|cell| {
        let chars: usize = cell.text().map(|text| text.trim().chars().count()).sum();
        chars <= LONGEST_CELL_CHARS && !cell.descendent_elements().skip(1).any(|inner| element::is_block(inner.value()))
    })
}

/// The paragraphs of a block: empty lines part them, and so does a line that ends where a sentence ends.
///
/// The lines of an address or a poem are one paragraph; "Lee: No.⏎Moss: Yes." are two.
fn paragraphs(text: &str) -> Vec<String> {
    let mut paragraphs: Vec<String> = Vec::new();
    let mut is_parted = true;
    for line in text.split(BREAK) {
        let line = prose::archived(line);
        match paragraphs.last_mut() {
            _ if line.is_empty() => is_parted = true,
            Some(last) if !(is_parted || prose::ends_sentence(last) && opens_sentence(&line)) => {
                last.push(' ');
                last.push_str(&line);
            }
            _ => {
                paragraphs.push(line);
                is_parted = false;
            }
        }
    }
    paragraphs
}

fn opens_sentence(line: &str) -> bool {
    !line.chars().find(|letter| letter.is_alphanumeric()).is_some_and(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(html: &str) -> Vec<String> {
        let tree = Html::parse_document(html);
        pieces(&tree)
            .into_iter()
            .map(|piece| {
                let sign = match piece.kind {
                    BlockKind::Paragraph => "",
                    BlockKind::Heading => "#",
                    BlockKind::Quotation => ">",
                    BlockKind::ListItem => "-",
                    BlockKind::Caption => "=",
                    BlockKind::Correction => "!",
                };
                format!("{sign}{}", piece.text)
            })
            .collect()
    }

    #[test]
    fn blocks_are_cut_as_a_browser_shows_them() {
        for (html, expected) in [
            ("<p>One <b>two</b><i>three</i> four</p><p>Five</p>", &["One twothree four", "Five"][..]),
            ("<div>One<div>Two</div>Three <span>four</span></div>", &["One", "Two", "Three four"]),
            ("<p>One.<br><br>Two<br>three.<br>Four: no.<br>five</p>", &["One.", "Two three.", "Four: no. five"]),
            ("<h2>Why</h2><blockquote><p>Quoted</p>— Lee</blockquote>", &["#Why", ">Quoted", ">— Lee"]),
            ("<ul><li>One<ul><li>Two</ul><li><p>Three</ul>", &["-One", "-Two", "-Three"]),
            ("<figure><img><figcaption>A pier</figcaption></figure>text", &["=A pier", "text"]),
            (
                "<table><tr><th>Pier</th><td>9</td></tr><tr><td><p>Long</p><p>cell</p></table>",
                &["Pier 9", "Long", "cell"],
            ),
            ("<pre>One\ntwo\n\nThree</pre>", &["One two", "Three"]),
            ("<p>A<script>b</script><style>c</style><span hidden>d</span>e<p>", &["Ae"]),
            ("<p><span class=cap>T</span>he pier", &["The pier"]),
            ("Bare <p>and <p>not", &["Bare", "and", "not"]),
            ("<h3><button>Q: Why?</button></h3><button>Share</button>", &["#Q: Why?"]),
        ] {
            assert_eq!(read(html), expected, "{html}");
        }
    }

    #[test]
    fn a_page_nested_deep_is_read() {
        let html = format!("{}deep{}", "<div>".repeat(20_000), "</div>".repeat(20_000));
        assert_eq!(read(&html), ["deep"]);
    }
}
