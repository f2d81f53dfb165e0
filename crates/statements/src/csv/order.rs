//! Date order and decimal mark of a file with columns.

use iso_currency::Currency;

use crate::amount::DecimalMark;
use crate::csv::profile::{ColumnProfile, Profile};
use crate::date::DateOrder;
use crate::fold;
use crate::layout::Role;
use crate::order::{MarkProfile, only};
use crate::statement::Question;

/// Booking and value date of an entry lie this near to each other if read rightly, and …
const NEAR_DAYS: i64 = 10;
/// … further than this apart if day and month are mixed up.
const FAR_DAYS: i64 = 25;

/// The order of the dates, and the question if the file leaves several open.
pub(crate) fn dates(
    profile: &Profile,
    roles: &[Role],
    date_header: Option<&str>,
    sample: &[Vec<String>],
    is_american: bool,
) -> (DateOrder, Option<Question>) {
    let Some(place) = roles.iter().position(|role| *role == Role::Date) else {
        return (DateOrder::Ymd, None);
    };
    let Some(dates) = profile.column(place).map(|column| &column.dates) else {
        return (DateOrder::Ymd, None);
    };
    let mut open = dates.possible();
    if date_header.is_some_and(|header| !is_english(header)) {
        open = only(&open, |order| order != DateOrder::Mdy);
    }
    for other in profile.columns.iter().filter(|other| other.is_dates() && other.dates.open > 0) {
        let possible = other.dates.possible();
        open = only(&open, |order| possible.contains(&order));
    }
    let is_dates = |index: usize| profile.column(index).is_some_and(ColumnProfile::is_dates);
    for other in (0..roles.len()).filter(|index| *index != place && is_dates(*index)) {
        let apart = |order| days_apart(profile, sample, place, other, order);
        if open.iter().any(|order| apart(*order).is_some_and(|days| days <= NEAR_DAYS)) {
            open = only(&open, |order| apart(order).is_some_and(|days| days <= FAR_DAYS));
        }
    }
    dates.choose(open, if is_american { DateOrder::Mdy } else { DateOrder::Dmy })
}

/// The most days that lie between two dates of one entry.
fn days_apart(
    profile: &Profile,
    sample: &[Vec<String>],
    first: usize,
    second: usize,
    order: DateOrder,
) -> Option<i64> {
    let date =
        |cells: &[String], index: usize| profile.date(index, cells.get(index)?)?.resolve(order);
    sample
        .iter()
        .filter_map(|cells| Some((date(cells, first)? - date(cells, second)?).num_days().abs()))
        .max()
}

/// A header that only an English-speaking bank writes; all others put the day before the month.
fn is_english(header: &str) -> bool {
    const ENGLISH: &[&str] = &[
        "date",
        "of",
        "on",
        "transaction",
        "trans",
        "tran",
        "booking",
        "booked",
        "posted",
        "post",
        "posting",
        "value",
        "trade",
        "process",
        "processed",
        "time",
        "completed",
        "started",
        "effective",
        "settlement",
        "entry",
        "created",
        "at",
        "finished",
        "purchase",
        "and",
        "clearing",
        "authorized",
        "payment",
        "statement",
        "activity",
        "account",
        "start",
        "end",
        "run",
        "dt",
        "day",
        "the",
        "utc",
        "local",
    ];
    let folded = fold::words(header);
    folded.is_empty() || folded.split(' ').all(|word| ENGLISH.contains(&word))
}

/// The decimal mark of the amounts, and the question if every amount could be read both ways. Seven currencies have
/// thousandths, of countries where banks write Arabic, English or French; in all others three digits are thousands.
pub(crate) fn decimal_mark(
    profile: &Profile,
    roles: &[Role],
    date_header: Option<&str>,
    currency: Option<Currency>,
) -> (DecimalMark, Option<Question>) {
    let is_amount =
        |role: &Role| matches!(role, Role::Amount | Role::Debit | Role::Credit | Role::Balance);
    let columns = roles.iter().zip(&profile.columns).filter(|(role, _)| is_amount(role));
    let marks = columns.map(|(_, column)| column.marks);
    let (mark, question) = marks.fold(MarkProfile::default(), MarkProfile::and).choose();
    let has_thousandths = match currency {
        Some(currency) => currency.exponent() == Some(3),
        None => date_header.is_none_or(|header| {
            is_english(header) || header.contains(|c| ('\u{600}'..='\u{6ff}').contains(&c))
        }),
    };
    (mark, question.filter(|_| has_thousandths))
}
