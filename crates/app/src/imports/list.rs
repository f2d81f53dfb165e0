//! What has been taken in.

use crate::{Book, Error, Now, Topic, standing, transactions::ROWS};
use ledger::{AccountId, ImportId, Period, StepKind, StepLabel, proof::Proof};
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
    /// The days that it covers.
    pub covers: Vec<Period>,
    /// What its balances say about the account as it is now; none where it states none.
    pub proof: Option<Proof>,
    /// Milliseconds since 1970 UTC.
    pub imported_ms: String,
    pub undone: bool,
}

/// The imports of an account or of all, the newest first.
pub async fn list(book: &Book, only: Option<AccountId>) -> Result<Vec<ImportView>, Error> {
    let db = book.db().await?;
    let mut conn = db.read().await;
    let all = store::imports::list(&mut conn).await?;
    let proofs = standing::proofs(&mut conn, only).await?;
    let wanted = all.into_iter().filter(|import| only.is_none_or(|only| import.account == only));
    Ok(wanted
        .map(|import| ImportView {
            id: import.id,
            account: import.account,
            file_name: import.file_name,
            format: import.format,
            added: import.added,
            matched: import.matched,
            skipped: import.skipped,
            covers: import.covers,
            proof: proofs.get(&import.id).copied(),
            imported_ms: import.imported_ms.to_string(),
            undone: import.undone_ms.is_some(),
        })
        .collect())
}

/// How many of an import's transactions have been changed since.
pub async fn edited(book: &Book, id: ImportId) -> Result<u32, Error> {
    let db = book.db().await?;
    let edited = store::imports::edited(&mut *db.read().await, id).await?;
    Ok(u32::try_from(edited.len()).unwrap_or(u32::MAX))
}

/// Takes an import back, however long ago: its transactions go; those that were typed and joined
/// with it stay, and with `keep_edited` those that were changed since. It can itself be undone.
///
/// # Errors
/// [`Error::NotFound`] when it has been taken back already.
pub async fn undo(book: &Book, id: ImportId, keep_edited: bool, now: Now) -> Result<(), Error> {
    let db = book.db().await?;
    let all = store::imports::list(&mut *db.read().await).await?;
    let import = all.into_iter().find(|import| import.id == id);
    let name = import.ok_or(Error::NotFound)?.file_name;
    let label = StepLabel { kind: StepKind::UndoImport, count: 0, name };
    let mut step = db.begin(label).await?;
    let kept = match keep_edited {
        true => store::imports::edited(&mut step, id).await?,
        false => Vec::new(),
    };
    step.label.count = store::imports::undo(&mut step, id, &kept, now.ms).await?;
    book.cache().forget();
    let topics = ROWS.iter().copied().chain([Topic::Imports, Topic::Categories]);
    book.commit(step, &topics.collect::<Vec<_>>()).await
}
