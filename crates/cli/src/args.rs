//! What can be typed after `eiq`.

mod files;

pub(crate) use files::{ImportArgs, Maybe, StatementArgs};

use app::settings::Locale;
use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};
use ledger::{AccountKind, Direction, Month, Period, RunId, ScheduleId};
use rust_decimal::Decimal;
use std::path::PathBuf;

const EXIT_CODES: &str = "\
Exit codes:
  0   done
  1   the file is no bank statement, or no exported book
  2   the command line is not understood
  3   something that was given is not valid
  4   no such profile, account or category
  5   wrong password, or too many attempts
  6   the profile is open in another window or program
  7   the profile is damaged, or was made by a newer version
  8   the file or the ledger changed meanwhile, or the work was stopped
  70  a fault of the computer or of eiq";

/// ExpenseIQ from a terminal.
#[derive(Debug, Parser)]
#[command(name = "eiq", version, about, after_help = EXIT_CODES, propagate_version = true)]
pub(crate) struct Args {
    /// Where the profiles are [default: where the desktop app keeps them]
    #[arg(long, global = true, value_name = "DIR")]
    pub(crate) data_dir: Option<PathBuf>,
    /// Whose ledger; not needed when there is one profile only
    #[arg(long, global = true, value_name = "NAME")]
    pub(crate) profile: Option<String>,
    /// Read the password from the first line of the input instead of asking
    #[arg(long, global = true)]
    pub(crate) password_stdin: bool,
    /// Answer with JSON
    #[arg(long, global = true)]
    pub(crate) json: bool,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Make and list profiles
    #[command(subcommand)]
    Profile(ProfileCommand),
    /// Open and list accounts
    #[command(subcommand)]
    Account(AccountCommand),
    /// Take in files of banks
    Import(ImportArgs),
    /// Log a transaction in one line: 12.50 lunch #work yesterday @cash; 1200 rent every month
    Add {
        /// Amount, payee, #tag, @account, day and how often in any order; +1200 is income
        #[arg(required = true, value_name = "LINE", allow_hyphen_values = true)]
        line: Vec<String>,
    },
    /// Show transactions, the newest first
    List(ListArgs),
    /// Write transactions to a file, the oldest first
    Export(ExportArgs),
    /// Take a book that was exported as JSON into an empty profile
    ImportBook { file: PathBuf },
    /// Show figures
    #[command(subcommand)]
    Report(ReportCommand),
    /// Tell what stands out in a month or a year
    Insights {
        /// 2026-03 or 2026 [default: this month]
        #[arg(value_name = "MONTH", value_parser = month_or_year)]
        period: Option<Period>,
    },
    /// Ask in words: how much for taxis in spring?
    Ask {
        /// Period, category, payee, amount, account, English or German
        #[arg(required = true, value_name = "QUESTION")]
        question: Vec<String>,
    },
    /// Show payees, rename them, make several one
    #[command(subcommand)]
    Payees(PayeesCommand),
    /// Show rules, carry them in files, apply them to what is there
    #[command(subcommand)]
    Rules(RulesCommand),
    /// Show what was changed automatically, and take it back
    #[command(subcommand)]
    Runs(RunsCommand),
    /// Show what is expected again, enter what has come due
    #[command(subcommand)]
    Schedules(SchedulesCommand),
    /// Say what a bank's file holds, without a profile
    Statement(StatementArgs),
    /// Answer each line of JSON on the input with a category, without a profile
    Classify,
}

