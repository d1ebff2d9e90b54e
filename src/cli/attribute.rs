//! `attribute`: the statements of articles, without archive or index.

use std::path::PathBuf;

use anyhow::Result;

use crate::{
    cli::{Outcome, arguments::LineFormat, print, remark, setup::Setup},
    ingest::{Location, file},
    render::{json, terminal},
};

/// Prints the statements of every article at `paths`, in order.
///
/// A file that can't be read is told of and passed over; where none can be read it has failed.
pub(crate) fn run(setup: &Setup, paths: &[PathBuf], format: LineFormat) -> Result<Outcome> {
    let reader = setup.reader();
    let mut shown = 0;
    for path in files(paths)? {
        let incoming = match file::article(&path, setup.largest_file()) {
            Ok(incoming) => incoming,
            Err(skipped) => {
                remark(&format!("skipped {skipped}"));
                continue;
            }
        };
        let article = incoming.unarchived();
        match format {
            LineFormat::Inputs => {
                print(&format!("{}\n", json::inputs(&article.doc, &article.body, &reader.inputs(&article.body))))?;
            }
            LineFormat::Sentences => print(&json::sentences(&reader.read(article)))?,
            LineFormat::Jsonl => print(&format!("{}\n", json::document(&reader.read(article))))?,
            LineFormat::Text => {
                let document = reader.read(article);
                let layout = Setup::layout();
                print(&format!(
                    "{}{}\n",
                    terminal::heading(&document.article, layout),
                    terminal::statements(&document, layout)
                ))?;
            }
        }
        shown += 1;
    }
    Ok(if shown == 0 { Outcome::Failed } else { Outcome::Done })
}

fn files(paths: &[PathBuf]) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for path in paths {
        let found = Location::at(path)?.found()?;
        found.skipped.iter().for_each(|skipped| remark(&format!("skipped {skipped}")));
        files.extend(found.files);
    }
    Ok(files)
}
