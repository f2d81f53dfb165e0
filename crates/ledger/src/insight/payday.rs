//! When money is expected next, and what is due before.

use super::{ExpectedPart, Fact, Figures, Insight, PayeePart, Planned, Series, charges};
use crate::{AccountId, Filter, PayeeId};
use chrono::NaiveDate;
use std::{cmp::Reverse, iter::successors};

/// Money that is expected again, as the user's schedules say or as the rows show.
struct Expected<'a> {
    payee: Option<PayeeId>,
    name: String,
    account: AccountId,
    /// Minor units, never negative.
    amount: i64,
    per_year: i64,
    rows: Filter,
    /// From the next one on, in order.
    days: Box<dyn Iterator<Item = NaiveDate> + 'a>,
    next: NaiveDate,
}

/// The largest income that comes again and is still to come, seen from a period that is not over.
/// What is due before is taken from the account that it goes to: charges that are late count,
/// everyday spending does not. What the user has planned replaces what the rows show of that payee.
pub(super) fn payday(figures: &Figures<'_>, series: &[Series]) -> Option<Insight> {
    if !figures.scope.is_open() {
        return None;
    }
    let today = figures.scope.stretch().to;
    let is_planned = |one: &&Series| figures.planned.iter().any(|plan| plan.covers(one));
    let income = series.iter().filter(|one| one.is_income() && !is_planned(one));
    let pay = (income.map(|one| shown(figures, one)))
        .chain(plans(figures, |plan| plan.minor > 0))
        .filter(|one| one.next >= today && one.per_year >= 12 && one.payee.is_some())
        .max_by_key(|one| (one.amount.saturating_mul(one.per_year), Reverse(one.payee)))?;
    let account = figures.accounts.iter().find(|span| span.account == pay.account)?;
    let charges = charges::active(figures, series).filter(|one| !is_planned(one));
    let expected = (charges.map(|one| shown(figures, one)))
        .chain(plans(figures, |plan| plan.minor < 0))
        .filter(|one| one.account == account.account);
    let (mut due, mut parts): (i64, Vec<ExpectedPart>) = (0, Vec::new());
    for one in expected {
        let amount = figures.money(one.amount);
        for day in one.days.take_while(|day| *day < pay.next) {
            due = due.saturating_add(one.amount);
            let (name, rows) = (one.name.clone(), one.rows.clone());
            parts.push(ExpectedPart { name, day, amount, rows });
        }
    }
    parts.sort_by(|a, b| (a.day, &a.name).cmp(&(b.day, &b.name)));
    let amount = figures.money(pay.amount);
    Some(Insight {
        about: "payday".into(),
        rows: pay.rows.clone(),
        fact: Fact::Payday {
            payee: PayeePart { id: pay.payee?, name: pay.name, amount, rows: pay.rows },
            day: pay.next,
            days: u32::try_from((pay.next - today).num_days()).unwrap_or(0),
            balance: account.balance,
            due: figures.money(due),
            lowest: figures.money(account.balance.minor().saturating_sub(due)),
            charges: parts,
        },
    })
}

/// What the rows show.
fn shown<'a>(figures: &Figures<'_>, series: &'a Series) -> Expected<'a> {
    Expected {
        payee: Some(series.payee()),
        name: figures.name(series.payee()),
        account: series.account(),
        amount: series.amount(),
        per_year: series.rhythm.per_year(),
        rows: charges::part(figures, series).rows,
        days: Box::new(successors(Some(series.due()), |day| Some(series.rhythm.after(*day)))),
        next: series.due(),
    }
}

/// What the user has planned.
fn plans<'a>(
    figures: &'a Figures<'_>,
    which: fn(&Planned) -> bool,
) -> impl Iterator<Item = Expected<'a>> {
    figures.planned.iter().filter(move |plan| which(plan)).map(|plan| Expected {
        payee: plan.payee,
        name: plan.payee.map_or_else(String::new, |payee| figures.name(payee)),
        account: plan.account,
        amount: plan.minor.saturating_abs(),
        per_year: plan.recurrence.per_year(),
        rows: Filter { payee: plan.payee, account: Some(plan.account), ..Filter::default() },
        days: Box::new(successors(Some(plan.next_on), |day| {
            plan.recurrence.after(plan.first_on, *day)
        })),
        next: plan.next_on,
    })
}

impl Planned {
    /// Whether it is the same money, coming or going, as a series of rows.
    fn covers(&self, series: &Series) -> bool {
        self.payee == Some(series.payee())
            && self.account == series.account()
            && (self.minor > 0) == series.is_income()
    }
}
