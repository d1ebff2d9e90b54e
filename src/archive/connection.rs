//! Opens the file and brings its tables up to date.

use std::{path::Path, time::Duration};

use anyhow::{Context, Result, bail, ensure};
use rusqlite::{Connection, ErrorCode, TransactionBehavior, config::DbConfig};

use super::row;

/// The scripts that make the tables of version 1, 2, … out of those of the version before.
const MIGRATIONS: [&str; 1] = [include_str!("migrations/1.sql")];

/// Marks a SQLite file as an archive of this program: "OnRc".
const APPLICATION: i64 = 0x4f6e_5263;

/// How long a writer waits for another before it gives up.
const PATIENCE: Duration = Duration::from_secs(10);

pub(super) fn open(path: &Path) -> Result<Connection> {
    let prepared = Connection::open(path).and_then(|connection| {
        settle(&connection)?;
        Ok(connection)
    });
    let mut connection = prepared.map_err(|error| refusal(path, error))?;
    migrate(&mut connection, path)?;
    Ok(connection)
}

pub(super) fn in_memory() -> Result<Connection> {
    let mut connection = Connection::open_in_memory()?;
    settle(&connection)?;
    migrate(&mut connection, Path::new(":memory:"))?;
    Ok(connection)
}

fn settle(connection: &Connection) -> rusqlite::Result<()> {
    connection.busy_timeout(PATIENCE)?;
    // Else a statement is prepared again for every other value that it is asked with, which takes longer than to ask.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection.pragma_update(None, "journal_mode", "wal")?;
    // What was reported as kept outlives a power cut.
    connection.pragma_update(None, "synchronous", "full")?;
    connection.pragma_update(None, "foreign_keys", true)
}

/// The same failure in words that say what to do.
fn refusal(path: &Path, error: rusqlite::Error) -> anyhow::Error {
    let file = path.display();
    let folder = path.parent().unwrap_or(path).display();
    let advice = match error.sqlite_error_code() {
        Some(ErrorCode::NotADatabase) => format!("`{file}` is not an archive; move it away or name another --index"),
        Some(ErrorCode::CannotOpen | ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => {
            format!("can't write in the index folder `{folder}`; allow it or name another one with --index")
        }
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
            format!("the archive `{file}` is busy; try again when the other program is done")
        }
        _ => format!("can't open the archive `{file}`"),
    };
    anyhow::Error::new(error).context(advice)
}

fn migrate(connection: &mut Connection, path: &Path) -> Result<()> {
    if version(connection)? == MIGRATIONS.len() {
        return own(connection, path);
    }
    // Immediate, so that of two processes that start at once one makes the tables and the other finds them.
    let transaction =
        connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(|error| refusal(path, error))?;
    let version = version(&transaction)?;
    if version == 0 {
        let tables: u32 = transaction.query_row("SELECT COUNT(*) FROM sqlite_schema", [], |row| row.get(0))?;
        ensure!(tables == 0, "{}", foreign(path));
        transaction.pragma_update(None, "application_id", APPLICATION)?;
    }
    own(&transaction, path)?;
    if version > MIGRATIONS.len() {
        bail!(
            "the archive `{}` was made by a newer onrecord (version {version}; this one reads up to {}); update onrecord",
            path.display(),
            MIGRATIONS.len()
        );
    }
    for script in &MIGRATIONS[version..] {
        transaction.execute_batch(script)?;
    }
    transaction.pragma_update(None, "user_version", row::whole(MIGRATIONS.len()))?;
    transaction.commit().with_context(|| format!("making the tables of the archive `{}`", path.display()))
}

fn version(connection: &Connection) -> Result<usize> {
    let version: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    Ok(usize::try_from(version).unwrap_or(usize::MAX))
}

fn own(connection: &Connection, path: &Path) -> Result<()> {
    let application: i64 = connection.pragma_query_value(None, "application_id", |row| row.get(0))?;
    ensure!(application == APPLICATION, "{}", foreign(path));
    Ok(())
}

fn foreign(path: &Path) -> String {
    format!("`{}` is another program's database, not an archive; move it away or name another --index", path.display())
}
