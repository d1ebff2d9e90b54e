//! One writer at a time, over all processes.

use std::{
    fs::{self, File, OpenOptions, TryLockError},
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail};

/// The right to write to the record in a folder. It ends when this is dropped, or with the process.
#[derive(Debug)]
pub struct Lock {
    folder: PathBuf,
    /// Holds the lock as long as it is open.
    _file: File,
}

impl Lock {
    /// Takes the lock of `folder`, making the folder where there is none.
    ///
    /// # Errors
    ///
    /// If another process has it, or the folder can't be written; the message names the remedy.
    pub fn take(folder: &Path) -> Result<Lock> {
        let Some(lock) = Lock::take_if_free(folder)? else {
            bail!("another onrecord is writing to `{}`; wait for it or stop it", folder.display())
        };
        Ok(lock)
    }

    /// The same; nothing if another process has it.
    ///
    /// # Errors
    ///
    /// If the folder can't be written; the message names the remedy.
    pub fn take_if_free(folder: &Path) -> Result<Option<Lock>> {
        let advice =
            || format!("can't write in the index folder `{}`; allow it or name another with --index", folder.display());
        fs::create_dir_all(folder).with_context(advice)?;
        let path = folder.join(".lock");
        // The file is never deleted: a lock on a deleted file is no lock to those who come later.
        let file = OpenOptions::new().create(true).append(true).open(path).with_context(advice)?;
        match file.try_lock() {
            Ok(()) => Ok(Some(Lock { folder: folder.to_owned(), _file: file })),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(error).with_context(advice),
        }
    }

    /// The folder of the record.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_writer_is_turned_away_until_the_first_is_done() {
        let folder = tempfile::tempdir().unwrap();
        let lock = Lock::take(folder.path()).unwrap();
        let refusal = Lock::take(folder.path()).unwrap_err().to_string();
        assert!(refusal.starts_with("another onrecord is writing to"), "{refusal}");
        drop(lock);
        Lock::take(folder.path()).unwrap();
    }
}
