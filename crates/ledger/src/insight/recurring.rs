//! What comes again: the same payee, near-regular days, near-equal amounts, at least three times.

use super::Charge;
use crate::{AccountId, CategoryId, PayeeId};
use chrono::{Days, Months, NaiveDate};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Fewest charges that make a series.
const LEAST: usize = 3;

/// How often something comes again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub enum Rhythm {
    Weekly,
    Fortnightly,
    Monthly,
    Quarterly,
    HalfYearly,
    Yearly,
}

impl Rhythm {
    const ALL: [Self; 6] = [
        Self::Weekly,
        Self::Fortnightly,
        Self::Monthly,
        Self::Quarterly,
        Self::HalfYearly,
        Self::Yearly,
    ];

    /// Fewest and most days between two charges: weekends and holidays move them.
    const fn days(self) -> (i64, i64) {
        match self {
            Self::Weekly => (6, 8),
            Self::Fortnightly => (13, 15),
            Self::Monthly => (25, 36),
            Self::Quarterly => (85, 97),
            Self::HalfYearly => (175, 190),
            Self::Yearly => (355, 376),
        }
    }

    /// How many days one may be late before it counts as missing.
    pub const fn slack(self) -> u64 {
        match self {
            Self::Weekly => 4,
            Self::Fortnightly => 5,
            Self::Monthly => 10,
            Self::Quarterly => 15,
            Self::HalfYearly => 20,
            Self::Yearly => 30,
        }
    }

    /// How many there are in a year.
    pub const fn per_year(self) -> i64 {
        match self {
            Self::Weekly => 52,
            Self::Fortnightly => 26,
            Self::Monthly => 12,
            Self::Quarterly => 4,
            Self::HalfYearly => 2,
            Self::Yearly => 1,
        }
    }

    /// The day of the one after `day`.
    pub fn after(self, day: NaiveDate) -> NaiveDate {
        let months = |count| day.checked_add_months(Months::new(count));
        let next = match self {
            Self::Weekly => day.checked_add_days(Days::new(7)),
            Self::Fortnightly => day.checked_add_days(Days::new(14)),
            Self::Monthly => months(1),
            Self::Quarterly => months(3),
            Self::HalfYearly => months(6),
            Self::Yearly => months(12),
        };
        next.unwrap_or(day)
    }

    fn fits(self, gap: i64) -> bool {
        let (least, most) = self.days();
        (least..=most).contains(&gap)
    }

    /// Of days in order: the middle gap says which one it is, and all but one in six gaps have to
    /// fit it.
    fn of(days: &[NaiveDate]) -> Option<Self> {
        let gaps: Vec<i64> = days.windows(2).map(|pair| (pair[1] - pair[0]).num_days()).collect();
        let mut sorted = gaps.clone();
        sorted.sort_unstable();
        let middle = *sorted.get(sorted.len().checked_sub(1)? / 2)?;
        let rhythm = Self::ALL.into_iter().find(|rhythm| rhythm.fits(middle))?;
        let misses = gaps.iter().filter(|gap| !rhythm.fits(**gap)).count();
        (misses <= gaps.len() / 6).then_some(rhythm)
    }
}

/// Charges of one payee that come again; at least three, by day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Series {
    pub rhythm: Rhythm,
    pub charges: Vec<Charge>,
}

impl Series {
    /// The latest charge.
    pub fn last(&self) -> Charge {
        self.charges[self.charges.len() - 1]
    }

    /// Whose it is.
    pub fn payee(&self) -> PayeeId {
        self.last().payee
    }

    /// Which account it was on last.
    pub fn account(&self) -> AccountId {
        self.last().account
    }

    /// What the latest one was for.
    pub fn category(&self) -> Option<CategoryId> {
        self.last().category
    }

    /// Whether money comes in.
    pub fn is_income(&self) -> bool {
        self.last().minor > 0
    }

    /// When the next one is expected.
    pub fn due(&self) -> NaiveDate {
        self.rhythm.after(self.last().day)
    }

    /// The day from which the next one is missing.
    pub fn missing_from(&self) -> NaiveDate {
        let due = self.due();
        due.checked_add_days(Days::new(self.rhythm.slack())).unwrap_or(due)
    }

    /// The latest one as a positive figure, in minor units.
    pub fn amount(&self) -> i64 {
        self.last().minor.saturating_abs()
    }

    /// What it comes to in a year, in minor units.
    pub fn per_year(&self) -> i64 {
        self.amount().saturating_mul(self.rhythm.per_year())
    }
}

/// All series among charges that stand by payee and day.
pub fn series(charges: &[Charge]) -> Vec<Series> {
    charges.chunk_by(|a, b| a.payee == b.payee).flat_map(of_payee).collect()
}

fn of_payee(all: &[Charge]) -> Vec<Series> {
    let (income, expenses): (Vec<Charge>, Vec<Charge>) =
        all.iter().copied().partition(|charge| charge.minor > 0);
    [expenses, income]
        .into_iter()
        .flat_map(|charges| match whole(&charges) {
            Some(series) => vec![series],
            None => among(&charges),
        })
        .collect()
}

/// A payee that does nothing else: the price may change on the way, and a bill by the month or
/// more may be one of a varying amount. Who is visited every week is not a charge.
fn whole(charges: &[Charge]) -> Option<Series> {
    let rhythm = regular(charges, LEAST)?;
    let percent = if rhythm.per_year() > 12 { 2 } else { 30 };
    let steady = charges.windows(2).all(|pair| is_near(pair[0].minor, pair[1].minor, percent));
    steady.then(|| Series { rhythm, charges: charges.to_vec() })
}

