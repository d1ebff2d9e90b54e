//! How English is cut: spans, tokens, sentences and quotation marks.
//!
//! The ground floor. Everything above names places in an article by the [`span::Span`]s made here.

pub mod quotation;
pub mod sentence;
pub mod span;
pub mod spelling;
pub mod token;
