//! Which record names the columns.

use crate::csv::records::{Record, Records};
use crate::csv::words::{self, Meaning};
use crate::layout::Role;
use crate::{amount, date};

/// Records among which a header is looked for.
const SAMPLE: usize = 200;

/// The header, or where the entries begin without one.
pub(crate) struct Header {
    pub(crate) line: u32,
    pub(crate) names: Vec<String>,
}

impl Header {
    pub(crate) fn of(record: &Record<'_>) -> Header {
        Header { line: record.line, names: record.cells().map(str::to_owned).collect() }
    }

    pub(crate) fn meanings(&self) -> Vec<Option<Meaning>> {
        self.names.iter().map(|name| words::meaning(name)).collect()
    }

    pub(crate) fn is(&self, record: &Record<'_>) -> bool {
        record.len() == self.names.len()
            && record.cells().zip(&self.names).all(|(cell, name)| cell == name)
    }
}

/// Cells with a word that headers have; none if the record holds data.
pub(crate) fn known_words(record: &Record<'_>) -> usize {
    if record.len() < 2 || record.cells().any(is_data) {
        return 0;
    }
    let meanings: Vec<Meaning> = record.cells().filter_map(words::meaning).collect();
    let carries = |wanted: &[Role]| meanings.iter().any(|(role, _)| wanted.contains(role));
    let dated = carries(&[Role::Date, Role::ValueDate]);
    let valued = carries(&[Role::Amount, Role::Debit, Role::Credit]);
    // Sums, such as what is due when, stand below words too, but below none for what was paid.
    let described = 2 * usize::from(carries(&[Role::Payee, Role::Memo]));
    match (dated, valued) {
        (true, true) => meanings.len() + 2 + described,
        _ if meanings.len() >= 2 && (dated || valued) => meanings.len(),
        _ => 0,
    }
}

fn is_data(cell: &str) -> bool {
    cell.bytes().any(|byte| byte.is_ascii_digit())
        && (date::parse(cell).is_some() || amount::parse(cell).is_some())
}

/// The record with the most header words; where no word is known, a record of words only just above the first entry.
pub(crate) fn find(text: &str, delimiter: u8) -> Option<Header> {
    let mut records = Records::new(text, delimiter);
    let mut best: Option<(usize, Header)> = None;
    let mut above: Option<Header> = None;
    let mut first_entry_seen = false;
    for _ in 0..SAMPLE {
        let Some(record) = records.next() else { break };
        if record.is_blank() {
            continue;
        }
        let known = known_words(&record);
        if known > best.as_ref().map_or(0, |(most, _)| *most) {
            best = Some((known, Header::of(&record)));
        }
        if first_entry_seen {
            continue;
        }
        let dates = record.cells().filter(|cell| date::parse(cell).is_some()).count();
        let numbers = record.cells().filter(|cell| amount::parse(cell).is_some()).count();
        if dates > 0 && numbers > 0 {
            first_entry_seen = true;
            above = above.filter(|header| {
                header.names.len() == record.len()
                    && header.names.iter().filter(|name| !name.is_empty()).count() > 2
            });
        } else if !record.cells().any(is_data) {
            above = Some(Header::of(&record));
        } else {
            above = None;
        }
    }
    best.map(|(_, header)| header).or(above.filter(|_| first_entry_seen))
}

/// The record at a line that the user chose, or the one with the same words further on.
pub(crate) fn at(text: &str, delimiter: u8, line: u32, names: &[&str]) -> Option<Header> {
    let mut records = Records::new(text, delimiter);
    let mut at_line = None;
    for _ in 0..SAMPLE {
        let Some(record) = records.next() else { break };
        let header = Header::of(&record);
        if header.names.iter().map(String::as_str).eq(names.iter().copied()) {
            return Some(header);
        }
        if record.line == line {
            at_line = Some(header);
        }
    }
    at_line
}
