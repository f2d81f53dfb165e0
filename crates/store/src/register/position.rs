//! Where in the order by date a row is, from the monthly counts: no more than one month's rows
//! are stepped over, however many there are.

use super::Tally;
use crate::{Connection, Result, read};
use chrono::{Days, NaiveDate};
use ledger::{AccountId, Money, Month, Period};

/// A stretch of the order by date.
pub(super) struct Found {
    pub(super) ids: Vec<i64>,
    /// The balance just before its first row, when it is of one account.
    pub(super) balance_before: Option<Money>,
}

struct Cell {
    account: i64,
    month: String,
    count: i64,
    sum: i64,
}

/// How many rows stand before a period in the order by date, and what is in the period.
pub(super) async fn span(
    conn: &mut Connection,
    account: Option<AccountId>,
    period: Option<Period>,
) -> Result<(i64, Tally)> {
    let cells = cells(conn, account).await?;
    let Some(period) = period else {
        let mut all = Tally::default();
        cells.iter().for_each(|cell| all.add(cell.account, cell.count, cell.sum));
        return Ok((0, all));
    };
    let before = before(conn, &cells, account, period.from).await?;
    let end = period.to.checked_add_days(Days::new(1)).unwrap_or(period.to);
    let mut within = self::before(conn, &cells, account, end).await?;
    within.count -= before.count;
    for (account, sum) in &before.sums {
        *within.sums.entry(*account).or_default() -= sum;
    }
    Ok((before.count, within))
}

impl Tally {
    pub(super) fn add(&mut self, account: i64, count: i64, sum: i64) {
        self.count += count;
        *self.sums.entry(account).or_default() += sum;
    }
}

async fn cells(conn: &mut Connection, account: Option<AccountId>) -> Result<Vec<Cell>> {
    let account = account.map(AccountId::row);
    let cells = sqlx::query_as!(
        Cell,
        "SELECT account_id AS account, month, count, sum_minor AS sum FROM account_month
        WHERE ?1 IS NULL OR account_id = ?1 ORDER BY month",
        account
    );
    Ok(cells.fetch_all(conn).await?)
}

/// Everything dated before a day: whole months from the cells, the day's own month from its rows.
async fn before(
    conn: &mut Connection,
    cells: &[Cell],
    account: Option<AccountId>,
    day: NaiveDate,
) -> Result<Tally> {
    let month = Month::of(day);
    let name = month.to_string();
    let mut tally = Tally::default();
    for cell in cells.iter().filter(|cell| cell.month < name) {
        tally.add(cell.account, cell.count, cell.sum);
    }
    if day == month.first() {
        return Ok(tally);
    }
    let first = month.first();
    let part = match account.map(AccountId::row) {
        Some(account) => {
            let part = sqlx::query!(
                r#"SELECT count(*) AS count, ifnull(sum(amount_minor), 0) AS "sum: i64" FROM txn
                WHERE account_id = ? AND date >= ? AND date < ?"#,
                account,
                first,
                day
            );
            let part = part.fetch_one(conn).await?;
            vec![(account, part.count, part.sum)]
        }
        None => {
            let part = sqlx::query!(
                r#"SELECT account_id, count(*) AS count, sum(amount_minor) AS "sum!: i64" FROM txn
                WHERE date >= ? AND date < ? GROUP BY account_id"#,
                first,
                day
            );
            let part = part.fetch_all(conn).await?;
            part.into_iter().map(|row| (row.account_id, row.count, row.sum)).collect()
        }
    };
    for (account, count, sum) in part {
        tally.add(account, count, sum);
    }
    Ok(tally)
}

/// `wanted` rows from place `start` on in the order by date and id.
pub(super) async fn read(
    conn: &mut Connection,
    account: Option<AccountId>,
    start: i64,
    wanted: i64,
) -> Result<Found> {
    let cells = cells(conn, account).await?;
    let (mut skipped, mut sum, mut month) = (0, 0, "");
    for cell in &cells {
        if cell.month != month {
            let next: i64 = cells.iter().filter(|c| c.month == cell.month).map(|c| c.count).sum();
            month = &cell.month;
            if skipped + next > start {
                break;
            }
            skipped += next;
        }
        sum += cell.sum;
    }
    let (from, skip) = (format!("{month}-01"), start - skipped);
    let Some(account) = account.map(AccountId::row) else {
        let ids = sqlx::query_scalar!(
            "SELECT id FROM txn WHERE date >= ? ORDER BY date, id LIMIT ? OFFSET ?",
            from,
            wanted,
            skip
        );
        return Ok(Found { ids: ids.fetch_all(conn).await?, balance_before: None });
    };
    let ids = sqlx::query_scalar!(
        "SELECT id FROM txn WHERE account_id = ? AND date >= ? ORDER BY date, id LIMIT ? OFFSET ?",
        account,
        from,
        wanted,
        skip
    );
    let ids = ids.fetch_all(&mut *conn).await?;
    let opening = sqlx::query!(
        r#"SELECT opening_minor, currency, ifnull((SELECT sum(amount_minor) FROM (
            SELECT amount_minor FROM txn WHERE account_id = account.id AND date >= ?1
            ORDER BY date, id LIMIT ?2)), 0) AS "passed!: i64"
        FROM account WHERE id = ?3"#,
        from,
        skip,
        account
    )
    .fetch_one(conn)
    .await?;
    let minor = opening.opening_minor.saturating_add(sum).saturating_add(opening.passed);
    Ok(Found { ids, balance_before: Some(read::money(minor, &opening.currency)?) })
}
