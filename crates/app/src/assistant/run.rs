//! The queue: plans are sent one request after the other, and may be paused and cancelled.

use super::{
    Purpose, Scope, Trouble,
    plan::{self, Batch, Plan},
    requests, settings,
};
use crate::{Book, Error, Now, Topic};
use assistant::{Client, Consent, Failure, Pace, Refusal, Reply, Request, classify, meter};
use classifier::Reason;
use ledger::{CategoryId, ImportId, RunSource, StepKind, StepLabel};
use serde::Serialize;
use std::{
    collections::VecDeque,
    sync::{Mutex, MutexGuard, PoisonError},
};
use store::suggestions::{State, Suggestion};
use tokio::sync::watch;

/// After so many failures in a row it rests.
const FAILURES: u32 = 3;
/// Milliseconds of rest.
const REST: i64 = 10 * 60 * 1000;

/// What the model is at.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub enum RunState {
    #[default]
    Idle,
    Running,
    Paused,
}

/// How far it is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Progress {
    pub state: RunState,
    /// Merchants asked for, and all of them.
    pub done: u32,
    pub total: u32,
    /// Rows that got a suggestion.
    pub suggested: u32,
    /// The code of why it ended early or left something out.
    pub trouble: Option<String>,
}

/// The queue of one book.
pub(crate) struct Runner {
    inner: Mutex<Inner>,
    wish: watch::Sender<Wish>,
}

#[derive(Default)]
struct Inner {
    progress: Progress,
    waiting: VecDeque<Plan>,
    failures: u32,
    rests_until_ms: i64,
}

/// What the user wants of the run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wish {
    Go,
    Pause,
    Stop,
}

impl Default for Runner {
    fn default() -> Self {
        Self { inner: Mutex::default(), wish: watch::Sender::new(Wish::Go) }
    }
}

