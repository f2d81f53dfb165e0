//! What was read, as JSON for scripts and tests.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::Serialize;

use crate::ReadError;
use crate::statement::{BalanceKind, Problem, Question, Statement};

/// All statements of one file. Amounts are decimal strings, dates ISO 8601.
#[derive(Debug, Serialize)]
pub struct Report<'s> {
    format: &'static str,
    encoding: &'s str,
    transactions: Vec<TransactionReport<'s>>,
    balances: Vec<BalanceReport<'s>>,
    questions: Vec<&'s Question>,
    problems: Vec<&'s Problem>,
}

#[derive(Debug, Serialize)]
struct TransactionReport<'s> {
    line: u32,
    date: NaiveDate,
    amount: Decimal,
    currency: Option<&'s str>,
    payee: &'s str,
    memo: &'s str,
    account: Option<&'s str>,
    bank_id: Option<&'s str>,
    balance: Option<Decimal>,
    category: Option<&'s str>,
    pending: bool,
}

#[derive(Debug, Serialize)]
struct BalanceReport<'s> {
    account: Option<&'s str>,
    kind: BalanceKind,
    date: NaiveDate,
    amount: Decimal,
}

impl<'s> Report<'s> {
    pub fn of(statements: &'s [Statement]) -> Report<'s> {
        let first = statements.first();
        let mut report = Report {
            format: first.map_or("", |statement| statement.format.name()),
            encoding: first.map_or("", |statement| &statement.encoding),
            transactions: Vec::new(),
            balances: Vec::new(),
            questions: Vec::new(),
            problems: Vec::new(),
        };
        for statement in statements {
            report.add(statement);
        }
        report
    }

    fn add(&mut self, statement: &'s Statement) {
        let account = statement.account.as_deref();
        self.transactions.extend(statement.rows.iter().map(|row| TransactionReport {
            line: row.line,
            date: row.date,
            amount: row.amount,
            currency: row.currency.as_deref().or(statement.currency.as_deref()),
            payee: &row.payee,
            memo: &row.memo,
            account: row.account.as_deref().or(account),
            bank_id: row.bank_id.as_deref(),
            balance: row.balance,
            category: row.category.as_deref(),
            pending: row.pending,
        }));
        self.balances.extend(statement.balances.iter().map(|balance| BalanceReport {
            account: balance.account.as_deref().or(account),
            kind: balance.kind,
            date: balance.date,
            amount: balance.amount,
        }));
        let new: Vec<&Question> = statement
            .questions
            .iter()
            .filter(|question| !self.questions.contains(question))
            .collect();
        self.questions.extend(new);
        self.problems.extend(&statement.problems);
    }
}

/// The answer for a file that is no statement.
#[derive(Debug, Serialize)]
pub struct ErrorReport {
    error: ErrorDetail,
}

#[derive(Debug, Serialize)]
struct ErrorDetail {
    code: &'static str,
    message: String,
}

impl From<ReadError> for ErrorReport {
    fn from(error: ReadError) -> ErrorReport {
        ErrorReport { error: ErrorDetail { code: error.code(), message: error.to_string() } }
    }
}
