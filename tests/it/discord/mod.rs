//! The real bot against a stand-in Discord on loopback.

mod check;
mod conformance;
mod embedding;
mod events;
mod hostile;
mod pictures;
mod process;
mod scenarios;
mod server;
mod shutdown;
mod socket;
