//! A file with rows of several accounts becomes a statement of each.

use std::collections::HashMap;

use crate::csv::proof::{self, Proof};
use crate::statement::{AccountDetails, Row, Statement};

/// One statement for each account, in the order of their first rows, with what their rows have in common. Problems
/// and questions stay with the first. `proof` tells how the balance column runs.
pub(crate) fn parted(whole: Statement, proof: Option<Proof>) -> Vec<Statement> {
    let mut places: HashMap<Option<String>, usize> = HashMap::new();
    let mut parts: Vec<Vec<Row>> = Vec::new();
    let Statement { rows, balances, problems, questions, .. } = whole;
    for row in rows {
        let place = match places.get(&row.account) {
            Some(place) => *place,
            None => {
                places.insert(row.account.clone(), parts.len());
                parts.push(Vec::new());
                parts.len() - 1
            }
        };
        parts[place].push(row);
    }
    if parts.is_empty() {
        parts.push(Vec::new());
    }
    let is_alone = parts.len() == 1;
    let whole = Statement { rows: Vec::new(), balances: Vec::new(), problems, questions, ..whole };
    let mut statements: Vec<Statement> = Vec::with_capacity(parts.len());
    for rows in parts {
        let account = rows.first().and_then(|row| row.account.clone());
        let is_its = |named: &Option<String>| is_alone || *named == account;
        let mut balances: Vec<_> =
            balances.iter().filter(|balance| is_its(&balance.account)).cloned().collect();
        let currency = common(&rows, |row| row.currency.as_deref());
        let has_one_currency = currency.is_some() || rows.iter().all(|row| row.currency.is_none());
        if let Some(proof) = proof.filter(|_| balances.is_empty() && has_one_currency) {
            balances = proof::balances(&rows, proof.newest_first);
        }
        let details = account.as_deref().map(AccountDetails::of);
        let first = statements.is_empty();
        statements.push(Statement {
            account_details: details.unwrap_or_else(|| whole.account_details.clone()),
            account: account.or_else(|| whole.account.clone()),
            currency: currency.or_else(|| whole.currency.clone()),
            rows,
            balances,
            problems: if first { whole.problems.clone() } else { Vec::new() },
            ..whole.clone()
        });
    }
    statements
}

/// What all rows have in common, if they do.
fn common(rows: &[Row], field: fn(&Row) -> Option<&str>) -> Option<String> {
    let first = field(rows.first()?)?;
    rows.iter().all(|row| field(row) == Some(first)).then(|| first.to_owned())
}
