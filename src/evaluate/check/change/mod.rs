//! What is done to the words of a statement to make a claim of them.
//!
//! Each way takes the words and some chance, and gives nothing where the words are not made for it. None of them
//! knows what the program does to find such a claim.

pub(super) mod cut;
pub(super) mod marks;
pub(super) mod negation;
pub(super) mod number;
pub(super) mod spelling;
pub(super) mod swap;
