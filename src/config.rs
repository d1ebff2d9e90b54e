//! The settings: `config/default.toml`, overlaid by a file of the user's, read once and checked.
//!
//! Only `cli` imports this. It takes the settings apart and hands plain values to constructors.

use std::{fs, path::Path, time::Duration};

use anyhow::{Context, Result, bail};
use serde::Deserialize;
use toml::{Table, Value, de::DeTable};

use crate::text::spelling::nearest;

const DEFAULT: &str = include_str!("../config/default.toml");

/// Every setting, each as `config/default.toml` describes it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Config {
    /// Where things are kept.
    pub index: IndexConfig,
    /// How articles come in.
    pub ingest: IngestConfig,
    /// Names and cues.
    pub lexicon: LexiconConfig,
    /// How sentences are found.
    pub retrieval: RetrievalConfig,
    /// Answers in the terminal.
    pub answers: AnswersConfig,
    /// The Discord bot.
    pub bot: BotConfig,
    /// The log.
    pub log: LogConfig,
}

/// Table `[index]`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct IndexConfig {
    /// Where archive and index lie.
    pub folder: String,
}

/// Table `[ingest]`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct IngestConfig {
    /// In 10^6 bytes.
    pub largest_file_megabytes: u32,
}

/// Table `[lexicon]`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct LexiconConfig {
    /// Empty for the lexicon that is built in.
    pub folder: String,
}

/// Table `[retrieval]`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct RetrievalConfig {
    /// Whether sentences are found by what they mean too.
    pub semantic: bool,
}

/// Table `[answers]`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct AnswersConfig {
    /// Passages shown in the terminal.
    pub passages: usize,
    /// Bound on the time that is spent on finding an answer.
    pub time_budget_milliseconds: u64,
}

impl AnswersConfig {
    /// Bound on the time that is spent on finding an answer.
    #[must_use]
    pub fn time_budget(&self) -> Duration {
        Duration::from_millis(self.time_budget_milliseconds)
    }
}

/// Table `[bot]`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct BotConfig {
    /// Whether answers are private at first.
    pub private: bool,
    /// Passages shown in an answer.
    pub passages: usize,
    /// Bound on the time of an answer.
    pub answer_seconds: u64,
    /// Bound on the wait of a shutdown.
    pub shutdown_seconds: u64,
    /// Base URL of the API, or empty.
    pub api: String,
}

/// Table `[log]`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct LogConfig {
    /// A level of `tracing`.
    pub level: String,
}

impl BotConfig {
    /// Bound on the time of an answer.
    #[must_use]
    pub fn answer_time(&self) -> Duration {
        Duration::from_secs(self.answer_seconds)
    }

    /// Bound on the wait of a shutdown.
    #[must_use]
    pub fn shutdown_time(&self) -> Duration {
        Duration::from_secs(self.shutdown_seconds)
    }
}

impl Config {
    /// The defaults, overlaid by the settings in `file` where one is given.
    ///
    /// # Errors
    ///
    /// If the file can't be read, is not TOML, or holds a key or value that is not allowed; the message names
    /// the file, the line and the remedy.
    pub fn read(file: Option<&Path>) -> Result<Config> {
        let Some(path) = file else {
            return Config::overlaid("");
        };
        let text = fs::read_to_string(path)
            .with_context(|| format!("can't read the settings in `{}`; check the path", path.display()))?;
        Config::overlaid(&text).with_context(|| format!("settings in `{}`", path.display()))
    }

    /// The defaults, overlaid by the settings that `text` has.
    fn overlaid(text: &str) -> Result<Config> {
        let mut merged: Table = DEFAULT.parse().expect("the default settings are TOML");
        let own: Table = text.parse()?;
        known_keys(text, &merged)?;
        for (name, values) in own {
            let Value::Table(values) = values else {
                bail!("`{name}` must be a table: write its settings under `[{name}]`");
            };
            let Some(Value::Table(table)) = merged.get_mut(&name) else {
                bail!("there are no settings `[{name}]`");
            };
            table.extend(values);
        }
        let config: Config = merged.try_into()?;
        config.checked()
    }

