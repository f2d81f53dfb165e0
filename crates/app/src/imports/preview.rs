//! What would happen if a file were taken in.

use super::{
    carried::{self, CarriedView},
    commit::{self, Action, Decision},
    draft::Draft,
    file::FileProblem,
    parts::{Part, Plan},
    plan::{Pile, Placed, RowProblem, Said, Why},
    proof::{RowProof, prove_rows},
    targets::Target,
    texts,
};
use crate::{Book, Error, rules::EffectsView, transactions::Row};
use chrono::NaiveDate;
use classifier::Reason;
use ledger::{AccountId, CategoryId, Currency, Money, TransactionId, Window, proof::Proof};
use serde::Serialize;
use statements::{Layout, Options, Question, Statement};
use std::collections::HashMap;

/// Problems that a preview lists.
const LISTED: usize = 200;
/// Entries that a preview shows as they stand in the file.
const SAMPLE: usize = 5;

/// What was understood of a file, and what would happen.
#[derive(Debug, Clone, PartialEq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Preview {
    pub file_name: String,
    /// What the rows were read with; changed and sent back to read them otherwise.
    pub options: Options,
    /// At least one; in the order of the file.
    pub statements: Vec<StatementPreview>,
    /// Categories that would be made for it, each by its path.
    pub new_categories: Vec<Vec<String>>,
    /// This very plan; the commit is refused when it has become another.
    pub digest: String,
}

/// One statement of a file, and what would become of it.
#[derive(Debug, Clone, PartialEq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct StatementPreview {
    /// `csv`.
    pub format: String,
    pub encoding: String,
    /// How the columns were understood; none for formats without columns.
    pub layout: Option<Layout>,
    /// The first entries, cut into columns; empty for formats without columns.
    pub sample: Vec<Sample>,
    /// Where the rows go. A guess that is still one: there are several accounts and nothing tells
    /// which.
    pub target: Target,
    /// Account as the file names it.
    pub account_in_file: Option<String>,
    /// Its IBAN, or else its number, where the file has them.
    pub number_in_file: Option<String>,
    pub currency: Option<Currency>,
    pub questions: Vec<Question>,
    /// The first 200.
    pub problems: Vec<FileProblem>,
    /// All of them.
    pub problem_count: u32,
    /// All that were read, also of one that is left out.
    pub rows: u32,
    pub counts: Counts,
    pub unasked: Unasked,
    pub from: Option<NaiveDate>,
    pub to: Option<NaiveDate>,
    /// What the balances beside the rows say about the rows.
    pub row_proof: Option<RowProof>,
    /// What the stated balances say about the account, with what is done unasked.
    pub proof: Option<Proof>,
    /// The opening balance of an account that begins with this statement.
    pub opening: Option<Money>,
}

/// How many rows lie on each pile.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, specta::Type)]
pub struct Counts {
    pub new: u32,
    pub already: u32,
    pub maybe: u32,
    pub transfer: u32,
    pub broken: u32,
}

/// How many rows get which action without a decision.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, specta::Type)]
pub struct Unasked {
    pub add: u32,
    pub join: u32,
    pub link: u32,
    pub skip: u32,
}

/// An entry as it stands in the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct Sample {
    /// Physical line of the file, from 1.
    pub line: u32,
    pub cells: Vec<String>,
}

/// A window of the rows of a preview.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct PreviewPage {
    /// On the pile, or in all.
    pub total: u32,
    pub rows: Vec<PreviewRow>,
}

/// One row of the file, and what would become of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct PreviewRow {
    /// Names the row in a decision.
    pub index: u32,
    /// Physical line of the file, from 1.
    pub line: u32,
    pub date: NaiveDate,
    /// Cleaned.
    pub payee: String,
    /// As the bank wrote it.
    pub text: String,
    pub memo: String,
    /// None when the account's currency cannot hold it.
    pub amount: Option<Money>,
    pub pile: Pile,
    /// What is done with it without a decision.
    pub action: Action,
    /// What is the same, may be the same, or is the transfer's other leg.
    pub beside: Option<Beside>,
    pub category: Option<CategoryId>,
    pub sure: bool,
    pub confidence_permille: u16,
    pub reason: Reason,
    /// What the user's rules do to it; that comes before everything else.
    pub ruled: Option<EffectsView>,
    /// What is taken over from the books of another app, where no rule says otherwise.
    pub carried: Option<CarriedView>,
    pub problem: Option<RowProblem>,
}

