//! Transactions to be found by what they come to.

use super::plan::shifted;
use chrono::NaiveDate;
use ledger::Money;
use std::collections::HashMap;
use store::imports::Existing;

/// Transactions by amount, then by day.
pub(super) struct Amounts<'a>(HashMap<Money, Vec<&'a Existing>>);

impl<'a> Amounts<'a> {
    pub(super) fn of(all: impl Iterator<Item = &'a Existing>) -> Self {
        let mut by_amount: HashMap<Money, Vec<&Existing>> = HashMap::new();
        for one in all {
            by_amount.entry(one.amount).or_default().push(one);
        }
        for some in by_amount.values_mut() {
            some.sort_by_key(|one| (one.date, one.id));
        }
        Self(by_amount)
    }

    pub(super) fn within(
        &self,
        amount: Money,
        day: NaiveDate,
        days: i64,
    ) -> impl Iterator<Item = &'a Existing> {
        let some: &[&Existing] = self.0.get(&amount).map_or(&[], Vec::as_slice);
        let first = some.partition_point(|one| one.date < shifted(day, -days));
        let last = shifted(day, days);
        some[first..].iter().take_while(move |one| one.date <= last).copied()
    }
}
