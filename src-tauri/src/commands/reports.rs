use crate::{clock::now, error::Answer, session::Session};
use app::reports::{self, Dashboard};
use ledger::{Month, Period};
use tauri::State;

#[tauri::command]
#[specta::specta]
pub(crate) async fn report_dashboard(
    session: State<'_, Session>,
    period: Period,
    last: Month,
    daily: bool,
) -> Answer<Dashboard> {
    let book = session.book()?;
    book.answer(reports::dashboard(&book, period, last, daily, now()).await)
}