/// A transaction beside a row, or a row of another statement of the file that will be one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct Beside {
    /// None while it is a row of this file.
    pub transaction: Option<TransactionId>,
    pub account: Option<AccountId>,
    pub date: NaiveDate,
    /// Its payee, else what the bank wrote; empty where neither is known.
    pub payee: String,
    pub amount: Option<Money>,
    pub why: Why,
}

impl Draft {
    /// What the user is shown first.
    pub fn preview(&self) -> Preview {
        let all = self.file.statements.iter().zip(&self.plan.parts);
        Preview {
            file_name: self.file.name.clone(),
            options: self.file.options.clone(),
            statements: all.map(|(statement, part)| part.preview(statement)).collect(),
            new_categories: self.new_categories(),
            digest: self.plan.digest.clone(),
        }
    }

    fn new_categories(&self) -> Vec<Vec<String>> {
        let Plan { parts, paths, lookup, .. } = &self.plan;
        let filed = parts.iter().flat_map(|part| {
            let added = |row: &usize| part.placed[*row].action() == Action::Add;
            part.places((0..part.placed.len()).filter(added))
        });
        let needed = carried::needed(paths, filed);
        needed.into_iter().map(|new| paths.path(new, lookup)).collect()
    }

    fn row(
        &self,
        statement: usize,
        index: usize,
        there: &HashMap<TransactionId, Row>,
    ) -> PreviewRow {
        let (row, part) =
            (&self.file.statements[statement].rows[index], &self.plan.parts[statement]);
        let (said, placed) = (part.said[index], part.placed[index]);
        let verdict = part.texts.verdict(index);
        PreviewRow {
            index: u32::try_from(index).unwrap_or(u32::MAX),
            line: row.line,
            date: row.date,
            payee: part.texts.payee(index).name.clone(),
            text: texts::text(row),
            memo: texts::memo(row),
            amount: said.amount.ok(),
            pile: placed.pile,
            action: placed.action(),
            beside: placed.found.and_then(|found| self.beside(found.id, found.why, there)),
            category: verdict.category,
            sure: verdict.sure,
            confidence_permille: verdict.confidence_permille,
            reason: verdict.reason.clone(),
            ruled: part.ruling.view(index),
            carried: part
                .carried(index)
                .map(|carried| carried.view(&self.plan.paths, &self.plan.lookup)),
            problem: said.amount.err(),
        }
    }

    fn beside(
        &self,
        id: TransactionId,
        why: Why,
        there: &HashMap<TransactionId, Row>,
    ) -> Option<Beside> {
        if let Some(at) = self.file.row_at(id) {
            let part = &self.plan.parts[at.statement];
            return Some(Beside {
                transaction: None,
                account: part.target.account(),
                date: self.file.statements[at.statement].rows[at.row].date,
                payee: part.texts.payee(at.row).name.clone(),
                amount: part.said[at.row].amount.ok(),
                why,
            });
        }
        let row = there.get(&id)?;
        let payee = row.payee.as_ref().map(|payee| &payee.name).or(row.raw_payee.as_ref());
        Some(Beside {
            transaction: Some(id),
            account: Some(row.account),
            date: row.date,
            payee: payee.cloned().unwrap_or_default(),
            amount: Some(row.amount),
            why,
        })
    }
}

/// What the stated balances say about the account of each statement, with these decisions.
///
/// # Errors
/// [`Error::Invalid`] for a decision that does not fit its row.
pub fn proofs(draft: &Draft, decisions: &[Decision]) -> Result<Vec<Option<Proof>>, Error> {
    let actions = commit::actions(&draft.plan, decisions)?;
    let parts = draft.plan.parts.iter().zip(actions).zip(&draft.file.statements);
    let prove = |((part, actions), statement): ((&Part, Vec<Action>), &Statement)| {
        part.held.prove(part.done(statement, actions.iter().copied()))
    };
    Ok(parts.map(prove).collect())
}

