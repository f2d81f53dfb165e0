//! The whole book as rows of JSON, and back into an empty one.
//!
//! Tables and columns are found in the schema, so that what a later migration adds is in an export
//! without anybody remembering it. Columns in minor units (`amount_minor`) become decimal strings
//! under their plain name (`amount`), bytes hexadecimal digits.

mod copy;
mod restore;
mod table;

pub use copy::plain_copy;
pub use restore::{Restoring, begin};
pub use table::{Table, tables};

use crate::{Connection, Error, Result, read};
use serde_json::{Map, Value};
use sqlx::AssertSqlSafe;
use std::ops::ControlFlow;

/// Rows read at a time.
const PAGE: i64 = 5_000;

/// A row: column to value.
pub type Fields = Map<String, Value>;

/// The number of the schema that the rows are of.
pub async fn schema(conn: &mut Connection) -> Result<i64> {
    let version = sqlx::query_scalar::<_, i64>("SELECT max(version) FROM _sqlx_migrations");
    Ok(version.fetch_one(conn).await?)
}

/// How many rows a table has.
pub async fn count(conn: &mut Connection, table: &Table) -> Result<i64> {
    let sql = format!("SELECT count(*) FROM {}", table.name);
    Ok(sqlx::query_scalar(AssertSqlSafe(sql)).fetch_one(conn).await?)
}

/// Gives each row of a table to `each`, in the order of its key, until it breaks.
pub async fn rows(
    conn: &mut Connection,
    table: &Table,
    mut each: impl FnMut(&Fields) -> ControlFlow<()>,
) -> Result<()> {
    let mut last = None;
    loop {
        let query = sqlx::query_as::<_, (String, String, Option<String>)>(AssertSqlSafe(
            table.page_sql(last.is_some()),
        ));
        let page = query.bind(PAGE).bind(last.take()).fetch_all(&mut *conn).await?;
        let full = i64::try_from(page.len()) == Ok(PAGE);
        for (row, key, currency) in page {
            let mut row: Fields = serde_json::from_str(&row).map_err(|_| Error::Damaged)?;
            for name in table.money() {
                let plain = table::plain(name);
                let Some(minor) = row.remove(name).and_then(|minor| minor.as_i64()) else {
                    row.insert(plain.to_owned(), Value::Null);
                    continue;
                };
                let money = read::money(minor, currency.as_deref().unwrap_or(""))?;
                row.insert(plain.to_owned(), Value::String(money.to_string()));
            }
            if each(&row).is_break() {
                return Ok(());
            }
            last = Some(key);
        }
        if !full {
            return Ok(());
        }
    }
}
