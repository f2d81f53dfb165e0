//! The database without its encryption.

use super::table::NOT_SECRET;
use crate::{Connection, Db, Error, Result};
use sqlx::{AssertSqlSafe, QueryBuilder, Sqlite, raw_sql};
use std::{fs, ops::ControlFlow, path::Path};

/// Steps of SQLite's machine between two looks at how far the copy is: tens of milliseconds.
const EVERY: i32 = 100_000;

/// Writes a copy that is not encrypted into an empty file: the one way in which a plain database
/// ever comes about. Secrets stay out of it. It is only good when this returns without an error.
/// `progress` is told the permille done.
///
/// # Errors
/// [`Error::Cancelled`] when `progress` breaks.
pub async fn plain_copy(
    db: &Db,
    path: &Path,
    mut progress: impl FnMut(u16) -> ControlFlow<()> + Send + 'static,
) -> Result<()> {
    let mut conn = db.read().await;
    let name = path.to_str().ok_or(Error::NotFound)?;
    let mut attach = QueryBuilder::<Sqlite>::new("ATTACH DATABASE ");
    attach.push_bind(name).push(" AS plain KEY ''");
    attach.build().execute(&mut *conn).await?;
    let size = used(&mut conn).await?;
    let written = path.to_owned();
    conn.lock_handle().await?.set_progress_handler(EVERY, move || {
        let bytes = fs::metadata(&written).map_or(0, |file| file.len());
        let permille = u16::try_from(bytes.saturating_mul(1000) / size.max(1)).unwrap_or(u16::MAX);
        progress(permille.min(1000)).is_continue()
    });
    let copied = copy(&mut conn).await;
    conn.lock_handle().await?.remove_progress_handler();
    if copied.is_err() {
        // Without a transaction there is nothing to take back.
        let _ = raw_sql("ROLLBACK").execute(&mut *conn).await;
    }
    raw_sql("DETACH DATABASE plain").execute(&mut *conn).await?;
    copied
}

/// Bytes that the database has in use, which the copy is going to have about as many of.
async fn used(conn: &mut Connection) -> Result<u64> {
    let used = sqlx::query_scalar::<_, i64>(
        "SELECT (page_count - freelist_count) * page_size
        FROM pragma_page_count, pragma_freelist_count, pragma_page_size",
    );
    Ok(u64::try_from(used.fetch_one(conn).await?).unwrap_or(0))
}

/// Tables, rows, then what would slow the rows down or change them. The program's SQLite comes
/// without `sqlcipher_export`, which does the same.
async fn copy(conn: &mut Connection) -> Result<()> {
    raw_sql("BEGIN").execute(&mut *conn).await?;
    let objects = sqlx::query_as::<_, (String, String, String)>(
        "SELECT s.type, s.name, s.sql FROM sqlite_schema s
        LEFT JOIN pragma_table_list l ON l.name = s.name AND l.schema = 'main'
        WHERE s.sql IS NOT NULL AND s.name NOT LIKE 'sqlite~_%' ESCAPE '~'
            AND ifnull(l.type, 'table') = 'table'
        ORDER BY s.type <> 'table', s.rowid",
    );
    for (kind, name, sql) in objects.fetch_all(&mut *conn).await? {
        // "CREATE TABLE name" or "CREATE UNIQUE INDEX name", in our own migrations' spelling.
        let sql = sql.replacen(&format!(" {name}"), &format!(" plain.{name}"), 1);
        raw_sql(AssertSqlSafe(sql)).execute(&mut *conn).await?;
        if kind == "table" {
            let allowed = if name == "setting" { NOT_SECRET } else { "1" };
            let rows =
                format!("INSERT INTO plain.{name} SELECT * FROM main.{name} WHERE {allowed}");
            raw_sql(AssertSqlSafe(rows)).execute(&mut *conn).await?;
        }
    }
    raw_sql("COMMIT").execute(conn).await?;
    Ok(())
}
