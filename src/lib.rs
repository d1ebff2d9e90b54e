//! On Record answers questions about news coverage by quoting it.

pub mod answer;
pub mod archive;
pub mod article;
pub mod attribution;
pub mod bot;
pub mod cli;
pub mod config;
pub mod index;
pub mod ingest;
pub mod lexicon;
pub mod pipeline;
pub mod render;
pub mod text;
