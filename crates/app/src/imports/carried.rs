//! What the books of another app say of a row besides what a bank says: its category, its parts,
//! its tags, and the account on its other side.

use super::{
    paths::{Paths, Place},
    plan::Said,
    texts::within,
};
use crate::lookup::Lookup;
use chrono::NaiveDate;
use ledger::{
    AccountId, CategoryId, Money,
    draft::{MAX_MEMO, MAX_NAME, MAX_SPLITS, MAX_TAGS},
};
use serde::Serialize;
use statements::{Format, Kind, Row, Split, Statement};
use std::collections::{BTreeSet, HashMap};

/// What is taken over with a row.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub(super) struct Carried {
    /// Of one that is not split.
    pub(super) category: Option<Place>,
    /// At least two that add up to the amount, or none.
    pub(super) parts: Vec<Portion>,
    pub(super) tags: Vec<String>,
    /// The other side of a transfer, where that account is there.
    pub(super) transfer: Option<AccountId>,
}

/// A part of a row.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Portion {
    pub(super) category: Option<Place>,
    pub(super) amount: Money,
    pub(super) note: String,
}

/// What is taken over with a row, for the screen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct CarriedView {
    pub category: Option<PlaceView>,
    /// Categories of its parts, if it is split.
    pub parts: u32,
    pub tags: Vec<String>,
    /// It becomes a transfer with this account.
    pub transfer: Option<AccountId>,
}

/// A category that is there, or the path of one that will be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum PlaceView {
    There { id: CategoryId },
    New { path: Vec<String> },
}

/// Whether a statement is of another app's books, and not of a bank.
pub(super) fn is_carried(statement: &Statement) -> bool {
    statement.kind == Kind::Register || statement.format == Format::Qif
}

/// What the rows are held against.
pub(super) struct Around<'a> {
    pub(super) paths: &'a Paths,
    /// By name or number, as [`super::targets::plain`] makes them.
    pub(super) accounts: &'a HashMap<String, AccountId>,
    pub(super) lookup: &'a Lookup,
    /// Where the rows go.
    pub(super) account: Option<AccountId>,
}

impl Around<'_> {
    /// One for each row; empty for a bank's statement, whose words for categories are not the
    /// user's.
    pub(super) fn carried(&self, statement: &Statement, said: &[Said]) -> Vec<Carried> {
        if !is_carried(statement) {
            return Vec::new();
        }
        let rows = statement.rows.iter().zip(said);
        rows.map(|(row, said)| {
            said.amount.map_or_else(|_| Carried::default(), |amount| self.row(row, amount))
        })
        .collect()
    }

    fn row(&self, row: &Row, amount: Money) -> Carried {
        let transfer = row.transfer.as_deref().and_then(|name| self.other(name, row.date, amount));
        let mut carried = Carried { transfer, tags: tags(&row.tags), ..Carried::default() };
        if transfer.is_none() {
            carried.parts = self.parts(&row.splits, amount).unwrap_or_default();
            carried.category = match (&carried.parts[..], &row.splits[..]) {
                ([], [only]) => self.paths.get(&only.category),
                ([], _) => self.paths.get(&row.category),
                _ => None,
            };
        }
        carried
    }

    /// The account on the other side: open, in the same currency, and not begun after that day.
    fn other(&self, name: &str, day: NaiveDate, amount: Money) -> Option<AccountId> {
        let id = self.accounts.get(&super::targets::plain(name)).copied()?;
        let account = self.lookup.find(id)?;
        let fits = !account.closed
            && account.currency == amount.currency()
            && account.opened_on <= day
            && Some(id) != self.account;
        fits.then_some(id)
    }

    /// What the parts come to less than the whole is a part of its own. None where they cannot be
    /// kept.
    fn parts(&self, splits: &[Split], amount: Money) -> Option<Vec<Portion>> {
        let mut parts = Vec::with_capacity(splits.len());
        let mut left = amount.minor();
        for split in splits {
            let part = Money::exact(split.amount, amount.currency()).ok()?;
            if part.minor() == 0 {
                continue;
            }
            left = left.checked_sub(part.minor())?;
            let (category, note) = (self.paths.get(&split.category), within(&split.memo, MAX_MEMO));
            parts.push(Portion { category, amount: part, note });
        }
        if left != 0 {
            let amount = Money::from_minor(left, amount.currency());
            parts.push(Portion { category: None, amount, note: String::new() });
        }
        (2..=MAX_SPLITS).contains(&parts.len()).then_some(parts)
    }
}

impl Carried {
    /// Whether the other app says where the row is filed, so that nobody else is asked.
    pub(super) fn files(&self) -> bool {
        self.category.is_some() || !self.parts.is_empty() || self.transfer.is_some()
    }

    /// Whether it says that the row is no transfer.
    pub(super) fn is_spent(&self) -> bool {
        self.files() && self.transfer.is_none()
    }

    /// All that it is filed under.
    pub(super) fn places(&self) -> impl Iterator<Item = Place> {
        self.category.into_iter().chain(self.parts.iter().filter_map(|part| part.category))
    }

    pub(super) fn view(&self, paths: &Paths, lookup: &Lookup) -> CarriedView {
        let place = |place| match place {
            Place::There(id) => PlaceView::There { id },
            Place::New(at) => PlaceView::New { path: paths.path(at, lookup) },
        };
        CarriedView {
            category: self.category.map(place),
            parts: u32::try_from(self.parts.len()).unwrap_or(u32::MAX),
            tags: self.tags.clone(),
            transfer: self.transfer,
        }
    }
}

/// Those of [`Paths::new`] that are needed for what rows are filed under, the parents first.
pub(super) fn needed(paths: &Paths, places: impl Iterator<Item = Place>) -> BTreeSet<usize> {
    let new = places.filter_map(|place| match place {
        Place::New(at) => Some(at),
        Place::There(_) => None,
    });
    let new: BTreeSet<usize> = new.collect();
    new.into_iter().flat_map(|at| paths.lineage(at)).collect()
}

fn tags(names: &[String]) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    for name in names {
        let name = within(name.trim().trim_start_matches('#'), MAX_NAME);
        let is_new = !kept.iter().any(|one| one.eq_ignore_ascii_case(&name));
        if !name.is_empty() && is_new && kept.len() < MAX_TAGS {
            kept.push(name);
        }
    }
    kept
}
