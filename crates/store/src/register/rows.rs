//! The rows of a window, from their ids.

use super::{Row, Split};
use crate::{
    Connection, Result, read,
    suggestions::{State, Suggestion},
};
use chrono::NaiveDate;
use ledger::{CategoryId, Currency, ImportId, Money, Status};
use std::collections::HashMap;

/// Loads them in the order of `ids`; those that do not exist are left out.
pub(super) async fn load(conn: &mut Connection, ids: &[i64]) -> Result<Vec<Row>> {
    let list = read::id_list(ids.iter().copied());
    let mut rows = heads(conn, &list).await?;
    let splits = sqlx::query!(
        "SELECT txn_id, category_id, amount_minor, note FROM split
        WHERE txn_id IN (SELECT value FROM json_each(?)) ORDER BY txn_id, position",
        list
    );
    for split in splits.fetch_all(&mut *conn).await? {
        let Some(row) = rows.get_mut(&split.txn_id) else { continue };
        row.splits.push(Split {
            category: split.category_id.map(CategoryId::new),
            amount: Money::from_minor(split.amount_minor, row.amount.currency()),
            note: split.note,
        });
    }
    let tags = sqlx::query!(
        "SELECT txn_id, tag.name FROM txn_tag JOIN tag ON tag.id = txn_tag.tag_id
        WHERE txn_id IN (SELECT value FROM json_each(?)) ORDER BY tag.name COLLATE NOCASE",
        list
    );
    for tag in tags.fetch_all(&mut *conn).await? {
        if let Some(row) = rows.get_mut(&tag.txn_id) {
            row.tags.push(tag.name);
        }
    }
    let suggestions = sqlx::query!(
        r#"SELECT txn_id, category_id, source, confidence_permille AS "confidence: u16", reason,
            state
        FROM suggestion WHERE txn_id IN (SELECT value FROM json_each(?))"#,
        list
    );
    for found in suggestions.fetch_all(&mut *conn).await? {
        let Some(row) = rows.get_mut(&found.txn_id) else { continue };
        row.suggestion = Some(Suggestion {
            category: found.category_id.map(CategoryId::new),
            source: found.source,
            confidence_permille: found.confidence,
            reason: found.reason,
            state: read::word(State::from_word(&found.state))?,
        });
    }
    Ok(ids.iter().filter_map(|id| rows.remove(id)).collect())
}

/// The rows without what there can be several of.
async fn heads(conn: &mut Connection, list: &str) -> Result<HashMap<i64, Row>> {
    let found = sqlx::query!(
        r#"SELECT t.id AS "id!", t.account_id, t.date AS "date: NaiveDate", t.memo,
            t.amount_minor, t.status, a.currency,
            t.payee_typed OR EXISTS (SELECT 1 FROM payee_alias WHERE payee_id = p.id)
                AS "payee_typed!: bool",
            p.id AS "payee_id?", p.name AS "payee_name?",
            other.id AS "other_id?", other.account_id AS "other_account?",
            r.import_id AS "import_id?", r.text AS "text?"
        FROM json_each(?) AS wanted JOIN txn t ON t.id = wanted.value
        JOIN account a ON a.id = t.account_id
        LEFT JOIN payee p ON p.id = t.payee_id
        LEFT JOIN txn other ON other.transfer_id = t.transfer_id AND other.id <> t.id
        LEFT JOIN import_row r ON r.txn_id = t.id"#,
        list
    )
    .fetch_all(conn)
    .await?;
    let mut rows = HashMap::with_capacity(found.len());
    for row in found {
        let currency: Currency = read::currency(&row.currency)?;
        let head = Row {
            id: row.id.into(),
            date: row.date,
            account: row.account_id.into(),
            payee: row.payee_id.zip(row.payee_name).map(|(id, name)| (id.into(), name)),
            payee_typed: row.payee_typed,
            bank_text: row.text,
            memo: row.memo,
            amount: Money::from_minor(row.amount_minor, currency),
            balance: None,
            status: read::word(Status::from_word(&row.status))?,
            splits: Vec::new(),
            tags: Vec::new(),
            transfer: row.other_id.zip(row.other_account).map(|(id, a)| (id.into(), a.into())),
            suggestion: None,
            import: row.import_id.map(ImportId::new),
        };
        rows.insert(row.id, head);
    }
    Ok(rows)
}
