//! What a person does, from beginning to end, on real encrypted databases in temporary folders.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod assistant;
mod complaints;
mod exported_book;
mod exports;
mod imports;
mod insights;
mod ledger;
mod moving;
mod payees;
mod profiles;
mod review;
mod rules;
mod schedules;
mod setup;
mod standing;
