//! Reconciliation: an account held against its bank's balance at the end of a day, by the user.

use crate::{Connection, Result, Step, read};
use chrono::NaiveDate;
use ledger::{AccountId, TransactionId, Window};

/// A reconciliation that is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reconciliation {
    pub on: NaiveDate,
    /// What the bank said, in minor units.
    pub balance_minor: i64,
    /// What the reconciled transactions up to that day come to now, without the opening balance.
    pub settled_minor: i64,
}

/// What is to be reconciled up to a day, in minor units without the opening balance.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Open {
    /// Reconciled before, and ticked now.
    pub settled_minor: i64,
    /// Transactions that are not reconciled.
    pub rows: u32,
    /// Of those: ticked.
    pub ticked: u32,
}

/// The latest reconciliation of an account.
pub async fn latest(conn: &mut Connection, account: AccountId) -> Result<Option<Reconciliation>> {
    let account = account.row();
    let row = sqlx::query!(
        r#"SELECT date AS "on: NaiveDate", balance_minor,
            (SELECT ifnull(sum(amount_minor), 0) FROM txn
                WHERE txn.account_id = reconciliation.account_id AND status = 'reconciled'
                    AND txn.date <= reconciliation.date) AS "settled_minor!: i64"
        FROM reconciliation WHERE account_id = ? ORDER BY date DESC, id DESC LIMIT 1"#,
        account
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| Reconciliation {
        on: row.on,
        balance_minor: row.balance_minor,
        settled_minor: row.settled_minor,
    }))
}

/// What is open up to a day. Ticked is what the bank has booked; `toggled` are the exceptions.
pub async fn open(
    conn: &mut Connection,
    account: AccountId,
    day: NaiveDate,
    toggled: &[TransactionId],
) -> Result<Open> {
    let (account, toggled) = (account.row(), read::id_list(toggled.iter().map(|id| id.row())));
    let row = sqlx::query!(
        r#"SELECT ifnull(sum(amount_minor) FILTER (WHERE ticked OR status = 'reconciled'), 0)
                AS "settled!: i64",
            count(*) FILTER (WHERE status <> 'reconciled') AS "rows!: i64",
            count(*) FILTER (WHERE ticked AND status <> 'reconciled') AS "ticked!: i64"
        FROM (
            SELECT amount_minor, status,
                (status = 'cleared') <> (id IN (SELECT value FROM json_each(?1))) AS ticked
            FROM txn WHERE account_id = ?2 AND date <= ?3
        )"#,
        toggled,
        account,
        day
    )
    .fetch_one(conn)
    .await?;
    Ok(Open {
        settled_minor: row.settled,
        rows: read::count(row.rows),
        ticked: read::count(row.ticked),
    })
}

/// The transactions up to a day that are not reconciled, the newest first.
pub async fn open_ids(
    conn: &mut Connection,
    account: AccountId,
    day: NaiveDate,
    window: Window,
) -> Result<Vec<TransactionId>> {
    let account = account.row();
    let ids = sqlx::query_scalar!(
        "SELECT id FROM txn WHERE account_id = ? AND date <= ? AND status <> 'reconciled'
        ORDER BY date DESC, id DESC LIMIT ? OFFSET ?",
        account,
        day,
        window.limit,
        window.offset
    );
    Ok(ids.fetch_all(conn).await?.into_iter().map(TransactionId::new).collect())
}

/// Notes that the account had this balance, in minor units, and that what is ticked is settled; how
/// many transactions that are.
pub async fn close(
    step: &mut Step<'_>,
    account: AccountId,
    day: NaiveDate,
    balance_minor: i64,
    toggled: &[TransactionId],
    closed_ms: i64,
) -> Result<u32> {
    let (account, toggled) = (account.row(), read::id_list(toggled.iter().map(|id| id.row())));
    let done = sqlx::query!(
        "UPDATE txn SET status = 'reconciled' WHERE account_id = ?2 AND date <= ?3
            AND status <> 'reconciled'
            AND (status = 'cleared') <> (id IN (SELECT value FROM json_each(?1)))",
        toggled,
        account,
        day
    )
    .execute(&mut **step)
    .await?;
    sqlx::query!(
        "INSERT INTO reconciliation (account_id, date, balance_minor, closed_ms)
        VALUES (?, ?, ?, ?)",
        account,
        day,
        balance_minor,
        closed_ms
    )
    .execute(&mut **step)
    .await?;
    Ok(u32::try_from(done.rows_affected()).unwrap_or(u32::MAX))
}
