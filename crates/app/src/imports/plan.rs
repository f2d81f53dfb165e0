//! What becomes of each row of a statement: pure, linear in the rows, and the same for the preview
//! and the commit.
//!
//! A row is known again by its *identity*, a hash of what it says. Identities are counted: of N
//! equal rows in a file, as many are new as are not there yet. Whatever is less than equal is a
//! "maybe", shown and never decided silently. Each transaction answers for one row at most.

use super::{
    abroad::Abroad,
    amounts::Amounts,
    bank_ids::{BankIds, Trust},
    carried::Carried,
    commit::Action,
};
use chrono::{Datelike, NaiveDate, TimeDelta};
use exports::number;
use ledger::{AccountId, Currency, Money, Period, TransactionId, day::YEARS, money::MoneyError};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use statements::Row;
use std::collections::{HashMap, HashSet};
use store::imports::{Existing, Known};

/// How far a typed transaction may lie from the bank's day.
const TYPED_DAYS: i64 = 4;
/// How far the two legs of a transfer may lie apart.
pub(super) const TRANSFER_DAYS: i64 = 3;
/// How far an entry may move between being noted and being booked.
pub(super) const BOOKED_DAYS: i64 = 10;

/// What a row of the file is to the ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub enum Pile {
    /// Not there yet.
    New,
    /// There already from an earlier import.
    Already,
    /// May be what the user typed by hand, or what another file said in other words.
    Maybe,
    /// The other leg is on another account.
    Transfer,
    /// Cannot be taken in.
    Broken,
}

/// Why a row that was read cannot be taken in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub enum RowProblem {
    /// No money moved.
    Zero,
    /// More decimal places than the account's currency has.
    TooPrecise,
    OutOfRange,
    /// Another currency than the account's.
    OtherCurrency,
    /// Before 1900 or after 2200.
    DateOutOfRange,
}

/// What a row says, in the account's terms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Said {
    pub(super) amount: Result<Money, RowProblem>,
    /// Of day, amount and text; the same in every file, on every machine.
    pub(super) identity: i64,
}

/// Why a transaction stands beside a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub enum Why {
    /// The row was exported from this very book.
    OwnExport,
    /// An earlier file said exactly this.
    SameRow,
    /// It has the bank's own number of the row.
    SameNumber,
    /// An earlier file said exactly this under another number of the bank's.
    OtherNumber,
    /// It was typed, and has this amount a few days off at most.
    Typed,
    /// An import made it as the other leg of a transfer, and it has this amount a few days off at
    /// most.
    MadeLeg,
    /// A file of another layout has this amount on this day.
    OtherFile,
    /// The bank had noted it, and has booked it now.
    Booked,
    /// It takes on another account what this row gives, or the other way round.
    OtherLeg,
    /// The same in another currency: one of the two names the other's account or amount.
    OtherCurrency,
}

/// The transaction that is the same as a row, may be the same, or is the other leg.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) id: TransactionId,
    pub(super) why: Why,
}

/// Where a row was put.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Placed {
    pub(super) pile: Pile,
    pub(super) found: Option<Found>,
}

impl Placed {
    const NEW: Self = Self { pile: Pile::New, found: None };
    const BROKEN: Self = Self { pile: Pile::Broken, found: None };

    pub(super) const fn beside(pile: Pile, id: TransactionId, why: Why) -> Self {
        Self { pile, found: Some(Found { id, why }) }
    }

    /// Whether the transaction beside it was typed, and not imported.
    pub(super) fn typed(self) -> bool {
        self.found.is_some_and(|found| found.why == Why::Typed)
    }

    /// Whether joined with the row it is booked, and was not before.
    pub(super) fn books(self) -> bool {
        self.found.is_some_and(|found| matches!(found.why, Why::Typed | Why::MadeLeg | Why::Booked))
    }

    /// What is done with the row unless the user decides otherwise: nothing typed by hand is
    /// merged unasked, and nothing that another file brought on the same day is doubled unasked.
    pub(super) fn action(self) -> Action {
        match self.pile {
            Pile::New => Action::Add,
            Pile::Already | Pile::Broken => Action::Skip,
            Pile::Maybe if self.typed() => Action::Add,
            Pile::Maybe => Action::Join,
            Pile::Transfer => Action::Link,
        }
    }

    /// Whether that may be done with it.
    pub(super) fn allows(self, action: Action) -> bool {
        match action {
            Action::Skip => true,
            Action::Add => self.pile != Pile::Broken,
            Action::Join => self.pile == Pile::Maybe,
            Action::Link => self.pile == Pile::Transfer,
        }
    }
}

