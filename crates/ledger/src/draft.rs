//! Drafts: what a form, a terminal or a quick-add line holds before it is known to be right.
//!
//! A draft is plain strings; `parse` gives the typed thing or *all* problems at once. What needs
//! the database (does this category exist?) is answered by the caller through [`Known`].

use crate::{
    AccountId, AccountKind, CategoryId, CategoryKind, Code, Currency, DecimalMark, Direction,
    Field, Money, Problems, amount, day,
    day::DayOrder,
    money::MoneyError,
    problem::{line, required_line},
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Longest payee, account, category or tag name, in characters.
pub const MAX_NAME: usize = 120;
/// Longest memo, in characters.
pub const MAX_MEMO: usize = 1_000;
/// Most splits of one transaction.
pub const MAX_SPLITS: usize = 100;
/// Most tags of one transaction.
pub const MAX_TAGS: usize = 50;

/// How the user writes numbers and days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Writing {
    /// Decides `1.234`.
    pub decimal_mark: DecimalMark,
    /// Decides `3/4`.
    pub day_order: DayOrder,
    /// The day that "today" means.
    pub today: NaiveDate,
}

/// What the ledger knows, as far as a draft has to be held against it.
pub trait Known {
    /// The account's currency, and whether it is closed.
    fn account(&self, id: AccountId) -> Option<(Currency, bool)>;
    /// The category's kind.
    fn category(&self, id: CategoryId) -> Option<CategoryKind>;
}

/// A transaction as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct TransactionDraft {
    /// Account id as sent to the form.
    pub account: String,
    /// Day as typed.
    pub date: String,
    /// Payee's name.
    pub payee: String,
    /// Free text.
    pub memo: String,
    /// Amount as typed. A sign that is written counts; without one `direction` does.
    pub amount: String,
    /// Which way an unsigned amount goes.
    pub direction: Option<Direction>,
    /// Category id; empty for none. Not used when there are splits.
    pub category: String,
    /// Free text on the only part. Not used when there are splits.
    pub note: String,
    /// The parts, when there is more than one.
    pub splits: Vec<SplitDraft>,
    /// Tag names without the `#`.
    pub tags: Vec<String>,
}

/// A part of a transaction as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct SplitDraft {
    /// Category id; empty for none.
    pub category: String,
    /// Amount as typed, signed like the transaction's.
    pub amount: String,
    /// Free text.
    pub note: String,
}

/// A transaction that is right in itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewTransaction {
    pub account: AccountId,
    pub date: NaiveDate,
    /// Empty when there is none.
    pub payee: String,
    pub memo: String,
    /// Never zero; the sum of the splits.
    pub amount: Money,
    /// At least one.
    pub splits: Vec<NewSplit>,
    pub tags: Vec<String>,
}

/// A part of it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct NewSplit {
    pub category: Option<CategoryId>,
    pub amount: Money,
    pub note: String,
}

impl TransactionDraft {
    /// The transaction, or everything that is wrong with the draft.
    pub fn parse(&self, writing: Writing, known: &impl Known) -> Result<NewTransaction, Problems> {
        let mut problems = Problems::none();
        let account = problems.take(Field::Account, open_account(&self.account, known));
        let date =
            problems.take(Field::Date, day::parse(&self.date, writing.today, writing.day_order));
        let payee = problems.take(Field::Payee, line(&self.payee, MAX_NAME));
        let memo = problems.take(Field::Memo, line(&self.memo, MAX_MEMO));
        let tags = problems.take(Field::Tags, tags(&self.tags));
        let currency = account.map_or(Currency::EUR, |(_, currency)| currency);
        let direction = self.direction.unwrap_or(Direction::Expense);
        let amount = problems.take(
            Field::Amount,
            money(&self.amount, writing, currency, direction).and_then(non_zero),
        );
        let splits = self.parse_splits(&mut problems, writing, known, amount, currency);
        problems.into_result()?;
        match (account, date, payee, memo, amount, tags, splits) {
            (
                Some((account, _)),
                Some(date),
                Some(payee),
                Some(memo),
                Some(amount),
                Some(tags),
                Some(splits),
            ) => Ok(NewTransaction { account, date, payee, memo, amount, splits, tags }),
            _ => Err(Problems::none()),
        }
    }

    fn parse_splits(
        &self,
        problems: &mut Problems,
        writing: Writing,
        known: &impl Known,
        whole: Option<Money>,
        currency: Currency,
    ) -> Option<Vec<NewSplit>> {
        if self.splits.is_empty() {
            let category = problems.take(Field::Category, category(&self.category, known));
            let note = problems.take(Field::Memo, line(&self.note, MAX_MEMO));
            return Some(vec![NewSplit { category: category?, amount: whole?, note: note? }]);
        }
        if self.splits.len() > MAX_SPLITS {
            problems.add(Field::Split, Code::TooLong);
            return None;
        }
        let direction = match whole {
            Some(amount) if amount.minor() > 0 => Direction::Income,
            _ => Direction::Expense,
        };
        let mut splits = Vec::with_capacity(self.splits.len());
        for draft in &self.splits {
            let category = problems.take(Field::Category, category(&draft.category, known));
            let amount = money(&draft.amount, writing, currency, direction);
            let amount = problems.take(Field::Split, amount);
            let note = problems.take(Field::Memo, line(&draft.note, MAX_MEMO));
            if let (Some(category), Some(amount), Some(note)) = (category, amount, note) {
                splits.push(NewSplit { category, amount, note });
            }
        }
        let sum = splits.iter().try_fold(Money::zero(currency), |sum, s| sum.checked_add(s.amount));
        if splits.len() == self.splits.len() && whole.is_some() && sum != whole {
            problems.add(Field::Split, Code::SumDiffers);
        }
        Some(splits)
    }
}

