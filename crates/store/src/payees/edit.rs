//! Payees put in order: renamed, merged, and known by the names that they had.

use crate::{Error, Result, Step};
use ledger::PayeeId;

/// Gives a payee another name with its folded form; what was learned goes along, and whoever has the
/// old name from now on is this payee.
///
/// # Errors
/// [`ledger::Code::Taken`] where another payee has the name.
pub async fn rename(step: &mut Step<'_>, id: PayeeId, name: &str, key: &str) -> Result<()> {
    let old = super::key(step, id).await?;
    let row = id.row();
    sqlx::query!("UPDATE payee SET name = ?, key = ? WHERE id = ?", name, key, row)
        .execute(&mut **step)
        .await?;
    sqlx::query!("DELETE FROM payee_alias WHERE key = ?", key).execute(&mut **step).await?;
    if old != key {
        inherit(step, &old, id, key).await?;
    }
    Ok(())
}

/// Makes several payees one: all that is theirs is the remaining one's. How many transactions that
/// changes.
pub async fn merge(step: &mut Step<'_>, from: &[PayeeId], into: PayeeId) -> Result<u32> {
    let key = super::key(step, into).await?;
    let target = into.row();
    let mut changed = 0;
    for id in from.iter().filter(|id| **id != into) {
        let old = super::key(step, *id).await?;
        let row = id.row();
        let done = sqlx::query!("UPDATE txn SET payee_id = ? WHERE payee_id = ?", target, row)
            .execute(&mut **step)
            .await?;
        changed += done.rows_affected();
        sqlx::query!("UPDATE schedule SET payee_id = ? WHERE payee_id = ?", target, row)
            .execute(&mut **step)
            .await?;
        sqlx::query!("UPDATE payee_alias SET payee_id = ? WHERE payee_id = ?", target, row)
            .execute(&mut **step)
            .await?;
        sqlx::query!("DELETE FROM payee WHERE id = ?", row).execute(&mut **step).await?;
        inherit(step, &old, into, &key).await?;
    }
    Ok(u32::try_from(changed).unwrap_or(u32::MAX))
}

/// Takes over a folded name that nobody has any more, and what was learned under it. Where another
/// payee still has it, the name stays there.
async fn inherit(step: &mut Step<'_>, old: &str, heir: PayeeId, key: &str) -> Result<()> {
    let row = heir.row();
    let shared = sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT 1 FROM payee WHERE key = ? AND id <> ?) AS "shared!: bool""#,
        old,
        row
    )
    .fetch_one(&mut **step)
    .await?;
    if shared || old.is_empty() {
        return Ok(());
    }
    sqlx::query!(
        "INSERT INTO payee_alias (key, payee_id) VALUES (?, ?)
        ON CONFLICT DO UPDATE SET payee_id = excluded.payee_id",
        old,
        row
    )
    .execute(&mut **step)
    .await?;
    if old == key || key.is_empty() {
        return Ok(());
    }
    sqlx::query!(
        "INSERT INTO memory (payee_key, incoming, category_id, times)
        SELECT ?1, incoming, category_id, times FROM memory WHERE payee_key = ?2
        ON CONFLICT DO UPDATE SET times = times + excluded.times",
        key,
        old
    )
    .execute(&mut **step)
    .await?;
    sqlx::query!("DELETE FROM memory WHERE payee_key = ?", old).execute(&mut **step).await?;
    Ok(())
}

/// A folded name is no longer this payee's: whoever has it from now on is somebody else.
pub async fn forget_alias(step: &mut Step<'_>, id: PayeeId, key: &str) -> Result<()> {
    let row = id.row();
    let done = sqlx::query!("DELETE FROM payee_alias WHERE key = ? AND payee_id = ?", key, row)
        .execute(&mut **step)
        .await?;
    if done.rows_affected() == 0 { Err(Error::NotFound) } else { Ok(()) }
}
