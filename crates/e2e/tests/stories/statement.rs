//! Bank statements as a German savings bank writes them.

use chrono::NaiveDate;
use std::fmt::Write as _;

/// A booking.
pub(crate) struct Entry {
    pub(crate) day: NaiveDate,
    pub(crate) payee: String,
    pub(crate) purpose: String,
    /// Of a euro, outflow negative.
    pub(crate) cents: i64,
}

impl Entry {
    pub(crate) fn new(day: NaiveDate, payee: &str, purpose: &str, cents: i64) -> Entry {
        Entry { day, payee: payee.into(), purpose: purpose.into(), cents }
    }
}

/// The file: semicolons, decimal commas, two-digit years, and windows-1252, the newest first.
pub(crate) fn csv(entries: &[Entry]) -> Vec<u8> {
    let mut text = String::from(
        "\"Auftragskonto\";\"Buchungstag\";\"Valutadatum\";\"Buchungstext\";\"Verwendungszweck\";\
         \"Beguenstigter/Zahlungspflichtiger\";\"Kontonummer\";\"BLZ\";\"Betrag\";\"Waehrung\";\
         \"Info\"\r\n",
    );
    for Entry { day, payee, purpose, cents } in entries.iter().rev() {
        let day = day.format("%d.%m.%y");
        let kind = if *cents < 0 { "KARTENZAHLUNG" } else { "GUTSCHRIFT" };
        let sign = if *cents < 0 { "-" } else { "" };
        let (euros, cents) = (cents.abs() / 100, cents.abs() % 100);
        writeln!(
            text,
            "\"DE02120300000000202051\";\"{day}\";\"{day}\";\"{kind}\";\"{purpose}\";\"{payee}\";\
             \"\";\"\";\"{sign}{euros},{cents:02}\";\"EUR\";\"Umsatz gebucht\"\r"
        )
        .unwrap();
    }
    // The first 256 characters of Unicode are what windows-1252 has in the same place, but for 32.
    text.chars().map(|c| u8::try_from(c).unwrap()).collect()
}

/// As the app shows it in English: `€1,234.50`.
pub(crate) fn euros(cents: i64) -> String {
    let (whole, rest) = (cents.abs() / 100, cents.abs() % 100);
    let sign = if cents < 0 { "\u{2212}" } else { "" };
    let whole = if whole < 1000 {
        whole.to_string()
    } else {
        format!("{},{:03}", whole / 1000, whole % 1000)
    };
    format!("{sign}€{whole}.{rest:02}")
}
