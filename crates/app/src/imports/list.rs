//! What has been taken in.

use crate::{Book, Error, Now, Topic, transactions::ROWS};
use ledger::{AccountId, ImportId, StepKind, StepLabel};
use serde::Serialize;

/// One statement taken in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct ImportView {
    pub id: ImportId,
    pub account: AccountId,
    pub file_name: String,
    pub format: String,
    pub added: u32,
    pub matched: u32,
    pub skipped: u32,
    /// Milliseconds since 1970 UTC.
    pub imported_ms: String,
    pub undone: bool,
}

/// All imports, the newest first.
pub async fn list(book: &Book) -> Result<Vec<ImportView>, Error> {
    let db = book.db().await?;
    let mut conn = db.read().await;
    let all = store::imports::list(&mut conn).await?;
    Ok(all
        .into_iter()
        .map(|import| ImportView {
            id: import.id,
            account: import.account,
            file_name: import.file_name,
            format: import.format,
            added: import.added,
            matched: import.matched,
            skipped: import.skipped,
            imported_ms: import.imported_ms.to_string(),
            undone: import.undone_ms.is_some(),
        })
        .collect())
}

/// Takes an import back, however long ago: its transactions go, also those that were edited since;
/// those that were typed and joined with it stay. It can itself be undone.
///
/// # Errors
/// [`Error::NotFound`] when it has been taken back already.
pub async fn undo(book: &Book, id: ImportId, now: Now) -> Result<(), Error> {
    let name = list(book).await?.into_iter().find(|import| import.id == id);
    let name = name.ok_or(Error::NotFound)?.file_name;
    let db = book.db().await?;
    let label = StepLabel { kind: StepKind::UndoImport, count: 0, name };
    let mut step = db.begin(label).await?;
    step.label.count = store::imports::undo(&mut step, id, now.ms).await?;
    let topics: Vec<Topic> = ROWS.iter().copied().chain([Topic::Imports]).collect();
    book.commit(step, &topics).await
}
