//! Payees and tags: for completion while typing, and the page that puts payees in order.

use crate::{Book, Error, Topic, rules};
use chrono::NaiveDate;
use ledger::{
    CategoryId, Field, PayeeId, Problems, StepKind, StepLabel, Window, draft::MAX_NAME,
    problem::required_line,
};
use serde::Serialize;
pub use store::{
    payees::{Payee as PayeeView, PayeeOrder},
    tags::Tag as TagView,
};

/// What a change of payees may touch.
const PAYEES: &[Topic] =
    &[Topic::Payees, Topic::Transactions, Topic::Suggestions, Topic::Rules, Topic::Insights];

/// A window of the payees.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct PayeePage {
    /// Payees that the text lets through.
    pub total: u32,
    pub payees: Vec<PayeeEntry>,
}

/// A payee as its page lists it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct PayeeEntry {
    pub id: PayeeId,
    pub name: String,
    /// What the user most often files it under.
    pub category: Option<CategoryId>,
    pub transactions: u32,
    /// Day of the latest.
    pub last: Option<NaiveDate>,
    /// Names that it had, folded: whoever is called so is this payee.
    pub aliases: Vec<String>,
    /// No rule is proposed for it.
    pub muted: bool,
}

/// At most 50 payees whose name holds the text, the best match first.
pub async fn list(book: &Book, text: &str) -> Result<Vec<PayeeView>, Error> {
    let db = book.db().await?;
    let mut conn = db.read().await;
    Ok(store::payees::find(&mut conn, text).await?)
}

/// A window of the payees whose name, or a name that they had, holds the text.
pub async fn page(
    book: &Book,
    text: &str,
    order: PayeeOrder,
    window: Window,
) -> Result<PayeePage, Error> {
    let db = book.db().await?;
    let mut conn = db.read().await;
    let muted = rules::muted(&mut conn).await?;
    let (total, entries) = store::payees::page(&mut conn, text, order, window).await?;
    let payees = entries.into_iter().map(|entry| PayeeEntry {
        muted: muted.contains(&entry.name),
        id: entry.id,
        name: entry.name,
        category: entry.category,
        transactions: entry.transactions,
        last: entry.last,
        aliases: entry.aliases,
    });
    Ok(PayeePage { total, payees: payees.collect() })
}

/// Gives a payee another name: on all its rows, in the rules that name it, and for what banks write
/// from now on. What was learned of it goes along.
///
/// # Errors
/// [`Error::Invalid`] for a name that is empty, too long, or another payee's: these can be merged.
pub async fn rename(book: &Book, id: PayeeId, name: &str) -> Result<(), Error> {
    let name = required_line(name, MAX_NAME).map_err(|code| Problems::one(Field::Name, code))?;
    let db = book.db().await?;
    let mut step = db.begin(label(StepKind::RenamePayee, &name)).await?;
    let old = store::payees::name(&mut step, id).await?;
    store::payees::rename(&mut step, id, &name, &classifier::clean(&name).key).await?;
    rules::rename_payee(&mut step, &old, &name).await?;
    book.cache().forget();
    book.commit(step, PAYEES).await
}

/// Makes several payees one: their rows, what was learned, the rules that name them, and what banks
/// write from now on. How many rows have another payee now.
pub async fn merge(book: &Book, from: &[PayeeId], into: PayeeId) -> Result<u32, Error> {
    let db = book.db().await?;
    let mut step = db.begin(label(StepKind::MergePayees, "")).await?;
    let name = store::payees::name(&mut step, into).await?;
    for id in from.iter().filter(|id| **id != into) {
        let old = store::payees::name(&mut step, *id).await?;
        rules::rename_payee(&mut step, &old, &name).await?;
    }
    let changed = store::payees::merge(&mut step, from, into).await?;
    step.label.name = name;
    book.cache().forget();
    book.commit(step, PAYEES).await?;
    Ok(changed)
}

/// Whoever has this folded name from now on is no longer this payee.
pub async fn forget_alias(book: &Book, id: PayeeId, alias: &str) -> Result<(), Error> {
    let db = book.db().await?;
    let mut step = db.begin(label(StepKind::ForgetPayeeAlias, alias)).await?;
    store::payees::forget_alias(&mut step, id, alias).await?;
    book.cache().forget_habits();
    book.commit(step, &[Topic::Payees]).await
}

/// All tags by name.
pub async fn tags(book: &Book) -> Result<Vec<TagView>, Error> {
    let db = book.db().await?;
    let mut conn = db.read().await;
    Ok(store::tags::list(&mut conn).await?)
}

fn label(kind: StepKind, name: &str) -> StepLabel {
    StepLabel { kind, count: 1, name: name.to_owned() }
}
