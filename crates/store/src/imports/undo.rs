//! Taking an import back.

use crate::{Connection, Error, Result, Step, read, tags, transactions};
use ledger::{ImportId, TransactionId};

/// The transactions that an import added and that were changed since by the user's own hand, as
/// far as the history reaches.
pub async fn edited(conn: &mut Connection, id: ImportId) -> Result<Vec<TransactionId>> {
    let id = id.row();
    let ids = sqlx::query_scalar!(
        r#"SELECT txn_id AS "txn_id!: i64" FROM import_row
        WHERE import_id = ?1 AND joined = 0 AND txn_id IN (
            SELECT ifnull(after, before) ->> iif(tbl = 'txn', '$.id', '$.txn_id')
            FROM history_step s JOIN history_row h ON h.step_id = s.id
            WHERE s.undone = 0 AND s.kind NOT IN ('import', 'undoImport', 'reconcile', 'revertRun')
                AND s.id NOT IN (SELECT step_id FROM run)
                AND h.tbl IN ('txn', 'split', 'txn_tag') AND s.id > ifnull(
                    (SELECT max(id) FROM history_step
                        WHERE ?1 BETWEEN first_import AND last_import), 0)
        )"#,
        id
    );
    Ok(ids.fetch_all(conn).await?.into_iter().map(TransactionId::new).collect())
}

/// Takes an import back at any later time, as a step of its own; how many transactions went. Those
/// stay that were there before, those that another import has seen too, and the ones in `kept`.
/// `undone_ms` is the time now.
pub async fn undo(
    step: &mut Step<'_>,
    id: ImportId,
    kept: &[TransactionId],
    undone_ms: i64,
) -> Result<u32> {
    let id = id.row();
    let done = sqlx::query!(
        "UPDATE import SET undone_ms = ? WHERE id = ? AND undone_ms IS NULL",
        undone_ms,
        id
    )
    .execute(&mut **step)
    .await?;
    if done.rows_affected() == 0 {
        return Err(Error::NotFound);
    }
    sqlx::query!(
        "UPDATE run SET reverted_ms = ? WHERE import_id = ? AND reverted_ms IS NULL",
        undone_ms,
        id
    )
    .execute(&mut **step)
    .await?;
    unbook(step, id).await?;
    hand_over(step, id).await?;
    let kept = read::id_list(kept.iter().map(|id| id.row()));
    // Its transactions, and the other legs that rules added to these while it came in.
    let ids = sqlx::query_scalar!(
        r#"SELECT txn_id AS "id!: i64" FROM import_row
        WHERE import_id = ?1 AND txn_id NOT IN (SELECT value FROM json_each(?2))
        UNION SELECT leg.id FROM import_row r JOIN import ON import.id = r.import_id
        JOIN txn t ON t.id = r.txn_id
        JOIN txn leg ON leg.transfer_id = t.transfer_id AND leg.id <> t.id
        WHERE r.import_id = ?1 AND r.txn_id NOT IN (SELECT value FROM json_each(?2))
            AND leg.created_ms = import.imported_ms
            AND leg.id NOT IN (SELECT txn_id FROM import_row)"#,
        id,
        kept
    )
    .fetch_all(&mut **step)
    .await?;
    let ids = read::id_list(ids);
    let payees = sqlx::query_scalar!(
        r#"SELECT DISTINCT payee_id AS "id!: i64" FROM txn
        WHERE payee_id IS NOT NULL AND id IN (SELECT value FROM json_each(?))"#,
        ids
    )
    .fetch_all(&mut **step)
    .await?;
    let gone = transactions::remove(step, &ids).await?;
    tags::prune(step).await?;
    forget(step, &read::id_list(payees)).await?;
    sweep(step).await?;
    Ok(gone)
}

/// Payees of whom nothing else is known go.
async fn forget(step: &mut Step<'_>, payees: &str) -> Result<()> {
    sqlx::query!(
        "DELETE FROM payee WHERE id IN (SELECT value FROM json_each(?))
            AND NOT EXISTS (SELECT 1 FROM txn WHERE payee_id = payee.id)
            AND NOT EXISTS (SELECT 1 FROM schedule WHERE payee_id = payee.id)
            AND NOT EXISTS (SELECT 1 FROM payee_alias WHERE payee_id = payee.id)
            AND NOT EXISTS (SELECT 1 FROM memory WHERE payee_key = payee.key)",
        payees
    )
    .execute(&mut **step)
    .await?;
    Ok(())
}

/// Categories that undone imports brought go, as long as nothing else uses them.
async fn sweep(step: &mut Step<'_>) -> Result<()> {
    loop {
        // The lowest first; those above them are free in the next round.
        let done = sqlx::query!(
            "DELETE FROM category
            WHERE import_id IN (SELECT id FROM import WHERE undone_ms IS NOT NULL)
                AND NOT EXISTS (SELECT 1 FROM category below WHERE below.parent_id = category.id)
                AND NOT EXISTS (SELECT 1 FROM split WHERE category_id = category.id)
                AND NOT EXISTS (SELECT 1 FROM suggestion WHERE category_id = category.id)
                AND NOT EXISTS (SELECT 1 FROM schedule WHERE category_id = category.id)
                AND NOT EXISTS (SELECT 1 FROM budget WHERE category_id = category.id)
                AND NOT EXISTS (SELECT 1 FROM rule, json_tree(rule.draft) AS said
                    WHERE said.atom = CAST(category.id AS TEXT))"
        )
        .execute(&mut **step)
        .await?;
        if done.rows_affected() == 0 {
            return Ok(());
        }
    }
}

/// What the import booked is pending again, and what it said of transactions that were there before
/// is forgotten.
async fn unbook(conn: &mut Connection, import: i64) -> Result<()> {
    sqlx::query!(
        "UPDATE txn SET status = 'pending', booked_on = NULL WHERE status = 'cleared' AND id IN (
            SELECT txn_id FROM import_row WHERE import_id = ?1 AND joined = 1
            UNION ALL
            SELECT txn_id FROM import_sighting WHERE import_id = ?1 AND booked = 1)",
        import
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!("DELETE FROM import_row WHERE import_id = ? AND joined = 1", import)
        .execute(&mut *conn)
        .await?;
    sqlx::query!("DELETE FROM import_sighting WHERE import_id = ?", import).execute(conn).await?;
    Ok(())
}

/// What another import has seen too is that one's from now on.
async fn hand_over(conn: &mut Connection, import: i64) -> Result<()> {
    sqlx::query!(
        "UPDATE import_row SET (import_id, line, bank_id, identity, text, raw) = (
            SELECT import_id, line, bank_id, identity, text, raw FROM import_sighting s
            WHERE s.txn_id = import_row.txn_id ORDER BY s.import_id DESC LIMIT 1)
        WHERE import_id = ? AND txn_id IN (SELECT txn_id FROM import_sighting)",
        import
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "DELETE FROM import_sighting WHERE (txn_id, import_id) IN
            (SELECT txn_id, import_id FROM import_row)"
    )
    .execute(conn)
    .await?;
    Ok(())
}
