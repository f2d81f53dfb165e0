//! How often something comes again.

use chrono::{Days, Months, NaiveDate};
use serde::{Deserialize, Serialize};
use std::num::NonZeroU8;

/// A stretch of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub enum TimeUnit {
    Day,
    Week,
    Month,
    Year,
}

impl TimeUnit {
    /// In English, one of it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Year => "year",
        }
    }
}

/// Every so many days, weeks, months or years.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type)]
pub struct Recurrence {
    pub every: NonZeroU8,
    pub unit: TimeUnit,
}

impl Recurrence {
    /// None for every zeroth.
    pub fn new(every: u8, unit: TimeUnit) -> Option<Self> {
        Some(Self { every: NonZeroU8::new(every)?, unit })
    }

    /// The day of the `n`th one after that of `first`, which is number 0. A month that is too short
    /// has it on its last day, and the next one again on the day of the first. None beyond the
    /// calendar's end.
    pub fn nth(self, first: NaiveDate, n: u32) -> Option<NaiveDate> {
        let count = u32::from(self.every.get()).checked_mul(n)?;
        match self.unit {
            TimeUnit::Day => first.checked_add_days(Days::new(count.into())),
            TimeUnit::Week => first.checked_add_days(Days::new(u64::from(count) * 7)),
            TimeUnit::Month => first.checked_add_months(Months::new(count)),
            TimeUnit::Year => first.checked_add_months(Months::new(count.checked_mul(12)?)),
        }
    }

    /// The first one behind a day, of those that count from `first`.
    pub fn after(self, first: NaiveDate, day: NaiveDate) -> Option<NaiveDate> {
        // As many as there may be at most, and from there on one by one.
        let days = u32::try_from((day - first).num_days()).unwrap_or(0);
        let longest = match self.unit {
            TimeUnit::Day => 1,
            TimeUnit::Week => 7,
            TimeUnit::Month => 31,
            TimeUnit::Year => 366,
        };
        (days / (longest * u32::from(self.every.get()))..)
            .map_while(|n| self.nth(first, n))
            .find(|next| *next > day)
    }

    /// How many there are in a year; 0 where it is rarer than that.
    pub fn per_year(self) -> i64 {
        let in_a_year = match self.unit {
            TimeUnit::Day => 365,
            TimeUnit::Week => 52,
            TimeUnit::Month => 12,
            TimeUnit::Year => 1,
        };
        in_a_year / i64::from(self.every.get())
    }

    /// One stretch before a day.
    pub fn before(self, day: NaiveDate) -> Option<NaiveDate> {
        let every = u32::from(self.every.get());
        match self.unit {
            TimeUnit::Day => day.checked_sub_days(Days::new(every.into())),
            TimeUnit::Week => day.checked_sub_days(Days::new(u64::from(every) * 7)),
            TimeUnit::Month => day.checked_sub_months(Months::new(every)),
            TimeUnit::Year => day.checked_sub_months(Months::new(every * 12)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn short_months_have_it_on_their_last_day() {
        let monthly = Recurrence::new(1, TimeUnit::Month).unwrap();
        let days: Vec<String> = std::iter::successors(Some(day("2026-01-31")), |before| {
            monthly.after(day("2026-01-31"), *before)
        })
        .take(5)
        .map(|day| day.to_string())
        .collect();
        assert_eq!(days, ["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30", "2026-05-31"]);
        assert_eq!(monthly.before(day("2026-03-31")), Some(day("2026-02-28")));
    }

    #[test]
    fn its_json_is_checked() {
        let json = r#"{"every":2,"unit":"week"}"#;
        let read: Recurrence = serde_json::from_str(json).unwrap();
        assert_eq!(read, Recurrence::new(2, TimeUnit::Week).unwrap());
        assert_eq!(serde_json::to_string(&read).unwrap(), json);
        assert!(serde_json::from_str::<Recurrence>(r#"{"every":0,"unit":"week"}"#).is_err());
    }

    proptest! {
        #[test]
        fn the_next_one_is_the_first_behind_the_day(
            every in 1_u8..40, unit in 0_usize..4, start in 0_u64..9000, gap in -50_i64..3000,
        ) {
            let unit = [TimeUnit::Day, TimeUnit::Week, TimeUnit::Month, TimeUnit::Year][unit];
            let recurrence = Recurrence::new(every, unit).unwrap();
            let first = day("2000-01-01") + Days::new(start);
            let from = first + chrono::TimeDelta::days(gap);
            let next = recurrence.after(first, from).unwrap();
            let expect = (0..).map(|n| recurrence.nth(first, n).unwrap()).find(|day| *day > from);
            prop_assert_eq!(Some(next), expect);
        }
    }
}
