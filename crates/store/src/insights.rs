//! What insights are computed from, what was told of them, and which the user does not want. Everything is of one
//! currency, and transfers are left out. Nothing here reads more than the rows of the days asked
//! for, however many the book has.

use crate::{Connection, Result, Step, read};
use chrono::NaiveDate;
use ledger::{
    CategoryId, Currency, Money, Period,
    insight::{AccountSpan, Charge, Flow},
};
use std::collections::HashSet;

/// What each payee got and gave in each category.
pub async fn flows(conn: &mut Connection, days: Period, currency: Currency) -> Result<Vec<Flow>> {
    let code = currency.code();
    let rows = sqlx::query!(
        r#"SELECT t.payee_id AS "payee!: i64", s.category_id,
            sum(max(s.amount_minor, 0)) AS "inflow!: i64",
            sum(min(s.amount_minor, 0)) AS "outflow!: i64", count(*) AS "count!: i64"
        FROM txn t JOIN split s ON s.txn_id = t.id
        WHERE t.date BETWEEN ? AND ? AND t.transfer_id IS NULL AND t.payee_id IS NOT NULL
            AND t.account_id IN (SELECT id FROM account WHERE currency = ?)
        GROUP BY t.payee_id, s.category_id"#,
        days.from,
        days.to,
        code
    )
    .fetch_all(conn)
    .await?;
    let flows = rows.into_iter().map(|row| Flow {
        payee: row.payee.into(),
        category: row.category_id.map(CategoryId::new),
        inflow: row.inflow,
        outflow: row.outflow,
        count: read::count(row.count),
    });
    Ok(flows.collect())
}

/// The transactions that have a payee, by payee and day. A payee's come as one row: handing a row
/// over costs more than finding it.
pub async fn charges(
    conn: &mut Connection,
    days: Period,
    currency: Currency,
) -> Result<Vec<Charge>> {
    let code = currency.code();
    let rows = sqlx::query!(
        r#"SELECT payee_id AS "payee!: i64",
            json_group_array(json_array(account_id, date, amount_minor, category_id))
                AS "charges!: String"
        FROM (
            SELECT t.payee_id, t.account_id, t.date, t.amount_minor, s.category_id
            FROM txn t LEFT JOIN split s ON s.txn_id = t.id AND s.position = 0
            WHERE t.date BETWEEN ? AND ? AND t.transfer_id IS NULL AND t.payee_id IS NOT NULL
                AND t.account_id IN (SELECT id FROM account WHERE currency = ?)
            ORDER BY t.payee_id, t.date, t.id)
        GROUP BY payee_id ORDER BY payee_id"#,
        days.from,
        days.to,
        code
    )
    .fetch_all(conn)
    .await?;
    let mut charges = Vec::new();
    for row in rows {
        let found = serde_json::from_str::<Vec<(i64, NaiveDate, i64, Option<i64>)>>(&row.charges);
        for (account, day, minor, category) in read::word(found.ok())? {
            charges.push(Charge {
                payee: row.payee.into(),
                account: account.into(),
                day,
                minor,
                category: category.map(CategoryId::new),
            });
        }
    }
    Ok(charges)
}

/// First and last day of the accounts that have rows, with their balances on a day.
pub async fn spans(
    conn: &mut Connection,
    today: NaiveDate,
    currency: Currency,
) -> Result<Vec<AccountSpan>> {
    let code = currency.code();
    // The balance is that of the months before, from the rollup, and of this month's rows.
    let rows = sqlx::query!(
        r#"SELECT id AS "id!: i64",
            (SELECT min(date) FROM txn WHERE account_id = account.id) AS "first: NaiveDate",
            (SELECT max(date) FROM txn WHERE account_id = account.id) AS "last: NaiveDate",
            opening_minor
                + ifnull((SELECT sum(sum_minor) FROM account_month
                    WHERE account_id = account.id AND month < substr(?1, 1, 7)), 0)
                + ifnull((SELECT sum(amount_minor) FROM txn WHERE account_id = account.id
                    AND date BETWEEN substr(?1, 1, 7) || '-01' AND ?1), 0) AS "balance!: i64"
        FROM account WHERE currency = ?2"#,
        today,
        code
    )
    .fetch_all(conn)
    .await?;
    let spans = rows.into_iter().filter_map(|row| {
        Some(AccountSpan {
            account: row.id.into(),
            first: row.first?,
            last: row.last?,
            balance: Money::from_minor(row.balance, currency),
        })
    });
    Ok(spans.collect())
}

