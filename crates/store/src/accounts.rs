//! Accounts and their balances.

use crate::{Connection, Error, Result, Step, read};
use chrono::NaiveDate;
use ledger::{AccountId, AccountKind, Code, Field, Money, Problems, draft::NewAccount};

/// An account with what it comes to.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Account {
    pub id: AccountId,
    pub name: String,
    pub kind: AccountKind,
    pub opening_balance: Money,
    pub opened_on: NaiveDate,
    /// Empty when there is none.
    pub iban: String,
    pub closed: bool,
    /// Opening balance and all transactions, those dated ahead too.
    pub balance: Money,
    pub transactions: u32,
}

/// All accounts, open ones first, in the order in which they were made.
pub async fn list(conn: &mut Connection) -> Result<Vec<Account>> {
    let rows = sqlx::query!(
        r#"SELECT a.id, a.name, a.kind, a.currency, a.opening_minor,
            a.opened_on AS "opened_on: NaiveDate", a.iban, a.closed AS "closed: bool",
            ifnull((SELECT sum(sum_minor) FROM account_month WHERE account_id = a.id), 0)
                AS "moved!: i64",
            ifnull((SELECT sum(count) FROM account_month WHERE account_id = a.id), 0)
                AS "transactions!: i64"
        FROM account a ORDER BY a.closed, a.position, a.id"#
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Account {
                id: row.id.into(),
                name: row.name,
                kind: read::word(AccountKind::from_word(&row.kind))?,
                opening_balance: read::money(row.opening_minor, &row.currency)?,
                opened_on: row.opened_on,
                iban: row.iban,
                closed: row.closed,
                balance: read::money(row.opening_minor.saturating_add(row.moved), &row.currency)?,
                transactions: read::count(row.transactions),
            })
        })
        .collect()
}

/// One account. There are few, so it is picked from the list.
pub async fn get(conn: &mut Connection, id: AccountId) -> Result<Account> {
    list(conn).await?.into_iter().find(|account| account.id == id).ok_or(Error::NotFound)
}

/// What an account came to at the end of a day.
pub async fn balance_on(conn: &mut Connection, id: AccountId, day: NaiveDate) -> Result<Money> {
    let id = id.row();
    let row = sqlx::query!(
        r#"SELECT currency, opening_minor + ifnull((SELECT sum(amount_minor) FROM txn
            WHERE account_id = account.id AND date <= ?2), 0) AS "minor!: i64"
        FROM account WHERE id = ?1"#,
        id,
        day
    )
    .fetch_optional(conn)
    .await?
    .ok_or(Error::NotFound)?;
    read::money(row.minor, &row.currency)
}

/// Adds an account; its name must be free.
pub async fn create(step: &mut Step<'_>, new: &NewAccount) -> Result<AccountId> {
    let (kind, currency) = (new.kind.as_str(), new.opening.currency().code());
    let opening = new.opening.minor();
    let id = sqlx::query_scalar!(
        r#"INSERT INTO account (name, kind, currency, opening_minor, opened_on, iban, position)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, (SELECT ifnull(max(position), 0) + 1 FROM account))
        RETURNING id AS "id!""#,
        new.name,
        kind,
        currency,
        opening,
        new.opened_on,
        new.iban
    )
    .fetch_one(&mut **step)
    .await?;
    Ok(id.into())
}

/// Changes an account. Its currency is fixed once it has transactions.
pub async fn update(step: &mut Step<'_>, id: AccountId, new: &NewAccount) -> Result<()> {
    let old = get(step, id).await?;
    if old.transactions > 0 && old.opening_balance.currency() != new.opening.currency() {
        return Err(Problems::one(Field::Currency, Code::InUse).into());
    }
    let (kind, currency) = (new.kind.as_str(), new.opening.currency().code());
    let (opening, id) = (new.opening.minor(), id.row());
    sqlx::query!(
        "UPDATE account SET name = ?, kind = ?, currency = ?, opening_minor = ?, opened_on = ?,
            iban = ?
        WHERE id = ?",
        new.name,
        kind,
        currency,
        opening,
        new.opened_on,
        new.iban,
        id
    )
    .execute(&mut **step)
    .await?;
    Ok(())
}

/// Gives an account another opening balance, in its currency.
pub async fn set_opening(step: &mut Step<'_>, id: AccountId, opening: Money) -> Result<()> {
    let (minor, id) = (opening.minor(), id.row());
    sqlx::query!("UPDATE account SET opening_minor = ? WHERE id = ?", minor, id)
        .execute(&mut **step)
        .await?;
    Ok(())
}

/// Closes an account for new transactions, or opens it again.
pub async fn set_closed(step: &mut Step<'_>, id: AccountId, closed: bool) -> Result<()> {
    let id = id.row();
    let done = sqlx::query!("UPDATE account SET closed = ? WHERE id = ?", closed, id)
        .execute(&mut **step)
        .await?;
    if done.rows_affected() == 0 { Err(Error::NotFound) } else { Ok(()) }
}

/// Deletes an account without transactions, what it once imported and what it was to expect; others
/// are closed instead.
pub async fn delete(step: &mut Step<'_>, id: AccountId) -> Result<()> {
    if get(step, id).await?.transactions > 0 {
        return Err(Problems::one(Field::Account, Code::InUse).into());
    }
    let id = id.row();
    sqlx::query!("DELETE FROM import WHERE account_id = ?", id).execute(&mut **step).await?;
    sqlx::query!("DELETE FROM account WHERE id = ?", id).execute(&mut **step).await?;
    Ok(())
}
