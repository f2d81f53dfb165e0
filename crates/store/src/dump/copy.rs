//! The database without its encryption.

use super::table::NOT_SECRET;
use crate::{Connection, Db, Error, Result};
use sqlx::{AssertSqlSafe, QueryBuilder, Sqlite, raw_sql};
use std::path::Path;

/// Writes a copy that is not encrypted into an empty file: the one way in which a plain database
/// ever comes about. Secrets stay out of it. It is only good when this returns without an error.
pub async fn plain_copy(db: &Db, path: &Path) -> Result<()> {
    let mut conn = db.read().await;
    let path = path.to_str().ok_or(Error::NotFound)?;
    let mut attach = QueryBuilder::<Sqlite>::new("ATTACH DATABASE ");
    attach.push_bind(path).push(" AS plain KEY ''");
    attach.build().execute(&mut *conn).await?;
    let copied = copy(&mut conn).await;
    if copied.is_err() {
        // Without a transaction there is nothing to take back.
        let _ = raw_sql("ROLLBACK").execute(&mut *conn).await;
    }
    raw_sql("DETACH DATABASE plain").execute(&mut *conn).await?;
    copied
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
