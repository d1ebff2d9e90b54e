//! The program `onrecord`: parses the command line, runs it, prints a failure once.

use std::process::ExitCode;

fn main() -> ExitCode {
    onrecord::cli::run()
}
