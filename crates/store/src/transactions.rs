//! Transactions with their splits: one at a time, and a selection at once.

use crate::{Connection, Error, Result, Step, read, tags};
use chrono::NaiveDate;
use ledger::{
    CategoryId, PayeeId, TransactionId, TransferId,
    draft::{NewSplit, NewTransaction},
};

/// What the bank wrote of a transaction, and where.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Source {
    /// Line of the file, from 1.
    pub line: u32,
    /// The bank's text.
    pub text: String,
    /// The row as it stood in the file.
    pub raw: String,
    pub file_name: String,
}

/// Adds a transaction, pending until a statement shows it. `created_ms` is the time now.
pub async fn insert(
    step: &mut Step<'_>,
    new: &NewTransaction,
    payee: Option<PayeeId>,
    created_ms: i64,
) -> Result<TransactionId> {
    let (account, amount) = (new.account.row(), new.amount.minor());
    let payee = payee.map(PayeeId::row);
    let id = sqlx::query_scalar!(
        r#"INSERT INTO txn
            (account_id, date, payee_id, payee_typed, memo, amount_minor, created_ms)
        VALUES (?1, ?2, ?3, ?3 IS NOT NULL, ?4, ?5, ?6) RETURNING id AS "id!""#,
        account,
        new.date,
        payee,
        new.memo,
        amount,
        created_ms
    )
    .fetch_one(&mut **step)
    .await?;
    set_splits(step, id.into(), &new.splits).await?;
    if !new.tags.is_empty() {
        tags::set(step, id.into(), &new.tags).await?;
    }
    Ok(id.into())
}

/// Puts everything that can be typed into a transaction anew. A suggestion that waited is settled
/// when the user says a category.
pub async fn update(
    step: &mut Step<'_>,
    id: TransactionId,
    new: &NewTransaction,
    payee: Option<PayeeId>,
) -> Result<()> {
    let (account, amount, row) = (new.account.row(), new.amount.minor(), id.row());
    let payee = payee.map(PayeeId::row);
    let done = sqlx::query!(
        "UPDATE txn SET account_id = ?1, date = ?2, payee_id = ?3, memo = ?4, amount_minor = ?5,
            payee_typed = payee_typed OR payee_id IS NOT ?3,
            booked_on = CASE WHEN booked_on IS NULL AND status <> 'pending' AND date <> ?2
                THEN date ELSE booked_on END
        WHERE id = ?6",
        account,
        new.date,
        payee,
        new.memo,
        amount,
        row
    )
    .execute(&mut **step)
    .await?;
    if done.rows_affected() == 0 {
        return Err(Error::NotFound);
    }
    set_splits(step, id, &new.splits).await?;
    tags::set(step, id, &new.tags).await?;
    settle(step, &read::id_list([row])).await
}

/// Splits a transaction anew; the parts add up to its amount.
pub async fn set_splits(step: &mut Step<'_>, id: TransactionId, splits: &[NewSplit]) -> Result<()> {
    let (txn, mut position) = (id.row(), 0_i64);
    for split in splits {
        let category = split.category.map(CategoryId::row);
        let amount = split.amount.minor();
        sqlx::query!(
            "INSERT INTO split (txn_id, position, category_id, amount_minor, note)
            VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (txn_id, position) DO UPDATE SET category_id = excluded.category_id,
                amount_minor = excluded.amount_minor, note = excluded.note",
            txn,
            position,
            category,
            amount,
            split.note
        )
        .execute(&mut **step)
        .await?;
        position += 1;
    }
    sqlx::query!("DELETE FROM split WHERE txn_id = ? AND position >= ?", txn, position)
        .execute(&mut **step)
        .await?;
    Ok(())
}

/// Deletes transactions with all that hangs on them; how many there were. The other leg of a
/// transfer stays, as an ordinary transaction.
pub async fn delete(step: &mut Step<'_>, ids: &[TransactionId]) -> Result<u32> {
    remove(step, &read::id_list(ids.iter().map(|id| id.row()))).await
}