impl Part {
    fn unasked<'a>(
        &'a self,
        statement: &'a Statement,
    ) -> impl Iterator<Item = (&'a statements::Row, &'a Said, &'a Placed, Action)> {
        self.done(statement, self.placed.iter().map(|placed| placed.action()))
    }

    fn done<'a>(
        &'a self,
        statement: &'a Statement,
        actions: impl Iterator<Item = Action>,
    ) -> impl Iterator<Item = (&'a statements::Row, &'a Said, &'a Placed, Action)> {
        let rows = statement.rows.iter().zip(&self.said).zip(&self.placed).zip(actions);
        rows.map(|(((row, said), placed), action)| (row, said, placed, action))
    }

    fn preview(&self, statement: &Statement) -> StatementPreview {
        let (mut counts, mut unasked) = (Counts::default(), Unasked::default());
        for placed in &self.placed {
            *match placed.pile {
                Pile::New => &mut counts.new,
                Pile::Already => &mut counts.already,
                Pile::Maybe => &mut counts.maybe,
                Pile::Transfer => &mut counts.transfer,
                Pile::Broken => &mut counts.broken,
            } += 1;
            *match placed.action() {
                Action::Add => &mut unasked.add,
                Action::Join => &mut unasked.join,
                Action::Link => &mut unasked.link,
                Action::Skip => &mut unasked.skip,
            } += 1;
        }
        let dates = || statement.rows.iter().map(|row| row.date);
        let details = &statement.account_details;
        StatementPreview {
            format: statement.format.name().to_owned(),
            encoding: statement.encoding.clone(),
            layout: statement.layout.clone(),
            sample: sample(statement),
            target: self.target,
            account_in_file: statement.account.clone(),
            number_in_file: details.iban.as_ref().or(details.number.as_ref()).cloned(),
            currency: statement.currency.as_deref().and_then(|code| code.parse().ok()),
            questions: statement.questions.clone(),
            problems: statement.problems.iter().take(LISTED).map(FileProblem::from).collect(),
            problem_count: u32::try_from(statement.problems.len()).unwrap_or(u32::MAX),
            rows: u32::try_from(statement.rows.len()).unwrap_or(u32::MAX),
            counts,
            unasked,
            from: dates().min(),
            to: dates().max(),
            row_proof: prove_rows(&statement.rows),
            proof: self.held.prove(self.unasked(statement)),
            opening: self.held.beginning(self.unasked(statement)),
        }
    }
}

/// The first entries; also those that were not understood, when the layout was misread as a whole.
fn sample(statement: &Statement) -> Vec<Sample> {
    let Some(layout) = &statement.layout else { return Vec::new() };
    let rows = statement.rows.iter().map(|row| (row.line, row.raw.as_str()));
    let problems =
        statement.problems.iter().map(|problem| (problem.line, problem.excerpt.as_str()));
    let cut = |(line, raw)| Sample { line, cells: statements::cells(raw, layout.delimiter) };
    // A problem may quote no more than the cell that is wrong.
    let is_whole = |entry: &Sample| entry.cells.len() > 1;
    rows.chain(problems).map(cut).filter(is_whole).take(SAMPLE).collect()
}

/// A window of the rows of one statement, of one pile or of all.
///
/// # Errors
/// [`Error::NotFound`] when the file has no such statement.
pub async fn rows(
    book: &Book,
    draft: &Draft,
    statement: u32,
    pile: Option<Pile>,
    window: Window,
) -> Result<PreviewPage, Error> {
    let at = statement as usize;
    let placed = &draft.plan.parts.get(at).ok_or(Error::NotFound)?.placed;
    let on_pile = |index: &usize| pile.is_none_or(|pile| placed[*index].pile == pile);
    let all: Vec<usize> = (0..placed.len()).filter(on_pile).collect();
    let size = window.limit.min(ledger::filter::MAX_WINDOW) as usize;
    let shown = all.iter().skip(window.offset as usize).take(size);
    let ids: Vec<TransactionId> =
        shown.clone().filter_map(|index| Some(placed[*index].found?.id)).collect();
    let there = {
        let db = book.db().await?;
        let mut conn = db.read().await;
        store::register::rows(&mut conn, &ids).await?
    };
    let there: HashMap<TransactionId, Row> = there
        .into_iter()
        .map(|row| Ok::<_, Error>((row.id, row.try_into()?)))
        .collect::<Result<_, _>>()?;
    Ok(PreviewPage {
        total: u32::try_from(all.len()).unwrap_or(u32::MAX),
        rows: shown.map(|index| draft.row(at, *index, &there)).collect(),
    })
}
