use crate::{error::Answer, session::Session};
use app::history::{self, History};
use ledger::StepLabel;
use tauri::State;

#[tauri::command]
#[specta::specta]
pub(crate) async fn undo(session: State<'_, Session>) -> Answer<Option<StepLabel>> {
    let book = session.book()?;
    book.answer(history::undo(&book).await)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn redo(session: State<'_, Session>) -> Answer<Option<StepLabel>> {
    let book = session.book()?;
    book.answer(history::redo(&book).await)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn history(session: State<'_, Session>) -> Answer<History> {
    let book = session.book()?;
    book.answer(history::peek(&book).await)
}
