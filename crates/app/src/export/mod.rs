//! What leaves the book as a file. Nothing but the file that the user asked for is ever written.

mod book;
mod document;
mod file;
mod plain;
mod rows;

pub use book::{BookProblem, restore_book, write_book};
pub use file::NewFile;
pub use plain::decrypted_copy;
pub use rows::{Format, transactions};
