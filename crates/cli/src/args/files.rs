//! What can be said of a bank's file.

use clap::{Args as ClapArgs, ValueEnum};
use std::path::PathBuf;

#[derive(Debug, ClapArgs)]
pub(crate) struct ImportArgs {
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// Name of the account that a file is of, once for each of its statements; - leaves one out
    /// [default: found from the file]
    #[arg(long)]
    pub(crate) account: Vec<String>,
    /// Only say what would happen
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Write the entries that could not be read to this file, to be corrected and read again
    #[arg(long, value_name = "FILE")]
    pub(crate) rest: Option<PathBuf>,
    /// What to do with rows that may be there already, typed by hand
    #[arg(long, value_enum, value_name = "WHAT")]
    pub(crate) maybe: Option<Maybe>,
    #[command(flatten)]
    pub(crate) reading: ReadingArgs,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum Maybe {
    Add,
    Join,
    Skip,
}

/// What a file cannot say by itself.
#[derive(Debug, ClapArgs)]
pub(crate) struct ReadingArgs {
    /// Order of day, month and year
    #[arg(long, value_enum, value_name = "ORDER")]
    pub(crate) date_order: Option<DateOrder>,
    /// A positive amount is money out
    #[arg(long)]
    pub(crate) flip_sign: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum DateOrder {
    Dmy,
    Mdy,
    Ymd,
}

impl ReadingArgs {
    pub(crate) fn options(&self) -> statements::Options {
        statements::Options {
            date_order: self.date_order.map(|order| match order {
                DateOrder::Dmy => statements::DateOrder::Dmy,
                DateOrder::Mdy => statements::DateOrder::Mdy,
                DateOrder::Ymd => statements::DateOrder::Ymd,
            }),
            flip_sign: self.flip_sign.then_some(true),
            ..statements::Options::default()
        }
    }
}

#[derive(Debug, ClapArgs)]
pub(crate) struct StatementArgs {
    pub(crate) file: PathBuf,
    /// Only the rows of this account, where the file names accounts
    #[arg(long)]
    pub(crate) account: Option<String>,
    #[command(flatten)]
    pub(crate) reading: ReadingArgs,
}
