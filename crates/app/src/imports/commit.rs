//! Taking a planned file in.

use super::{
    draft::{Draft, Plan},
    plan::Pile,
    texts,
};
use crate::{Book, Error, Now, Topic, transactions::ROWS};
use ledger::{Code, Field, ImportId, PayeeId, StepKind, StepLabel, TransactionId};
use serde::{Deserialize, Serialize};
use std::{collections::HashMap, ops::ControlFlow};
use store::{
    Step,
    imports::{NewImport, NewRow},
    suggestions::Suggestion,
};

/// What the user wants done with a row, where it is not what would be done unasked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, specta::Type)]
pub struct Decision {
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

/// What an import did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
pub struct ImportResult {
    pub import: ImportId,
    pub added: u32,
    /// Transactions that were there already, or that rows were joined with.
    pub matched: u32,
    /// Left out: broken ones, and those that the user left out.
    pub skipped: u32,
    /// Of the added ones: with a category that the classifier is sure of.
    pub sure: u32,
    /// Of the added ones: waiting for review.
    pub unsure: u32,
}

/// Takes the file in, exactly as previewed and decided, as one change that can be undone.
///
/// # Errors
/// [`Error::PreviewChanged`] when the same plan made now is not the one with this digest;
/// [`Error::Invalid`] without an account, or for a decision that does not fit its row;
/// [`Error::Cancelled`] when `progress` (told the permille done) breaks.
pub async fn commit(
    book: &Book,
    draft: &Draft,
    decisions: &[Decision],
    digest: &str,
    now: Now,
    mut progress: impl FnMut(u16) -> ControlFlow<()> + Send,
) -> Result<ImportResult, Error> {
    let plan = draft.planned_now(book).await?;
    if plan.digest != digest {
        return Err(Error::PreviewChanged);
    }
    let account = plan.account.ok_or_else(|| Error::invalid(Field::Account, Code::Required))?;
    let rows = &draft.file.statement.rows;
    let mut actions: Vec<Action> = plan.placed.iter().map(|placed| placed.action()).collect();
    for decision in decisions {
        let index = decision.index as usize;
        match (plan.placed.get(index), actions.get_mut(index)) {
            (Some(placed), Some(action)) if placed.allows(decision.action) => {
                *action = decision.action;
            }
            _ => return Err(Error::invalid(Field::Setting, Code::OutOfRange)),
        }
    }
    let count = |fits: &dyn Fn(usize) -> bool| {
        u32::try_from((0..rows.len()).filter(|index| fits(*index)).count()).unwrap_or(u32::MAX)
    };
    let added = |index: usize| matches!(actions[index], Action::Add | Action::Link);
    let matched = count(&|index| {
        actions[index] == Action::Join
            || (actions[index] == Action::Skip && plan.placed[index].pile == Pile::Already)
    });
    let total = count(&added);
    let skipped = u32::try_from(rows.len()).unwrap_or(u32::MAX) - total - matched;
    let sure = count(&|index| added(index) && plan.texts.verdict(index).applied().is_some());
    let new = NewImport {
        account,
        file_name: draft.file.name.clone(),
        format: draft.file.statement.format.name().to_owned(),
        digest: draft.file.digest,
        fingerprint: draft.file.statement.fingerprint.cast_signed(),
        options: serde_json::to_string(&draft.file.options)?,
        matched,
        skipped,
        imported_ms: now.ms,
    };
    let label = StepLabel { kind: StepKind::Import, count: total, name: new.file_name.clone() };
    let db = book.db().await?;
    let mut step = db.begin(label).await?;
    let maker = Maker {
        draft,
        plan: &plan,
        payees: payees(&mut step, &plan).await?,
        suggestions: plan.texts.suggestions()?,
    };
    let joined: Vec<(TransactionId, NewRow)> = (0..rows.len())
        .filter(|index| actions[*index] == Action::Join && plan.placed[*index].typed)
        .filter_map(|index| Some((plan.placed[index].existing?, maker.row(index, false)?)))
        .collect();
    let adding = (0..rows.len())
        .filter(|index| added(*index))
        .filter_map(|index| maker.row(index, actions[index] == Action::Link));
    let told = |done: u32| {
        let permille = u64::from(done) * 1000 / u64::from(total.max(1));
        progress(u16::try_from(permille).unwrap_or(1000))
    };
    let import = store::imports::insert(&mut step, &new, adding, told).await?;
    for (id, row) in &joined {
        store::imports::join(&mut step, import, *id, row).await?;
    }
    let topics: Vec<Topic> = ROWS.iter().copied().chain([Topic::Imports]).collect();
    book.commit(step, &topics).await?;
    Ok(ImportResult { import, added: total, matched, skipped, sure, unsure: total - sure })
}

async fn payees(step: &mut Step<'_>, plan: &Plan) -> Result<HashMap<String, PayeeId>, Error> {
    let names: Vec<(String, String)> =
        plan.texts.payees().map(|payee| (payee.name.clone(), payee.key.clone())).collect();
    Ok(store::payees::ensure_all(step, &names).await?)
}

/// Makes rows as the database takes them.
struct Maker<'a> {
    draft: &'a Draft,
    plan: &'a Plan,
    payees: HashMap<String, PayeeId>,
    /// One for each verdict.
    suggestions: Vec<Suggestion>,
}

impl Maker<'_> {
    /// None for a broken row.
    fn row(&self, index: usize, linked: bool) -> Option<NewRow> {
        let row = &self.draft.file.statement.rows[index];
        let texts = &self.plan.texts;
        Some(NewRow {
            date: row.date,
            payee: self.payees.get(&texts.payee(index).name).copied(),
            memo: texts::memo(row),
            amount: self.plan.said[index].amount.ok()?,
            category: texts.verdict(index).applied().filter(|_| !linked),
            line: row.line,
            bank_id: row.bank_id.clone(),
            identity: self.plan.said[index].identity,
            pending: row.pending,
            text: texts::text(row),
            raw: row.raw.clone(),
            // A transfer has no category that could be suggested.
            suggestion: (!linked).then(|| self.suggestions[texts.verdict_index(index)].clone()),
            counterpart: self.plan.placed[index].existing.filter(|_| linked),
        })
    }
}
