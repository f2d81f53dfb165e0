//! `eiq statement`: what a bank's file holds. With `--json` the answer is always JSON, also for a
//! file that is no statement (exit code 1).

use crate::{
    args::{Args, StatementArgs},
    failure::Failure,
    output,
};
use statements::{ErrorReport, Report, Row, Statement};
use std::{fs, ops::ControlFlow, process::ExitCode};

pub(crate) fn run(args: &Args, given: &StatementArgs) -> Result<ExitCode, Failure> {
    let bytes =
        fs::read(&given.file).map_err(|error| Failure::Io { what: "read the file", error })?;
    let mut go_on = |_, _| ControlFlow::Continue(());
    let options = given.reading.options(&bytes)?;
    let mut statements = match statements::read(&bytes, &options, &mut go_on) {
        Ok(statements) => statements,
        Err(error) if args.json => {
            output::json(&ErrorReport::from(error))?;
            return Ok(ExitCode::from(1));
        }
        Err(error) => return Err(app::Error::from(error).into()),
    };
    if let Some(account) = &given.account {
        only(&mut statements, account);
    }
    if args.json {
        output::json(&Report::of(&statements))?;
    } else {
        print(&statements)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Leaves the rows and balances of one account, where the file names accounts.
fn only(statements: &mut Vec<Statement>, account: &str) {
    let is_it = |named: &Option<String>| named.as_deref().is_none_or(|named| named == account);
    statements.retain(|statement| is_it(&statement.account));
    for statement in statements {
        statement.rows.retain(|row| is_it(&row.account));
        statement.balances.retain(|balance| is_it(&balance.account));
    }
}

fn print(statements: &[Statement]) -> Result<(), Failure> {
    let rows = statements.iter().flat_map(|statement| &statement.rows);
    let cells = |row: &Row| {
        vec![
            row.date.to_string(),
            row.amount.to_string(),
            row.currency.clone().unwrap_or_default(),
            row.payee.clone(),
            row.memo.clone(),
        ]
    };
    output::table(&["Date", "Amount", "", "Payee", "Memo"], &[1], rows.map(cells))?;
    for statement in statements {
        for question in &statement.questions {
            output::print(&format!(
                "Not sure: read as {}, could be {}",
                question.chosen,
                question.alternatives.join(" or ")
            ))?;
        }
        for problem in &statement.problems {
            output::print(&format!(
                "Line {}: {:?}: {}",
                problem.line, problem.code, problem.excerpt
            ))?;
        }
    }
    Ok(())
}
