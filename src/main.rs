//! The program `onrecord`.

fn main() {}
