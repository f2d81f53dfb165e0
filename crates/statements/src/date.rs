//! Dates as banks write them.

mod months;
mod units;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::date::months::month_by_name;
pub(crate) use crate::date::units::{Unit, counted, unit};
use crate::{digits, fold};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum DateOrder {
    Dmy,
    Mdy,
    Ymd,
}

impl DateOrder {
    pub(crate) const ALL: [DateOrder; 3] = [DateOrder::Dmy, DateOrder::Mdy, DateOrder::Ymd];

    /// The name used in questions and on the wire.
    pub fn name(self) -> &'static str {
        match self {
            DateOrder::Dmy => "dmy",
            DateOrder::Mdy => "mdy",
            DateOrder::Ymd => "ymd",
        }
    }
}

/// A date that was taken apart, its order perhaps still open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Date {
    Sure(NaiveDate),
    /// Three numbers as written; `separator` stands between the first two.
    Open {
        numbers: [i32; 3],
        long_year: bool,
        separator: u8,
    },
    /// A month by name between two short numbers, either of which may be the year: `10-Nov-9`.
    Named {
        before: i32,
        month: i32,
        after: i32,
    },
}

impl Date {
    pub(crate) fn resolve(self, order: DateOrder) -> Option<NaiveDate> {
        match self {
            Date::Sure(date) => Some(date),
            Date::Open { numbers: [a, b, c], long_year, separator } => match order {
                // Thailand is 543 years ahead.
                DateOrder::Dmy if separator != 0 && (2443..2743).contains(&c) => day(c - 543, b, a),
                DateOrder::Dmy => day(c, b, a),
                DateOrder::Mdy => day(c, a, b),
                DateOrder::Ymd if long_year => None,
                DateOrder::Ymd => day(a, b, c),
            },
            Date::Named { before, month, after } => match order {
                DateOrder::Dmy | DateOrder::Mdy => day(after, month, before),
                DateOrder::Ymd => day(before, month, after),
            },
        }
    }

    /// Six digits without anything between them.
    pub(crate) fn is_bare(self) -> bool {
        matches!(self, Date::Open { separator: 0, long_year: false, .. })
    }

    /// A dot between day and month is written in countries that put the day first.
    pub(crate) fn is_dotted(self) -> bool {
        matches!(self, Date::Open { separator: b'.', .. })
    }
}

/// Two-digit years from 70 on are of the last century, as POSIX has it (68 there).
fn day(year: i32, month: i32, day: i32) -> Option<NaiveDate> {
    let year = match year {
        0..70 => 2000 + year,
        70..100 => 1900 + year,
        year => year,
    };
    if !(1900..2200).contains(&year) {
        return None;
    }
    NaiveDate::from_ymd_opt(year, u32::try_from(month).ok()?, u32::try_from(day).ok()?)
}

/// Bytes of a day written with numbers, and of a time behind it.
const LONGEST_DAY: usize = 20;

/// Takes a date apart: numbers with any separator or none, months by name in many languages, a weekday in front, a
/// time behind. `None` if the text is anything else.
pub(crate) fn parse(text: &str) -> Option<Date> {
    if !(6..=96).contains(&text.len()) {
        return None;
    }
    let plain = digits::plain(text.trim());
    let mut text = &*plain;
    if text.len() > LONGEST_DAY {
        // `04/17/2023 as of 04/15/2023`: booked, and what it is of.
        text = text.split_once(" as of ").map_or(text, |(booked, _)| booked);
    }
    if !text.is_ascii() {
        // A year in Bulgaria, Russia and Ukraine.
        text = text.trim_end_matches([' ', '.', 'г', 'р']);
    }
    if !(6..=48).contains(&text.len()) {
        return None;
    }
    let numbers = || numeric(text.as_bytes());
    let others = || numeric(behind_weekday(text).or_else(|| behind_time(text))?.as_bytes());
    match numbers().or_else(others).or_else(|| era(text)) {
        Some(date) => Some(date),
        None if text.bytes().any(|byte| byte.is_ascii_digit())
            && text.chars().any(char::is_alphabetic) =>
        {
            named(text)
        }
        None => None,
    }
}

/// `令和6年1月31日`, `R6.1.31`: years of Japan since 2019.
fn era(text: &str) -> Option<Date> {
    let years = text.strip_prefix("令和").or_else(|| text.strip_prefix('R'))?;
    let mut numbers = years.trim_end_matches('日').split(['年', '月', '.', '/', '-']);
    let mut next = || numbers.next()?.trim().parse::<i32>().ok();
    let (year, month, of_month) = (next()?, next()?, next()?);
    let is_all = numbers.next().is_none() && (1..100).contains(&year);
    day(2018 + year, month, of_month).filter(|_| is_all).map(Date::Sure)
}

/// `10:15 31.01.2024`: what stands behind the time of day.
fn behind_time(text: &str) -> Option<&str> {
    let (time, date) = text.split_once(' ')?;
    let is_time = (4..=8).contains(&time.len())
        && time.contains(':')
        && time.bytes().all(|byte| byte.is_ascii_digit() || byte == b':');
    is_time.then(|| date.trim_start())
}

