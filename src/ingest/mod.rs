//! Gets articles from files and folders.
//!
//! The first step of the way in. One bad article never stops the rest: it is [`Skipped`] with its reason.

pub mod file;
mod headline;
mod metadata;
pub mod page;
mod published;

use std::{
    collections::HashSet,
    error::Error,
    ffi::OsStr,
    fmt, fs, io,
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
    /// Links that lead nowhere, what is no regular file, and folders that can't be read.
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
    /// In a folder these are the `.txt`, `.md` and `.html` files that are neither hidden nor named README or LICENSE. A link
    /// to a file is followed; a link to a folder is not, for it may lead out of what was asked for. The path given
    /// may itself be a link.
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
    let walk = WalkDir::new(folder).follow_links(false).sort_by_file_name();
    for entry in walk.into_iter().filter_entry(|entry| entry.depth() == 0 || !is_hidden(entry)) {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                let path = error.path().unwrap_or(folder);
                found.skipped.push(Skipped::at(path, format!("can't be read ({})", cause(&error))));
                continue;
            }
        };
        let is_candidate = file::is_article(entry.path()) && !is_about_the_folder(&entry);
        if !is_candidate || entry.file_type().is_dir() {
            continue;
        }
        match article_file(entry.path()) {
            Ok(Some(file)) => {
                // Two links may lead to one file.
                if seen.insert(file) {
                    found.files.push(entry.into_path());
                }
            }
            Ok(None) => {}
            Err(skipped) => found.skipped.push(skipped),
        }
    }
    if found.files.is_empty() && found.skipped.is_empty() {
        return Err(Skipped::at(folder, "has no articles in it; those are files that end in .txt, .md or .html"));
    }
    Ok(found)
}

/// The file that a path in a folder leads to; nothing for a link to a folder.
fn article_file(path: &Path) -> Result<Option<PathBuf>, Skipped> {
    let unreadable = |error: io::Error| Skipped::at(path, format!("can't be read ({error})"));
    let metadata = fs::metadata(path).map_err(unreadable)?;
    match (metadata.is_dir(), metadata.is_file()) {
        (true, _) => Ok(None),
        (_, true) => fs::canonicalize(path).map(Some).map_err(unreadable),
        // Reading a pipe would wait for its other end, and a device may never end.
        _ => Err(Skipped::at(path, file::NOT_REGULAR)),
    }
}

fn cause(error: &walkdir::Error) -> String {
    error.io_error().map_or_else(|| error.to_string(), ToString::to_string)
}

fn is_hidden(entry: &DirEntry) -> bool {
    entry.file_name().as_encoded_bytes().starts_with(b".")
}

/// Whether the file speaks of the folder rather than of the news.
fn is_about_the_folder(entry: &DirEntry) -> bool {
    let name = entry.path().file_stem().and_then(OsStr::to_str).unwrap_or_default().to_ascii_uppercase();
    ["README", "LICENSE", "LICENCE"].iter().any(|known| name.starts_with(known))
}
