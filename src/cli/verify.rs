//! `verify`: is the record as it was written?

use anyhow::Result;

use crate::{
    archive::Archive,
    cli::{Outcome, print, setup::Setup},
    pipeline::verify::verify,
    render::counted,
};

/// Prints what is wrong with archive and index, a line each, or that nothing is.
///
/// # Errors
///
/// If there is no archive, or archive or index can't be read at all.
pub(crate) fn run(setup: &Setup) -> Result<Outcome> {
    setup.require_archive()?;
    let problems = verify(&setup.folder, &setup.reader())?;
    for problem in &problems {
        print(&format!("{problem}\n"))?;
    }
    if !problems.is_empty() {
        return Ok(Outcome::Failed);
    }
    let extent = Archive::open(&setup.folder)?.extent(None, None, None)?;
    print(&format!("{} articles, all as they were archived and all in the index\n", extent.articles))?;
    if let Some((embedded, sentences)) = setup.embedded()? {
        print(&format!("{embedded} of {} can be found by what they mean\n", counted(sentences, "sentence")))?;
    }
    Ok(Outcome::Done)
}
