//! People and bodies with the names they go by (`config/people.toml`).

use anyhow::Result;

/// The people and bodies of the curated list.
#[derive(Clone, Debug, Default)]
pub struct People {
    people: Vec<Person>,
}

/// Somebody with a name, and the other names they go by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The name that cards show.
    pub name: String,
    /// Other spellings and short forms, as written.
    pub aliases: Vec<String>,
    /// What they are, if the list says so.
    pub role: Option<String>,
}

impl People {
    /// Reads the text of a `people.toml`.
    ///
    /// # Errors
    ///
    /// If it is not TOML of the expected shape.
    pub fn parse(_toml: &str) -> Result<People> {
        Ok(People::default())
    }

    /// Everybody, in the order of the file.
    #[must_use]
    pub fn all(&self) -> &[Person] {
        &self.people
    }

    /// The one person whom `mention` names, by name or alias; nobody where it fits two.
    #[must_use]
    pub fn named(&self, _mention: &str) -> Option<&Person> {
        None
    }
}
