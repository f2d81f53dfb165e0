//! What waits for a decision, by merchant: rows that are decided alike. The view `waiting` says
//! which they are.

use crate::{
    Connection, Result, read, register,
    suggestions::{State, Suggestion},
};
use chrono::NaiveDate;
use ledger::{CategoryId, Money, PayeeId, TransactionId, Window, filter::MAX_WINDOW};
use std::collections::HashMap;

/// The rows of one payee (or, without one, of one text), in one direction and currency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merchant {
    /// Names it among all others.
    pub key: String,
    pub payee: Option<(PayeeId, String)>,
    /// Rows that wait.
    pub count: u32,
    /// What they come to.
    pub sum: Money,
    pub first: NaiveDate,
    pub last: NaiveDate,
    /// The category that most of them have suggested, as for the surest of these.
    pub suggestion: Option<Suggestion>,
    /// How many have that category suggested.
    pub alike: u32,
    /// The row with that suggestion.
    pub sample: TransactionId,
}

/// A window of them, those with most rows first, and how many there are.
pub async fn merchants(conn: &mut Connection, window: Window) -> Result<(u32, Vec<Merchant>)> {
    let limit = window.limit.min(MAX_WINDOW);
    let rows = sqlx::query!(
        r#"SELECT w.merchant AS "key!: String", w.payee_id AS "payee_id: i64",
            p.name AS "payee?: String", count(*) AS "count!: i64",
            sum(w.amount_minor) AS "sum!: i64", w.currency AS "currency!: String",
            min(w.date) AS "first!: NaiveDate", max(w.date) AS "last!: NaiveDate",
            count(*) OVER () AS "total!: i64"
        FROM waiting w LEFT JOIN payee p ON p.id = w.payee_id
        GROUP BY w.merchant ORDER BY 4 DESC, sum(w.amount_minor), w.merchant LIMIT ? OFFSET ?"#,
        limit,
        window.offset
    )
    .fetch_all(&mut *conn)
    .await?;
    let keys: Vec<&str> = rows.iter().map(|row| row.key.as_str()).collect();
    let mut best = suggestions(conn, &keys).await?;
    let total = match rows.first() {
        Some(row) => read::count(row.total),
        None => 0,
    };
    let merchants = rows.into_iter().map(|row| {
        let (sample, alike, suggestion) = read::word(best.remove(&row.key))?;
        Ok(Merchant {
            sum: read::money(row.sum, &row.currency)?,
            payee: row.payee_id.map(PayeeId::new).zip(row.payee),
            count: read::count(row.count),
            first: row.first,
            last: row.last,
            key: row.key,
            suggestion,
            alike,
            sample,
        })
    });
    Ok((total, merchants.collect::<Result<_>>()?))
}

/// By merchant: a row, how many are suggested alike, and what.
type Best = HashMap<String, (TransactionId, u32, Option<Suggestion>)>;

async fn suggestions(conn: &mut Connection, keys: &[&str]) -> Result<Best> {
    let keys = serde_json::to_string(keys).map_err(|_| crate::Error::Damaged)?;
    // Of a maximum's row the other columns come from that row (https://sqlite.org/lang_select.html,
    // "Bare columns in an aggregate query").
    let rows = sqlx::query!(
        r#"SELECT w.merchant AS "key!: String", w.txn_id AS "txn_id!: i64",
            s.category_id AS "category: i64", count(*) AS "alike!: i64",
            max(ifnull(s.confidence_permille, -1)) AS "confidence!: i64",
            s.source AS "source?: String", s.reason AS "reason?: String"
        FROM waiting w LEFT JOIN suggestion s ON s.txn_id = w.txn_id AND s.state = 'open'
        WHERE w.merchant IN (SELECT value FROM json_each(?))
        GROUP BY w.merchant, s.category_id
        ORDER BY w.merchant, s.category_id IS NULL, 4 DESC, 5 DESC"#,
        keys
    )
    .fetch_all(conn)
    .await?;
    let mut best = HashMap::with_capacity(rows.len());
    for row in rows {
        if best.contains_key(&row.key) {
            continue;
        }
        let suggestion = row.source.zip(row.reason).map(|(source, reason)| Suggestion {
            category: row.category.map(Into::into),
            source,
            confidence_permille: u16::try_from(row.confidence).ok(),
            reason,
            state: State::Open,
        });
        best.insert(row.key, (row.txn_id.into(), read::count(row.alike), suggestion));
    }
    Ok(best)
}

