//! The words of a claim, so that some can be changed while all around them stays as it is.

use std::{collections::HashSet, ops::Range, sync::LazyLock};

use crate::text::{
    span::Span,
    token::{self, TokenKind},
};

/// Words that carry no content of their own. As a part of the yardstick they share nothing with those of `answer`.
static FUNCTION: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    "a an the this that these those i me my mine you your yours he him his she her hers it its we us our ours they \
    them their theirs who whom whose which what when where why how there here be am is are was were been being have \
    has had having do does did doing done will would shall should can could may might must ought of in on at for to \
    from by with about into over under after before between through during against and or but nor so yet if unless \
    because as than then while until though although not no never also just only very too more most much many some \
    any all each both own such other same out up down off again now ever even still one"
        .split_whitespace()
        .collect()
});

/// Words that a sentence can't lose without saying something else.
static TELLING: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    "not no never none nobody nothing nowhere neither nor cannot without hardly barely scarcely rarely seldom if \
    unless until but except only though although however whether provided otherwise instead rather than think thinks \
    thought believe believes believed hope hopes hoped doubt doubts guess suspect maybe perhaps possibly probably \
    likely unlikely might may could would should seem seems seemed appear appears almost nearly less fewer least few \
    claim claims claimed alleged allegedly supposedly reportedly against refuse refuses refused deny denies denied \
    fail fails failed stop stops stopped when before after because unclear false wrong untrue"
        .split_whitespace()
        .collect()
});

/// Whether `word`, in lower case, is an article, a pronoun, an auxiliary or the like.
pub(super) fn is_function_word(word: &str) -> bool {
    FUNCTION.contains(word)
}

/// Whether a sentence says something else without `word`: a negation, a condition, a hedge.
pub(super) fn is_telling(word: &str) -> bool {
    let word = plain(word);
    TELLING.contains(&*word) || word.ends_with("n't")
}

/// A word in lower case with a straight apostrophe.
pub(super) fn plain(word: &str) -> String {
    word.to_lowercase().replace('’', "'")
}

/// A text with the places of its words and numbers.
pub(super) struct Wording<'a> {
    /// The text.
    pub(super) text: &'a str,
    words: Vec<Span>,
}

impl<'a> Wording<'a> {
    pub(super) fn new(text: &'a str) -> Wording<'a> {
        let is_word = |kind: TokenKind| matches!(kind, TokenKind::Word | TokenKind::Number);
        let words = token::tokens(text).into_iter().filter(|token| is_word(token.kind)).map(|token| token.span);
        Wording { text, words: words.collect() }
    }

    /// How many words there are.
    pub(super) fn len(&self) -> usize {
        self.words.len()
    }

    /// The word of this number.
    pub(super) fn word(&self, at: usize) -> &'a str {
        self.words[at].of(self.text)
    }

    /// The word of this number in lower case with a straight apostrophe; empty where there is none.
    pub(super) fn plain(&self, at: usize) -> String {
        self.words.get(at).map(|word| plain(word.of(self.text))).unwrap_or_default()
    }

    /// All words as [`Wording::plain`] gives them.
    pub(super) fn all_plain(&self) -> Vec<String> {
        (0..self.len()).map(|at| self.plain(at)).collect()
    }

    /// The numbers of the words that `is_such` picks.
    pub(super) fn places(&self, is_such: impl Fn(usize) -> bool) -> Vec<usize> {
        (0..self.len()).filter(|at| is_such(*at)).collect()
    }

    /// How many words have content of their own, of those in `range`.
    pub(super) fn content_words(&self, range: Range<usize>) -> usize {
        range.filter(|at| self.has_content(*at)).count()
    }

    /// Whether the word has content of its own.
    pub(super) fn has_content(&self, at: usize) -> bool {
        let word = self.plain(at);
        word.starts_with(char::is_alphanumeric) && !is_function_word(&word)
    }

    /// Whether a sentence begins with the word.
    pub(super) fn begins(&self, at: usize) -> bool {
        at == 0 || self.between(at).contains(['.', '!', '?', ':', '…', '“', '"', '‘'])
    }

    /// What stands between the word before and this one, which must not be the first.
    pub(super) fn between(&self, at: usize) -> &'a str {
        &self.text[self.words[at - 1].end()..self.words[at].start()]
    }

    /// Whether the word is wholly in small letters.
    pub(super) fn is_small(&self, at: usize) -> bool {
        self.word(at).chars().all(|letter| letter.is_alphabetic() && letter.is_lowercase())
    }

    /// Whether the word can be changed by itself: it is not joined to the one before or behind.
    pub(super) fn stands_alone(&self, at: usize) -> bool {
        let is_ending = |at: usize| self.words.get(at).is_some_and(|word| word.of(self.text).starts_with(['\'', '’']));
        !is_ending(at) && !is_ending(at + 1)
    }

    /// The text from the first word of `range` to its last, without what stands around.
    pub(super) fn part(&self, range: Range<usize>) -> &'a str {
        match self.words.get(range) {
            Some([first, .., last]) => first.cover(*last).of(self.text),
            Some([only]) => only.of(self.text),
            _ => "",
        }
    }

    /// The text with another word at this place.
    pub(super) fn replaced(&self, at: usize, word: &str) -> String {
        let span = self.words[at];
        format!("{}{word}{}", &self.text[..span.start()], &self.text[span.end()..])
    }

    /// The text with `word` put before this place.
    pub(super) fn with_before(&self, at: usize, word: &str) -> String {
        let (before, behind) = self.text.split_at(self.words[at].start());
        format!("{before}{word} {behind}")
    }

    /// The text without the words of `range`, which must not reach its end; `mark` is put in their place.
    pub(super) fn without(&self, range: Range<usize>, mark: &str) -> String {
        let behind = &self.text[self.words[range.end].start()..];
        format!("{}{mark}{behind}", &self.text[..self.words[range.start].start()])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "“No,” she said. Hall’s 28 boats weren’t there.";

    #[test]
    fn words_are_changed_in_their_surroundings() {
        let wording = Wording::new(TEXT);
        assert_eq!(wording.len(), 9);
        assert_eq!(wording.part(1..3), "she said");
        assert_eq!(wording.replaced(6, "crews"), "“No,” she said. Hall’s 28 crews weren’t there.");
        assert_eq!(wording.with_before(6, "old"), "“No,” she said. Hall’s 28 old boats weren’t there.");
        assert_eq!(wording.without(5..7, "… "), "“No,” she said. Hall’s … weren’t there.");
        assert_eq!(wording.without(1..3, ""), "“No,” Hall’s 28 boats weren’t there.");
    }

    #[test]
    fn words_are_told_by_their_look_and_place() {
        let wording = Wording::new(TEXT);
        assert_eq!(wording.places(|at| wording.begins(at)), [0, 3]);
        assert_eq!(wording.places(|at| wording.stands_alone(at)), [0, 1, 2, 5, 6, 7, 8]);
        assert_eq!(wording.places(|at| wording.is_small(at)), [1, 2, 6, 8]);
        assert_eq!(wording.places(|at| wording.has_content(at)), [2, 3, 5, 6, 7]);
        assert_eq!(wording.places(|at| is_telling(wording.word(at))), [0, 7]);
        assert_eq!(wording.plain(7), "weren't");
    }
}