/// The number at the start, with its length.
fn leading_number(bytes: &[u8]) -> Option<(i32, usize)> {
    let length = bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let number = bytes[..length]
        .iter()
        .try_fold(0i32, |sum, byte| sum.checked_mul(10)?.checked_add(i32::from(byte - b'0')));
    (length > 0).then_some(()).and(number).map(|number| (number, length))
}

fn numeric(bytes: &[u8]) -> Option<Date> {
    let digits = bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let rest = &bytes[digits..];
    match digits {
        6 | 8 | 14 if rest.is_empty() || is_time(rest) => return solid(&bytes[..digits]),
        12 if rest.is_empty() => return solid(&bytes[..8]),
        _ => {}
    }
    let (a, a_length) = leading_number(bytes)?;
    let (separator, rest) = separated(rest)?;
    let (b, b_length) = leading_number(rest)?;
    let (second, rest) = separated(&rest[b_length..])?;
    // A colon stands between the parts of a time, unless they begin with a year.
    if separator != second || separator == b':' && a_length != 4 {
        return None;
    }
    let (c, c_length) = leading_number(rest)?;
    // Hungary and Korea end with a dot.
    let rest = rest[c_length..].strip_prefix(b".").unwrap_or(&rest[c_length..]);
    if !rest.is_empty() && !is_time(rest) && !is_weekday(rest) {
        return None;
    }
    match (a_length, b_length, c_length) {
        (4, 1..=2, 1..=2) => day(a, b, c).or_else(|| day(a, c, b)).map(Date::Sure),
        // Taiwan counts years from 1911.
        (3, 2, 2) if a >= 80 && separator == b'/' => day(1911 + a, b, c).map(Date::Sure),
        (1..=2, 1..=2, 2 | 4) => possible([a, b, c], c_length == 4, separator),
        _ => None,
    }
}

/// The open date, if it is a date in any order.
fn possible(numbers: [i32; 3], long_year: bool, separator: u8) -> Option<Date> {
    let date = Date::Open { numbers, long_year, separator };
    DateOrder::ALL.iter().any(|order| date.resolve(*order).is_some()).then_some(date)
}

/// Beginnings of the days of the week in English, German, French, Spanish, Italian, Dutch, Swedish, Danish, Polish and
/// Czech.
const WEEKDAYS: &[&str] = &[
    "mon", "tue", "wed", "thu", "fri", "sat", "sun", "mo", "di", "mi", "do", "fr", "sa", "so",
    "lun", "mar", "mer", "jeu", "ven", "sam", "dim", "mie", "mié", "jue", "vie", "sab", "sáb",
    "dom", "gio", "ma", "wo", "vr", "za", "zo", "man", "tir", "ons", "tor", "fre", "lor", "lør",
    "son", "søn", "sön", "pon", "wt", "sr", "śr", "czw", "cz", "pt", "sob", "nd", "po", "ut", "út",
    "st", "ct", "čt", "pa", "pá", "ne",
];

/// `Fri, 30.01.2026`: what stands behind the day of the week.
fn behind_weekday(text: &str) -> Option<&str> {
    let end = text.find(|c: char| !c.is_alphabetic())?;
    let is_day = end > 0 && WEEKDAYS.contains(&text[..end].to_lowercase().as_str());
    is_day.then(|| text[end..].trim_start_matches(['.', ',', ' ']))
}

/// ` Fri`, `(金)`
fn is_weekday(rest: &[u8]) -> bool {
    let word = std::str::from_utf8(rest).map(|rest| rest.trim_matches([' ', '(', ')', '.', ',']));
    word.is_ok_and(|word| {
        WEEKDAYS.contains(&word.to_lowercase().as_str())
            || "月火水木金土日월화수목금토일".contains(word) && word.chars().count() == 1
    })
}

/// One separator between numbers, blanks around it allowed.
fn separated(bytes: &[u8]) -> Option<(u8, &[u8])> {
    let separator = *bytes.first()?;
    if !matches!(separator, b'-' | b'/' | b'.' | b' ' | b'\'' | b':') {
        return None;
    }
    let rest = bytes[1..].trim_ascii_start();
    Some((separator, rest))
}

/// `20240131`, `31012024`, `240131`.
fn solid(digits: &[u8]) -> Option<Date> {
    let part =
        |from: usize, to: usize| leading_number(&digits[from..to]).map_or(0, |(number, _)| number);
    if digits.len() == 6 {
        return possible([part(0, 2), part(2, 4), part(4, 6)], false, 0);
    }
    let year_first = day(part(0, 4), part(4, 6), part(6, 8)).map(Date::Sure);
    year_first.or_else(|| possible([part(0, 2), part(2, 4), part(4, 8)], true, 0))
}

