//! Undo and redo; both work after a restart too.

use crate::{Book, Error, Topic};
use ledger::StepLabel;
pub use store::history::Peek as History;

/// What can be taken back and done again now.
pub async fn peek(book: &Book) -> Result<History, Error> {
    let db = book.db().await?;
    let mut conn = db.read().await;
    Ok(store::history::peek(&mut conn).await?)
}

/// Takes the latest change back; none when there is nothing left.
pub async fn undo(book: &Book) -> Result<Option<StepLabel>, Error> {
    let db = book.db().await?;
    let label = store::history::undo(&db).await?;
    if label.is_some() {
        book.cache().forget();
        book.announce(Topic::ALL, db.revision().0);
    }
    Ok(label)
}

/// Does again what was taken back last; none when there is nothing.
pub async fn redo(book: &Book) -> Result<Option<StepLabel>, Error> {
    let db = book.db().await?;
    let label = store::history::redo(&db).await?;
    if label.is_some() {
        book.cache().forget();
        book.announce(Topic::ALL, db.revision().0);
    }
    Ok(label)
}
