//! `eiq`: ExpenseIQ from a terminal, on the same use cases as the window. People get tables,
//! programs get JSON; what went wrong is on the error output, with what to do about it.

mod account;
mod add;
mod args;
mod ask;
mod classify;
mod export;
mod failure;
mod import;
mod insights;
mod list;
mod output;
mod payees;
mod profile;
mod report;
mod rules;
mod runs;
mod schedules;
mod session;
mod statement;

use app::Now;
use args::{
    AccountCommand, Args, Command, PayeesCommand, ProfileCommand, ReportCommand, RunsCommand,
    SchedulesCommand,
};
use clap::Parser;
use failure::Failure;
use std::process::ExitCode;

fn main() -> ExitCode {
    let args = Args::parse();
    if let Err(error) = app::no_core_dumps() {
        eprintln!("eiq: core dumps cannot be turned off: {error}");
    }
    match run(&args) {
        Ok(code) => code,
        Err(failure) => {
            eprintln!("eiq: {failure}");
            failure.exit_code()
        }
    }
}

fn run(args: &Args) -> Result<ExitCode, Failure> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| Failure::Io { what: "start", error })?;
    runtime.block_on(async {
        match &args.command {
            Command::Profile(ProfileCommand::Create(new)) => profile::create(args, new).await?,
            Command::Profile(ProfileCommand::List) => profile::list(args).await?,
            Command::Account(AccountCommand::Create(new)) => account::create(args, new).await?,
            Command::Account(AccountCommand::List) => account::list(args).await?,
            Command::Import(file) => import::run(args, file).await?,
            Command::Add { line } => add::run(args, &line.join(" ")).await?,
            Command::List(which) => list::run(args, which).await?,
            Command::Export(what) => export::run(args, what).await?,
            Command::ImportBook { file } => export::restore(args, file).await?,
            Command::Report(ReportCommand::Month { month }) => report::month(args, *month).await?,
            Command::Ask { question } => ask::run(args, &question.join(" ")).await?,
            Command::Insights { period } => insights::run(args, *period).await?,
            Command::Payees(PayeesCommand::List { text }) => payees::list(args, text).await?,
            Command::Payees(PayeesCommand::Rename { name, new }) => {
                payees::rename(args, name, new).await?;
            }
            Command::Payees(PayeesCommand::Merge { into, others }) => {
                payees::merge(args, into, others).await?;
            }
            Command::Rules(what) => rules::run(args, what).await?,
            Command::Runs(RunsCommand::List) => runs::list(args).await?,
            Command::Runs(RunsCommand::Revert { id }) => runs::revert(args, *id).await?,
            Command::Schedules(SchedulesCommand::List) => schedules::list(args).await?,
            Command::Schedules(SchedulesCommand::Enter { ids }) => {
                schedules::enter(args, ids).await?;
            }
            Command::Schedules(SchedulesCommand::Delete { id }) => {
                schedules::delete(args, *id).await?;
            }
            Command::Statement(file) => return statement::run(args, file),
            Command::Classify => classify::run()?,
        }
        Ok(ExitCode::SUCCESS)
    })
}

/// What the clock says; the only place that asks it.
#[expect(clippy::disallowed_methods, reason = "the edge where time comes in")]
fn now() -> Now {
    let now = chrono::Local::now();
    Now { today: now.date_naive(), ms: now.timestamp_millis() }
}
