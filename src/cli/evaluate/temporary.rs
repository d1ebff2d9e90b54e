//! A folder for a record that is made for an evaluation.

use std::{env, fs, path::PathBuf, process};

use anyhow::{Context, Result};

/// A folder that goes with its owner.
pub(super) struct Temporary {
    /// Where it lies.
    pub(super) path: PathBuf,
}

impl Temporary {
    /// An empty folder of this process.
    pub(super) fn new() -> Result<Temporary> {
        let path = env::temp_dir().join(format!("onrecord-evaluate-{}", process::id()));
        fs::create_dir_all(&path)
            .with_context(|| format!("making `{}` for the index of the articles", path.display()))?;
        Ok(Temporary { path })
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        if let Err(error) = fs::remove_dir_all(&self.path) {
            tracing::warn!(%error, folder = %self.path.display(), "a temporary folder could not be removed");
        }
    }
}
