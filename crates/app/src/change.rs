//! What is announced after each saved change.

use serde::Serialize;

/// What a change may have touched; a view that shows one of these asks again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub enum Topic {
    Transactions,
    Accounts,
    Categories,
    Payees,
    Imports,
    Settings,
    Suggestions,
    Insights,
    /// A run of the language model, or its settings.
    Assistant,
    Rules,
    Schedules,
}

impl Topic {
    /// All of them, for undo and redo, which may touch anything.
    pub const ALL: &[Self] = &[
        Self::Transactions,
        Self::Accounts,
        Self::Categories,
        Self::Payees,
        Self::Imports,
        Self::Settings,
        Self::Suggestions,
        Self::Insights,
        Self::Assistant,
        Self::Rules,
        Self::Schedules,
    ];
}

/// Something has been saved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct Change {
    pub topics: Vec<Topic>,
    /// Grows with each change of this session.
    pub revision: u32,
}
