//! Where a file with several tables, each below its own header, is to be cut.
//!
//! Banks write such files for several accounts at once: a checking account, then a card with other columns.

use crate::csv::header::{self, Header};
use crate::csv::preamble;
use crate::csv::records::Records;
use crate::csv::words::Meaning;
use crate::layout::Role;
use crate::lines::Lines;
use crate::{amount, date};

/// A date and an amount, as [`header::known_words`] counts them.
const ENOUGH_WORDS: usize = 4;
/// A line with more digits than this holds no header.
const MAX_DIGITS: usize = 6;
/// A file with more of them was not made by a bank.
const MAX_TABLES: usize = 64;
/// Lines between the last entry of a table and the header of the next at most.
const MAX_GAP: usize = 60;

/// One table with the lines above its header.
pub(crate) struct Table<'t> {
    pub(crate) text: &'t str,
    /// Lines of the file above it.
    pub(crate) lines_above: u32,
    /// The words of its header.
    pub(crate) names: Vec<String>,
}

/// The tables of the file in their order; none where it is one table as a whole.
pub(crate) fn cut(text: &str, delimiter: u8) -> Vec<Table<'_>> {
    let mut starts: Vec<(usize, Vec<String>)> = Vec::new();
    let (mut position, mut behind_header) = (0, 0);
    for piece in text.split_inclusive(['\n', '\r']) {
        let start = position;
        position += piece.len();
        let Some(names) = header_words(piece, delimiter) else { continue };
        let gap = behind_last_entry(&text[behind_header..start], delimiter);
        match (starts.last_mut(), gap.map(|place| behind_header + place)) {
            (None, _) => starts.push((0, names)),
            // Headings only, so far.
            (Some(last), None) => last.1 = names,
            // The same words again, with no account above them, stand on the next page of one table.
            (Some(last), Some(gap))
                if last.1 != names || preamble::names_account(&text[gap..start], delimiter) =>
            {
                starts.push((gap, names));
            }
            (Some(_), Some(_)) => {}
        }
        behind_header = position;
        if starts.len() > MAX_TABLES {
            return Vec::new();
        }
    }
    if starts.len() < 2 {
        return Vec::new();
    }
    let mut lines = Lines::new(text);
    let ends: Vec<usize> =
        starts.iter().skip(1).map(|(start, _)| *start).chain([text.len()]).collect();
    let tables = starts.into_iter().zip(ends);
    tables
        .map(|((start, names), end)| Table {
            text: &text[start..end],
            lines_above: lines.at(start) - 1,
            names,
        })
        .collect()
}

fn header_words(line: &str, delimiter: u8) -> Option<Vec<String>> {
    let digits = line.bytes().filter(u8::is_ascii_digit).take(MAX_DIGITS + 1).count();
    if digits > MAX_DIGITS || !line.as_bytes().contains(&delimiter) {
        return None;
    }
    let mut records = Records::new(line, delimiter);
    let record = records.next()?;
    if header::known_words(&record) < ENOUGH_WORDS {
        return None;
    }
    let header = Header::of(&record);
    // A table of sums, such as what is due when, has no words for what was paid.
    let is_text = |meaning: &Meaning| matches!(meaning.0, Role::Payee | Role::Memo);
    header.meanings().iter().flatten().any(is_text).then_some(header.names)
}

/// Where the last line with a date and an amount ends.
fn behind_last_entry(text: &str, delimiter: u8) -> Option<usize> {
    let mut end = text.len();
    for _ in 0..MAX_GAP {
        let line = text[..end].trim_end_matches(['\n', '\r']);
        let start = line.rfind(['\n', '\r']).map_or(0, |at| at + 1);
        if is_entry(&line[start..], delimiter) {
            return Some(end);
        }
        end = start;
    }
    None
}

fn is_entry(line: &str, delimiter: u8) -> bool {
    let mut records = Records::new(line, delimiter);
    records.next().is_some_and(|record| {
        record.cells().any(|cell| date::parse(cell).is_some())
            && record.cells().any(|cell| amount::parse(cell).is_some())
    })
}
