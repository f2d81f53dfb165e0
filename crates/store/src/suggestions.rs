//! What the classifier said of a transaction and what became of it.

use crate::{Connection, Result, Step, read};
use ledger::{CategoryId, TransactionId};
use serde::{Deserialize, Serialize};

/// What became of a suggestion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// Sure: the transaction has the category.
    Applied,
    /// Unsure: waits in review.
    Open,
    /// The user chose it.
    Accepted,
    /// The user chose another.
    Rejected,
}

impl State {
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Applied => "applied",
            Self::Open => "open",
            Self::Accepted => "accepted",
            Self::Rejected => "rejected",
        }
    }

    pub(crate) fn from_word(word: &str) -> Option<Self> {
        [Self::Applied, Self::Open, Self::Accepted, Self::Rejected]
            .into_iter()
            .find(|state| state.as_str() == word)
    }
}

/// A category proposed for a transaction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// None: the classifier looked and found nothing.
    pub category: Option<CategoryId>,
    /// Which part of the classifier spoke.
    pub source: String,
    pub confidence_permille: u16,
    /// A JSON value, worded by the UI.
    pub reason: String,
    pub state: State,
}

/// Notes what is said of transactions, in place of what was said before. It does not touch their
/// category.
pub async fn put(step: &mut Step<'_>, ids: &[TransactionId], new: &Suggestion) -> Result<()> {
    let ids = read::id_list(ids.iter().map(|id| id.row()));
    let category = new.category.map(CategoryId::row);
    let state = new.state.as_str();
    sqlx::query!(
        "INSERT INTO suggestion (txn_id, category_id, source, confidence_permille, reason, state)
        SELECT value, ?2, ?3, ?4, ?5, ?6 FROM json_each(?1) WHERE true
        ON CONFLICT (txn_id) DO UPDATE SET category_id = excluded.category_id,
            source = excluded.source, confidence_permille = excluded.confidence_permille,
            reason = excluded.reason, state = excluded.state",
        ids,
        category,
        new.source,
        new.confidence_permille,
        new.reason,
        state
    )
    .execute(&mut **step)
    .await?;
    Ok(())
}

/// Proposes the same for several transactions, in place of what was said of them before; how many
/// took it. Left out: legs of transfers, and those that have a category.
pub async fn propose(step: &mut Step<'_>, ids: &[TransactionId], new: &Suggestion) -> Result<u32> {
    let ids = read::id_list(ids.iter().map(|id| id.row()));
    let (category, state) = (new.category.map(CategoryId::row), new.state.as_str());
    let done = sqlx::query!(
        "INSERT INTO suggestion (txn_id, category_id, source, confidence_permille, reason, state)
        SELECT id, ?2, ?3, ?4, ?5, ?6 FROM txn
        WHERE id IN (SELECT value FROM json_each(?1)) AND transfer_id IS NULL
            AND NOT EXISTS (SELECT 1 FROM split WHERE txn_id = txn.id AND category_id IS NOT NULL)
        ON CONFLICT (txn_id) DO UPDATE SET category_id = excluded.category_id,
            source = excluded.source, confidence_permille = excluded.confidence_permille,
            reason = excluded.reason, state = excluded.state",
        ids,
        category,
        new.source,
        new.confidence_permille,
        new.reason,
        state
    )
    .execute(&mut **step)
    .await?;
    Ok(u32::try_from(done.rows_affected()).unwrap_or(u32::MAX))
}

/// Files transactions under what is suggested for them; how many. Those without an open
/// suggestion, or with one for no category, stay as they are.
pub async fn accept(step: &mut Step<'_>, ids: &[TransactionId]) -> Result<u32> {
    let ids = read::id_list(ids.iter().map(|id| id.row()));
    sqlx::query!(
        "UPDATE split SET category_id = suggestion.category_id FROM suggestion
        WHERE split.txn_id IN (SELECT value FROM json_each(?))
            AND suggestion.txn_id = split.txn_id AND suggestion.state = 'open'
            AND suggestion.category_id IS NOT NULL AND split.category_id IS NULL",
        ids
    )
    .execute(&mut **step)
    .await?;
    let done = sqlx::query!(
        "UPDATE suggestion SET state = 'accepted'
        WHERE txn_id IN (SELECT value FROM json_each(?)) AND state = 'open'
            AND category_id IS NOT NULL",
        ids
    )
    .execute(&mut **step)
    .await?;
    Ok(u32::try_from(done.rows_affected()).unwrap_or(u32::MAX))
}

/// Settles that transactions need no review: an open suggestion is accepted, one that was applied is
/// confirmed, and where there is nothing to accept, `said` is noted.
pub async fn review(step: &mut Step<'_>, ids: &[TransactionId], said: &Suggestion) -> Result<()> {
    accept(step, ids).await?;
    let list = read::id_list(ids.iter().map(|id| id.row()));
    sqlx::query!(
        "UPDATE suggestion SET state = 'accepted' WHERE state = 'applied'
            AND txn_id IN (SELECT value FROM json_each(?))",
        list
    )
    .execute(&mut **step)
    .await?;
    let left = sqlx::query_scalar!(
        r#"SELECT id AS "id!: i64" FROM txn WHERE id IN (SELECT value FROM json_each(?))
            AND NOT EXISTS (SELECT 1 FROM suggestion WHERE txn_id = txn.id AND state = 'accepted')"#,
        list
    )
    .fetch_all(&mut **step)
    .await?;
    let left: Vec<TransactionId> = left.into_iter().map(TransactionId::new).collect();
    put(step, &left, said).await
}

/// How many transactions wait for a decision: an open suggestion, or a split without a category that
/// nobody has settled; transfers left out. The register's `review` filter shows these.
pub async fn waiting(conn: &mut Connection) -> Result<u32> {
    let count = sqlx::query_scalar!(
        "SELECT count(*) FROM (
            SELECT txn_id FROM split WHERE category_id IS NULL AND txn_id NOT IN
                (SELECT txn_id FROM suggestion
                    WHERE state = 'accepted' AND category_id IS NULL AND source = 'rule')
            UNION SELECT txn_id FROM suggestion WHERE state = 'open'
        ) AS wait JOIN txn ON txn.id = wait.txn_id WHERE txn.transfer_id IS NULL"
    )
    .fetch_one(conn)
    .await?;
    Ok(read::count(count))
}
