//! The user's rules, and what they are held against.

use crate::{Connection, Error, Result, Step, read, transactions};
use chrono::NaiveDate;
use ledger::{AccountId, Money, RuleId, TransactionId};

/// Most transactions of one page of [`candidates`].
const PAGE: i64 = 10_000;
/// How far the other leg of a transfer may lie away, in days.
const TRANSFER_DAYS: i64 = 3;

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

/// Makes a transaction one leg of a transfer with another account: linked with what is there of
/// the opposite amount, the nearest within three days, or else with a new one of the same day. It
/// has no category then. `now_ms` is the time now.
pub async fn transfer(
    step: &mut Step<'_>,
    id: TransactionId,
    with: AccountId,
    now_ms: i64,
) -> Result<()> {
    let (row, account) = (id.row(), with.row());
    let found = sqlx::query_scalar!(
        r#"SELECT other.id AS "id!: i64" FROM txn t JOIN txn other ON other.account_id = ?2
            AND other.amount_minor = -t.amount_minor AND other.transfer_id IS NULL
            AND abs(julianday(other.date) - julianday(t.date)) <= ?3
        WHERE t.id = ?1 ORDER BY abs(julianday(other.date) - julianday(t.date)), other.id LIMIT 1"#,
        row,
        account,
        TRANSFER_DAYS
    )
    .fetch_optional(&mut **step)
    .await?;
    let other = match found {
        Some(other) => other,
        None => add_leg(step, row, account, now_ms).await?,
    };
    transactions::link(step, id, other.into(), now_ms).await?;
    transactions::file(step, &[id, other.into()], None).await?;
    sqlx::query!("DELETE FROM suggestion WHERE txn_id IN (?, ?)", row, other)
        .execute(&mut **step)
        .await?;
    Ok(())
}

async fn add_leg(step: &mut Step<'_>, of: i64, account: i64, now_ms: i64) -> Result<i64> {
    let id = sqlx::query_scalar!(
        r#"INSERT INTO txn (account_id, date, payee_id, memo, amount_minor, created_ms)
        SELECT ?2, date, payee_id, memo, -amount_minor, ?3 FROM txn WHERE id = ?1
        RETURNING id AS "id!""#,
        of,
        account,
        now_ms
    )
    .fetch_one(&mut **step)
    .await?;
    sqlx::query!(
        "INSERT INTO split (txn_id, position, amount_minor)
        SELECT id, 0, amount_minor FROM txn WHERE id = ?",
        id
    )
    .execute(&mut **step)
    .await?;
    Ok(id)
}
