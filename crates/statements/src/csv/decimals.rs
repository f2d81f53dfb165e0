//! Numbers whose commas stand unquoted between cells that commas part: `2024-01-05,Shop,-12,34,1000,00` below four
//! headings. An entry says where its cells end, if only one way to join them leaves one below each heading.

use std::ops::Range;

use memchr::memchr_iter;

use crate::csv::header::{self, Header};
use crate::date;
use crate::layout::Role;
use crate::{amount, fold, lines};

/// Lines looked at to learn what the commas are.
const SAMPLE: usize = 400;
/// Pieces that a text with commas of its own is torn into at most.
const MAX_TORN: usize = 8;
/// Pieces of one number at most: `1,234,567.89`.
const MAX_PARTS: usize = 3;
/// Columns at most; a wider file has been made with more care.
const MAX_COLUMNS: usize = 40;
/// Entries without headings that have to agree.
const ENOUGH: usize = 3;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Column {
    /// Amounts.
    Number,
    /// Amounts of one direction, of which an entry has one.
    Side,
    /// Words, with commas of their own perhaps.
    Text,
    Other,
}

impl Column {
    fn is_number(self) -> bool {
        matches!(self, Column::Number | Column::Side)
    }
}

/// What the comma in a number is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Comma {
    Decimal,
    Thousands,
}

/// The text with quotes around such numbers; `None` if it has none, or if they do not come out in nine of ten entries
/// that have too many cells.
pub(crate) fn quoted(text: &str) -> Option<String> {
    let (columns, header) = columns(text)?;
    let start = header.map_or(Some(0), |header| behind(text, &header))?;
    // A file that writes a point before decimals has its commas before thousands.
    let commas: &[Comma] = match has_points(&text[start..], &columns) {
        true => &[Comma::Thousands],
        false => &[Comma::Decimal, Comma::Thousands],
    };
    let is_any_wide = lines::physical(&text[start..]).any(|line| is_wide(line, &columns));
    if !is_any_wide {
        return None;
    }
    commas.iter().find_map(|comma| rewritten(text, start, &columns, *comma))
}

/// Place behind the header.
fn behind(text: &str, header: &Header) -> Option<usize> {
    let names: Vec<String> = header.names.iter().map(|name| fold::words(name)).collect();
    let mut place = 0;
    lines::physical(text).find_map(|line| {
        place += line.len();
        let is_header = pieces(line).into_iter().map(fold::words).eq(names.iter().cloned());
        is_header.then_some(place)
    })
}

/// There may be more cells than columns: commas in quotes are counted too, which is faster.
fn is_wide(line: &str, columns: &[Column]) -> bool {
    memchr_iter(b',', line.as_bytes()).count() >= columns.len()
}

/// The text with the numbers of entries behind `start` in quotes.
fn rewritten(text: &str, start: usize, columns: &[Column], comma: Comma) -> Option<String> {
    let mut rewritten = String::new();
    let (mut wide, mut fitting) = (0usize, 0usize);
    let (mut place, mut copied) = (start, 0);
    for line in lines::physical(&text[start..]) {
        let begin = place;
        place += line.len();
        if !is_wide(line, columns) {
            continue;
        }
        let content = line.trim_end_matches(['\n', '\r']);
        let pieces = pieces(content);
        let is_entry =
            pieces.len() > columns.len() && pieces.iter().any(|piece| date::parse(piece).is_some());
        if !is_entry {
            continue;
        }
        wide += 1;
        let cells = match fit(&pieces, columns, comma) {
            Fit::None => continue,
            Fit::One(cells) => cells,
            Fit::Several => unreadable(&pieces, columns),
        };
        fitting += 1;
        // A text that was torn is put right elsewhere.
        let is_number =
            |(cell, column): (&Range<usize>, &Column)| cell.len() > 1 && column.is_number();
        if cells.iter().zip(columns).any(is_number) {
            rewritten.push_str(&text[copied..begin]);
            push_line(&mut rewritten, &pieces, &cells);
            copied = begin + content.len();
        }
    }
    rewritten.push_str(&text[copied..]);
    (copied > 0 && fitting * 10 >= wide * 9).then_some(rewritten)
}

