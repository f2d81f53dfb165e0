//! The register: lists of transactions, and what a person does to them.

mod row;

pub use row::{Detail, PayeeName, Raw, Row, SplitView, SuggestionView, TransferLeg};

use crate::{Book, Error, Now, Topic, ask, schedules::SCHEDULES};
use ledger::{
    CategoryId, Code, Field, Filter, Money, PayeeId, Problems, Recurrence, Sort, StepKind,
    StepLabel, TransactionId, Window, day,
    draft::{MAX_NAME, MAX_TAGS, NewTransaction, TransactionDraft, tags},
    problem::line,
};
use serde::Serialize;
use store::{Connection, Step, register, suggestions::Suggestion};

/// What a change of rows may touch beside the rows: balances, counts, names, the review.
pub(crate) const ROWS: &[Topic] =
    &[Topic::Transactions, Topic::Accounts, Topic::Categories, Topic::Payees, Topic::Suggestions];

/// A window of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct Page {
    /// Rows that the filter lets through.
    pub total: u32,
    /// What they come to, one amount a currency.
    pub sum: Vec<Money>,
    /// Of the ledger when the page was read.
    pub revision: u32,
    pub offset: u32,
    pub rows: Vec<Row>,
}

/// A window of the rows that a filter lets through.
pub async fn list(book: &Book, filter: &Filter, sort: Sort, window: Window) -> Result<Page, Error> {
    let db = book.db().await?;
    let mut conn = db.read().await;
    let filter = ask::resolve(book, &mut conn, filter).await?;
    let page = register::page(&mut conn, &filter, sort, window).await?;
    Ok(Page {
        total: page.total,
        sum: page.sums,
        revision: db.revision().0,
        offset: page.offset,
        rows: page.rows.into_iter().map(Row::try_from).collect::<Result<_, _>>()?,
    })
}

/// The ids of a window, of any length, of the rows that a filter lets through: for selections.
pub async fn ids(
    book: &Book,
    filter: &Filter,
    sort: Sort,
    window: Window,
) -> Result<Vec<TransactionId>, Error> {
    let db = book.db().await?;
    let mut conn = db.read().await;
    let filter = ask::resolve(book, &mut conn, filter).await?;
    Ok(register::ids(&mut conn, &filter, sort, window).await?)
}

/// What transactions of one currency come to, together and on average.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
pub struct Total {
    pub sum: Money,
    pub average: Money,
}

/// What transactions come to, by currency; those that do not exist count nothing.
pub async fn sum(book: &Book, ids: &[TransactionId]) -> Result<Vec<Total>, Error> {
    let db = book.db().await?;
    let mut conn = db.read().await;
    let sums = register::sums(&mut conn, ids).await?;
    let total = |(sum, count): (Money, u32)| Some(Total { sum, average: sum.mean(count)? });
    Ok(sums.into_iter().filter_map(total).collect())
}

/// One transaction.
pub async fn get(book: &Book, id: TransactionId) -> Result<Detail, Error> {
    let db = book.db().await?;
    let mut conn = db.read().await;
    let row = register::get(&mut conn, id).await?.try_into()?;
    let source = store::transactions::source(&mut conn, id).await?;
    let raw = source.map(|source| Raw {
        file_name: source.file_name,
        line: source.line,
        text: source.text,
        raw: source.raw,
    });
    Ok(Detail { row, raw })
}

/// Adds a transaction. What is left empty the user's rules fill in. Where they give no category
/// either, the classifier is asked: what it is sure of is set, anything else waits for review. A
/// category that is given is remembered for the payee. One that repeats is expected again, counted
/// from its day, in the same step; what was found by itself is found anew then.
///
/// # Errors
/// [`Error::Invalid`] with everything that is wrong with the draft.
pub async fn add(
    book: &Book,
    draft: &TransactionDraft,
    repeat: Option<Recurrence>,
    now: Now,
) -> Result<Row, Error> {
    let db = book.db().await?;
    let (typed, new, said) = {
        let mut conn = db.read().await;
        let typed = parse(book, &mut conn, draft, now).await?;
        let mut new = typed.clone();
        let said = fill(book, &mut conn, &mut new).await?;
        (typed, new, said)
    };
    let mut step = db.begin(label(StepKind::AddTransaction, 1, &new.payee)).await?;
    let (id, payee) = insert(&mut step, &new, said.as_ref(), now).await?;
    if let Some(repeat) = repeat {
        let next = repeat.after(typed.date, typed.date);
        let next = next.ok_or(Problems::one(Field::Date, Code::OutOfRange))?;
        store::schedules::create(&mut step, &typed, payee, repeat, next).await?;
    }
    learn(book, &mut step, &[id], sole_category(&typed)).await?;
    let row = register::get(&mut step, id).await?.try_into()?;
    let scheduled = if repeat.is_some() { SCHEDULES } else { &[] };
    book.commit(step, &[ROWS, scheduled].concat()).await?;
    Ok(row)
}

