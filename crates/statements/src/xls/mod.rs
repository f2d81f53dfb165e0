//! Excel's workbooks until 2003 (.xls): BIFF8, and BIFF5 of Excel 95, as far as cells need it.
//!
//! The records are those of [MS-XLS] (learn.microsoft.com/openspecs). Their order and lengths are never believed: each
//! byte is looked at at most [`MAX_PASSES`] times, and memory grows with what was read alone.

mod compound;
mod formats;
mod texts;

use calamine::{Data, ExcelDateTime, ExcelDateTimeType};
use encoding_rs::WINDOWS_1252;

use crate::ReadError;
use crate::sheets::{self, Sheet};
pub(crate) use crate::xls::compound::is_compound;
use crate::xls::compound::{Compound, u16_at, u32_at};
use crate::xls::formats::Formats;
use crate::xls::texts::Writing;

/// Bytes of a workbook's stream at most.
const MAX_STREAM: usize = 128 * 1024 * 1024;
/// Bytes of text in all cells at most: many cells may show one shared text.
const MAX_TEXT: usize = 128 * 1024 * 1024;
const MAX_CELLS: usize = 8 * 1024 * 1024;
/// Sheets may point to the same records; read are no more bytes than that many times the stream's.
const MAX_PASSES: usize = 2;
/// The last day that Excel knows, 9999-12-31.
const LAST_DAY: f64 = 2_958_465.0;

/// The sheets that have cells, in the workbook's order.
///
/// # Errors
/// [`ReadError::Encrypted`], [`ReadError::TooLarge`] over the limits, [`ReadError::NotAStatement`] for all else that is
/// kept in such files, and for damage.
pub(crate) fn sheets(bytes: &[u8]) -> Result<Vec<Sheet>, ReadError> {
    let compound = Compound::open(bytes).ok_or(ReadError::NotAStatement)?;
    if compound.stream("EncryptedPackage").is_some() {
        return Err(ReadError::Encrypted);
    }
    let stream = compound.stream("Workbook").or_else(|| compound.stream("Book"));
    let stream = stream.ok_or(ReadError::NotAStatement)?;
    if stream.len() > MAX_STREAM {
        return Err(ReadError::TooLarge);
    }
    let book = Book::read(&stream)?;
    let mut left = Left { bytes: MAX_PASSES * stream.len(), cells: MAX_CELLS, text: MAX_TEXT };
    let mut sheets = Vec::new();
    for (name, place) in &book.sheets {
        let cells = book.cells(stream.get(*place..).unwrap_or_default(), &mut left)?;
        sheets.push(Sheet { name: name.clone(), text: sheets::text(cells) });
    }
    sheets.retain(|sheet| !sheet.text.is_empty());
    Ok(sheets)
}

/// What may still be read.
struct Left {
    bytes: usize,
    cells: usize,
    text: usize,
}

impl Left {
    fn take(left: &mut usize, count: usize) -> Result<(), ReadError> {
        *left = left.checked_sub(count).ok_or(ReadError::TooLarge)?;
        Ok(())
    }
}

struct Record<'s> {
    id: u16,
    data: &'s [u8],
}

mod id {
    pub(super) const FORMULA: u16 = 0x06;
    pub(super) const EOF: u16 = 0x0a;
    pub(super) const DATE_1904: u16 = 0x22;
    pub(super) const FILE_PASS: u16 = 0x2f;
    pub(super) const CONTINUE: u16 = 0x3c;
    pub(super) const CODE_PAGE: u16 = 0x42;
    pub(super) const BOUND_SHEET: u16 = 0x85;
    pub(super) const MUL_RK: u16 = 0xbd;
    pub(super) const RICH_STRING: u16 = 0xd6;
    pub(super) const XF: u16 = 0xe0;
    pub(super) const SST: u16 = 0xfc;
    pub(super) const LABEL_SST: u16 = 0xfd;
    pub(super) const NUMBER: u16 = 0x203;
    pub(super) const LABEL: u16 = 0x204;
    pub(super) const BOOL_ERR: u16 = 0x205;
    pub(super) const STRING: u16 = 0x207;
    pub(super) const RK: u16 = 0x27e;
    pub(super) const FORMAT: u16 = 0x41e;
    pub(super) const BOF: u16 = 0x809;
}

/// The records of a stream: number, length, content.
fn records(stream: &[u8]) -> impl Iterator<Item = Record<'_>> {
    let mut rest = stream;
    std::iter::from_fn(move || {
        let (id, length) = (u16_at(rest, 0)?, usize::from(u16_at(rest, 2)?));
        let data = rest.get(4..4 + length)?;
        rest = &rest[4 + length..];
        Some(Record { id, data })
    })
}

/// What stands above the sheets.
struct Book {
    writing: Writing,
    is_1904: bool,
    formats: Formats,
    shared: Vec<String>,
    /// Names, and where their records begin.
    sheets: Vec<(String, usize)>,
}

