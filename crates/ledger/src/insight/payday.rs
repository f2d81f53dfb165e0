//! When money is expected next, and what is due before.

use super::{Fact, Figures, Insight, PayeePart, RecurringPart, Series, charges};
use std::{cmp::Reverse, iter::successors};

/// The largest income that comes again and is still to come, seen from a period that is not over.
/// What is due before is taken from the account that it goes to: charges that are late count,
/// everyday spending does not.
pub(super) fn payday(figures: &Figures<'_>, series: &[Series]) -> Option<Insight> {
    if !figures.scope.is_open() {
        return None;
    }
    let today = figures.scope.stretch().to;
    let pay = series
        .iter()
        .filter(|one| one.is_income() && one.due() >= today && one.rhythm.per_year() >= 12)
        .max_by_key(|one| (one.per_year(), Reverse(one.payee())))?;
    let account = figures.accounts.iter().find(|span| span.account == pay.account())?;
    let times_before = |one: &Series| {
        successors(Some(one.due()), |day| Some(one.rhythm.after(*day)))
            .take_while(|day| *day < pay.due())
            .count()
    };
    let (mut due, mut parts): (i64, Vec<RecurringPart>) = (0, Vec::new());
    for one in charges::active(figures, series).filter(|one| one.account() == account.account) {
        for _ in 0..times_before(one) {
            due = due.saturating_add(one.amount());
            parts.push(charges::part(figures, one));
        }
    }
    let paid = charges::part(figures, pay);
    Some(Insight {
        about: "payday".into(),
        rows: paid.rows.clone(),
        fact: Fact::Payday {
            payee: PayeePart { id: paid.id, name: paid.name, amount: paid.amount, rows: paid.rows },
            day: pay.due(),
            days: u32::try_from((pay.due() - today).num_days()).unwrap_or(0),
            balance: account.balance,
            due: figures.money(due),
            lowest: figures.money(account.balance.minor().saturating_sub(due)),
            charges: parts,
        },
    })
}
