//! What the register shows: which transactions, in which order, and which window of them.

use crate::{AccountId, CategoryId, Direction, ImportId, PayeeId, Period};
use serde::{Deserialize, Serialize};

/// Which transactions; every condition that is given must hold.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(default, rename_all = "camelCase")]
pub struct Filter {
    /// Both days included.
    pub period: Option<Period>,
    pub account: Option<AccountId>,
    pub category: Option<CategoryFilter>,
    pub payee: Option<PayeeId>,
    pub import: Option<ImportId>,
    /// Every word must stand in payee, memo, note, tag or the bank's text. Empty: no condition.
    pub text: String,
    pub direction: Option<Direction>,
    /// Only what waits for a decision: an open suggestion, or no category and no suggestion.
    pub review: bool,
    pub transfers: Transfers,
}

/// Rows of a category, or rows that have none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum CategoryFilter {
    /// The category or any below it.
    In { id: CategoryId },
    /// At least one split without a category; transfers are left out.
    Uncategorised,
}

/// What to do with the legs of transfers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub enum Transfers {
    #[default]
    Include,
    Exclude,
    Only,
}

/// In which order; what is equal stays in the order of date and id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Sort {
    pub column: SortColumn,
    pub descending: bool,
}

/// By what the register can be sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub enum SortColumn {
    Date,
    Amount,
    Payee,
    Category,
}

impl Default for Sort {
    /// The newest first.
    fn default() -> Self {
        Self { column: SortColumn::Date, descending: true }
    }
}

/// A part of a long list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Window {
    /// Rows before it.
    pub offset: u32,
    /// Rows in it; more than [`Window::MAX`] are not given.
    pub limit: u32,
}

impl Window {
    /// Most rows of one window.
    pub const MAX: u32 = 500;

    /// The number of rows to give.
    pub fn size(self) -> u32 {
        self.limit.min(Self::MAX)
    }
}
