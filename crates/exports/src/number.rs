//! The number that a transaction gets in every file that is written, so that the file, read again,
//! is known to hold what is there already: `eiq-<book>-<transaction>`, the book as eight
//! hexadecimal digits.

use ledger::TransactionId;

/// What all our numbers begin with.
const PREFIX: &str = "eiq-";

/// A transaction's number; `book` is the id of its database.
pub fn of(book: [u8; 16], id: TransactionId) -> String {
    format!("{PREFIX}{}-{id}", digits(book))
}

/// The number of an opening balance, where a format writes it as a transaction.
pub fn of_opening(book: [u8; 16]) -> String {
    format!("{PREFIX}{}-opening", digits(book))
}

/// The transaction of this very book that a number names.
pub fn find(number: &str, book: [u8; 16]) -> Option<TransactionId> {
    let (of, id) = number.strip_prefix(PREFIX)?.split_once('-')?;
    if of == digits(book) { id.parse().ok() } else { None }
}

/// The first four bytes tell the few books of a person apart.
fn digits(book: [u8; 16]) -> String {
    let [a, b, c, d, ..] = book;
    format!("{:08x}", u32::from_be_bytes([a, b, c, d]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_found_in_its_own_book_only() {
        let number = of([0xab; 16], TransactionId::new(17));
        assert_eq!(number, "eiq-abababab-17");
        assert_eq!(find(&number, [0xab; 16]), Some(TransactionId::new(17)));
        assert_eq!(find(&number, [0xac; 16]), None);
        for other in
            ["", "eiq-", "eiq-abababab-", "eiq-abababab-x", "abababab-17", &of_opening([0xab; 16])]
        {
            assert_eq!(find(other, [0xab; 16]), None, "{other}");
        }
    }
}
