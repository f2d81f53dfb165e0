//! Statements of one account become one, such as the daily ones of a month.

use std::collections::HashMap;

use chrono::Days;

use crate::statement::{Balance, BalanceKind, Period, Statement};

/// Account, currency and, where no account is named, layout: two tables of one file may be of two accounts.
type Key = (Option<String>, Option<String>, Option<u64>);

/// Joins statements of one account and currency, in their order.
pub(crate) fn joined(statements: Vec<Statement>) -> Vec<Statement> {
    let mut places: HashMap<Key, usize> = HashMap::new();
    let mut joined: Vec<Statement> = Vec::new();
    for mut statement in statements {
        if statement.periods.is_empty() {
            statement.periods.extend(period(&statement));
        }
        let layout = Some(statement.fingerprint).filter(|_| statement.account.is_none());
        let key = (statement.account.clone(), statement.currency.clone(), layout);
        if let Some(place) = places.get(&key) {
            let first = &mut joined[*place];
            first.periods = periods(first, &statement);
            first.rows.extend(statement.rows);
            first.balances.extend(statement.balances);
            first.problems.extend(statement.problems);
        } else {
            places.insert(key, joined.len());
            joined.push(statement);
        }
    }
    joined
}

/// The days between the stated balances, or from the first to the last day with an entry.
fn period(statement: &Statement) -> Option<Period> {
    let dates = || statement.rows.iter().map(|row| row.date);
    let stated = |kind: BalanceKind| {
        let is_stated =
            move |balance: &&Balance| balance.kind == kind && statement.layout.is_none();
        statement.balances.iter().filter(is_stated).map(|balance| balance.date)
    };
    let opened = stated(BalanceKind::Opening).min();
    let closed = stated(BalanceKind::Closing).max();
    if let Some((opened, to)) = opened.zip(closed).filter(|(opened, to)| opened <= to) {
        // Most banks date it by the last day before the statement.
        let next = opened.succ_opt().filter(|next| *next <= to).unwrap_or(opened);
        let from = dates().min().map_or(next, |first| first.clamp(opened, next));
        return Some(Period { from, to, stated: true });
    }
    Some(Period { from: dates().min()?, to: dates().max()?, stated: false })
}

/// The periods of both, made one where one goes on where the other ends: on the next day at the latest, or with the
/// same balance, as after a weekend.
fn periods(first: &Statement, second: &Statement) -> Vec<Period> {
    let mut all = [first.periods.as_slice(), &second.periods].concat();
    all.sort_by_key(|period| period.from);
    let balances = || first.balances.iter().chain(&second.balances);
    let mut joined: Vec<Period> = Vec::new();
    for period in all {
        match joined.last_mut().filter(|last| goes_on(**last, period, balances)) {
            Some(last) => {
                last.to = last.to.max(period.to);
                last.stated &= period.stated;
            }
            None => joined.push(period),
        }
    }
    joined
}

fn goes_on<'b, B>(before: Period, after: Period, balances: impl Fn() -> B) -> bool
where
    B: Iterator<Item = &'b Balance>,
{
    if before.to.checked_add_days(Days::new(1)).is_some_and(|next| after.from <= next) {
        return true;
    }
    let find = |kind: BalanceKind, from, to| {
        balances()
            .find(|balance| balance.kind == kind && (from..=to).contains(&balance.date))
            .map(|balance| balance.amount)
    };
    // An opening balance is dated by the day that it opens or by the one before.
    let closing = find(BalanceKind::Closing, before.to, before.to);
    let opening = find(BalanceKind::Opening, before.to, after.from);
    closing.is_some() && closing == opening
}
