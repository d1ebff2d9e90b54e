//! What is wrong with the file, if anything.

use std::fmt;

use anyhow::{Context, Result};

use super::{Archive, row::sha256};

/// Something in the archive that is not as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Damage {
    /// SQLite's own checks of the file found this.
    File(String),
    /// The text of a version is not what its hash says.
    Text {
        /// The article.
        id: String,
        /// Which version of it.
        version: u32,
    },
    /// A row speaks of another that is not there.
    Reference {
        /// The table of the row.
        table: String,
    },
}

impl fmt::Display for Damage {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Damage::File(report) => write!(formatter, "the file is damaged: {report}"),
            Damage::Text { id, version } => {
                write!(formatter, "the text of article `{id}` version {version} is not what was archived")
            }
            Damage::Reference { table } => {
                write!(formatter, "a row of table `{table}` speaks of one that is not there")
            }
        }
    }
}

impl Archive {
    /// Checks the whole file: its structure, its references, and each text against its hash.
    ///
    /// Reads every text: some seconds for a hundred thousand articles.
    ///
    /// # Errors
    ///
    /// If the file can't be read at all.
    pub fn damage(&self) -> Result<Vec<Damage>> {
        let check = || -> rusqlite::Result<_> {
            let mut found = self.file_damage()?;
            found.extend(self.reference_damage()?);
            found.extend(self.text_damage()?);
            Ok(found)
        };
        check().with_context(|| format!("reading the archive `{}`; restore it from a copy", self.path.display()))
    }

    fn file_damage(&self) -> rusqlite::Result<Vec<Damage>> {
        let connection = self.connection();
        let mut statement = connection.prepare("PRAGMA integrity_check(10)")?;
        let reports = statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<Vec<String>>>()?;
        Ok(reports.into_iter().filter(|report| report != "ok").map(Damage::File).collect())
    }

    fn reference_damage(&self) -> rusqlite::Result<Vec<Damage>> {
        let connection = self.connection();
        let mut statement = connection.prepare("PRAGMA foreign_key_check")?;
        statement.query_map([], |row| Ok(Damage::Reference { table: row.get(0)? }))?.collect()
    }

    fn text_damage(&self) -> rusqlite::Result<Vec<Damage>> {
        let connection = self.connection();
        let mut statement = connection.prepare("SELECT article, version, sha256, body FROM versions")?;
        let mut rows = statement.query([])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            // A damaged text may no longer be UTF-8, and then no longer be text to the reader.
            let body = row.get_ref(3)?.as_bytes().map(String::from_utf8_lossy).unwrap_or_default();
            if sha256(&body) != row.get::<_, String>(2)? {
                found.push(Damage::Text { id: row.get(0)?, version: row.get(1)? });
            }
        }
        Ok(found)
    }
}
