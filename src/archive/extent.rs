//! How much of the record a search covers.

use anyhow::{Context, Result};
use jiff::civil::Date;
use rusqlite::{Row, named_params};

use super::{Archive, Extent, row::count};

impl Archive {
    /// How much of the record these bounds leave in (current versions only).
    ///
    /// An outlet is known whatever the case of its letters. A bound on days leaves undated articles out.
    ///
    /// # Errors
    ///
    /// If the file can't be read.
    pub fn extent(&self, outlet: Option<&str>, since: Option<Date>, until: Option<Date>) -> Result<Extent> {
        let sql = "SELECT COUNT(*), COUNT(DISTINCT outlet), MIN(day), MAX(day)
            FROM articles JOIN versions v ON v.article = id AND v.version = articles.version
            WHERE (:outlet IS NULL OR outlet = :outlet COLLATE NOCASE)
                AND (:since IS NULL OR day >= :since) AND (:until IS NULL OR day <= :until)";
        let (since, until) = (since.map(|day| day.to_string()), until.map(|day| day.to_string()));
        self.connection()
            .query_row(sql, named_params! { ":outlet": outlet, ":since": since, ":until": until }, read)
            .with_context(|| self.reading())
    }
}

fn read(row: &Row<'_>) -> rusqlite::Result<Extent> {
    let day = |column| row.get::<_, Option<String>>(column).map(|day| day?.parse().ok());
    Ok(Extent { articles: count(row.get(0)?), outlets: count(row.get(1)?), days: day(2)?.zip(day(3)?) })
}
