//! What would happen if a file were taken in.

use super::{
    commit::Action,
    file::{self, File, FileProblem, Upload},
    plan::{self, Before, Pile, Placed, RowProblem, Said},
    proof::{Proof, prove},
    texts::{self, Texts},
};
use crate::{
    Book, Error,
    classify::Judge,
    lookup::{Account, Lookup},
    transactions::Row,
};
use chrono::NaiveDate;
use classifier::Reason;
use ledger::{AccountId, CategoryId, Code, Currency, Field, Money, TransactionId, Window};
use serde::Serialize;
use sha2::{Digest, Sha256};
use statements::{Layout, Options, Question, Statement};
use std::{collections::HashMap, fmt::Write as _, ops::ControlFlow, sync::Arc};
use store::Connection;
use tokio::task::spawn_blocking;

/// Problems that a preview lists.
const LISTED: usize = 200;
/// Entries that a preview shows as they stand in the file.
const SAMPLE: usize = 5;

/// A file read and planned; kept by the caller between preview and commit.
pub struct Draft {
    pub(super) file: Arc<File>,
    plan: Plan,
}

/// What would become of each row.
pub(super) struct Plan {
    pub(super) account: Option<AccountId>,
    pub(super) said: Vec<Said>,
    pub(super) placed: Vec<Placed>,
    pub(super) texts: Arc<Texts>,
    judge: Arc<Judge>,
    pub(super) digest: String,
}

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

/// Reads a file and plans what would become of its rows. Without `account` it is the one that the
/// file names, the one that took such a file before, or the only one. Without `options` they are
/// those of the last file of this layout on the account. `progress` is told the permille done.
///
/// # Errors
/// [`Error::Statement`], [`Error::Cancelled`]; [`Error::Invalid`] for a closed account.
pub async fn prepare<P>(
    book: &Book,
    upload: Upload,
    account: Option<AccountId>,
    options: Options,
    mut progress: P,
) -> Result<Draft, Error>
where
    P: FnMut(u16) -> ControlFlow<()> + Send + 'static,
{
    let asked = options != Options::default();
    let (mut file, progress) = {
        let reading = move |done| progress(done / 2);
        file::read(upload.clone(), options, reading).await?
    };
    let (account, remembered) = {
        let db = book.db().await?;
        let mut conn = db.read().await;
        let lookup = book.lookup(&mut conn).await?;
        let account = choose(&mut conn, &lookup, &file, account).await?;
        let remembered = match account {
            Some(id) => store::imports::remembered(&mut conn, file.fingerprint(), id).await?,
            None => None,
        };
        (account, remembered)
    };
    let remembered: Option<Options> =
        remembered.map(|json| serde_json::from_str(&json)).transpose()?;
    let mut progress = progress;
    if let Some(options) = remembered.filter(|kept| !asked && *kept != file.options) {
        (file, progress) = file::read(upload, options, progress).await?;
    }
    let file = Arc::new(file);
    let planning = move |done: u16| progress(1000 + done);
    let plan = plan(book, &file, account, None, planning).await?;
    Ok(Draft { file, plan })
}

/// The account that the rows go to.
async fn choose(
    conn: &mut Connection,
    lookup: &Lookup,
    file: &File,
    account: Option<AccountId>,
) -> Result<Option<AccountId>, Error> {
    if let Some(id) = account {
        let account = lookup.find(id).ok_or(Error::NotFound)?;
        return if account.closed {
            Err(Error::invalid(Field::Account, Code::Closed))
        } else {
            Ok(Some(id))
        };
    }
    let named = file.statement.account.as_deref().map(plain).filter(|name| !name.is_empty());
    let is_named = |account: &&Account| {
        named
            .as_ref()
            .is_some_and(|name| *name == plain(&account.iban) || *name == plain(&account.name))
    };
    if let Some(account) = lookup.open_accounts().find(is_named) {
        return Ok(Some(account.id));
    }
    let before = store::imports::last_account(conn, file.fingerprint()).await?;
    if let Some(account) = lookup.open_accounts().find(|account| Some(account.id) == before) {
        return Ok(Some(account.id));
    }
    let mut open = lookup.open_accounts();
    Ok(open.next().filter(|_| open.next().is_none()).map(|account| account.id))
}

