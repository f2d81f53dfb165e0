//! What a bank file says, whatever its format.

use std::hash::Hasher;

use chrono::NaiveDate;
use fnv::FnvHasher;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::layout::Layout;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Csv,
    Ofx,
    Qif,
    /// An account report, of a day that may not be over.
    Camt052,
    Camt053,
    /// A notification of single entries.
    Camt054,
    Mt940,
    /// Excel until 2003.
    Xls,
    /// Excel since 2007.
    Xlsx,
}

/// What a file is, as far as its format or its maker says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Booked entries of a time that is over.
    Statement,
    /// Entries of a day that may go on: camt.052, MT942.
    Report,
    /// Single entries that the bank tells of: camt.054.
    Notification,
    /// The books of another app, with its categories, transfers and splits.
    Register,
}

impl Format {
    /// The name used in reports: `csv`, `ofx`, `qif`, `camt.053`, …
    pub fn name(self) -> &'static str {
        match self {
            Format::Csv => "csv",
            Format::Ofx => "ofx",
            Format::Qif => "qif",
            Format::Camt052 => "camt.052",
            Format::Camt053 => "camt.053",
            Format::Camt054 => "camt.054",
            Format::Mt940 => "mt940",
            Format::Xls => "xls",
            Format::Xlsx => "xlsx",
        }
    }

    fn kind(self) -> Kind {
        match self {
            Format::Camt052 => Kind::Report,
            Format::Camt054 => Kind::Notification,
            _ => Kind::Statement,
        }
    }
}

/// The rows of one account.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    pub format: Format,
    /// Name of the text encoding that was found, such as `utf-8` or `windows-1252`.
    pub encoding: String,
    /// How the columns were understood; only for files with columns.
    pub layout: Option<Layout>,
    pub kind: Kind,
    /// The file in the archive, the sheet in the workbook; `None` where the file holds only this.
    pub part: Option<String>,
    /// IBAN, number or name of the account, whichever the file writes.
    pub account: Option<String>,
    /// All that the file says of the account.
    pub account_details: AccountDetails,
    /// ISO 4217 code, where the whole statement has one.
    pub currency: Option<String>,
    /// The days that it covers without a gap, oldest first.
    pub periods: Vec<Period>,
    /// In the order of the file.
    pub rows: Vec<Row>,
    pub balances: Vec<Balance>,
    pub questions: Vec<Question>,
    /// What was not taken in.
    pub problems: Vec<Problem>,
    /// Of the layout (delimiter and header words; only the format where there are no columns), to remember answers by.
    /// The same on every machine and in every version.
    pub fingerprint: u64,
}

/// What a file says of the account that a statement is of. Where it writes only one identifier, that is here and in
/// [`Statement::account`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AccountDetails {
    /// With a right check number, in capitals and without blanks.
    pub iban: Option<String>,
    /// Account or card number that is no IBAN, as written.
    pub number: Option<String>,
    /// BIC or national code of the bank.
    pub bank: Option<String>,
    pub name: Option<String>,
}

/// Days that a statement covers, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    pub from: NaiveDate,
    pub to: NaiveDate,
    /// The file states them; else they are the days of the first and the last row, and there may have been days
    /// without an entry before and behind.
    pub stated: bool,
}

/// One entry of a statement.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    /// Physical line of the file on which the entry begins, from 1.
    pub line: u32,
    /// Booking date as written, without any shift of time zone.
    pub date: NaiveDate,
    /// Minus is money out.
    pub amount: Decimal,
    /// ISO 4217 code as the row or its column says it.
    pub currency: Option<String>,
    pub payee: String,
    pub memo: String,
    /// The bank's own id of the entry.
    pub bank_id: Option<String>,
    /// Balance of the account after this entry.
    pub balance: Option<Decimal>,
    pub account: Option<String>,
    /// IBAN or number of the account on the other side.
    pub counter_account: Option<String>,
    /// The user's own account on the other side, by name, where the file calls the entry a transfer.
    pub transfer: Option<String>,
    /// Names from the outermost category to the innermost; empty where the file has none.
    pub category: Vec<String>,
    pub tags: Vec<String>,
    /// Parts of the amount with their own categories; empty if it is not split.
    pub splits: Vec<Split>,
    /// The bank has noted the entry but not booked it yet.
    pub pending: bool,
    /// The entry as it stood in the file, decoded.
    pub raw: String,
}

