//! Where in the order by date a row is, from the monthly counts: no more than one month's rows
//! are stepped over, however many there are.

use super::Tally;
use crate::{Connection, Result, read};
use chrono::{Days, NaiveDate};
use ledger::{AccountId, Money, Month, Period};

/// A stretch of the order by date.
#[derive(Default)]
pub(super) struct Found {
    pub(super) ids: Vec<i64>,
    /// The balance just before its first row, when it is of one account.
    pub(super) balance_before: Option<Money>,
}

/// How many rows stand before a period in the order by date, and what is in the period.
pub(super) async fn span(
    conn: &mut Connection,
    account: Option<AccountId>,
    period: Option<Period>,
) -> Result<(i64, Tally)> {
    let account = account.map(AccountId::row);
    let Some(period) = period else {
        return Ok((0, months_before(conn, account, None).await?));
    };
    let before = before(conn, account, period.from).await?;
    let end = period.to.checked_add_days(Days::new(1)).unwrap_or(period.to);
    let mut within = self::before(conn, account, end).await?;
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

/// The months before `month` from their counts; all months without one.
async fn months_before(
    conn: &mut Connection,
    account: Option<i64>,
    month: Option<Month>,
) -> Result<Tally> {
    let month = month.map(|month| month.to_string());
    let parts = sqlx::query!(
        r#"SELECT account_id, sum(count) AS "count!: i64", sum(sum_minor) AS "sum!: i64"
        FROM account_month
        WHERE (?1 IS NULL OR account_id = ?1) AND (?2 IS NULL OR month < ?2) GROUP BY account_id"#,
        account,
        month
    );
    let mut tally = Tally::default();
    for part in parts.fetch_all(conn).await? {
        tally.add(part.account_id, part.count, part.sum);
    }
    Ok(tally)
}

/// Everything dated before a day: whole months from their counts, the day's own from its rows.
async fn before(conn: &mut Connection, account: Option<i64>, day: NaiveDate) -> Result<Tally> {
    let month = Month::of(day);
    let mut tally = months_before(conn, account, Some(month)).await?;
    if day == month.first() {
        return Ok(tally);
    }
    let first = month.first();
    let part = match account {
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
    let account = account.map(AccountId::row);
    // The last month that begins at or before that place; handing all months over takes longer
    // than adding them up.
    let place = sqlx::query!(
        r#"SELECT month, skipped AS "skipped!: i64", passed AS "passed!: i64" FROM (
            SELECT month, sum(sum(count)) OVER months - sum(count) AS skipped,
                sum(sum(sum_minor)) OVER months - sum(sum_minor) AS passed
            FROM account_month WHERE ?1 IS NULL OR account_id = ?1 GROUP BY month
            WINDOW months AS (ORDER BY month ROWS UNBOUNDED PRECEDING))
        WHERE skipped <= ?2 ORDER BY month DESC LIMIT 1"#,
        account,
        start
    );
    let Some(place) = place.fetch_optional(&mut *conn).await? else {
        return Ok(Found::default());
    };
    let (from, skip) = (format!("{}-01", place.month), start - place.skipped);
    let Some(account) = account else {
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
    let minor = opening.opening_minor.saturating_add(place.passed).saturating_add(opening.passed);
    Ok(Found { ids, balance_before: Some(read::money(minor, &opening.currency)?) })
}
