//! Behaviour of the whole program.

#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "a test fails by panicking and prints what it measured")]

mod answer;
mod archive;
mod cli;
mod discord;
mod environment;
mod evaluate;
mod evaluate_answers;
mod evaluate_check;
mod ingest;
mod kill;
mod layers;
mod pages;
mod quotations;
mod readme;
mod semantic;
mod verbatim;
