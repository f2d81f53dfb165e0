//! What each column of the whole file holds, counted over its entries.

use std::ops::ControlFlow;

use iso_currency::Currency;

use crate::account;
use crate::amount::{self, Amount};
use crate::csv::markers;
use crate::csv::records::{MAX_CELLS, Record, Records};
use crate::date::{self, Date, Unit};
use crate::digits;
use crate::order::{DateProfile, MarkProfile};

/// A column without a single date in this many filled cells is not a date column; so with amounts.
const ENOUGH: u32 = 1000;
/// Different short texts that are remembered of a column.
const MAX_DISTINCT: usize = 24;

#[derive(Default)]
pub(crate) struct Profile {
    /// Records with a date in one cell and a number in another.
    pub(crate) entries: u32,
    pub(crate) columns: Vec<ColumnProfile>,
    /// How many entries have this many cells.
    widths: Vec<u32>,
}

#[derive(Default)]
pub(crate) struct ColumnProfile {
    /// What its numbers count, where they are dates.
    counts: Option<Unit>,
    pub(crate) filled: u32,
    pub(crate) numbers: u32,
    /// Numbers written as money.
    pub(crate) money: u32,
    pub(crate) negative: u32,
    pub(crate) positive: u32,
    pub(crate) marks: MarkProfile,
    pub(crate) directions: u32,
    pub(crate) currencies: u32,
    ibans: u32,
    pub(crate) characters: u64,
    pub(crate) longest_number: usize,
    pub(crate) dates: DateProfile,
    distinct: Vec<(String, u32)>,
    /// There are more different texts than are remembered.
    pub(crate) is_varied: bool,
}

impl ColumnProfile {
    pub(crate) fn is_dates(&self) -> bool {
        self.dates.count > 0 && self.dates.count * 2 > self.filled
    }

    pub(crate) fn is_numbers(&self) -> bool {
        self.numbers > 0 && self.numbers * 5 >= self.filled * 4
    }

    /// Amounts rather than ids: most have decimals, a sign or a currency.
    pub(crate) fn is_money(&self) -> bool {
        self.is_numbers() && self.money * 2 >= self.filled && !self.is_dates()
    }

    pub(crate) fn is_currencies(&self) -> bool {
        self.currencies > 0 && self.currencies * 10 >= self.filled * 9
    }

    /// Accounts of others, or the user's own.
    pub(crate) fn is_ibans(&self) -> bool {
        self.ibans > 0 && self.ibans * 2 > self.filled
    }

    /// Every entry says the same.
    pub(crate) fn is_constant(&self) -> bool {
        matches!(self.distinct.as_slice(), [(_, count)] if *count > 1 && *count == self.filled)
    }

    pub(crate) fn is_text(&self) -> bool {
        self.filled > 0 && !self.is_dates() && !self.is_numbers() && !self.is_currencies()
    }

    /// Nine of ten cells say "in" or "out".
    pub(crate) fn is_markers(&self) -> bool {
        let known: u32 = self
            .distinct
            .iter()
            .filter(|(word, _)| markers::direction(word).is_some())
            .map(|(_, count)| count)
            .sum();
        !self.is_varied && known > 0 && known * 10 >= self.filled * 9
    }

    /// Every cell is a word for booked, pending or declined.
    pub(crate) fn is_statuses(&self) -> bool {
        !self.is_varied
            && !self.distinct.is_empty()
            && self.distinct.iter().all(|(word, _)| markers::status(word).is_some())
    }

    /// Of a few words, one at least is known to say booked, pending or declined.
    pub(crate) fn has_statuses(&self) -> bool {
        !self.is_varied && self.distinct.iter().any(|(word, _)| markers::status(word).is_some())
    }

    fn add(&mut self, cell: &str, kind: &Kind) {
        self.filled += 1;
        self.characters += u64::try_from(cell.len()).unwrap_or(0);
        match kind {
            Kind::Date(date) => self.dates.add(*date),
            Kind::Number(number) => self.add_number(cell, number),
            Kind::Both(date, number) => {
                self.dates.add(*date);
                self.add_number(cell, number);
            }
            Kind::Text => {
                self.currencies +=
                    u32::from(cell.len() == 3 && Currency::from_code(cell).is_some());
                self.ibans += u32::from(begins_iban(cell) && account::iban(cell).is_some());
                self.add_distinct(cell);
            }
        }
    }

    fn add_number(&mut self, cell: &str, number: &Amount) {
        self.numbers += 1;
        self.longest_number = self.longest_number.max(cell.len());
        self.money += u32::from(number.is_money);
        self.directions += u32::from(number.direction.is_some());
        self.negative += u32::from(number.negative);
        self.positive += u32::from(!number.negative && !number.is_zero());
        self.marks.add(number);
    }