/// Charges among other purchases of the same payee: there only the very same amount tells them
/// apart. One that ends where another of the same rhythm begins has changed its price.
fn among(charges: &[Charge]) -> Vec<Series> {
    let mut by_amount: BTreeMap<i64, Vec<Charge>> = BTreeMap::new();
    for charge in charges {
        by_amount.entry(charge.minor).or_default().push(*charge);
    }
    let mut runs: Vec<Series> = by_amount
        .into_values()
        .filter_map(|charges| Some(Series { rhythm: regular(&charges, 2)?, charges }))
        .collect();
    runs.sort_by_key(|run| run.charges[0].day);
    let mut chains: Vec<Series> = Vec::new();
    for run in runs {
        let next = run.charges[0];
        let goes_on = chains.iter_mut().find(|chain| {
            chain.rhythm == run.rhythm
                && chain.rhythm.fits((next.day - chain.last().day).num_days())
                && is_near(chain.last().minor, next.minor, 30)
        });
        match goes_on {
            Some(chain) => chain.charges.extend(run.charges),
            None => chains.push(run),
        }
    }
    chains.retain(|chain| chain.charges.len() >= LEAST);
    chains
}

fn regular(charges: &[Charge], least: usize) -> Option<Rhythm> {
    if charges.len() < least {
        return None;
    }
    Rhythm::of(&charges.iter().map(|charge| charge.day).collect::<Vec<_>>())
}

/// Whether two amounts differ by at most so many percent of the smaller one.
pub(super) fn is_near(a: i64, b: i64, percent: i64) -> bool {
    let (a, b) = (a.saturating_abs(), b.saturating_abs());
    a.abs_diff(b).saturating_mul(100) <= a.min(b).saturating_mul(percent).unsigned_abs()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn charge(day: NaiveDate, minor: i64) -> Charge {
        Charge { payee: PayeeId::new(1), account: AccountId::new(1), day, minor, category: None }
    }

    fn charges(rows: &[(&str, i64)]) -> Vec<Charge> {
        rows.iter().map(|(day, minor)| charge(day.parse().unwrap(), *minor)).collect()
    }

    #[test]
    fn what_comes_again_is_found() {
        let check = |what: &str, rows: &[(&str, i64)], expect: &[(Rhythm, usize)]| {
            let found: Vec<(Rhythm, usize)> =
                series(&charges(rows)).iter().map(|s| (s.rhythm, s.charges.len())).collect();
            assert_eq!(found, expect, "{what}");
        };
        let monthly = [("2026-01-31", -1299), ("2026-02-28", -1299), ("2026-03-31", -1299)];
        check("by the month", &monthly, &[(Rhythm::Monthly, 3)]);
        check("twice is not enough", &monthly[..2], &[]);
        check(
            "moved by weekends",
            &[("2026-01-30", -500), ("2026-03-02", -500), ("2026-03-31", -500)],
            &[(Rhythm::Monthly, 3)],
        );
        check(
            "a bill of a varying amount",
            &[("2026-01-05", -8000), ("2026-02-05", -9900), ("2026-03-05", -8700)],
            &[(Rhythm::Monthly, 3)],
        );
        check(
            "the weekly shop is not a charge",
            &[("2026-01-03", -8000), ("2026-01-10", -9900), ("2026-01-17", -8700)],
            &[],
        );
        check(
            "the weekly lesson is",
            &[("2026-01-03", -3000), ("2026-01-10", -3000), ("2026-01-17", -3000)],
            &[(Rhythm::Weekly, 3)],
        );
        check(
            "once a year",
            &[("2024-05-01", -12000), ("2025-05-02", -12600), ("2026-05-04", -12600)],
            &[(Rhythm::Yearly, 3)],
        );
        check(
            "a membership among purchases, with a new price",
            &[
                ("2026-01-02", -2345),
                ("2026-01-15", -899),
                ("2026-01-17", -1290),
                ("2026-02-15", -899),
                ("2026-03-15", -899),
                ("2026-03-20", -777),
                ("2026-04-15", -999),
                ("2026-05-15", -999),
            ],
            &[(Rhythm::Monthly, 5)],
        );
        check(
            "coffee now and then",
            &[
                ("2026-01-02", -320),
                ("2026-01-05", -320),
                ("2026-02-06", -320),
                ("2026-03-30", -320),
            ],
            &[],
        );
        check(
            "pay and refunds of one payee are apart",
            &[
                ("2026-01-01", 200_000),
                ("2026-01-14", -5000),
                ("2026-02-01", 200_000),
                ("2026-03-01", 210_000),
            ],
            &[(Rhythm::Monthly, 3)],
        );
    }

    proptest! {
        #[test]
        fn a_charge_by_the_month_is_found_wherever_it_begins(
            start in 0u64..3000, minor in 100i64..100_000, late in prop::collection::vec(0u64..4, 3..20)
        ) {
            let first = NaiveDate::from_ymd_opt(2018, 1, 1).unwrap() + Days::new(start);
            let rows: Vec<Charge> = (0u32..)
                .zip(&late)
                .map(|(n, late)| charge(first + Months::new(n) + Days::new(*late), -minor))
                .collect();
            let found = series(&rows);
            prop_assert_eq!(found.len(), 1);
            prop_assert_eq!(found[0].rhythm, Rhythm::Monthly);
            prop_assert_eq!(found[0].charges.len(), late.len());
        }
    }
}
