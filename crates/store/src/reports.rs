//! What the reports are made of. Whole months come from the rollup, however many rows they have;
//! parts of a month from its rows. Transfers are left out everywhere.

use crate::{Connection, Result, read};
use chrono::NaiveDate;
use ledger::{
    CategoryId, Currency, Money, Month, Period,
    report::{MonthCell, PayeeTotal},
};

/// First and last month with a transaction; `None` in an empty book.
pub async fn span(conn: &mut Connection) -> Result<Option<(Month, Month)>> {
    let row = sqlx::query!(
        r#"SELECT min(month) AS "first: String", max(month) AS "last: String" FROM account_month"#
    )
    .fetch_one(conn)
    .await?;
    row.first.zip(row.last).map(|(first, last)| Ok((month(&first)?, month(&last)?))).transpose()
}

/// The cells of whole months, `first` to `last`, by month and category. A month's cells come as
/// one row: handing a row over costs more than finding it.
pub async fn months(
    conn: &mut Connection,
    first: Month,
    last: Month,
    currency: Currency,
) -> Result<Vec<MonthCell>> {
    let (first, last, code) = (first.to_string(), last.to_string(), currency.code());
    let rows = sqlx::query!(
        r#"SELECT month, json_group_array(json_array(
            category_id, inflow_minor, outflow_minor, count)) AS "cells!: String"
        FROM month_total WHERE currency = ? AND month BETWEEN ? AND ?
        GROUP BY month ORDER BY month"#,
        code,
        first,
        last
    )
    .fetch_all(conn)
    .await?;
    let mut cells = Vec::new();
    for row in rows {
        let month = month(&row.month)?;
        let found = serde_json::from_str::<Vec<(i64, i64, i64, i64)>>(&row.cells);
        for (category, inflow, outflow, count) in read::word(found.ok())? {
            cells.push(MonthCell {
                month,
                category: (category != 0).then(|| category.into()),
                inflow,
                outflow,
                count: read::count(count),
            });
        }
    }
    Ok(cells)
}

/// The cells of any period; a month that it has a part of counts that part only.
pub async fn period(
    conn: &mut Connection,
    period: Period,
    currency: Currency,
) -> Result<Vec<MonthCell>> {
    let (mut first, mut last) = (Month::of(period.from), Month::of(period.to));
    let mut cells = Vec::new();
    if first == last && period != Period::month(first) {
        return part(conn, first, period, currency).await;
    }
    if period.from != first.first() {
        cells = part(conn, first, Period::new(period.from, first.last()), currency).await?;
        first = first.plus(1);
    }
    let mut end = Vec::new();
    if period.to != last.last() {
        end = part(conn, last, Period::new(last.first(), period.to), currency).await?;
        last = last.plus(-1);
    }
    if first <= last {
        cells.extend(months(conn, first, last, currency).await?);
    }
    cells.extend(end);
    Ok(cells)
}

async fn part(
    conn: &mut Connection,
    month: Month,
    days: Period,
    currency: Currency,
) -> Result<Vec<MonthCell>> {
    let code = currency.code();
    let cells = sqlx::query!(
        r#"SELECT s.category_id,
            sum(max(s.amount_minor, 0)) AS "inflow!: i64",
            sum(min(s.amount_minor, 0)) AS "outflow!: i64", count(*) AS "count!: i64"
        FROM txn t JOIN split s ON s.txn_id = t.id
        WHERE t.date BETWEEN ? AND ? AND t.transfer_id IS NULL
            AND t.account_id IN (SELECT id FROM account WHERE currency = ?)
        GROUP BY s.category_id ORDER BY s.category_id"#,
        days.from,
        days.to,
        code
    )
    .fetch_all(conn)
    .await?;
    let cells = cells.into_iter().map(|cell| MonthCell {
        month,
        category: cell.category_id.map(CategoryId::new),
        inflow: cell.inflow,
        outflow: cell.outflow,
        count: read::count(cell.count),
    });
    Ok(cells.collect())
}

/// What a category came to on a day, on all accounts of one currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DayCell {
    pub day: NaiveDate,
    pub category: Option<CategoryId>,
    /// Sum of the positive splits, minor units.
    pub inflow: i64,
    /// Sum of the negative splits, minor units; never positive.
    pub outflow: i64,
}

/// The cells of the days of a period, by day; days without a transaction have none.
pub async fn days(
    conn: &mut Connection,
    period: Period,
    currency: Currency,
) -> Result<Vec<DayCell>> {
    let code = currency.code();
    let cells = sqlx::query!(
        r#"SELECT t.date AS "day!: NaiveDate", s.category_id,
            sum(max(s.amount_minor, 0)) AS "inflow!: i64",
            sum(min(s.amount_minor, 0)) AS "outflow!: i64"
        FROM txn t JOIN split s ON s.txn_id = t.id
        WHERE t.date BETWEEN ? AND ? AND t.transfer_id IS NULL
            AND t.account_id IN (SELECT id FROM account WHERE currency = ?)
        GROUP BY t.date, s.category_id ORDER BY t.date, s.category_id"#,
        period.from,
        period.to,
        code
    )
    .fetch_all(conn)
    .await?;
    let cells = cells.into_iter().map(|cell| DayCell {
        day: cell.day,
        category: cell.category_id.map(CategoryId::new),
        inflow: cell.inflow,
        outflow: cell.outflow,
    });
    Ok(cells.collect())
}

/// The payees that most was spent with, in one currency, largest first. Spending is what the
/// totals count as expenses: splits in expense categories, refunds lowering them, and outflow
/// without a category.
pub async fn payees(
    conn: &mut Connection,
    period: Period,
    currency: Currency,
    limit: u32,
) -> Result<Vec<PayeeTotal>> {
    let code = currency.code();
    let rows = sqlx::query!(
        r#"SELECT p.id AS "id!: i64", p.name AS "name!: String",
            -sum(s.amount_minor) AS "spent!: i64", count(DISTINCT t.id) AS "count!: i64"
        FROM txn t
        JOIN account a ON a.id = t.account_id AND a.currency = ?
        JOIN split s ON s.txn_id = t.id
        LEFT JOIN category c ON c.id = s.category_id
        JOIN payee p ON p.id = t.payee_id
        WHERE t.date BETWEEN ? AND ? AND t.transfer_id IS NULL
            AND (c.kind = 'expense' OR (c.id IS NULL AND s.amount_minor < 0))
        GROUP BY p.id HAVING sum(s.amount_minor) < 0
        ORDER BY sum(s.amount_minor), p.name LIMIT ?"#,
        code,
        period.from,
        period.to,
        limit
    )
    .fetch_all(conn)
    .await?;
    let totals = rows.into_iter().map(|row| PayeeTotal {
        payee: row.id.into(),
        name: row.name,
        amount: Money::from_minor(row.spent, currency),
        count: read::count(row.count),
    });
    Ok(totals.collect())
}

fn month(text: &str) -> Result<Month> {
    read::word(text.parse().ok())
}
