//! A place in a text, in bytes, and its translation into code points.

use std::fmt;

/// A range of a text in bytes, its end exclusive.
///
/// `start <= end` always holds. A span belongs to the text it was made for: there both its ends lie on
/// character boundaries, and [`Span::of`] panics on any text where they do not.
///
/// ```
/// use onrecord::text::span::Span;
///
/// let text = "“No,” she said.";
/// let span = Span::new(0, 9);
/// assert_eq!(span.of(text), "“No,”");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    start: usize,
    end: usize,
}

impl Span {
    /// The span from byte `start` up to, not including, byte `end`.
    ///
    /// # Panics
    ///
    /// If `start > end`.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Span {
        assert!(start <= end, "a span starts before it ends: {start}..{end}");
        Span { start, end }
    }

    /// The first byte.
    #[must_use]
    pub fn start(self) -> usize {
        self.start
    }

    /// The byte after the last.
    #[must_use]
    pub fn end(self) -> usize {
        self.end
    }

    /// Length in bytes.
    #[must_use]
    pub fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether the span holds nothing.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The words of `text` that the span names.
    ///
    /// # Panics
    ///
    /// If `text` is not the text that the span was made for (it is shorter, or an end falls inside a
    /// character). Where that is possible, for a span that came from outside, use [`Span::get`].
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        self.get(text).expect("a span lies on character boundaries of the text it was made for")
    }

    /// The words of `text` that the span names, or nothing where it does not fit this text.
    #[must_use]
    pub fn get(self, text: &str) -> Option<&str> {
        text.get(self.start..self.end)
    }

    /// Whether the two share at least one byte.
    #[must_use]
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether `other` lies wholly within this span.
    #[must_use]
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The smallest span that covers both.
    #[must_use]
    pub fn cover(self, other: Span) -> Span {
        Span::new(self.start.min(other.start), self.end.max(other.end))
    }

    /// The span without white space at either end.
    #[must_use]
    pub fn trimmed(self, text: &str) -> Span {
        let words = self.of(text);
        let start = self.start + (words.len() - words.trim_start().len());
        Span::new(start, start + words.trim().len())
    }
}

impl fmt::Display for Span {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}-{}", self.start, self.end)
    }
}

/// Translates between bytes and Unicode code points in one text.
///
/// The program works in bytes; every offset that leaves it is in code points. Making one costs a pass over
/// the text and four bytes a code point; each translation is a binary search.
#[derive(Clone, Debug)]
pub struct CodePoints {
    /// The byte at which each code point starts, and one entry more for the end of the text.
    starts: Vec<u32>,
}

impl CodePoints {
    /// The code points of `text`, which must be shorter than 4 GiB.
    #[must_use]
    pub fn new(text: &str) -> CodePoints {
        let byte = |at: usize| u32::try_from(at).expect("a text is shorter than 4 GiB");
        let mut starts: Vec<u32> = text.char_indices().map(|(at, _)| byte(at)).collect();
        starts.push(byte(text.len()));
        CodePoints { starts }
    }

    /// The span's start and end in code points, end exclusive.
    ///
    /// # Panics
    ///
    /// If an end of the span falls inside a character or behind the text.
    #[must_use]
    pub fn of(&self, span: Span) -> (usize, usize) {
        (self.position(span.start), self.position(span.end))
    }

    /// The span of the code points from `start` up to `end`, if the text has so many.
    #[must_use]
    pub fn span(&self, start: usize, end: usize) -> Option<Span> {
        let first = *self.starts.get(start)? as usize;
        let last = *self.starts.get(end)? as usize;
        (first <= last).then(|| Span::new(first, last))
    }

    fn position(&self, byte: usize) -> usize {
        self.starts
            .binary_search_by(|start| (*start as usize).cmp(&byte))
            .expect("a span lies on character boundaries of the text it was made for")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_round_trip_between_bytes_and_code_points() {
        let text = "“Łódź”, 🙂 said é.";
        let points = CodePoints::new(text);
        for (position, (byte, character)) in text.char_indices().enumerate() {
            let span = Span::new(byte, byte + character.len_utf8());
            assert_eq!(points.of(span), (position, position + 1));
            assert_eq!(points.span(position, position + 1), Some(span));
        }
        assert_eq!(points.span(0, 99), None);
        assert_eq!(points.span(3, 1), None);
    }

    #[test]
    fn touching_spans_do_not_overlap() {
        assert!(!Span::new(0, 3).overlaps(Span::new(3, 5)));
        assert!(Span::new(0, 4).overlaps(Span::new(3, 5)));
    }

    #[test]
    fn a_foreign_span_gives_nothing_rather_than_half_a_character() {
        assert_eq!(Span::new(0, 1).get("é"), None);
        assert_eq!(Span::new(0, 9).get("é"), None);
    }
}
