//! Where the categories of another app's books go: by the names of their path to one that is there,
//! else to one that is to be made.

use super::texts::within;
use crate::lookup::Lookup;
use ledger::{
    CategoryId, CategoryKind, builtin,
    draft::{Known, MAX_NAME},
};
use rust_decimal::Decimal;
use statements::Row;
use std::{collections::HashMap, mem};
use store::categories::MAX_DEPTH;

/// Most categories that one file makes; a column that only looks like categories has more.
const MOST: usize = 500;

/// A category, or one that is to be made, by its place in [`Paths::new`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Place {
    There(CategoryId),
    New(usize),
}

/// A category that is to be made.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct NewCategory {
    /// One that stands before it, or is there already.
    pub(super) parent: Option<Place>,
    pub(super) name: String,
    pub(super) kind: CategoryKind,
}

/// The places of all paths of a file.
#[derive(Debug, Default)]
pub(super) struct Paths {
    /// By the names in lower case.
    places: HashMap<Vec<String>, Place>,
    /// Each parent before its children.
    pub(super) new: Vec<NewCategory>,
}

impl Paths {
    /// Of all rows, whole and in parts. What comes to more money in than out under its first name
    /// is an income.
    pub(super) fn of<'a>(rows: impl Iterator<Item = &'a Row>, lookup: &Lookup) -> Self {
        let mut sums: HashMap<String, Decimal> = HashMap::new();
        let mut distinct: Vec<Vec<String>> = Vec::new();
        let mut paths = Self::default();
        for row in rows {
            let parts = row.splits.iter().map(|split| (&split.category, split.amount));
            for (path, amount) in [(&row.category, row.amount)].into_iter().chain(parts) {
                let names = names(path);
                let Some(first) = names.first() else { continue };
                let sum = sums.entry(first.to_lowercase()).or_default();
                *sum = sum.saturating_add(amount);
                // A placeholder until all sums are known.
                if paths.places.insert(folded(&names), Place::New(0)).is_none() {
                    distinct.push(names);
                }
            }
        }
        let mut tree = Names::of(lookup);
        for names in distinct {
            let sum = sums.get(&names[0].to_lowercase()).copied().unwrap_or_default();
            let kind =
                if sum > Decimal::ZERO { CategoryKind::Income } else { CategoryKind::Expense };
            let key = folded(&names);
            match tree.place(names, kind) {
                Some(place) => paths.places.insert(key, place),
                None => paths.places.remove(&key),
            };
        }
        paths.new = mem::take(&mut tree.new);
        paths
    }

    /// None for no category.
    pub(super) fn get(&self, path: &[String]) -> Option<Place> {
        if path.is_empty() { None } else { self.places.get(&folded(&names(path))).copied() }
    }

    /// The one that is to be made and those above it that are, the highest first.
    pub(super) fn lineage(&self, new: usize) -> Vec<usize> {
        let mut lineage = vec![new];
        while let Some(Place::New(above)) = self.new[lineage[0]].parent {
            lineage.insert(0, above);
        }
        lineage
    }

    /// The names of one that is to be made, from the top.
    pub(super) fn path(&self, new: usize, lookup: &Lookup) -> Vec<String> {
        let lineage = self.lineage(new);
        let mut path = Vec::new();
        if let Some(Place::There(id)) = self.new[lineage[0]].parent {
            path.extend(lookup.tree.path(id).filter_map(|id| lookup.category_name(id)));
            path.reverse();
        }
        path.extend(lineage.into_iter().map(|at| self.new[at].name.clone()));
        path
    }
}

/// The names of a path as they are kept.
fn names(path: &[String]) -> Vec<String> {
    let names = path.iter().map(|name| within(name, MAX_NAME)).filter(|name| !name.is_empty());
    names.take(MAX_DEPTH).collect()
}

fn folded(names: &[String]) -> Vec<String> {
    names.iter().map(|name| name.to_lowercase()).collect()
}

/// The tree by names, with what is added to it.
struct Names<'a> {
    lookup: &'a Lookup,
    /// What stands under a parent by that name in lower case; a built-in one by that of each
    /// language.
    below: HashMap<(Option<Place>, String), Vec<Place>>,
    /// By name alone, wherever they stand.
    anywhere: HashMap<String, Vec<Place>>,
    new: Vec<NewCategory>,
}

impl<'a> Names<'a> {
    fn of(lookup: &'a Lookup) -> Self {
        let (below, anywhere) = Default::default();
        let mut tree = Self { lookup, below, anywhere, new: Vec::new() };
        for (id, name, key) in &lookup.category_names {
            let parent = lookup.tree.path(*id).nth(1).map(Place::There);
            tree.add(parent, name, Place::There(*id));
            let german = key.as_deref().and_then(builtin::german);
            if let Some(german) = german.filter(|german| *german != name) {
                tree.add(parent, german, Place::There(*id));
            }
        }
        tree
    }

    fn add(&mut self, parent: Option<Place>, name: &str, place: Place) {
        let name = name.to_lowercase();
        self.anywhere.entry(name.clone()).or_default().push(place);
        self.below.entry((parent, name)).or_default().push(place);
    }

    /// A name alone may be that of any category; a path begins at the top. `kind` is that of one
    /// that is made at the top. None when there are too many.
    fn place(&mut self, names: Vec<String>, kind: CategoryKind) -> Option<Place> {
        if let [only] = &names[..]
            && self.find(None, only, kind).is_none()
            && let Some([place]) = self.anywhere.get(&only.to_lowercase()).map(Vec::as_slice)
        {
            return Some(*place);
        }
        let mut at = None;
        for name in names {
            at = Some(match self.find(at, &name, kind) {
                Some(place) => place,
                None => self.make(at, name, kind)?,
            });
        }
        at
    }

    /// Below a parent or at the top, of that kind if there are two.
    fn find(&self, parent: Option<Place>, name: &str, kind: CategoryKind) -> Option<Place> {
        let found = self.below.get(&(parent, name.to_lowercase()))?;
        let fitting = found.iter().find(|place| self.kind(**place) == Some(kind));
        fitting.or_else(|| found.first()).copied()
    }

    fn make(&mut self, parent: Option<Place>, name: String, kind: CategoryKind) -> Option<Place> {
        if self.new.len() >= MOST {
            return None;
        }
        let kind = parent.and_then(|parent| self.kind(parent)).unwrap_or(kind);
        let place = Place::New(self.new.len());
        self.add(parent, &name, place);
        self.new.push(NewCategory { parent, name, kind });
        Some(place)
    }

    fn kind(&self, place: Place) -> Option<CategoryKind> {
        match place {
            Place::There(id) => self.lookup.category(id),
            Place::New(at) => self.new.get(at).map(|new| new.kind),
        }
    }
}