/// Fills in what is empty in a transaction that is about to be added: by the user's rules, else by
/// the classifier; what is to be noted beside it.
pub(crate) async fn fill(
    book: &Book,
    conn: &mut Connection,
    new: &mut NewTransaction,
) -> Result<Option<Suggestion>, Error> {
    match book.ruled(conn).await?.fill(new)? {
        Some(ruled) => Ok(Some(ruled)),
        None => book.judge(conn).await?.fill(new),
    }
}

/// Adds a transaction with what is said of it, and its payee where that is new.
pub(crate) async fn insert(
    step: &mut Step<'_>,
    new: &NewTransaction,
    said: Option<&Suggestion>,
    now: Now,
) -> Result<(TransactionId, Option<PayeeId>), Error> {
    let payee = ensure_payee(step, &new.payee).await?;
    let id = store::transactions::insert(step, new, payee, now.ms).await?;
    if let Some(said) = said {
        store::suggestions::put(step, &[id], said).await?;
    }
    Ok((id, payee))
}

/// Replaces what a transaction says. Another category is remembered for the payee.
///
/// # Errors
/// [`Error::Invalid`] with everything that is wrong with the draft.
pub async fn update(
    book: &Book,
    id: TransactionId,
    draft: &TransactionDraft,
    now: Now,
) -> Result<Row, Error> {
    let db = book.db().await?;
    let new = {
        let mut conn = db.read().await;
        parse(book, &mut conn, draft, now).await?
    };
    let mut step = db.begin(label(StepKind::EditTransaction, 1, &new.payee)).await?;
    let old = register::get(&mut step, id).await?;
    let payee = ensure_payee(&mut step, &new.payee).await?;
    store::transactions::update(&mut step, id, &new, payee).await?;
    let had = |category| old.splits.iter().any(|split| split.category == Some(category));
    let taught = sole_category(&new).filter(|category| !had(*category));
    learn(book, &mut step, &[id], taught).await?;
    let row = register::get(&mut step, id).await?.try_into()?;
    book.commit(step, ROWS).await?;
    Ok(row)
}

/// Deletes transactions; with a leg of a transfer the other stays, unlinked.
pub async fn delete(book: &Book, ids: &[TransactionId]) -> Result<(), Error> {
    let db = book.db().await?;
    let mut step = db.begin(label(StepKind::DeleteTransactions, 0, "")).await?;
    if let [id] = ids {
        step.label.name = payee_name(register::get(&mut step, *id).await?);
    }
    step.label.count = store::transactions::delete(&mut step, ids).await?;
    book.commit(step, ROWS).await
}

/// What came of filing several transactions at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
pub struct Filed {
    pub filed: u32,
    /// Left as they are, since they have several parts.
    pub left: u32,
}

/// Gives transactions a category (or none), and remembers it for their payees. Those of several
/// parts are left as they are.
pub async fn categorise(
    book: &Book,
    ids: &[TransactionId],
    category: Option<CategoryId>,
) -> Result<Filed, Error> {
    let db = book.db().await?;
    let mut step = db.begin(label(StepKind::Categorise, 0, "")).await?;
    let whole = store::transactions::categorise(&mut step, ids, category).await?;
    let filed = Filed { filed: count(whole.len()), left: count(ids.len() - whole.len()) };
    step.label.count = filed.filed;
    learn(book, &mut step, &whole, category).await?;
    book.commit(step, &[Topic::Transactions, Topic::Categories, Topic::Suggestions]).await?;
    Ok(filed)
}

