use crate::{clock::now, error::Answer, session::Session};
use app::reports;
use ledger::{
    CategoryKind, Currency, Month, Period,
    report::{CategoryTotal, DailySpending, MonthTotals, PayeeTotal, Summary, YearTotals},
};
use tauri::State;

#[tauri::command]
#[specta::specta]
pub(crate) async fn report_summary(
    session: State<'_, Session>,
    period: Period,
    currency: Option<Currency>,
) -> Answer<Summary> {
    let book = session.book()?;
    book.answer(reports::summary(&book, period, currency).await)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn report_categories(
    session: State<'_, Session>,
    period: Period,
    kind: CategoryKind,
    currency: Option<Currency>,
) -> Answer<Vec<CategoryTotal>> {
    let book = session.book()?;
    book.answer(reports::categories(&book, period, kind, currency).await)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn report_months(
    session: State<'_, Session>,
    last: Month,
    count: u16,
    currency: Option<Currency>,
) -> Answer<Vec<MonthTotals>> {
    let book = session.book()?;
    book.answer(reports::months(&book, last, count, currency).await)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn report_years(
    session: State<'_, Session>,
    currency: Option<Currency>,
) -> Answer<Vec<YearTotals>> {
    let book = session.book()?;
    book.answer(reports::years(&book, currency).await)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn report_daily(
    session: State<'_, Session>,
    period: Period,
    currency: Option<Currency>,
) -> Answer<DailySpending> {
    let book = session.book()?;
    book.answer(reports::daily(&book, period, currency, now()).await)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn report_payees(
    session: State<'_, Session>,
    period: Period,
    limit: u16,
    currency: Option<Currency>,
) -> Answer<Vec<PayeeTotal>> {
    let book = session.book()?;
    book.answer(reports::payees(&book, period, limit, currency).await)
}
