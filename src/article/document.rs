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
    /// For each sentence the statements with a part of their content in it, in order.
    ///
    /// Costs a search a part: a whole archive in one file is indexed in seconds.
    #[must_use]
    pub fn statements_by_sentence(&self) -> Vec<Vec<&Statement>> {
        let mut by_sentence: Vec<Vec<&Statement>> = vec![Vec::new(); self.sentences.len()];
        for statement in &self.statements {
            for part in &statement.content {
                let first = self.sentences.partition_point(|sentence| sentence.end() <= part.start());
                let touched = self.sentences[first..].iter().take_while(|sentence| sentence.start() < part.end());
                for ordinal in (first..).take(touched.count()) {
                    let statements = &mut by_sentence[ordinal];
                    // Two parts of one statement may lie in one sentence.
                    if !statements.last().is_some_and(|last| std::ptr::eq(*last, statement)) {
                        statements.push(statement);
                    }
                }
            }
        }
        by_sentence
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{
        ArticleId, Citation,
        statement::{Polarity, StatementKind},
    };

    fn statement(content: &[(usize, usize)]) -> Statement {
        Statement {
            kind: StatementKind::Indirect,
            source: Vec::new(),
            cue: Vec::new(),
            content: content.iter().map(|&(start, end)| Span::new(start, end)).collect(),
            speaker: None,
            polarity: Polarity::Asserts,
            confidence: 1.0,
            via: Vec::new(),
        }
    }

    #[test]
    fn a_sentence_has_the_statements_that_have_content_in_it() {
        let sentences = [(0, 10), (11, 20), (21, 30), (31, 40)].map(|(start, end)| Span::new(start, end)).to_vec();
        let statements = vec![statement(&[(2, 5), (7, 9)]), statement(&[(5, 8), (25, 35)]), statement(&[(10, 11)])];
        let id = ArticleId::parse("0123456789ab").unwrap();
        let article =
            Article { id, version: 1, doc: String::new(), citation: Citation::default(), body: " ".repeat(40) };
        let document = Document { article, sentences, statements };
        let numbers: Vec<Vec<usize>> = document
            .statements_by_sentence()
            .iter()
            .map(|found| {
                found.iter().map(|one| document.statements.iter().position(|own| own == *one).unwrap()).collect()
            })
            .collect();
        assert_eq!(numbers, [vec![0, 1], vec![], vec![1], vec![1]]);
    }
}
