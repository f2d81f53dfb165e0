//! The profile's own settings: one JSON value a key. They are not part of the history.
//! A key that ends in `.key` is of a secret, which no export holds.

use crate::{Connection, Result, Step};

/// A setting as JSON; `None` when it was never set.
pub async fn get(conn: &mut Connection, key: &str) -> Result<Option<String>> {
    Ok(sqlx::query_scalar!("SELECT value FROM setting WHERE key = ?", key)
        .fetch_optional(conn)
        .await?)
}

/// Sets a setting to a JSON value.
pub async fn set(step: &mut Step<'_>, key: &str, value: &str) -> Result<()> {
    sqlx::query!(
        "INSERT INTO setting (key, value) VALUES (?, ?)
        ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        key,
        value
    )
    .execute(&mut **step)
    .await?;
    Ok(())
}

/// Forgets a setting.
pub async fn remove(step: &mut Step<'_>, key: &str) -> Result<()> {
    sqlx::query!("DELETE FROM setting WHERE key = ?", key).execute(&mut **step).await?;
    Ok(())
}
