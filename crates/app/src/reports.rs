//! Figures: sums from the database, shaped by `ledger::shape`. The currency is the profile's
//! unless another is asked for; accounts in other currencies are left out and named.

use crate::{
    Book, Error, Now,
    lookup::Lookup,
    transactions::{self, Row},
};
use chrono::NaiveDate;
use ledger::{
    CategoryKind, Currency, Filter, Month, Period, Sort, SortColumn, Window,
    report::{
        CategoryTotal, DailySpending, History, MonthCell, MonthTotals, PayeeTotal, Summary,
        YearTotals,
    },
    shape,
};
use serde::Serialize;
use std::{collections::HashMap, sync::Arc};
use store::Connection;

/// Most months and payees that are given.
const MOST: u16 = 1_200;

/// What the dashboard shows of a period, in the profile's currency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct Dashboard {
    pub summary: Summary,
    /// Expenses by category, largest first.
    pub categories: Vec<CategoryTotal>,
    /// Twelve months.
    pub months: Vec<MonthTotals>,
    /// All years of the ledger.
    pub years: Vec<YearTotals>,
    /// None when it was not asked for.
    pub daily: Option<DailySpending>,
    /// The six that most went to.
    pub payees: Vec<PayeeTotal>,
    /// The five latest rows.
    pub recent: Vec<Row>,
}

/// What a report is made with.
struct Scope {
    lookup: Arc<Lookup>,
    currency: Currency,
    /// Whether what waits counts under what is suggested for it.
    suggested: bool,
}

impl Scope {
    async fn of(
        book: &Book,
        conn: &mut Connection,
        currency: Option<Currency>,
    ) -> Result<Self, Error> {
        let lookup = book.lookup(conn).await?;
        let settings = book.session().settings;
        let currency = currency.unwrap_or(settings.currency);
        Ok(Self { lookup, currency, suggested: settings.count_suggestions })
    }

    async fn period(&self, conn: &mut Connection, period: Period) -> Result<Vec<MonthCell>, Error> {
        let mut cells = store::reports::period(conn, period, self.currency).await?;
        self.count_suggested(conn, period, &mut cells).await?;
        Ok(cells)
    }

    async fn months(
        &self,
        conn: &mut Connection,
        first: Month,
        last: Month,
    ) -> Result<Vec<MonthCell>, Error> {
        let mut cells = store::reports::months(conn, first, last, self.currency).await?;
        let period = Period::new(first.first(), last.last());
        self.count_suggested(conn, period, &mut cells).await?;
        Ok(cells)
    }

    async fn count_suggested(
        &self,
        conn: &mut Connection,
        period: Period,
        cells: &mut Vec<MonthCell>,
    ) -> Result<(), Error> {
        if self.suggested {
            let suggested = store::suggestions::by_day(conn, period, self.currency).await?;
            shape::count_suggested(cells, suggested.into_iter().map(|(_, cell)| cell));
        }
        Ok(())
    }
}

/// All of a dashboard in one answer, so that it is shown at once: `last` is the last of its twelve
/// months, `daily` asks for the spending day by day.
pub async fn dashboard(
    book: &Book,
    period: Period,
    last: Month,
    daily: bool,
    now: Now,
) -> Result<Dashboard, Error> {
    let latest = Filter { period: Some(period), ..Filter::default() };
    let sort = Sort { column: SortColumn::Date, descending: true };
    let page = transactions::list(book, &latest, sort, Window { offset: 0, limit: 5 }).await?;
    Ok(Dashboard {
        summary: summary(book, period, None).await?,
        categories: categories(book, period, CategoryKind::Expense, None).await?,
        months: months(book, last, 12, None).await?,
        years: years(book, None).await?,
        daily: if daily { Some(self::daily(book, period, None, now).await?) } else { None },
        payees: payees(book, period, 6, None).await?,
        recent: page.rows,
    })
}

/// A period against the one before it.
pub async fn summary(
    book: &Book,
    period: Period,
    currency: Option<Currency>,
) -> Result<Summary, Error> {
    let period = Period::new(period.from, period.to);
    let db = book.db().await?;
    let mut conn = db.read().await;
    let scope = Scope::of(book, &mut conn, currency).await?;
    let previous_period = period.previous();
    let current = scope.period(&mut conn, period).await?;
    let previous = scope.period(&mut conn, previous_period).await?;
    let (transactions, accounts) = store::register::count(&mut conn, period).await?;
    let undecided = store::suggestions::waiting_in(&mut conn, period).await?;
    let totals = |cells: &[MonthCell]| shape::totals(cells, &scope.lookup.tree, scope.currency);
    let mut other_currencies: Vec<Currency> = accounts
        .into_iter()
        .filter_map(|id| Some(scope.lookup.find(id)?.currency))
        .filter(|currency| *currency != scope.currency)
        .collect();
    other_currencies.sort_by_key(|currency| currency.code());
    other_currencies.dedup();
    Ok(Summary {
        period,
        previous_period,
        current: totals(&current),
        previous: totals(&previous),
        change: shape::change(totals(&current), totals(&previous)),
        transactions,
        undecided,
        other_currencies,
    })
}

