//! From columns to the ledger's types. What does not fit was not written by us: damage.

use crate::{Error, Result};
use ledger::{Currency, Money};

pub(crate) fn currency(code: &str) -> Result<Currency> {
    code.parse().map_err(|_| Error::Damaged)
}

pub(crate) fn money(minor: i64, code: &str) -> Result<Money> {
    Ok(Money::from_minor(minor, currency(code)?))
}

/// A word of one of the ledger's vocabularies.
pub(crate) fn word<T>(found: Option<T>) -> Result<T> {
    found.ok_or(Error::Damaged)
}

/// A number of rows. No book has more than fit; the bound is there for the type.
pub(crate) fn count(rows: i64) -> u32 {
    u32::try_from(rows).unwrap_or(u32::MAX)
}

/// Row ids as the JSON array that `json_each` takes: one bound parameter for any number of ids.
pub(crate) fn id_list(ids: impl IntoIterator<Item = i64>) -> String {
    let ids: Vec<String> = ids.into_iter().map(|id| id.to_string()).collect();
    format!("[{}]", ids.join(","))
}

/// A LIKE pattern (with `ESCAPE '\'`) for what contains a text literally.
pub(crate) fn containing(text: &str) -> String {
    let mut pattern = String::with_capacity(text.len() + 2);
    pattern.push('%');
    for c in text.chars() {
        if matches!(c, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern.push('%');
    pattern
}