/// As [`delete`], of a JSON list of ids. Table by table, so that the history has few runs.
pub(crate) async fn remove(conn: &mut Connection, ids: &str) -> Result<u32> {
    sqlx::query!(
        "DELETE FROM transfer WHERE id IN (SELECT transfer_id FROM txn
            WHERE id IN (SELECT value FROM json_each(?)) AND transfer_id IS NOT NULL)",
        ids
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!("DELETE FROM attachment WHERE txn_id IN (SELECT value FROM json_each(?))", ids)
        .execute(&mut *conn)
        .await?;
    sqlx::query!("DELETE FROM suggestion WHERE txn_id IN (SELECT value FROM json_each(?))", ids)
        .execute(&mut *conn)
        .await?;
    sqlx::query!(
        "DELETE FROM import_sighting WHERE txn_id IN (SELECT value FROM json_each(?))",
        ids
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!("DELETE FROM import_row WHERE txn_id IN (SELECT value FROM json_each(?))", ids)
        .execute(&mut *conn)
        .await?;
    sqlx::query!("DELETE FROM txn_tag WHERE txn_id IN (SELECT value FROM json_each(?))", ids)
        .execute(&mut *conn)
        .await?;
    sqlx::query!("DELETE FROM split WHERE txn_id IN (SELECT value FROM json_each(?))", ids)
        .execute(&mut *conn)
        .await?;
    let done = sqlx::query!("DELETE FROM txn WHERE id IN (SELECT value FROM json_each(?))", ids)
        .execute(&mut *conn)
        .await?;
    Ok(u32::try_from(done.rows_affected()).unwrap_or(u32::MAX))
}

/// Files transactions under a category, or none; which of them. Those of several parts are left as
/// they are, since one category for all parts would be a loss. Suggestions that waited are settled:
/// accepted when the user chose the same, else rejected.
pub async fn categorise(
    step: &mut Step<'_>,
    ids: &[TransactionId],
    category: Option<CategoryId>,
) -> Result<Vec<TransactionId>> {
    let ids = read::id_list(ids.iter().map(|id| id.row()));
    let whole = sqlx::query_scalar!(
        "SELECT txn_id FROM split WHERE txn_id IN (SELECT value FROM json_each(?))
        GROUP BY txn_id HAVING count(*) = 1",
        ids
    )
    .fetch_all(&mut **step)
    .await?;
    let ids = read::id_list(whole.iter().copied());
    let category = category.map(CategoryId::row);
    sqlx::query!(
        "UPDATE split SET category_id = ? WHERE txn_id IN (SELECT value FROM json_each(?))",
        category,
        ids
    )
    .execute(&mut **step)
    .await?;
    settle(step, &ids).await?;
    Ok(whole.into_iter().map(TransactionId::new).collect())
}

/// Files transactions under a category, or none, all their splits, and leaves what was suggested for
/// them as it is.
pub async fn file(
    step: &mut Step<'_>,
    ids: &[TransactionId],
    category: Option<CategoryId>,
) -> Result<()> {
    let ids = read::id_list(ids.iter().map(|id| id.row()));
    let category = category.map(CategoryId::row);
    sqlx::query!(
        "UPDATE split SET category_id = ? WHERE txn_id IN (SELECT value FROM json_each(?))",
        category,
        ids
    )
    .execute(&mut **step)
    .await?;
    Ok(())
}

/// Gives transactions a memo.
pub async fn set_memo(step: &mut Step<'_>, ids: &[TransactionId], memo: &str) -> Result<()> {
    let ids = read::id_list(ids.iter().map(|id| id.row()));
    sqlx::query!("UPDATE txn SET memo = ? WHERE id IN (SELECT value FROM json_each(?))", memo, ids)
        .execute(&mut **step)
        .await?;
    Ok(())
}

/// Puts transactions on a day; how many.
pub async fn set_date(step: &mut Step<'_>, ids: &[TransactionId], date: NaiveDate) -> Result<u32> {
    let ids = read::id_list(ids.iter().map(|id| id.row()));
    sqlx::query!(
        "UPDATE txn SET date = ?1,
            booked_on = CASE WHEN booked_on IS NULL AND status <> 'pending' AND date <> ?1
                THEN date ELSE booked_on END
        WHERE id IN (SELECT value FROM json_each(?2))",
        date,
        ids
    )
    .execute(&mut **step)
    .await?;
    count(step, &ids).await
}

/// Adds tags to transactions and takes others away, by name; how many transactions, and the most
/// tags that one of them has then.
pub async fn tag(
    step: &mut Step<'_>,
    ids: &[TransactionId],
    add: &[String],
    remove: &[String],
) -> Result<(u32, u32)> {
    let ids = read::id_list(ids.iter().map(|id| id.row()));
    let most = tags::change(step, &ids, add, remove).await?;
    Ok((count(step, &ids).await?, most))
}

/// Files those parts of transactions that have no category yet; suggestions that waited are settled
/// as by [`categorise`].
pub async fn file_open(
    step: &mut Step<'_>,
    ids: &[TransactionId],
    category: CategoryId,
) -> Result<()> {
    let ids = read::id_list(ids.iter().map(|id| id.row()));
    let category = category.row();
    sqlx::query!(
        "UPDATE split SET category_id = ?
        WHERE category_id IS NULL AND txn_id IN (SELECT value FROM json_each(?))",
        category,
        ids
    )
    .execute(&mut **step)
    .await?;
    settle(step, &ids).await
}

/// Gives transactions a payee, or none; how many. `typed`: the user says so, and not a rule.
pub async fn set_payee(
    step: &mut Step<'_>,
    ids: &[TransactionId],
    payee: Option<PayeeId>,
    typed: bool,
) -> Result<u32> {
    let ids = read::id_list(ids.iter().map(|id| id.row()));
    let payee = payee.map(PayeeId::row);
    sqlx::query!(
        "UPDATE txn SET payee_id = ?, payee_typed = ?
        WHERE id IN (SELECT value FROM json_each(?))",
        payee,
        typed,
        ids
    )
    .execute(&mut **step)
    .await?;
    count(step, &ids).await
}

async fn count(conn: &mut Connection, ids: &str) -> Result<u32> {
    let found = sqlx::query_scalar!(
        "SELECT count(*) FROM txn WHERE id IN (SELECT value FROM json_each(?))",
        ids
    )
    .fetch_one(conn)
    .await?;
    Ok(read::count(found))
}

/// Brings suggestions in line with what their transactions are filed under now.
async fn settle(conn: &mut Connection, ids: &str) -> Result<()> {
    sqlx::query!(
        "UPDATE suggestion SET state = CASE WHEN EXISTS (SELECT 1 FROM split
                WHERE split.txn_id = suggestion.txn_id
                    AND split.category_id IS suggestion.category_id)
            THEN CASE state WHEN 'applied' THEN 'applied' ELSE 'accepted' END
            ELSE 'rejected' END
        WHERE txn_id IN (SELECT value FROM json_each(?))
            AND (state <> 'open' OR EXISTS (SELECT 1 FROM split
                WHERE split.txn_id = suggestion.txn_id AND split.category_id IS NOT NULL))",
        ids
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// What the bank wrote; `None` for a transaction that was typed.
pub async fn source(conn: &mut Connection, id: TransactionId) -> Result<Option<Source>> {
    let id = id.row();
    let row = sqlx::query!(
        "SELECT r.line, r.text, r.raw, import.file_name
        FROM import_row r JOIN import ON import.id = r.import_id WHERE r.txn_id = ?",
        id
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| Source {
        line: read::count(row.line),
        text: row.text,
        raw: row.raw,
        file_name: row.file_name,
    }))
}

/// Links two transactions as the legs of one transfer. `linked_ms` is the time now. A leg that
/// was linked before is freed first.
pub async fn link(
    step: &mut Step<'_>,
    one: TransactionId,
    other: TransactionId,
    linked_ms: i64,
) -> Result<TransferId> {
    unlink(step, &[one, other]).await?;
    let id = sqlx::query_scalar!(
        r#"INSERT INTO transfer (linked_ms) VALUES (?) RETURNING id AS "id!""#,
        linked_ms
    )
    .fetch_one(&mut **step)
    .await?;
    let (one, other) = (one.row(), other.row());
    let done = sqlx::query!("UPDATE txn SET transfer_id = ? WHERE id IN (?, ?)", id, one, other)
        .execute(&mut **step)
        .await?;
    if done.rows_affected() == 2 { Ok(id.into()) } else { Err(Error::NotFound) }
}

/// Frees transactions, and the other legs, from the transfers they are part of.
pub async fn unlink(step: &mut Step<'_>, ids: &[TransactionId]) -> Result<()> {
    let ids = read::id_list(ids.iter().map(|id| id.row()));
    sqlx::query!(
        "DELETE FROM transfer WHERE id IN (SELECT transfer_id FROM txn
            WHERE id IN (SELECT value FROM json_each(?)) AND transfer_id IS NOT NULL)",
        ids
    )
    .execute(&mut **step)
    .await?;
    Ok(())
}
