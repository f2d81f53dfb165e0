//! Transactions as CSV, QIF or OFX, a page at a time.

use crate::{Book, Error, Now};
use chrono::NaiveDate;
use exports::{Account, Entry, Part, csv, number, ofx, qif};
use ledger::{
    AccountId, CategoryId, CategoryKind, Filter, Sort, SortColumn, TransactionId, Window,
};
use serde::{Deserialize, Serialize};
use std::{collections::HashMap, io::Write, ops::ControlFlow};
use store::{Connection, register::Row};

/// Transactions that are in memory at a time.
const PAGE: usize = 1_000;

const BY_DATE: Sort = Sort { column: SortColumn::Date, descending: false };

/// How transactions are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub enum Format {
    /// One table of all accounts; a line for each part of a transaction.
    Csv,
    /// One list an account, with categories, splits and transfers.
    Qif,
    /// One statement an account, with its balance; no categories.
    Ofx,
}

/// Writes the transactions that a filter leaves, the oldest first; how many there were. What is
/// changed meanwhile waits until they are written. `progress` is told the permille done.
///
/// # Errors
/// [`Error::File`]; [`Error::Cancelled`] when `progress` breaks.
pub async fn transactions(
    book: &Book,
    format: Format,
    filter: &Filter,
    now: Now,
    out: &mut (dyn Write + Send),
    progress: &mut (dyn FnMut(u16) -> ControlFlow<()> + Send),
) -> Result<u32, Error> {
    let db = book.db().await?;
    let vault = db.vault_id();
    let mut conn = db.read().await;
    let words = Words::load(&mut conn, vault).await?;
    let mut lists = Vec::new();
    match format {
        Format::Csv => lists.push((None, ids(&mut conn, filter).await?)),
        Format::Qif | Format::Ofx => {
            let is_asked = |id| filter.account.is_none_or(|asked| asked == id);
            for id in words.accounts.iter().map(|(id, _)| *id).filter(|id| is_asked(*id)) {
                let filter = Filter { account: Some(id), ..filter.clone() };
                lists.push((Some(id), ids(&mut conn, &filter).await?));
            }
        }
    }
    let total = lists.iter().map(|(_, ids)| ids.len()).sum();
    let mut pages = Pages { conn: &mut conn, words: &words, out, progress, total, done: 0 };
    match format {
        Format::Csv => {
            pages.put(csv::head)?;
            for (_, ids) in lists {
                pages.entries(&ids, csv::entry).await?;
            }
        }
        Format::Qif => pages.qif(filter, &lists).await?,
        Format::Ofx => pages.ofx(filter, &lists, now.today).await?,
    }
    Ok(u32::try_from(pages.done).unwrap_or(u32::MAX))
}

async fn ids(conn: &mut Connection, filter: &Filter) -> Result<Vec<TransactionId>, Error> {
    let all = Window { offset: 0, limit: u32::MAX };
    Ok(store::register::ids(conn, filter, BY_DATE, all).await?)
}

/// What the ids of a row stand for.
struct Words {
    /// Statements of banks before those of credit cards, as OFX has them.
    accounts: Vec<(AccountId, Account)>,
    /// With the names of those above: `Food:Groceries`.
    categories: HashMap<CategoryId, String>,
    kinds: Vec<(CategoryId, CategoryKind)>,
    vault: [u8; 16],
}

impl Words {
    async fn load(conn: &mut Connection, vault: [u8; 16]) -> Result<Self, Error> {
        let account = |account: store::accounts::Account| {
            let words = Account {
                name: account.name,
                kind: account.kind,
                iban: account.iban,
                opening: account.opening_balance,
                opened_on: account.opened_on,
            };
            (account.id, words)
        };
        let mut accounts: Vec<_> =
            store::accounts::list(conn).await?.into_iter().map(account).collect();
        accounts.sort_by_key(|(_, account)| ofx::section(account));
        let mut categories: HashMap<CategoryId, String> = HashMap::new();
        let mut kinds = Vec::new();
        for category in store::categories::list(conn).await? {
            let above = category.parent.and_then(|parent| categories.get(&parent));
            let path = match above {
                Some(above) => format!("{above}:{}", category.name),
                None => category.name,
            };
            categories.insert(category.id, path);
            kinds.push((category.id, category.kind));
        }
        Ok(Self { accounts, categories, kinds, vault })
    }

    fn account(&self, id: AccountId) -> Option<&Account> {
        self.accounts.iter().find(|(known, _)| *known == id).map(|(_, account)| account)
    }