/// An account number or name as it is compared.
fn plain(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_uppercase()
}

/// Preview and commit both come here. `earlier` are the texts of an earlier plan of the same file.
async fn plan(
    book: &Book,
    file: &Arc<File>,
    account: Option<AccountId>,
    earlier: Option<&Plan>,
    mut progress: impl FnMut(u16) -> ControlFlow<()> + Send + 'static,
) -> Result<Plan, Error> {
    let (lookup, judge) = {
        let db = book.db().await?;
        let mut conn = db.read().await;
        (book.lookup(&mut conn).await?, book.judge(&mut conn).await?)
    };
    let stated = file.statement.currency.as_deref().and_then(|code| code.parse().ok());
    let currency = account
        .and_then(|id| lookup.find(id))
        .map(|account| account.currency)
        .or(stated)
        .unwrap_or_else(|| book.session().settings.currency);
    let said = {
        let file = Arc::clone(file);
        spawn_blocking(move || -> Vec<Said> {
            let stated = file.statement.currency.as_deref();
            file.statement.rows.iter().map(|row| plan::said(row, currency, stated)).collect()
        })
        .await?
    };
    let before = match account {
        Some(account) => before(book, file, account, &said).await?,
        None => Before::default(),
    };
    let known_texts = earlier
        .filter(|earlier| Arc::ptr_eq(&earlier.judge, &judge))
        .map(|earlier| Arc::clone(&earlier.texts));
    let file = Arc::clone(file);
    let planned = spawn_blocking(move || {
        let rows = &file.statement.rows;
        let texts = match known_texts {
            Some(texts) => texts,
            None => {
                let told = |done: usize| {
                    progress(u16::try_from(done * 1000 / rows.len().max(1)).unwrap_or(1000))
                };
                match Texts::of(rows, &said, &judge, told) {
                    ControlFlow::Continue(texts) => Arc::new(texts),
                    ControlFlow::Break(()) => return Err(Error::Cancelled),
                }
            }
        };
        let placed = plan::place(rows, &said, &before);
        let digest = digest(&file, account, &placed, &texts)?;
        Ok(Plan { account, said, placed, texts, judge, digest })
    });
    planned.await?
}

async fn before(
    book: &Book,
    file: &File,
    account: AccountId,
    said: &[Said],
) -> Result<Before, Error> {
    let Some(span) = plan::span(&file.statement.rows) else { return Ok(Before::default()) };
    let mut identities: Vec<i64> = said.iter().map(|said| said.identity).collect();
    identities.sort_unstable();
    identities.dedup();
    let db = book.db().await?;
    let mut conn = db.read().await;
    Ok(Before {
        known: store::imports::known(&mut conn, account, &identities).await?,
        here: store::imports::existing(&mut conn, account, span).await?,
        elsewhere: store::imports::elsewhere(&mut conn, account, span).await?,
        layout: file.fingerprint(),
    })
}

/// Of everything that the commit does: the file and how it was read, the account, and for each row
/// its pile, the transaction it belongs to, and the category it gets.
fn digest(
    file: &File,
    account: Option<AccountId>,
    placed: &[Placed],
    texts: &Texts,
) -> Result<String, Error> {
    let mut hash = Sha256::new();
    hash.update(file.digest);
    hash.update(serde_json::to_vec(&file.options)?);
    hash.update(account.map_or(0, AccountId::row).to_le_bytes());
    for (index, placed) in placed.iter().enumerate() {
        let verdict = texts.verdict(index);
        hash.update([placed.pile as u8, u8::from(placed.typed), u8::from(verdict.sure)]);
        hash.update(placed.existing.map_or(0, TransactionId::row).to_le_bytes());
        hash.update(verdict.category.map_or(0, CategoryId::row).to_le_bytes());
    }
    let mut text = String::with_capacity(32);
    for byte in &hash.finalize()[..16] {
        // Writing to a string does not fail.
        let _ = write!(text, "{byte:02x}");
    }
    Ok(text)
}

impl Draft {
    /// The same plan, made of the ledger as it is now.
    pub(super) async fn planned_now(&self, book: &Book) -> Result<Plan, Error> {
        let go_on = |_| ControlFlow::Continue(());
        plan(book, &self.file, self.plan.account, Some(&self.plan), go_on).await
    }

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
