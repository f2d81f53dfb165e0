//! The vault through its public functions, on real folders.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a failed test says so")]

#[cfg(unix)]
mod kill;
mod passwords;
mod profiles;
mod shared;
