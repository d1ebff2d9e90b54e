//! The command line: one file a subcommand.
//!
//! Here the settings are read and taken apart, the parts are put together, and the exit code is chosen. Only this
//! module prints: answers to standard output, everything else to standard error.

mod arguments;
mod article;
mod ask;
mod attribute;
mod batch;
mod bot;
mod chat;
mod check;
mod doctor;
mod evaluate;
mod ingest;
mod people;
mod progress;
mod reindex;
mod setup;
mod verify;

use std::{
    io::{self, ErrorKind, Write},
    process::ExitCode,
};

use anyhow::{Error, Result};
use clap::{CommandFactory, Parser};

use crate::cli::{
    arguments::{Arguments, Subcommand},
    setup::Setup,
};

/// How a command ended, as scripts see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// It did what was asked, or the record has an answer.
    Done,
    /// The record has nothing on this.
    NothingFound,
    /// It failed; the reason has been printed.
    Failed,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> ExitCode {
        match outcome {
            Outcome::Done => ExitCode::SUCCESS,
            Outcome::NothingFound => ExitCode::from(1),
            Outcome::Failed => ExitCode::from(2),
        }
    }
}

/// Runs the command that the program was called with.
///
/// Exit codes: 0 answered or done, 1 nothing on record, 2 failed. A failure is printed here, once.
#[must_use]
pub fn run() -> ExitCode {
    let arguments = Arguments::parse();
    match dispatch(&arguments) {
        Ok(outcome) => outcome.into(),
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            complain(&error);
            Outcome::Failed.into()
        }
    }
}

fn dispatch(arguments: &Arguments) -> Result<Outcome> {
    if let Subcommand::Completions { shell } = arguments.subcommand {
        clap_complete::generate(shell, &mut Arguments::command(), "onrecord", &mut io::stdout());
        return Ok(Outcome::Done);
    }
    let setup = Setup::read(arguments)?;
    match &arguments.subcommand {
        Subcommand::Ingest { paths, no_wait } => ingest::run(&setup, paths, !no_wait),
        Subcommand::Reindex => reindex::run(&setup),
        Subcommand::Verify => verify::run(&setup),
        Subcommand::Doctor => doctor::run(&setup),
        Subcommand::Ask { question, timezone, shown } => {
            ask::ask(&setup, &question.join(" "), timezone.as_deref(), shown)
        }
        Subcommand::Said { speaker, about, shown, since, until, kind } => {
            let bounds = ask::Bounds { since: *since, until: *until, kind: kind.map(Into::into) };
            ask::said(&setup, speaker, about, bounds, shown)
        }
        Subcommand::Who { statement, shown } => ask::who(&setup, &statement.join(" "), shown),
        Subcommand::Check { quote, speaker, format } => {
            check::run(&setup, &quote.join(" "), speaker.as_deref(), *format)
        }
        Subcommand::Answer { batch, format, budget } => batch::run(&setup, batch, *format, *budget),
        Subcommand::Attribute { paths, format } => attribute::run(&setup, paths, *format),
        Subcommand::Evaluate { evaluated } => evaluate::run(&setup, evaluated),
        Subcommand::People { name, format, limit } => people::run(&setup, name, *format, *limit),
        Subcommand::Article { headline, format, limit } => article::run(&setup, headline, *format, *limit),
        Subcommand::Chat => chat::run(&setup),
        Subcommand::Bot => bot::run(&setup),
        Subcommand::Completions { .. } => unreachable!("handled before the set-up is read"),
    }
}

/// Prints to standard output, without styles where it is no terminal or `NO_COLOR` is set.
fn print(text: &str) -> Result<()> {
    let mut output = anstream::stdout().lock();
    output.write_all(text.as_bytes())?;
    output.flush()?;
    Ok(())
}

/// Prints a remark on standard error.
fn remark(text: &str) {
    // There is nobody to tell when standard error is gone.
    let _ = writeln!(anstream::stderr().lock(), "{text}");
}

/// Prints a failure with its causes in one line.
fn complain(error: &Error) {
    remark(&format!("onrecord: {error:#}"));
}

fn is_closed_pipe(error: &Error) -> bool {
    error.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == ErrorKind::BrokenPipe)
}
