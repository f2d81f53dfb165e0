//! Taking a planned file in.

use super::{
    carried::Carried,
    done::Done,
    draft::Draft,
    file::{fingerprint, named},
    parts::{Part, Plan},
    paths::Place,
    plan::Pile,
    proof, texts,
};
use crate::{Book, Error, Now, Topic, rules::carry_out, transactions::ROWS};
use ledger::{
    AccountId, CategoryId, Code, Field, ImportId, PayeeId, StepKind, StepLabel, TransactionId,
    draft::NewSplit,
};
use serde::{Deserialize, Serialize};
use statements::Statement;
use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    ops::ControlFlow,
};
use store::{
    Step,
    imports::{NewImport, NewRow},
    suggestions::Suggestion,
};

/// What the user wants done with a row, where it is not what would be done unasked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, specta::Type)]
pub struct Decision {
    /// Which of the file's statements, from 0.
    pub statement: u32,
    pub index: u32,
    pub action: Action,
}

/// What can be done with a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub enum Action {
    /// A transaction of its own.
    Add,
    /// It is the transaction that it may be the same as: nothing is added.
    Join,
    /// A transaction of its own, linked with the other leg.
    Link,
    Skip,
}

/// What the import of a statement did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
pub struct ImportResult {
    pub import: ImportId,
    pub account: AccountId,
    pub added: u32,
    /// Transactions that were there already, or that rows were joined with.
    pub matched: u32,
    /// Left out: broken ones, and those that the user left out.
    pub skipped: u32,
    /// Of the added ones: with a category that the classifier is sure of.
    pub sure: u32,
    /// Of the added ones: waiting for review.
    pub unsure: u32,
    /// Categories that were made for it.
    pub categories: u32,
}

/// Takes the statements of the file in that are not left out, exactly as previewed and decided, as
/// one change that can be undone; each of them is an import of its own.
///
/// # Errors
/// [`Error::PreviewChanged`] when the same plan made now is not the one with this digest;
/// [`Error::Invalid`] where a statement has no account, when all are left out, or for a decision
/// that does not fit its row; [`Error::Cancelled`] when `progress` (told the permille done) breaks.
pub async fn commit(
    book: &Book,
    draft: &Draft,
    decisions: &[Decision],
    digest: &str,
    now: Now,
    mut progress: impl FnMut(u16) -> ControlFlow<()> + Send,
) -> Result<Vec<ImportResult>, Error> {
    let plan = draft.planned_now(book).await?;
    if plan.digest != digest {
        return Err(Error::PreviewChanged);
    }
    let work = work(draft, &plan, decisions)?;
    let total: u32 = work.iter().map(|one| one.done.added).sum();
    let name = draft.file.name.clone();
    let label = StepLabel { kind: StepKind::Import, count: total, name };
    let db = book.db().await?;
    let mut step = db.begin(label).await?;
    let mut done = Done::of(draft, &plan);
    let mut results = Vec::with_capacity(work.len());
    let mut before = 0;
    for one in work {
        let told = |done: u32| {
            let permille = u64::from(before + done) * 1000 / u64::from(total.max(1));
            progress(u16::try_from(permille).unwrap_or(1000))
        };
        let result = one.take_in(&mut step, draft, &plan, &mut done, now, told).await?;
        before += result.added;
        results.push(result);
    }
    // Once all statements are in: the other leg of a transfer may be in a later one.
    carry_out(&mut step, &plan.ruled, &done.left, now.ms).await?;
    for (id, account) in done.transfers {
        store::transfers::make(&mut step, id, account, now.ms).await?;
    }
    if !done.made.is_empty() {
        book.cache().forget();
    }
    let topics = ROWS.iter().copied().chain([Topic::Imports, Topic::Categories]);
    book.commit(step, &topics.collect::<Vec<_>>()).await?;
    Ok(results)
}

/// A statement with what is to be done with each of its rows.
struct Work<'a> {
    at: usize,
    statement: &'a Statement,
    part: &'a Part,
    actions: Vec<Action>,
    /// As it will be; the import has no number yet.
    done: ImportResult,
}

