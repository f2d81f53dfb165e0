//! Periods in words, English and German: `last month`, `im März`, `spring 2025`, `since January`.

use crate::{Month, Period};
use chrono::{Datelike, Days, NaiveDate};

/// The earliest and latest day that a question reaches.
const BEGINNING: (i32, i32) = (1900, 2200);

const MONTHS: [&[&str]; 12] = [
    &["january", "januar", "jänner", "jan"],
    &["february", "februar", "feber", "feb"],
    &["march", "märz", "maerz", "mar", "mär"],
    &["april", "apr"],
    &["may", "mai"],
    &["june", "juni", "jun"],
    &["july", "juli", "jul"],
    &["august", "aug"],
    &["september", "sept", "sep"],
    &["october", "oktober", "oct", "okt"],
    &["november", "nov"],
    &["december", "dezember", "dec", "dez"],
];

/// The first month of each, three months long, as meteorologists divide the year.
const SEASONS: [(u32, &[&str]); 4] = [
    (3, &["spring", "frühling", "frühjahr", "fruehling", "fruehjahr"]),
    (6, &["summer", "sommer"]),
    (9, &["autumn", "fall", "herbst"]),
    (12, &["winter"]),
];

const THIS: &[&str] =
    &["this", "current", "diese", "diesen", "dieser", "dieses", "diesem", "aktuellen"];
const LAST: &[&str] = &[
    "last",
    "past",
    "previous",
    "letzte",
    "letzten",
    "letzter",
    "letztes",
    "letztem",
    "vorigen",
    "voriges",
    "voriger",
    "vergangenen",
    "vergangenes",
    "vergangener",
];
const SINCE: &[&str] = &["since", "seit"];
const BEFORE: &[&str] = &["before"];
const FROM: &[&str] = &["from", "between", "von", "zwischen", "vom"];
const TO: &[&str] = &["to", "until", "till", "and", "bis", "und"];

#[derive(Clone, Copy)]
enum Unit {
    Day,
    Week,
    Month,
    Quarter,
    Year,
}

/// The period that words begin with (in lower case), and how many of them it takes.
pub(super) fn period(words: &[&str], today: NaiveDate) -> Option<(usize, Period)> {
    let first = *words.first()?;
    if SINCE.contains(&first) {
        let (taken, since) = named(&words[1..], today)?;
        return Some((taken + 1, Period::new(since.from, today.max(since.from))));
    }
    if BEFORE.contains(&first) {
        let (taken, before) = named(&words[1..], today)?;
        let beginning = NaiveDate::from_ymd_opt(BEGINNING.0, 1, 1)?;
        return Some((taken + 1, Period::new(beginning, before.from.pred_opt()?)));
    }
    if FROM.contains(&first) {
        let (from, start) = named(&words[1..], today)?;
        let to = 1 + from;
        if !TO.contains(words.get(to)?) {
            return None;
        }
        let (taken, end) = named(&words[to + 1..], today)?;
        // Of two months only the later one may have its year.
        let mut from = start.from;
        while from > end.to {
            from = from.checked_sub_months(chrono::Months::new(12))?;
        }
        return Some((to + 1 + taken, Period::new(from, end.to)));
    }
    named(words, today)
}

/// `between 1 and 15 October`, `vom 1. bis 15. Oktober 2025`, before their numbers are amounts.
pub(super) fn days_of_a_month(words: &[&str], today: NaiveDate) -> Option<(usize, Period)> {
    let [from, first, to, rest @ ..] = words else { return None };
    if !FROM.contains(from) || !TO.contains(to) {
        return None;
    }
    let (taken, last) = day(rest, today)?;
    Some((3 + taken, Period::new(last.with_day(number_of_day(first)?)?, last)))
}

/// `15 October`, `15. Oktober 2025`, `October 15`: the latest up to today where no year stands there.
fn day(words: &[&str], today: NaiveDate) -> Option<(usize, NaiveDate)> {
    let [a, b, rest @ ..] = words else { return None };
    let of = |number: &str, name: &str| Some((number_of_day(number)?, month(name)?));
    let (number, month) = of(a, b).or_else(|| of(b, a))?;
    let year = rest.first().copied().and_then(year);
    let on = |year| NaiveDate::from_ymd_opt(year, month, number);
    let date = match year {
        Some(year) => on(year),
        None => (0..=8).filter_map(|back| on(today.year() - back)).find(|date| *date <= today),
    };
    Some((2 + usize::from(year.is_some()), date?))
}

