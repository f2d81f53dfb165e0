//! The database without its encryption.

use super::NewFile;
use crate::{Book, Error};
use std::ops::ControlFlow;

/// Writes a copy of the database that anyone can read, history and all, without the secrets that
/// are kept in the settings. Only to be called when the user has been told so and said yes.
/// `progress` is told the permille done.
///
/// # Errors
/// A fault of the database's when it cannot be written; [`Error::Cancelled`] when `progress` breaks.
pub async fn decrypted_copy(
    book: &Book,
    file: &NewFile,
    progress: impl FnMut(u16) -> ControlFlow<()> + Send + 'static,
) -> Result<(), Error> {
    let db = book.db().await?;
    Ok(store::dump::plain_copy(&db, file.temporary_path(), progress).await?)
}
