//! `evaluate`: how good the program is, held against gold data.

mod answers;
mod check;
mod temporary;

use anyhow::Result;

use crate::{
    cli::{
        Outcome,
        arguments::{AgainstGold, Evaluated},
        print,
        setup::Setup,
    },
    evaluate::{self, Prediction, gold, json, table},
};

/// Prints the figures of what is evaluated.
pub(crate) fn run(setup: &Setup, evaluated: &Evaluated) -> Result<Outcome> {
    match evaluated {
        Evaluated::Attribution(arguments) => attribution(setup, arguments),
        Evaluated::Answers(arguments) => answers::run(setup, arguments),
        Evaluated::Check(arguments) => check::run(setup, arguments),
    }
}

fn attribution(setup: &Setup, arguments: &AgainstGold) -> Result<Outcome> {
    let gold = gold::read(&arguments.gold)?;
    let mut predicted = arguments.predicted.as_deref().map(gold::read).transpose()?;
    if let Some(predicted) = &mut predicted {
        if arguments.subset {
            evaluate::keep_gold(predicted, &gold);
        }
        evaluate::require_gold(predicted, &gold)?;
    }
    let reader = setup.reader();
    let prediction = predicted.as_ref().map_or(Prediction::Read(&reader), Prediction::Given);
    let evaluation =
        evaluate::attribution(&gold, &arguments.text, &prediction, setup.largest_file(), arguments.errors)?;
    match arguments.json {
        true => print(&format!("{}\n", json::evaluation(&evaluation)))?,
        false => print(&table::text(&evaluation))?,
    }
    Ok(Outcome::Done)
}
