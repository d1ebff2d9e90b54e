//! How much of the record a search covers.

use std::{
    collections::{BTreeSet, HashMap},
    sync::PoisonError,
};

use anyhow::{Context, Result};
use jiff::civil::Date;
use rusqlite::{Connection, Row};

use super::{Archive, Extent, row};

/// Outlet and day of every article in its current version, as of the change that was read last.
///
/// Every answer tells what was searched. In the file these columns lie behind the texts, and reading them all takes
/// longer than all else that an answer by words alone takes.
#[derive(Debug, Default)]
pub(super) struct Coverage {
    position: i64,
    /// The outlets that some article had, each once.
    outlets: Vec<String>,
    articles: HashMap<u64, Covered>,
}

#[derive(Clone, Copy, Debug)]
struct Covered {
    /// Its place among the outlets.
    outlet: Option<u32>,
    day: Option<Date>,
}

impl Archive {
    /// How much of the record these bounds leave in (current versions only).
    ///
    /// An outlet is known whatever the case of its letters. A bound on days leaves undated articles out. Reads what
    /// has changed since it was last asked, and looks at every article in memory.
    ///
    /// # Errors
    ///
    /// If the file can't be read.
    pub fn extent(&self, outlet: Option<&str>, since: Option<Date>, until: Option<Date>) -> Result<Extent> {
        self.covered(|coverage| coverage.extent(outlet, since, until))
    }

    /// The outlets of the articles in their current versions, in alphabetical order.
    ///
    /// # Errors
    ///
    /// If the file can't be read.
    pub fn outlets(&self) -> Result<Vec<String>> {
        self.covered(Coverage::current_outlets)
    }

    fn covered<Found>(&self, find: impl FnOnce(&Coverage) -> Found) -> Result<Found> {
        // What a panic left behind has no later change without the earlier ones, for the position is moved last.
        let mut coverage = self.coverage.lock().unwrap_or_else(PoisonError::into_inner);
        coverage.follow(&self.connection()).with_context(|| self.reading())?;
        Ok(find(&coverage))
    }
}

impl Coverage {
    /// Reads the articles that changed since.
    fn follow(&mut self, connection: &Connection) -> rusqlite::Result<()> {
        let sql = "SELECT position, id, outlet, day
            FROM articles JOIN versions v ON v.article = id AND v.version = articles.version
            WHERE position > ? ORDER BY position";
        let mut statement = connection.prepare_cached(sql)?;
        let mut rows = statement.query([self.position])?;
        while let Some(row) = rows.next()? {
            let outlet = row.get::<_, Option<String>>(2)?.map(|outlet| self.outlet(outlet));
            self.articles.insert(row::id(row.get(1)?)?.number(), Covered { outlet, day: day(row)? });
            self.position = row.get(0)?;
        }
        Ok(())
    }

    /// The place of `outlet` among the outlets.
    fn outlet(&mut self, outlet: String) -> u32 {
        let place = self.outlets.iter().position(|known| *known == outlet).unwrap_or(self.outlets.len());
        if place == self.outlets.len() {
            self.outlets.push(outlet);
        }
        u32::try_from(place).expect("there are fewer than 2^32 outlets")
    }

    fn extent(&self, outlet: Option<&str>, since: Option<Date>, until: Option<Date>) -> Extent {
        let is_asked = |name: &String| outlet.is_none_or(|asked| name.eq_ignore_ascii_case(asked));
        let is_asked: Vec<bool> = self.outlets.iter().map(is_asked).collect();
        let mut seen = vec![false; self.outlets.len()];
        let mut extent = Extent::default();
        for article in self.articles.values() {
            let is_of_outlet = article.outlet.map_or(outlet.is_none(), |place| is_asked[place as usize]);
            let is_late_enough = since.is_none_or(|since| article.day.is_some_and(|day| day >= since));
            let is_early_enough = until.is_none_or(|until| article.day.is_some_and(|day| day <= until));
            if is_of_outlet && is_late_enough && is_early_enough {
                extent.articles += 1;
                if let Some(place) = article.outlet {
                    seen[place as usize] = true;
                }
                if let Some(day) = article.day {
                    let (first, last) = extent.days.unwrap_or((day, day));
                    extent.days = Some((first.min(day), last.max(day)));
                }
            }
        }
        extent.outlets = seen.into_iter().filter(|is_seen| *is_seen).count();
        extent
    }

    fn current_outlets(&self) -> Vec<String> {
        let places: BTreeSet<u32> = self.articles.values().filter_map(|article| article.outlet).collect();
        let mut outlets: Vec<String> = places.into_iter().map(|place| self.outlets[place as usize].clone()).collect();
        outlets.sort_unstable();
        outlets
    }
}

/// The day in a row; none where it is not one.
fn day(row: &Row<'_>) -> rusqlite::Result<Option<Date>> {
    Ok(row.get::<_, Option<String>>(3)?.and_then(|day| day.parse().ok()))
}
