//! Facts about a period, kept until something changes, and which of them are not wanted.

use crate::{Book, Error, Now, Topic};
use ledger::{
    Currency, Period, StepKind, StepLabel,
    insight::{self, Figures, Insight, Scope},
};
use serde::Serialize;
use store::Connection;

/// What another version of the program has told may not be what this one would.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// What there is to tell of a period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Insights {
    /// Whole months, at most twelve: those that were asked for, or the last of them.
    pub period: Period,
    /// The part of it that has been: up to today.
    pub stretch: Period,
    /// What the stretch is held against.
    pub previous: Period,
    pub currency: Currency,
    /// The most telling first.
    pub insights: Vec<Insight>,
    /// Those that the user does not want.
    pub hidden: Vec<Insight>,
}

/// Everything worth telling of a period, in the profile's currency: as it was told before, or worked
/// out when anything has been changed since.
pub async fn of(book: &Book, period: Period, now: Now) -> Result<Insights, Error> {
    let scope = Scope::of(Period::new(period.from, period.to), now.today);
    let period = scope.period();
    let currency = book.session().settings.currency;
    let db = book.db().await?;
    let mut conn = db.read().await;
    let as_of = now.today.min(period.to.succ_opt().unwrap_or(period.to));
    let told = store::insights::told(&mut conn, period, as_of, VERSION).await?;
    let all: Vec<Insight> = match told.and_then(|told| serde_json::from_str(&told).ok()) {
        Some(all) => all,
        None => {
            let all = work_out(book, &mut conn, scope, currency, now).await?;
            let told = serde_json::to_string(&all)?;
            store::insights::keep_told(&mut conn, period, as_of, VERSION, &told).await?;
            all
        }
    };
    let unwanted = store::insights::hidden(&mut conn, period).await?;
    let (hidden, insights) = all.into_iter().partition(|insight| unwanted.contains(&insight.about));
    Ok(Insights {
        period,
        stretch: scope.stretch(),
        previous: scope.previous(),
        currency,
        insights,
        hidden,
    })
}

async fn work_out(
    book: &Book,
    conn: &mut Connection,
    scope: Scope,
    currency: Currency,
    now: Now,
) -> Result<Vec<Insight>, Error> {
    let lookup = book.lookup(conn).await?;
    let (first, last) = scope.history();
    let figures = Figures {
        scope,
        currency,
        tree: &lookup.tree,
        by_key: &lookup.by_key,
        names: &store::payees::names(conn).await?,
        current: &store::reports::period(conn, scope.stretch(), currency).await?,
        previous: &store::reports::period(conn, scope.previous(), currency).await?,
        months: &store::reports::months(conn, first, last, currency).await?,
        flows: &store::insights::flows(conn, scope.stretch(), currency).await?,
        previous_flows: &store::insights::flows(conn, scope.previous(), currency).await?,
        charges: &store::insights::charges(conn, scope.window(), currency).await?,
        planned: &store::schedules::planned(conn, currency).await?,
        accounts: &store::insights::spans(conn, now.today, currency).await?,
    };
    Ok(insight::insights(&figures))
}

/// Does not tell what an insight is about again: of this period, or, without one, ever.
pub async fn hide(book: &Book, about: &str, period: Option<Period>) -> Result<(), Error> {
    let db = book.db().await?;
    let mut step = db.begin(label(StepKind::HideInsight)).await?;
    store::insights::hide(&mut step, about, period).await?;
    book.commit(step, &[Topic::Insights]).await
}

/// Tells again what is hidden in a period, also what was hidden for good.
pub async fn show(book: &Book, about: &str, period: Period) -> Result<(), Error> {
    let db = book.db().await?;
    let mut step = db.begin(label(StepKind::ShowInsight)).await?;
    store::insights::show(&mut step, about, period).await?;
    book.commit(step, &[Topic::Insights]).await
}

fn label(kind: StepKind) -> StepLabel {
    StepLabel { kind, count: 1, name: String::new() }
}
