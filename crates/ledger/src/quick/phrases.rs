//! The phrases of a line, English and German: a day, and how often something comes again. Each is
//! looked for at the front of some words, and says how many of them it takes.

use crate::{Recurrence, day, draft::Writing, recurrence::TimeUnit};
use chrono::{Datelike, NaiveDate, TimeDelta, Weekday};

/// Words that say it alone, in small letters only: `Guardian Weekly` is a payee.
const ALONE: [(&[&str], u8, TimeUnit); 8] = [
    (&["daily", "täglich"], 1, TimeUnit::Day),
    (&["weekly", "wöchentlich"], 1, TimeUnit::Week),
    (&["fortnightly", "biweekly", "zweiwöchentlich"], 2, TimeUnit::Week),
    (&["monthly", "monatlich"], 1, TimeUnit::Month),
    (&["bimonthly", "zweimonatlich"], 2, TimeUnit::Month),
    (&["quarterly", "vierteljährlich", "quartalsweise"], 3, TimeUnit::Month),
    (&["halfyearly", "half-yearly", "halbjährlich"], 6, TimeUnit::Month),
    (&["yearly", "annually", "jährlich"], 1, TimeUnit::Year),
];

/// Words for a stretch of time, in small letters.
const UNITS: [(&[&str], u8, TimeUnit); 6] = [
    (&["day", "days", "tag", "tage", "tagen"], 1, TimeUnit::Day),
    (&["week", "weeks", "woche", "wochen"], 1, TimeUnit::Week),
    (&["fortnight", "fortnights"], 2, TimeUnit::Week),
    (&["month", "months", "monat", "monate", "monaten"], 1, TimeUnit::Month),
    (&["quarter", "quarters", "quartal", "quartale"], 3, TimeUnit::Month),
    (&["year", "years", "jahr", "jahre", "jahren"], 1, TimeUnit::Year),
];

/// `monthly`, `every month`, `every 2 weeks`, `every other week`, `jeden Monat`, `alle 2 Wochen`.
pub(super) fn recurrence(words: &[&str]) -> Option<(usize, Recurrence)> {
    let (first, rest) = words.split_first()?;
    let alone = ALONE.iter().find(|(names, ..)| names.contains(first));
    if let Some((_, every, unit)) = alone {
        return Some((1, Recurrence::new(*every, *unit)?));
    }
    let lower: Vec<String> = rest.iter().take(2).map(|word| word.to_lowercase()).collect();
    // `Every Day` is a shop; `Jeden Monat` begins a line.
    let german = first.to_lowercase();
    let german = matches!(german.as_str(), "jede" | "jeden" | "jedes" | "alle").then_some(german);
    let word = german.as_deref().unwrap_or(first);
    let each = matches!(word, "every" | "each" | "jede" | "jeden" | "jedes");
    let counted = matches!(word, "every" | "alle");
    let (count, name, taken) = match lower.as_slice() {
        [name, ..] if each && unit(name).is_some() => (1, name, 2),
        [other, name]
            if each
                && matches!(
                    other.as_str(),
                    "other" | "second" | "zweite" | "zweiten" | "zweites"
                ) =>
        {
            (2, name, 3)
        }
        [count, name] if counted => (number(count)?, name, 3),
        _ => return None,
    };
    let (times, unit) = unit(name)?;
    Some((taken, Recurrence::new(count.checked_mul(times)?, unit)?))
}

fn unit(word: &str) -> Option<(u8, TimeUnit)> {
    let (_, every, unit) = UNITS.iter().find(|(names, ..)| names.contains(&word))?;
    Some((*every, *unit))
}

/// In figures, or as a word up to six.
fn number(word: &str) -> Option<u8> {
    match word {
        "a" | "an" | "one" | "einem" | "einer" => Some(1),
        "two" | "zwei" => Some(2),
        "three" | "drei" => Some(3),
        "four" | "vier" => Some(4),
        "five" | "fünf" => Some(5),
        "six" | "sechs" => Some(6),
        figures => figures.parse().ok(),
    }
}

/// `yesterday`, `31.1.`, `on friday`, `last friday`, `3 days ago`, `vor 3 Tagen`.
pub(super) fn day(words: &[&str], writing: Writing) -> Option<(usize, NaiveDate)> {
    let lower: Vec<String> = words.iter().take(3).map(|word| word.to_lowercase()).collect();
    let lower: Vec<&str> = lower.iter().map(String::as_str).collect();
    let today = writing.today;
    match lower[..] {
        [count, name, "ago"] | ["vor", count, name] => {
            let (times, unit) = unit(name)?;
            let back = Recurrence::new(number(count)?.checked_mul(times)?, unit)?;
            Some((3, day::in_range(back.before(today)?).ok()?))
        }
        ["last" | "letzten" | "vorigen", name, ..] => {
            Some((2, latest(weekday(name)?, today.pred_opt()?)?))
        }
        ["on" | "am", ..] => Some((2, one_word(words.get(1)?, writing)?)),
        _ => Some((1, one_word(words.first()?, writing)?)),
    }
}
fn one_word(word: &str, writing: Writing) -> Option<NaiveDate> {
    let lower = word.to_lowercase();
    if let Some(weekday) = weekday(&lower) {
        return latest(weekday, writing.today);
    }
    if day::word(&lower).is_none() && !has_form_of_date(word) {
        return None;
    }
    day::parse(word, writing.today, writing.day_order).ok()
}

/// Full names only: "sun", "sat" and "do" are words that stand in payees.
fn weekday(word: &str) -> Option<Weekday> {
    Some(match word {
        "monday" | "montag" => Weekday::Mon,
        "tuesday" | "dienstag" => Weekday::Tue,
        "wednesday" | "mittwoch" => Weekday::Wed,
        "thursday" | "donnerstag" => Weekday::Thu,
        "friday" | "freitag" => Weekday::Fri,
        "saturday" | "samstag" | "sonnabend" => Weekday::Sat,
        "sunday" | "sonntag" => Weekday::Sun,
        _ => return None,
    })
}

/// The latest such day up to today.
fn latest(weekday: Weekday, today: NaiveDate) -> Option<NaiveDate> {
    let back = (7 + today.weekday().num_days_from_monday() - weekday.num_days_from_monday()) % 7;
    today.checked_sub_signed(TimeDelta::days(i64::from(back)))
}

/// `2026-01-31`, `31/1`, `31/1/26`, `31.1.`, `31.1.2026`; `14.3` is an amount, and so is `30-12`.
fn has_form_of_date(word: &str) -> bool {
    let lengths = |mark| -> Option<Vec<usize>> {
        let parts = word
            .split(mark)
            .map(|part| part.bytes().all(|b| b.is_ascii_digit()).then_some(part.len()));
        parts.collect()
    };
    let short = |length: &usize| (1..=2).contains(length);
    let year = |length: &usize| *length == 2 || *length == 4;
    match (lengths('-').as_deref(), lengths('/').as_deref(), lengths('.').as_deref()) {
        (Some([4, month, day]), _, _) => short(month) && short(day),
        (_, Some([a, b]), _) => short(a) && short(b),
        (_, Some([a, b, y]), _) => {
            (short(a) && short(b) && year(y)) || (*a == 4 && short(b) && short(y))
        }
        (_, _, Some([day, month, y])) => short(day) && short(month) && (*y == 0 || year(y)),
        _ => false,
    }
}
