//! What the register is asked for: which rows, in which order, and which window of them.

use crate::{
    AccountId, CategoryId, Direction, ImportId, PayeeId, Period, SortColumn, TagId, Transfers,
};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// Most rows of one window.
pub const MAX_WINDOW: u32 = 500;

/// Which transactions; all conditions must hold, and an absent one always does.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase", default)]
pub struct Filter {
    pub period: Option<Period>,
    pub account: Option<AccountId>,
    /// With one of its splits in the category or below it, or in none.
    pub category: Option<CategoryChoice>,
    pub payee: Option<PayeeId>,
    pub import: Option<ImportId>,
    /// With this tag.
    pub tag: Option<TagId>,
    /// Without this tag.
    pub without_tag: Option<TagId>,
    /// Found in the payee's name, the memo or the bank's text, without regard to case. Operators
    /// in it (`crate::ask::search`) are taken out before the rows are looked for.
    pub text: String,
    pub direction: Option<Direction>,
    /// Of at least so much, in the account's currency, whichever way the money goes.
    pub amount_min: Option<Decimal>,
    /// Of at most so much.
    pub amount_max: Option<Decimal>,
    /// Only rows that wait for a decision: an open suggestion or a split without a category,
    /// transfers left out.
    pub review: bool,
    pub transfers: Transfers,
}

/// A category, or the lack of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum CategoryChoice {
    /// This one.
    Category { id: CategoryId },
    /// None.
    Uncategorised,
}

/// The order of the rows; equal ones stand by date and age.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Sort {
    pub column: SortColumn,
    pub descending: bool,
}

impl Default for Sort {
    /// The newest first.
    fn default() -> Self {
        Self { column: SortColumn::Date, descending: true }
    }
}

/// A window of a long list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Window {
    /// Rows to skip.
    pub offset: u32,
    /// Rows wanted; at most [`MAX_WINDOW`] are given.
    pub limit: u32,
}
