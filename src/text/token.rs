//! Words, numbers, punctuation and quotation marks.
