//! A text cut into records and cells, within limits, with the place of each record.

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};
use memchr::{memchr, memchr_iter, memchr2};

use crate::lines;
use crate::statement::ProblemCode;

/// Bytes of one record at most.
const MAX_RECORD: usize = 1024 * 1024;
/// Cells of one record at most.
pub(crate) const MAX_CELLS: usize = 256;
/// A quoted cell that runs over more lines than this was not meant as one.
const MAX_QUOTED_LINES: usize = 64;

/// One record. Cells are unquoted; `raw` is the text as it stood, without its line end.
pub(crate) struct Record<'r> {
    cells: &'r str,
    ends: &'r [usize],
    /// Bytes between the end of a cell and the start of the next.
    gap: usize,
    pub(crate) raw: &'r str,
    pub(crate) line: u32,
    /// Set when the record broke a limit; its cells are not to be used then.
    pub(crate) problem: Option<ProblemCode>,
}

impl<'r> Record<'r> {
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The cell without blanks around it and without the `="…"` and `'` before digits that spreadsheets understand; empty
    /// beyond the end.
    pub(crate) fn cell(&self, index: usize) -> &'r str {
        let Some(end) = self.ends.get(index) else {
            return "";
        };
        let start = if index == 0 { 0 } else { self.ends[index - 1] + self.gap };
        let cell = trim(self.cells.get(start..*end).unwrap_or(""));
        match cell.strip_prefix("=\"").and_then(|cell| cell.strip_suffix('"')) {
            Some(inner) => inner.trim(),
            None => match cell.strip_prefix('\'') {
                Some(digits) if digits.starts_with(|c: char| c.is_ascii_digit()) => {
                    digits.strip_suffix('\'').unwrap_or(digits)
                }
                _ => cell,
            },
        }
    }

    pub(crate) fn cells(&self) -> impl DoubleEndedIterator<Item = &'r str> {
        (0..self.len()).map(|index| self.cell(index))
    }

    pub(crate) fn is_blank(&self) -> bool {
        self.cells().all(str::is_empty)
    }
}

/// Reads a text record by record, without keeping more than one.
pub(crate) struct Records<'t> {
    text: &'t str,
    position: usize,
    line: u32,
    delimiter: u8,
    /// Made when the first quote comes: that takes longer than to cut many lines without one.
    quoted: Option<Box<Reader>>,
    literal: Option<Box<Reader>>,
    buffer: Vec<u8>,
    ends: Vec<usize>,
}

/// What one attempt to read a record found: bytes taken, bytes written, cells.
enum Attempt {
    Record { taken: usize, cells: usize },
    End,
    Over(ProblemCode),
}

impl<'t> Records<'t> {
    pub(crate) fn new(text: &'t str, delimiter: u8) -> Records<'t> {
        Records {
            text,
            position: 0,
            line: 1,
            delimiter,
            quoted: None,
            literal: None,
            buffer: Vec::new(),
            ends: vec![0; MAX_CELLS + 1],
        }
    }

    /// Bytes of the text read so far.
    pub(crate) fn position(&self) -> usize {
        self.position
    }

    pub(crate) fn next(&mut self) -> Option<Record<'_>> {
        self.skip_line_ends();
        let rest = &self.text[self.position..];
        if rest.is_empty() {
            return None;
        }
        let first = first_line(rest);
        if first.len() < MAX_RECORD && memchr(b'"', first.as_bytes()).is_none() {
            return Some(self.without_quotes(first));
        }
        let reader = |quoting| {
            Box::new(ReaderBuilder::new().delimiter(self.delimiter).quoting(quoting).build())
        };
        if self.buffer.is_empty() {
            self.buffer.resize(4096, 0);
        }
        let quoted = self.quoted.get_or_insert_with(|| reader(true));
        quoted.reset();
        let mut attempt = read(quoted, rest, &mut self.buffer, &mut self.ends);
        if is_broken(&attempt, rest) {
            // A quote without its partner: this line is taken as it stands.
            let literal = self.literal.get_or_insert_with(|| reader(false));
            literal.reset();
            attempt = read(literal, first, &mut self.buffer, &mut self.ends);
        }
        let line = self.line;
        let (raw, cells, problem) = match attempt {
            Attempt::Record { taken, cells } => (&rest[..taken], cells, None),
            Attempt::Over(code) => (first, 0, Some(code)),
            Attempt::End => return None,
        };
        self.position += raw.len();
        self.line = self.line.saturating_add(lines::count(raw));
        // csv-core leaves the second half of a line end to the next record.
        if raw.ends_with('\r') && self.text[self.position..].starts_with('\n') {
            self.position += 1;
        }
        let ends = &self.ends[..cells];
        let written = ends.last().copied().unwrap_or(0);
        Some(Record {
            cells: std::str::from_utf8(&self.buffer[..written]).unwrap_or(""),
            ends,
            gap: 0,
            raw: raw.trim_end_matches(['\r', '\n']),
            line,
            problem,
        })
    }

