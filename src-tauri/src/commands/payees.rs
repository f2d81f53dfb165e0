use crate::{error::Answer, session::Session};
use app::payees::{self, PayeeOrder, PayeePage, PayeeView, TagView};
use ledger::{PayeeId, Window};
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

/// A window of the payees, as their page lists them.
#[tauri::command]
#[specta::specta]
pub(crate) async fn payee_page(
    session: State<'_, Session>,
    text: String,
    order: PayeeOrder,
    window: Window,
) -> Answer<PayeePage> {
    let book = session.book()?;
    book.answer(payees::page(&book, &text, order, window).await)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn payee_rename(
    session: State<'_, Session>,
    id: PayeeId,
    name: String,
) -> Answer<()> {
    let book = session.book()?;
    book.answer(payees::rename(&book, id, &name).await)
}

/// Makes several payees one; how many rows have another payee now.
#[tauri::command]
#[specta::specta]
pub(crate) async fn payees_merge(
    session: State<'_, Session>,
    from: Vec<PayeeId>,
    into: PayeeId,
) -> Answer<u32> {
    let book = session.book()?;
    book.answer(payees::merge(&book, &from, into).await)
}

/// Whoever is called so from now on is no longer this payee.
#[tauri::command]
#[specta::specta]
pub(crate) async fn payee_forget_alias(
    session: State<'_, Session>,
    id: PayeeId,
    alias: String,
) -> Answer<()> {
    let book = session.book()?;
    book.answer(payees::forget_alias(&book, id, &alias).await)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn tag_list(session: State<'_, Session>) -> Answer<Vec<TagView>> {
    let book = session.book()?;
    book.answer(payees::tags(&book).await)
}
