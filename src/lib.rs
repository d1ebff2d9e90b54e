//! On Record answers questions about news coverage by quoting it.
//!
//! ```text
//!  the way in (pipeline)                                    the way out (answer)
//!
//!  file   ┐                                                 question
//!  folder ┴ ingest ─▶ Article ─ attribution ─▶ Document        │ Query
//!             │          ▲          ▲              │            ▼
//!             ▼          │       lexicon           └──▶ index ─┴─▶ Hit ─▶ Passage ─▶ Answer ─▶ Checked
//!          Incoming ─▶ archive                                                                    │
//!                                                               Discord, terminal, JSON ◀─ render ┘
//! ```
//!
//! The modules stand here in reading order. `ARCHITECTURE.md` says what each is for and what it may import.

pub mod text;

pub mod lexicon;

pub mod config;

pub mod encoder;

pub mod article;

pub mod ingest;

pub mod attribution;

pub mod archive;

pub mod index;

pub mod semantic;

pub mod pipeline;

pub mod answer;

pub mod render;

pub mod evaluate;

pub mod bot;

pub mod cli;