    fn add_distinct(&mut self, cell: &str) {
        if self.is_varied {
            return;
        }
        if let Some((_, count)) = self.distinct.iter_mut().find(|(word, _)| word == cell) {
            *count += 1;
        } else if self.distinct.len() < MAX_DISTINCT && cell.len() <= 64 {
            self.distinct.push((cell.to_owned(), 1));
        } else {
            self.is_varied = true;
            self.distinct = Vec::new();
        }
    }
}

enum Kind {
    Date(Date),
    Number(Amount),
    /// Digits that could be either, such as `20240131`.
    Both(Date, Amount),
    Text,
}

/// Counts over all records after the header. `units` has what the numbers of a column count, where they are dates;
/// `progress` gets the bytes read.
pub(crate) fn of(
    text: &str,
    delimiter: u8,
    header_line: Option<u32>,
    units: Vec<Option<Unit>>,
    progress: &mut dyn FnMut(usize) -> ControlFlow<()>,
) -> ControlFlow<(), Profile> {
    let column = |counts| ColumnProfile { counts, ..ColumnProfile::default() };
    let columns = units.into_iter().map(column).collect();
    let mut profile = Profile { entries: 0, columns, widths: vec![0; MAX_CELLS + 1] };
    let mut kinds = Vec::new();
    let mut records = Records::new(text, delimiter);
    let mut count = 0u32;
    loop {
        count = count.wrapping_add(1);
        if count.is_multiple_of(8192) {
            progress(records.position())?;
        }
        let Some(record) = records.next() else { break };
        if header_line.is_none_or(|line| record.line > line) {
            profile.add(&record, &mut kinds);
        }
    }
    ControlFlow::Continue(profile)
}

impl Profile {
    fn add(&mut self, record: &Record<'_>, kinds: &mut Vec<Kind>) {
        while self.columns.len() < record.len() {
            self.columns.push(ColumnProfile::default());
        }
        kinds.clear();
        kinds.extend(record.cells().zip(&self.columns).map(|(cell, column)| kind(cell, column)));
        let dates =
            kinds.iter().filter(|kind| matches!(kind, Kind::Date(_) | Kind::Both(..))).count();
        let numbers =
            kinds.iter().filter(|kind| matches!(kind, Kind::Number(_) | Kind::Both(..))).count();
        let both = kinds.iter().filter(|kind| matches!(kind, Kind::Both(..))).count();
        if dates == 0 || numbers == 0 || dates + numbers - both < 2 {
            return;
        }
        self.entries += 1;
        self.widths[record.len().min(MAX_CELLS)] += 1;
        for ((cell, kind), column) in record.cells().zip(kinds).zip(&mut self.columns) {
            if !cell.is_empty() {
                column.add(cell, kind);
            }
        }
    }

    /// The number of cells that most entries have.
    pub(crate) fn width(&self) -> usize {
        let most = self.widths.iter().max().copied().unwrap_or(0);
        self.widths.iter().position(|count| *count == most).filter(|_| most > 0).unwrap_or(0)
    }

    /// The date in a cell of the column.
    pub(crate) fn date(&self, index: usize, cell: &str) -> Option<Date> {
        match self.column(index).and_then(|column| column.counts) {
            Some(unit) => date::counted(cell, unit).map(Date::Sure),
            None => date::parse(cell),
        }
    }

    pub(crate) fn column(&self, index: usize) -> Option<&ColumnProfile> {
        self.columns.get(index)
    }
}

/// Two capitals and a digit, which rules out nearly all other texts.
fn begins_iban(cell: &str) -> bool {
    matches!(cell.as_bytes(), [b'A'..=b'Z', b'A'..=b'Z', b'0'..=b'9', ..])
}

fn kind(cell: &str, column: &ColumnProfile) -> Kind {
    if cell.len() > 96 || !digits::any(cell) {
        return Kind::Text;
    }
    if let Some(unit) = column.counts {
        return date::counted(cell, unit).map_or(Kind::Text, |date| Kind::Date(Date::Sure(date)));
    }
    let date =
        if column.dates.count == 0 && column.filled >= ENOUGH { None } else { date::parse(cell) };
    let number =
        if column.numbers == 0 && column.filled >= ENOUGH { None } else { amount::parse(cell) };
    match (date, number) {
        (Some(date), Some(number)) => Kind::Both(date, number),
        (Some(date), None) => Kind::Date(date),
        (None, Some(number)) => Kind::Number(number),
        (None, None) => Kind::Text,
    }
}