/// `15`, `15.`, `15th`.
fn number_of_day(word: &str) -> Option<u32> {
    let bare = ["st", "nd", "rd", "th", "."].iter().find_map(|end| word.strip_suffix(end));
    bare.unwrap_or(word).parse().ok().filter(|day| (1..=31).contains(day))
}

/// One stretch of time by its name.
fn named(words: &[&str], today: NaiveDate) -> Option<(usize, Period)> {
    let first = *words.first()?;
    let next = words.get(1).copied();
    let this = Month::of(today);
    if THIS.contains(&first) {
        return Some((2, current(unit(next?)?, today)?));
    }
    if let Some((taken, date)) = day(words, today) {
        return Some((taken, Period::new(date, date)));
    }
    if LAST.contains(&first) {
        if matches!(next?, "weekend" | "wochenende") {
            let monday = current(Unit::Week, today)?.from;
            let saturday = monday.checked_sub_days(Days::new(2))?;
            return Some((2, Period::new(saturday, monday.pred_opt()?)));
        }
        if let Some(unit) = unit(next?) {
            return Some((2, current(unit, today)?.previous()));
        }
        let count: u32 = next?.parse().ok().filter(|count| (1..=600).contains(count))?;
        return Some((3, rolling(count, unit(words.get(2)?)?, today)?));
    }
    if matches!(first, "today" | "heute") {
        return Some((1, Period::new(today, today)));
    }
    if matches!(first, "yesterday" | "gestern") {
        let day = today.pred_opt()?;
        return Some((1, Period::new(day, day)));
    }
    if let Some(period) = written(first) {
        return Some((1, period));
    }
    let of_year = next.and_then(year);
    let taken = 1 + usize::from(of_year.is_some());
    if let Some(quarter) = quarter(first) {
        return Some((taken, latest(of_year, quarter * 3 - 2, 3, this)?));
    }
    if let Some((start, _)) = SEASONS.iter().find(|(_, names)| names.contains(&first)) {
        return Some((taken, latest(of_year, *start, 3, this)?));
    }
    Some((taken, latest(of_year, month(first)?, 1, this)?))
}

/// By its name; 1 is January.
fn month(name: &str) -> Option<u32> {
    (1..).zip(MONTHS).find(|(_, names)| names.contains(&name)).map(|(number, _)| number)
}

/// A day, a month or a year in digits: `2026-03-09`, `9.3.2026`, `2026-03`, `2026`.
pub(super) fn written(word: &str) -> Option<Period> {
    if let [day, month, of] = word.split('.').collect::<Vec<_>>()[..] {
        let date = NaiveDate::from_ymd_opt(year(of)?, month.parse().ok()?, day.parse().ok()?)?;
        return Some(Period::new(date, date));
    }
    match word.len() {
        4 => months(year(word)?, 1, 12),
        7 => word.parse().ok().map(Period::month),
        10 => word.parse().ok().map(|day| Period::new(day, day)),
        _ => None,
    }
}

/// Months of a year, or of the latest year in which they have begun.
fn latest(year: Option<i32>, month: u32, length: u32, now: Month) -> Option<Period> {
    let of = |year| months(year, month, length);
    match year {
        Some(year) => of(year),
        None => of(now.year()).filter(|one| one.from <= now.first()).or_else(|| of(now.year() - 1)),
    }
}

fn months(year: i32, month: u32, length: u32) -> Option<Period> {
    let first = Month::of(NaiveDate::from_ymd_opt(year, month, 1)?);
    Some(Period::new(first.first(), first.plus(i32::try_from(length).ok()? - 1).last()))
}

fn year(word: &str) -> Option<i32> {
    let is_year = word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit());
    word.parse().ok().filter(|year| is_year && (BEGINNING.0..=BEGINNING.1).contains(year))
}

fn quarter(word: &str) -> Option<u32> {
    word.strip_prefix('q')?.parse().ok().filter(|quarter| (1..=4).contains(quarter))
}

