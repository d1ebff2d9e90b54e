//! Behaviour of the whole program.
