//! What the classifier was not sure of, and waits for the user.

use crate::{Book, Error, Topic};
use ledger::{CategoryId, StepKind, StepLabel, TransactionId};
use std::collections::HashMap;
use store::suggestions::State;

/// Rows with an open suggestion or without a category; transfers left out.
pub async fn count(book: &Book) -> Result<u32, Error> {
    let db = book.db().await?;
    let mut conn = db.read().await;
    Ok(store::suggestions::waiting(&mut conn).await?)
}

/// Takes the suggested categories of these transactions, and remembers them for their payees.
pub async fn accept(book: &Book, ids: &[TransactionId]) -> Result<(), Error> {
    let db = book.db().await?;
    let label = StepLabel { kind: StepKind::AcceptSuggestions, count: 0, name: String::new() };
    let mut step = db.begin(label).await?;
    let mut taken: HashMap<CategoryId, Vec<TransactionId>> = HashMap::new();
    for row in store::register::rows(&mut step, ids).await? {
        let open = row.suggestion.filter(|suggestion| suggestion.state == State::Open);
        if let Some(category) = open.and_then(|suggestion| suggestion.category) {
            taken.entry(category).or_default().push(row.id);
        }
    }
    step.label.count = store::suggestions::accept(&mut step, ids).await?;
    for (category, ids) in taken {
        store::memory::learn(&mut step, &ids, category).await?;
    }
    book.cache().forget_habits();
    book.commit(step, &[Topic::Transactions, Topic::Categories, Topic::Suggestions]).await
}
