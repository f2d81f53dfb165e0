//! The phrases of a line, English and German: a day, and how often something comes again. Each is
//! looked for at the front of some words, and says how many of them it takes.

use crate::{
    Recurrence,
    day::{self, DayOrder},
    draft::Writing,
    recurrence::TimeUnit,
};
use chrono::{Datelike, NaiveDate, TimeDelta, Weekday};

/// Words that say it alone, in small letters only: `Guardian Weekly` is a payee.
const ALONE: [(&[&str], u8, TimeUnit); 8] = [
    (&["daily", "täglich"], 1, TimeUnit::Day),
    (&["weekly", "wöchentlich"], 1, TimeUnit::Week),
    (&["fortnightly", "biweekly", "zweiwöchentlich"], 2, TimeUnit::Week),
    (&["monthly", "monatlich", "mtl."], 1, TimeUnit::Month),
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

/// How often, and the day of the first where the phrase says it.
pub(super) type Repeat = (Recurrence, Option<NaiveDate>);

/// `monthly`, `every month`, `every 2 weeks`, `every other week`, `a month`, `every friday`,
/// `every 1st`, `jeden Monat`, `alle 2 Wochen`, `pro Monat`, `jeden Freitag`, `jeden 1.`.
pub(super) fn recurrence(words: &[&str], today: NaiveDate) -> Option<(usize, Repeat)> {
    let (first, rest) = words.split_first()?;
    let alone = ALONE.iter().find(|(names, ..)| names.contains(first));
    if let Some((_, every, unit)) = alone {
        return Some((1, (Recurrence::new(*every, *unit)?, None)));
    }
    let lower: Vec<String> = rest.iter().take(2).map(|word| word.to_lowercase()).collect();
    let lower: Vec<&str> = lower.iter().map(String::as_str).collect();
    // `Every Day` is a shop; `Jeden Monat` begins a line.
    let german = first.to_lowercase();
    let german = matches!(german.as_str(), "jede" | "jeden" | "jedes" | "alle").then_some(german);
    let word = german.as_deref().unwrap_or(first);
    let each = matches!(word, "every" | "each" | "jede" | "jeden" | "jedes");
    let counted = matches!(word, "every" | "alle");
    let (by, lower) = match (word, lower.as_slice()) {
        ("per" | "a" | "pro" | "im", [name, ..]) if lower.get(1) != Some(&"ago") => {
            (unit(name).filter(|(_, unit)| *unit != TimeUnit::Day), &lower[..0])
        }
        (_, lower) => (None, lower),
    };
    if let Some((times, unit)) = by {
        return Some((2, (Recurrence::new(times, unit)?, None)));
    }
    let (count, name, taken) = match *lower {
        [other, name] if each && is_second(other) => (2, name, 3),
        [count, name] if counted && unit(name).is_some() => (number(count)?, name, 3),
        [name, ..] if each => (1, name, 2),
        _ => return None,
    };
    if let Some((times, unit)) = unit(name) {
        return Some((taken, (Recurrence::new(count.checked_mul(times)?, unit)?, None)));
    }
    if let Some(weekday) = weekday(name) {
        let first = latest(weekday, today)?;
        return Some((taken, (Recurrence::new(count, TimeUnit::Week)?, Some(first))));
    }
    let first = day::parse(ordinal(name)?, today, DayOrder::DayFirst).ok()?;
    Some((taken, (Recurrence::new(count, TimeUnit::Month)?, Some(first))))
}

fn is_second(word: &str) -> bool {
    matches!(word, "other" | "second" | "zweite" | "zweiten" | "zweites")
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

/// `yesterday`, `31.1.`, `on friday`, `last friday`, `3 days ago`, `vor 3 Tagen`, `on the 3rd`,
/// `am 3.`, `3 March`, `March 3rd, 2026`, `3. März`.
pub(super) fn day(words: &[&str], writing: Writing) -> Option<(usize, NaiveDate)> {
    let lower: Vec<String> = words.iter().take(3).map(|word| word.to_lowercase()).collect();
    let lower: Vec<&str> = lower.iter().map(String::as_str).collect();
    let today = writing.today;
    let back = |days| today.checked_sub_signed(TimeDelta::days(days));
    match lower[..] {
        ["day", "before", "yesterday"] => Some((3, back(2)?)),
        ["day", "after", "tomorrow"] => Some((3, back(-2)?)),
        ["this", "morning" | "afternoon" | "evening", ..] => Some((2, today)),
        ["last", "night", ..] => Some((2, back(1)?)),
        [name @ ("heute" | "gestern" | "vorgestern"), time, ..] if is_time_of_day(time) => {
            Some((2, back(day::word(name)?)?))
        }
        [count, name, "ago"] | ["vor", count, name] => {
            let (times, unit) = unit(name)?;
            let back = Recurrence::new(number(count)?.checked_mul(times)?, unit)?;
            Some((3, day::in_range(back.before(today)?).ok()?))
        }
        ["last" | "letzten" | "vorigen", name, ..] => {
            Some((2, latest(weekday(name)?, today.pred_opt()?)?))
        }
        ["on" | "am", "last" | "letzten" | "vorigen", ..] => {
            day(&words[1..], writing).map(|(count, day)| (count + 1, day))
        }
        ["on", "the", ..] => of_month(&words[2..], true, today).map(|(n, day)| (n + 2, day)),
        ["on" | "am", name, ..] => of_month(&words[1..], true, today)
            .or_else(|| Some((1, one_word(name, writing)?)))
            .map(|(count, day)| (count + 1, day)),
        [name, ..] => of_month(words, false, today).or_else(|| Some((1, one_word(name, writing)?))),
        [] => None,
    }
}

fn is_time_of_day(word: &str) -> bool {
    matches!(word, "morgen" | "früh" | "vormittag" | "mittag" | "nachmittag" | "abend" | "nacht")
}

/// The day of a month by its name, `3 March`, `3rd of March 2026`, `March 3`, `3. März`; the latest
/// one up to today where no year stands there. A number alone is a day only where one is due.
fn of_month(words: &[&str], due: bool, today: NaiveDate) -> Option<(usize, NaiveDate)> {
    let lower: Vec<String> = words.iter().take(4).map(|word| word.to_lowercase()).collect();
    let at = |index: usize| lower.get(index).map(String::as_str).unwrap_or_default();
    let number = |word: &'_ str| {
        ordinal(word).unwrap_or(word).parse::<u32>().ok().filter(|day| (1..=31).contains(day))
    };
    let of = usize::from(at(1) == "of");
    let (day, month, count) = if let (Some(day), Some(month)) = (number(at(0)), month(at(1 + of))) {
        (day, month, 2 + of)
    } else if let (Some(month), Some(day)) = (month(at(0)), number(at(1).trim_end_matches(','))) {
        (day, month, 2)
    } else {
        let day = ordinal(at(0)).filter(|_| due)?;
        return Some((1, day::parse(day, today, DayOrder::DayFirst).ok()?));
    };
    let year = at(count);
    let has_year = year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit());
    let text = if has_year { format!("{year}-{month}-{day}") } else { format!("{day}/{month}") };
    let date = day::parse(&text, today, DayOrder::DayFirst).ok()?;
    Some((count + usize::from(has_year), date))
}

/// The figures of `3rd` and `3.`.
fn ordinal(word: &str) -> Option<&str> {
    let figures = ["st", "nd", "rd", "th", "."].iter().find_map(|end| word.strip_suffix(end))?;
    let short = (1..=2).contains(&figures.len());
    (short && figures.bytes().all(|byte| byte.is_ascii_digit())).then_some(figures)
}

/// By its name or the first three letters of it; 1 is January.
fn month(word: &str) -> Option<u32> {
    let word = word.trim_end_matches('.');
    let names = [
        ["january", "januar", "jan"],
        ["february", "februar", "feb"],
        ["march", "märz", "mar"],
        ["april", "april", "apr"],
        ["may", "mai", "may"],
        ["june", "juni", "jun"],
        ["july", "juli", "jul"],
        ["august", "august", "aug"],
        ["september", "september", "sep"],
        ["october", "oktober", "oct"],
        ["november", "november", "nov"],
        ["december", "dezember", "dec"],
    ];
    let at = names.iter().position(|names| names.contains(&word)).or(match word {
        "jänner" => Some(0),
        "okt" => Some(9),
        "dez" => Some(11),
        _ => None,
    })?;
    u32::try_from(at + 1).ok()
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
