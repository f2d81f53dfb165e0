//! Transactions that are expected to come again.

use crate::{Connection, Error, Result, Step, read};
use chrono::NaiveDate;
use ledger::{
    AccountId, CategoryId, Currency, Money, PayeeId, Recurrence, ScheduleId, draft::NewTransaction,
    insight::Planned,
};

/// A schedule as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    pub id: ScheduleId,
    pub account: AccountId,
    pub payee: Option<PayeeId>,
    /// Empty when there is none.
    pub payee_name: String,
    pub category: Option<CategoryId>,
    pub amount: Money,
    pub memo: String,
    pub tags: Vec<String>,
    pub recurrence: Recurrence,
    /// The day that the others are counted from.
    pub first_on: NaiveDate,
    pub next_on: NaiveDate,
    pub paused: bool,
}

/// All schedules, those that run by the day of their next one, and behind them those that are
/// paused.
pub async fn list(conn: &mut Connection) -> Result<Vec<Kept>> {
    let rows = sqlx::query!(
        r#"SELECT s.id AS "id!: i64", s.account_id, s.payee_id, p.name AS "payee_name?: String",
            s.category_id, s.amount_minor, a.currency, s.memo, s.tags, s.recurrence,
            s.first_on AS "first_on: NaiveDate", s.next_on AS "next_on: NaiveDate",
            s.paused AS "paused: bool"
        FROM schedule s JOIN account a ON a.id = s.account_id
        LEFT JOIN payee p ON p.id = s.payee_id
        ORDER BY s.paused, s.next_on, s.id"#
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Kept {
                id: row.id.into(),
                account: row.account_id.into(),
                payee: row.payee_id.map(PayeeId::new),
                payee_name: row.payee_name.unwrap_or_default(),
                category: row.category_id.map(CategoryId::new),
                amount: read::money(row.amount_minor, &row.currency)?,
                memo: row.memo,
                tags: serde_json::from_str(&row.tags).map_err(|_| Error::Damaged)?,
                recurrence: serde_json::from_str(&row.recurrence).map_err(|_| Error::Damaged)?,
                first_on: row.first_on,
                next_on: row.next_on,
                paused: row.paused,
            })
        })
        .collect()
}

/// What is expected again in a currency, as far as it is not paused.
pub async fn planned(conn: &mut Connection, currency: Currency) -> Result<Vec<Planned>> {
    let all = list(conn).await?.into_iter();
    Ok(all
        .filter(|kept| !kept.paused && kept.amount.currency() == currency)
        .map(|kept| Planned {
            payee: kept.payee,
            account: kept.account,
            minor: kept.amount.minor(),
            recurrence: kept.recurrence,
            first_on: kept.first_on,
            next_on: kept.next_on,
        })
        .collect())
}

/// Expects a transaction again, next on `next_on`; one of several parts without their categories.
pub async fn create(
    step: &mut Step<'_>,
    new: &NewTransaction,
    payee: Option<PayeeId>,
    recurrence: Recurrence,
    next_on: NaiveDate,
) -> Result<ScheduleId> {
    let (account, amount) = (new.account.row(), new.amount.minor());
    let payee = payee.map(PayeeId::row);
    let category = match new.splits.as_slice() {
        [split] => split.category.map(CategoryId::row),
        _ => None,
    };
    let tags = serde_json::to_string(&new.tags).map_err(|_| Error::Damaged)?;
    let recurrence = serde_json::to_string(&recurrence).map_err(|_| Error::Damaged)?;
    let id = sqlx::query_scalar!(
        r#"INSERT INTO schedule (account_id, payee_id, category_id, amount_minor, memo, tags,
            recurrence, first_on, next_on)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id AS "id!""#,
        account,
        payee,
        category,
        amount,
        new.memo,
        tags,
        recurrence,
        new.date,
        next_on
    )
    .fetch_one(&mut **step)
    .await?;
    Ok(id.into())
}

/// Moves a schedule on to its next day.
pub async fn set_next(step: &mut Step<'_>, id: ScheduleId, next_on: NaiveDate) -> Result<()> {
    let id = id.row();
    let done = sqlx::query!("UPDATE schedule SET next_on = ? WHERE id = ?", next_on, id)
        .execute(&mut **step)
        .await?;
    if done.rows_affected() == 0 { Err(Error::NotFound) } else { Ok(()) }
}

/// Lets a schedule rest, or go on.
pub async fn set_paused(step: &mut Step<'_>, id: ScheduleId, paused: bool) -> Result<()> {
    let id = id.row();
    let done = sqlx::query!("UPDATE schedule SET paused = ? WHERE id = ?", paused, id)
        .execute(&mut **step)
        .await?;
    if done.rows_affected() == 0 { Err(Error::NotFound) } else { Ok(()) }
}

/// Deletes a schedule; what it entered stays.
pub async fn delete(step: &mut Step<'_>, id: ScheduleId) -> Result<()> {
    let id = id.row();
    let done = sqlx::query!("DELETE FROM schedule WHERE id = ?", id).execute(&mut **step).await?;
    if done.rows_affected() == 0 { Err(Error::NotFound) } else { Ok(()) }
}