/// The category tree with what it came to, largest first.
pub async fn categories(
    book: &Book,
    period: Period,
    kind: CategoryKind,
    currency: Option<Currency>,
) -> Result<Vec<CategoryTotal>, Error> {
    let period = Period::new(period.from, period.to);
    let db = book.db().await?;
    let mut conn = db.read().await;
    let scope = Scope::of(book, &mut conn, currency).await?;
    let current = scope.period(&mut conn, period).await?;
    let previous = scope.period(&mut conn, period.previous()).await?;
    Ok(shape::categories(&current, &previous, &scope.lookup.tree, kind, scope.currency))
}

/// `count` months up to and with `last`, every month present; at most 1,200.
pub async fn months(
    book: &Book,
    last: Month,
    count: u16,
    currency: Option<Currency>,
) -> Result<Vec<MonthTotals>, Error> {
    let count = count.min(MOST);
    let db = book.db().await?;
    let mut conn = db.read().await;
    let scope = Scope::of(book, &mut conn, currency).await?;
    let cells = scope.months(&mut conn, last.plus(1 - i32::from(count)), last).await?;
    Ok(shape::months(&cells, last, count, &scope.lookup.tree, scope.currency))
}

/// Months by categories, over all of the ledger.
pub async fn history(book: &Book, currency: Option<Currency>) -> Result<History, Error> {
    let db = book.db().await?;
    let mut conn = db.read().await;
    let scope = Scope::of(book, &mut conn, currency).await?;
    let Some((first, last)) = store::reports::span(&mut conn).await? else {
        return Ok(History { months: Vec::new(), rows: Vec::new() });
    };
    let cells = scope.months(&mut conn, first, last).await?;
    Ok(shape::history(&cells, first, last, scope.currency))
}

/// Every year from the first transaction to the last.
pub async fn years(book: &Book, currency: Option<Currency>) -> Result<Vec<YearTotals>, Error> {
    let db = book.db().await?;
    let mut conn = db.read().await;
    let scope = Scope::of(book, &mut conn, currency).await?;
    let Some((first, last)) = store::reports::span(&mut conn).await? else { return Ok(Vec::new()) };
    let cells = scope.months(&mut conn, first, last).await?;
    Ok(shape::years(&cells, &scope.lookup.tree, scope.currency))
}

/// Spending day by day against the period before.
pub async fn daily(
    book: &Book,
    period: Period,
    currency: Option<Currency>,
    now: Now,
) -> Result<DailySpending, Error> {
    let period = Period::new(period.from, period.to);
    let db = book.db().await?;
    let mut conn = db.read().await;
    let scope = Scope::of(book, &mut conn, currency).await?;
    let previous_period = period.previous();
    let current = spent(&scope, &mut conn, period).await?;
    let previous = spent(&scope, &mut conn, previous_period).await?;
    let last = shape::last_day(period, now.today);
    Ok(DailySpending {
        current: shape::running(&current, period.from, last, scope.currency),
        previous: shape::running(
            &previous,
            previous_period.from,
            previous_period.to,
            scope.currency,
        ),
    })
}

/// What was spent on each day that something was.
async fn spent(
    scope: &Scope,
    conn: &mut Connection,
    period: Period,
) -> Result<Vec<(NaiveDate, i64)>, Error> {
    let days = store::reports::days(conn, period, scope.currency).await?;
    let mut suggested: HashMap<NaiveDate, Vec<MonthCell>> = HashMap::new();
    if scope.suggested {
        for (day, cell) in store::suggestions::by_day(conn, period, scope.currency).await? {
            suggested.entry(day).or_default().push(cell);
        }
    }
    Ok(days
        .chunk_by(|a, b| a.day == b.day)
        .filter_map(|day| {
            let first = day.first()?.day;
            let cells = day.iter().map(|cell| MonthCell {
                month: Month::of(cell.day),
                category: cell.category,
                inflow: cell.inflow,
                outflow: cell.outflow,
                count: 0,
            });
            let mut cells: Vec<_> = cells.collect();
            let of_day = suggested.remove(&first).unwrap_or_default();
            shape::count_suggested(&mut cells, of_day);
            let totals = shape::totals(&cells, &scope.lookup.tree, scope.currency);
            Some((first, totals.expenses.minor()))
        })
        .collect())
}

/// Who got the most.
pub async fn payees(
    book: &Book,
    period: Period,
    limit: u16,
    currency: Option<Currency>,
) -> Result<Vec<PayeeTotal>, Error> {
    let period = Period::new(period.from, period.to);
    let db = book.db().await?;
    let mut conn = db.read().await;
    let scope = Scope::of(book, &mut conn, currency).await?;
    let limit = u32::from(limit.min(MOST));
    Ok(store::reports::payees(&mut conn, period, scope.currency, limit).await?)
}
