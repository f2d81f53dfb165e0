//! What was in the book before a statement: what its rows may be the same as, or belong to.

use crate::{Connection, Result, read};
use chrono::NaiveDate;
use ledger::{AccountId, Money, Period, TransactionId};
use std::collections::HashMap;

/// Identities of one look-up.
const LOOKED_UP: usize = 50_000;

/// A transaction that a row may be the same as, or the other leg of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Existing {
    pub id: TransactionId,
    pub account: AccountId,
    pub date: NaiveDate,
    pub amount: Money,
    pub bank_id: Option<String>,
    /// Noted by the bank, and not booked yet.
    pub pending: bool,
    /// It was made as the other leg of an imported transaction, and no statement has shown it yet.
    pub made: bool,
    /// The bank's text; only of what is in another currency than the statement's account.
    pub text: Option<String>,
    /// Fingerprint of the layout that it was imported from; none for one that was typed.
    pub layout: Option<i64>,
}

/// A row that was taken in before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    pub id: TransactionId,
    pub identity: i64,
    pub bank_id: Option<String>,
    /// Not booked yet.
    pub pending: bool,
}

/// The transactions of an account in a period, by date: what a statement's rows are held against.
pub async fn existing(
    conn: &mut Connection,
    account: AccountId,
    period: Period,
) -> Result<Vec<Existing>> {
    load(conn, account, period, false).await
}

/// The transactions of all other accounts in a period that are not part of a transfer, by date:
/// what may be the other leg of a row.
pub async fn elsewhere(
    conn: &mut Connection,
    account: AccountId,
    period: Period,
) -> Result<Vec<Existing>> {
    load(conn, account, period, true).await
}

async fn load(
    conn: &mut Connection,
    account: AccountId,
    period: Period,
    elsewhere: bool,
) -> Result<Vec<Existing>> {
    let account = account.row();
    let rows = sqlx::query!(
        r#"SELECT t.id AS "id!: i64", t.account_id AS "account_id!: i64",
            t.date AS "date!: NaiveDate", t.amount_minor AS "amount_minor!: i64",
            a.currency AS "currency!: String",
            r.bank_id AS "bank_id?: String", i.fingerprint AS "layout?: i64",
            t.status = 'pending' AS "pending!: bool",
            CASE WHEN r.txn_id IS NULL AND t.transfer_id IS NOT NULL THEN EXISTS (
                SELECT 1 FROM txn leg JOIN import_row seen ON seen.txn_id = leg.id
                JOIN import brought ON brought.id = seen.import_id
                WHERE leg.transfer_id = t.transfer_id AND brought.imported_ms = t.created_ms
            ) ELSE 0 END AS "made!: bool",
            CASE WHEN a.currency <> (SELECT currency FROM account WHERE id = ?1) THEN r.text END
                AS "text?: String"
        FROM account a JOIN txn t ON t.account_id = a.id AND t.date BETWEEN ?2 AND ?3
        LEFT JOIN import_row r ON r.txn_id = t.id
        LEFT JOIN import i ON i.id = r.import_id
        WHERE CASE WHEN ?4 THEN a.id <> ?1 AND t.transfer_id IS NULL ELSE a.id = ?1 END
        ORDER BY t.date, t.id"#,
        account,
        period.from,
        period.to,
        elsewhere
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Existing {
                id: row.id.into(),
                account: row.account_id.into(),
                date: row.date,
                amount: read::money(row.amount_minor, &row.currency)?,
                bank_id: row.bank_id,
                pending: row.pending && row.layout.is_some(),
                made: row.made,
                text: row.text,
                layout: row.layout,
            })
        })
        .collect()
}

/// Day and amount of those transactions of the book, on whichever account, that have these ids.
pub async fn by_id(
    conn: &mut Connection,
    ids: &[TransactionId],
) -> Result<HashMap<TransactionId, (NaiveDate, Money)>> {
    let ids = read::id_list(ids.iter().map(|id| id.row()));
    let rows = sqlx::query!(
        r#"SELECT t.id, t.date AS "date: NaiveDate", t.amount_minor, a.currency
        FROM json_each(?) AS wanted JOIN txn t ON t.id = wanted.value
        JOIN account a ON a.id = t.account_id"#,
        ids
    );
    let mut found = HashMap::new();
    for row in rows.fetch_all(conn).await? {
        let amount = read::money(row.amount_minor, &row.currency)?;
        found.insert(row.id.into(), (row.date, amount));
    }
    Ok(found)
}

/// The rows with one of these identities that were taken into an account before, in the order in
/// which they were: N equal rows are there N times.
pub async fn known(
    conn: &mut Connection,
    account: AccountId,
    identities: &[i64],
) -> Result<Vec<Known>> {
    let mut known = Vec::new();
    let account = account.row();
    for some in identities.chunks(LOOKED_UP) {
        let some = read::id_list(some.iter().copied());
        let rows = sqlx::query!(
            r#"SELECT r.txn_id AS "txn_id!: i64", r.identity AS "identity!: i64",
                r.bank_id AS "bank_id?: String", t.status = 'pending' AS "pending!: bool"
            FROM (
                SELECT txn_id, import_id, identity, bank_id FROM import_row
                WHERE identity IN (SELECT value FROM json_each(?1))
                UNION ALL
                SELECT txn_id, import_id, identity, bank_id FROM import_sighting
                WHERE identity IN (SELECT value FROM json_each(?1))
            ) r JOIN txn t ON t.id = r.txn_id JOIN import i ON i.id = r.import_id
            WHERE i.account_id = ?2 ORDER BY r.txn_id"#,
            some,
            account
        );
        known.extend(rows.fetch_all(&mut *conn).await?.into_iter().map(|row| Known {
            id: row.txn_id.into(),
            identity: row.identity,
            bank_id: row.bank_id,
            pending: row.pending,
        }));
    }
    Ok(known)
}
