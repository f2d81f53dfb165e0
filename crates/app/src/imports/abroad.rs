//! Legs of transfers between accounts of different currencies. Their amounts differ, so that the
//! words have to tell: one leg names the other's account, or says its amount.

use super::{
    plan::{Before, Pile, Placed, Said, TRANSFER_DAYS, Why, shifted},
    texts,
};
use ledger::{AccountId, Money, TransactionId};
use statements::Row;
use std::collections::HashSet;
use store::imports::Existing;

/// Names and numbers of accounts shorter than this stand in too many texts by chance.
const TELLING: usize = 5;

/// What happened on own accounts in other currencies, by day.
pub(super) struct Abroad<'a> {
    before: &'a Before,
    rows: &'a [Row],
    said: &'a [Said],
    legs: Vec<&'a Existing>,
}

impl<'a> Abroad<'a> {
    pub(super) fn of(rows: &'a [Row], said: &'a [Said], before: &'a Before) -> Self {
        let currency = said.iter().find_map(|said| Some(said.amount.ok()?.currency()));
        let is_abroad = |leg: &&Existing| Some(leg.amount.currency()) != currency;
        let mut legs: Vec<&Existing> = before.elsewhere.iter().filter(is_abroad).collect();
        legs.sort_by_key(|leg| (leg.date, leg.id));
        Self { before, rows, said, legs }
    }

    /// The one that is the other leg of a row. Two of them, or two rows for one of them: no guess.
    pub(super) fn other_leg(
        &self,
        row: &Row,
        amount: Money,
        claimed: &HashSet<TransactionId>,
    ) -> Option<Placed> {
        let first = self.legs.partition_point(|leg| leg.date < shifted(row.date, -TRANSFER_DAYS));
        let last = shifted(row.date, TRANSFER_DAYS);
        let near = self.legs[first..].iter().take_while(|leg| leg.date <= last);
        let free = near.filter(|leg| !claimed.contains(&leg.id));
        let mut fitting = free.filter(|leg| self.belong(row, amount, leg));
        let leg = fitting.next()?;
        let rows = self.rows.iter().zip(self.said);
        let rivals = rows
            .filter(|(row, said)| said.amount.is_ok_and(|amount| self.belong(row, amount, leg)));
        let is_only = fitting.next().is_none() && rivals.count() == 1;
        is_only.then(|| Placed::beside(Pile::Transfer, leg.id, Why::OtherCurrency))
    }

    fn belong(&self, row: &Row, amount: Money, leg: &Existing) -> bool {
        let apart = (leg.date - row.date).num_days().abs();
        let opposite = (leg.amount.minor() > 0) != (amount.minor() > 0);
        if apart > TRANSFER_DAYS || !opposite {
            return false;
        }
        let text = texts::text(row);
        let other = leg.text.as_deref().unwrap_or_default();
        self.names(&words(&text), Some(leg.account))
            || self.names(&words(other), self.before.account)
            || says(&text, leg.amount)
            || says(other, amount)
    }

    fn names(&self, text: &str, account: Option<AccountId>) -> bool {
        let names = account.and_then(|id| self.before.accounts.get(&id)).into_iter().flatten();
        names.into_iter().any(|name| name.len() >= TELLING && text.contains(name.as_str()))
    }
}

/// Letters and figures alone, in capitals.
pub(super) fn words(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_uppercase()
}

/// Whether a text has an amount in figures, without a sign, with a decimal point or comma.
fn says(text: &str, amount: Money) -> bool {
    let text = text.replace(',', ".");
    let figures = amount.decimal().abs().to_string();
    let is_figure = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    text.match_indices(&figures).any(|(at, _)| {
        let (before, behind) = (&text[..at], &text[at + figures.len()..]);
        !is_figure(before.chars().next_back()) && !is_figure(behind.chars().next())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_is_said_in_figures_of_its_own() {
        let dollars = Money::from_minor(-123_450, "USD".parse().unwrap());
        let check = |text: &str| says(text, dollars);
        assert!(check("Wechsel 1234,50 USD") && check("USD 1234.50 @ 1.08"));
        assert!(!check("USD 11234.50") && !check("1234.505") && !check("1234"));
    }
}
