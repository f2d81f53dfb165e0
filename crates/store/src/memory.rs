//! What the user files each payee under: the classifier's own experience.

use crate::{Connection, Result, Step, read};
use ledger::{CategoryId, TransactionId};

/// How often a payee was filed under a category.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Habit {
    /// The payee's folded name.
    pub payee_key: String,
    /// Of money that came in, not of money that went out.
    pub incoming: bool,
    pub category: CategoryId,
    /// At least 1.
    pub times: u32,
}

/// Everything learned, by payee, the most frequent first.
pub async fn list(conn: &mut Connection) -> Result<Vec<Habit>> {
    let rows = sqlx::query!(
        r#"SELECT payee_key, incoming AS "incoming: bool", category_id, times FROM memory
        ORDER BY payee_key, incoming, times DESC"#
    )
    .fetch_all(conn)
    .await?;
    let habits = rows.into_iter().map(|row| Habit {
        payee_key: row.payee_key,
        incoming: row.incoming,
        category: row.category_id.into(),
        times: read::count(row.times),
    });
    Ok(habits.collect())
}

/// Counts that these transactions' payees were filed under a category, once a transaction, money in
/// apart from money out.
pub async fn learn(step: &mut Step<'_>, ids: &[TransactionId], category: CategoryId) -> Result<()> {
    let ids = read::id_list(ids.iter().map(|id| id.row()));
    let category = category.row();
    sqlx::query!(
        "INSERT INTO memory (payee_key, incoming, category_id, times)
        SELECT payee.key, txn.amount_minor > 0, ?1, count(*)
        FROM txn JOIN payee ON payee.id = txn.payee_id
        WHERE txn.id IN (SELECT value FROM json_each(?2)) AND payee.key <> '' GROUP BY 1, 2
        ON CONFLICT DO UPDATE SET times = times + excluded.times",
        category,
        ids
    )
    .execute(&mut **step)
    .await?;
    Ok(())
}
