//! Tags: free labels across the categories.

use crate::{Connection, Result, Step};
use ledger::{TagId, TransactionId};

/// A tag that is there to be chosen.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, specta::Type)]
pub struct Tag {
    pub id: TagId,
    pub name: String,
}

/// All tags by name.
pub async fn list(conn: &mut Connection) -> Result<Vec<Tag>> {
    let rows = sqlx::query!("SELECT id, name FROM tag ORDER BY name COLLATE NOCASE")
        .fetch_all(conn)
        .await?;
    Ok(rows.into_iter().map(|row| Tag { id: row.id.into(), name: row.name }).collect())
}

/// Makes these the tags of a transaction; new ones are added, those nobody uses any more go.
pub(crate) async fn set(step: &mut Step<'_>, id: TransactionId, names: &[String]) -> Result<()> {
    let txn = id.row();
    sqlx::query!("DELETE FROM txn_tag WHERE txn_id = ?", txn).execute(&mut **step).await?;
    for name in names {
        sqlx::query!("INSERT INTO tag (name) VALUES (?) ON CONFLICT DO NOTHING", name)
            .execute(&mut **step)
            .await?;
        sqlx::query!(
            "INSERT INTO txn_tag (txn_id, tag_id)
            SELECT ?, id FROM tag WHERE name = ? COLLATE NOCASE ON CONFLICT DO NOTHING",
            txn,
            name
        )
        .execute(&mut **step)
        .await?;
    }
    sqlx::query!("DELETE FROM tag WHERE id NOT IN (SELECT tag_id FROM txn_tag)")
        .execute(&mut **step)
        .await?;
    Ok(())
}
