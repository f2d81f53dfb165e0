//! A transaction as the register shows it, with what the bank and the classifier said of it.

use crate::Error;
use chrono::NaiveDate;
use classifier::{Reason, SURE_FROM_PERMILLE};
use ledger::{AccountId, CategoryId, ImportId, Money, PayeeId, Status, TransactionId};
use serde::Serialize;
use store::{
    register,
    suggestions::{State, Suggestion},
};

/// A transaction as the register shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Row {
    pub id: TransactionId,
    pub date: NaiveDate,
    pub account: AccountId,
    pub payee: Option<PayeeName>,
    /// What the bank wrote, when the row came from a statement.
    pub raw_payee: Option<String>,
    pub memo: String,
    pub amount: Money,
    /// After this row; only on one account, by date, with no other filter than the period.
    pub balance: Option<Money>,
    pub status: Status,
    /// At least one; they add up to the amount.
    pub splits: Vec<SplitView>,
    pub tags: Vec<String>,
    pub transfer: Option<TransferLeg>,
    pub suggestion: Option<SuggestionView>,
    /// The import that brought it.
    pub import_id: Option<ImportId>,
}

/// A payee's id and name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct PayeeName {
    pub id: PayeeId,
    pub name: String,
}

/// A part of a transaction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct SplitView {
    pub category: Option<CategoryId>,
    pub amount: Money,
    pub note: String,
}

/// The other side of a transfer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
pub struct TransferLeg {
    pub transaction: TransactionId,
    pub account: AccountId,
}

/// What the classifier said, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct SuggestionView {
    /// None: it looked and found no category.
    pub category: Option<CategoryId>,
    /// Of the answers with 900, about 900 in 1,000 are right; none where nobody has measured that, as
    /// of a language model.
    pub confidence_permille: Option<u16>,
    /// Whether it may stand without being looked at.
    pub sure: bool,
    /// Which part of the classifier spoke: `memory`, `brand`, `keyword`, `pattern`, `sign`,
    /// `nothing`.
    pub source: String,
    pub reason: Reason,
    pub state: State,
}

/// A transaction with what the bank's file said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct Detail {
    pub row: Row,
    pub raw: Option<Raw>,
}

/// A row of a statement as it came.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Raw {
    pub file_name: String,
    /// Physical line of the file, from 1.
    pub line: u32,
    /// Payee and memo as the bank wrote them.
    pub text: String,
    /// The whole row.
    pub raw: String,
}

impl TryFrom<Suggestion> for SuggestionView {
    type Error = Error;

    fn try_from(kept: Suggestion) -> Result<Self, Error> {
        Ok(Self {
            category: kept.category,
            confidence_permille: kept.confidence_permille,
            sure: kept.category.is_some()
                && kept.confidence_permille.is_some_and(|permille| permille >= SURE_FROM_PERMILLE),
            source: kept.source,
            reason: serde_json::from_str(&kept.reason)?,
            state: kept.state,
        })
    }
}

impl TryFrom<register::Row> for Row {
    type Error = Error;

    fn try_from(row: register::Row) -> Result<Self, Error> {
        Ok(Self {
            id: row.id,
            date: row.date,
            account: row.account,
            payee: row.payee.map(|(id, name)| PayeeName { id, name }),
            raw_payee: row.bank_text,
            memo: row.memo,
            amount: row.amount,
            balance: row.balance,
            status: row.status,
            splits: row
                .splits
                .into_iter()
                .map(|s| SplitView { category: s.category, amount: s.amount, note: s.note })
                .collect(),
            tags: row.tags,
            transfer: row
                .transfer
                .map(|(transaction, account)| TransferLeg { transaction, account }),
            suggestion: row.suggestion.map(SuggestionView::try_from).transpose()?,
            import_id: row.import,
        })
    }
}