/// The columns, by their headings or, where there are none, by what most lines hold.
fn columns(text: &str) -> Option<(Vec<Column>, Option<Header>)> {
    let Some(header) = header::find(text, b',') else {
        return Some((columns_by_content(text)?, None));
    };
    let column = |role| match role {
        Some(Role::Amount | Role::Balance) => Column::Number,
        Some(Role::Debit | Role::Credit) => Column::Side,
        Some(Role::Payee | Role::Memo) | None => Column::Text,
        _ => Column::Other,
    };
    let roles = header.meanings().into_iter().map(|meaning| meaning.map(|(role, _)| role));
    let columns: Vec<Column> = roles.map(column).collect();
    let is_good = columns.len() <= MAX_COLUMNS && columns.iter().any(|column| column.is_number());
    is_good.then_some((columns, Some(header)))
}

/// Without headings, a whole number before two digits in each entry is one with its decimals.
fn columns_by_content(text: &str) -> Option<Vec<Column>> {
    let lines = text.lines().take(SAMPLE).map(pieces);
    let entries: Vec<Vec<&str>> =
        lines.filter(|pieces| pieces.iter().any(|piece| date::parse(piece).is_some())).collect();
    let width = entries.first()?.len();
    let is_even = entries.len() >= ENOUGH && entries.iter().all(|pieces| pieces.len() == width);
    if !is_even || width > MAX_COLUMNS {
        return None;
    }
    let are_pair = |at: usize| {
        entries.iter().all(|pieces| {
            let decimals = pieces[at + 1].trim();
            let is_empty = pieces[at].trim().is_empty() && decimals.is_empty();
            is_empty || decimals.len() == 2 && is_number(&pieces[at..at + 2], Comma::Decimal)
        })
    };
    let mut columns = Vec::new();
    let mut at = 0;
    while at < width {
        let is_pair = at + 1 < width && are_pair(at);
        columns.push(if is_pair { Column::Number } else { Column::Other });
        at += 1 + usize::from(is_pair);
    }
    columns.contains(&Column::Number).then_some(columns)
}

/// An entry with as many cells as columns writes a point before decimals.
fn has_points(text: &str, columns: &[Column]) -> bool {
    text.lines().take(SAMPLE).map(pieces).filter(|pieces| pieces.len() <= columns.len()).any(
        |pieces| {
            let numbers = pieces.iter().zip(columns).filter(|(_, column)| column.is_number());
            let mut amounts = numbers.filter_map(|(piece, _)| amount::parse(piece));
            amounts.any(|amount| amount.mark == Some(amount::DecimalMark::Dot))
        },
    )
}

/// The parts of a line between its commas, but for those in quotes.
fn pieces(line: &str) -> Vec<&str> {
    let mut is_quoted = false;
    let split = |c: char| {
        is_quoted ^= c == '"';
        c == ',' && !is_quoted
    };
    line.split(split).collect()
}

/// Pieces up to the last that is not empty.
fn filled(pieces: &[&str]) -> usize {
    pieces.iter().rposition(|piece| !piece.trim().is_empty()).map_or(0, |at| at + 1)
}

fn push_line(text: &mut String, pieces: &[&str], cells: &[Range<usize>]) {
    for (place, cell) in cells.iter().enumerate() {
        if place > 0 {
            text.push(',');
        }
        match &pieces[cell.clone()] {
            [piece] => text.push_str(piece),
            parts => {
                text.push('"');
                text.push_str(parts.join(",").replace('"', "\"\"").trim());
                text.push('"');
            }
        }
    }
}

/// Which pieces make up the cell of each column.
enum Fit {
    None,
    One(Vec<Range<usize>>),
    Several,
}

fn fit(pieces: &[&str], columns: &[Column], comma: Comma) -> Fit {
    // Empty pieces at the end are cells of the last columns, or nothing at all.
    let filled = filled(pieces).max(columns.len());
    match fit_all(&pieces[..filled], columns, comma) {
        Fit::None if filled < pieces.len() => fit_all(pieces, columns, comma),
        fit => fit,
    }
}

fn fit_all(pieces: &[&str], columns: &[Column], comma: Comma) -> Fit {
    let text = columns.iter().position(|column| *column == Column::Text);
    for torn in 0..=MAX_TORN {
        let (cells, found) = (Vec::new(), Vec::new());
        let mut search = Search { pieces, columns, comma, torn, text, cells, found };
        search.go_on(0);
        match search.found.len() {
            0 if text.is_some() => {}
            0 => break,
            1 => return search.found.pop().map_or(Fit::None, Fit::One),
            _ => return Fit::Several,
        }
    }
    Fit::None
}

