use crate::{clock::now, error::Answer, session::Session};
use app::runs::{self, RunView};
use ledger::RunId;
use tauri::State;

#[tauri::command]
#[specta::specta]
pub(crate) async fn run_list(session: State<'_, Session>) -> Answer<Vec<RunView>> {
    let book = session.book()?;
    book.answer(runs::list(&book).await)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn run_revert(session: State<'_, Session>, id: RunId) -> Answer<u32> {
    let book = session.book()?;
    book.answer(runs::revert(&book, id, now()).await)
}
