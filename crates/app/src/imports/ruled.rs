//! What the user's rules do to the rows of a statement.

use super::{plan::Said, texts, texts::Texts};
use crate::{
    Error,
    lookup::Lookup,
    rules::{Change, EffectsView, Ruled},
};
use ::rules::{Effects, Filing, Row};
use ledger::{AccountId, CategoryId, TransactionId, draft::Known};
use sha2::{Digest, Sha256};
use statements::Statement;
use std::{
    collections::HashMap,
    hash::{Hash, Hasher},
    sync::Arc,
};
use store::suggestions::Suggestion;

/// What the rules do to each row.
pub(super) struct Ruling {
    ruled: Arc<Ruled>,
    /// One for each row; empty where there are no rules.
    effects: Vec<Effects>,
}

/// The rows of a statement as the rules look at them.
pub(super) struct Seen<'a> {
    pub(super) file_name: &'a str,
    pub(super) statement: &'a Statement,
    pub(super) said: &'a [Said],
    pub(super) texts: &'a Texts,
}

impl Ruling {
    /// Nothing yet.
    pub(super) fn none(ruled: &Arc<Ruled>) -> Self {
        Self { ruled: Arc::clone(ruled), effects: Vec::new() }
    }

    /// Asks the rules about the rows that go to an account.
    pub(super) fn decide(&mut self, seen: &Seen<'_>, account: AccountId, lookup: &Lookup) {
        if self.ruled.is_empty() {
            return;
        }
        let rows = seen.statement.rows.iter().zip(seen.said).enumerate();
        let effects = rows.map(|(index, (row, said))| {
            let Ok(amount) = said.amount else { return Effects::default() };
            let mut effects = self.ruled.evaluate(&Row {
                payee: &seen.texts.payee(index).name,
                text: &texts::text(row),
                file: seen.file_name,
                amount,
                account,
                date: row.date,
            });
            // Only with an open account in the same currency.
            effects.filing = effects.filing.filter(|given| match given.value {
                Filing::Transfer(other) => {
                    lookup.account(other) == Some((amount.currency(), false))
                }
                Filing::Category(_) | Filing::Splits(_) => true,
            });
            effects
        });
        self.effects = effects.collect();
    }

    fn get(&self, row: usize) -> Option<&Effects> {
        self.effects.get(row).filter(|effects| !effects.is_empty())
    }

    /// The payee that a rule gives.
    pub(super) fn payee(&self, row: usize) -> Option<&str> {
        Some(&self.get(row)?.payee.as_ref()?.value)
    }

    /// The memo that a rule gives.
    pub(super) fn memo(&self, row: usize) -> Option<&str> {
        Some(&self.get(row)?.memo.as_ref()?.value)
    }

    /// Whether a rule says where the row is filed, so that nobody else is asked.
    pub(super) fn files(&self, row: usize) -> bool {
        self.get(row).is_some_and(|effects| effects.filing.is_some())
    }

    /// The category that a rule gives.
    pub(super) fn category(&self, row: usize) -> Option<CategoryId> {
        self.get(row)?.category()
    }

    /// What is noted beside each row that a rule filed.
    pub(super) fn suggestions(&self) -> Result<HashMap<usize, Suggestion>, Error> {
        let noted = self.effects.iter().enumerate();
        noted
            .filter_map(|(row, one)| Some((row, self.ruled.suggestion(one).transpose()?)))
            .map(|(row, said)| Ok((row, said?)))
            .collect()
    }

    /// All payees that rules give.
    pub(super) fn payees(&self) -> impl Iterator<Item = &str> {
        (0..self.effects.len()).filter_map(|row| self.payee(row))
    }

    pub(super) fn view(&self, row: usize) -> Option<EffectsView> {
        self.get(row).map(|effects| EffectsView::of(effects, &self.ruled))
    }

    pub(super) fn digest(&self, hash: &mut Sha256) {
        let mut hasher = Hashed(hash);
        for (row, effects) in self.effects.iter().enumerate().filter(|(_, one)| !one.is_empty()) {
            (row, effects).hash(&mut hasher);
        }
    }

    /// What is left to be done to rows that have been added, with their ids: tags, splits and
    /// transfers. `linked`: the row is a leg of a transfer already.
    pub(super) fn rest(
        &self,
        rows: impl Iterator<Item = (usize, TransactionId)>,
        linked: impl Fn(usize) -> bool,
    ) -> Vec<Change> {
        let rest = rows.filter_map(|(row, id)| {
            let mut effects = self.get(row)?.clone();
            let filed = effects.filing.is_some();
            effects.payee = None;
            effects.memo = None;
            effects.filing = effects
                .filing
                .filter(|given| !linked(row) && !matches!(given.value, Filing::Category(_)));
            effects.reviewed &= !filed && !linked(row);
            let done = effects.filing.is_none() && effects.tags.is_empty() && !effects.reviewed;
            (!done).then_some(Change { id, effects })
        });
        rest.collect()
    }
}

/// Feeds what a value hashes to a cryptographic hash.
pub(super) struct Hashed<'a>(pub(super) &'a mut Sha256);

impl Hasher for Hashed<'_> {
    fn write(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// Nobody asks for it.
    fn finish(&self) -> u64 {
        0
    }
}
