//! One file as an article: plain text or Markdown, archived as it is, or the page of a browser.

use std::{
    ffi::OsStr,
    fs::{self, File},
    io::Read,
    path::Path,
};

use anyhow::{Context, Result, bail, ensure};

use crate::{
    article::Incoming,
    ingest::{Skipped, headline, metadata, page},
};

/// One control character in so many bytes is an accident of the newsroom's software; more are not a text.
const BYTES_PER_CONTROL: usize = 64;

/// Why a pipe, a socket or a device is not read.
pub(super) const NOT_REGULAR: &str = "is not a regular file";

/// Reads the article in the file at `path`, of at most `limit` bytes.
///
/// A text's line ends become `\n`; a byte order mark and front matter are not part of it; nothing else changes. Of a
/// page the article is taken ([`page`]).
///
/// # Errors
///
/// The reason why the file can't be taken in.
pub fn article(path: &Path, limit: u64) -> Result<Incoming, Skipped> {
    read(path, limit).map_err(|error| Skipped::at(path, format!("{error:#}")))
}

/// Whether the name of the file says that it is an article.
pub(super) fn is_article(path: &Path) -> bool {
    is_markdown(path) || is_page(path) || has_ending(path, "txt")
}

fn is_page(path: &Path) -> bool {
    ["html", "htm", "xhtml"].iter().any(|ending| has_ending(path, ending))
}

fn is_markdown(path: &Path) -> bool {
    has_ending(path, "md") || has_ending(path, "markdown")
}

fn has_ending(path: &Path, ending: &str) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case(ending))
}

fn read(path: &Path, limit: u64) -> Result<Incoming> {
    ensure!(fs::metadata(path).context("can't be read")?.is_file(), NOT_REGULAR);
    ensure!(is_article(path), "is not a kind of file that is read; articles end in .txt, .md or .html");
    let place = fs::canonicalize(path).context("can't be read")?;
    let doc = path.file_stem().map(OsStr::to_string_lossy).map(|stem| stem.into_owned());
    if is_page(path) {
        return of_page(path, limit, place.to_string_lossy().into_owned(), doc);
    }
    let text = text(path, limit)?;
    let (front_matter, body) = match is_markdown(path) {
        true => metadata::part(&text)?,
        false => (None, text.as_str()),
    };
    ensure!(!body.chars().all(|letter| letter.is_whitespace() || letter == '\u{feff}'), "has no text in it");
    let mut citation = metadata::citation(path, front_matter)?;
    if citation.headline.is_none() {
        citation.headline = headline::headline(body, is_markdown(path));
    }
    Ok(Incoming { place: place.to_string_lossy().into_owned(), doc, citation, body: body.to_owned() })
}

/// The article on a page that was saved; what its sidecar says goes before what the page says.
fn of_page(path: &Path, limit: u64, place: String, doc: Option<String>) -> Result<Incoming> {
    let mut page = page::page(&bytes(path, limit)?, None, None)?;
    page.citation = metadata::citation(path, None)?.or(page.citation);
    Ok(page.incoming(place, doc))
}

/// The text of a file without byte order mark, its line ends as `\n`.
pub(super) fn text(path: &Path, limit: u64) -> Result<String> {
    decode(bytes(path, limit)?)
}

fn bytes(path: &Path, limit: u64) -> Result<Vec<u8>> {
    let metadata = fs::metadata(path).context("can't be read")?;
    // Opening a pipe would wait for its other end.
    ensure!(metadata.is_file(), NOT_REGULAR);
    ensure!(metadata.len() <= limit, "{}", too_large(metadata.len(), limit));
    let mut bytes = Vec::new();
    File::open(path)
        .and_then(|file| file.take(limit.saturating_add(1)).read_to_end(&mut bytes))
        .context("can't be read")?;
    ensure!(bytes.len() as u64 <= limit, "{}", too_large(bytes.len() as u64, limit));
    Ok(bytes)
}

#[expect(clippy::cast_precision_loss, reason = "a size is shown with one decimal")]
fn too_large(size: u64, limit: u64) -> String {
    let megabytes = |bytes: u64| bytes as f64 / 1e6;
    format!(
        "is {:.1} MB large; at most {} MB are read (setting `ingest.largest_file_megabytes`)",
        megabytes(size),
        megabytes(limit)
    )
}

fn decode(bytes: Vec<u8>) -> Result<String> {
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        bail!("is UTF-16, not UTF-8; save it as UTF-8");
    }
    if let Some(at) = bytes.iter().position(|byte| *byte == 0) {
        bail!("is binary data, not text (a zero at byte {at})");
    }
    let text = String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        anyhow::anyhow!("is not UTF-8 (0x{:02X} at byte {at}); save it as UTF-8", error.as_bytes()[at])
    })?;
    let controls = text.bytes().filter(|byte| byte.is_ascii_control() && !byte.is_ascii_whitespace()).count();
    ensure!(controls * BYTES_PER_CONTROL <= text.len(), "is binary data, not text ({controls} control characters)");
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    Ok(text.replace("\r\n", "\n").replace('\r', "\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_keeps_all_but_its_line_ends_and_mark() {
        let decoded = decode("\u{feff}One\r\n two\t\rthree \n\n“four”\u{a0}\n".as_bytes().to_vec()).unwrap();
        assert_eq!(decoded, "One\n two\t\nthree \n\n“four”\u{a0}\n");
        let accident = "an odd \x1b in a long text that is otherwise plain and readable to all";
        assert_eq!(decode(accident.as_bytes().to_vec()).unwrap(), accident);
    }

    #[test]
    fn what_is_no_text_is_refused_with_its_place() {
        for (bytes, reason) in [
            (&b"ab\xe9 c"[..], "0xE9 at byte 2"),
            (b"ab\x00c", "zero at byte 2"),
            (b"\xff\xfea\x00", "UTF-16"),
            (b"\x01\x02\x03 a few words", "3 control characters"),
            (b"cut in the middle \xe2\x80", "0xE2 at byte 18"),
        ] {
            let error = decode(bytes.to_vec()).unwrap_err().to_string();
            assert!(error.contains(reason), "{error}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_are_a_text_or_have_a_reason(bytes: Vec<u8>) {
            if let Ok(text) = decode(bytes) {
                assert!(!text.contains(['\0', '\r']));
            }
        }

        #[test]
        fn any_text_is_read_as_front_matter_and_headline_without_harm(text in "(---\n|\\+\\+\\+\n)?[a-z#:\"'=\n .{}&*“é-]{0,60}(\n---\n)?[A-Z a-z.\n=#]{0,60}") {
            if let Ok((matter, body)) = metadata::part(&text) {
                let _ = metadata::citation(Path::new("/nowhere/article.md"), matter);
                let headline = headline::headline(body, true);
                assert!(text.ends_with(body) && headline.is_none_or(|headline| body.contains(&headline)));
            }
        }
    }
}
