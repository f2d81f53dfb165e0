//! Facts about a period, computed from the rows alone: figures and names, never sentences. Each
//! says which rows it is made of.
//!
//! The database adds up ([`Figures`]); this finds what is worth telling. The same rows always give
//! the same facts, whatever day they are asked for, save that a period which is not over is held
//! against the same stretch of the one before.

mod charges;
mod fact;
mod moves;
mod payday;
mod recurring;
mod savings;
mod scope;
mod tips;
mod unusual;

pub use fact::{
    CategoryPart, ExpectedPart, Fact, Insight, MonthRate, PayeeMove, PayeePart, RecurringPart,
};
pub use recurring::{Rhythm, Series, series};
pub use scope::Scope;

use crate::{
    AccountId, CategoryId, Currency, Direction, Filter, Money, PayeeId, Recurrence, Transfers,
    report::MonthCell, shape::Tree,
};
use chrono::NaiveDate;
use std::collections::HashMap;

/// What the facts are computed from, all in one currency, transfers left out.
#[derive(Debug, Clone, Copy)]
pub struct Figures<'a> {
    pub scope: Scope,
    pub currency: Currency,
    pub tree: &'a Tree,
    /// The built-in categories that are still there.
    pub by_key: &'a HashMap<String, CategoryId>,
    pub names: &'a HashMap<PayeeId, String>,
    /// Of [`Scope::stretch`].
    pub current: &'a [MonthCell],
    /// Of [`Scope::previous`].
    pub previous: &'a [MonthCell],
    /// Of [`Scope::history`].
    pub months: &'a [MonthCell],
    /// Of [`Scope::stretch`].
    pub flows: &'a [Flow],
    /// Of [`Scope::previous`].
    pub previous_flows: &'a [Flow],
    /// Of [`Scope::window`], by payee and day.
    pub charges: &'a [Charge],
    /// What the user expects again, as far as it is not paused.
    pub planned: &'a [Planned],
    /// The accounts that have rows.
    pub accounts: &'a [AccountSpan],
}

/// What went to and came from a payee in a category.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Flow {
    pub payee: PayeeId,
    pub category: Option<CategoryId>,
    /// Sum of the positive splits, minor units.
    pub inflow: i64,
    /// Sum of the negative splits, minor units; never positive.
    pub outflow: i64,
    /// Number of splits.
    pub count: u32,
}

/// One transaction with a payee, as the search for what comes again sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Charge {
    pub payee: PayeeId,
    pub account: AccountId,
    pub day: NaiveDate,
    /// Minor units, outflow negative.
    pub minor: i64,
    /// Of its first split.
    pub category: Option<CategoryId>,
}

/// Money that the user expects again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Planned {
    pub payee: Option<PayeeId>,
    pub account: AccountId,
    /// Minor units, outflow negative.
    pub minor: i64,
    pub recurrence: Recurrence,
    /// The day that the others are counted from.
    pub first_on: NaiveDate,
    /// The first that was neither entered nor skipped.
    pub next_on: NaiveDate,
}

/// From when to when an account has rows, and what is on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AccountSpan {
    pub account: AccountId,
    pub first: NaiveDate,
    pub last: NaiveDate,
    pub balance: Money,
}

/// Everything worth telling, the most telling first.
pub fn insights(figures: &Figures<'_>) -> Vec<Insight> {
    let series = series(figures.charges);
    let rises = charges::rises(figures, &series);
    let mut all = Vec::new();
    all.extend(moves::spending(figures));
    all.extend(savings::rate(figures));
    all.extend(payday::payday(figures, &series));
    all.extend(unusual::amounts(figures, &rises));
    all.extend(rises.into_iter().map(|(_, rise)| rise));
    all.extend(charges::new(figures, &series));
    all.extend(charges::gone(figures, &series));
    all.extend(moves::categories(figures));
    all.extend(tips::tips(figures, &series));
    all.extend(charges::recurring(figures, &series));
    all.extend(moves::top_categories(figures));
    all.extend(moves::top_payees(figures));
    all
}

impl Figures<'_> {
    fn money(&self, minor: i64) -> Money {
        Money::from_minor(minor, self.currency)
    }

    fn name(&self, payee: PayeeId) -> String {
        self.names.get(&payee).cloned().unwrap_or_default()
    }

    /// The rows of the stretch that is looked at.
    fn rows(&self) -> Filter {
        Filter {
            period: Some(self.scope.stretch()),
            transfers: Transfers::Exclude,
            ..Filter::default()
        }
    }

    /// What the stretch came to in expenses.
    fn spent(&self) -> i64 {
        crate::shape::totals(self.current, self.tree, self.currency).expenses.minor()
    }

    /// Whether a sum is at least one hundredth of what was spent: less is not worth a sentence.
    fn matters(&self, minor: i64) -> bool {
        minor > 0 && minor.saturating_mul(100) >= self.spent()
    }

    /// The rows of a series from one day to another.
    fn rows_of(&self, series: &Series, from: NaiveDate, to: NaiveDate) -> Filter {
        let amounts: Vec<i64> = series
            .charges
            .iter()
            .filter(|charge| (from..=to).contains(&charge.day))
            .map(|charge| charge.minor.saturating_abs())
            .collect();
        let bound = |minor: Option<&i64>| minor.map(|minor| self.money(*minor).decimal());
        Filter {
            period: Some(crate::Period::new(from, to)),
            payee: Some(series.payee()),
            direction: Some(if series.is_income() {
                Direction::Income
            } else {
                Direction::Expense
            }),
            amount_min: bound(amounts.iter().min()),
            amount_max: bound(amounts.iter().max()),
            transfers: Transfers::Exclude,
            ..Filter::default()
        }
    }
}
