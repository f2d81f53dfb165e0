//! Payees and tags, for completion while typing.

use crate::{Book, Error};
pub use store::{payees::Payee as PayeeView, tags::Tag as TagView};

/// At most 50 payees whose name holds the text, the best match first.
pub async fn list(book: &Book, text: &str) -> Result<Vec<PayeeView>, Error> {
    let db = book.db().await?;
    let mut conn = db.read().await;
    Ok(store::payees::find(&mut conn, text).await?)
}

/// All tags by name.
pub async fn tags(book: &Book) -> Result<Vec<TagView>, Error> {
    let db = book.db().await?;
    let mut conn = db.read().await;
    Ok(store::tags::list(&mut conn).await?)
}
