//! What a person does, from beginning to end, on real encrypted databases in temporary folders.

mod imports;
mod ledger;
mod profiles;
mod setup;
