//! Which character parts the cells.

use crate::csv::header;
use crate::csv::records::Records;
use crate::{amount, date};

/// Commonest first: the first wins where two explain the file equally well.
const DELIMITERS: [u8; 7] = [b',', b';', b'\t', b'|', b':', b'^', b'~'];

/// Records looked at. Far more than any preamble has, and the mark does not change within a file.
const SAMPLE: usize = 500;

/// Records among which header words are looked for.
const HEADER_SAMPLE: usize = 50;

/// The delimiter that makes most records read as entries: a date in one cell, an amount in another.
pub(crate) fn find(text: &str) -> u8 {
    let mut best = (DELIMITERS[0], Score::default());
    for delimiter in DELIMITERS {
        let score = score(text, delimiter);
        if score > best.1 {
            best = (delimiter, score);
        }
    }
    best.0
}

/// Compared in the order of the fields.
#[derive(Default, PartialEq, Eq, PartialOrd, Ord)]
struct Score {
    entries: usize,
    /// Dates and amounts in them.
    values: usize,
    /// The most words known from headers in one record.
    words: usize,
    /// Records of more than one cell.
    parted: usize,
}

fn score(text: &str, delimiter: u8) -> Score {
    let mut records = Records::new(text, delimiter);
    let mut score = Score::default();
    for place in 0..SAMPLE {
        let Some(record) = records.next() else { break };
        let dates = record.cells().filter(|cell| date::parse(cell).is_some()).count();
        let numbers = record.cells().filter(|cell| amount::parse(cell).is_some()).count();
        if dates > 0 && numbers > 0 {
            score.entries += 1;
            score.values += dates + numbers;
        }
        score.parted += usize::from(record.len() > 1);
        if dates == 0 && record.len() > 1 && place < HEADER_SAMPLE {
            score.words = score.words.max(header::known_words(&record));
        }
    }
    score
}
