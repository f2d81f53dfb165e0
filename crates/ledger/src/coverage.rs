//! Which months of an account its statements cover.

use crate::{Month, Period};
use chrono::{Days, NaiveDate};
use serde::Serialize;

/// Days of a month without a statement that are no gap: a file without a period of its own begins
/// with its first entry and ends with its last.
const QUIET_DAYS: i64 = 7;

/// How far a month is covered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub enum Cover {
    Whole,
    Part,
    Missing,
}

/// A month, and how far it is covered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
pub struct MonthCover {
    pub month: Month,
    pub cover: Cover,
}

/// Each month from the first to the last that statements cover. `spans` are the periods of the
/// statements, and those that their balances prove to be without a gap. The last month ends with
/// the last statement.
pub fn months(mut spans: Vec<Period>) -> Vec<MonthCover> {
    spans.sort_by_key(|span| span.from);
    let Some(first) = spans.first().map(|span| span.from) else { return Vec::new() };
    let last = spans.iter().map(|span| span.to).fold(first, NaiveDate::max);
    let merged = merged(&spans);
    let month = |month: Month| {
        let days = Period::new(month.first(), month.last().min(last));
        let covered: i64 = merged.iter().map(|span| common_days(*span, days)).sum();
        let open = days.days() - covered;
        let cover = match covered {
            0 => Cover::Missing,
            _ if open <= QUIET_DAYS => Cover::Whole,
            _ => Cover::Part,
        };
        MonthCover { month, cover }
    };
    Period::new(first, last).months().map(month).collect()
}

/// Periods in order, none of which touches the next.
fn merged(sorted: &[Period]) -> Vec<Period> {
    let mut merged: Vec<Period> = Vec::new();
    for span in sorted {
        match merged.last_mut() {
            Some(last)
                if last.to.checked_add_days(Days::new(1)).is_some_and(|next| span.from <= next) =>
            {
                last.to = last.to.max(span.to);
            }
            _ => merged.push(*span),
        }
    }
    merged
}

fn common_days(a: Period, b: Period) -> i64 {
    let (from, to) = (a.from.max(b.from), a.to.min(b.to));
    if from > to { 0 } else { Period::new(from, to).days() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_between_the_first_and_the_last_statement_are_covered_or_not() {
        let check = |spans: &[(&str, &str)], expect: &str| {
            let period =
                |(from, to): &(&str, &str)| Period::new(from.parse().unwrap(), to.parse().unwrap());
            let letters: String = months(spans.iter().map(period).collect())
                .iter()
                .map(|one| match one.cover {
                    Cover::Whole => 'w',
                    Cover::Part => 'p',
                    Cover::Missing => '-',
                })
                .collect();
            assert_eq!(letters, expect, "{spans:?}");
        };
        check(&[], "");
        check(&[("2026-01-01", "2026-03-31")], "www");
        check(&[("2026-01-03", "2026-01-29"), ("2026-02-02", "2026-02-27")], "ww");
        check(&[("2026-01-01", "2026-01-31"), ("2026-04-02", "2026-04-10")], "w--w");
        check(&[("2026-01-01", "2026-02-10"), ("2026-03-01", "2026-03-31")], "wpw");
        check(&[("2026-01-20", "2026-02-28"), ("2026-01-25", "2026-01-26")], "pw");
        check(&[("2026-01-01", "2026-01-02"), ("2026-01-02", "2026-03-31")], "www");
    }
}
