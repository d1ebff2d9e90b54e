//! Who said what, in one article.

use crate::{
    article::{Article, document::Document},
    lexicon::Lexicon,
    text::sentence::sentences,
};

/// Reads articles for their sentences and statements.
#[derive(Clone, Debug)]
pub struct Reader {
    #[expect(dead_code, reason = "the reader is being written")]
    lexicon: Lexicon,
}

impl Reader {
    /// A reader that knows the names and cues of `lexicon`.
    #[must_use]
    pub fn new(lexicon: Lexicon) -> Reader {
        Reader { lexicon }
    }

    /// Reads `article`. The same article always gives the same document.
    #[must_use]
    pub fn read(&self, article: Article) -> Document {
        let sentences = sentences(&article.body);
        Document { article, sentences, statements: Vec::new() }
    }
}