fn unit(word: &str) -> Option<Unit> {
    Some(match word {
        "day" | "days" | "tag" | "tage" | "tagen" => Unit::Day,
        "week" | "weeks" | "woche" | "wochen" => Unit::Week,
        "month" | "months" | "monat" | "monate" | "monaten" => Unit::Month,
        "quarter" | "quarters" | "quartal" | "quartale" | "quartalen" => Unit::Quarter,
        "year" | "years" | "jahr" | "jahre" | "jahren" => Unit::Year,
        _ => return None,
    })
}

/// The one that today lies in; a week begins on Monday.
fn current(unit: Unit, today: NaiveDate) -> Option<Period> {
    let month = Month::of(today);
    Some(match unit {
        Unit::Day => Period::new(today, today),
        Unit::Week => {
            let back = today.weekday().num_days_from_monday();
            let monday = today.checked_sub_days(Days::new(back.into()))?;
            Period::new(monday, monday.checked_add_days(Days::new(6))?)
        }
        Unit::Month => Period::month(month),
        Unit::Quarter => months(month.year(), today.month0() / 3 * 3 + 1, 3)?,
        Unit::Year => months(month.year(), 1, 12)?,
    })
}

/// So many of them, up to today.
fn rolling(count: u32, unit: Unit, today: NaiveDate) -> Option<Period> {
    let start = match unit {
        Unit::Day => today.checked_sub_days(Days::new(count.into()))?,
        Unit::Week => today.checked_sub_days(Days::new(u64::from(count) * 7))?,
        Unit::Month => today.checked_sub_months(chrono::Months::new(count))?,
        Unit::Quarter => today.checked_sub_months(chrono::Months::new(count * 3))?,
        Unit::Year => today.checked_sub_months(chrono::Months::new(count * 12))?,
    };
    Some(Period::new(start.succ_opt()?, today))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_in_words() {
        // A Tuesday.
        let today: NaiveDate = "2026-03-10".parse().unwrap();
        let check = |text: &str, from: &str, to: &str| {
            let words: Vec<&str> = text.split(' ').collect();
            let expect = Period::new(from.parse().unwrap(), to.parse().unwrap());
            assert_eq!(period(&words, today), Some((words.len(), expect)), "{text}");
        };
        check("this month", "2026-03-01", "2026-03-31");
        check("last month", "2026-02-01", "2026-02-28");
        check("letzten monat", "2026-02-01", "2026-02-28");
        check("letztes jahr", "2025-01-01", "2025-12-31");
        check("this quarter", "2026-01-01", "2026-03-31");
        check("last quarter", "2025-10-01", "2025-12-31");
        check("this week", "2026-03-09", "2026-03-15");
        check("letzte woche", "2026-03-02", "2026-03-08");
        check("last 3 months", "2025-12-11", "2026-03-10");
        check("letzten 7 tagen", "2026-03-04", "2026-03-10");
        check("march", "2026-03-01", "2026-03-31");
        check("april", "2025-04-01", "2025-04-30");
        check("märz 2024", "2024-03-01", "2024-03-31");
        check("spring", "2026-03-01", "2026-05-31");
        check("sommer", "2025-06-01", "2025-08-31");
        check("winter", "2025-12-01", "2026-02-28");
        check("2024", "2024-01-01", "2024-12-31");
        check("2024-07", "2024-07-01", "2024-07-31");
        check("2024-07-09", "2024-07-09", "2024-07-09");
        check("q4", "2025-10-01", "2025-12-31");
        check("q1 2025", "2025-01-01", "2025-03-31");
        check("gestern", "2026-03-09", "2026-03-09");
        check("since january", "2026-01-01", "2026-03-10");
        check("seit 2024", "2024-01-01", "2026-03-10");
        check("before 2024", "1900-01-01", "2023-12-31");
        check("from january to march 2025", "2025-01-01", "2025-03-31");
        check("9.3.2024", "2024-03-09", "2024-03-09");
        check("last weekend", "2026-03-07", "2026-03-08");
        check("letztes wochenende", "2026-03-07", "2026-03-08");
        check("3 march", "2026-03-03", "2026-03-03");
        check("1. oktober 2024", "2024-10-01", "2024-10-01");
        check("october 15th", "2025-10-15", "2025-10-15");
        check("from 1.10.2025 to 31.10.2025", "2025-10-01", "2025-10-31");
        check("vom 28. februar bis 5. märz", "2026-02-28", "2026-03-05");
        check("zwischen november und februar", "2025-11-01", "2026-02-28");
    }
}
