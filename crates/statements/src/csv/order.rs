//! Day or month first, dot or comma: decided from all rows, asked only where they do not tell.

use crate::amount::DecimalMark;
use crate::csv::profile::{ColumnProfile, DateProfile, Profile};
use crate::date::{self, DateOrder};
use crate::fold;
use crate::layout::Role;
use crate::statement::{Question, QuestionKind};

/// A statement rarely covers more days than this; one that seems to, beside a reading with far fewer, is misread.
const LONG_SPAN_DAYS: i64 = 1100;

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
    let mut open = possible(dates);
    if dates.open == 0 {
        return (DateOrder::Ymd, None);
    }
    if dates.dotted * 2 > dates.count || date_header.is_some_and(|header| !is_english(header)) {
        open = only(&open, |order| order != DateOrder::Mdy);
    }
    for other in profile.columns.iter().filter(|other| other.is_dates() && other.dates.open > 0) {
        let possible = possible(&other.dates);
        open = only(&open, |order| possible.contains(&order));
    }
    let others =
        (0..roles.len()).filter(|index| *index != place && is_date_column(profile, *index));
    for other in others {
        let apart = |order| days_apart(sample, place, other, order);
        if open.iter().any(|order| apart(*order).is_some_and(|days| days <= NEAR_DAYS)) {
            open = only(&open, |order| apart(order).is_some_and(|days| days <= FAR_DAYS));
        }
    }
    let shortest = open.iter().map(|order| dates.of(*order).days()).min().unwrap_or(0);
    open = only(&open, |order| {
        let days = dates.of(order).days();
        days <= LONG_SPAN_DAYS || days < 5 * shortest.max(1)
    });
    // In one order the rows run on steadily, in the others they jump to and fro.
    let is_jumping = |order: DateOrder| dates.of(order).rises.min(dates.of(order).falls) >= 2;
    let is_steady = |order: DateOrder| dates.of(order).is_sorted() && dates.count >= 5;
    if open.iter().filter(|order| is_steady(**order)).count() == 1 {
        open = only(&open, |order| is_steady(order) || !is_jumping(order));
    }
    let preferred = if is_american { DateOrder::Mdy } else { DateOrder::Dmy };
    let preferred = if open.contains(&preferred) { preferred } else { open[0] };
    // Days that follow each other are likelier than one day of every month.
    let chosen = open
        .iter()
        .copied()
        .find(|order| dates.of(*order).days() * 5 < dates.of(preferred).days())
        .unwrap_or(preferred);
    let question = (open.len() > 1).then(|| Question {
        kind: QuestionKind::DateOrder,
        chosen: chosen.name().to_owned(),
        alternatives: open
            .iter()
            .filter(|order| **order != chosen)
            .map(|order| order.name().to_owned())
            .collect(),
    });
    (chosen, question)
}

fn is_date_column(profile: &Profile, index: usize) -> bool {
    profile.column(index).is_some_and(ColumnProfile::is_dates)
}

/// The most days that lie between two dates of one entry.
fn days_apart(
    sample: &[Vec<String>],
    first: usize,
    second: usize,
    order: DateOrder,
) -> Option<i64> {
    let date = |cells: &[String], index: usize| date::parse(cells.get(index)?)?.resolve(order);
    sample
        .iter()
        .filter_map(|cells| Some((date(cells, first)? - date(cells, second)?).num_days().abs()))
        .max()
}

/// The orders in which most cells are dates.
fn possible(dates: &DateProfile) -> Vec<DateOrder> {
    let most = dates.orders.iter().map(|order| order.valid).max().unwrap_or(0);
    DateOrder::ALL.into_iter().filter(|order| dates.of(*order).valid == most).collect()
}

/// Those that fit, or all if none does.
fn only(orders: &[DateOrder], fits: impl Fn(DateOrder) -> bool) -> Vec<DateOrder> {
    let fitting: Vec<DateOrder> = orders.iter().copied().filter(|order| fits(*order)).collect();
    if fitting.is_empty() { orders.to_vec() } else { fitting }
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

/// The decimal mark of the amounts, and the question if every amount could be read both ways.
pub(crate) fn decimal_mark(profile: &Profile, roles: &[Role]) -> (DecimalMark, Option<Question>) {
    let is_amount =
        |role: &Role| matches!(role, Role::Amount | Role::Debit | Role::Credit | Role::Balance);
    let columns = || {
        roles
            .iter()
            .zip(&profile.columns)
            .filter(|(role, _)| is_amount(role))
            .map(|(_, column)| column)
    };
    let sum =
        |count: fn(&ColumnProfile) -> u32| columns().map(count).fold(0u32, u32::saturating_add);
    let (dots, commas) = (sum(|column| column.dot_marks), sum(|column| column.comma_marks));
    let (open_dots, open_commas) =
        (sum(|column| column.open_dots), sum(|column| column.open_commas));
    match (dots, commas) {
        (0, 0) if open_dots + open_commas > 0 => {
            // Three digits behind the mark are thousands in most currencies.
            let chosen =
                if open_dots >= open_commas { DecimalMark::Comma } else { DecimalMark::Dot };
            let other =
                if chosen == DecimalMark::Dot { DecimalMark::Comma } else { DecimalMark::Dot };
            let question = Question {
                kind: QuestionKind::DecimalMark,
                chosen: chosen.name().to_owned(),
                alternatives: vec![other.name().to_owned()],
            };
            (chosen, Some(question))
        }
        (dots, commas) if commas > dots => (DecimalMark::Comma, None),
        _ => (DecimalMark::Dot, None),
    }
}
