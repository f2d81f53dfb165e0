//! What can be said of a bank's file.

use crate::failure::Failure;
use clap::{Args as ClapArgs, ValueEnum};
use serde::{
    Deserialize,
    de::{IntoDeserializer, value::Error},
};
use statements::{Layout, Options, Role};
use std::{ops::ControlFlow, path::PathBuf};

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
    /// What each column holds, as the question about them has it: date,value_date,payee,amount
    #[arg(long, value_name = "ROLES", value_delimiter = ',', value_parser = role)]
    pub(crate) columns: Vec<Role>,
    /// What stands before decimals
    #[arg(long, value_enum, value_name = "MARK")]
    pub(crate) decimal_mark: Option<DecimalMark>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum DecimalMark {
    Dot,
    Comma,
}

fn role(name: &str) -> Result<Role, Error> {
    Role::deserialize(name.into_deserializer())
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum DateOrder {
    Dmy,
    Mdy,
    Ymd,
}

impl ReadingArgs {
    /// For a file; columns and decimal mark are told within the layout that is found without them.
    ///
    /// # Errors
    /// [`Failure::Choose`] with the columns that were found, if none of the file's tables has as many as were told.
    pub(crate) fn options(&self, file: &[u8]) -> Result<Options, Failure> {
        let told = Options {
            date_order: self.date_order.map(|order| match order {
                DateOrder::Dmy => statements::DateOrder::Dmy,
                DateOrder::Mdy => statements::DateOrder::Mdy,
                DateOrder::Ymd => statements::DateOrder::Ymd,
            }),
            flip_sign: self.flip_sign.then_some(true),
            ..Options::default()
        };
        if self.columns.is_empty() && self.decimal_mark.is_none() {
            return Ok(told);
        }
        // What is no statement is said to be none by whoever reads it.
        let read = statements::read(file, &told, &mut |_, _| ControlFlow::Continue(()));
        let layouts: Vec<Layout> =
            read.into_iter().flatten().filter_map(|statement| statement.layout).collect();
        let fits = |layout: &&Layout| {
            self.columns.is_empty() || layout.columns.len() == self.columns.len()
        };
        let found = layouts.iter().find(fits).map(|layout| self.changed(layout));
        match found {
            None if !layouts.is_empty() => Err(Failure::Choose {
                option: "--columns",
                known: layouts.iter().map(roles).collect(),
            }),
            layout => Ok(Options { layout, ..told }),
        }
    }

    fn changed(&self, layout: &Layout) -> Layout {
        let mut changed = layout.clone();
        for (column, role) in changed.columns.iter_mut().zip(&self.columns) {
            column.role = *role;
        }
        match self.decimal_mark {
            Some(DecimalMark::Dot) => changed.decimal_mark = statements::DecimalMark::Dot,
            Some(DecimalMark::Comma) => changed.decimal_mark = statements::DecimalMark::Comma,
            None => {}
        }
        changed
    }
}

fn roles(layout: &Layout) -> String {
    layout.columns.iter().map(|column| column.role.name()).collect::<Vec<_>>().join(",")
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
