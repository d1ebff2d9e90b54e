//! What a sidecar or front matter says of an article.

use std::{collections::BTreeMap, path::Path};

use anyhow::{Context, Result, bail, ensure};
use jiff::tz::TimeZone;

use crate::{
    article::Citation,
    ingest::{file, published::published},
    text::spelling::nearest,
};

const KEYS: [&str; 8] = ["headline", "outlet", "byline", "dateline", "url", "published", "timezone", "language"];

/// What other programs call our keys.
const SYNONYMS: [(&str, &str); 10] = [
    ("title", "headline"),
    ("author", "byline"),
    ("authors", "byline"),
    ("by", "byline"),
    ("date", "published"),
    ("publisher", "outlet"),
    ("source", "outlet"),
    ("link", "url"),
    ("lang", "language"),
    ("place", "dateline"),
];

/// A sidecar larger than this is not one.
const SIDECAR_BYTES: u64 = 100_000;

/// The front matter of a Markdown text, without its fences.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FrontMatter<'t> {
    /// Between lines of `---`.
    Yaml(&'t str),
    /// Between lines of `+++`.
    Toml(&'t str),
}

/// Parts a Markdown text into its front matter, if it has one, and its body.
///
/// A rule (`---`) on the first line that no `key:` follows is part of the body.
///
/// # Errors
///
/// If front matter begins and does not end.
pub(super) fn part(text: &str) -> Result<(Option<FrontMatter<'_>>, &str)> {
    let (fence, rest) = text.split_once('\n').unwrap_or((text, ""));
    let fence = fence.trim_end();
    let begins = match fence {
        "+++" => true,
        "---" => rest.lines().find(|line| !line.trim().is_empty()).is_some_and(is_key),
        _ => false,
    };
    if !begins {
        return Ok((None, text));
    }
    let mut at = 0;
    for line in rest.split_inclusive('\n') {
        let end = at + line.len();
        if line.trim_end() == fence {
            let matter = if fence == "---" { FrontMatter::Yaml(&rest[..at]) } else { FrontMatter::Toml(&rest[..at]) };
            return Ok((Some(matter), &rest[end..]));
        }
        at = end;
    }
    bail!("has front matter that does not end; close it with a line `{fence}`")
}

/// Whether a line is a comment or has a key before a colon.
fn is_key(line: &str) -> bool {
    let word =
        |key: &str| !key.is_empty() && key.chars().all(|letter| letter.is_alphanumeric() || "_-\"'".contains(letter));
    line.starts_with('#')
        || line.split_once(':').is_some_and(|(key, _)| word(key.trim_end()))
        || line.trim_end() == "---"
}

/// What is known of the article in the file at `path`: its front matter, or the file `NAME.toml` beside it.
///
/// # Errors
///
/// If it has both, or either holds what is not allowed; the message names the key and the remedy.
pub(super) fn citation(path: &Path, front_matter: Option<FrontMatter<'_>>) -> Result<Citation> {
    let sidecar = path.with_extension("toml");
    let name = sidecar.file_name().unwrap_or_default().display().to_string();
    match (front_matter, sidecar.exists()) {
        (None, false) => Ok(Citation::default()),
        (None, true) => beside(&sidecar).with_context(|| format!("has a broken sidecar `{name}`")),
        (Some(_), true) => bail!("has front matter and a sidecar `{name}`; keep one of them"),
        (Some(FrontMatter::Yaml(text)), false) => from_yaml(text).context("has broken front matter"),
        (Some(FrontMatter::Toml(text)), false) => from_toml(text).context("has broken front matter"),
    }
}

fn beside(sidecar: &Path) -> Result<Citation> {
    from_toml(&file::text(sidecar, SIDECAR_BYTES)?)
}

fn from_toml(text: &str) -> Result<Citation> {
    let table: toml::Table = toml::from_str(text).map_err(|error| {
        let line = error.span().map_or(1, |span| 1 + text[..span.start].matches('\n').count());
        anyhow::anyhow!("line {line}: {}", error.message().lines().collect::<Vec<_>>().join(", "))
    })?;
    let mut entries = BTreeMap::new();
    for (key, value) in table {
        let value = match value {
            toml::Value::String(text) => text,
            toml::Value::Datetime(date) => date.to_string(),
            _ => bail!("`{key}` must be a text in quotation marks{}", unknown(&key)),
        };
        entries.insert(key, Some(value));
    }
    from_entries(entries)
}

fn from_yaml(text: &str) -> Result<Citation> {
    if text.trim().is_empty() {
        return Ok(Citation::default());
    }
    let entries: BTreeMap<String, Option<String>> = serde_saphyr::from_str(text).map_err(|error| {
        let message = error.to_string();
        anyhow::anyhow!("{}; each line must be `key: text`", message.lines().next().unwrap_or_default())
    })?;
    from_entries(entries)
}

fn from_entries(entries: BTreeMap<String, Option<String>>) -> Result<Citation> {
    let mut citation = Citation::default();
    for (key, value) in entries {
        ensure!(KEYS.contains(&key.as_str()), "unknown key `{key}`{}", unknown(&key));
        let value = value.map(|value| value.trim().to_owned()).filter(|value| !value.is_empty());
        let Some(value) = value else { continue };
        ensure!(!value.contains(char::is_control), "`{key}` must be one line of text");
        set(&mut citation, &key, value)?;
    }
    Ok(citation)
}

fn set(citation: &mut Citation, key: &str, value: String) -> Result<()> {
    match key {
        "headline" => citation.headline = Some(value),
        "outlet" => citation.outlet = Some(value),
        "byline" => citation.byline = Some(value),
        "dateline" => citation.dateline = Some(value),
        "url" => {
            let is_url =
                ["http://", "https://"].iter().any(|scheme| value.len() > scheme.len() && value.starts_with(scheme));
            ensure!(is_url && !value.contains(char::is_whitespace), "`url` is `{value}` and must be a web address");
            citation.url = Some(value);
        }
        "published" => {
            let Some(published) = published(&value) else {
                bail!("`published` is `{value}` and must be a date such as 2025-11-23 or 2025-11-23T08:00:00+02:00");
            };
            citation.published = Some(published);
        }
        "timezone" => {
            let known = TimeZone::get(&value).is_ok();
            ensure!(known, "`timezone` is `{value}` and must be a zone such as Europe/Kyiv");
            citation.timezone = Some(value);
        }
        _ => {
            ensure!(is_language(&value), "`language` is `{value}` and must be a tag such as en or pt-BR");
            citation.language = Some(value);
        }
    }
    Ok(())
}

/// Whether a tag has the shape of BCP 47: parts of letters and digits, the first of two or three letters.
pub(super) fn is_language(tag: &str) -> bool {
    let first = tag.split('-').next().unwrap_or_default();
    let is_part = |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
    (2..=3).contains(&first.len())
        && first.bytes().all(|byte| byte.is_ascii_alphabetic())
        && tag.split('-').all(is_part)
}

/// What to write instead of an unknown key; nothing for a known one.
fn unknown(key: &str) -> String {
    if KEYS.contains(&key) {
        return String::new();
    }
    let lower = key.to_lowercase();
    let synonym = SYNONYMS.iter().find(|(other, _)| *other == lower).map(|(_, own)| *own);
    match synonym.or_else(|| nearest(key, KEYS)) {
        Some(near) => format!("; did you mean `{near}`?"),
        None => format!("; known are {}", KEYS.map(|key| format!("`{key}`")).join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn front_matter_is_parted_from_the_body() {
        for (text, matter, body) in [
            ("---\noutlet: Post\n---\nBody\n", Some(FrontMatter::Yaml("outlet: Post\n")), "Body\n"),
            ("+++\noutlet = 'Post'\n+++\n\nBody", Some(FrontMatter::Toml("outlet = 'Post'\n")), "\nBody"),
            ("---\n---\nBody", Some(FrontMatter::Yaml("")), "Body"),
            ("Body\n---\nkey: x\n---\n", None, "Body\n---\nkey: x\n---\n"),
            ("---\n\nA rule opens this text.\n", None, "---\n\nA rule opens this text.\n"),
            ("", None, ""),
            ("---", None, "---"),
        ] {
            assert_eq!(part(text).unwrap(), (matter, body), "{text:?}");
        }
        assert!(part("---\noutlet: Post\nBody").unwrap_err().to_string().contains("close it with a line `---`"));
    }

    #[test]
    fn both_ways_of_writing_say_the_same() {
        let toml = "headline = \"Ferry: late\"\npublished = 2025-11-23T08:00:00+02:00\noutlet = ''\n";
        let yaml = "headline: \"Ferry: late\"\npublished: 2025-11-23T08:00:00+02:00\noutlet:\n";
        let read = from_toml(toml).unwrap();
        assert_eq!(read, from_yaml(yaml).unwrap());
        assert_eq!(read.headline.as_deref(), Some("Ferry: late"));
        assert_eq!(read.published.unwrap().written, "2025-11-23T08:00:00+02:00");
        assert_eq!(read.outlet, None);
        assert_eq!(from_yaml("headline: 1984\n").unwrap().headline.as_deref(), Some("1984"));
    }

    #[test]
    fn what_is_not_allowed_is_refused_by_name() {
        for (toml, part) in [
            ("outlett = 'Post'", "unknown key `outlett`; did you mean `outlet`?"),
            ("title = 'T'", "unknown key `title`; did you mean `headline`?"),
            ("weather = 'rain'", "known are `headline`"),
            ("tags = ['a']", "`tags` must be a text in quotation marks; known are"),
            ("published = 'last week'", "`published` is `last week`"),
            ("timezone = 'Kyiv'", "`timezone` is `Kyiv`"),
            ("url = 'example.org'", "`url` is `example.org`"),
            ("language = 'English'", "`language` is `English`"),
            ("headline = '''a\nb'''", "`headline` must be one line"),
            ("outlet = 'Post'\nbyline = N. N.", "line 2: "),
        ] {
            let error = format!("{:#}", from_toml(toml).unwrap_err());
            assert!(error.contains(part) && !error.contains('\n'), "{toml}: {error}");
        }
        for yaml in ["- a\n- b", "outlet: [a, b]", "outlet: \"x", "outlet: a\noutlet: b"] {
            let error = format!("{:#}", from_yaml(yaml).unwrap_err());
            assert!(!error.contains('\n'), "{yaml}: {error}");
        }
    }
}
