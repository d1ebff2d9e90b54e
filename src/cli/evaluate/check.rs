//! `evaluate check`: claims made of statements as people marked them, and what the program says to them.

use std::path::PathBuf;

use anyhow::Result;

use crate::{
    cli::{
        Outcome,
        arguments::{ChecksAgainstGold, Format},
        evaluate::temporary::Temporary,
        print, remark,
        setup::Setup,
    },
    evaluate::{
        check::{self, cases, json, material::Material, table},
        gold::{self, MarkedDocuments},
    },
    ingest::Location,
};

/// Prints the figures of the checks of claims that are made of the statements of a file.
pub(super) fn run(setup: &Setup, arguments: &ChecksAgainstGold) -> Result<Outcome> {
    let gold = gold::read(&arguments.gold)?;
    let speakers = arguments.speakers.as_deref().map_or_else(|| Ok(MarkedDocuments::new()), gold::read)?;
    let files = files(&arguments.articles)?;
    let material = Material::read(&gold, &speakers, &files, &setup.reader(), setup.largest_file())?;
    let cases = cases::cases(&material, arguments.cases);
    let folder = Temporary::new()?;
    let report = setup.take_in(&folder.path, material.on_record())?;
    for skipped in &report.skipped {
        remark(&format!("skipped {skipped}"));
    }
    drop(material);
    // As for answers: the figures are not to depend on the machine.
    let answerer = setup.answerer_in(&folder.path)?.with_time_budget(None);
    let evaluation = check::evaluation(cases, arguments.errors, |claim| answerer.check(claim))?;
    match arguments.format {
        Format::Json => print(&format!("{}\n", json::evaluation(&evaluation)))?,
        Format::Text => print(&table::text(&evaluation))?,
    }
    Ok(Outcome::Done)
}

/// The articles of files and folders; what can't be read is told.
fn files(places: &[PathBuf]) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for place in places {
        let found = Location::at(place)?.found()?;
        for skipped in &found.skipped {
            remark(&format!("skipped {skipped}"));
        }
        files.extend(found.files);
    }
    Ok(files)
}