/// What is to be done with each row of each statement.
///
/// # Errors
/// [`Error::Invalid`] for a decision that does not fit its row.
pub(super) fn actions(plan: &Plan, decisions: &[Decision]) -> Result<Vec<Vec<Action>>, Error> {
    let mut actions: Vec<Vec<Action>> = plan
        .parts
        .iter()
        .map(|part| part.placed.iter().map(|placed| placed.action()).collect())
        .collect();
    for decision in decisions {
        let (at, index) = (decision.statement as usize, decision.index as usize);
        let placed = plan.parts.get(at).and_then(|part| part.placed.get(index));
        match (placed, actions.get_mut(at).and_then(|all| all.get_mut(index))) {
            (Some(placed), Some(action)) if placed.allows(decision.action) => {
                *action = decision.action;
            }
            _ => return Err(Error::invalid(Field::Setting, Code::OutOfRange)),
        }
    }
    Ok(actions)
}

fn work<'a>(
    draft: &'a Draft,
    plan: &'a Plan,
    decisions: &[Decision],
) -> Result<Vec<Work<'a>>, Error> {
    let no_account = || Error::invalid(Field::Account, Code::Required);
    let mut all = Vec::with_capacity(plan.parts.len());
    let actions = actions(plan, decisions)?;
    for (at, (part, actions)) in plan.parts.iter().zip(actions).enumerate() {
        if part.target == super::Target::LeaveOut {
            continue;
        }
        let statement = &draft.file.statements[at];
        let done = counted(part, &actions, part.target.account().ok_or_else(no_account)?);
        all.push(Work { at, statement, part, actions, done });
    }
    if all.is_empty() { Err(no_account()) } else { Ok(all) }
}

/// What will have been done.
fn counted(part: &Part, actions: &[Action], account: AccountId) -> ImportResult {
    let count = |fits: &dyn Fn(usize) -> bool| {
        u32::try_from((0..actions.len()).filter(|index| fits(*index)).count()).unwrap_or(u32::MAX)
    };
    let added = |index: usize| matches!(actions[index], Action::Add | Action::Link);
    let total = count(&added);
    let matched = count(&|index| {
        actions[index] == Action::Join
            || (actions[index] == Action::Skip && part.placed[index].pile == Pile::Already)
    });
    let sure = count(&|index| {
        added(index) && (part.files(index) || part.texts.verdict(index).applied().is_some())
    });
    ImportResult {
        import: ImportId::new(0),
        account,
        added: total,
        matched,
        skipped: u32::try_from(actions.len()).unwrap_or(u32::MAX) - total - matched,
        sure,
        unsure: total - sure,
        categories: 0,
    }
}

impl Work<'_> {
    async fn take_in(
        self,
        step: &mut Step<'_>,
        draft: &Draft,
        plan: &Plan,
        all_done: &mut Done,
        now: Now,
        told: impl FnMut(u32) -> ControlFlow<()>,
    ) -> Result<ImportResult, Error> {
        let all = 0..self.actions.len();
        let added = |index: &usize| matches!(self.actions[*index], Action::Add | Action::Link);
        let filed = self.part.places(all.clone().filter(|row| self.actions[*row] == Action::Add));
        let made = all_done.make(step, plan, filed).await?;
        let new = NewImport {
            account: self.done.account,
            file_name: draft.file.name.clone(),
            format: self.statement.format.name().to_owned(),
            digest: draft.file.digest,
            fingerprint: fingerprint(self.statement),
            named: named(self.statement).to_owned(),
            options: serde_json::to_string(&draft.file.options)?,
            covers: proof::covers(self.statement),
            stated: self.part.held.stated.clone(),
            matched: self.done.matched,
            skipped: self.done.skipped,
            imported_ms: now.ms,
        };
        let maker = Maker {
            statement: self.statement,
            part: self.part,
            payees: payees(step, self.part).await?,
            suggestions: self.part.texts.suggestions()?,
            ruled: self.part.ruling.suggestions()?,
            done: all_done,
        };
        let joined: Vec<(TransactionId, NewRow)> = all
            .clone()
            .filter(|index| self.actions[*index] == Action::Join)
            .filter_map(|index| {
                let found = self.part.placed[index].found?;
                Some((maker.done.get(found.id)?, maker.row(index, false)?))
            })
            .collect();
        let adding = all
            .clone()
            .filter(added)
            .filter_map(|index| maker.row(index, self.actions[index] == Action::Link));
        let inserted = store::imports::insert(step, &new, adding, told).await?;
        for (id, row) in &joined {
            store::imports::join(step, inserted.import, *id, row).await?;
        }
        store::imports::own_categories(step, inserted.import, &made).await?;
        all_done.note(draft, self.at, all.clone().filter(added), inserted.first);
        let rows = all.filter(added).zip((inserted.first.row()..).map(TransactionId::new));
        let linked = |index| self.actions[index] == Action::Link;
        all_done.left.extend(self.part.ruling.rest(rows.clone(), linked));
        self.tag(step, rows.clone()).await?;
        all_done.transfers.extend(rows.filter_map(|(index, id)| self.transfer(index, id)));
        let categories = u32::try_from(made.len()).unwrap_or(u32::MAX);
        Ok(ImportResult { import: inserted.import, categories, ..self.done })
    }

    /// Gives the rows the tags that another app has on them.
    async fn tag(
        &self,
        step: &mut Step<'_>,
        rows: impl Iterator<Item = (usize, TransactionId)>,
    ) -> Result<(), Error> {
        let mut tagged: BTreeMap<&[String], Vec<TransactionId>> = BTreeMap::new();
        for (index, id) in rows {
            let tags = self.part.carried.get(index).map(|carried| carried.tags.as_slice());
            if let Some(tags) = tags.filter(|tags| !tags.is_empty()) {
                tagged.entry(tags).or_default().push(id);
            }
        }
        for (names, ids) in tagged {
            store::transactions::tag(step, &ids, names, &[]).await?;
        }
        Ok(())
    }

    /// The other side of a row that another app calls a transfer, unless it is linked already or
    /// the user has said that it is none.
    fn transfer(&self, index: usize, id: TransactionId) -> Option<(TransactionId, AccountId)> {
        let free = self.part.placed[index].pile != Pile::Transfer;
        Some((id, self.part.carried(index).filter(|_| free)?.transfer?))
    }
}