impl Book {
    fn read(stream: &[u8]) -> Result<Book, ReadError> {
        let mut records = records(stream).peekable();
        let first = records.next().filter(|record| record.id == id::BOF);
        let version = first.and_then(|record| u16_at(record.data, 0));
        let is_biff8 = match version {
            Some(0x600) => true,
            Some(0x500) => false,
            _ => return Err(ReadError::NotAStatement),
        };
        let mut book = Book {
            writing: Writing { is_biff8, code_page: WINDOWS_1252 },
            is_1904: false,
            formats: Formats::default(),
            shared: Vec::new(),
            sheets: Vec::new(),
        };
        while let Some(Record { id, data }) = records.next() {
            match id {
                id::EOF => break,
                id::FILE_PASS => return Err(ReadError::Encrypted),
                id::CODE_PAGE => {
                    book.writing.code_page = texts::code_page(u16_at(data, 0).unwrap_or(0));
                }
                id::DATE_1904 => book.is_1904 = u16_at(data, 0) == Some(1),
                id::FORMAT => {
                    let code = data.get(2..).and_then(|data| book.writing.text(data, is_biff8));
                    if let (Some(number), Some(code)) = (u16_at(data, 0), code) {
                        book.formats.add(number, &code);
                    }
                }
                id::XF => book.formats.style(u16_at(data, 2).unwrap_or(0)),
                id::BOUND_SHEET => book.sheets.extend(book.sheet(data)),
                id::SST => {
                    let mut parts = vec![data];
                    while let Some(more) = records.next_if(|record| record.id == id::CONTINUE) {
                        parts.push(more.data);
                    }
                    book.shared = texts::shared(&parts);
                }
                _ => {}
            }
        }
        Ok(book)
    }

    /// Name and place of a sheet of cells; charts and macros have other kinds.
    fn sheet(&self, data: &[u8]) -> Option<(String, usize)> {
        let place = usize::try_from(u32_at(data, 0)?).ok()?;
        let name = self.writing.text(data.get(6..)?, false)?;
        (*data.get(5)? == 0).then_some((name, place))
    }

    /// Row, column and text of the cells of a sheet that begins here.
    fn cells(&self, stream: &[u8], left: &mut Left) -> Result<Vec<(u32, u32, String)>, ReadError> {
        let mut cells = Vec::new();
        // A chart on the sheet has records of its own.
        let mut depth = 0;
        // Where the text of a formula belongs, which follows it.
        let mut awaits = None;
        for Record { id, data } in records(stream) {
            Left::take(&mut left.bytes, 4 + data.len())?;
            match id {
                id::BOF => depth += 1,
                id::EOF if depth <= 1 => break,
                id::EOF => depth -= 1,
                _ if depth > 1 => {}
                id::STRING => {
                    let text = self.writing.text(data, true);
                    cells.extend(
                        awaits.take().zip(text).map(|((row, column), text)| (row, column, text)),
                    );
                }
                _ => {
                    let known = cells.len();
                    self.add(id, data, &mut cells, &mut awaits);
                    let text = cells[known..].iter().map(|(.., text)| text.len()).sum();
                    Left::take(&mut left.cells, cells.len() - known)?;
                    Left::take(&mut left.text, text)?;
                }
            }
        }
        Ok(cells)
    }

    fn add(
        &self,
        id: u16,
        data: &[u8],
        cells: &mut Vec<(u32, u32, String)>,
        awaits: &mut Option<(u32, u32)>,
    ) {
        let place = || Some((u32::from(u16_at(data, 0)?), u32::from(u16_at(data, 2)?)));
        let Some(((row, column), style)) = place().zip(u16_at(data, 4)) else { return };
        let value = data.get(6..).unwrap_or_default();
        let text = match id {
            id::LABEL_SST => u32_at(value, 0)
                .and_then(|place| self.shared.get(usize::try_from(place).ok()?).cloned()),
            id::LABEL | id::RICH_STRING => self.writing.text(value, true),
            id::NUMBER => float(value).map(|number| self.number(number, style)),
            id::RK => u32_at(value, 0).map(|number| self.number(packed(number), style)),
            id::MUL_RK => {
                // Style and number of each, then the last column.
                for (column, cell) in (column..).zip(data[4..].as_chunks::<6>().0) {
                    if let (Some(style), Some(number)) = (u16_at(cell, 0), u32_at(cell, 2)) {
                        cells.push((row, column, self.number(packed(number), style)));
                    }
                }
                None
            }
            id::BOOL_ERR => match value {
                [value, 0, ..] => Some((*value == 1).to_string()),
                _ => None,
            },
            // Numbers end with any two bytes but these.
            id::FORMULA if value.get(6..8) == Some(&[0xff, 0xff]) => {
                *awaits = (value[0] == 0).then_some((row, column));
                (value[0] == 1).then(|| (value[2] == 1).to_string())
            }
            id::FORMULA => float(value).map(|number| self.number(number, style)),
            _ => None,
        };
        cells.extend(text.map(|text| (row, column, text)));
    }

    fn number(&self, number: f64, style: u16) -> String {
        if self.formats.is_date(style) && (0.0..=LAST_DAY).contains(&number) {
            let kind = ExcelDateTimeType::DateTime;
            return sheets::written(&Data::DateTime(ExcelDateTime::new(
                number,
                kind,
                self.is_1904,
            )));
        }
        sheets::written(&Data::Float(number))
    }
}

fn float(bytes: &[u8]) -> Option<f64> {
    Some(f64::from_le_bytes(*bytes.first_chunk()?))
}

/// A number in four bytes: a whole one or the first half of a fraction, perhaps of hundredths.
#[expect(
    clippy::float_arithmetic,
    reason = "the file says so; the cell's text is rounded to 15 digits"
)]
fn packed(number: u32) -> f64 {
    let value = if number & 2 > 0 {
        f64::from(number.cast_signed() >> 2)
    } else {
        f64::from_bits(u64::from(number & !3) << 32)
    };
    if number & 1 > 0 { value / 100.0 } else { value }
}
