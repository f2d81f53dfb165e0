//! Which days a question about a period is about.

use crate::{Month, Period};
use chrono::{Datelike, NaiveDate};

/// Most months that are looked at together.
const MOST_MONTHS: i32 = 12;

/// How far back charges are looked at: a yearly one has come three times in it, with a month to
/// spare on either side.
const WINDOW_MONTHS: i32 = 26;

/// The whole months of a question, as seen from a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scope {
    first: Month,
    last: Month,
    /// The last day that is looked at: the last of the months, or today when it lies in them.
    until: NaiveDate,
    open: bool,
}

impl Scope {
    /// The months that a period touches; of more than twelve the last twelve, up to today's.
    pub fn of(period: Period, today: NaiveDate) -> Self {
        let (mut first, mut last) = (Month::of(period.from), Month::of(period.to));
        if last.since(first) >= MOST_MONTHS {
            last = last.min(Month::of(today)).max(first);
            first = first.max(last.plus(1 - MOST_MONTHS));
        }
        let whole = Period::new(first.first(), last.last());
        let open = whole.contains(today);
        Self { first, last, until: if open { today } else { whole.to }, open }
    }

    /// All of its months.
    pub fn period(self) -> Period {
        Period::new(self.first.first(), self.last.last())
    }

    /// How many months.
    pub fn months(self) -> i32 {
        self.last.since(self.first) + 1
    }

    /// From its first day until today, or the end.
    pub fn stretch(self) -> Period {
        Period::new(self.first.first(), self.until)
    }

    /// Whether today lies in it.
    pub fn is_open(self) -> bool {
        self.open
    }

    /// As many months before, up to the same day of them.
    pub fn previous(self) -> Period {
        let from = self.first.plus(-self.months());
        let end = Month::of(self.until).plus(-self.months());
        let to = match self.until == Month::of(self.until).last() {
            true => end.last(),
            // A day that the shorter month has not got is its last.
            false => end.first().with_day(self.until.day()).unwrap_or(end.last()),
        };
        Period::new(from.first(), to)
    }

    /// First and last month of what is usual: a year before one month, else three times as many.
    pub fn history(self) -> (Month, Month) {
        let back = if self.months() == 1 { MOST_MONTHS } else { 3 * self.months() };
        (self.first.plus(-back.max(MOST_MONTHS - 1)), self.last)
    }

    /// The days whose charges are looked at.
    pub fn window(self) -> Period {
        Period::new(Month::of(self.until).plus(-WINDOW_MONTHS).first(), self.until)
    }

    /// The twelve months that end with it.
    pub fn year(self) -> Period {
        Period::new(Month::of(self.until).plus(1 - MOST_MONTHS).first(), self.until)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_open_period_is_held_against_the_same_stretch() {
        let check = |period: [&str; 2], today: &str, stretch: [&str; 2], previous: [&str; 2]| {
            let days =
                |[from, to]: [&str; 2]| Period::new(from.parse().unwrap(), to.parse().unwrap());
            let scope = Scope::of(days(period), today.parse().unwrap());
            assert_eq!(scope.stretch(), days(stretch), "{period:?} on {today}");
            assert_eq!(scope.previous(), days(previous), "{period:?} on {today}");
        };
        let march = ["2026-03-01", "2026-03-31"];
        check(march, "2026-05-02", march, ["2026-02-01", "2026-02-28"]);
        check(march, "2026-03-10", ["2026-03-01", "2026-03-10"], ["2026-02-01", "2026-02-10"]);
        check(march, "2026-03-30", ["2026-03-01", "2026-03-30"], ["2026-02-01", "2026-02-28"]);
        check(march, "2026-03-31", march, ["2026-02-01", "2026-02-28"]);
        // A day in the middle means its month, and of all of time the last year is told.
        check(
            ["2026-02-03", "2026-02-04"],
            "2026-05-02",
            ["2026-02-01", "2026-02-28"],
            ["2026-01-01", "2026-01-31"],
        );
        check(
            ["1900-01-01", "2200-12-31"],
            "2026-03-10",
            ["2025-04-01", "2026-03-10"],
            ["2024-04-01", "2025-03-10"],
        );
        check(
            ["2026-01-01", "2026-12-31"],
            "2026-03-10",
            ["2026-01-01", "2026-03-10"],
            ["2025-01-01", "2025-03-10"],
        );
        check(
            ["2025-01-01", "2025-12-31"],
            "2026-03-10",
            ["2025-01-01", "2025-12-31"],
            ["2024-01-01", "2024-12-31"],
        );
        check(
            ["2026-05-01", "2026-05-31"],
            "2026-03-10",
            ["2026-05-01", "2026-05-31"],
            ["2026-04-01", "2026-04-30"],
        );
    }
}
