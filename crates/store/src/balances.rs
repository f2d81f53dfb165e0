//! What banks state of an account's balance, and what is booked on it day by day.

use crate::{Connection, Error, Result, Step};
use chrono::NaiveDate;
use ledger::{AccountId, ImportId, Month, Period};
use std::collections::{BTreeMap, BTreeSet};

/// What is booked on an account, without what is pending.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Booked {
    /// Before the first day, in minor units; without the opening balance.
    pub before: i64,
    /// Sums of days in minor units.
    pub days: BTreeMap<NaiveDate, i64>,
}

/// Keeps the balances that a statement states, in minor units by day.
pub(crate) async fn insert(
    step: &mut Step<'_>,
    import: i64,
    stated: &BTreeMap<NaiveDate, i64>,
) -> Result<()> {
    for (day, minor) in stated {
        sqlx::query!(
            "INSERT INTO stated_balance (import_id, date, amount_minor) VALUES (?, ?, ?)",
            import,
            day,
            minor
        )
        .execute(&mut **step)
        .await?;
    }
    Ok(())
}

/// The balances that statements of an account state, in minor units by day; where several speak of
/// a day, what the latest says. Imports that were taken back do not count.
pub async fn stated(conn: &mut Connection, account: AccountId) -> Result<BTreeMap<NaiveDate, i64>> {
    let by_import = stated_by_import(conn, account).await?;
    Ok(by_import.into_values().flatten().collect())
}

/// The balances of each import of an account that was not taken back.
pub async fn stated_by_import(
    conn: &mut Connection,
    account: AccountId,
) -> Result<BTreeMap<ImportId, BTreeMap<NaiveDate, i64>>> {
    let account = account.row();
    let rows = sqlx::query!(
        r#"SELECT s.import_id, s.date AS "date: NaiveDate", s.amount_minor
        FROM import i JOIN stated_balance s ON s.import_id = i.id
        WHERE i.account_id = ? AND i.undone_ms IS NULL"#,
        account
    )
    .fetch_all(conn)
    .await?;
    let mut all: BTreeMap<ImportId, BTreeMap<NaiveDate, i64>> = BTreeMap::new();
    for row in rows {
        all.entry(row.import_id.into()).or_default().insert(row.date, row.amount_minor);
    }
    Ok(all)
}

/// What is booked in a period by the bank's days, and before it.
///
/// Nearly all transactions are booked on their own day, so that their sums come from an index; the
/// pending ones and those with another day of the bank's are few and taken apart.
pub async fn booked(conn: &mut Connection, account: AccountId, period: Period) -> Result<Booked> {
    let account = account.row();
    let first = Month::of(period.from).first();
    let month = first.format("%Y-%m").to_string();
    let before = sqlx::query_scalar!(
        r#"SELECT ifnull(sum(sum_minor), 0) AS "sum!: i64" FROM account_month
        WHERE account_id = ? AND month < ?"#,
        account,
        month
    )
    .fetch_one(&mut *conn)
    .await?;
    let rows = sqlx::query!(
        r#"SELECT day AS "day!: NaiveDate", sum(minor) AS "minor!: i64" FROM (
            SELECT date AS day, amount_minor AS minor FROM txn
            WHERE account_id = ?1 AND date BETWEEN ?2 AND ?3
            UNION ALL
            SELECT date, -amount_minor FROM txn
            WHERE account_id = ?1 AND (status = 'pending' OR booked_on IS NOT NULL)
            UNION ALL
            SELECT booked_on, amount_minor FROM txn
            WHERE account_id = ?1 AND (status = 'pending' OR booked_on IS NOT NULL)
                AND status <> 'pending'
        ) GROUP BY day"#,
        account,
        first,
        period.to
    )
    .fetch_all(conn)
    .await?;
    let mut days: BTreeMap<NaiveDate, i64> =
        rows.into_iter().map(|row| (row.day, row.minor)).collect();
    let mut inside = days.split_off(&period.from);
    inside.retain(|day, _| *day <= period.to);
    let before = days.values().fold(before, |sum, day| sum.saturating_add(*day));
    Ok(Booked { before, days: inside })
}

/// What is booked on an account, exact between these days; a month with none of them is one sum,
/// which the rollup has, so that a long history costs little.
pub async fn booked_between<'d>(
    conn: &mut Connection,
    account: AccountId,
    days: impl Iterator<Item = &'d NaiveDate>,
) -> Result<BTreeMap<NaiveDate, i64>> {
    let account = account.row();
    let months: BTreeSet<String> = days.map(|day| day.format("%Y-%m").to_string()).collect();
    let months = serde_json::to_string(&months).map_err(|_| Error::Damaged)?;
    let rows = sqlx::query!(
        r#"WITH stated (month) AS (SELECT value FROM json_each(?2))
        SELECT day AS "day!: NaiveDate", sum(minor) AS "minor!: i64" FROM (
            SELECT month || '-28' AS day, sum_minor AS minor FROM account_month
            WHERE account_id = ?1 AND month NOT IN (SELECT month FROM stated)
            UNION ALL
            SELECT date, amount_minor FROM stated
            CROSS JOIN txn ON account_id = ?1 AND date BETWEEN month || '-01' AND month || '-31'
            UNION ALL
            SELECT date, -amount_minor FROM txn
            WHERE account_id = ?1 AND (status = 'pending' OR booked_on IS NOT NULL)
            UNION ALL
            SELECT booked_on, amount_minor FROM txn
            WHERE account_id = ?1 AND (status = 'pending' OR booked_on IS NOT NULL)
                AND status <> 'pending'
        ) GROUP BY day"#,
        account,
        months
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (row.day, row.minor)).collect())
}
