//! What every sentence of the record means, as vectors: kept in files, held in memory, searched whole.
//!
//! A sentence's vector is made by the encoder from the sentence and what stands around it, and kept in eight bits a
//! number. [`Writer`] appends vectors to a log beside the index; the pipeline decides which are missing. [`Vectors`]
//! is the log in memory: it finds the sentences nearest to a question and follows what a writer in another process
//! appends. Vectors are derived from the index and may be deleted at any time: without them, words alone find
//! sentences.
//!
//! # Every vector is looked at
//!
//! [`Vectors::nearest`] compares the question with every vector: 22 ms of one core for 600,000 sentences (10 GB/s, near
//! the speed of memory), so some 37 ms a million. 600,000 take 232 MB of memory and a second to load.
//!
//! A code of one bit a number (Yamada, Asai, Hajishirzi, "Efficient Passage Retrieval with Hashing for Open-domain
//! Question Answering", 2021) as a first sieve was measured on 600,000 vectors, real ones and mixtures of them: 8 ms to
//! compare all codes, and of the hundred nearest sentences 97 are among the best 2,000 (94 among 1,000, 99 among
//! 5,000; of the ten nearest, all). It saves 14 ms there and costs 48 bytes a sentence, so there is none yet; above
//! some two million sentences, 75 ms of looking, it is what to add.

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
