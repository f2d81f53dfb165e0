//! The list of requests: each is noted before it is sent, and again when it has ended.

use super::{AssistantSettings, Bodies, Purpose};
use crate::{Book, Error, Now, Topic, settings::label};
use assistant::{Failure, Permit, Reply, Request, meter::Prices};
use rust_decimal::Decimal;
use serde::Serialize;
use store::assistant::{NewRequest, Outcome};

/// A request in the list of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct RequestView {
    pub id: u32,
    /// Milliseconds since 1970-01-01 UTC; on the wire a number, exact far beyond our time.
    #[specta(type = u32)]
    pub at_ms: i64,
    pub purpose: Purpose,
    pub host: String,
    pub model: String,
    /// `waiting`, `answered`, `cancelled`, or the code of the failure.
    pub outcome: String,
    pub tokens_in: u32,
    pub tokens_out: u32,
    /// As a decimal in the provider's currency; none where its prices were not known.
    pub cost: Option<String>,
}

/// The latest 500 requests, newest first.
pub async fn list(book: &Book) -> Result<Vec<RequestView>, Error> {
    let db = book.db().await?;
    let mut conn = db.read().await;
    let entries = store::assistant::list(&mut conn).await?.into_iter().map(|entry| RequestView {
        id: entry.id,
        at_ms: entry.at_ms,
        purpose: entry.purpose,
        host: entry.host,
        model: entry.model,
        outcome: entry.outcome,
        tokens_in: entry.tokens_in,
        tokens_out: entry.tokens_out,
        cost: entry.cost_micros.map(decimal),
    });
    Ok(entries.collect())
}

/// The bytes of a request and of its answer.
pub async fn bodies(book: &Book, id: u32) -> Result<Bodies, Error> {
    let db = book.db().await?;
    let mut conn = db.read().await;
    Ok(store::assistant::bodies(&mut conn, id).await?)
}

/// Deletes a request from the list, or all of them. What they used of the month's budget stays.
pub async fn delete(book: &Book, id: Option<u32>) -> Result<(), Error> {
    let db = book.db().await?;
    let mut step = db.begin(label()).await?;
    store::assistant::delete(&mut step, id).await?;
    book.commit(step, &[Topic::Assistant]).await
}

/// Notes a request that is about to be sent; its number.
pub(super) async fn begin(
    book: &Book,
    permit: &Permit,
    purpose: Purpose,
    request: &Request,
    now: Now,
) -> Result<i64, Error> {
    let new = NewRequest {
        at_ms: now.ms,
        purpose,
        host: permit.endpoint().host().to_owned(),
        model: permit.model().to_owned(),
        sent: request.body().to_owned(),
    };
    let db = book.db().await?;
    let mut step = db.begin(label()).await?;
    let id = store::assistant::begin(&mut step, &new).await?;
    book.commit(step, &[Topic::Assistant]).await?;
    Ok(id)
}

/// Notes what came of it.
pub(super) async fn end(
    book: &Book,
    id: i64,
    prices: Option<Prices>,
    answer: &Result<Reply, Failure>,
    now: Now,
) -> Result<(), Error> {
    let (word, reply) = match answer {
        Ok(reply) => ("answered", Some(reply)),
        Err(failure) => (failure.code(), None),
    };
    let usage = reply.map(|reply| reply.usage).unwrap_or_default();
    let outcome = Outcome {
        word: word.to_owned(),
        tokens_in: usage.tokens_in,
        tokens_out: usage.tokens_out,
        cost_micros: reply.and(prices).map(|p| p.cost(usage.tokens_in, usage.tokens_out)),
        received: reply.map(|reply| reply.body.clone()).unwrap_or_default(),
    };
    note(book, id, &outcome, now).await
}

/// Notes that nobody waited for its answer.
pub(super) async fn abandon(book: &Book, id: i64, now: Now) -> Result<(), Error> {
    let outcome = Outcome {
        word: "cancelled".to_owned(),
        tokens_in: 0,
        tokens_out: 0,
        cost_micros: None,
        received: String::new(),
    };
    note(book, id, &outcome, now).await
}

async fn note(book: &Book, id: i64, outcome: &Outcome, now: Now) -> Result<(), Error> {
    let db = book.db().await?;
    let mut step = db.begin(label()).await?;
    store::assistant::end(&mut step, id, &month(now), outcome).await?;
    book.commit(step, &[Topic::Assistant]).await
}

/// Tokens that this month still has; none without a limit.
pub(super) async fn left(
    book: &Book,
    settings: &AssistantSettings,
    now: Now,
) -> Result<Option<u32>, Error> {
    if settings.monthly_tokens == 0 {
        return Ok(None);
    }
    let db = book.db().await?;
    let mut conn = db.read().await;
    let used = store::assistant::used(&mut conn, &month(now)).await?;
    Ok(Some(settings.monthly_tokens.saturating_sub(used)))
}

/// `2026-03`.
pub(super) fn month(now: Now) -> String {
    now.today.format("%Y-%m").to_string()
}

/// Millionths as a decimal.
pub(super) fn decimal(micros: i64) -> String {
    Decimal::new(micros, 6).normalize().to_string()
}
