//! The register: any window of the transactions that a filter leaves, in any order.
//!
//! Sorted by date and filtered by nothing but period and account, a window's place is found from
//! the monthly counts, however far down it is; every other question scans what its conditions
//! leave.

mod conditions;
mod position;
mod rows;

use crate::{Connection, Error, Result, read};
use ledger::{
    AccountId, CategoryId, Currency, Filter, ImportId, Money, PayeeId, Period, Sort, SortColumn,
    Status, TransactionId, Window, filter::MAX_WINDOW,
};
use std::collections::HashMap;

/// A window with what the whole answer comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Transactions in the whole answer.
    pub total: u32,
    /// Their sum, one figure a currency, by code.
    pub sums: Vec<Money>,
    /// Number of the first row of `rows`, from 0.
    pub offset: u32,
    pub rows: Vec<Row>,
}

/// A transaction as the register shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    pub id: TransactionId,
    pub date: chrono::NaiveDate,
    pub account: AccountId,
    pub payee: Option<(PayeeId, String)>,
    /// Whether the user said who it is, of this transaction or of all that were called so, and not a
    /// file or a rule.
    pub payee_typed: bool,
    /// What the bank wrote, for one that was imported.
    pub bank_text: Option<String>,
    pub memo: String,
    pub amount: Money,
    /// The account's balance after it; only where the rows are those of one account by date.
    pub balance: Option<Money>,
    pub status: Status,
    /// In their order; at least one.
    pub splits: Vec<Split>,
    /// By name.
    pub tags: Vec<String>,
    /// The other leg and its account.
    pub transfer: Option<(TransactionId, AccountId)>,
    pub suggestion: Option<crate::suggestions::Suggestion>,
    pub import: Option<ImportId>,
}

/// A part of a transaction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Split {
    pub category: Option<CategoryId>,
    pub amount: Money,
    pub note: String,
}

/// A number of transactions and their sums.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    count: i64,
    /// Minor units by account.
    sums: HashMap<i64, i64>,
}

/// A window of what the filter leaves.
pub async fn page(
    conn: &mut Connection,
    filter: &Filter,
    sort: Sort,
    window: Window,
) -> Result<Page> {
    let window = Window { limit: window.limit.min(MAX_WINDOW), ..window };
    let plain = Filter { period: filter.period, account: filter.account, ..Filter::default() };
    if sort.column == SortColumn::Date && *filter == plain {
        return by_date(conn, filter, sort.descending, window).await;
    }
    let conditions = conditions::Conditions::of(conn, filter).await?;
    let tally = conditions.tally(conn).await?;
    let ids = conditions.ids(conn, sort, window).await?;
    let rows = rows::load(conn, &ids).await?;
    finish(conn, &tally, window.offset, rows).await
}

/// The ids of a window of what the filter leaves; the window may be of any length.
pub async fn ids(
    conn: &mut Connection,
    filter: &Filter,
    sort: Sort,
    window: Window,
) -> Result<Vec<TransactionId>> {
    let conditions = conditions::Conditions::of(conn, filter).await?;
    let ids = conditions.ids(conn, sort, window).await?;
    Ok(ids.into_iter().map(TransactionId::new).collect())
}

/// What the transactions with these ids come to and how many they are, by currency.
pub async fn sums(conn: &mut Connection, ids: &[TransactionId]) -> Result<Vec<(Money, u32)>> {
    let ids = read::id_list(ids.iter().map(|id| id.row()));
    let found = sqlx::query!(
        r#"SELECT currency, count(*) AS count, sum(amount_minor) AS "sum!: i64"
        FROM txn JOIN account ON account.id = txn.account_id
        WHERE txn.id IN (SELECT value FROM json_each(?)) GROUP BY currency ORDER BY currency"#,
        ids
    );
    let mut sums = Vec::new();
    for part in found.fetch_all(conn).await? {
        let currency = read::currency(&part.currency)?;
        sums.push((Money::from_minor(part.sum, currency), read::count(part.count)));
    }
    Ok(sums)
}

/// The transactions with these ids, in this order; those that do not exist are left out.
pub async fn rows(conn: &mut Connection, ids: &[TransactionId]) -> Result<Vec<Row>> {
    let ids: Vec<i64> = ids.iter().map(|id| id.row()).collect();
    rows::load(conn, &ids).await
}

/// One transaction.
pub async fn get(conn: &mut Connection, id: TransactionId) -> Result<Row> {
    rows(conn, &[id]).await?.pop().ok_or(Error::NotFound)
}

/// How many transactions lie in a period, and on which accounts.
pub async fn count(conn: &mut Connection, period: Period) -> Result<(u32, Vec<AccountId>)> {
    let (_, tally) = position::span(conn, None, Some(period)).await?;
    let accounts = tally.sums.keys().copied().map(AccountId::new).collect();
    Ok((read::count(tally.count), accounts))
}

/// The window by date. Descending order is the ascending one read backwards, so that both find
/// their place and their balances alike.
async fn by_date(
    conn: &mut Connection,
    filter: &Filter,
    descending: bool,
    window: Window,
) -> Result<Page> {
    let (before, tally) = position::span(conn, filter.account, filter.period).await?;
    let first = i64::from(window.offset).min(tally.count);
    let end = (first + i64::from(window.limit)).min(tally.count);
    let (start, wanted) = match descending {
        false => (before + first, end - first),
        true => (before + tally.count - end, end - first),
    };
    let found = position::read(conn, filter.account, start, wanted).await?;
    let mut rows = rows::load(conn, &found.ids).await?;
    if let Some(mut balance) = found.balance_before {
        for row in &mut rows {
            balance = balance.checked_add(row.amount).unwrap_or(balance);
            row.balance = Some(balance);
        }
    }
    if descending {
        rows.reverse();
    }
    finish(conn, &tally, window.offset, rows).await
}

async fn finish(conn: &mut Connection, tally: &Tally, offset: u32, rows: Vec<Row>) -> Result<Page> {
    let sums = totals(conn, tally).await?;
    Ok(Page { total: read::count(tally.count), sums, offset, rows })
}

/// The sums of accounts, one figure a currency, by code.
async fn totals(conn: &mut Connection, tally: &Tally) -> Result<Vec<Money>> {
    let accounts = sqlx::query!("SELECT id, currency FROM account").fetch_all(conn).await?;
    let mut sums: Vec<Money> = Vec::new();
    for account in accounts {
        let Some(minor) = tally.sums.get(&account.id) else { continue };
        let currency: Currency = read::currency(&account.currency)?;
        let amount = Money::from_minor(*minor, currency);
        match sums.iter_mut().find(|sum| sum.currency() == currency) {
            Some(sum) => *sum = sum.checked_add(amount).unwrap_or(*sum),
            None => sums.push(amount),
        }
    }
    sums.sort_by_key(|sum| sum.currency().code());
    Ok(sums)
}
