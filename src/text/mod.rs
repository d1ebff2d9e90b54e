//! How English is cut: spans, tokens, sentences, quotation marks and WordPieces; how days are counted back.
//!
//! The ground floor. Everything above names places in an article by the [`span::Span`]s made here.

pub mod day;
pub mod quotation;
pub mod sentence;
pub mod span;
pub mod spelling;
pub mod token;
pub mod wordpiece;
