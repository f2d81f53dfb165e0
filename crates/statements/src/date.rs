//! Dates as banks write them.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::fold;

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

/// Takes a date apart: numbers with any separator or none, months by name in many languages, a weekday in front, a
/// time behind. `None` if the text is anything else.
pub(crate) fn parse(text: &str) -> Option<Date> {
    let text = text.trim();
    if !(6..=48).contains(&text.len()) {
        return None;
    }
    match numeric(text.as_bytes()).or_else(|| numeric(behind_weekday(text)?.as_bytes())) {
        Some(date) => Some(date),
        None if text.bytes().any(|byte| byte.is_ascii_digit())
            && text.chars().any(char::is_alphabetic) =>
        {
            named(text)
        }
        None => None,
    }
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
    if separator != second {
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
    if !matches!(separator, b'-' | b'/' | b'.' | b' ' | b'\'') {
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
    let folded = fold::words(text);
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
    let is_time = rest.starts_with(|c: char| c.is_ascii_digit())
        && (text.contains(':') || (rest.contains(' ') && rest.split(' ').all(is_clock)));
    if !(matches!(rest, "" | "日" | "일" | "r" | "г") || is_time || rest.starts_with("t1")) {
        return None;
    }
    let [(a, a_length), (b, b_length), (c, _)] = numbers;
    match (month, count, numbers_before) {
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

fn is_filler(word: &str) -> bool {
    matches!(
        word,
        "de" | "del"
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

/// Beginnings of the month names, folded: English, German, French, Spanish, Italian, Portuguese, Dutch, Swedish,
/// Danish, Norwegian, Finnish, Polish, Czech, Hungarian, Romanian, Turkish, Indonesian, Russian, Ukrainian, Greek.
const MONTHS: [&[&str]; 12] = [
    &[
        "jan", "ene", "gen", "janv", "stycz", "sty", "led", "ian", "oca", "tammi", "янв", "січ",
        "ιαν", "janner", "jan.",
    ],
    &["feb", "fev", "febbr", "lut", "unor", "uno", "sub", "helmi", "фев", "лют", "φεβ"],
    &["mar", "mrz", "maer", "maar", "mrt", "brez", "bre", "maalis", "мар", "бер", "μαρ"],
    &["apr", "avr", "abr", "kwi", "dub", "nis", "huhti", "апр", "кві", "απρ"],
    &["may", "mai", "mag", "maj", "mei", "kve", "touko", "май", "мая", "тра", "μαι"],
    &["jun", "jui", "juin", "giu", "cze", "cerven", "haz", "kesa", "июн", "чер", "ιουν"],
    &["jul", "juil", "lug", "lip", "cervenec", "tem", "heina", "iul", "июл", "лип", "ιουλ"],
    &["aug", "aou", "ago", "sie", "srp", "agu", "elo", "авг", "сер", "αυγ"],
    &["sep", "set", "wrz", "zar", "eyl", "syys", "szep", "сен", "вер", "σεπ"],
    &["oct", "okt", "ott", "out", "paz", "rij", "eki", "loka", "окт", "жов", "οκτ"],
    &["nov", "lis", "kas", "marras", "noi", "ноя", "лис", "νοε"],
    &["dec", "dez", "dic", "gru", "pro", "ara", "joulu", "des", "дек", "гру", "δεκ"],
];

/// The month whose beginning fits longest; the word has to be no longer than a month's name can be.
fn month_by_name(word: &str) -> Option<i32> {
    if word.chars().count() > 12 {
        return None;
    }
    let (mut best, mut length) = (None, 0);
    for (month, beginnings) in (1..).zip(MONTHS) {
        for beginning in beginnings {
            if beginning.len() > length && word.starts_with(beginning) {
                (best, length) = (Some(month), beginning.len());
            }
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn reads_what_banks_write() {
        for (text, order, expect) in [
            ("2024-01-31", DateOrder::Dmy, "2024-01-31"),
            ("2024/1/31", DateOrder::Mdy, "2024-01-31"),
            ("2024.01.31.", DateOrder::Mdy, "2024-01-31"),
            ("20240131", DateOrder::Mdy, "2024-01-31"),
            ("20240131123000", DateOrder::Mdy, "2024-01-31"),
            ("20240131120000[0:GMT]", DateOrder::Mdy, "2024-01-31"),
            ("31012024", DateOrder::Dmy, "2024-01-31"),
            ("240131", DateOrder::Ymd, "2024-01-31"),
            ("31.01.24", DateOrder::Dmy, "2024-01-31"),
            ("1/2/2024", DateOrder::Dmy, "2024-02-01"),
            ("1/2/2024", DateOrder::Mdy, "2024-01-02"),
            ("2/8/15", DateOrder::Mdy, "2015-02-08"),
            ("31-12-99", DateOrder::Dmy, "1999-12-31"),
            ("2024-01-31 10:00:01", DateOrder::Dmy, "2024-01-31"),
            ("2002-09-10T23:00:04", DateOrder::Dmy, "2002-09-10"),
            ("2024-01-31T10:00:01.123+02:00", DateOrder::Dmy, "2024-01-31"),
            ("01/31/2024 06:50 PM", DateOrder::Mdy, "2024-01-31"),
            ("31.01.2024, 06:50", DateOrder::Dmy, "2024-01-31"),
            ("27 Feb 2018", DateOrder::Mdy, "2018-02-27"),
            ("10 Feb 18", DateOrder::Mdy, "2018-02-10"),
            ("Feb 27, 2018", DateOrder::Dmy, "2018-02-27"),
            ("27-FEB-2018", DateOrder::Dmy, "2018-02-27"),
            ("27Feb2018", DateOrder::Dmy, "2018-02-27"),
            ("Mon, 27 Feb 2018 10:30", DateOrder::Dmy, "2018-02-27"),
            ("27. Februar 2018", DateOrder::Dmy, "2018-02-27"),
            ("1er août 2023", DateOrder::Dmy, "2023-08-01"),
            ("5 de enero de 2024", DateOrder::Dmy, "2024-01-05"),
            ("3 mrt 2024", DateOrder::Dmy, "2024-03-03"),
            ("3. März 2024", DateOrder::Dmy, "2024-03-03"),
            ("12 juin 2024", DateOrder::Dmy, "2024-06-12"),
            ("12 juillet 2024", DateOrder::Dmy, "2024-07-12"),
            ("9 października 2024", DateOrder::Dmy, "2024-10-09"),
            ("9 января 2024", DateOrder::Dmy, "2024-01-09"),
            ("2024年1月31日", DateOrder::Dmy, "2024-01-31"),
            ("10-Nov-9", DateOrder::Dmy, "2009-11-10"),
            ("10-Nov-9", DateOrder::Ymd, "2010-11-09"),
            ("30/01/2569", DateOrder::Dmy, "2026-01-30"),
            ("115/01/30", DateOrder::Dmy, "2026-01-30"),
            ("30-01-2026 / 14:05", DateOrder::Dmy, "2026-01-30"),
            ("30/01/2026 14h05", DateOrder::Dmy, "2026-01-30"),
            ("30 Jan 2026 10.11", DateOrder::Dmy, "2026-01-30"),
            ("01/30/2026  Fri", DateOrder::Mdy, "2026-01-30"),
            ("2026/01/30(金)", DateOrder::Mdy, "2026-01-30"),
            ("Pt, 30.01.2026", DateOrder::Dmy, "2026-01-30"),
            ("July 4th, 2024", DateOrder::Dmy, "2024-07-04"),
        ] {
            let date =
                parse(text).and_then(|date| date.resolve(order)).map(|date| date.to_string());
            assert_eq!(date.as_deref(), Some(expect), "{text}");
        }
    }

    #[test]
    fn refuses_everything_else() {
        for text in [
            "",
            "12.34",
            "-12,50",
            "2024-13-41",
            "31/31/2024",
            "99999999",
            "12345678",
            "hello 1",
            "1.234.567",
            "10:00:00",
            "2024-01",
            "Card 1234 May 5",
            "2024-01-31 10:00;Shop",
            "2024-01-31 10:00 STARBUCKS",
            "01-02/2024",
            "4514010000000000",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn never_panics(text in ".{0,60}") {
            if let Some(date) = parse(&text) {
                for order in DateOrder::ALL {
                    let _ = date.resolve(order);
                }
            }
        }

        #[test]
        fn reads_back_what_is_printed(days in 0i32..36_000) {
            let date = NaiveDate::from_ymd_opt(1971, 1, 1).and_then(|first| first.checked_add_days(chrono::Days::new(days.unsigned_abs().into())));
            prop_assume!(date.is_some());
            let date = date.unwrap_or_default();
            for (format, order) in [
                ("%Y-%m-%d", DateOrder::Dmy), ("%d.%m.%Y", DateOrder::Dmy), ("%m/%d/%Y", DateOrder::Mdy),
                ("%Y%m%d", DateOrder::Dmy), ("%d %b %Y", DateOrder::Dmy), ("%B %-d, %Y", DateOrder::Dmy),
            ] {
                let text = date.format(format).to_string();
                prop_assert_eq!(parse(&text).and_then(|found| found.resolve(order)), Some(date), "{}", text);
            }
        }
    }
}