impl Runner {
    /// Ends the run, and with it the connection.
    pub(crate) fn stop(&self) {
        self.inner().waiting.clear();
        self.wish.send_replace(Wish::Stop);
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Puts a plan in the queue; whether it has to be set going.
    fn push(&self, plan: Plan) -> bool {
        let mut inner = self.inner();
        let idle = inner.progress.state == RunState::Idle;
        if idle {
            inner.progress = Progress { state: RunState::Running, ..Progress::default() };
            self.wish.send_replace(Wish::Go);
        }
        let merchants: usize = plan.batches.iter().map(|batch| batch.merchants.len()).sum();
        inner.progress.total += u32::try_from(merchants).unwrap_or(u32::MAX);
        inner.waiting.push_back(plan);
        idle
    }

    /// Waits while it is paused; `false` when it is to stop.
    async fn goes_on(&self) -> bool {
        let mut wish = self.wish.subscribe();
        let wanted = wish.wait_for(|wish| *wish != Wish::Pause).await;
        wanted.is_ok_and(|wish| *wish == Wish::Go)
    }

    async fn stopped(&self) {
        let mut wish = self.wish.subscribe();
        // An error means that the book is gone.
        let _ = wish.wait_for(|wish| *wish == Wish::Stop).await;
    }

    /// Counts a failure; whether it rests from now on.
    fn failed(&self, now: Now) -> bool {
        let mut inner = self.inner();
        inner.failures += 1;
        let rests = inner.failures >= FAILURES;
        if rests {
            inner.failures = 0;
            inner.rests_until_ms = now.ms + REST;
        }
        rests
    }
}

/// How far it is.
pub fn progress(book: &Book) -> Progress {
    book.runner().inner().progress.clone()
}

/// Sends what the user has seen in the preview of this digest, and notes that they agreed to this
/// host and model. Answers as soon as it is in the queue.
///
/// # Errors
/// [`Error::PreviewChanged`] when the same plan made now has other bytes; [`Error::Assistant`]
/// when it may not be sent, the month's tokens do not suffice for the first request, or it rests.
pub async fn start(
    book: &Book,
    scope: &Scope,
    digest: &str,
    clock: fn() -> Now,
) -> Result<(), Error> {
    let plan = plan::make(book, scope).await?;
    if plan.digest != digest {
        return Err(Error::PreviewChanged);
    }
    settings::agree(book, &plan.permit).await?;
    enqueue(book, plan, clock).await
}

/// Asks for the unsure rows of an import, when the user has set that and agreed to this host and
/// model before. The import does not wait for it, and nothing is said when it is not to be.
pub async fn after_import(book: &Book, import: ImportId, clock: fn() -> Now) -> Result<(), Error> {
    let wanted = match settings::permit(book).await {
        Ok((settings, ..)) => settings.after_import,
        Err(Error::Assistant(_)) => false,
        Err(error) => return Err(error),
    };
    if !wanted {
        return Ok(());
    }
    let queued = match plan::make(book, &Scope::Import { id: import }).await {
        Ok(plan) => enqueue(book, plan, clock).await,
        Err(error) => Err(error),
    };
    match queued {
        Err(Error::Assistant(_)) => Ok(()),
        other => other,
    }
}

async fn enqueue(book: &Book, plan: Plan, clock: fn() -> Now) -> Result<(), Error> {
    let now = clock();
    let (settings, ..) = settings::permit(book).await?;
    if now.ms < book.runner().inner().rests_until_ms {
        return Err(Trouble::Resting.into());
    }
    let first = plan.batches.first().map_or(0, |batch| meter::most(&batch.request));
    if requests::left(book, &settings, now).await?.is_some_and(|left| left < first) {
        return Err(Trouble::OverBudget.into());
    }
    if book.runner().push(plan) {
        tokio::spawn(run(book.clone(), clock));
    }
    tell(book).await
}

/// Lets the request under way end, and waits before the next.
pub fn pause(book: &Book) {
    wish(book, RunState::Running, RunState::Paused, Wish::Pause);
}

/// Goes on.
pub fn resume(book: &Book) {
    wish(book, RunState::Paused, RunState::Running, Wish::Go);
}

fn wish(book: &Book, from: RunState, to: RunState, wish: Wish) {
    let runner = book.runner();
    let mut inner = runner.inner();
    if inner.progress.state == from {
        inner.progress.state = to;
        runner.wish.send_replace(wish);
    }
}

/// Ends the run at once. What was suggested so far stays.
pub fn cancel(book: &Book) {
    book.runner().stop();
}

async fn run(book: Book, clock: fn() -> Now) {
    let ended = loop {
        let Some(plan) = book.runner().inner().waiting.pop_front() else { break Ok(()) };
        if let Err(error) = send_all(&book, &plan, clock).await {
            break Err(error);
        }
    };
    {
        let mut inner = book.runner().inner();
        inner.waiting.clear();
        inner.progress.state = RunState::Idle;
        if let Err(Error::Assistant(trouble)) = &ended {
            inner.progress.trouble = Some(trouble.code().to_owned());
        }
    }
    match ended {
        Ok(()) | Err(Error::Assistant(_) | Error::Cancelled | Error::Locked) => {}
        Err(error) => tracing::warn!(%error, "a run of the assistant ended"),
    }
    // A book that is locked has nobody left to tell.
    let _ = tell(&book).await;
}

async fn send_all(book: &Book, plan: &Plan, clock: fn() -> Now) -> Result<(), Error> {
    for batch in &plan.batches {
        if !book.runner().goes_on().await {
            return Err(Error::Cancelled);
        }
        let asked_and_taken = async {
            let consent = plan.permit.consent();
            let reply = ask(book, &consent, &batch.request, Purpose::Categories, clock).await?;
            take(book, plan, batch, &reply, clock()).await
        };
        match asked_and_taken.await {
            Err(Error::Assistant(Trouble::Failed(failure))) => {
                let lasting = matches!(
                    failure,
                    Failure::Denied | Failure::NoCredit | Failure::NotThere | Failure::Redirected
                );
                if lasting || book.runner().failed(clock()) {
                    return Err(failure.into());
                }
                book.runner().inner().progress.trouble = Some(failure.code().to_owned());
            }
            other => other?,
        }
        let asked = u32::try_from(batch.merchants.len()).unwrap_or(u32::MAX);
        book.runner().inner().progress.done += asked;
        tell(book).await?;
    }
    Ok(())
}

/// As [`ask`], of a request that is no part of a run.
pub(super) async fn ask_alone(
    book: &Book,
    consent: &Consent,
    request: &Request,
    purpose: Purpose,
    clock: fn() -> Now,
) -> Result<Reply, Error> {
    let runner = book.runner();
    {
        let inner = runner.inner();
        if clock().ms < inner.rests_until_ms {
            return Err(Trouble::Resting.into());
        }
        if inner.progress.state == RunState::Idle {
            runner.wish.send_replace(Wish::Go);
        }
    }
    let reply = ask(book, consent, request, purpose, clock).await;
    if matches!(reply, Err(Error::Assistant(Trouble::Failed(_)))) {
        runner.failed(clock());
    }
    reply
}

/// Sends one request under the settings as they are now, unless the user stops it.
async fn ask(
    book: &Book,
    consent: &Consent,
    request: &Request,
    purpose: Purpose,
    clock: fn() -> Now,
) -> Result<Reply, Error> {
    let (settings, permit, key) = settings::permit(book).await?;
    if permit.consent() != *consent {
        return Err(Refusal::NoConsent.into());
    }
    let most = meter::most(request);
    if requests::left(book, &settings, clock()).await?.is_some_and(|left| left < most) {
        return Err(Trouble::OverBudget.into());
    }
    let client = Client::new(&permit, key.as_ref(), Pace::of(&permit))?;
    let entry = requests::begin(book, &permit, purpose, request, clock()).await?;
    let answer = tokio::select! {
        answer = client.send(request) => answer?,
        () = book.runner().stopped() => {
            requests::abandon(book, entry, clock()).await?;
            return Err(Error::Cancelled);
        }
    };
    requests::end(book, entry, settings.prices(), &answer, clock()).await?;
    Ok(answer?)
}

/// Keeps what was answered as suggestions, as one change that can be undone.
async fn take(
    book: &Book,
    plan: &Plan,
    batch: &Batch,
    reply: &Reply,
    now: Now,
) -> Result<(), Error> {
    let names: Vec<_> = plan.categories.iter().map(|(_, category)| category.clone()).collect();
    let answers = classify::answers(reply, &names, &batch.merchants)?;
    book.runner().inner().failures = 0;
    let model = plan.permit.model().to_owned();
    let label = StepLabel { kind: StepKind::Suggest, count: 0, name: model.clone() };
    let reason = serde_json::to_string(&Reason::Assistant { model: model.clone() })?;
    let db = book.db().await?;
    let mut step = db.begin(label).await?;
    let there = store::categories::list(&mut step).await?;
    let exists = |id: CategoryId| there.iter().any(|category| category.id == id);
    for (rows, chosen) in batch.rows.iter().zip(answers.chosen) {
        let category = chosen.map(|at| plan.categories[at].0).filter(|id| exists(*id));
        let Some(category) = category else { continue };
        let suggestion = Suggestion {
            category: Some(category),
            source: model.clone(),
            // Nobody has measured how often a model is right with this user's categories.
            confidence_permille: None,
            reason: reason.clone(),
            state: State::Open,
        };
        step.label.count += store::suggestions::propose(&mut step, rows, &suggestion).await?;
    }
    let suggested = step.label.count;
    if suggested > 0 {
        let source = RunSource::Assistant;
        store::runs::record(&mut step, source, &model, suggested, now.ms).await?;
    }
    book.commit(step, &[Topic::Transactions, Topic::Suggestions]).await?;
    book.runner().inner().progress.suggested += suggested;
    Ok(())
}

/// Tells everybody who shows it that it went on.
async fn tell(book: &Book) -> Result<(), Error> {
    let revision = book.db().await?.revision().0;
    book.announce(&[Topic::Assistant], revision);
    Ok(())
}
