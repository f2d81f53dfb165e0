//! Tags: free labels across the categories.

use crate::{Connection, Result, Step, read};
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
    add(step, &read::id_list([txn]), names).await?;
    prune(step).await
}

/// Of a JSON list of transactions: adds tags, new ones too, and takes others away. The most tags
/// that one of them has then.
pub(crate) async fn change(
    step: &mut Step<'_>,
    ids: &str,
    wanted: &[String],
    unwanted: &[String],
) -> Result<u32> {
    for name in unwanted {
        sqlx::query!(
            "DELETE FROM txn_tag WHERE txn_id IN (SELECT value FROM json_each(?))
                AND tag_id = (SELECT id FROM tag WHERE name = ? COLLATE NOCASE)",
            ids,
            name
        )
        .execute(&mut **step)
        .await?;
    }
    add(step, ids, wanted).await?;
    prune(step).await?;
    let most = sqlx::query_scalar!(
        r#"SELECT coalesce(max(tags), 0) AS "most!: i64" FROM (SELECT count(*) AS tags
            FROM txn_tag WHERE txn_id IN (SELECT value FROM json_each(?)) GROUP BY txn_id)"#,
        ids
    )
    .fetch_one(&mut **step)
    .await?;
    Ok(read::count(most))
}

async fn add(step: &mut Step<'_>, ids: &str, names: &[String]) -> Result<()> {
    for name in names {
        sqlx::query!("INSERT INTO tag (name) VALUES (?) ON CONFLICT DO NOTHING", name)
            .execute(&mut **step)
            .await?;
        sqlx::query!(
            "INSERT INTO txn_tag (txn_id, tag_id)
            SELECT txn.id, tag.id FROM txn JOIN tag ON tag.name = ? COLLATE NOCASE
            WHERE txn.id IN (SELECT value FROM json_each(?)) ON CONFLICT DO NOTHING",
            name,
            ids
        )
        .execute(&mut **step)
        .await?;
    }
    Ok(())
}

/// Tags that nobody uses any more go.
pub(crate) async fn prune(step: &mut Step<'_>) -> Result<()> {
    sqlx::query!("DELETE FROM tag WHERE id NOT IN (SELECT tag_id FROM txn_tag)")
        .execute(&mut **step)
        .await?;
    Ok(())
}
