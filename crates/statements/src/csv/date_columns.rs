//! Which of two columns of dates counts, where their headings do not say it.

use crate::csv::profile::Profile;
use crate::date::DateOrder;
use crate::fold;
use crate::layout::Role;
use crate::statement::{Question, QuestionKind};

/// Headings that say "date" and not of what, folded. All others are ranked, see [`crate::csv::words`].
const PLAIN: &[&str] = &[
    "date",
    "dates",
    "datum",
    "dato",
    "fecha",
    "data",
    "dag",
    "tag",
    "pvm",
    "paivamaara",
    "datums",
    "tarih",
    "dagsetning",
    "kuupaev",
    "дата",
    "ημερομηνια",
    "tanggal",
    "ngay",
    "日付",
    "年月日",
    "日期",
    "날짜",
    "תאריך",
    "التاريخ",
    "วันที่",
];

/// The question, if another column of dates is named as plainly as the one that was taken, and an entry has different
/// days in both. Answers are all roles, as those of [`QuestionKind::Columns`].
pub(crate) fn question(
    names: &[String],
    roles: &[Role],
    profile: &Profile,
    sample: &[Vec<String>],
    order: DateOrder,
) -> Option<Question> {
    let taken = roles.iter().position(|role| *role == Role::Date)?;
    let is_plain = |index: usize| names.get(index).is_some_and(|name| is_plain(name));
    let is_full = |index: usize| {
        let dates = profile.column(index).filter(|column| column.is_dates());
        dates.is_some_and(|column| column.dates.count * 2 >= profile.entries)
    };
    let day =
        |cells: &[String], index: usize| profile.date(index, cells.get(index)?)?.resolve(order);
    let differ = |other: usize| {
        sample.iter().any(|cells| {
            day(cells, taken).zip(day(cells, other)).is_some_and(|(first, second)| first != second)
        })
    };
    let other = (0..roles.len())
        .find(|other| *other != taken && is_plain(*other) && is_full(*other) && differ(*other))
        .filter(|_| is_plain(taken))?;
    let mut swapped = roles.to_vec();
    swapped.swap(taken, other);
    Some(Question {
        kind: QuestionKind::DateColumn,
        chosen: Role::list(roles),
        alternatives: vec![Role::list(&swapped)],
    })
}

/// `Date`, `Date 2`, `Datum (1)`; a heading that is missing says as little.
fn is_plain(heading: &str) -> bool {
    let folded = fold::words(heading);
    let word = folded.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ');
    word.is_empty() || PLAIN.contains(&word)
}
