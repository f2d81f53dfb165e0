//! The rollups of a bulk import: the triggers on added rows are put aside while it inserts, then
//! its batch is merged. Everything else is kept by the triggers in `migrations/0002_rollup.sql`.

use crate::{Connection, Result};
use sqlx::{AssertSqlSafe, raw_sql};

/// The triggers that were put aside, as SQL.
pub(crate) struct Paused(String);

/// Puts the triggers on added rows aside until [`merge`], which must follow in the same
/// transaction; without it that is rolled back, and they are there again.
pub(crate) async fn pause(conn: &mut Connection) -> Result<Paused> {
    let triggers = sqlx::query_scalar!(
        r#"SELECT sql AS "sql!: String" FROM sqlite_schema
        WHERE type = 'trigger' AND name IN ('split_added', 'txn_added')"#
    )
    .fetch_all(&mut *conn)
    .await?;
    raw_sql("DROP TRIGGER split_added; DROP TRIGGER txn_added").execute(conn).await?;
    Ok(Paused(triggers.join(";\n")))
}

/// Adds the transactions with ids `first..=last`, which the triggers have not seen, to the
/// rollups, and lets the triggers go on.
pub(crate) async fn merge(
    conn: &mut Connection,
    paused: Paused,
    first: i64,
    last: i64,
) -> Result<()> {
    sqlx::query!(
        "INSERT INTO account_month
        SELECT account_id, substr(date, 1, 7), count(*), sum(amount_minor)
        FROM txn WHERE id BETWEEN ? AND ? GROUP BY 1, 2
        ON CONFLICT DO UPDATE SET
            count = count + excluded.count, sum_minor = sum_minor + excluded.sum_minor",
        first,
        last
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "INSERT INTO month_total
        SELECT account.currency, substr(txn.date, 1, 7), ifnull(split.category_id, 0),
            sum(max(split.amount_minor, 0)), sum(min(split.amount_minor, 0)), count(*)
        FROM txn JOIN split ON split.txn_id = txn.id JOIN account ON account.id = txn.account_id
        WHERE txn.id BETWEEN ? AND ? AND txn.transfer_id IS NULL
        GROUP BY 1, 2, 3
        ON CONFLICT DO UPDATE SET
            inflow_minor = inflow_minor + excluded.inflow_minor,
            outflow_minor = outflow_minor + excluded.outflow_minor,
            count = count + excluded.count",
        first,
        last
    )
    .execute(&mut *conn)
    .await?;
    raw_sql(AssertSqlSafe(paused.0)).execute(conn).await?;
    Ok(())
}
