//! What the program knows of names and of ways to say "said", read from `config/`.

pub mod cues;
mod file;
pub mod people;
pub mod title;

use anyhow::{Context, Result};

use crate::lexicon::{cues::Cues, people::People};

/// The curated words: people and bodies with their aliases, and reporting cues.
#[derive(Clone, Debug)]
pub struct Lexicon {
    /// Who is known by which names.
    pub people: People,
    /// The words that report speech.
    pub cues: Cues,
}

impl Lexicon {
    /// The lexicon of `config/people.toml` and `config/cues.toml` as built into the program.
    ///
    /// # Panics
    ///
    /// If a file that was built in is broken; a test reads both.
    #[must_use]
    pub fn built_in() -> Lexicon {
        Lexicon::parse(include_str!("../../config/people.toml"), include_str!("../../config/cues.toml"))
            .expect("the files built in are well formed")
    }

    /// A lexicon from the texts of a `people.toml` and a `cues.toml`.
    ///
    /// # Errors
    ///
    /// If either is not TOML of the expected shape; the message names the file, the line and the remedy.
    pub fn parse(people: &str, cues: &str) -> Result<Lexicon> {
        Ok(Lexicon {
            people: People::parse(people).context("people.toml")?,
            cues: Cues::parse(cues).context("cues.toml")?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_files_built_in_are_well_formed() {
        let lexicon = Lexicon::built_in();
        assert!(lexicon.people.all().len() > 100);
        assert!(lexicon.cues.is_reporting_verb("said"));
    }
}
