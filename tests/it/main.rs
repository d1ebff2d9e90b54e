//! Behaviour of the whole program.

mod environment;
mod layers;
