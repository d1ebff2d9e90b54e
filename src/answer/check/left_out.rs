//! What a claim leaves out of the sentence that it is taken from, and whether that may change the sense.

use crate::{
    answer::check::{
        difference::Difference,
        near::Near,
        word::{Word, WordKind},
    },
    article::statement::Statement,
    text::span::Span,
};

/// Words that change what follows them: conditions, doubts, wishes.
const BEFORE: &[&str] = &[
    "if",
    "unless",
    "whether",
    "maybe",
    "perhaps",
    "probably",
    "possibly",
    "allegedly",
    "reportedly",
    "supposedly",
    "think",
    "thought",
    "believe",
    "guess",
    "hope",
    "wish",
    "doubt",
    "wonder",
    "imagine",
    "suppose",
    "suspect",
    "fear",
    "pretend",
    "would",
    "could",
    "might",
    "may",
    "should",
    "refuse",
    "deny",
    "false",
    "wrong",
    "untrue",
    "until",
    "few",
    "nobody",
    "claim",
    "say",
    "says",
    "said",
    "almost",
    "nearly",
    "only",
    "some",
];

/// Words that take something back of what they follow.
const BEHIND: &[&str] = &[
    "if",
    "unless",
    "until",
    "but",
    "though",
    "although",
    "except",
    "only",
    "however",
    "without",
    "provided",
    "or",
    "assuming",
    "whereas",
    "yet",
    "allegedly",
    "perhaps",
    "maybe",
    "probably",
];

/// The words of a sentence on both sides of those that a claim has.
pub(super) struct Rest<'a> {
    before: Vec<&'a Word>,
    behind: Vec<&'a Word>,
}

impl<'a> Rest<'a> {
    /// What the claim leaves out at both ends, of the statement in the sentence or else of the sentence.
    pub(super) fn of(near: &'a Near, statement: Option<&Statement>) -> Rest<'a> {
        let matched = near.matched();
        let sentence = |word: &Word| near.hits.iter().map(|hit| hit.sentence).find(|span| span.overlaps(word.span));
        let said = |word: &&Word| match statement {
            Some(statement) => statement.content.iter().any(|part| part.overlaps(word.span)),
            None => true,
        };
        let beside = |words: &'a [Word], of: &Word| -> Vec<&'a Word> {
            let own = sentence(of);
            words.iter().filter(|word| sentence(word) == own).filter(said).collect()
        };
        Rest {
            before: beside(&near.words[..near.aligned.first], &matched[0]),
            behind: beside(&near.words[near.aligned.end..], &matched[matched.len() - 1]),
        }
    }

    /// Whether any word is left out.
    pub(super) fn has_words(&self) -> bool {
        self.before.iter().chain(&self.behind).any(|word| word.is_word())
    }

    /// Whether the sentence is a question whose mark is left out.
    pub(super) fn is_asked(&self) -> bool {
        self.behind.iter().any(|word| word.kind == WordKind::QuestionMark)
    }

    /// The words that may change the sense, from the first of them to the end they stand at.
    fn telling(&self) -> Option<Span> {
        let turns = |word: &&&Word| word.kind == WordKind::Negation || BEFORE.contains(&word.norm.as_str());
        let takes_back = |word: &&&Word| BEHIND.contains(&word.norm.as_str());
        let through = |first: &Word, last: &Word| first.span.cover(last.span);
        let before = self.before.iter().find(turns).and_then(|first| Some(through(first, self.before.last()?)));
        let behind = self.behind.iter().find(takes_back).and_then(|first| {
            let last = self.behind.iter().rev().find(|word| word.is_word())?;
            Some(through(first, last))
        });
        before.or(behind)
    }
}

/// Where the words stand that a claim leaves out and that may change the sense: all that an ellipsis stands for, and
/// at the ends negations, conditions and doubts. Nothing where there are none.
pub(super) fn left_out(near: &Near, difference: &Difference, rest: &Rest<'_>) -> Option<Span> {
    let matched = near.matched();
    let at_gap = difference.at_gaps.first().zip(difference.at_gaps.last());
    at_gap.map(|(&first, &last)| matched[first].span.cover(matched[last].span)).or_else(|| rest.telling())
}
