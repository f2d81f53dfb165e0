//! Hands the key to SQLCipher through its C function. The one place with `unsafe`: a key that
//! goes through `PRAGMA key` would stand in sqlx's options and in its statement log.
#![allow(unsafe_code, reason = "sqlite3_key has no safe binding")]

use sqlx::SqliteConnection;
use std::{fmt::Write as _, os::raw::c_int};
use zeroize::Zeroizing;

/// Keys a connection that has not touched its file yet. SQLCipher takes `x'<64 hex digits>'` as
/// the raw key, without deriving one (Zetetic's documentation, "PRAGMA key", example 2).
pub(crate) async fn set(conn: &mut SqliteConnection, key: &[u8; 32]) -> Result<(), sqlx::Error> {
    let mut text = Zeroizing::new(String::with_capacity(67));
    text.push_str("x'");
    for byte in key {
        // Writing to a string with room for it neither fails nor leaves a copy behind.
        let _ = write!(text, "{byte:02x}");
    }
    text.push('\'');
    let length = c_int::try_from(text.len()).unwrap_or(0);
    let mut handle = conn.lock_handle().await?;
    // SAFETY: the handle is open and locked, the text outlives the call, and SQLCipher copies it.
    let status = unsafe {
        libsqlite3_sys::sqlite3_key(handle.as_raw_handle().as_ptr(), text.as_ptr().cast(), length)
    };
    if status == libsqlite3_sys::SQLITE_OK {
        return Ok(());
    }
    Err(sqlx::Error::Protocol("sqlite3_key failed".into()))
}
