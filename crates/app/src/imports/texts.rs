//! The words of a statement's rows: who, and for what. Each distinct text is cleaned once, and
//! classified once for each direction of money.

use super::plan::Said;
use crate::{
    Error,
    classify::{Judge, Verdict},
};
use classifier::Payee;
use ledger::draft::{MAX_MEMO, MAX_NAME};
use statements::Row;
use std::{
    collections::HashMap, hash::Hash, num::NonZero, ops::ControlFlow, panic::resume_unwind, thread,
};
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
        let mut names: Distinct<&str> = Distinct::default();
        let mut asked: Distinct<(&str, &str, Option<bool>)> = Distinct::default();
        // Of each distinct question its first row and its payee.
        let mut questions: Vec<(usize, u32)> = Vec::new();
        let mut of_row = Vec::with_capacity(rows.len());
        for (index, (row, said)) in rows.iter().zip(said).enumerate() {
            let who = who(row);
            let payee = names.index(who);
            let direction = said.amount.ok().map(|amount| amount.minor() > 0);
            let question = asked.index((who, row.memo.as_str(), direction));
            if question as usize == questions.len() {
                questions.push((index, payee));
            }
            of_row.push((payee, question));
        }
        let all = names.list.len() + questions.len();
        let mut told = |done: usize| progress(rows.len() * done / all.max(1));
        let payees = in_parallel(&names.list, |who| payee(judge, who), &mut told)?;
        let verdict = |&(row, payee): &(usize, u32)| {
            judge.verdict(&text(&rows[row]), &payees[payee as usize], said[row].amount.ok())
        };
        let verdicts = in_parallel(&questions, verdict, &mut |done| told(names.list.len() + done))?;
        ControlFlow::Continue(Self { payees, verdicts, of_row })
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

/// Different values in the order in which they first came.
struct Distinct<T> {
    list: Vec<T>,
    indexes: HashMap<T, u32>,
}

impl<T> Default for Distinct<T> {
    fn default() -> Self {
        Self { list: Vec::new(), indexes: HashMap::new() }
    }
}

impl<T: Copy + Eq + Hash> Distinct<T> {
    /// Where the value stands in the list, at its end if it is new.
    fn index(&mut self, value: T) -> u32 {
        *self.indexes.entry(value).or_insert_with(|| {
            self.list.push(value);
            u32::try_from(self.list.len() - 1).unwrap_or(u32::MAX)
        })
    }
}

/// What `work` makes of each item, in their order, by as many threads as the computer has
/// processors. `told` hears between portions how many are done.
fn in_parallel<T: Sync, R: Send>(
    items: &[T],
    work: impl Fn(&T) -> R + Sync,
    told: &mut impl FnMut(usize) -> ControlFlow<()>,
) -> ControlFlow<(), Vec<R>> {
    const PORTION: usize = 4096;
    let threads = thread::available_parallelism().map_or(1, NonZero::get);
    let mut done = Vec::with_capacity(items.len());
    for portion in items.chunks(PORTION * threads) {
        told(done.len())?;
        let share = portion.len().div_ceil(threads).max(1);
        thread::scope(|scope| {
            let parts: Vec<_> = portion
                .chunks(share)
                .map(|part| scope.spawn(|| part.iter().map(&work).collect::<Vec<R>>()))
                .collect();
            for part in parts {
                match part.join() {
                    Ok(part) => done.extend(part),
                    Err(panic) => resume_unwind(panic),
                }
            }
        });
    }
    ControlFlow::Continue(done)
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

fn payee(judge: &Judge, text: &str) -> Payee {
    let payee = judge.payee(text);
    Payee { name: within(&payee.name, MAX_NAME), key: payee.key }
}

/// One line, without what the fields of the ledger refuse, cut to `max` characters. The row as it
/// came is kept beside it.
pub(super) fn within(text: &str, max: usize) -> String {
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
