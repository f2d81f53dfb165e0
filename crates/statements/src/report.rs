//! What was read, as JSON for scripts and tests.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::Serialize;

use crate::ReadError;
use crate::statement::{BalanceKind, Kind, Period, Problem, Question, Split, Statement};

/// All statements of one file. Amounts are decimal strings, dates ISO 8601.
#[derive(Debug, Serialize)]
pub struct Report<'s> {
    format: &'static str,
    encoding: &'s str,
    accounts: Vec<AccountReport<'s>>,
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
    counter_account: Option<&'s str>,
    transfer: Option<&'s str>,
    category: &'s [String],
    tags: &'s [String],
    splits: Vec<SplitReport<'s>>,
    pending: bool,
}

#[derive(Debug, Serialize)]
struct SplitReport<'s> {
    amount: Decimal,
    category: &'s [String],
    transfer: Option<&'s str>,
    memo: &'s str,
}

impl<'s> SplitReport<'s> {
    fn of(split: &'s Split) -> SplitReport<'s> {
        SplitReport {
            amount: split.amount,
            category: &split.category,
            transfer: split.transfer.as_deref(),
            memo: &split.memo,
        }
    }
}

/// One account of the file.
#[derive(Debug, Serialize)]
struct AccountReport<'s> {
    account: Option<&'s str>,
    iban: Option<&'s str>,
    number: Option<&'s str>,
    bank: Option<&'s str>,
    name: Option<&'s str>,
    currency: Option<&'s str>,
    part: Option<&'s str>,
    kind: Kind,
    periods: Vec<PeriodReport>,
    transactions: usize,
}

#[derive(Debug, Serialize)]
struct PeriodReport {
    from: NaiveDate,
    to: NaiveDate,
    stated: bool,
}

impl<'s> AccountReport<'s> {
    fn of(statement: &'s Statement) -> AccountReport<'s> {
        let details = &statement.account_details;
        let period = |period: &Period| PeriodReport {
            from: period.from,
            to: period.to,
            stated: period.stated,
        };
        AccountReport {
            account: statement.account.as_deref(),
            iban: details.iban.as_deref(),
            number: details.number.as_deref(),
            bank: details.bank.as_deref(),
            name: details.name.as_deref(),
            currency: statement.currency.as_deref(),
            part: statement.part.as_deref(),
            kind: statement.kind,
            periods: statement.periods.iter().map(period).collect(),
            transactions: statement.rows.len(),
        }
    }
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
            accounts: statements.iter().map(AccountReport::of).collect(),
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
            counter_account: row.counter_account.as_deref(),
            transfer: row.transfer.as_deref(),
            category: &row.category,
            tags: &row.tags,
            splits: row.splits.iter().map(SplitReport::of).collect(),
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
