//! The text between quotation marks.