/// All from the first number on as one cell, which is no number: better an entry that is said to be unreadable than a
/// guess.
fn unreadable(pieces: &[&str], columns: &[Column]) -> Vec<Range<usize>> {
    let first = columns.iter().position(|column| column.is_number()).unwrap_or(0);
    (0..first).map(|at| at..at + 1).chain(std::iter::once(first..pieces.len())).collect()
}

/// All ways to lay pieces under columns, at most two of them.
struct Search<'p> {
    pieces: &'p [&'p str],
    columns: &'p [Column],
    comma: Comma,
    /// Pieces that the first text has more than one.
    torn: usize,
    text: Option<usize>,
    cells: Vec<Range<usize>>,
    found: Vec<Vec<Range<usize>>>,
}

impl Search<'_> {
    fn go_on(&mut self, at: usize) {
        let Some(column) = self.columns.get(self.cells.len()).copied() else {
            let is_filled = |cell: &Range<usize>| !self.pieces[cell.start].trim().is_empty();
            let cells = self.columns.iter().zip(&self.cells);
            let sides = cells.filter(|(column, cell)| **column == Column::Side && is_filled(cell));
            if at == self.pieces.len() && sides.count() <= 1 {
                self.found.push(self.cells.clone());
            }
            return;
        };
        let lengths = match column {
            Column::Number | Column::Side => 1..=MAX_PARTS,
            _ if self.text == Some(self.cells.len()) => self.torn + 1..=self.torn + 1,
            _ => 1..=1,
        };
        for length in lengths {
            let Some(cell) = self.pieces.get(at..at + length) else { return };
            let fits = !column.is_number() || is_number(cell, self.comma);
            if fits && self.found.len() < 2 {
                self.cells.push(at..at + length);
                self.go_on(at + length);
                self.cells.pop();
            }
        }
    }
}

/// One number, in one piece or in several with commas between them.
fn is_number(parts: &[&str], comma: Comma) -> bool {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let (first, rest) = match parts {
        [] => return false,
        [only] => return only.trim().is_empty() || amount::parse(only).is_some(),
        [first, rest @ ..] => (first.trim(), rest),
    };
    // A point may stand before thousands where the comma stands before decimals, and before nothing else.
    let lead = first.rsplit(['.', ' ', '\'']).next().unwrap_or(first);
    let is_lead = first.ends_with(|c: char| c.is_ascii_digit())
        && (lead.len() == first.len() || digits(lead) == 3);
    let are_parts = match (comma, rest) {
        (Comma::Decimal, [decimals]) => matches!(digits(decimals), 1 | 2),
        (Comma::Decimal, _) => false,
        (Comma::Thousands, _) => rest.iter().all(|group| digits(group) == 3),
    };
    is_lead && are_parts && amount::parse(&parts.join(",")).is_some()
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn joins_only_what_fits_in_one_way() {
        let header = "Date,Text,Amount,Balance\n";
        for (lines, expect) in [
            (
                "2024-01-05,Shop,-12,34,1000,00\n2024-01-06,Rent, flat 3,-1.000,00,0,50\n",
                Some(
                    "2024-01-05,Shop,\"-12,34\",\"1000,00\"\n2024-01-06,\"Rent, flat 3\",\"-1.000,00\",\"0,50\"\n",
                ),
            ),
            (
                "2024-01-05,Shop,-12.34,987.66\n2024-01-06,Pay,1,000.00,1,987.66\n",
                Some("2024-01-05,Shop,-12.34,987.66\n2024-01-06,Pay,\"1,000.00\",\"1,987.66\"\n"),
            ),
            // Nothing to join, a text that was torn, and two ways, which makes it no number.
            ("2024-01-05,Shop,-12.34,987.66\n", None),
            ("2024-01-05,Shop, Berlin,-12.34,987.66\n", None),
            ("2024-01-05,Shop,1,20,80\n", Some("2024-01-05,Shop,\"1,20,80\"\n")),
        ] {
            let expect = expect.map(|lines| format!("{header}{lines}"));
            assert_eq!(quoted(&format!("{header}{lines}")), expect, "{lines}");
        }
    }
}
