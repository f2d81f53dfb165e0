//! What the classifier said of a transaction and what became of it.

use crate::{Connection, Error, Result, Step, read};
use chrono::NaiveDate;
use ledger::{CategoryId, Currency, Month, Period, TransactionId, report::MonthCell};
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
    /// None where nobody has measured how often it is right.
    pub confidence_permille: Option<u16>,
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
        r#"SELECT count(*) AS "count!: i64" FROM unsettled
        WHERE txn_id NOT IN (SELECT id FROM txn WHERE transfer_id IS NOT NULL)"#
    )
    .fetch_one(conn)
    .await?;
    Ok(read::count(count))
}

/// How many transactions of a period wait for a decision. Each of the period is asked for itself:
/// the view would come to all that wait first.
pub async fn waiting_in(conn: &mut Connection, period: Period) -> Result<u32> {
    let count = sqlx::query_scalar!(
        r#"SELECT count(*) AS "count!: i64" FROM txn
        LEFT JOIN suggestion said ON said.txn_id = txn.id
        WHERE txn.date BETWEEN ? AND ? AND txn.transfer_id IS NULL
            AND (said.state IS 'open' OR EXISTS (
                SELECT 1 FROM split WHERE split.txn_id = txn.id AND split.category_id IS NULL
                    AND (said.state, said.category_id, said.source)
                        IS NOT ('accepted', NULL, 'rule')))"#,
        period.from,
        period.to
    )
    .fetch_one(conn)
    .await?;
    Ok(read::count(count))
}

/// What waits in a period on the accounts of a currency with a category suggested, by day and that
/// category.
pub async fn by_day(
    conn: &mut Connection,
    period: Period,
    currency: Currency,
) -> Result<Vec<(NaiveDate, MonthCell)>> {
    let code = currency.code();
    let rows = sqlx::query!(
        r#"SELECT w.date AS "day!: NaiveDate",
            o.category_id AS "category!: i64", sum(max(s.amount_minor, 0)) AS "inflow!: i64",
            sum(min(s.amount_minor, 0)) AS "outflow!: i64", count(*) AS "count!: i64"
        FROM waiting w JOIN suggestion o ON o.txn_id = w.txn_id AND o.state = 'open'
        JOIN split s ON s.txn_id = w.txn_id AND s.category_id IS NULL
        WHERE w.date BETWEEN ? AND ? AND w.currency = ? AND o.category_id IS NOT NULL
        GROUP BY w.date, o.category_id ORDER BY w.date, o.category_id"#,
        period.from,
        period.to,
        code
    )
    .fetch_all(conn)
    .await?;
    let cells = rows.into_iter().map(|row| {
        let cell = MonthCell {
            month: Month::of(row.day),
            category: Some(row.category.into()),
            inflow: row.inflow,
            outflow: row.outflow,
            count: read::count(row.count),
        };
        (row.day, cell)
    });
    Ok(cells.collect())
}

/// Notes what the classifier says now of transactions, in place of what it said before, and files
/// the parts without a category of those that it is sure of.
pub async fn put_all(step: &mut Step<'_>, said: &[(TransactionId, Suggestion)]) -> Result<()> {
    let list: Vec<_> = said
        .iter()
        .map(|(id, new)| {
            let category = new.category.map(CategoryId::row);
            let state = new.state.as_str();
            (id.row(), category, &new.source, new.confidence_permille, &new.reason, state)
        })
        .collect();
    let list = serde_json::to_string(&list).map_err(|_| Error::Damaged)?;
    sqlx::query!(
        "INSERT INTO suggestion (txn_id, category_id, source, confidence_permille, reason, state)
        SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5
        FROM json_each(?) WHERE true
        ON CONFLICT (txn_id) DO UPDATE SET category_id = excluded.category_id,
            source = excluded.source, confidence_permille = excluded.confidence_permille,
            reason = excluded.reason, state = excluded.state",
        list
    )
    .execute(&mut **step)
    .await?;
    sqlx::query!(
        "UPDATE split SET category_id = said.value ->> 1 FROM json_each(?) AS said
        WHERE said.value ->> 5 = 'applied' AND split.txn_id = said.value ->> 0
            AND split.category_id IS NULL",
        list
    )
    .execute(&mut **step)
    .await?;
    Ok(())
}

/// The open suggestions of at least this confidence, in thousandths, as review would accept them.
pub async fn at_or_above(
    conn: &mut Connection,
    permille: u16,
) -> Result<Vec<(TransactionId, CategoryId)>> {
    let rows = sqlx::query!(
        r#"SELECT w.txn_id AS "txn_id!: i64", s.category_id AS "category_id!: i64"
        FROM waiting w JOIN suggestion s ON s.txn_id = w.txn_id AND s.state = 'open'
        WHERE s.category_id IS NOT NULL AND s.confidence_permille >= ? ORDER BY w.txn_id"#,
        permille
    );
    let rows = rows.fetch_all(conn).await?;
    Ok(rows.into_iter().map(|row| (row.txn_id.into(), row.category_id.into())).collect())
}
