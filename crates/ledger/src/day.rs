//! Days as people type them.

use crate::problem::Code;
use chrono::{Datelike, Months, NaiveDate};

/// Earliest and latest year that a transaction may lie in.
pub const YEARS: std::ops::RangeInclusive<i32> = 1900..=2200;

/// Whether the day or the month stands first in `3/4`, by the user's locale.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub enum DayOrder {
    /// `14/3` is 14 March.
    DayFirst,
    /// `3/14` is 14 March.
    MonthFirst,
}

/// Reads `2026-01-31`, `31.1.2026`, `31/1`, `31`, and the words for today, yesterday and
/// tomorrow. A day alone is the latest one up to today; a day and month without a year likewise,
/// since people log what has been.
pub fn parse(text: &str, today: NaiveDate, order: DayOrder) -> Result<NaiveDate, Code> {
    let text = text.trim().to_lowercase();
    if text.is_empty() {
        return Err(Code::Required);
    }
    if let Some(days_back) = word(&text) {
        return shift(today, days_back).ok_or(Code::NotADate);
    }
    let parts: Vec<&str> = text.split(['-', '.', '/', ' ']).filter(|p| !p.is_empty()).collect();
    let numbers: Vec<u32> =
        parts.iter().map(|p| p.parse()).collect::<Result<_, _>>().map_err(|_| Code::NotADate)?;
    let date = match (numbers.as_slice(), parts.as_slice()) {
        (&[day], _) => latest_day(day, today),
        (&[first, second], _) => {
            let (day, month) = ordered(first, second, order);
            latest_in_year(day, month, today)
        }
        (&[year, month, day], [y, ..]) if y.len() == 4 => ymd(year, month, day),
        (&[first, second, year], [_, _, y]) => {
            let (day, month) = ordered(first, second, order);
            let year = if y.len() <= 2 { 2000 + year } else { year };
            ymd(year, month, day)
        }
        _ => None,
    };
    in_range(date.ok_or(Code::NotADate)?)
}

/// Refuses days outside [`YEARS`].
pub fn in_range(date: NaiveDate) -> Result<NaiveDate, Code> {
    if YEARS.contains(&date.year()) { Ok(date) } else { Err(Code::OutOfRange) }
}

/// How many days the word lies before today, in the languages that the app speaks.
pub fn word(text: &str) -> Option<i64> {
    match text {
        "today" | "tonight" | "heute" => Some(0),
        "yesterday" | "gestern" => Some(1),
        "vorgestern" => Some(2),
        "tomorrow" | "morgen" => Some(-1),
        "übermorgen" => Some(-2),
        _ => None,
    }
}

fn shift(day: NaiveDate, days_back: i64) -> Option<NaiveDate> {
    day.checked_sub_signed(chrono::TimeDelta::days(days_back))
}

fn ordered(first: u32, second: u32, order: DayOrder) -> (u32, u32) {
    match order {
        DayOrder::DayFirst => (first, second),
        DayOrder::MonthFirst => (second, first),
    }
}

fn ymd(year: u32, month: u32, day: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)
}

fn latest_day(day: u32, today: NaiveDate) -> Option<NaiveDate> {
    let this_month = today.with_day(1)?;
    (0..=2)
        .filter_map(|back| this_month.checked_sub_months(Months::new(back))?.with_day(day))
        .find(|date| *date <= today)
}

fn latest_in_year(day: u32, month: u32, today: NaiveDate) -> Option<NaiveDate> {
    (0..=8)
        .filter_map(|back| NaiveDate::from_ymd_opt(today.year() - back, month, day))
        .find(|date| *date <= today)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn reads_what_people_type() {
        let today = day("2026-03-10");
        let check = |text: &str, order, expect: Result<&str, Code>| {
            assert_eq!(parse(text, today, order), expect.map(day), "{text:?}");
        };
        use DayOrder::{DayFirst, MonthFirst};
        check("2026-01-31", MonthFirst, Ok("2026-01-31"));
        check("31.1.2026", DayFirst, Ok("2026-01-31"));
        check("1/31/26", MonthFirst, Ok("2026-01-31"));
        check("10", DayFirst, Ok("2026-03-10"));
        check("11", DayFirst, Ok("2026-02-11"));
        check("31", DayFirst, Ok("2026-01-31"));
        check("9/3", DayFirst, Ok("2026-03-09"));
        check("9.3.", DayFirst, Ok("2026-03-09"));
        check("3/9", MonthFirst, Ok("2026-03-09"));
        check("24/12", DayFirst, Ok("2025-12-24"));
        check("29/2", DayFirst, Ok("2024-02-29"));
        check("today", DayFirst, Ok("2026-03-10"));
        check("Gestern", DayFirst, Ok("2026-03-09"));
        check("tomorrow", DayFirst, Ok("2026-03-11"));
        check("", DayFirst, Err(Code::Required));
        check("2026-02-30", DayFirst, Err(Code::NotADate));
        check("32", DayFirst, Err(Code::NotADate));
        check("1/2/3/4", DayFirst, Err(Code::NotADate));
        check("0001-01-01", DayFirst, Err(Code::OutOfRange));
        check("soon", DayFirst, Err(Code::NotADate));
    }

    proptest! {
        #[test]
        fn no_text_panics(text in any::<String>()) {
            let _ = parse(&text, day("2026-03-10"), DayOrder::DayFirst);
        }
    }
}
