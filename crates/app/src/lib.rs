//! The use cases: everything that a person does with their money, as functions that take the
//! [`Book`]. The window, the terminal, the benchmarks and the tests call these and nothing below.
//!
//! What the clock says is an argument ([`Now`]), as are folders and the system's locale.

pub mod accounts;
pub mod ask;
pub mod assistant;
pub mod book;
pub mod categories;
pub mod change;
mod classify;
pub mod demo;
pub mod error;
pub mod export;
pub mod history;
pub mod imports;
pub mod insights;
mod lookup;
pub mod payees;
pub mod profiles;
pub mod quick;
pub mod reconcile;
pub mod reports;
pub mod review;
pub mod rules;
pub mod runs;
pub mod schedules;
pub mod secret;
pub mod settings;
pub mod standing;
pub mod transactions;

pub use book::{Book, Session};
pub use change::{Change, Topic};
pub use error::Error;
pub use secret::Secret;
pub use settings::Settings;
pub use vault::{Cost, no_core_dumps};

use chrono::NaiveDate;

/// The app's identifier, and the name of its folder inside the user's data directory.
pub const IDENTIFIER: &str = "io.github.expenseiq.desktop";

/// What the clock said when the user acted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Now {
    /// The day in the user's time zone.
    pub today: NaiveDate,
    /// Milliseconds since 1970-01-01 UTC; only kept for audit.
    pub ms: i64,
}
