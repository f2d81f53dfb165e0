//! Transactions as files that other programs read: CSV, QIF, OFX.
//!
//! Pure: values in, bytes out. Each function appends its part of a file to a buffer, so that a file
//! of any length is written piece by piece. Formats do not depend on a language: English headers,
//! a point before the decimals.

pub mod csv;
mod entry;
pub mod guard;
pub mod number;
pub mod ofx;
pub mod qif;

pub use entry::{Account, Entry, Part};
