use crate::{error::Answer, session::Session};
use app::payees::{self, PayeeView, TagView};
use tauri::State;

#[tauri::command]
#[specta::specta]
pub(crate) async fn payee_list(
    session: State<'_, Session>,
    text: String,
) -> Answer<Vec<PayeeView>> {
    let book = session.book()?;
    book.answer(payees::list(&book, &text).await)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn tag_list(session: State<'_, Session>) -> Answer<Vec<TagView>> {
    let book = session.book()?;
    book.answer(payees::tags(&book).await)
}
