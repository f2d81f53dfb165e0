//! The payees as their page lists them.

use crate::{Connection, Result, read};
use chrono::NaiveDate;
use ledger::{CategoryId, PayeeId, Window, filter::MAX_WINDOW};
use std::collections::HashMap;

/// What the page can be sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub enum PayeeOrder {
    /// From A to Z.
    Name,
    /// Most transactions first.
    Transactions,
    /// Latest first.
    Last,
}

/// A payee with what is known of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub id: PayeeId,
    pub name: String,
    /// What the user most often files it under.
    pub category: Option<CategoryId>,
    pub transactions: u32,
    /// Day of the latest.
    pub last: Option<NaiveDate>,
    /// Folded names under which it is known, too.
    pub aliases: Vec<String>,
}

/// A window of the payees whose name, or a name that they had, contains a text; and how many.
pub async fn page(
    conn: &mut Connection,
    text: &str,
    order: PayeeOrder,
    window: Window,
) -> Result<(u32, Vec<Entry>)> {
    let within = read::containing(text.trim());
    let limit = window.limit.min(MAX_WINDOW);
    let (by_count, by_day) = (order == PayeeOrder::Transactions, order == PayeeOrder::Last);
    let rows = sqlx::query!(
        r#"WITH uses AS (
            SELECT payee_id, count(*) AS count, max(date) AS last FROM txn
            WHERE payee_id IS NOT NULL GROUP BY payee_id
        )
        SELECT p.id AS "id!: i64", p.name AS "name!", ifnull(u.count, 0) AS "count!: i64",
            u.last AS "last: NaiveDate", count(*) OVER () AS "total!: i64",
            (SELECT category_id FROM memory WHERE payee_key = p.key GROUP BY category_id
                ORDER BY sum(times) DESC, category_id LIMIT 1) AS "category: i64"
        FROM payee p LEFT JOIN uses u ON u.payee_id = p.id
        WHERE p.name LIKE ?1 ESCAPE '\' OR EXISTS (SELECT 1 FROM payee_alias
            WHERE payee_id = p.id AND key LIKE ?1 ESCAPE '\')
        ORDER BY CASE WHEN ?2 THEN -ifnull(u.count, 0) END,
            CASE WHEN ?3 THEN -ifnull(julianday(u.last), 0) END, p.name COLLATE NOCASE, p.id
        LIMIT ?4 OFFSET ?5"#,
        within,
        by_count,
        by_day,
        limit,
        window.offset
    )
    .fetch_all(&mut *conn)
    .await?;
    let total = match rows.first() {
        Some(row) => read::count(row.total),
        None => 0,
    };
    let ids = read::id_list(rows.iter().map(|row| row.id));
    let known = sqlx::query!(
        "SELECT payee_id, key FROM payee_alias
        WHERE payee_id IN (SELECT value FROM json_each(?)) ORDER BY key",
        ids
    )
    .fetch_all(conn)
    .await?;
    let mut aliases: HashMap<i64, Vec<String>> = HashMap::new();
    for row in known {
        aliases.entry(row.payee_id).or_default().push(row.key);
    }
    let entries = rows.into_iter().map(|row| Entry {
        id: row.id.into(),
        name: row.name,
        category: row.category.map(CategoryId::new),
        transactions: read::count(row.count),
        last: row.last,
        aliases: aliases.remove(&row.id).unwrap_or_default(),
    });
    Ok((total, entries.collect()))
}