/// An account as typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct AccountDraft {
    pub name: String,
    pub kind: AccountKind,
    /// ISO 4217 code.
    pub currency: String,
    /// Amount as typed; empty means zero.
    pub opening_balance: String,
    /// Day as typed; empty means today.
    pub opened_on: String,
    /// Account number as the bank writes it; empty for none.
    pub iban: String,
}

/// An account that is right in itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAccount {
    pub name: String,
    pub kind: AccountKind,
    pub opening: Money,
    pub opened_on: NaiveDate,
    /// Without spaces, upper case; empty when there is none.
    pub iban: String,
}

impl AccountDraft {
    /// The account, or everything that is wrong with the draft.
    pub fn parse(&self, writing: Writing) -> Result<NewAccount, Problems> {
        let mut problems = Problems::none();
        let name = problems.take(Field::Name, required_line(&self.name, MAX_NAME));
        let currency = self.currency.parse::<Currency>().map_err(|_| Code::Unknown);
        let currency = problems.take(Field::Currency, currency);
        let opening = match self.opening_balance.trim() {
            "" => Ok(Money::zero(currency.unwrap_or(Currency::EUR))),
            text => money(text, writing, currency.unwrap_or(Currency::EUR), Direction::Income),
        };
        let opening = problems.take(Field::OpeningBalance, opening);
        let opened_on = match self.opened_on.trim() {
            "" => Ok(writing.today),
            text => day::parse(text, writing.today, writing.day_order),
        };
        let opened_on = problems.take(Field::Date, opened_on);
        let iban = line(&self.iban, MAX_NAME)
            .map(|text| text.chars().filter(|c| !c.is_whitespace()).collect::<String>());
        let iban = problems.take(Field::Account, iban);
        problems.into_result()?;
        match (name, opening, opened_on, iban) {
            (Some(name), Some(opening), Some(opened_on), Some(iban)) => Ok(NewAccount {
                name,
                kind: self.kind,
                opening,
                opened_on,
                iban: iban.to_uppercase(),
            }),
            _ => Err(Problems::none()),
        }
    }
}

/// A bank's balance at the end of a day, as typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct BalanceDraft {
    /// Day as typed; empty means today.
    pub date: String,
    /// Amount as typed.
    pub balance: String,
}

impl BalanceDraft {
    /// Day and balance, or everything that is wrong with the draft.
    pub fn parse(
        &self,
        writing: Writing,
        currency: Currency,
    ) -> Result<(NaiveDate, Money), Problems> {
        let mut problems = Problems::none();
        let day = match self.date.trim() {
            "" => Ok(writing.today),
            text => day::parse(text, writing.today, writing.day_order),
        };
        let day = problems.take(Field::Date, day);
        let balance = match self.balance.trim() {
            "" => Err(Code::Required),
            text => money(text, writing, currency, Direction::Income),
        };
        let balance = problems.take(Field::Amount, balance);
        problems.into_result()?;
        day.zip(balance).ok_or_else(Problems::none)
    }
}

/// A category as typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct CategoryDraft {
    pub name: String,
    pub kind: CategoryKind,
    /// Parent's id; none at the top.
    pub parent: Option<CategoryId>,
}

impl CategoryDraft {
    /// The trimmed name, or what is wrong with it. Whether the parent fits is the store's to say.
    pub fn parse_name(&self) -> Result<String, Problems> {
        required_line(&self.name, MAX_NAME).map_err(|code| Problems::one(Field::Name, code))
    }
}

fn open_account(text: &str, known: &impl Known) -> Result<(AccountId, Currency), Code> {
    let id: AccountId = match text.trim() {
        "" => return Err(Code::Required),
        text => text.parse().map_err(|_| Code::Unknown)?,
    };
    match known.account(id) {
        None => Err(Code::Unknown),
        Some((_, true)) => Err(Code::Closed),
        Some((currency, false)) => Ok((id, currency)),
    }
}

fn category(text: &str, known: &impl Known) -> Result<Option<CategoryId>, Code> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let id: CategoryId = text.parse().map_err(|_| Code::Unknown)?;
    known.category(id).map(|_| Some(id)).ok_or(Code::Unknown)
}

/// Reads an amount in a currency; an unsigned one goes in `direction`.
pub fn money(
    text: &str,
    writing: Writing,
    currency: Currency,
    direction: Direction,
) -> Result<Money, Code> {
    let typed = amount::parse(text, writing.decimal_mark).map_err(|error| match error {
        amount::AmountError::Empty => Code::Required,
        amount::AmountError::NotANumber => Code::NotANumber,
        amount::AmountError::Range => Code::OutOfRange,
    })?;
    let outward = !typed.signed && direction == Direction::Expense;
    let value = if outward { -typed.value } else { typed.value };
    Money::exact(value, currency).map_err(|error| match error {
        MoneyError::Precision => Code::TooPrecise,
        MoneyError::Range => Code::OutOfRange,
    })
}

fn non_zero(money: Money) -> Result<Money, Code> {
    if money.minor() == 0 { Err(Code::Zero) } else { Ok(money) }
}

/// Trims, drops a leading `#`, drops empty ones and repetitions.
pub fn tags(names: &[String]) -> Result<Vec<String>, Code> {
    let mut kept: Vec<String> = Vec::new();
    for name in names {
        let name = line(name.trim().trim_start_matches('#'), MAX_NAME)?;
        if !name.is_empty() && !kept.contains(&name) {
            kept.push(name);
        }
    }
    if kept.len() > MAX_TAGS { Err(Code::TooLong) } else { Ok(kept) }
}

#[cfg(test)]
#[path = "draft_tests.rs"]
mod tests;
