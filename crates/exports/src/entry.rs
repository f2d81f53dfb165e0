//! What is written, in words instead of the ledger's ids.

use chrono::NaiveDate;
use ledger::{AccountKind, Money, Status};

/// An account as a file names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    pub name: String,
    pub kind: AccountKind,
    /// Empty when there is none.
    pub iban: String,
    pub opening: Money,
    pub opened_on: NaiveDate,
}

/// One transaction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// By which the book knows it again, see [`crate::number`].
    pub number: String,
    pub date: NaiveDate,
    /// Empty when there is none.
    pub payee: String,
    pub memo: String,
    pub amount: Money,
    pub status: Status,
    /// At least one; they add up to the amount.
    pub parts: Vec<Part>,
    pub tags: Vec<String>,
    /// Name of the account with the other leg, for a transfer.
    pub counterpart: Option<String>,
}

/// A part of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Names from the top of the tree down, with colons between: `Food:Groceries`.
    pub category: Option<String>,
    pub amount: Money,
    pub note: String,
}
