//! Behaviour of the whole program.

mod layers;
