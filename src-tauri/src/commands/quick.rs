use crate::{clock::now, error::Answer, session::Session};
use app::{
    quick::{self, Reading},
    transactions::Row,
};
use tauri::State;

#[tauri::command]
#[specta::specta]
pub(crate) async fn quick_read(session: State<'_, Session>, line: String) -> Answer<Reading> {
    let book = session.book()?;
    book.answer(quick::read(&book, &line, now()).await)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn quick_add(session: State<'_, Session>, line: String) -> Answer<Row> {
    let book = session.book()?;
    book.answer(quick::add(&book, &line, now()).await)
}
