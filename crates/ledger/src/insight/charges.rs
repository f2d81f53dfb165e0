//! Charges that come again: which there are, which are new, gone or dearer.

use super::{Fact, Figures, Insight, RecurringPart, Series, recurring::is_near};
use crate::{Money, PayeeId};
use chrono::Days;

/// How many charges of one price have to come before a higher one is a rise.
const STEADY: usize = 3;

/// Most charges of a list.
const MOST: usize = 50;

/// The charges that still come, the dearest of a year first.
pub(super) fn recurring(figures: &Figures<'_>, series: &[Series]) -> Option<Insight> {
    let mut active: Vec<&Series> = active(figures, series).collect();
    active.sort_by_key(|one| (std::cmp::Reverse(one.per_year()), one.payee()));
    active.truncate(MOST);
    let per_year: i64 = active.iter().map(|one| one.per_year()).sum();
    (!active.is_empty()).then(|| Insight {
        about: "recurring".into(),
        rows: figures.rows(),
        fact: Fact::Recurring {
            per_month: monthly(figures, per_year),
            per_year: figures.money(per_year),
            charges: active.into_iter().map(|one| part(figures, one)).collect(),
        },
    })
}

/// Charges that turned out to come again, where one before the first could have been seen.
pub(super) fn new(figures: &Figures<'_>, series: &[Series]) -> Vec<Insight> {
    let stretch = figures.scope.stretch();
    let is_new = |one: &&Series| {
        let (first, third) = (one.charges[0], one.charges[2]);
        let seen_from = span(figures, first.account).map(|account| account.first);
        let seen_from = seen_from.map(|first| first.max(figures.scope.window().from));
        let length = (one.due() - one.last().day).num_days().unsigned_abs();
        let before = first.day.checked_sub_days(Days::new(length + one.rhythm.slack()));
        stretch.contains(third.day)
            && !one.is_income()
            && seen_from.zip(before).is_some_and(|(seen, before)| seen <= before)
    };
    let new = series.iter().filter(is_new).map(|one| Insight {
        about: about("newCharge", one.payee()),
        rows: figures.rows_of(one, one.charges[0].day, stretch.to),
        fact: Fact::NewCharge {
            charge: part(figures, one),
            since: one.charges[0].day,
            per_year: figures.money(one.per_year()),
        },
    });
    new.collect()
}

/// Charges that went missing, where the account has rows from after the day they were due.
pub(super) fn gone(figures: &Figures<'_>, series: &[Series]) -> Vec<Insight> {
    let is_gone = |one: &&Series| {
        let missing = one.missing_from();
        figures.scope.stretch().contains(missing)
            && !one.is_income()
            && span(figures, one.account()).is_some_and(|account| account.last >= missing)
    };
    let gone = series.iter().filter(is_gone).map(|one| Insight {
        about: about("goneCharge", one.payee()),
        rows: figures.rows_of(one, one.charges[0].day, one.last().day),
        fact: Fact::GoneCharge {
            charge: part(figures, one),
            last: one.last().day,
            per_year: figures.money(one.per_year()),
        },
    });
    gone.collect()
}

/// Charges that were the same three times and then dearer by more than one in a hundred.
pub(super) fn rises(figures: &Figures<'_>, series: &[Series]) -> Vec<(PayeeId, Insight)> {
    let stretch = figures.scope.stretch();
    let mut rises = Vec::new();
    for one in series.iter().filter(|one| !one.is_income()) {
        let risen = one.charges.windows(STEADY + 1).rev().find(|run| {
            let (before, now) = (&run[..STEADY], run[STEADY]);
            stretch.contains(now.day)
                && before.iter().all(|charge| charge.minor == before[0].minor)
                && now.minor < before[0].minor
                && !is_near(now.minor, before[0].minor, 1)
        });
        let Some(run) = risen else { continue };
        let (before, now) = (run[0].minor.saturating_abs(), run[STEADY].minor.saturating_abs());
        let more = now.saturating_sub(before).saturating_mul(one.rhythm.per_year());
        let insight = Insight {
            about: about("priceRise", one.payee()),
            rows: figures.rows_of(one, run[0].day, stretch.to),
            fact: Fact::PriceRise {
                charge: RecurringPart { amount: figures.money(now), ..part(figures, one) },
                before: figures.money(before),
                day: run[STEADY].day,
                per_year: figures.money(more),
            },
        };
        rises.push((one.payee(), insight));
    }
    rises
}

/// The charges that are still expected.
pub(super) fn active<'s>(
    figures: &Figures<'_>,
    series: &'s [Series],
) -> impl Iterator<Item = &'s Series> {
    let until = figures.scope.stretch().to;
    series.iter().filter(move |one| !one.is_income() && one.missing_from() >= until)
}

pub(super) fn part(figures: &Figures<'_>, series: &Series) -> RecurringPart {
    RecurringPart {
        id: series.payee(),
        name: figures.name(series.payee()),
        rhythm: series.rhythm,
        amount: figures.money(series.amount()),
        next: series.due(),
        rows: figures.rows_of(series, series.charges[0].day, series.last().day),
    }
}

/// A year's sum by the month, rounded.
pub(super) fn monthly(figures: &Figures<'_>, per_year: i64) -> Money {
    figures.money(per_year.saturating_add(per_year.signum() * 6) / 12)
}

pub(super) fn about(kind: &str, payee: PayeeId) -> String {
    format!("{kind}:{payee}")
}

fn span(figures: &Figures<'_>, account: crate::AccountId) -> Option<super::AccountSpan> {
    figures.accounts.iter().find(|span| span.account == account).copied()
}
