//! Automatic changes: what was done in one go without the user looking at each row, and taking it
//! back.

use crate::{Book, Error, Now, Topic};
use ledger::{RunId, RunSource, StepKind, StepLabel};
use serde::Serialize;

/// One automatic change of many rows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct RunView {
    pub id: RunId,
    pub source: RunSource,
    /// The file, the rule or the model.
    pub name: String,
    /// Transactions that it changed.
    pub count: u32,
    /// Milliseconds since 1970 UTC.
    pub made_ms: String,
    pub reverted: bool,
    /// Whether it can still be taken back.
    pub revertible: bool,
}

/// All of them, the newest first.
pub async fn list(book: &Book) -> Result<Vec<RunView>, Error> {
    let db = book.db().await?;
    let mut conn = db.read().await;
    let all = store::runs::list(&mut conn).await?;
    Ok(all
        .into_iter()
        .map(|run| RunView {
            id: run.id,
            source: run.source,
            name: run.name,
            count: run.count,
            made_ms: run.made_ms.to_string(),
            reverted: run.reverted_ms.is_some(),
            revertible: run.reverted_ms.is_none() && run.revertible,
        })
        .collect())
}

/// Takes one back, however long ago, but for what was changed since; how many transactions that
/// changed. It can itself be undone.
///
/// # Errors
/// [`Error::NotFound`] when it has been taken back already, or is older than the history.
pub async fn revert(book: &Book, id: RunId, now: Now) -> Result<u32, Error> {
    let name = list(book).await?.into_iter().find(|run| run.id == id);
    let name = name.ok_or(Error::NotFound)?.name;
    let db = book.db().await?;
    let mut step = db.begin(StepLabel { kind: StepKind::RevertRun, count: 0, name }).await?;
    let count = store::runs::revert(&mut step, id, now.ms).await?;
    step.label.count = count;
    book.cache().forget();
    book.commit(step, Topic::ALL).await?;
    Ok(count)
}