async fn payees(step: &mut Step<'_>, part: &Part) -> Result<HashMap<String, PayeeId>, Error> {
    let mut names: Vec<(String, String)> =
        part.texts.payees().map(|payee| (payee.name.clone(), payee.key.clone())).collect();
    let given: BTreeSet<&str> = part.ruling.payees().collect();
    names.extend(given.into_iter().map(|name| (name.to_owned(), classifier::clean(name).key)));
    Ok(store::payees::ensure_all(step, &names).await?)
}

/// Makes rows as the database takes them.
struct Maker<'a> {
    statement: &'a Statement,
    part: &'a Part,
    payees: HashMap<String, PayeeId>,
    /// One for each verdict.
    suggestions: Vec<Suggestion>,
    /// Of the rows that a rule filed.
    ruled: HashMap<usize, Suggestion>,
    done: &'a Done,
}

impl Maker<'_> {
    /// None for a broken row.
    fn row(&self, index: usize, linked: bool) -> Option<NewRow> {
        let row = &self.statement.rows[index];
        let (texts, ruling) = (&self.part.texts, &self.part.ruling);
        let payee = ruling.payee(index).unwrap_or(&texts.payee(index).name);
        let carried = self.part.carried(index).filter(|carried| !linked && carried.files());
        let category = match (ruling.files(index), carried) {
            (true, _) => ruling.category(index),
            (false, Some(carried)) => self.category(carried.category),
            (false, None) => texts.verdict(index).applied(),
        };
        let suggestion = self.ruled.get(&index);
        let suggestion = suggestion.unwrap_or(&self.suggestions[texts.verdict_index(index)]);
        let counterpart = self.part.placed[index].found.filter(|_| linked);
        Some(NewRow {
            date: row.date,
            payee: self.payees.get(payee).copied(),
            memo: ruling.memo(index).map_or_else(|| texts::memo(row), str::to_owned),
            amount: self.part.said[index].amount.ok()?,
            category: category.filter(|_| !linked),
            splits: carried.map(|carried| self.splits(carried)).unwrap_or_default(),
            line: row.line,
            bank_id: row.bank_id.clone(),
            identity: self.part.said[index].identity,
            pending: row.pending,
            text: texts::text(row),
            raw: row.raw.clone(),
            // A transfer has no category that could be suggested; what the user filed in another
            // app needs none.
            suggestion: (!linked && carried.is_none()).then(|| suggestion.clone()),
            counterpart: counterpart.and_then(|found| self.done.get(found.id)),
        })
    }

    fn category(&self, place: Option<Place>) -> Option<CategoryId> {
        self.done.category(place?)
    }

    fn splits(&self, carried: &Carried) -> Vec<NewSplit> {
        let parts = carried.parts.iter().map(|part| NewSplit {
            category: self.category(part.category),
            amount: part.amount,
            note: part.note.clone(),
        });
        parts.collect()
    }
}
