//! Imports: a statement's rows taken in at once, and given back at once.

mod before;
mod chunk;
mod undo;

pub use before::{Existing, Known, by_id, elsewhere, existing, known};
pub use undo::{edited, undo};

use crate::{
    Connection, Error, Result, Step, balances, history, read, rollup, runs,
    suggestions::Suggestion, transactions,
};
use chrono::NaiveDate;
use chunk::{CHUNK, Chunk};
use ledger::{
    AccountId, CategoryId, ImportId, Money, PayeeId, Period, RunSource, TransactionId,
    draft::NewSplit,
};
use std::{collections::BTreeMap, ops::ControlFlow};

/// A statement that is taken in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewImport {
    pub account: AccountId,
    pub file_name: String,
    pub format: String,
    /// Of the file's bytes.
    pub digest: [u8; 32],
    /// Of the layout, to find the options again for the next file like it.
    pub fingerprint: i64,
    /// The account as the file writes it; empty where it does not.
    pub named: String,
    /// What was understood or chosen, as JSON.
    pub options: String,
    /// What it covers.
    pub covers: Vec<Period>,
    /// What it states for the ends of days, in minor units.
    pub stated: BTreeMap<NaiveDate, i64>,
    /// Rows that were there already.
    pub matched: u32,
    /// Rows that were left out.
    pub skipped: u32,
    /// The time now, ms UTC.
    pub imported_ms: i64,
}

/// A row of it that becomes a transaction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewRow {
    pub date: NaiveDate,
    pub payee: Option<PayeeId>,
    pub memo: String,
    /// Not zero, in the account's currency.
    pub amount: Money,
    /// Of one that is not split.
    pub category: Option<CategoryId>,
    /// At least two that add up to the amount; empty for one that is not split.
    pub splits: Vec<NewSplit>,
    /// Line of the file, from 1.
    pub line: u32,
    /// The bank's own id of the transaction.
    pub bank_id: Option<String>,
    /// Hash of what the row said, by which it is known again.
    pub identity: i64,
    /// Whether the bank has only noted it yet.
    pub pending: bool,
    /// The bank's text.
    pub text: String,
    /// The row as it stood in the file.
    pub raw: String,
    pub suggestion: Option<Suggestion>,
    /// The other leg when it is known to be a transfer.
    pub counterpart: Option<TransactionId>,
}

/// An import as the history of imports shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Import {
    pub id: ImportId,
    pub account: AccountId,
    pub file_name: String,
    pub format: String,
    pub added: u32,
    pub matched: u32,
    pub skipped: u32,
    pub covers: Vec<Period>,
    /// ms UTC.
    pub imported_ms: i64,
    /// ms UTC; none while it stands.
    pub undone_ms: Option<i64>,
}

/// A statement that is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Inserted {
    pub import: ImportId,
    /// The transaction of its first row; the others follow one by one.
    pub first: TransactionId,
}

/// Takes a statement in, all in this step. `progress` is told how many rows are in, after every
/// few thousand; when it breaks, the answer is [`Error::Cancelled`] and the step must be dropped.
pub async fn insert(
    step: &mut Step<'_>,
    new: &NewImport,
    rows: impl IntoIterator<Item = NewRow>,
    mut progress: impl FnMut(u32) -> ControlFlow<()>,
) -> Result<Inserted> {
    step.widen().await?;
    let import = insert_head(step, new).await?;
    balances::insert(step, import, &new.stated).await?;
    let first = sqlx::query_scalar!(r#"SELECT ifnull(max(id), 0) + 1 AS "id!: i64" FROM txn"#)
        .fetch_one(&mut **step)
        .await?;
    history::pause(step).await?;
    let paused = rollup::pause(step).await?;
    let mut next = first;
    let mut legs = Vec::new();
    let mut filed = 0;
    let mut rows = rows.into_iter();
    let mut make = || {
        let chunk: Vec<(i64, NewRow)> = (next..).zip(rows.by_ref().take(CHUNK)).collect();
        next += i64::try_from(chunk.len()).unwrap_or(0);
        (!chunk.is_empty()).then(|| Chunk::of(new, import, &chunk))
    };
    let mut ready = make();
    let mut added = 0;
    while let Some(mut chunk) = ready {
        // The next is made while the database has this one.
        let (done, made) = tokio::join!(biased; chunk.insert(step), async { make() });
        done?;
        added += chunk.len;
        filed += chunk.filed;
        legs.extend(chunk.legs);
        if progress(added).is_break() {
            return Err(Error::Cancelled);
        }
        ready = made;
    }
    rollup::merge(step, paused, first, next - 1).await?;
    history::resume(step).await?;
    for (id, counterpart) in legs {
        transactions::link(step, id.into(), counterpart, new.imported_ms).await?;
    }
    sqlx::query!("UPDATE import SET added = ? WHERE id = ?", added, import)
        .execute(&mut **step)
        .await?;
    let name = new.file_name.as_str();
    let (at, id) = (new.imported_ms, Some(import));
    for (source, count) in [(RunSource::Import, added), (RunSource::Classifier, filed)] {
        if count > 0 {
            runs::insert(step, source, name, count, at, id).await?;
        }
    }
    step.imports = Some((step.imports.map_or(import, |(first, _)| first), import));
    Ok(Inserted { import: import.into(), first: first.into() })
}

/// Notes which categories an import brought.
pub async fn own_categories(
    step: &mut Step<'_>,
    import: ImportId,
    categories: &[CategoryId],
) -> Result<()> {
    let (import, ids) = (import.row(), read::id_list(categories.iter().map(|id| id.row())));
    sqlx::query!(
        "UPDATE category SET import_id = ? WHERE id IN (SELECT value FROM json_each(?))",
        import,
        ids
    )
    .execute(&mut **step)
    .await?;
    Ok(())
}

async fn insert_head(step: &mut Step<'_>, new: &NewImport) -> Result<i64> {
    let (account, digest) = (new.account.row(), new.digest.as_slice());
    let covers = serde_json::to_string(&new.covers).map_err(|_| Error::Damaged)?;
    Ok(sqlx::query_scalar!(
        r#"INSERT INTO import (account_id, file_name, format, digest, fingerprint, named, options,
            matched, skipped, covers, imported_ms)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id AS "id!""#,
        account,
        new.file_name,
        new.format,
        digest,
        new.fingerprint,
        new.named,
        new.options,
        new.matched,
        new.skipped,
        covers,
        new.imported_ms
    )
    .fetch_one(&mut **step)
    .await?)
}