    fn checked(self) -> Result<Config> {
        if self.index.folder.is_empty() {
            bail!("`index.folder` must not be empty; the default is `index`");
        }
        if !(1..=10).contains(&self.answers.passages) {
            bail!("`answers.passages` is `{}` and must be from 1 to 10", self.answers.passages);
        }
        if !(1..=5).contains(&self.bot.passages) {
            bail!("`bot.passages` is `{}` and must be from 1 to 5", self.bot.passages);
        }
        if self.ingest.largest_file_megabytes == 0 {
            bail!("`ingest.largest_file_megabytes` must be at least 1");
        }
        if !["error", "warn", "info", "debug", "trace"].contains(&self.log.level.as_str()) {
            bail!("`log.level` is `{}` and must be error, warn, info, debug or trace", self.log.level);
        }
        let api = &self.bot.api;
        if !(api.is_empty() || api.starts_with("http://") || api.starts_with("https://")) {
            bail!("`bot.api` is `{api}` and must be empty or start with http:// or https://");
        }
        Ok(self)
    }
}

/// Refuses a table or key of `text` that `known` lacks, with its line and the nearest known one.
fn known_keys(text: &str, known: &Table) -> Result<()> {
    let own = DeTable::parse(text)?;
    for (name, values) in own.get_ref() {
        let line = line_at(text, name.span().start);
        let Some(table) = known.get(name.get_ref().as_ref()).and_then(Value::as_table) else {
            bail!("line {line}: unknown table `[{}]`{}", name.get_ref(), meant(name.get_ref(), known));
        };
        let Some(values) = values.get_ref().as_table() else { continue };
        if let Some(key) = values.keys().find(|key| !table.contains_key(key.get_ref().as_ref())) {
            let line = line_at(text, key.span().start);
            bail!(
                "line {line}: unknown key `{}` in `[{}]`{}",
                key.get_ref(),
                name.get_ref(),
                meant(key.get_ref(), table)
            );
        }
    }
    Ok(())
}

fn meant(key: &str, table: &Table) -> String {
    match nearest(key, table.keys().map(String::as_str)) {
        Some(near) => format!("; did you mean `{near}`?"),
        None => format!("; known are {}", table.keys().map(|key| format!("`{key}`")).collect::<Vec<_>>().join(", ")),
    }
}

/// Counts lines from 1.
fn line_at(text: &str, byte: usize) -> usize {
    1 + text[..byte].matches('\n').count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(text: &str) -> String {
        format!("{:#}", Config::overlaid(text).unwrap_err())
    }

    #[test]
    fn the_defaults_are_well_formed() {
        let config = Config::overlaid("").unwrap();
        assert_eq!(config.index.folder, "index");
        assert!(config.bot.private);
    }

    #[test]
    fn a_setting_overlays_its_default_and_no_other() {
        let config = Config::overlaid("[bot]\nprivate = false\n").unwrap();
        assert!(!config.bot.private);
        assert_eq!(config.bot.passages, 3);
    }

    #[test]
    fn an_unknown_key_is_refused_with_its_line_and_the_nearest() {
        assert_eq!(
            refusal("[bot]\npasages = 2\n"),
            "line 2: unknown key `pasages` in `[bot]`; did you mean `passages`?"
        );
        assert_eq!(refusal("\n\n[bott]\n"), "line 3: unknown table `[bott]`; did you mean `bot`?");
    }

    #[test]
    fn a_value_out_of_bounds_is_refused_by_name() {
        for (text, name) in [
            ("[bot]\npassages = 9", "bot.passages"),
            ("[answers]\npassages = 0", "answers.passages"),
            ("[log]\nlevel = \"loud\"", "log.level"),
            ("[bot]\napi = \"ftp://x\"", "bot.api"),
            ("[index]\nfolder = \"\"", "index.folder"),
            ("bot = 3", "bot"),
        ] {
            assert!(refusal(text).contains(name), "{text}: {}", refusal(text));
        }
    }
}