/// Reads a row in the account's currency. `stated` is the currency of the whole file, if it says.
pub(super) fn said(row: &Row, currency: Currency, stated: Option<&str>) -> Said {
    Said { amount: amount(row, currency, stated), identity: identity(row) }
}

fn amount(row: &Row, currency: Currency, stated: Option<&str>) -> Result<Money, RowProblem> {
    if row.currency.as_deref().or(stated).is_some_and(|code| code != currency.code()) {
        return Err(RowProblem::OtherCurrency);
    }
    if !YEARS.contains(&row.date.year()) {
        return Err(RowProblem::DateOutOfRange);
    }
    let amount = Money::exact(row.amount, currency).map_err(|error| match error {
        MoneyError::Precision => RowProblem::TooPrecise,
        MoneyError::Range => RowProblem::OutOfRange,
    })?;
    if amount.minor() == 0 { Err(RowProblem::Zero) } else { Ok(amount) }
}

/// The first eight bytes of SHA-256 over what the row says, white space not counted.
fn identity(row: &Row) -> i64 {
    let mut hash = Sha256::new();
    hash.update(row.date.num_days_from_ce().to_le_bytes());
    hash.update(row.amount.normalize().serialize());
    for word in row.payee.split_whitespace().chain(row.memo.split_whitespace()) {
        hash.update(word);
        hash.update([0]);
    }
    let hash = hash.finalize();
    let mut first = [0; 8];
    first.copy_from_slice(&hash[..8]);
    i64::from_le_bytes(first)
}

/// The days whose transactions matter for these rows.
pub(super) fn span(rows: &[Row]) -> Option<Period> {
    let first = rows.iter().map(|row| row.date).min()?;
    let last = rows.iter().map(|row| row.date).max()?;
    Some(Period::new(shifted(first, -BOOKED_DAYS), shifted(last, BOOKED_DAYS)))
}

pub(super) fn shifted(day: NaiveDate, days: i64) -> NaiveDate {
    day.checked_add_signed(TimeDelta::days(days)).unwrap_or(day)
}

/// What the ledger has before the import.
#[derive(Debug, Default)]
pub(super) struct Before {
    /// Rows of earlier files for this account that say the same as one of this file.
    pub(super) known: Vec<Known>,
    /// All transactions of the account in the span of the file.
    pub(super) here: Vec<Existing>,
    /// Those of the other accounts that are not part of a transfer.
    pub(super) elsewhere: Vec<Existing>,
    /// The names and numbers of all accounts, as [`super::abroad::words`] makes them.
    pub(super) accounts: HashMap<AccountId, [String; 2]>,
    /// The account of the statement, if it is known.
    pub(super) account: Option<AccountId>,
    /// Fingerprint of this file's layout.
    pub(super) layout: i64,
    /// Of the rows that have a number of this book's own exports: the transactions they name.
    pub(super) own: HashMap<TransactionId, (NaiveDate, Money)>,
    pub(super) book: [u8; 16],
}

impl Before {
    /// The transaction that a row of one of our own exports was written from. Row ids are given
    /// anew after the last ones were deleted, so that day or amount (a part's line has not that of
    /// the whole) must still be its.
    fn own(&self, row: &Row) -> Option<Placed> {
        let id = number::find(row.bank_id.as_deref()?, self.book)?;
        let (day, amount) = self.own.get(&id)?;
        let same = *day == row.date || amount.decimal() == row.amount;
        same.then_some(Placed::beside(Pile::Already, id, Why::OwnExport))
    }
}

/// Puts each row where it belongs, in the order of the file. `said` goes with `rows`, and so does
/// `carried`, which is empty for a bank's statement.
pub(super) fn place(
    rows: &[Row],
    said: &[Said],
    carried: &[Carried],
    before: &Before,
) -> Vec<Placed> {
    let ids = BankIds::of(rows, said, before);
    let mut known: HashMap<i64, Vec<&Known>> = HashMap::new();
    for row in before.known.iter().rev() {
        // Backwards: the earliest is taken first.
        known.entry(row.identity).or_default().push(row);
    }
    let is_candidate = |old: &&Existing| old.layout != Some(before.layout) && !old.pending;
    let here = Amounts::of(before.here.iter().filter(is_candidate));
    let noted = Amounts::of(before.here.iter().filter(|old| old.pending));
    let abroad = Abroad::of(rows, said, before);
    let elsewhere = Amounts::of(before.elsewhere.iter());
    let mut claimed: HashSet<TransactionId> = HashSet::new();
    let mut place = |(index, (row, said)): (usize, (&Row, &Said))| {
        if let Some(own) = before.own(row) {
            return own;
        }
        let Ok(amount) = said.amount else { return Placed::BROKEN };
        let carried = carried.get(index);
        let leg = |claimed: &HashSet<TransactionId>| {
            if carried.is_some_and(Carried::is_spent) {
                return None;
            }
            let named = carried.and_then(|carried| carried.transfer);
            other_leg(&elsewhere, row.date, amount, named, claimed)
                .or_else(|| abroad.other_leg(row, amount, claimed))
        };
        let found = ids
            .find(row, amount, &claimed)
            .or_else(|| again(&mut known, row, said.identity, &ids, &claimed))
            .or_else(|| noted_before(&noted, row, amount, &claimed))
            .or_else(|| similar(&here, row.date, amount, &claimed))
            .or_else(|| leg(&claimed))
            .unwrap_or(Placed::NEW);
        claimed.extend(found.found.map(|found| found.id));
        found
    };
    rows.iter().zip(said).enumerate().map(&mut place).collect()
}

