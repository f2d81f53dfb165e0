//! Transfers made of one transaction: its other leg found, or added.

use crate::{Result, Step, transactions};
use ledger::{AccountId, TransactionId};

/// How far the other leg of a transfer may lie away, in days.
const TRANSFER_DAYS: i64 = 3;

/// Makes a transaction one leg of a transfer with another account: linked with what is there of
/// the opposite amount, the nearest within three days, or else with a new one of the same day. It
/// has no category then. What is a leg of one already stays so. `now_ms` is the time now.
pub async fn make(
    step: &mut Step<'_>,
    id: TransactionId,
    with: AccountId,
    now_ms: i64,
) -> Result<()> {
    let (row, account) = (id.row(), with.row());
    let is_leg = sqlx::query_scalar!(
        r#"SELECT transfer_id IS NOT NULL AS "is_leg!: bool" FROM txn WHERE id = ?"#,
        row
    );
    if is_leg.fetch_one(&mut **step).await? {
        return Ok(());
    }
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
