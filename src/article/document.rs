//! An article read for its sentences and statements.

use crate::{
    article::{Article, statement::Statement},
    text::span::Span,
};

/// An article with what was read in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// The article that was read; all spans are places in its body.
    pub article: Article,
    /// In order, without overlap; white space between them belongs to none.
    pub sentences: Vec<Span>,
    /// In the order of their contents. A statement may cover several sentences, a sentence several statements.
    pub statements: Vec<Statement>,
}

impl Document {
    /// The statements with a part of their content in `sentence`, in order.
    pub fn statements_in(&self, sentence: Span) -> impl Iterator<Item = &Statement> {
        self.statements.iter().filter(move |statement| statement.content.iter().any(|part| part.overlaps(sentence)))
    }
}
