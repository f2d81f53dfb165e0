//! Stories of people who use ExpenseIQ, in the real window. `cargo xtask e2e` runs them.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "a story that cannot go on has failed")]

mod start;
mod symbols;
