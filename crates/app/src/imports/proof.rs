//! What a statement's own balances say: about its rows, and about the account.

use super::{
    commit::Action,
    plan::{Placed, Said},
};
use chrono::{Days, NaiveDate};
use ledger::{Currency, Money, Period, proof::Proof};
use rust_decimal::Decimal;
use statements::{BalanceKind, Row, Statement};
use std::collections::BTreeMap;
use store::balances::Booked;

/// What the balances beside the rows say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, specta::Type)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum RowProof {
    /// Every balance follows from the one before it.
    Complete { rows: u32 },
    /// At this line it does not: `difference` is missing there, or with a minus too much.
    Breaks {
        line: u32,
        #[specta(type = String)]
        difference: Decimal,
    },
}

/// How the balances beside the rows are to be read.
#[derive(Debug, Clone, Copy)]
struct Run {
    /// The newest row comes first.
    upwards: bool,
    /// The balance is what is owed: it falls when money comes in.
    owed: bool,
}

impl Run {
    /// What is missing between a row and the next in the file, and the line where that shows.
    fn lacks(self, pair: &[Row]) -> Option<(u32, Decimal)> {
        let (first, second) = (pair.first()?, pair.get(1)?);
        let (earlier, later) = if self.upwards { (second, first) } else { (first, second) };
        let moved = later.balance?.checked_sub(earlier.balance?)?;
        let moved = if self.owed { -moved } else { moved };
        Some((second.line, moved.checked_sub(later.amount)?))
    }

    fn breaks(self, rows: &[Row]) -> impl Iterator<Item = (u32, Decimal)> {
        rows.windows(2).filter_map(move |pair| self.lacks(pair)).filter(|(_, sum)| !sum.is_zero())
    }

    /// The way in which the balances follow best; oldest first and owned, if nothing speaks
    /// against it.
    fn of(rows: &[Row]) -> Self {
        let ways = [(false, false), (true, false), (false, true), (true, true)];
        let ways = ways.map(|(upwards, owed)| Self { upwards, owed });
        let fewest = ways.into_iter().min_by_key(|way| way.breaks(rows).count());
        fewest.unwrap_or(Self { upwards: false, owed: false })
    }
}

/// Holds each balance against the one beside it. None without two balances in a row.
pub(super) fn prove_rows(rows: &[Row]) -> Option<RowProof> {
    let both = |pair: &[Row]| pair.iter().all(|row| row.balance.is_some());
    if !rows.windows(2).any(both) {
        return None;
    }
    let count = rows.iter().filter(|row| row.balance.is_some()).count();
    Some(match Run::of(rows).breaks(rows).next() {
        Some((line, difference)) => RowProof::Breaks { line, difference },
        None => RowProof::Complete { rows: u32::try_from(count).unwrap_or(u32::MAX) },
    })
}

/// The balances that a statement states for the ends of days, in minor units: those between its
/// rows, its closing ones, and the first opening one, for the day before its first row. What the
/// account's currency cannot hold is left out.
pub(super) fn stated(statement: &Statement, currency: Currency) -> BTreeMap<NaiveDate, i64> {
    let mut stated = BTreeMap::new();
    let mut note = |day: NaiveDate, balance: Decimal| {
        if let Ok(balance) = Money::exact(balance, currency) {
            stated.insert(day, balance.minor());
        }
    };
    let rows = &statement.rows;
    let run = Run::of(rows);
    let of_kind = |kind| statement.balances.iter().filter(move |balance| balance.kind == kind);
    let first = rows.iter().map(|row| row.date).min();
    let before = first.and_then(|day| day.checked_sub_days(Days::new(1)));
    if let Some((day, opening)) = before.zip(of_kind(BalanceKind::Opening).next()) {
        note(day, opening.amount);
    }
    for row in in_order(rows, run) {
        if let Some(balance) = row.balance {
            note(row.date, if run.owed { -balance } else { balance });
        }
    }
    for closing in of_kind(BalanceKind::Closing) {
        // Of a file that is sorted by another day than the booking day.
        let day = first.map_or(closing.date, |first| closing.date.max(first));
        note(day, if run.owed { -closing.amount } else { closing.amount });
    }
    stated
}

/// The days that a statement covers.
pub(super) fn covers(statement: &Statement) -> Vec<Period> {
    statement.periods.iter().map(|period| Period::new(period.from, period.to)).collect()
}

/// The rows from the oldest to the newest, if they are in an order by day at all.
fn in_order(rows: &[Row], run: Run) -> Vec<&Row> {
    let mut ordered: Vec<&Row> = rows.iter().collect();
    if run.upwards || rows.first().zip(rows.last()).is_some_and(|(a, b)| a.date > b.date) {
        ordered.reverse();
    }
    if ordered.is_sorted_by_key(|row| row.date) { ordered } else { Vec::new() }
}

/// A statement's balances, and the account that they are held against.
#[derive(Debug)]
pub(super) struct Held {
    /// For the ends of days, in minor units.
    pub(super) stated: BTreeMap<NaiveDate, i64>,
    /// From the first to the last of these days.
    pub(super) booked: Booked,
    /// Of the account; none as long as there is none.
    pub(super) opening: Option<Money>,
    pub(super) currency: Currency,
}

impl Default for Held {
    fn default() -> Self {
        Self {
            stated: BTreeMap::new(),
            booked: Booked::default(),
            opening: None,
            currency: Currency::EUR,
        }
    }
}

impl Held {
    /// What the account would prove when this is done with the rows: `(said, placed, action)` of
    /// each. Without an account it is one that begins with the statement.
    pub(super) fn prove<'a>(
        &self,
        rows: impl Iterator<Item = (&'a Row, &'a Said, &'a Placed, Action)>,
    ) -> Option<Proof> {
        let booked = self.with(rows);
        let opening = match self.opening {
            Some(opening) => opening.minor().saturating_add(self.booked.before),
            None => self.begun(&booked)?.minor(),
        };
        let opening = Money::from_minor(opening, self.currency);
        ledger::proof::prove(opening, &booked, &self.stated)
    }

    /// What an account has to begin with that has these rows and no others.
    pub(super) fn beginning<'a>(
        &self,
        rows: impl Iterator<Item = (&'a Row, &'a Said, &'a Placed, Action)>,
    ) -> Option<Money> {
        let none = Self { stated: self.stated.clone(), currency: self.currency, ..Self::default() };
        self.begun(&none.with(rows))
    }

    fn with<'a>(
        &self,
        rows: impl Iterator<Item = (&'a Row, &'a Said, &'a Placed, Action)>,
    ) -> BTreeMap<NaiveDate, i64> {
        let mut booked = self.booked.days.clone();
        for (row, said, placed, action) in rows {
            let counts = match action {
                Action::Add | Action::Link => true,
                Action::Join => placed.books(),
                Action::Skip => false,
            };
            if let (true, false, Ok(amount)) = (counts, row.pending, said.amount) {
                let day = booked.entry(row.date).or_default();
                *day = day.saturating_add(amount.minor());
            }
        }
        booked
    }

    fn begun(&self, booked: &BTreeMap<NaiveDate, i64>) -> Option<Money> {
        let (first, stated) = self.stated.first_key_value()?;
        let until: i64 = booked.range(..=first).fold(0, |sum, (_, day)| sum.saturating_add(*day));
        Some(Money::from_minor(stated.saturating_sub(until), self.currency))
    }
}
