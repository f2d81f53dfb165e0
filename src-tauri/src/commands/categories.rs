use crate::{error::Answer, session::Session};
use app::categories::{self, CategoryView, MoveTo};
use ledger::{CategoryId, draft::CategoryDraft};
use tauri::State;

#[tauri::command]
#[specta::specta]
pub(crate) async fn category_list(session: State<'_, Session>) -> Answer<Vec<CategoryView>> {
    let book = session.book()?;
    book.answer(categories::list(&book).await)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn category_create(
    session: State<'_, Session>,
    draft: CategoryDraft,
) -> Answer<CategoryView> {
    let book = session.book()?;
    book.answer(categories::create(&book, &draft).await)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn category_update(
    session: State<'_, Session>,
    id: CategoryId,
    draft: CategoryDraft,
) -> Answer<CategoryView> {
    let book = session.book()?;
    book.answer(categories::update(&book, id, &draft).await)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn category_delete(
    session: State<'_, Session>,
    id: CategoryId,
    move_to: Option<MoveTo>,
) -> Answer<()> {
    let book = session.book()?;
    book.answer(categories::delete(&book, id, move_to).await)
}