    /// A line without quotes is parted by its delimiters alone, which is many times faster.
    fn without_quotes(&mut self, first: &'t str) -> Record<'_> {
        let line = self.line;
        let raw = first.trim_end_matches(['\r', '\n']);
        let ends = memchr_iter(self.delimiter, raw.as_bytes()).chain([raw.len()]);
        let mut cells = 0;
        for (slot, end) in self.ends.iter_mut().zip(ends) {
            *slot = end;
            cells += 1;
        }
        let problem = (cells > MAX_CELLS).then_some(ProblemCode::TooManyColumns);
        self.position += raw.len();
        let ends = if problem.is_none() { &self.ends[..cells] } else { &[] };
        Record { cells: raw, ends, gap: 1, raw, line, problem }
    }

    fn skip_line_ends(&mut self) {
        let rest = &self.text[self.position..];
        let skipped = rest.len() - rest.trim_start_matches(['\r', '\n']).len();
        self.line = self.line.saturating_add(lines::count(&rest[..skipped]));
        self.position += skipped;
    }
}

/// As `str::trim`, with a short way for the many cells that need none.
fn trim(cell: &str) -> &str {
    match (cell.as_bytes().first(), cell.as_bytes().last()) {
        (Some(b'!'..=b'~'), Some(b'!'..=b'~')) => cell,
        _ => cell.trim(),
    }
}

/// Up to and with the next line end.
fn first_line(text: &str) -> &str {
    match memchr2(b'\r', b'\n', text.as_bytes()) {
        Some(at) => &text[..=at],
        None => text,
    }
}

/// A record over several lines whose quotes do not pair up, or over too many.
fn is_broken(attempt: &Attempt, rest: &str) -> bool {
    match attempt {
        Attempt::Record { taken, .. } => {
            let raw = rest[..*taken].trim_end_matches(['\r', '\n']);
            memchr2(b'\r', b'\n', raw.as_bytes()).is_some()
                && (memchr_iter(b'"', raw.as_bytes()).count() % 2 == 1
                    || raw.lines().nth(MAX_QUOTED_LINES).is_some())
        }
        Attempt::Over(_) => memchr(b'"', first_line(rest).as_bytes()).is_some(),
        Attempt::End => false,
    }
}

fn read(reader: &mut Reader, text: &str, buffer: &mut Vec<u8>, ends: &mut [usize]) -> Attempt {
    let limit = text.len().min(MAX_RECORD);
    let mut input = &text.as_bytes()[..limit];
    let (mut taken, mut written, mut cells) = (0, 0, 0);
    loop {
        let (result, read, wrote, ended) =
            reader.read_record(input, &mut buffer[written..], &mut ends[cells..]);
        taken += read;
        written += wrote;
        cells += ended;
        input = &input[read..];
        match result {
            ReadRecordResult::Record if cells <= MAX_CELLS => {
                return Attempt::Record { taken, cells };
            }
            ReadRecordResult::Record | ReadRecordResult::OutputEndsFull => {
                return Attempt::Over(ProblemCode::TooManyColumns);
            }
            ReadRecordResult::OutputFull => buffer.resize(buffer.len() * 2, 0),
            ReadRecordResult::InputEmpty if limit < text.len() => {
                return Attempt::Over(ProblemCode::RowTooLong);
            }
            // An empty input tells the reader that this was all.
            ReadRecordResult::InputEmpty => {}
            ReadRecordResult::End => return Attempt::End,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn all(text: &str) -> Vec<(u32, Vec<String>)> {
        let mut records = Records::new(text, b',');
        let mut found = Vec::new();
        while let Some(record) = records.next() {
            found.push((record.line, record.cells().map(str::to_owned).collect()));
        }
        found
    }

    #[test]
    fn counts_physical_lines_whatever_ends_them() {
        for line_end in ["\n", "\r\n", "\r"] {
            let text = ["a,b", "", "\"x", "y\",2", "c,d"].join(line_end);
            let lines: Vec<u32> = all(&text).iter().map(|(line, _)| *line).collect();
            assert_eq!(lines, [1, 3, 5], "{line_end:?}");
        }
    }

    #[test]
    fn keeps_lines_apart_when_a_quote_has_no_partner() {
        let found = all("1,\"a b\n2,c\n3,\"d\"\n");
        assert_eq!(found.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [1, 2, 3]);
        assert_eq!(found[0].1, ["1", "\"a b"]);
        assert_eq!(found[2].1, ["3", "d"]);
    }

    #[test]
    fn keeps_to_its_limits() {
        let wide = ",".repeat(MAX_CELLS);
        let long = "x".repeat(MAX_RECORD + 1);
        let text = format!("a,b\n{wide}\n{long}\nc,d\n");
        let mut records = Records::new(&text, b',');
        let mut problems = Vec::new();
        while let Some(record) = records.next() {
            problems.push((record.line, record.problem));
        }
        assert_eq!(
            problems,
            [
                (1, None),
                (2, Some(ProblemCode::TooManyColumns)),
                (3, Some(ProblemCode::RowTooLong)),
                (4, None)
            ]
        );
    }

    proptest! {
        #[test]
        fn every_byte_is_read_once(text in "[a,\"\r\n ;é]{0,200}") {
            let mut records = Records::new(&text, b',');
            let mut last = 0;
            while let Some(record) = records.next() {
                prop_assert!(record.line > last);
                last = record.line;
            }
            prop_assert_eq!(records.position(), text.len());
        }
    }
}
