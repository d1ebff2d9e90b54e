//! `doctor`: what is wrong with a set-up?

use std::{env, path::Path};

use anyhow::Result;
use jiff::{Timestamp, civil::date, tz::TimeZone};

use crate::{
    archive::Archive,
    cli::{Outcome, print, setup::Setup},
    index::{Index, Opened},
    pipeline::{lock::Lock, record::index_folder},
    render::counted,
};

/// What a check found.
enum Finding {
    /// All is well; what was seen.
    Well(String),
    /// Something lacks that only some need.
    Note(String),
    /// Something is wrong; what, and the remedy.
    Wrong(String),
}

/// Prints a line for each check.
///
/// # Errors
///
/// If nothing can be printed. Settings that can't be read are refused before any command begins.
pub(crate) fn run(setup: &Setup) -> Result<Outcome> {
    let checks = [
        ("settings", Finding::Well("are well formed".to_owned())),
        ("index folder", folder(&setup.folder)),
        ("archive", archive(&setup.folder)),
        ("index", index(&setup.folder)),
        ("vectors", vectors(setup)),
        ("clock", clock(&setup.folder)),
        ("Discord token", token()),
    ];
    let mut outcome = Outcome::Done;
    for (name, finding) in checks {
        let (mark, words) = match finding {
            Finding::Well(words) => ("ok   ", words),
            Finding::Note(words) => ("note ", words),
            Finding::Wrong(words) => {
                outcome = Outcome::Failed;
                ("wrong", words)
            }
        };
        print(&format!("{mark}  {name}: {words}\n"))?;
    }
    Ok(outcome)
}

fn folder(folder: &Path) -> Finding {
    if !folder.exists() {
        return Finding::Note(format!("`{}` is not there yet; `onrecord ingest PATH` makes it", folder.display()));
    }
    match Lock::take(folder) {
        Ok(_) => Finding::Well(format!("`{}` can be written", folder.display())),
        Err(error) => Finding::Wrong(format!("{error:#}")),
    }
}

fn archive(folder: &Path) -> Finding {
    if !Archive::exists(folder) {
        return Finding::Note("is empty; `onrecord ingest PATH` fills it".to_owned());
    }
    match Archive::open(folder).and_then(|archive| archive.extent(None, None, None)) {
        Ok(extent) => Finding::Well(format!(
            "has {} of {}",
            counted(extent.articles, "article"),
            counted(extent.outlets, "outlet")
        )),
        Err(error) => Finding::Wrong(format!("{error:#}")),
    }
}

fn index(folder: &Path) -> Finding {
    if !Archive::exists(folder) {
        return Finding::Note("is made with the first article".to_owned());
    }
    let reindex = "`onrecord reindex` builds it again";
    match positions(folder) {
        Ok(Some((index, archive))) if index == archive => Finding::Well("is in step with the archive".to_owned()),
        Ok(Some(_)) => Finding::Wrong(format!("is out of step with the archive; {reindex}")),
        Ok(None) => Finding::Wrong(format!("is missing or unusable; {reindex}")),
        Err(error) => Finding::Wrong(format!("{error:#}; {reindex}")),
    }
}

/// Whether sentences are found by what they mean.
fn vectors(setup: &Setup) -> Finding {
    match setup.embedded() {
        Ok(None) if setup.config.retrieval.semantic => Finding::Note("are made with the first article".to_owned()),
        Ok(None) => Finding::Note("are not used: `retrieval.semantic` is off".to_owned()),
        Ok(Some((embedded, sentences))) if embedded == sentences => {
            Finding::Well(format!("are there for {}", counted(sentences, "sentence")))
        }
        Ok(Some((embedded, sentences))) => Finding::Note(format!(
            "are there for {embedded} of {}; the next ingest, `onrecord reindex` or the bot makes the others",
            counted(sentences, "sentence")
        )),
        Err(error) => Finding::Wrong(format!("{error:#}; `onrecord reindex` makes them again")),
    }
}

/// How far the index has read, and how far the archive goes.
fn positions(folder: &Path) -> Result<Option<(u64, u64)>> {
    let Opened::Ready(index) = Index::open(&index_folder(folder))? else { return Ok(None) };
    Ok(Some((index.position()?, Archive::open(folder)?.position()?)))
}

/// Whether the clock is behind this program or behind what was archived by it.
fn clock(folder: &Path) -> Finding {
    let now = Timestamp::now();
    let newest = Archive::exists(folder)
        .then(|| Archive::open(folder).and_then(|archive| archive.last_kept()).ok().flatten())
        .flatten();
    let is_behind = now.to_zoned(TimeZone::UTC).date() < date(2025, 11, 1) || newest.is_some_and(|newest| newest > now);
    match is_behind {
        true => Finding::Wrong(format!("says {now}, which is in the past; set it")),
        false => Finding::Well(format!("says {}", now.strftime("%Y-%m-%d %H:%M UTC"))),
    }
}

fn token() -> Finding {
    match env::var("DISCORD_TOKEN") {
        Ok(token) if !token.trim().is_empty() => Finding::Well("is set".to_owned()),
        _ => Finding::Note("is not set; only `onrecord bot` needs it: put it into DISCORD_TOKEN".to_owned()),
    }
}