/// Notes that a transaction is this row of the file: one that was typed gets the row, one that was
/// imported a further one. What the bank has booked now is no longer pending; it keeps its day, and
/// the bank's stands beside it.
pub async fn join(
    step: &mut Step<'_>,
    import: ImportId,
    id: TransactionId,
    row: &NewRow,
) -> Result<()> {
    let (import, id, booked) = (import.row(), id.row(), !row.pending);
    let typed = sqlx::query!(
        "INSERT INTO import_row (txn_id, import_id, line, bank_id, identity, joined, text, raw)
        VALUES (?, ?, ?, ?, ?, 1, ?, ?) ON CONFLICT (txn_id) DO NOTHING",
        id,
        import,
        row.line,
        row.bank_id,
        row.identity,
        row.text,
        row.raw
    )
    .execute(&mut **step)
    .await?;
    if typed.rows_affected() == 0 {
        sqlx::query!(
            "INSERT INTO import_sighting
                (txn_id, import_id, line, bank_id, identity, booked, text, raw)
            SELECT id, ?2, ?3, ?4, ?5, ?6 AND status = 'pending', ?7, ?8 FROM txn WHERE id = ?1",
            id,
            import,
            row.line,
            row.bank_id,
            row.identity,
            booked,
            row.text,
            row.raw
        )
        .execute(&mut **step)
        .await?;
    }
    if booked {
        sqlx::query!(
            "UPDATE txn SET status = 'cleared', booked_on = nullif(?1, date)
            WHERE id = ?2 AND status = 'pending'",
            row.date,
            id
        )
        .execute(&mut **step)
        .await?;
    }
    Ok(())
}

/// All imports, the latest first.
pub async fn list(conn: &mut Connection) -> Result<Vec<Import>> {
    let rows = sqlx::query!(
        "SELECT id, account_id, file_name, format, added, matched, skipped, imported_ms, undone_ms,
            covers
        FROM import ORDER BY imported_ms DESC, id DESC"
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Import {
                id: row.id.into(),
                account: row.account_id.into(),
                file_name: row.file_name,
                format: row.format,
                added: read::count(row.added),
                matched: read::count(row.matched),
                skipped: read::count(row.skipped),
                covers: serde_json::from_str(&row.covers).map_err(|_| Error::Damaged)?,
                imported_ms: row.imported_ms,
                undone_ms: row.undone_ms,
            })
        })
        .collect()
}

/// The options of the latest import of files of this layout into this account, as JSON.
pub async fn remembered(
    conn: &mut Connection,
    fingerprint: i64,
    account: AccountId,
) -> Result<Option<String>> {
    let account = account.row();
    let options = sqlx::query_scalar!(
        "SELECT options FROM import WHERE fingerprint = ? AND account_id = ?
        ORDER BY id DESC LIMIT 1",
        fingerprint,
        account
    );
    Ok(options.fetch_optional(conn).await?)
}

/// The account that took the latest statement of this layout under this name.
pub async fn last_account(
    conn: &mut Connection,
    fingerprint: i64,
    named: &str,
) -> Result<Option<AccountId>> {
    let account = sqlx::query_scalar!(
        "SELECT account_id FROM import WHERE fingerprint = ? AND named = ?
        ORDER BY id DESC LIMIT 1",
        fingerprint,
        named
    );
    Ok(account.fetch_optional(conn).await?.map(AccountId::new))
}