/// A window, of any length, of a merchant's rows, the newest first.
pub async fn ids(
    conn: &mut Connection,
    merchant: &str,
    window: Window,
) -> Result<Vec<TransactionId>> {
    let ids = sqlx::query_scalar!(
        r#"SELECT txn_id AS "id!: i64" FROM waiting WHERE merchant = ?
        ORDER BY date DESC, txn_id DESC LIMIT ? OFFSET ?"#,
        merchant,
        window.limit,
        window.offset
    )
    .fetch_all(conn)
    .await?;
    Ok(ids.into_iter().map(TransactionId::new).collect())
}

/// What the classifier is asked of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    pub id: TransactionId,
    pub payee: String,
    /// All that is known in words.
    pub text: String,
    pub amount: Money,
}

/// The rows that wait and have the same payee (by its folded name) and direction of money as one of
/// these.
pub async fn alike(conn: &mut Connection, ids: &[TransactionId]) -> Result<Vec<Asked>> {
    let ids = read::id_list(ids.iter().map(|id| id.row()));
    let found = sqlx::query_scalar!(
        r#"SELECT w.txn_id AS "id!: i64" FROM waiting w JOIN payee p ON p.id = w.payee_id
        WHERE p.key <> '' AND (p.key, w.amount_minor < 0) IN (
            SELECT p.key, t.amount_minor < 0 FROM txn t JOIN payee p ON p.id = t.payee_id
            WHERE t.id IN (SELECT value FROM json_each(?)))"#,
        ids
    )
    .fetch_all(&mut *conn)
    .await?;
    asked(conn, &found.into_iter().map(TransactionId::new).collect::<Vec<_>>()).await
}

/// Everything that waits.
pub async fn all(conn: &mut Connection) -> Result<Vec<TransactionId>> {
    let ids = sqlx::query_scalar!(r#"SELECT txn_id AS "id!: i64" FROM waiting ORDER BY 1"#)
        .fetch_all(conn)
        .await?;
    Ok(ids.into_iter().map(TransactionId::new).collect())
}

/// The words and the amount of rows.
pub async fn asked(conn: &mut Connection, ids: &[TransactionId]) -> Result<Vec<Asked>> {
    let rows = register::rows(conn, ids).await?;
    let asked = rows.into_iter().map(|row| {
        let payee = row.payee.map(|(_, name)| name).unwrap_or_default();
        let text = row.bank_text.unwrap_or_else(|| format!("{payee} {}", row.memo));
        Asked { id: row.id, payee, text, amount: row.amount }
    });
    Ok(asked.collect())
}

/// A row that the user filed themselves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lesson {
    pub row: Asked,
    pub category: CategoryId,
}

/// The newest of them, the oldest first: those whose suggestion the user accepted or put another
/// category in place of. Rows of several parts teach nothing.
pub async fn lessons(conn: &mut Connection) -> Result<Vec<Lesson>> {
    let rows = sqlx::query!(
        r#"SELECT t.id AS "id!: i64", ifnull(p.name, '') AS "payee!: String", t.memo,
            r.text AS "text?: String", t.amount_minor, a.currency,
            s.category_id AS "category!: i64"
        FROM suggestion g JOIN txn t ON t.id = g.txn_id
        JOIN account a ON a.id = t.account_id
        JOIN split s ON s.txn_id = t.id AND s.position = 0
        LEFT JOIN payee p ON p.id = t.payee_id
        LEFT JOIN import_row r ON r.txn_id = t.id
        WHERE g.state IN ('accepted', 'rejected') AND g.source <> 'rule'
            AND s.category_id IS NOT NULL AND s.amount_minor = t.amount_minor
        ORDER BY t.id DESC LIMIT 2000"#
    )
    .fetch_all(conn)
    .await?;
    let lessons = rows.into_iter().rev().map(|row| {
        let text = row.text.unwrap_or_else(|| format!("{} {}", row.payee, row.memo));
        let amount = read::money(row.amount_minor, &row.currency)?;
        let asked = Asked { id: row.id.into(), payee: row.payee, text, amount };
        Ok(Lesson { row: asked, category: row.category.into() })
    });
    lessons.collect()
}
