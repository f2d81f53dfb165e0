//! From a bank's text to the payee in it, a category, how sure that is, and why.
//!
//! Offline and pure: no files, clock, network or randomness; the lists are in the binary.
//! `data/NOTICE` says where they come from, `docs/classifier.md` how good the answers are.

mod answer;
mod brand;
mod category;
mod classify;
mod clean;
pub mod fold;
mod keyword;
mod leaning;
mod lexicon;
mod memory;
pub mod model;
mod own;
mod prefixes;
mod recalled;
mod table;
pub mod wire;
mod words;

pub use answer::{Answer, Choice, Movement, Reason, Source};
pub use category::Category;
pub use classify::{Classifier, Query, SURE_FROM_PERMILLE};
pub use clean::{Payee, clean};
pub use memory::{Memory, Recall};
pub use own::Experience;
