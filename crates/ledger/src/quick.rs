//! The one-line way to log an expense.

use serde::Serialize;

/// A part of the line, and what it was taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
pub struct Part {
    /// Where it begins, in UTF-16 code units, as JavaScript counts.
    pub start: u32,
    /// How long it is, in the same units.
    pub length: u32,
    pub what: What,
}

/// What a part of the line was taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub enum What {
    Amount,
    Payee,
    Tag,
    Account,
    Date,
}
