//! Which merchants a request would be about, and which rows hang on each.

use crate::{Book, Error};
use assistant::{
    classify::{Category, Merchant, Way},
    redact::{self, Own},
};
use classifier::{Movement, Reason};
use ledger::{
    CategoryId, CategoryKind, Filter, ImportId, Sort, SortColumn, TransactionId, Transfers, Window,
};
use serde::Deserialize;
use std::collections::HashMap;
use store::{Connection, register};

/// Rows that are read at a time.
const CHUNK: usize = 1_000;

/// Whose categories are asked for.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, specta::Type)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum Scope {
    /// These rows.
    Rows { ids: Vec<TransactionId> },
    /// All that wait in review, but for those that a model was asked for before.
    Review,
    /// The same, of one import.
    Import { id: ImportId },
}

/// What there is to ask.
#[derive(Debug, Default)]
pub(super) struct Collected {
    /// Distinct merchants with their rows, those with the most rows first.
    pub(super) merchants: Vec<(Merchant, Vec<TransactionId>)>,
    /// Rows that are nobody's business: transfers, persons, nothing but numbers.
    pub(super) withheld: u32,
    /// Rows that have a category, or were asked for before.
    pub(super) settled: u32,
}

/// The rows of a scope, as far as they may be sent.
pub(super) async fn collect(book: &Book, scope: &Scope) -> Result<Collected, Error> {
    let own = own(book).await?;
    let ids = ids(book, scope).await?;
    let mut found = Collected::default();
    // Shouted or not, it is the same merchant; the first way that it is written is sent.
    let mut rows_of: HashMap<(String, Way), (Merchant, Vec<TransactionId>)> = HashMap::new();
    let mut known: HashMap<(String, String), Option<String>> = HashMap::new();
    for chunk in ids.chunks(CHUNK) {
        let rows = {
            let db = book.db().await?;
            let mut conn = db.read().await;
            register::rows(&mut conn, chunk).await?
        };
        for row in rows {
            let reason = reason(&row);
            let again = !matches!(scope, Scope::Rows { .. });
            if row.splits.iter().any(|split| split.category.is_some())
                || (again && matches!(reason, Some(Reason::Assistant { .. })))
            {
                found.settled += 1;
                continue;
            }
            let direction = if row.amount.minor() < 0 { Way::Out } else { Way::In };
            let text = if row.transfer.is_some() || reason.is_some_and(|r| is_private(&r)) {
                None
            } else {
                let id = row.id;
                let texts = texts(row);
                let text = known
                    .entry(texts)
                    .or_insert_with_key(|(payee, bank)| redact::merchant(payee, bank, &own));
                text.clone().map(|text| (id, text))
            };
            match text {
                Some((id, text)) => {
                    let merchant = (text.to_lowercase(), direction);
                    let new = || (Merchant { text, direction }, Vec::new());
                    rows_of.entry(merchant).or_insert_with(new).1.push(id);
                }
                None => found.withheld += 1,
            }
        }
    }
    found.merchants = rows_of.into_values().collect();
    found.merchants.sort_by(|(a, rows), (b, others)| others.len().cmp(&rows.len()).then(a.cmp(b)));
    Ok(found)
}

/// The payee, and all that is known in words.
fn texts(row: register::Row) -> (String, String) {
    let bank = row.bank_text.unwrap_or_default();
    let payee = match row.payee {
        Some((_, name)) => name,
        None => classifier::clean(&bank).name,
    };
    (payee, bank)
}

fn reason(row: &register::Row) -> Option<Reason> {
    let suggestion = row.suggestion.as_ref()?;
    serde_json::from_str(&suggestion.reason).ok()
}

/// What the classifier takes for a payment to oneself or between people.
fn is_private(reason: &Reason) -> bool {
    matches!(
        reason,
        Reason::Looks { kind: None }
            | Reason::Pattern { movement: Movement::Transfer | Movement::CardPayment, .. }
    )
}

async fn ids(book: &Book, scope: &Scope) -> Result<Vec<TransactionId>, Error> {
    let import = match scope {
        Scope::Rows { ids } => return Ok(ids.clone()),
        Scope::Review => None,
        Scope::Import { id } => Some(*id),
    };
    let waiting =
        Filter { review: true, import, transfers: Transfers::Exclude, ..Filter::default() };
    let sort = Sort { column: SortColumn::Date, descending: true };
    let all = Window { offset: 0, limit: u32::MAX };
    let db = book.db().await?;
    let mut conn = db.read().await;
    Ok(register::ids(&mut conn, &waiting, sort, all).await?)
}

/// What this user and their accounts are called.
pub(super) async fn own(book: &Book) -> Result<Own, Error> {
    let profile = book.session().profile;
    let db = book.db().await?;
    let mut conn = db.read().await;
    let lookup = book.lookup(&mut conn).await?;
    let of_accounts = lookup.accounts.iter().flat_map(|a| [a.name.as_str(), a.iban.as_str()]);
    Ok(Own::new(&profile.name, of_accounts.chain([profile.email.as_str()])))
}

/// The user's categories by their whole path. With more than a request can name, those of the
/// upper levels only.
pub(super) async fn categories(
    conn: &mut Connection,
) -> Result<Vec<(CategoryId, Category)>, Error> {
    let all = store::categories::list(conn).await?;
    let mut paths: HashMap<CategoryId, (String, usize)> = HashMap::new();
    let mut named = Vec::with_capacity(all.len());
    // Each stands before those below it.
    for category in &all {
        let above = category.parent.and_then(|parent| paths.get(&parent));
        let (path, level) = match above {
            Some((above, level)) => (format!("{above} > {}", category.name), level + 1),
            None => (category.name.clone(), 0),
        };
        paths.insert(category.id, (path.clone(), level));
        let income = category.kind == CategoryKind::Income;
        named.push((level, category.id, Category { name: path, income }));
    }
    let mut deepest = usize::MAX;
    while named.iter().filter(|(level, ..)| *level <= deepest).count()
        > assistant::classify::MOST_CATEGORIES
        && deepest > 0
    {
        deepest = deepest.min(store::categories::MAX_DEPTH) - 1;
    }
    let kept = named.into_iter().filter(|(level, ..)| *level <= deepest);
    let most = assistant::classify::MOST_CATEGORIES;
    Ok(kept.take(most).map(|(_, id, category)| (id, category)).collect())
}