/// The same row of an earlier file.
fn again(
    known: &mut HashMap<i64, Vec<&Known>>,
    row: &Row,
    identity: i64,
    ids: &BankIds<'_>,
    claimed: &HashSet<TransactionId>,
) -> Option<Placed> {
    let same = known.get_mut(&identity)?;
    let place = |old: &Known, pile, why| match old.pending && !row.pending {
        true => Placed::beside(Pile::Maybe, old.id, Why::Booked),
        false => Placed::beside(pile, old.id, why),
    };
    let Some(number) = ids.of_row(row).filter(|_| ids.trust != Trust::None) else {
        return next(same, claimed).map(|old| place(old, Pile::Already, Why::SameRow));
    };
    let fits = |old: &&Known| {
        !claimed.contains(&old.id) && old.bank_id.as_deref().is_none_or(|old| old == number)
    };
    if let Some(at) = same.iter().rposition(fits) {
        return Some(place(same.remove(at), Pile::Already, Why::SameRow));
    }
    // Equal words under another number: two entries, if the numbers mean anything.
    if ids.trust == Trust::Proven {
        None
    } else {
        next(same, claimed).map(|old| place(old, Pile::Maybe, Why::OtherNumber))
    }
}

fn next<'a>(same: &mut Vec<&'a Known>, claimed: &HashSet<TransactionId>) -> Option<&'a Known> {
    while let Some(old) = same.pop() {
        if !claimed.contains(&old.id) {
            return Some(old);
        }
    }
    None
}

/// What the bank had noted before it booked this row, whatever it called it then.
fn noted_before(
    noted: &Amounts<'_>,
    row: &Row,
    amount: Money,
    claimed: &HashSet<TransactionId>,
) -> Option<Placed> {
    if row.pending {
        return None;
    }
    noted
        .within(amount, row.date, BOOKED_DAYS)
        .filter(|old| !claimed.contains(&old.id) && old.date <= row.date)
        .min_by_key(|old| ((row.date - old.date).num_days(), old.id))
        .map(|old| Placed::beside(Pile::Maybe, old.id, Why::Booked))
}

/// A transaction of the same amount: typed some days off, or from a file of another layout on the
/// same day.
fn similar(
    here: &Amounts<'_>,
    day: NaiveDate,
    amount: Money,
    claimed: &HashSet<TransactionId>,
) -> Option<Placed> {
    here.within(amount, day, TYPED_DAYS)
        .filter(|old| !claimed.contains(&old.id))
        .filter(|old| old.layout.is_none() || old.date == day)
        .min_by_key(|old| (old.layout.is_none(), (old.date - day).num_days().abs(), old.id))
        .map(|old| {
            let why = match old.layout {
                Some(_) => Why::OtherFile,
                None if old.made => Why::MadeLeg,
                None => Why::Typed,
            };
            Placed::beside(Pile::Maybe, old.id, why)
        })
}

/// The one transaction elsewhere that takes what this one gives; the nearest on the account that is
/// `named`. Two of them and no name: no guess.
fn other_leg(
    elsewhere: &Amounts<'_>,
    day: NaiveDate,
    amount: Money,
    named: Option<AccountId>,
    claimed: &HashSet<TransactionId>,
) -> Option<Placed> {
    let mut legs = elsewhere
        .within(amount.negated(), day, TRANSFER_DAYS)
        .filter(|old| !claimed.contains(&old.id));
    if let Some(account) = named {
        let nearest = legs
            .filter(|leg| leg.account == account)
            .min_by_key(|leg| ((leg.date - day).num_days().abs(), leg.id));
        return nearest.map(|leg| Placed::beside(Pile::Transfer, leg.id, Why::OtherLeg));
    }
    let leg = legs.next()?;
    if legs.next().is_some() {
        return None;
    }
    Some(Placed::beside(Pile::Transfer, leg.id, Why::OtherLeg))
}

#[cfg(test)]
#[path = "plan_tests.rs"]
mod tests;
