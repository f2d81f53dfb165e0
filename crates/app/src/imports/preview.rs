//! What would happen if a file were taken in.

use super::{
    commit::Action,
    draft::Draft,
    file::FileProblem,
    plan::{Pile, RowProblem},
    proof::{Proof, prove},
    texts,
};
use crate::{Book, Error, transactions::Row};
use chrono::NaiveDate;
use classifier::Reason;
use ledger::{AccountId, CategoryId, Currency, Money, TransactionId, Window};
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
    /// `csv`.
    pub format: String,
    pub encoding: String,
    /// How the columns were understood; none for formats without columns.
    pub layout: Option<Layout>,
    /// The first entries, cut into columns; empty for formats without columns.
    pub sample: Vec<Sample>,
    /// What the rows were read with; changed and sent back to read them otherwise.
    pub options: Options,
    /// Where the rows go. None when there are several accounts and nothing tells which.
    pub account: Option<AccountId>,
    /// Account as the file names it.
    pub account_in_file: Option<String>,
    pub currency: Option<Currency>,
    pub questions: Vec<Question>,
    /// The first 200.
    pub problems: Vec<FileProblem>,
    /// All of them.
    pub problem_count: u32,
    pub counts: Counts,
    pub unasked: Unasked,
    pub from: Option<NaiveDate>,
    pub to: Option<NaiveDate>,
    pub proof: Option<Proof>,
    /// Statements of further accounts in the file, which are not taken in with this one.
    pub other_statements: u32,
    /// This very plan; the commit is refused when it has become another.
    pub digest: String,
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
    /// The transaction that is the same, may be the same, or is the transfer's other leg.
    pub existing: Option<Row>,
    pub category: Option<CategoryId>,
    pub sure: bool,
    pub confidence_permille: u16,
    pub reason: Reason,
    pub problem: Option<RowProblem>,
}

impl Draft {
    /// What the user is shown first.
    pub fn preview(&self) -> Preview {
        let statement = &self.file.statement;
        let (mut counts, mut unasked) = (Counts::default(), Unasked::default());
        for placed in &self.plan.placed {
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
        Preview {
            file_name: self.file.name.clone(),
            format: statement.format.name().to_owned(),
            encoding: statement.encoding.clone(),
            layout: statement.layout.clone(),
            sample: sample(statement),
            options: self.file.options.clone(),
            account: self.plan.account,
            account_in_file: statement.account.clone(),
            currency: statement.currency.as_deref().and_then(|code| code.parse().ok()),
            questions: statement.questions.clone(),
            problems: statement.problems.iter().take(LISTED).map(FileProblem::from).collect(),
            problem_count: u32::try_from(statement.problems.len()).unwrap_or(u32::MAX),
            counts,
            unasked,
            from: dates().min(),
            to: dates().max(),
            proof: prove(&statement.rows),
            other_statements: u32::try_from(self.file.others).unwrap_or(u32::MAX),
            digest: self.plan.digest.clone(),
        }
    }

    fn row(&self, index: usize, there: &HashMap<TransactionId, Row>) -> PreviewRow {
        let row = &self.file.statement.rows[index];
        let (said, placed) = (self.plan.said[index], self.plan.placed[index]);
        let verdict = self.plan.texts.verdict(index);
        PreviewRow {
            index: u32::try_from(index).unwrap_or(u32::MAX),
            line: row.line,
            date: row.date,
            payee: self.plan.texts.payee(index).name.clone(),
            text: texts::text(row),
            memo: texts::memo(row),
            amount: said.amount.ok(),
            pile: placed.pile,
            action: placed.action(),
            existing: placed.existing.and_then(|id| there.get(&id).cloned()),
            category: verdict.category,
            sure: verdict.sure,
            confidence_permille: verdict.confidence_permille,
            reason: verdict.reason.clone(),
            problem: said.amount.err(),
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

/// A window of the rows, of one pile or of all.
pub async fn rows(
    book: &Book,
    draft: &Draft,
    pile: Option<Pile>,
    window: Window,
) -> Result<PreviewPage, Error> {
    let on_pile = |index: &usize| pile.is_none_or(|pile| draft.plan.placed[*index].pile == pile);
    let all: Vec<usize> = (0..draft.plan.placed.len()).filter(on_pile).collect();
    let size = window.limit.min(ledger::filter::MAX_WINDOW) as usize;
    let shown = all.iter().skip(window.offset as usize).take(size);
    let ids: Vec<TransactionId> =
        shown.clone().filter_map(|index| draft.plan.placed[*index].existing).collect();
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
        rows: shown.map(|index| draft.row(*index, &there)).collect(),
    })
}
