//! Sheets of Excel workbooks as text with tabs between the cells, to be read like any file with columns.

use std::io::Cursor;

use calamine::{Data, ExcelDateTime, Reader, Xlsx};
use rust_decimal::Decimal;

use crate::csv::MAX_CELLS;
use crate::{ReadError, archive};

/// Between the cells of the text.
pub(crate) const DELIMITER: u8 = b'\t';
/// Bytes of a workbook at most, unpacked.
const MAX_BYTES: usize = 256 * 1024 * 1024;

pub(crate) struct Sheet {
    pub(crate) name: String,
    /// A row is a line, also an empty one, so that lines are counted as in the sheet.
    pub(crate) text: String,
}

pub(crate) fn is_workbook(bytes: &[u8]) -> bool {
    archive::holds(bytes, "xl/workbook.xml")
}

/// The sheets that have cells, in the workbook's order.
///
/// # Errors
/// [`ReadError::NotAStatement`] for a damaged or encrypted workbook; [`ReadError::TooLarge`] over the limits.
pub(crate) fn sheets(bytes: &[u8]) -> Result<Vec<Sheet>, ReadError> {
    let files = archive::files(bytes, MAX_BYTES)?;
    if files.iter().any(|file| promises_too_much(&file.bytes)) {
        return Err(ReadError::NotAStatement);
    }
    drop(files);
    let mut workbook = Xlsx::new(Cursor::new(bytes)).map_err(|_| ReadError::NotAStatement)?;
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
    sheets.retain(|sheet: &Sheet| !sheet.text.is_empty());
    Ok(sheets)
}

/// The table of texts says how many it has, for which memory is set aside: never more than it has bytes.
fn promises_too_much(file: &[u8]) -> bool {
    const COUNT: &[u8] = b"uniqueCount";
    memchr::memmem::find_iter(file, COUNT).any(|at| {
        let value = file[at + COUNT.len()..].iter();
        let value = value
            .skip_while(|byte| !byte.is_ascii_digit())
            .take_while(|byte| byte.is_ascii_digit());
        let count = value.fold(0usize, |sum, digit| {
            sum.saturating_mul(10).saturating_add(usize::from(digit - b'0'))
        });
        count > file.len()
    })
}

/// Rows of cells as lines; cells beyond the widest row that is read are left out.
pub(crate) fn text(mut cells: Vec<(u32, u32, String)>) -> String {
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
pub(crate) fn push(text: &mut String, cell: &str) {
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

pub(crate) fn written(value: &Data) -> String {
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
