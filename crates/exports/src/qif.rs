//! QIF, Quicken's old interchange format ("Quicken Interchange Format (QIF) files", Intuit): one
//! letter and a value on each line, `^` after each record. Days stand as Quicken writes them,
//! month first, which is what programs expect that do not ask.

use crate::{Account, Entry};
use chrono::NaiveDate;
use ledger::{AccountKind, CategoryKind, Money, Status};

/// Appends the list of categories, so that another program knows which are for income.
pub fn categories<'a>(
    out: &mut Vec<u8>,
    categories: impl IntoIterator<Item = (&'a str, CategoryKind)>,
) {
    out.extend_from_slice(b"!Type:Cat\n");
    for (path, kind) in categories {
        field(out, 'N', path);
        let letter = match kind {
            CategoryKind::Expense => 'E',
            CategoryKind::Income => 'I',
        };
        field(out, letter, "");
        end(out);
    }
}

/// Begins the list of an account's transactions.
pub fn account(out: &mut Vec<u8>, account: &Account) {
    let kind = match account.kind {
        AccountKind::Checking | AccountKind::Savings => "Bank",
        AccountKind::Cash => "Cash",
        AccountKind::CreditCard => "CCard",
        AccountKind::Loan => "Oth L",
    };
    out.extend_from_slice(b"!Account\n");
    field(out, 'N', &account.name);
    field(out, 'T', kind);
    end(out);
    out.extend_from_slice(format!("!Type:{kind}\n").as_bytes());
}

/// Appends the opening balance, which QIF writes as a transfer of the account to itself. `number` is
/// that of [`crate::number::of_opening`].
pub fn opening(out: &mut Vec<u8>, account: &Account, number: &str) {
    day(out, account.opened_on);
    amount(out, 'T', account.opening);
    field(out, 'N', number);
    field(out, 'P', "Opening Balance");
    field(out, 'L', &in_brackets(&account.name));
    end(out);
}

/// Appends a transaction.
pub fn entry(out: &mut Vec<u8>, entry: &Entry) {
    day(out, entry.date);
    amount(out, 'T', entry.amount);
    match entry.status {
        Status::Pending => {}
        Status::Cleared => field(out, 'C', "*"),
        Status::Reconciled => field(out, 'C', "X"),
    }
    field(out, 'N', &entry.number);
    filled(out, 'P', &entry.payee);
    filled(out, 'M', &entry.memo);
    match (&entry.counterpart, entry.parts.as_slice()) {
        (Some(other), _) => field(out, 'L', &in_brackets(other)),
        (None, [only]) => {
            filled(out, 'L', only.category.as_deref().unwrap_or(""));
        }
        (None, parts) => {
            for part in parts {
                field(out, 'S', part.category.as_deref().unwrap_or(""));
                filled(out, 'E', &part.note);
                amount(out, '$', part.amount);
            }
        }
    }
    end(out);
}

fn in_brackets(account: &str) -> String {
    format!("[{account}]")
}

fn day(out: &mut Vec<u8>, day: NaiveDate) {
    field(out, 'D', &day.format("%m/%d/%Y").to_string());
}

fn amount(out: &mut Vec<u8>, letter: char, amount: Money) {
    field(out, letter, &amount.to_string());
}

fn filled(out: &mut Vec<u8>, letter: char, value: &str) {
    if !value.is_empty() {
        field(out, letter, value);
    }
}

/// A line break in a value would begin another field.
fn field(out: &mut Vec<u8>, letter: char, value: &str) {
    let value = value.replace(char::is_control, " ");
    out.extend_from_slice(format!("{letter}{value}\n").as_bytes());
}

fn end(out: &mut Vec<u8>) {
    out.extend_from_slice(b"^\n");
}