/// A time of day, perhaps with a zone: blanks, comma or `T`, then digits with a colon or dot, or four or six digits.
fn is_time(bytes: &[u8]) -> bool {
    let time = bytes.trim_ascii_start();
    let parted = time.len() < bytes.len();
    let time = match time.first() {
        // A zone as OFX has it: `[-5:EST]`.
        Some(b'[') => return true,
        Some(b'Z') if time.len() == 1 => return true,
        Some(b'T' | b't' | b',' | b'-' | b'/') => time[1..].trim_ascii_start(),
        _ if parted => time,
        _ => return false,
    };
    let is_part = |byte: &u8| {
        byte.is_ascii_alphanumeric() || matches!(byte, b':' | b'.' | b'+' | b'-' | b' ')
    };
    let letters = time.iter().filter(|byte| byte.is_ascii_alphabetic()).count();
    // `AM`, `UTC`, `CEST`; more is a text that begins with a date.
    if letters > 4 || !time.iter().all(is_part) {
        return false;
    }
    match leading_number(time) {
        Some((0..=24, 1..=2)) => time.iter().any(|byte| matches!(byte, b':' | b'.' | b'h')),
        Some((_, 4 | 6)) => true,
        _ => false,
    }
}

/// A date with the month by name, or with the Chinese, Japanese or Korean words for year, month and day.
fn named(text: &str) -> Option<Date> {
    if text.contains([';', '|', '\t', '"', '*', '=']) {
        return None;
    }
    let is_thai = text.contains(|c| ('\u{e01}'..='\u{e4e}').contains(&c));
    // Thailand writes its months short as two letters with dots.
    let folded = if is_thai { fold::words(&text.replace('.', "")) } else { fold::words(text) };
    let (mut month, mut numbers_before) = (None, 0);
    let mut numbers = [(0i32, 0usize); 3];
    let (mut count, mut words_in_front) = (0, 0);
    let mut rest = folded.as_str();
    while !(rest.is_empty() || count == 3 || (count == 2 && month.is_some())) {
        let is_digit = rest.starts_with(|c: char| c.is_ascii_digit());
        let end =
            rest.find(|c: char| c == ' ' || c.is_ascii_digit() != is_digit).unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        rest = after.trim_start();
        if is_digit {
            numbers[count] = (leading_number(word.as_bytes())?.0, word.len());
            count += 1;
        } else if let (None, Some(found)) = (month, month_by_name(word)) {
            (month, numbers_before) = (Some(found), count);
        } else if count == 0 && words_in_front == 0 {
            words_in_front += 1;
        } else if !is_filler(word) {
            return None;
        }
    }
    let is_clock = |word: &str| word.len() == 2 && word.bytes().all(|byte| byte.is_ascii_digit());
    let rest = ["at ", "um ", "kl ", "klo ", "a las ", "alle "]
        .iter()
        .find_map(|word| rest.strip_prefix(word))
        .unwrap_or(rest);
    let is_time = rest.starts_with(|c: char| c.is_ascii_digit())
        && (text.contains(':') || (rest.contains(' ') && rest.split(' ').all(is_clock)));
    if !(matches!(rest, "" | "日" | "일" | "r" | "d") || is_time || rest.starts_with("t1")) {
        return None;
    }
    let [(a, a_length), (b, b_length), (c, c_length)] = numbers;
    let b = if is_thai && month.is_some() { of_thailand(b) } else { b };
    match (month, count, numbers_before) {
        // Vietnam counts its months: `31 thg 1, 2024`.
        (None, 3, _) if c_length == 4 && (folded.contains("thg") || folded.contains("thang")) => {
            day(c, b, a).map(Date::Sure)
        }
        (None, 3, _) if a_length == 4 && text.contains(['年', '년']) => {
            day(a, b, c).map(Date::Sure)
        }
        // January 31 2024
        (Some(month), 2, 0) if matches!(b_length, 2 | 4) => day(b, month, a).map(Date::Sure),
        (Some(month), 2, 1) if a_length == 4 => day(a, month, b).map(Date::Sure),
        (Some(month), 2, 1) if a_length <= 2 && matches!(b_length, 2 | 4) => {
            day(b, month, a).map(Date::Sure)
        }
        (Some(month), 2, 1) if a_length <= 2 && b_length == 1 => {
            Some(Date::Named { before: a, month, after: b })
        }
        _ => None,
    }
}

/// Thailand is 543 years ahead, also where it writes two digits of the year.
fn of_thailand(year: i32) -> i32 {
    match year {
        0..100 => 2500 + year - 543,
        2443..2743 => year - 543,
        year => year,
    }
}

fn is_filler(word: &str) -> bool {
    matches!(
        word,
        "de" | "del"
            | "d"
            | "m"
            | "gada"
            | "thg"
            | "thang"
            | "nam"
            | "ngay"
            | "of"
            | "er"
            | "st"
            | "nd"
            | "rd"
            | "th"
            | "r"
            | "年"
            | "月"
            | "日"
            | "년"
            | "월"
            | "일"
    )
}

#[cfg(test)]
#[path = "date_tests.rs"]
mod tests;
