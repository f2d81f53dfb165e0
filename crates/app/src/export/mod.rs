//! What leaves the book as a file. Nothing but the file that the user asked for is ever written.

mod file;
mod rows;

pub use file::NewFile;
pub use rows::{Format, transactions};
