//! The savings rate and its trend.

use super::{Fact, Figures, Insight, MonthRate};
use crate::{
    Month,
    shape::{self, percent},
};

/// Months of the trend.
const TREND: u16 = 12;

/// The rate of the stretch against the one before and the twelve months up to it.
pub(super) fn rate(figures: &Figures<'_>) -> Option<Insight> {
    let totals = |cells| shape::totals(cells, figures.tree, figures.currency);
    let rate = totals(figures.current).savings_rate?;
    let last = Month::of(figures.scope.stretch().to);
    let months = shape::months(figures.months, last, TREND, figures.tree, figures.currency);
    let (income, savings) = months.iter().fold((0_i64, 0_i64), |(income, savings), month| {
        let totals = month.totals;
        (
            income.saturating_add(totals.income.minor()),
            savings.saturating_add(totals.savings.minor()),
        )
    });
    Some(Insight {
        about: "savingsRate".into(),
        rows: figures.rows(),
        fact: Fact::SavingsRate {
            rate,
            previous: totals(figures.previous).savings_rate,
            average: if income > 0 { percent(savings, income) } else { rate },
            months: months
                .into_iter()
                .filter_map(|month| {
                    Some(MonthRate { month: month.month, rate: month.totals.savings_rate? })
                })
                .collect(),
        },
    })
}