/// What is not told of a period: for now, or never again.
pub async fn hidden(conn: &mut Connection, period: Period) -> Result<HashSet<String>> {
    let period = name(Some(period));
    let rows = sqlx::query_scalar!(
        "SELECT DISTINCT about FROM insight_hidden WHERE period = '' OR period = ?",
        period
    );
    Ok(rows.fetch_all(conn).await?.into_iter().collect())
}

/// Does not tell something again of a period; without one, never again.
pub async fn hide(step: &mut Step<'_>, about: &str, period: Option<Period>) -> Result<()> {
    let period = name(period);
    sqlx::query!(
        "INSERT INTO insight_hidden (about, period) VALUES (?, ?) ON CONFLICT DO NOTHING",
        about,
        period
    )
    .execute(&mut **step)
    .await?;
    Ok(())
}

/// Tells something again that is not told of a period.
pub async fn show(step: &mut Step<'_>, about: &str, period: Period) -> Result<()> {
    let period = name(Some(period));
    sqlx::query!(
        "DELETE FROM insight_hidden WHERE about = ? AND (period = '' OR period = ?)",
        about,
        period
    )
    .execute(&mut **step)
    .await?;
    Ok(())
}

/// What was told of a period as of a day by this version of the program, as JSON; none when anything
/// has been changed since.
pub async fn told(
    conn: &mut Connection,
    period: Period,
    as_of: NaiveDate,
    version: &str,
) -> Result<Option<String>> {
    let period = name(Some(period));
    Ok(sqlx::query_scalar!(
        "SELECT told FROM insight_told WHERE period = ? AND as_of = ? AND version = ?",
        period,
        as_of,
        version
    )
    .fetch_optional(conn)
    .await?)
}

/// Keeps what there is to tell of a period until the next commit. It follows from the rows, so that
/// it is no step of its own.
pub async fn keep_told(
    conn: &mut Connection,
    period: Period,
    as_of: NaiveDate,
    version: &str,
    told: &str,
) -> Result<()> {
    let period = name(Some(period));
    sqlx::query!(
        "INSERT OR REPLACE INTO insight_told (period, as_of, version, told) VALUES (?, ?, ?, ?)",
        period,
        as_of,
        version,
        told
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Forgets what was told, since something has changed.
pub(crate) async fn forget(conn: &mut Connection) -> Result<()> {
    sqlx::query!("DELETE FROM insight_told").execute(conn).await?;
    Ok(())
}

/// The facts of a period as a language model worded them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// SHA-256 of what it was made from.
    pub facts: Vec<u8>,
    pub model: String,
    pub written_ms: i64,
    pub text: String,
}

/// The note on a period.
pub async fn note(conn: &mut Connection, period: Period) -> Result<Option<Note>> {
    let period = name(Some(period));
    Ok(sqlx::query_as!(
        Note,
        "SELECT facts, model, written_ms, text FROM insight_note WHERE period = ?",
        period
    )
    .fetch_optional(conn)
    .await?)
}

/// Keeps the note on a period, in place of an older one.
pub async fn put_note(step: &mut Step<'_>, period: Period, note: &Note) -> Result<()> {
    let period = name(Some(period));
    sqlx::query!(
        "INSERT OR REPLACE INTO insight_note (period, facts, model, written_ms, text)
        VALUES (?, ?, ?, ?, ?)",
        period,
        note.facts,
        note.model,
        note.written_ms,
        note.text
    )
    .execute(&mut **step)
    .await?;
    Ok(())
}

/// Deletes the note on a period, or without one all of them.
pub async fn delete_notes(step: &mut Step<'_>, period: Option<Period>) -> Result<()> {
    let period = period.map(|period| name(Some(period)));
    sqlx::query!("DELETE FROM insight_note WHERE ?1 IS NULL OR period = ?1", period)
        .execute(&mut **step)
        .await?;
    Ok(())
}

fn name(period: Option<Period>) -> String {
    period.map_or_else(String::new, |period| format!("{}..{}", period.from, period.to))
}