/// One part of a split entry.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Split {
    pub amount: Decimal,
    /// As [`Row::category`].
    pub category: Vec<String>,
    /// As [`Row::transfer`].
    pub transfer: Option<String>,
    pub memo: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum BalanceKind {
    Opening,
    Closing,
    /// Closing balance of a day that is not over, or of one page of many.
    Interim,
    /// What can be spent, which may differ from what is booked.
    Available,
}

impl Statement {
    /// A statement to be filled.
    pub(crate) fn empty(format: Format) -> Statement {
        Statement {
            format,
            encoding: String::new(),
            kind: format.kind(),
            part: None,
            layout: None,
            account: None,
            account_details: AccountDetails::default(),
            currency: None,
            periods: Vec::new(),
            rows: Vec::new(),
            balances: Vec::new(),
            questions: Vec::new(),
            problems: Vec::new(),
            fingerprint: fingerprint([format.name()]),
        }
    }
}

/// FNV-1a (isthe.com/chongo/tech/comp/fnv) over words with their ends.
pub(crate) fn fingerprint<'w>(words: impl IntoIterator<Item = &'w str>) -> u64 {
    let mut hasher = FnvHasher::default();
    for word in words {
        hasher.write(word.as_bytes());
        hasher.write(b"\n");
    }
    hasher.finish()
}

/// A balance that the file states, at the end of `date` (at its beginning for [`BalanceKind::Opening`]).
#[derive(Clone, Debug, PartialEq)]
pub struct Balance {
    pub account: Option<String>,
    pub kind: BalanceKind,
    pub date: NaiveDate,
    pub amount: Decimal,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum QuestionKind {
    /// Answers are [`crate::DateOrder`]s.
    DateOrder,
    /// Answers are [`crate::Sign`]s.
    Sign,
    /// Answers are [`crate::DecimalMark`]s.
    DecimalMark,
    /// Answers are comma-separated roles, one for each column.
    Columns,
    /// Which of two columns has the day of the entry; answers as those of `Columns`.
    DateColumn,
}

/// Something that the file cannot answer; `chosen` is what the rows were read with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Question {
    pub kind: QuestionKind,
    pub chosen: String,
    pub alternatives: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum ProblemCode {
    BadDate,
    BadAmount,
    /// A row with a date and no amount.
    MissingAmount,
    /// A row with more or fewer cells than the others, so that it is unclear which is which.
    RaggedRow,
    /// A row longer than 1 MB.
    RowTooLong,
    /// A row with more than 256 cells.
    TooManyColumns,
    /// A row that the bank declined, reverted or cancelled: no money moved.
    NotBooked,
    /// The file was understood, but there is no row in it; the excerpt is what it says instead, if it does.
    NoRows,
    /// XML that is broken here; what comes behind was not read.
    BadXml,
    /// A trade in securities: read as it stands, it is no money row.
    SecurityTrade,
}

/// A part of the file that was not taken in; `excerpt` has at most [`MAX_EXCERPT`] characters of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Problem {
    /// Physical line, from 1.
    pub line: u32,
    pub code: ProblemCode,
    pub excerpt: String,
    /// The whole entry as it stood in the file, decoded.
    #[serde(skip)]
    pub raw: String,
}

/// Characters of the file that a problem quotes at most.
pub const MAX_EXCERPT: usize = 200;

impl Problem {
    pub(crate) fn new(line: u32, code: ProblemCode, excerpt: &str, raw: &str) -> Problem {
        let excerpt = excerpt.chars().take(MAX_EXCERPT).collect();
        Problem { line, code, excerpt, raw: raw.to_owned() }
    }
}
