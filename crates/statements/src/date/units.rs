//! Dates that are written as numbers.

use chrono::NaiveDate;

/// What the numbers of a column count that stand for dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unit {
    /// Days as spreadsheets count them: 45292 is 2024-01-01 (the day before 1900 is 1, and 1900 had 366 of them, so
    /// that from March of that year on it is as if day 0 were 1899-12-30).
    Days,
    /// Since the beginning of 1970, UTC; as all below.
    Seconds,
    Milliseconds,
    Microseconds,
}

/// What a number counts, if it can be a date between 1980 and 2080.
pub(crate) fn unit(text: &str) -> Option<Unit> {
    let (whole, fraction) = text.split_once(['.', ',']).unwrap_or((text, "0"));
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !is_number(whole) || !is_number(fraction) {
        return None;
    }
    match (whole.len(), whole.parse().ok()?) {
        (5, 29_221u64..=65_746) => Some(Unit::Days),
        (9 | 10, 315_532_800..=3_471_292_800) => Some(Unit::Seconds),
        (12 | 13, 315_532_800_000..=3_471_292_800_000) => Some(Unit::Milliseconds),
        (15 | 16, 315_532_800_000_000..=3_471_292_800_000_000) => Some(Unit::Microseconds),
        _ => None,
    }
}

/// The day that a number stands for, if it is one of that unit.
pub(crate) fn counted(text: &str, of: Unit) -> Option<NaiveDate> {
    if unit(text)? != of {
        return None;
    }
    let whole: i64 = text.split(['.', ',']).next()?.parse().ok()?;
    let seconds = match of {
        Unit::Days => {
            let days = chrono::Days::new(whole.unsigned_abs());
            return NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_days(days);
        }
        Unit::Seconds => whole,
        Unit::Milliseconds => whole / 1_000,
        Unit::Microseconds => whole / 1_000_000,
    };
    chrono::DateTime::from_timestamp(seconds, 0).map(|moment| moment.date_naive())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_what_a_number_counts() {
        for (text, unit, expect) in [
            ("45292", Unit::Days, "2024-01-01"),
            ("45292.75", Unit::Days, "2024-01-01"),
            ("1704067199", Unit::Seconds, "2023-12-31"),
            ("1704067200", Unit::Seconds, "2024-01-01"),
            ("1704067200000", Unit::Milliseconds, "2024-01-01"),
            ("1704067200000000", Unit::Microseconds, "2024-01-01"),
        ] {
            let date = counted(text, unit).map(|date| date.to_string());
            assert_eq!(date.as_deref(), Some(expect), "{text}");
        }
        for text in ["", "4529", "20240131", "12.34", "-45292", "99999", "45292x"] {
            assert_eq!(unit(text), None, "{text}");
        }
    }
}