    fn entry(&self, row: Row) -> Entry {
        let part = |split: store::register::Split| Part {
            category: split.category.and_then(|id| self.categories.get(&id).cloned()),
            amount: split.amount,
            note: split.note,
        };
        let other = row.transfer.and_then(|(_, other)| self.account(other));
        Entry {
            number: number::of(self.vault, row.id),
            date: row.date,
            payee: row.payee.map(|(_, name)| name).unwrap_or_default(),
            memo: row.memo,
            amount: row.amount,
            status: row.status,
            parts: row.splits.into_iter().map(part).collect(),
            tags: row.tags,
            counterpart: other.map(|account| account.name.clone()),
        }
    }
}

/// An account, and which of its transactions are written.
type List = (Option<AccountId>, Vec<TransactionId>);

/// The file in the making.
struct Pages<'a> {
    conn: &'a mut Connection,
    words: &'a Words,
    out: &'a mut (dyn Write + Send),
    progress: &'a mut (dyn FnMut(u16) -> ControlFlow<()> + Send),
    total: usize,
    done: usize,
}

impl Pages<'_> {
    fn put(&mut self, write: impl FnOnce(&mut Vec<u8>)) -> Result<(), Error> {
        let mut bytes = Vec::new();
        write(&mut bytes);
        Ok(self.out.write_all(&bytes)?)
    }

    /// Each with the name of its account.
    async fn entries(
        &mut self,
        ids: &[TransactionId],
        write: impl Fn(&mut Vec<u8>, &str, &Entry),
    ) -> Result<(), Error> {
        for some in ids.chunks(PAGE) {
            let rows = store::register::rows(self.conn, some).await?;
            let words = self.words;
            self.put(|bytes| {
                for row in rows {
                    let account = words.account(row.account).map_or("", |account| &account.name);
                    write(bytes, account, &words.entry(row));
                }
            })?;
            self.done += some.len();
            let permille = u16::try_from(self.done * 1000 / self.total.max(1)).unwrap_or(1000);
            if (self.progress)(permille).is_break() {
                return Err(Error::Cancelled);
            }
        }
        Ok(())
    }

    /// The opening balance only belongs to all that followed.
    async fn qif(&mut self, filter: &Filter, lists: &[List]) -> Result<(), Error> {
        let words = self.words;
        let all = *filter == Filter { account: filter.account, ..Filter::default() };
        let path = |id: &CategoryId| words.categories.get(id).map_or("", String::as_str);
        self.put(|bytes| {
            qif::categories(bytes, words.kinds.iter().map(|(id, kind)| (path(id), *kind)));
        })?;
        for (id, ids) in lists {
            let Some(account) = id.and_then(|id| words.account(id)) else { continue };
            if ids.is_empty() && !all {
                continue;
            }
            self.put(|bytes| {
                qif::account(bytes, account);
                if all {
                    qif::opening(bytes, account, &number::of_opening(words.vault));
                }
            })?;
            self.entries(ids, |bytes, _, entry| qif::entry(bytes, entry)).await?;
        }
        Ok(())
    }

    async fn ofx(
        &mut self,
        filter: &Filter,
        lists: &[List],
        today: NaiveDate,
    ) -> Result<(), Error> {
        let words = self.words;
        self.put(|bytes| ofx::head(bytes, today))?;
        let mut section = None;
        for (id, ids) in lists {
            let Some((id, account)) = id.and_then(|id| Some((id, words.account(id)?))) else {
                continue;
            };
            let next = Some(ofx::section(account));
            if section != next {
                self.put(|bytes| turn(bytes, section, next))?;
                section = next;
            }
            let (from, to) = self.span(filter, ids).await?.unwrap_or((account.opened_on, today));
            self.put(|bytes| ofx::open_statement(bytes, account, from, to))?;
            self.entries(ids, |bytes, _, entry| ofx::entry(bytes, entry)).await?;
            let balance = store::accounts::balance_on(self.conn, id, to).await?;
            self.put(|bytes| ofx::close_statement(bytes, account, balance, to))?;
        }
        self.put(|bytes| {
            turn(bytes, section, None);
            ofx::foot(bytes);
        })
    }

    /// From when to when: as asked for, or else from the first to the last transaction.
    async fn span(
        &mut self,
        filter: &Filter,
        ids: &[TransactionId],
    ) -> Result<Option<(NaiveDate, NaiveDate)>, Error> {
        if let Some(period) = filter.period {
            return Ok(Some((period.from, period.to)));
        }
        let (Some(first), Some(last)) = (ids.first(), ids.last()) else { return Ok(None) };
        let ends = store::register::rows(self.conn, &[*first, *last]).await?;
        Ok(ends.first().zip(ends.last()).map(|(first, last)| (first.date, last.date)))
    }
}

fn turn(bytes: &mut Vec<u8>, from: Option<ofx::Section>, to: Option<ofx::Section>) {
    if let Some(section) = from {
        ofx::close_section(bytes, section);
    }
    if let Some(section) = to {
        ofx::open_section(bytes, section);
    }
}
