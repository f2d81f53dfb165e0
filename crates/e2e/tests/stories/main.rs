//! Stories of people who use ExpenseIQ, in the real window. `cargo xtask e2e` runs them.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a story that cannot go on has failed")]
#![allow(clippy::inconsistent_digit_grouping, reason = "12_50 cents are 12 euros and 50")]

mod books;
mod by_hand;
mod by_keys;
mod canary;
mod desk;
mod first_run;
mod hostile;
mod imports;
mod insights;
mod keyboard;
mod locks;
mod offline;
mod pages;
mod profiles;
mod rules;
mod schedules;
mod start;
mod statement;
mod symbols;
mod tray;