fn count(of: usize) -> u32 {
    u32::try_from(of).unwrap_or(u32::MAX)
}

/// Puts transactions on a day, given as typed: [`Error::Invalid`] when it is none.
pub async fn set_date(
    book: &Book,
    ids: &[TransactionId],
    date: &str,
    now: Now,
) -> Result<(), Error> {
    let order = book.session().settings.writing(now.today).day_order;
    let date =
        day::parse(date, now.today, order).map_err(|code| Problems::one(Field::Date, code))?;
    let db = book.db().await?;
    let mut step = db.begin(label(StepKind::SetDate, 0, "")).await?;
    step.label.count = store::transactions::set_date(&mut step, ids, date).await?;
    book.commit(step, &[Topic::Transactions, Topic::Accounts]).await
}

/// Adds tags to transactions and takes others away, by name.
///
/// # Errors
/// [`Error::Invalid`] for a name that cannot be one, and when a transaction would have too many.
pub async fn tag(
    book: &Book,
    ids: &[TransactionId],
    add: &[String],
    remove: &[String],
) -> Result<(), Error> {
    let problem = |code| Problems::one(Field::Tags, code);
    let (add, remove) = (tags(add).map_err(problem)?, tags(remove).map_err(problem)?);
    let db = book.db().await?;
    let mut step = db.begin(label(StepKind::SetTags, 0, "")).await?;
    let (count, most) = store::transactions::tag(&mut step, ids, &add, &remove).await?;
    if usize::try_from(most).is_ok_and(|most| most > MAX_TAGS) {
        return Err(problem(Code::TooLong).into());
    }
    step.label.count = count;
    book.commit(step, &[Topic::Transactions]).await
}

/// Gives transactions a payee; an empty name takes it away.
///
/// # Errors
/// [`Error::Invalid`] for a name that is too long or holds control characters.
pub async fn set_payee(book: &Book, ids: &[TransactionId], name: &str) -> Result<(), Error> {
    let name = line(name, MAX_NAME).map_err(|code| Problems::one(Field::Payee, code))?;
    let db = book.db().await?;
    let mut step = db.begin(label(StepKind::SetPayee, 0, &name)).await?;
    let payee = ensure_payee(&mut step, &name).await?;
    step.label.count = store::transactions::set_payee(&mut step, ids, payee, true).await?;
    book.commit(step, &[Topic::Transactions, Topic::Payees]).await
}

async fn parse(
    book: &Book,
    conn: &mut Connection,
    draft: &TransactionDraft,
    now: Now,
) -> Result<NewTransaction, Error> {
    let lookup = book.lookup(conn).await?;
    Ok(draft.parse(book.session().settings.writing(now.today), &*lookup)?)
}

/// Whether nobody has said yet where a transaction belongs.
pub(crate) fn is_open(new: &NewTransaction) -> bool {
    matches!(new.splits.as_slice(), [split] if split.category.is_none())
}

/// The category of a transaction that is not split.
fn sole_category(new: &NewTransaction) -> Option<CategoryId> {
    match new.splits.as_slice() {
        [split] => split.category,
        _ => None,
    }
}

async fn learn(
    book: &Book,
    step: &mut Step<'_>,
    ids: &[TransactionId],
    category: Option<CategoryId>,
) -> Result<(), Error> {
    let Some(category) = category else { return Ok(()) };
    store::memory::learn(step, ids, category).await?;
    book.cache().forget_habits();
    Ok(())
}

/// The payee of a name, made when there is none; its key is that of the cleaned name, under which
/// imports know it too.
pub(crate) async fn ensure_payee(
    step: &mut Step<'_>,
    name: &str,
) -> Result<Option<PayeeId>, Error> {
    Ok(store::payees::ensure(step, name, &classifier::clean(name).key).await?)
}

fn payee_name(row: register::Row) -> String {
    row.payee.map(|(_, name)| name).unwrap_or_default()
}

fn label(kind: StepKind, count: u32, name: &str) -> StepLabel {
    StepLabel { kind, count, name: name.to_owned() }
}