#[derive(Debug, Subcommand)]
pub(crate) enum SchedulesCommand {
    /// Show all schedules, the next one first
    List,
    /// Enter what has come due, or some schedules' next ones ahead of their day
    Enter {
        /// Numbers as the list shows them [default: all that are due]
        #[arg(value_name = "NUMBER")]
        ids: Vec<ScheduleId>,
    },
    /// Delete a schedule; what it entered stays
    Delete {
        /// Its number as the list shows it
        #[arg(value_name = "NUMBER")]
        id: ScheduleId,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum ProfileCommand {
    /// Make a profile; prints its recovery code, which is shown only once
    Create(NewProfileArgs),
    /// Show all profiles
    List,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct NewProfileArgs {
    pub(crate) name: String,
    /// Kept inside the encrypted database
    #[arg(long, default_value = "")]
    pub(crate) email: String,
    /// ISO 4217 code [default: that of the system's country]
    #[arg(long)]
    pub(crate) currency: Option<String>,
    /// Language, and how numbers and days are written; without it, the system's or English
    #[arg(long, value_enum)]
    pub(crate) locale: Option<Language>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum Language {
    En,
    De,
}

impl From<Language> for Locale {
    fn from(language: Language) -> Self {
        match language {
            Language::En => Self::En,
            Language::De => Self::De,
        }
    }
}

#[derive(Debug, Subcommand)]
pub(crate) enum AccountCommand {
    /// Open an account
    Create(NewAccountArgs),
    /// Show all accounts with their balances
    List,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct NewAccountArgs {
    pub(crate) name: String,
    #[arg(long, default_value = "checking", value_parser = account_kind)]
    pub(crate) kind: AccountKind,
    /// ISO 4217 code [default: the profile's]
    #[arg(long)]
    pub(crate) currency: Option<String>,
    /// Opening balance
    #[arg(long, default_value = "", allow_hyphen_values = true, value_name = "AMOUNT")]
    pub(crate) opening: String,
    /// Day of the opening balance [default: today]
    #[arg(long, default_value = "", value_name = "DAY")]
    pub(crate) opened: String,
    #[arg(long, default_value = "")]
    pub(crate) iban: String,
}

#[derive(Debug, Subcommand)]
pub(crate) enum PayeesCommand {
    /// Show payees, those with most transactions first
    List {
        /// Part of a name
        #[arg(default_value = "")]
        text: String,
    },
    /// Give a payee another name
    Rename { name: String, new: String },
    /// Make payees one: the first stays
    Merge {
        into: String,
        #[arg(required = true)]
        others: Vec<String>,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum RunsCommand {
    /// Show all automatic changes, the newest first
    List,
    /// Take one back, but for what was changed since
    Revert {
        /// Its number in the list
        id: RunId,
    },
}

/// Which transactions.
#[derive(Debug, ClapArgs)]
pub(crate) struct FilterArgs {
    /// Of a month: 2026-03
    #[arg(long, value_name = "YYYY-MM", conflicts_with_all = ["from", "to"])]
    pub(crate) month: Option<Month>,
    /// From this day on: 2026-03-01
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(crate) from: Option<chrono::NaiveDate>,
    /// Up to this day
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(crate) to: Option<chrono::NaiveDate>,
    /// Name of an account
    #[arg(long)]
    pub(crate) account: Option<String>,
    /// Name or key of a category; those below it count
    #[arg(long, conflicts_with = "uncategorised")]
    pub(crate) category: Option<String>,
    /// Only what has no category
    #[arg(long)]
    pub(crate) uncategorised: bool,
    /// Found in payee, memo or the bank's text
    #[arg(long, default_value = "")]
    pub(crate) text: String,
    /// Only money out (expense) or in (income)
    #[arg(long, value_parser = direction)]
    pub(crate) direction: Option<Direction>,
    /// Of at least this amount, in or out
    #[arg(long, value_name = "AMOUNT")]
    pub(crate) min: Option<Decimal>,
    /// Of at most this amount
    #[arg(long, value_name = "AMOUNT")]
    pub(crate) max: Option<Decimal>,
    /// Only what waits for review
    #[arg(long)]
    pub(crate) review: bool,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct ListArgs {
    #[command(flatten)]
    pub(crate) filter: FilterArgs,
    /// Rows to skip
    #[arg(long, default_value_t = 0)]
    pub(crate) offset: u32,
    /// Rows to show, 500 at most
    #[arg(long, default_value_t = 50)]
    pub(crate) limit: u32,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct ExportArgs {
    #[arg(long, value_enum, default_value = "csv")]
    pub(crate) format: ExportFormat,
    /// The file; - is the output
    #[arg(long, short, value_name = "FILE", default_value = "-")]
    pub(crate) output: PathBuf,
    /// With what can be undone (json)
    #[arg(long)]
    pub(crate) history: bool,
    /// Yes, write it without encryption (sqlite)
    #[arg(long)]
    pub(crate) unencrypted: bool,
    #[command(flatten)]
    pub(crate) filter: FilterArgs,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum ExportFormat {
    /// One table
    Csv,
    /// A list for each account, with categories, splits and transfers
    Qif,
    /// A statement for each account, with its balance
    Ofx,
    /// Everything, to be taken into an empty profile
    Json,
    /// A database with everything that is not encrypted: anyone can read it
    Sqlite,
}

#[derive(Debug, Subcommand)]
pub(crate) enum ReportCommand {
    /// Income, expenses and categories of a month
    Month {
        /// 2026-03 [default: this month]
        #[arg(value_name = "YYYY-MM")]
        month: Option<Month>,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum RulesCommand {
    /// Show all rules in their order
    List,
    /// Print all rules as JSON, with categories and accounts by name
    Export,
    /// Add the rules of such a file behind those that are there
    Import { file: PathBuf },
    /// Apply rules to what is there, as one change that can be undone
    Apply(ApplyArgs),
}

#[derive(Debug, ClapArgs)]
pub(crate) struct ApplyArgs {
    /// Name of a rule [default: all that are in use, in their order]
    #[arg(long, value_name = "NAME")]
    pub(crate) rule: Option<String>,
    /// Only say what would change
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Also change what was filed or typed by hand
    #[arg(long)]
    pub(crate) overwrite: bool,
}

fn account_kind(word: &str) -> Result<AccountKind, String> {
    AccountKind::from_word(word)
        .ok_or_else(|| one_of(AccountKind::ALL.iter().map(|kind| kind.as_str())))
}

fn direction(word: &str) -> Result<Direction, String> {
    Direction::from_word(word)
        .ok_or_else(|| one_of(Direction::ALL.iter().map(|direction| direction.as_str())))
}

fn month_or_year(text: &str) -> Result<Period, String> {
    let month = |text: &str| text.parse::<Month>().map_err(|error| error.to_string());
    match text.len() {
        4 => {
            let (first, last) = (month(&format!("{text}-01"))?, month(&format!("{text}-12"))?);
            Ok(Period::new(first.first(), last.last()))
        }
        _ => month(text).map(Period::month),
    }
}

fn one_of<'a>(words: impl Iterator<Item = &'a str>) -> String {
    format!("one of {}", words.collect::<Vec<_>>().join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        <Args as clap::CommandFactory>::command().debug_assert();
    }
}
