//! Rules of the house that a machine can check: ARCHITECTURE.md says why they are there.
//!
//! Each rule is a function from what it looks at to the list of problems. It runs once over the
//! real tree, where the list must be empty, and once over something wrong, where it must not be.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "all of it is a test; clippy knows that only of functions that are marked as one"
)]

#[path = "tidy/arrows.rs"]
mod arrows;
#[path = "tidy/capabilities.rs"]
mod capabilities;
#[path = "tidy/licences.rs"]
mod licences;
#[path = "tidy/locales.rs"]
mod locales;
#[path = "tidy/migrations.rs"]
mod migrations;
#[path = "tidy/sources.rs"]
mod sources;
#[path = "tidy/tree.rs"]
mod tree;

/// Fails with every problem, one a line.
#[track_caller]
fn assert_none(problems: &[String]) {
    assert!(problems.is_empty(), "\n{}\n", problems.join("\n"));
}
