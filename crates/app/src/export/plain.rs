//! The database without its encryption.

use super::NewFile;
use crate::{Book, Error};

/// Writes a copy of the database that anyone can read, history and all, without the secrets that
/// are kept in the settings. Only to be called when the user has been told so and said yes.
///
/// # Errors
/// A fault of the database's when it cannot be written.
pub async fn decrypted_copy(book: &Book, file: &NewFile) -> Result<(), Error> {
    let db = book.db().await?;
    Ok(store::dump::plain_copy(&db, file.temporary_path()).await?)
}
