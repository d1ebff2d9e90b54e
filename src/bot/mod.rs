//! Discord in and out.
