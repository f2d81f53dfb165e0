//! All SQL of the project: one encrypted SQLite database a profile, one module a table family.
//!
//! Reads take a [`Connection`] from [`Db::read`], writes a [`Step`] from [`Db::begin`]; a step is
//! one transaction and one entry of the history. Queries are checked against `migrations/` when
//! this crate is compiled.

pub mod accounts;
pub mod assistant;
pub mod balances;
pub mod categories;
mod db;
pub mod dump;
mod error;
pub mod history;
pub mod imports;
pub mod insights;
mod key;
pub mod memory;
pub mod payees;
mod read;
pub mod reconciliations;
pub mod register;
pub mod reports;
pub mod review;
mod rollup;
pub mod rules;
pub mod runs;
pub mod schedules;
mod seed;
pub mod settings;
pub mod suggestions;
pub mod tags;
pub mod transactions;
pub mod transfers;

pub use db::{Db, OpenError, Revision, Step};
pub use error::Error;
/// The open database, as the reading functions take it.
pub use sqlx::SqliteConnection as Connection;

/// What every function here answers.
pub type Result<T, E = Error> = std::result::Result<T, E>;
