//! The user's rules, and what they are held against.

use crate::{Connection, Error, Result, Step, read};
use chrono::NaiveDate;
use ledger::{AccountId, Money, RuleId, TransactionId};

/// Most transactions of one page of [`candidates`].
const PAGE: i64 = 10_000;

/// A rule as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    pub id: RuleId,
    /// A JSON object of plain strings.
    pub draft: String,
}

/// All rules in the user's order.
pub async fn list(conn: &mut Connection) -> Result<Vec<Kept>> {
    let rows =
        sqlx::query!("SELECT id, draft FROM rule ORDER BY position, id").fetch_all(conn).await?;
    Ok(rows.into_iter().map(|row| Kept { id: row.id.into(), draft: row.draft }).collect())
}

/// Adds a rule behind the others.
pub async fn create(step: &mut Step<'_>, draft: &str) -> Result<RuleId> {
    let id = sqlx::query_scalar!(
        r#"INSERT INTO rule (position, draft)
        VALUES ((SELECT ifnull(max(position), 0) + 1 FROM rule), ?) RETURNING id AS "id!""#,
        draft
    )
    .fetch_one(&mut **step)
    .await?;
    Ok(id.into())
}

/// Replaces what a rule says.
pub async fn update(step: &mut Step<'_>, id: RuleId, draft: &str) -> Result<()> {
    let id = id.row();
    let done = sqlx::query!("UPDATE rule SET draft = ? WHERE id = ?", draft, id)
        .execute(&mut **step)
        .await?;
    if done.rows_affected() == 0 { Err(Error::NotFound) } else { Ok(()) }
}

/// Deletes a rule; what it did stays.
pub async fn delete(step: &mut Step<'_>, id: RuleId) -> Result<()> {
    let id = id.row();
    let done = sqlx::query!("DELETE FROM rule WHERE id = ?", id).execute(&mut **step).await?;
    if done.rows_affected() == 0 { Err(Error::NotFound) } else { Ok(()) }
}

/// Puts rules into this order; those that are not named stay behind them.
pub async fn reorder(step: &mut Step<'_>, ids: &[RuleId]) -> Result<()> {
    let ids = read::id_list(ids.iter().map(|id| id.row()));
    sqlx::query!(
        "UPDATE rule SET position = ifnull(
            (SELECT key FROM json_each(?1) WHERE value = rule.id), 1000000 + position)",
        ids
    )
    .execute(&mut **step)
    .await?;
    Ok(())
}

/// A transaction as the conditions see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    pub id: TransactionId,
    pub account: AccountId,
    pub date: NaiveDate,
    pub amount: Money,
    /// Empty when there is none.
    pub payee: String,
    pub memo: String,
    /// What the bank wrote; none for one that was typed.
    pub text: Option<String>,
    /// The imported file; empty for one that was typed.
    pub file: String,
}

/// A page of all transactions by id, behind `after`; empty when there are no more.
pub async fn candidates(
    conn: &mut Connection,
    after: Option<TransactionId>,
) -> Result<Vec<Candidate>> {
    let after = after.map_or(i64::MIN, TransactionId::row);
    let rows = sqlx::query!(
        r#"SELECT t.id AS "id!: i64", t.account_id, t.date AS "date: NaiveDate", t.memo,
            t.amount_minor, a.currency, p.name AS "payee?: String", r.text AS "text?: String",
            i.file_name AS "file?: String"
        FROM txn t JOIN account a ON a.id = t.account_id
        LEFT JOIN payee p ON p.id = t.payee_id
        LEFT JOIN import_row r ON r.txn_id = t.id
        LEFT JOIN import i ON i.id = r.import_id
        WHERE t.id > ? ORDER BY t.id LIMIT ?"#,
        after,
        PAGE
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Candidate {
                id: row.id.into(),
                account: row.account_id.into(),
                date: row.date,
                amount: read::money(row.amount_minor, &row.currency)?,
                payee: row.payee.unwrap_or_default(),
                memo: row.memo,
                text: row.text,
                file: row.file.unwrap_or_default(),
            })
        })
        .collect()
}
