//! Payees: the cleaned names, apart from what the bank wrote.

mod edit;
mod page;

pub use edit::{forget_alias, merge, rename};
pub use page::{Entry, PayeeOrder, page};

use crate::{Connection, Error, Result, Step, read};
use ledger::{CategoryId, PayeeId};
use std::collections::HashMap;

/// Most payees that a search gives.
pub const MAX_FOUND: usize = 50;

/// A payee as a form offers it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, specta::Type)]
pub struct Payee {
    pub id: PayeeId,
    pub name: String,
    /// What the user most often files it under.
    pub category: Option<CategoryId>,
    pub transactions: u32,
}

/// The names of all payees.
pub async fn names(conn: &mut Connection) -> Result<HashMap<PayeeId, String>> {
    let rows = sqlx::query!("SELECT id, name FROM payee").fetch_all(conn).await?;
    Ok(rows.into_iter().map(|row| (row.id.into(), row.name)).collect())
}

/// The payees whose name contains a text, best first: those that begin with it, then the most
/// used. At most [`MAX_FOUND`]. To rank them, uses are counted up to a hundred.
pub async fn find(conn: &mut Connection, text: &str) -> Result<Vec<Payee>> {
    let within = read::containing(text.trim());
    let begins = &within[1..];
    let rows = sqlx::query!(
        r#"WITH found AS (
            SELECT id, name, key, name LIKE ?2 ESCAPE '\' AS begins,
                (SELECT count(*) FROM (SELECT 1 FROM txn WHERE payee_id = payee.id LIMIT 100))
                    AS uses
            FROM payee WHERE name LIKE ?1 ESCAPE '\'
            ORDER BY begins DESC, uses DESC, name LIMIT 50
        )
        SELECT id AS "id!", name,
            (SELECT category_id FROM memory WHERE payee_key = found.key GROUP BY category_id
                ORDER BY sum(times) DESC, category_id LIMIT 1) AS "category: i64",
            (SELECT count(*) FROM txn WHERE payee_id = found.id) AS "transactions!: i64"
        FROM found ORDER BY begins DESC, uses DESC, name"#,
        within,
        begins
    )
    .fetch_all(conn)
    .await?;
    let payees = rows.into_iter().map(|row| Payee {
        id: row.id.into(),
        name: row.name,
        category: row.category.map(CategoryId::new),
        transactions: read::count(row.transactions),
    });
    Ok(payees.collect())
}

/// Who is meant by each folded name that is no longer anybody's: the payee's name and folded name.
pub async fn aliases(conn: &mut Connection) -> Result<Vec<(String, String, String)>> {
    let rows = sqlx::query!(
        "SELECT payee_alias.key AS alias, name, payee.key
        FROM payee_alias JOIN payee ON payee.id = payee_alias.payee_id"
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (row.alias, row.name, row.key)).collect())
}

/// The payee of a name, or of one that it had; added when there is none; `None` for an empty name.
/// `key` is the folded form of the name, under which the memory knows it.
pub async fn ensure(step: &mut Step<'_>, name: &str, key: &str) -> Result<Option<PayeeId>> {
    if name.is_empty() {
        return Ok(None);
    }
    let known = sqlx::query_scalar!(
        r#"SELECT id AS "id!: i64" FROM payee WHERE name = ?1
        UNION ALL SELECT payee_id FROM payee_alias WHERE key = ?2 LIMIT 1"#,
        name,
        key
    )
    .fetch_optional(&mut **step)
    .await?;
    let id = match known {
        Some(id) => id,
        None => {
            sqlx::query_scalar!(
                r#"INSERT INTO payee (name, key) VALUES (?, ?) RETURNING id AS "id!""#,
                name,
                key
            )
            .fetch_one(&mut **step)
            .await?
        }
    };
    Ok(Some(id.into()))
}

/// The name of a payee.
pub async fn name(conn: &mut Connection, id: PayeeId) -> Result<String> {
    let id = id.row();
    sqlx::query_scalar!("SELECT name FROM payee WHERE id = ?", id)
        .fetch_optional(conn)
        .await?
        .ok_or(Error::NotFound)
}

/// The folded form of a payee's name.
pub async fn key(conn: &mut Connection, id: PayeeId) -> Result<String> {
    let id = id.row();
    sqlx::query_scalar!("SELECT key FROM payee WHERE id = ?", id)
        .fetch_optional(conn)
        .await?
        .ok_or(Error::NotFound)
}

/// As [`ensure`], for many names with their folded forms at once; all of them by name.
pub async fn ensure_all(
    step: &mut Step<'_>,
    names: &[(String, String)],
) -> Result<HashMap<String, PayeeId>> {
    let list = serde_json::to_string(names).map_err(|_| Error::Damaged)?;
    sqlx::query!(
        "INSERT INTO payee (name, key) SELECT value ->> 0, value ->> 1 FROM json_each(?)
        WHERE value ->> 0 <> '' AND value ->> 1 NOT IN (SELECT key FROM payee_alias)
        ON CONFLICT (name) DO NOTHING",
        list
    )
    .execute(&mut **step)
    .await?;
    let rows = sqlx::query!(
        r#"SELECT value ->> 0 AS "name!: String",
            ifnull((SELECT id FROM payee WHERE name = value ->> 0),
                (SELECT payee_id FROM payee_alias WHERE key = value ->> 1)) AS "id!: i64"
        FROM json_each(?) WHERE value ->> 0 <> ''"#,
        list
    )
    .fetch_all(&mut **step)
    .await?;
    Ok(rows.into_iter().map(|row| (row.name, row.id.into())).collect())
}
