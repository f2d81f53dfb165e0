//! Quotes that stand otherwise than around each cell as `"…"`, put right before the text is cut into cells.

use crate::csv::records::{Record, Records};
use crate::lines;

/// The text without the quotes that some programs put around each whole line, if this is such a file.
pub(crate) fn unwrapped(text: &str) -> Option<String> {
    // No file has this character, so that each record is one cell.
    const NOWHERE: u8 = 0x1f;
    let is_wrapped = |record: &Record<'_>| {
        record.raw.starts_with('"')
            && record.raw.ends_with('"')
            && record.cell(0).contains([',', ';', '\t'])
    };
    let mut records = Records::new(text, NOWHERE);
    let mut plain = String::new();
    while let Some(record) = records.next() {
        // `"a","b"` taken for one cell keeps its inner quotes.
        let is_parted =
            record.raw.replace("\"\"", "").contains("\",\"") || record.cell(0).contains("\",\"");
        if is_parted || !is_wrapped(&record) {
            return None;
        }
        plain.push_str(record.cell(0));
        plain.push('\n');
    }
    (!plain.is_empty()).then_some(plain)
}

/// The text with `"…"` around the cells that it writes as `'…'`, if it has such cells and an apostrophe never begins a
/// cell otherwise.
pub(crate) fn doubled(text: &str, delimiter: u8) -> Option<String> {
    let delimiter = char::from(delimiter);
    let begins_cell =
        |at: usize| text[..at].trim_end_matches(' ').ends_with([delimiter, '\n', '\r']);
    let mut marks = memchr::memchr_iter(b'\'', text.as_bytes());
    if !marks.any(|at| at == 0 || begins_cell(at)) || text.contains('"') {
        return None;
    }
    let mut doubled = String::with_capacity(text.len() + 16);
    let mut has_quotes = false;
    for line in lines::physical(text) {
        let mut rest = line;
        loop {
            let blanks = rest.len() - rest.trim_start_matches(' ').len();
            let (blank, cell) = rest.split_at(blanks);
            doubled.push_str(blank);
            rest = match cell.strip_prefix('\'') {
                Some(inner) => {
                    let (text, behind) = quoted(inner, delimiter)?;
                    // Around nothing but digits they keep a spreadsheet from counting, and have long been understood.
                    has_quotes |= text.contains(|c: char| !c.is_ascii_digit());
                    doubled.push('"');
                    doubled.push_str(&text.replace("''", "'"));
                    doubled.push('"');
                    behind
                }
                None => {
                    let end = cell.find(delimiter).unwrap_or(cell.len());
                    doubled.push_str(&cell[..end]);
                    &cell[end..]
                }
            };
            match rest.strip_prefix(delimiter) {
                Some(next) => {
                    doubled.push(delimiter);
                    rest = next;
                }
                None => break,
            }
        }
        doubled.push_str(rest);
    }
    has_quotes.then_some(doubled)
}

/// A cell behind its first apostrophe, and what stands behind its last one: a delimiter or the end of the line.
fn quoted(inner: &str, delimiter: char) -> Option<(&str, &str)> {
    let ends = inner.match_indices('\'').map(|(at, _)| at);
    let is_end = |at: &usize| {
        let behind = inner[at + 1..].trim_start_matches(' ');
        behind.is_empty() || behind.starts_with([delimiter, '\n', '\r'])
    };
    let end = { ends }.find(is_end)?;
    Some((&inner[..end], inner[end + 1..].trim_start_matches(' ')))
}

#[cfg(test)]
mod tests {
    use super::doubled;

    #[test]
    fn apostrophes_around_cells_are_quotes() {
        for (text, expect) in [
            ("'a','b, c',1\n'd','',-2\r\n", Some("\"a\",\"b, c\",1\n\"d\",\"\",-2\r\n")),
            ("x,'it''s', 'o'clock'\n", Some("x,\"it's\", \"o'clock\"\n")),
            // Digits alone, an apostrophe of a word, one that guards a formula.
            ("'500000',DEBIT\n", None),
            ("Joe's,1\n", None),
            ("'=1,x\n", None),
            ("\"a\",'b'\n", None),
        ] {
            assert_eq!(doubled(text, b',').as_deref(), expect, "{text}");
        }
    }
}
