//! The words of a statement's rows: who, and for what. Each distinct text is cleaned once, and
//! classified once for each direction of money.

use super::plan::Said;
use crate::{
    Error,
    classify::{Judge, Verdict},
};
use classifier::{Payee, clean};
use ledger::draft::{MAX_MEMO, MAX_NAME};
use statements::Row;
use std::{collections::HashMap, ops::ControlFlow};
use store::suggestions::Suggestion;

/// What was found in the words of all rows.
#[derive(Debug, Default)]
pub(super) struct Texts {
    payees: Vec<Payee>,
    verdicts: Vec<Verdict>,
    /// For each row its payee and its verdict.
    of_row: Vec<(u32, u32)>,
}

impl Texts {
    /// `progress` is told how many rows are done, after every few thousand.
    pub(super) fn of(
        rows: &[Row],
        said: &[Said],
        judge: &Judge,
        mut progress: impl FnMut(usize) -> ControlFlow<()>,
    ) -> ControlFlow<(), Self> {
        let mut texts = Self::default();
        let mut payees: HashMap<&str, u32> = HashMap::new();
        let mut verdicts: HashMap<(&str, &str, Option<bool>), u32> = HashMap::new();
        for (index, (row, said)) in rows.iter().zip(said).enumerate() {
            if index % 4096 == 0 && progress(index).is_break() {
                return ControlFlow::Break(());
            }
            let who = who(row);
            let payee = *payees.entry(who).or_insert_with(|| push(&mut texts.payees, cleaned(who)));
            let amount = said.amount.ok();
            let key = (who, row.memo.as_str(), amount.map(|amount| amount.minor() > 0));
            let verdict = *verdicts.entry(key).or_insert_with(|| {
                let verdict = judge.verdict(&text(row), &texts.payees[payee as usize], amount);
                push(&mut texts.verdicts, verdict)
            });
            texts.of_row.push((payee, verdict));
        }
        ControlFlow::Continue(texts)
    }

    pub(super) fn payee(&self, row: usize) -> &Payee {
        &self.payees[self.of_row[row].0 as usize]
    }

    pub(super) fn verdict(&self, row: usize) -> &Verdict {
        &self.verdicts[self.verdict_index(row)]
    }

    /// Which of the verdicts is a row's.
    pub(super) fn verdict_index(&self, row: usize) -> usize {
        self.of_row[row].1 as usize
    }

    /// Each verdict as it is kept.
    pub(super) fn suggestions(&self) -> Result<Vec<Suggestion>, Error> {
        self.verdicts.iter().map(Verdict::suggestion).collect()
    }

    /// All payees that occur, by name and key.
    pub(super) fn payees(&self) -> impl Iterator<Item = &Payee> {
        self.payees.iter()
    }
}

fn push<T>(all: &mut Vec<T>, one: T) -> u32 {
    all.push(one);
    u32::try_from(all.len() - 1).unwrap_or(u32::MAX)
}

/// The text that names the payee; some banks have one column of words for everything.
fn who(row: &Row) -> &str {
    if row.payee.trim().is_empty() { &row.memo } else { &row.payee }
}

/// All that the bank wrote, on one line.
pub(super) fn text(row: &Row) -> String {
    let words: Vec<&str> =
        row.payee.split_whitespace().chain(row.memo.split_whitespace()).collect();
    words.join(" ")
}

/// The memo as it is kept. Where it is all that the bank wrote, the payee says it already.
pub(super) fn memo(row: &Row) -> String {
    if row.payee.trim().is_empty() { String::new() } else { within(&row.memo, MAX_MEMO) }
}

fn cleaned(text: &str) -> Payee {
    let payee = clean(text);
    Payee { name: within(&payee.name, MAX_NAME), key: payee.key }
}

/// One line, without what the fields of the ledger refuse, cut to `max` characters. The row as it
/// came is kept beside it.
fn within(text: &str, max: usize) -> String {
    let line: String = text
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .chars()
        .filter(|c| !ledger::problem::is_disguise(*c))
        .take(max)
        .collect();
    line.trim_end().to_owned()
}
