//! The bank's own numbers of the entries.

use super::plan::{BOOKED_DAYS, Before, Pile, Placed, Said, Why};
use ledger::{Money, TransactionId};
use statements::Row;
use std::collections::{HashMap, HashSet};
use store::imports::Existing;

/// Most digits of a number that may just count the rows of a file.
const COUNTER_DIGITS: usize = 6;

/// The numbers of a file, as far as they can be relied on: some banks number the rows of each file
/// from one.
pub(super) struct BankIds<'a> {
    /// How often each occurs in the file.
    in_file: HashMap<&'a str, u32>,
    there: HashMap<&'a str, Vec<&'a Existing>>,
    pub(super) trust: Trust,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Trust {
    /// They change from file to file: not looked at.
    None,
    /// Too little has been there before to tell.
    Unproven,
    /// Rows have kept their numbers from file to file.
    Proven,
}

impl<'a> BankIds<'a> {
    pub(super) fn of(rows: &'a [Row], said: &[Said], before: &'a Before) -> Self {
        let mut in_file: HashMap<&str, u32> = HashMap::new();
        for id in rows.iter().filter_map(|row| row.bank_id.as_deref()) {
            *in_file.entry(id).or_default() += 1;
        }
        let mut there: HashMap<&str, Vec<&Existing>> = HashMap::new();
        for old in &before.here {
            if let Some(id) = old.bank_id.as_deref().filter(|id| in_file.contains_key(id)) {
                there.entry(id).or_default().push(old);
            }
        }
        let counted = in_file.keys().all(|id| is_counter(id));
        let trust = if counted { Trust::None } else { Trust::Unproven };
        let mut ids = Self { in_file, there, trust };
        if counted {
            return ids;
        }
        let mut numbers: HashMap<i64, HashSet<&str>> = HashMap::new();
        for old in &before.known {
            if let Some(id) = old.bank_id.as_deref() {
                numbers.entry(old.identity).or_default().insert(id);
            }
        }
        let (mut kept, mut changed) = (0_usize, 0_usize);
        for (row, said) in rows.iter().zip(said) {
            if let (Some(new), Some(old)) = (ids.of_row(row), numbers.get(&said.identity)) {
                if old.contains(new) { kept += 1 } else { changed += 1 }
            }
        }
        if changed > kept && changed > 1 {
            ids.trust = Trust::None;
        } else if kept > changed * 3 {
            ids.trust = Trust::Proven;
        }
        ids
    }

    /// A row's number, if no other row of the file has it.
    pub(super) fn of_row<'r>(&self, row: &'r Row) -> Option<&'r str> {
        row.bank_id.as_deref().filter(|id| self.in_file.get(id) == Some(&1))
    }

    /// The entry under the same number, which may have been reworded when it was booked.
    pub(super) fn find(
        &self,
        row: &Row,
        amount: Money,
        claimed: &HashSet<TransactionId>,
    ) -> Option<Placed> {
        let id = self.of_row(row).filter(|_| self.trust == Trust::Proven)?;
        let near = |old: &&&Existing| {
            old.amount == amount
                && (old.date - row.date).num_days().abs() <= BOOKED_DAYS
                && !claimed.contains(&old.id)
        };
        let old = self.there.get(id)?.iter().find(near)?;
        Some(match old.pending && !row.pending {
            true => Placed::beside(Pile::Maybe, old.id, Why::Booked),
            false => Placed::beside(Pile::Already, old.id, Why::SameNumber),
        })
    }
}

/// Whether it looks like the place of a row in its file.
fn is_counter(id: &str) -> bool {
    id.len() <= COUNTER_DIGITS && id.bytes().all(|b| b.is_ascii_digit())
}
