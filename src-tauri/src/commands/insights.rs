use crate::{clock::now, error::Answer, session::Session};
use app::{
    ask::{self, Reply},
    insights::{self, Insights},
};
use ledger::Period;
use tauri::State;

#[tauri::command]
#[specta::specta]
pub(crate) async fn insights(session: State<'_, Session>, period: Period) -> Answer<Insights> {
    let book = session.book()?;
    book.answer(insights::of(&book, period, now()).await)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn insight_hide(
    session: State<'_, Session>,
    about: String,
    period: Option<Period>,
) -> Answer<()> {
    let book = session.book()?;
    book.answer(insights::hide(&book, &about, period).await)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn insight_show(
    session: State<'_, Session>,
    about: String,
    period: Period,
) -> Answer<()> {
    let book = session.book()?;
    book.answer(insights::show(&book, &about, period).await)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn ask(session: State<'_, Session>, question: String) -> Answer<Reply> {
    let book = session.book()?;
    book.answer(ask::ask(&book, &question, now()).await)
}
