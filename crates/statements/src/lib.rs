//! Bank files to rows, balances, questions and problems.
//!
//! Pure: bytes in, values out. The whole file decides what a column means; what it truly cannot answer becomes a
//! [`Question`], what cannot be read becomes a [`Problem`] with its line, and everything else is kept.

mod account;
mod amount;
mod apart;
mod archive;
mod camt;
mod csv;
mod date;
mod digits;
mod encoding;
mod fold;
mod join;
mod layout;
mod lines;
mod mt940;
mod ofx;
mod order;
mod page;
mod qif;
mod report;
mod rest;
mod sheets;
mod sniff;
mod statement;
mod tags;
mod xls;

use std::ops::ControlFlow;

use crate::sheets::Sheet;
pub use amount::DecimalMark;
pub use apart::apart;
pub use date::DateOrder;
pub use layout::{Column, Layout, Role, Sign};
pub use report::{ErrorReport, Report};
pub use rest::rest;
pub use statement::{
    AccountDetails, Balance, BalanceKind, Format, Kind, MAX_EXCERPT, Period, Problem, ProblemCode,
    Question, QuestionKind, Row, Split, Statement,
};

/// The largest file that is read, in bytes.
pub const MAX_BYTES: usize = 512 * 1024 * 1024;

/// What the user (or an answer remembered for this layout) says about the file. Everything that is `None` is found
/// from the content.
#[derive(
    Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize, specta::Type,
)]
#[serde(default, rename_all = "camelCase")]
pub struct Options {
    pub date_order: Option<DateOrder>,
    /// `true`: a positive amount is money out (and a debit column money in); `false`: the opposite, even if the file
    /// seems to say otherwise.
    pub flip_sign: Option<bool>,
    /// A layout as [`Statement::layout`] gave it, changed by the user. Without columns only its delimiter and header
    /// line count, and the rest is found anew.
    pub layout: Option<Layout>,
}

/// Why nothing could be read at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    #[error("the file is empty")]
    Empty,
    #[error("the file is not a bank statement in a known format")]
    NotAStatement,
    /// A workbook that only its password opens.
    #[error("the workbook is locked with a password")]
    Encrypted,
    #[error("the file is larger than {MAX_BYTES} bytes")]
    TooLarge,
    #[error("reading was cancelled")]
    Cancelled,
}

impl ReadError {
    pub fn code(self) -> &'static str {
        match self {
            ReadError::Empty => "empty",
            ReadError::NotAStatement => "not_a_statement",
            ReadError::Encrypted => "encrypted",
            ReadError::TooLarge => "too_large",
            ReadError::Cancelled => "cancelled",
        }
    }
}

/// Cuts one entry of a file with columns into its cells, as [`Row::raw`] or [`Problem::excerpt`] has it.
pub fn cells(raw: &str, delimiter: char) -> Vec<String> {
    csv::cells(raw, delimiter)
}

/// Called now and then with the bytes done and the bytes in all; `Break` cancels.
pub type Progress<'a> = &'a mut dyn FnMut(u64, u64) -> ControlFlow<()>;

/// Reads a bank file of any known format, a workbook, or a zip file of several; the format is found from the content
/// alone.
///
/// At least one statement is returned, one for each account. A statement without rows carries a problem that says so.
///
/// # Errors
/// [`ReadError`] when the bytes hold no statement, are too many, or `progress` cancelled.
pub fn read(
    bytes: &[u8],
    options: &Options,
    progress: Progress<'_>,
) -> Result<Vec<Statement>, ReadError> {
    if bytes.len() > MAX_BYTES {
        return Err(ReadError::TooLarge);
    }
    if !archive::is_zip(bytes) || sheets::is_workbook(bytes) {
        return read_one(bytes, options, progress);
    }
    // An office document is an archive too.
    if ["[Content_Types].xml", "mimetype"].iter().any(|name| archive::holds(bytes, name)) {
        return Err(ReadError::NotAStatement);
    }
    let files = archive::files(bytes, MAX_BYTES)?;
    let parts = files.iter().map(|file| (file.name.as_str(), file));
    read_parts(parts, |file| read_one(&file.bytes, options, progress))
}

/// The statements of all parts of a file. What is none, such as a licence beside them, is passed over.
fn read_parts<'p, P>(
    parts: impl ExactSizeIterator<Item = (&'p str, P)>,
    mut read: impl FnMut(P) -> Result<Vec<Statement>, ReadError>,
) -> Result<Vec<Statement>, ReadError> {
    let is_alone = parts.len() == 1;
    let mut statements = Vec::new();
    let mut refused = ReadError::Empty;
    for (name, part) in parts {
        match read(part) {
            Ok(found) => statements.extend(found.into_iter().map(|statement| Statement {
                part: statement.part.or_else(|| Some(name.to_owned()).filter(|_| !is_alone)),
                ..statement
            })),
            Err(ReadError::Cancelled) => return Err(ReadError::Cancelled),
            Err(error) => refused = error,
        }
    }
    if statements.is_empty() { Err(refused) } else { Ok(statements) }
}

fn read_one(
    bytes: &[u8],
    options: &Options,
    progress: Progress<'_>,
) -> Result<Vec<Statement>, ReadError> {
    if sheets::is_workbook(bytes) {
        return read_workbook(&sheets::sheets(bytes)?, Format::Xlsx, options, progress);
    }
    if xls::is_compound(bytes) {
        return read_workbook(&xls::sheets(bytes)?, Format::Xls, options, progress);
    }
    let (text, encoding) = encoding::decode(bytes);
    if text.trim().is_empty() {
        return Err(ReadError::Empty);
    }
    let format = sniff::format(&text);
    let statements = match format {
        Format::Csv if sniff::is_web_page(&text) => {
            csv::read(&page::table(&text), Some(sheets::DELIMITER), options, progress)?
        }
        Format::Ofx => ofx::read(&text, options),
        Format::Qif => qif::read(&text, options),
        Format::Camt052 | Format::Camt053 | Format::Camt054 => camt::read(&text, format, options),
        Format::Mt940 => mt940::read(&text, options),
        Format::Csv | Format::Xls | Format::Xlsx => csv::read(&text, None, options, progress)?,
    };
    let mut statements = join::joined(statements);
    for statement in &mut statements {
        encoding.clone_into(&mut statement.encoding);
    }
    Ok(statements)
}

/// The sheets that have entries below the words of a header; if none has, all that have entries.
fn read_workbook(
    sheets: &[Sheet],
    format: Format,
    options: &Options,
    progress: Progress<'_>,
) -> Result<Vec<Statement>, ReadError> {
    let parts = sheets.iter().map(|sheet| (sheet.name.as_str(), sheet));
    let mut statements = read_parts(parts, |sheet| {
        let delimiter = Some(sheets::DELIMITER);
        csv::read(&sheet.text, delimiter, options, progress).map(join::joined)
    })?;
    let is_headed = |statement: &Statement| {
        let header = statement.layout.as_ref().and_then(|layout| layout.header_line);
        header.is_some() && !statement.rows.is_empty()
    };
    let is_filled = |statement: &Statement| !statement.rows.is_empty();
    if statements.iter().any(is_headed) {
        statements.retain(is_headed);
    } else if statements.iter().any(is_filled) {
        statements.retain(is_filled);
    }
    for statement in &mut statements {
        statement.format = format;
        "utf-8".clone_into(&mut statement.encoding);
    }
    Ok(statements)
}
