//! What the statements of a file have come to while they are taken in.

use super::{
    carried,
    draft::Draft,
    parts::{Plan, RowAt},
    paths::Place,
};
use crate::{Error, rules::Change};
use ledger::{AccountId, CategoryId, TransactionId};
use std::collections::{HashMap, HashSet};
use store::{Step, categories::NewCategory};

/// What the statements so far have come to, and what is left for the end.
pub(super) struct Done {
    /// The rows that rows of later statements refer to, by provisional id.
    wanted: HashSet<TransactionId>,
    known: HashMap<TransactionId, TransactionId>,
    /// The categories that were made, by their place in [`super::paths::Paths::new`].
    pub(super) made: HashMap<usize, CategoryId>,
    pub(super) left: Vec<Change>,
    pub(super) transfers: Vec<(TransactionId, AccountId)>,
}

impl Done {
    pub(super) fn of(draft: &Draft, plan: &Plan) -> Self {
        let found = plan.parts.iter().flat_map(|part| &part.placed).filter_map(|one| one.found);
        let wanted = found.map(|found| found.id).filter(|id| draft.file.row_at(*id).is_some());
        Self {
            wanted: wanted.collect(),
            known: HashMap::new(),
            made: HashMap::new(),
            left: Vec::new(),
            transfers: Vec::new(),
        }
    }

    /// Makes the categories that are needed and not there yet.
    pub(super) async fn make(
        &mut self,
        step: &mut Step<'_>,
        plan: &Plan,
        filed: impl Iterator<Item = Place>,
    ) -> Result<Vec<CategoryId>, Error> {
        let mut made = Vec::new();
        for at in carried::needed(&plan.paths, filed) {
            if self.made.contains_key(&at) {
                continue;
            }
            let new = &plan.paths.new[at];
            let parent = new.parent.and_then(|parent| self.category(parent));
            let (name, kind) = (new.name.clone(), new.kind);
            let new = NewCategory { name, kind, parent, colour: None };
            let id = store::categories::create(step, &new).await?;
            self.made.insert(at, id);
            made.push(id);
        }
        Ok(made)
    }

    pub(super) fn category(&self, place: Place) -> Option<CategoryId> {
        match place {
            Place::There(id) => Some(id),
            Place::New(at) => self.made.get(&at).copied(),
        }
    }

    /// The transactions of a statement's added rows, numbered from `first`.
    pub(super) fn note(
        &mut self,
        draft: &Draft,
        statement: usize,
        added: impl Iterator<Item = usize>,
        first: TransactionId,
    ) {
        if self.wanted.is_empty() {
            return;
        }
        for (row, id) in added.zip(first.row()..) {
            let provisional = draft.file.provisional(RowAt { statement, row });
            if self.wanted.contains(&provisional) {
                self.known.insert(provisional, TransactionId::new(id));
            }
        }
    }

    /// The transaction; none for a row of the file that was left out.
    pub(super) fn get(&self, id: TransactionId) -> Option<TransactionId> {
        if self.wanted.contains(&id) { self.known.get(&id).copied() } else { Some(id) }
    }
}
