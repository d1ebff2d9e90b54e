//! What every sentence of the record means, as vectors: kept in files, held in memory, searched whole.
//!
//! A sentence's vector is made by the encoder from the sentence and what stands around it, and kept in eight bits a
//! number. [`Writer`] appends vectors to a log beside the index; the pipeline decides which are missing. [`Vectors`]
//! is the log in memory: it finds the sentences nearest to a question and follows what a writer in another process
//! appends. Vectors are derived from the index and may be deleted at any time: without them, words alone find
//! sentences.
//!
//! # Exact search
//!
//! [`Vectors::nearest`] compares the question with every vector, at about the speed of memory.

mod context;
mod log;
mod memory;
mod scan;
mod vector;
mod vectors;
mod writer;

pub use self::{
    context::{in_context, key},
    memory::Near,
    vector::Vector,
    vectors::Vectors,
    writer::{Keyed, Writer},
};
