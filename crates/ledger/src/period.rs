//! Months and periods, and the arithmetic of both.

use chrono::{Datelike, Months, NaiveDate};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::{fmt, str::FromStr};

/// A calendar month. Printed and sent as `2026-01`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, specta::Type)]
#[specta(type = String)]
pub struct Month {
    first: NaiveDate,
}

/// The text is no `YYYY-MM`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a month")]
pub struct NotAMonth;

impl Month {
    /// The month that a day lies in.
    pub fn of(day: NaiveDate) -> Self {
        Self { first: day.with_day(1).unwrap_or(day) }
    }

    /// Its first day.
    pub const fn first(self) -> NaiveDate {
        self.first
    }

    /// Its last day.
    pub fn last(self) -> NaiveDate {
        self.plus(1).first.pred_opt().unwrap_or(self.first)
    }

    /// The month that lies `months` later (negative: earlier).
    pub fn plus(self, months: i32) -> Self {
        let step = Months::new(months.unsigned_abs());
        let moved = if months < 0 {
            self.first.checked_sub_months(step)
        } else {
            self.first.checked_add_months(step)
        };
        Self { first: moved.unwrap_or(self.first) }
    }

    /// January of its year.
    pub fn january(self) -> Self {
        Self { first: self.first.with_month(1).unwrap_or(self.first) }
    }

    /// Its calendar year.
    pub fn year(self) -> i32 {
        self.first.year()
    }

    /// How many months lie from `earlier` to here (the same month: 0).
    pub fn since(self, earlier: Self) -> i32 {
        let index = |m: Self| m.first.year() * 12 + m.first.month0().cast_signed();
        index(self) - index(earlier)
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.first.format("%Y-%m").fmt(f)
    }
}

impl FromStr for Month {
    type Err = NotAMonth;
    fn from_str(text: &str) -> Result<Self, NotAMonth> {
        let day = format!("{text}-01").parse().map_err(|_| NotAMonth)?;
        Ok(Self { first: day })
    }
}

impl Serialize for Month {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Month {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// A span of days, both ends included. Sent as `{ "from": "2026-01-01", "to": "2026-01-31" }`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Period {
    /// First day.
    pub from: NaiveDate,
    /// Last day; never before `from` in a period that [`Period::new`] made.
    pub to: NaiveDate,
}

impl Period {
    /// From one day to another, in either order.
    pub fn new(a: NaiveDate, b: NaiveDate) -> Self {
        Self { from: a.min(b), to: a.max(b) }
    }

    /// A whole month.
    pub fn month(month: Month) -> Self {
        Self { from: month.first(), to: month.last() }
    }

    /// Number of days.
    pub fn days(self) -> i64 {
        (self.to - self.from).num_days() + 1
    }

    /// Whether a day lies in it.
    pub fn contains(self, day: NaiveDate) -> bool {
        self.from <= day && day <= self.to
    }

    /// First and last month if it begins and ends with whole months.
    pub fn whole_months(self) -> Option<(Month, Month)> {
        let (first, last) = (Month::of(self.from), Month::of(self.to));
        (first.first() == self.from && last.last() == self.to).then_some((first, last))
    }

    /// The one before it, of the same length: as many whole months, or else as many days.
    pub fn previous(self) -> Self {
        self.shifted(-1)
    }

    /// The one after it.
    pub fn next(self) -> Self {
        self.shifted(1)
    }

    fn shifted(self, by: i32) -> Self {
        if let Some((first, last)) = self.whole_months() {
            let step = (last.since(first) + 1) * by;
            return Self { from: first.plus(step).first(), to: last.plus(step).last() };
        }
        let step = chrono::TimeDelta::days(self.days() * i64::from(by));
        let moved = |day: NaiveDate| day.checked_add_signed(step).unwrap_or(day);
        Self { from: moved(self.from), to: moved(self.to) }
    }

    /// Its months in order, a part of a month counting as one.
    pub fn months(self) -> impl Iterator<Item = Month> {
        let first = Month::of(self.from);
        (0..=Month::of(self.to).since(first)).map(move |step| first.plus(step))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn period(from: &str, to: &str) -> Period {
        Period::new(from.parse().unwrap(), to.parse().unwrap())
    }

    #[test]
    fn the_previous_period_is_as_long() {
        let check = |of: Period, expect: Period| assert_eq!(of.previous(), expect);
        check(period("2026-03-01", "2026-03-31"), period("2026-02-01", "2026-02-28"));
        check(period("2026-01-01", "2026-12-31"), period("2025-01-01", "2025-12-31"));
        check(period("2026-01-01", "2026-03-31"), period("2025-10-01", "2025-12-31"));
        check(period("2026-03-10", "2026-03-16"), period("2026-03-03", "2026-03-09"));
    }

    #[test]
    fn months_print_and_parse() {
        let month: Month = "2026-02".parse().unwrap();
        assert_eq!(month.to_string(), "2026-02");
        assert_eq!(month.last().to_string(), "2026-02-28");
        assert_eq!(month.plus(-2).to_string(), "2025-12");
        assert!("2026-13".parse::<Month>().is_err());
    }

    proptest! {
        #[test]
        fn periods_tile(start in 0i64..40_000, length in 0i64..800) {
            let from = NaiveDate::from_ymd_opt(1950, 1, 1).unwrap() + chrono::TimeDelta::days(start);
            let period = Period::new(from, from + chrono::TimeDelta::days(length));
            prop_assert_eq!(period.next().from, period.to.succ_opt().unwrap());
            prop_assert_eq!(period.previous().to, period.from.pred_opt().unwrap());
            // Days that happen to end up as whole months are stepped as months from there on.
            if period.next().whole_months().is_some() == period.whole_months().is_some() {
                prop_assert_eq!(period.next().previous(), period);
            }
            prop_assert_eq!(i32::try_from(period.months().count()), Ok(Month::of(period.to).since(Month::of(period.from)) + 1));
        }
    }
}
