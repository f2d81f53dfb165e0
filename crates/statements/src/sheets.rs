//! Sheets of Excel workbooks as text with tabs between the cells, to be read like any file with columns.

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{Data, ExcelDateTime, Reader, Xls, Xlsx};
use rust_decimal::Decimal;

use crate::csv::MAX_CELLS;
use crate::statement::Format;
use crate::{ReadError, archive};

/// Between the cells of the text.
pub(crate) const DELIMITER: u8 = b'\t';
/// Bytes of a workbook at most, unpacked.
const MAX_BYTES: usize = 256 * 1024 * 1024;
/// Rows that a sheet of the old format has at most.
const MAX_XLS_ROWS: u32 = 65_536;
/// How a file of the old format begins (MS-CFB).
const COMPOUND_FILE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

pub(crate) struct Sheet {
    pub(crate) name: String,
    /// A row is a line, also an empty one, so that lines are counted as in the sheet.
    pub(crate) text: String,
}

/// The format, if the file is a workbook.
pub(crate) fn format(bytes: &[u8]) -> Option<Format> {
    if bytes.starts_with(COMPOUND_FILE) {
        return Some(Format::Xls);
    }
    archive::holds(bytes, "xl/workbook.xml").then_some(Format::Xlsx)
}

/// The sheets that have cells, in the workbook's order.
///
/// # Errors
/// [`ReadError::NotAStatement`] for a damaged or encrypted workbook; [`ReadError::TooLarge`] over the limits.
pub(crate) fn sheets(bytes: &[u8], format: Format) -> Result<Vec<Sheet>, ReadError> {
    let sheets = match format {
        Format::Xls => xls(bytes),
        _ => {
            archive::files(bytes, MAX_BYTES)?;
            xlsx(bytes)
        }
    };
    let sheets = sheets.ok_or(ReadError::NotAStatement)?;
    Ok(sheets.into_iter().filter(|sheet| !sheet.text.is_empty()).collect())
}

fn xlsx(bytes: &[u8]) -> Option<Vec<Sheet>> {
    let mut workbook = Xlsx::new(Cursor::new(bytes)).ok()?;
    let mut sheets = Vec::new();
    for name in workbook.sheet_names() {
        // A sheet of charts has no cells.
        let Ok(mut reader) = workbook.worksheet_cells_reader(&name) else { continue };
        let mut cells = Vec::new();
        while let Ok(Some(cell)) = reader.next_cell() {
            let (row, column) = cell.get_position();
            cells.push((row, column, written(&Data::from(cell.get_value().clone()))));
        }
        sheets.push(Sheet { name, text: text(cells) });
    }
    Some(sheets)
}

fn xls(bytes: &[u8]) -> Option<Vec<Sheet>> {
    if bytes.len() > MAX_BYTES || !has_sane_dimensions(bytes) {
        return None;
    }
    // The reader of the old format indexes by what the file says, and panics on some damaged ones.
    let workbook = catch_unwind(AssertUnwindSafe(|| Xls::new(Cursor::new(bytes)).ok()));
    let mut workbook = workbook.ok().flatten()?;
    let mut sheets = Vec::new();
    for (name, range) in workbook.worksheets() {
        let (top, left) = range.start().unwrap_or_default();
        let cells = range.used_cells().map(|(row, column, value)| {
            let at = |place: usize, first: u32| {
                u32::try_from(place).unwrap_or(u32::MAX).saturating_add(first)
            };
            (at(row, top), at(column, left), written(value))
        });
        sheets.push(Sheet { name, text: text(cells.collect()) });
    }
    Some(sheets)
}

/// Memory is set aside by the record of a sheet's dimensions (MS-XLS 2.4.90) before a cell is read, so that a damaged
/// one would ask for more than there is.
fn has_sane_dimensions(bytes: &[u8]) -> bool {
    const RECORD: &[u8] = &[0x00, 0x02, 0x0e, 0x00];
    let number =
        |bytes: &[u8]| bytes.iter().rev().fold(0u32, |sum, byte| (sum << 8) | u32::from(*byte));
    memchr::memmem::find_iter(bytes, RECORD).all(|at| {
        let Some(fields) = bytes.get(at + 4..at + 12) else { return true };
        let (top, bottom) = (number(&fields[..4]), number(&fields[4..]));
        top <= bottom && bottom <= MAX_XLS_ROWS
    })
}

/// Rows of cells as lines; cells beyond the widest row that is read are left out.
fn text(mut cells: Vec<(u32, u32, String)>) -> String {
    let widest = u32::try_from(MAX_CELLS).unwrap_or(u32::MAX);
    cells.retain(|(_, column, text)| *column < widest && !text.is_empty());
    cells.sort_by_key(|(row, column, _)| (*row, *column));
    let mut text = String::new();
    let (mut row, mut column) = (0, 0);
    for (cell_row, cell_column, cell) in cells {
        while row < cell_row {
            text.push('\n');
            (row, column) = (row + 1, 0);
        }
        while column < cell_column {
            text.push(char::from(DELIMITER));
            column += 1;
        }
        push(&mut text, &cell);
    }
    text
}

/// A cell on one line, with quotes doubled where it has some.
fn push(text: &mut String, cell: &str) {
    let is_quoted = cell.contains('"');
    if is_quoted {
        text.push('"');
    }
    for c in cell.chars() {
        match c {
            '\r' | '\n' | '\t' => text.push(' '),
            '"' => text.push_str("\"\""),
            c => text.push(c),
        }
    }
    if is_quoted {
        text.push('"');
    }
}

fn written(value: &Data) -> String {
    match value {
        Data::Int(number) => number.to_string(),
        Data::Float(number) => decimal(*number),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text.clone(),
        Data::Bool(value) => value.to_string(),
        Data::DateTime(moment) => written_moment(moment),
        Data::Error(_) | Data::Empty => String::new(),
    }
}

/// Excel keeps 15 digits of a number, so that the binary fraction behind 0.30000000000000004 is 0.3.
fn decimal(number: f64) -> String {
    let rounded =
        Decimal::from_scientific(&format!("{number:.14e}")).map(|number| number.normalize());
    match rounded {
        // Three digits behind a dot could be thousands in a text, which a number of a sheet never has.
        Ok(decimal) if decimal.scale() == 3 => format!("{decimal}0"),
        Ok(decimal) => decimal.to_string(),
        Err(_) => number.to_string(),
    }
}

fn written_moment(moment: &ExcelDateTime) -> String {
    if !moment.is_datetime() {
        return decimal(moment.as_f64());
    }
    let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
    match (year < 1900, hour | minute | second) {
        // A time of day alone counts from the day before the epoch.
        (true, _) => format!("{hour:02}:{minute:02}:{second:02}"),
        (false, 0) => format!("{year:04}-{month:02}-{day:02}"),
        (false, _) => format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}"),
    }
}
