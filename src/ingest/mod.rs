//! Gets articles from files and folders.
//!
//! The first step of the way in. One bad article never stops the rest: it is [`Skipped`] with its reason.

pub mod file;
mod headline;
mod metadata;
mod published;

use std::{
    collections::HashSet,
    error::Error,
    ffi::OsStr,
    fmt, fs,
    path::{Path, PathBuf},
};

use walkdir::{DirEntry, WalkDir};

/// Where articles come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Location {
    /// One article.
    File(PathBuf),
    /// Every article in it and in the folders below.
    Folder(PathBuf),
}

/// Something that was not taken in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// The path as the user would write it.
    pub place: String,
    /// Why, and what to do about it, in words that read on after the place: "has no text in it".
    pub reason: String,
}

impl Skipped {
    fn at(path: &Path, reason: impl Into<String>) -> Skipped {
        Skipped { place: path.display().to_string(), reason: reason.into() }
    }
}

impl fmt::Display for Skipped {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "`{}` {}", self.place, self.reason)
    }
}

impl Error for Skipped {}

/// What is at a location.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Files of articles, in the order of their paths.
    pub files: Vec<PathBuf>,
    /// Links that lead nowhere and folders that can't be read.
    pub skipped: Vec<Skipped>,
}

impl Location {
    /// The file or folder at `path`.
    ///
    /// # Errors
    ///
    /// If there is nothing there, or nothing that can be read.
    pub fn at(path: &Path) -> Result<Location, Skipped> {
        let metadata = fs::metadata(path)
            .map_err(|error| Skipped::at(path, format!("can't be read; check the path ({error})")))?;
        Ok(if metadata.is_dir() { Location::Folder(path.to_owned()) } else { Location::File(path.to_owned()) })
    }

    /// The files of articles at this location.
    ///
    /// In a folder these are the `.txt` and `.md` files that are neither hidden nor named README or LICENSE; a
    /// link to a folder above is not followed.
    ///
    /// # Errors
    ///
    /// If a folder can't be read or has no articles.
    pub fn found(&self) -> Result<Found, Skipped> {
        match self {
            Location::File(path) => Ok(Found { files: vec![path.clone()], skipped: Vec::new() }),
            Location::Folder(folder) => articles_in(folder),
        }
    }
}

fn articles_in(folder: &Path) -> Result<Found, Skipped> {
    let mut found = Found::default();
    let mut seen = HashSet::new();
    let walk = WalkDir::new(folder).follow_links(true).sort_by_file_name();
    for entry in walk.into_iter().filter_entry(|entry| entry.depth() == 0 || !is_hidden(entry)) {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                found.skipped.extend(unreadable(&error, folder));
                continue;
            }
        };
        let is_article = entry.file_type().is_file() && file::is_article(entry.path()) && !is_about_the_folder(&entry);
        // Two links may lead to one file.
        if is_article && seen.insert(fs::canonicalize(entry.path()).unwrap_or_else(|_| entry.path().to_owned())) {
            found.files.push(entry.into_path());
        }
    }
    if found.files.is_empty() && found.skipped.is_empty() {
        return Err(Skipped::at(folder, "has no articles in it; those are files that end in .txt or .md"));
    }
    Ok(found)
}

/// What can't be read below a folder, unless it is a loop or a lost link that was not to an article.
fn unreadable(error: &walkdir::Error, folder: &Path) -> Option<Skipped> {
    let path = error.path().unwrap_or(folder);
    let is_lost_link = path.is_symlink() && !path.exists();
    let matters = error.loop_ancestor().is_none() && (!is_lost_link || file::is_article(path));
    let reason = error.io_error().map_or_else(|| error.to_string(), ToString::to_string);
    matters.then(|| Skipped::at(path, format!("can't be read ({reason})")))
}

fn is_hidden(entry: &DirEntry) -> bool {
    entry.file_name().as_encoded_bytes().starts_with(b".")
}

/// Whether the file speaks of the folder rather than of the news.
fn is_about_the_folder(entry: &DirEntry) -> bool {
    let name = entry.path().file_stem().and_then(OsStr::to_str).unwrap_or_default().to_ascii_uppercase();
    ["README", "LICENSE", "LICENCE"].iter().any(|known| name.starts_with(known))
}
