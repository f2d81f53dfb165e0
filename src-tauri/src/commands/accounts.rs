use crate::{clock::now, error::Answer, session::Session};
use app::accounts::{self, AccountView};
use ledger::{AccountId, draft::AccountDraft};
use tauri::State;

#[tauri::command]
#[specta::specta]
pub(crate) async fn account_list(session: State<'_, Session>) -> Answer<Vec<AccountView>> {
    let book = session.book()?;
    book.answer(accounts::list(&book).await)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn account_create(
    session: State<'_, Session>,
    draft: AccountDraft,
) -> Answer<AccountView> {
    let book = session.book()?;
    book.answer(accounts::create(&book, &draft, now()).await)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn account_update(
    session: State<'_, Session>,
    id: AccountId,
    draft: AccountDraft,
) -> Answer<AccountView> {
    let book = session.book()?;
    book.answer(accounts::update(&book, id, &draft, now()).await)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn account_close(
    session: State<'_, Session>,
    id: AccountId,
    closed: bool,
) -> Answer<AccountView> {
    let book = session.book()?;
    book.answer(accounts::close(&book, id, closed).await)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn account_delete(session: State<'_, Session>, id: AccountId) -> Answer<()> {
    let book = session.book()?;
    book.answer(accounts::delete(&book, id).await)
}
