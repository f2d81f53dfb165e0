//! CSV as RFC 4180 has it: commas, CR LF, quotes where needed. One line for each part of a
//! transaction, so that a spreadsheet can add up categories; the lines of one transaction share
//! its number. Spreadsheets take UTF-8 for another encoding unless the file begins with a byte
//! order mark, so it does.

use crate::{Entry, guard};
use ledger::Status;

/// The first line.
pub const HEADER: [&str; 12] = [
    "Date",
    "Account",
    "Payee",
    "Memo",
    "Category",
    "Amount",
    "Currency",
    "Note",
    "Tags",
    "Counter account",
    "Status",
    "ID",
];

/// Appends the byte order mark and the header.
pub fn head(out: &mut Vec<u8>) {
    out.extend_from_slice("\u{feff}".as_bytes());
    line(out, HEADER);
}

/// Appends a transaction of an account.
pub fn entry(out: &mut Vec<u8>, account: &str, entry: &Entry) {
    let date = entry.date.to_string();
    let tags = entry.tags.join(", ");
    let account = guard::text(account);
    let (payee, memo, tags) =
        (guard::text(&entry.payee), guard::text(&entry.memo), guard::text(&tags));
    let counterpart = guard::text(entry.counterpart.as_deref().unwrap_or(""));
    for part in &entry.parts {
        line(
            out,
            [
                &date,
                &account,
                &payee,
                &memo,
                &guard::text(part.category.as_deref().unwrap_or("")),
                &part.amount.to_string(),
                part.amount.currency().code(),
                &guard::text(&part.note),
                &tags,
                &counterpart,
                status(entry.status),
                &entry.number,
            ],
        );
    }
}

fn status(status: Status) -> &'static str {
    match status {
        Status::Pending => "Pending",
        Status::Cleared => "Cleared",
        Status::Reconciled => "Reconciled",
    }
}

fn line(out: &mut Vec<u8>, cells: [&str; HEADER.len()]) {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
    // Writing to memory does not fail.
    let _ = writer.write_record(cells);
}
