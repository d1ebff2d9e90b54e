//! Who said what, in one article.
//!
//! In this order: [`reading`] cuts the text, `tagger` finds cues and their sources (with `source`), `content`
//! finds what they report, `link` joins the three (with `label` for transcripts), `speaker` tells whom the source
//! means (with `cast`, everybody named in the article, and `pronoun`), `statement` puts it all together.

mod cast;
mod content;
mod grammar;
mod label;
mod link;
mod pronoun;
mod reading;
mod source;
mod speaker;
mod statement;
mod tagger;

use crate::{
    article::{Article, document::Document, statement::Statement},
    attribution::{link::Link, reading::Reading, speaker::Speakers},
    lexicon::Lexicon,
};

/// Reads articles for their sentences and statements.
#[derive(Clone, Debug)]
pub struct Reader {
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
        let reading = Reading::new(&article.body);
        let links = link::links(&reading, &self.lexicon);
        let statements = self.statements(&reading, links);
        let sentences = reading.sentences;
        Document { article, sentences, statements }
    }

    /// The statements of `links` in the order of their contents; their speakers are asked for in the order of the
    /// sources.
    fn statements(&self, reading: &Reading<'_>, links: Vec<Link>) -> Vec<Statement> {
        let mut speakers = Speakers::new(reading, &self.lexicon);
        let mut order: Vec<usize> = (0..links.len()).collect();
        order.sort_by_key(|which| links[*which].source.first().copied());
        let mut resolved = vec![(None, 0.0); links.len()];
        for which in order {
            resolved[which] = speakers.speaker(&links[which].source);
        }
        let pairs = links.into_iter().zip(resolved);
        pairs.map(|(link, (speaker, confidence))| statement::statement(reading, link, speaker, confidence)).collect()
    }
}
