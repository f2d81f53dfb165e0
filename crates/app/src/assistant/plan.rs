//! What would be sent, to be seen before.

use super::{
    Scope, Trouble,
    collect::{categories, collect},
    requests, settings,
};
use crate::{Book, Error, Now};
use assistant::{
    Permit, Refusal, Request,
    classify::{self, Category, MOST_MERCHANTS, Merchant},
    meter,
};
use ledger::{CategoryId, TransactionId};
use serde::Serialize;
use sha2::{Digest, Sha256};

/// Requests whose bytes a preview shows; the rest look the same.
const SHOWN: usize = 25;

/// One request and what hangs on its answer.
#[derive(Debug)]
pub(super) struct Batch {
    pub(super) request: Request,
    pub(super) merchants: Vec<Merchant>,
    /// The rows of each merchant.
    pub(super) rows: Vec<Vec<TransactionId>>,
}

/// All that is to be sent, and where.
#[derive(Debug)]
pub(super) struct Plan {
    pub(super) permit: Permit,
    pub(super) categories: Vec<(CategoryId, Category)>,
    pub(super) batches: Vec<Batch>,
    withheld: u32,
    settled: u32,
    /// Of host, model and every byte.
    pub(super) digest: String,
}

/// What the user is shown before anything is sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct AskPreview {
    pub host: String,
    pub model: String,
    /// Whether the host is this computer.
    pub local: bool,
    /// Distinct merchants that are asked for.
    pub merchants: u32,
    /// Rows that wait for their answers.
    pub rows: u32,
    /// Rows that are not sent: transfers, persons, nothing but numbers.
    pub withheld: u32,
    /// Rows that have a category already, or were asked for before.
    pub settled: u32,
    /// How many requests there are.
    pub requests: u32,
    /// The exact bytes of the first 25.
    pub bodies: Vec<String>,
    /// What they take at most, answers included.
    pub most_tokens: u32,
    /// What that costs, as a decimal in the provider's currency; none without prices.
    pub most_cost: Option<String>,
    /// Tokens that the month still has; none without a limit.
    pub tokens_left: Option<u32>,
    /// Names this very plan.
    pub digest: String,
}

/// What would be sent for these rows. Nothing is sent.
///
/// # Errors
/// [`Error::Assistant`] when the assistant is off, or nothing is to be sent.
pub async fn preview(book: &Book, scope: &Scope, now: Now) -> Result<AskPreview, Error> {
    let plan = make(book, scope).await?;
    let settings = {
        let db = book.db().await?;
        let mut conn = db.read().await;
        settings::load(&mut conn).await?
    };
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let of_batches = |of: fn(&Batch) -> usize| count(plan.batches.iter().map(of).sum());
    let (tokens_in, tokens_out) = plan.batches.iter().fold((0u32, 0u32), |(a, b), batch| {
        let sent = meter::estimate(batch.request.body());
        (a.saturating_add(sent), b.saturating_add(batch.request.most_out))
    });
    let cost = settings.prices().map(|prices| prices.cost(tokens_in, tokens_out));
    Ok(AskPreview {
        host: plan.permit.endpoint().host().to_owned(),
        model: plan.permit.model().to_owned(),
        local: plan.permit.endpoint().is_loopback(),
        merchants: of_batches(|batch| batch.merchants.len()),
        rows: of_batches(|batch| batch.rows.iter().map(Vec::len).sum()),
        withheld: plan.withheld,
        settled: plan.settled,
        requests: count(plan.batches.len()),
        bodies: plan.batches.iter().take(SHOWN).map(|b| b.request.body().to_owned()).collect(),
        most_tokens: tokens_in.saturating_add(tokens_out),
        most_cost: cost.map(|c| requests::decimal(i64::try_from(c).unwrap_or(i64::MAX))),
        tokens_left: requests::left(book, &settings, now).await?,
        digest: plan.digest,
    })
}

/// The same for the same rows, categories and settings.
pub(super) async fn make(book: &Book, scope: &Scope) -> Result<Plan, Error> {
    let (settings, categories) = {
        let db = book.db().await?;
        let mut conn = db.read().await;
        (settings::load(&mut conn).await?, categories(&mut conn).await?)
    };
    let permit = Permit::to_ask(&settings.setup())?;
    if permit.model().is_empty() {
        return Err(Refusal::NoModel.into());
    }
    let found = collect(book, scope).await?;
    if found.merchants.is_empty() {
        return Err(Trouble::NothingToSend.into());
    }
    let names: Vec<Category> = categories.iter().map(|(_, category)| category.clone()).collect();
    let mut digest = Sha256::new();
    digest.update(permit.endpoint().base());
    let mut batches = Vec::new();
    for part in found.merchants.chunks(MOST_MERCHANTS) {
        let (merchants, rows): (Vec<_>, Vec<_>) = part.iter().cloned().unzip();
        let model = permit.model();
        let request = classify::request(model, settings.dialect(), &names, &merchants);
        digest.update(request.body());
        batches.push(Batch { request, merchants, rows });
    }
    let digest = digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    let (withheld, settled) = (found.withheld, found.settled);
    Ok(Plan { permit, categories, batches, withheld, settled, digest })
}
