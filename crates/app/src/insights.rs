//! Facts about a period, computed when they are asked for, and which of them are not wanted.

use crate::{Book, Error, Now, Topic};
use ledger::{
    Currency, Period, StepKind, StepLabel,
    insight::{self, Figures, Insight, Scope},
};
use serde::Serialize;

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

/// Everything worth telling of a period, in the profile's currency.
pub async fn of(book: &Book, period: Period, now: Now) -> Result<Insights, Error> {
    let scope = Scope::of(Period::new(period.from, period.to), now.today);
    let currency = book.session().settings.currency;
    let db = book.db().await?;
    let mut conn = db.read().await;
    let lookup = book.lookup(&mut conn).await?;
    let (first, last) = scope.history();
    let figures = Figures {
        scope,
        currency,
        tree: &lookup.tree,
        by_key: &lookup.by_key,
        names: &store::payees::names(&mut conn).await?,
        current: &store::reports::period(&mut conn, scope.stretch(), currency).await?,
        previous: &store::reports::period(&mut conn, scope.previous(), currency).await?,
        months: &store::reports::months(&mut conn, first, last, currency).await?,
        flows: &store::insights::flows(&mut conn, scope.stretch(), currency).await?,
        previous_flows: &store::insights::flows(&mut conn, scope.previous(), currency).await?,
        charges: &store::insights::charges(&mut conn, scope.window(), currency).await?,
        planned: &store::schedules::planned(&mut conn, currency).await?,
        accounts: &store::insights::spans(&mut conn, now.today, currency).await?,
    };
    let unwanted = store::insights::hidden(&mut conn, scope.period()).await?;
    drop(conn);
    let (hidden, insights) = insight::insights(&figures)
        .into_iter()
        .partition(|insight| unwanted.contains(&insight.about));
    Ok(Insights {
        period: scope.period(),
        stretch: scope.stretch(),
        previous: scope.previous(),
        currency,
        insights,
        hidden,
    })
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
