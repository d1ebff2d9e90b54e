//! What the readers of `config/people.toml` and `config/cues.toml` share: strict keys, and errors with their line.

use std::ops::Range;

use anyhow::{Result, anyhow, bail};
use toml::de::{DeTable, DeValue};

use crate::text::spelling::nearest;

/// Refuses a key that is none of `known`, with its line and the nearest known one.
pub(super) fn known_keys(toml: &str, table: &DeTable<'_>, known: &[&str]) -> Result<()> {
    for key in table.keys() {
        let name = key.get_ref().as_ref();
        if known.contains(&name) {
            continue;
        }
        let remedy = match nearest(name, known.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("known are {}", known.join(", ")),
        };
        bail!("{}: unknown key `{name}`; {remedy}", line(toml, key.span()));
    }
    Ok(())
}

/// The string under `key`, if there is one.
pub(super) fn string(toml: &str, table: &DeTable<'_>, key: &str) -> Result<Option<String>> {
    match table.get(key) {
        None => Ok(None),
        Some(value) => match value.get_ref() {
            DeValue::String(text) => Ok(Some(text.to_string())),
            _ => Err(anyhow!("{}: `{key}` must be a string", line(toml, value.span()))),
        },
    }
}

/// The strings of the list under `key`; none if there is no such key.
pub(super) fn strings(toml: &str, table: &DeTable<'_>, key: &str) -> Result<Vec<String>> {
    let Some(value) = table.get(key) else { return Ok(Vec::new()) };
    let wrong = || anyhow!("{}: `{key}` must be a list of strings", line(toml, value.span()));
    let DeValue::Array(items) = value.get_ref() else { return Err(wrong()) };
    items.iter().map(|item| item.get_ref().as_str().map(str::to_owned).ok_or_else(wrong)).collect()
}

/// The line on which `span` begins, counted from 1: `line 3`.
pub(super) fn line(toml: &str, span: Range<usize>) -> String {
    format!("line {}", 1 + toml[..span.start].matches('\n').count())
}
