use crate::{clock::now, error::Answer, session::Session};
use app::transactions::{self, Detail, Filed, Page, Row, Total};
use ledger::{
    CategoryId, Filter, Recurrence, Sort, TransactionId, Window, draft::TransactionDraft,
};
use tauri::State;

#[tauri::command]
#[specta::specta]
pub(crate) async fn transaction_list(
    session: State<'_, Session>,
    filter: Filter,
    sort: Sort,
    window: Window,
) -> Answer<Page> {
    let book = session.book()?;
    book.answer(transactions::list(&book, &filter, sort, window).await)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn transaction_ids(
    session: State<'_, Session>,
    filter: Filter,
    sort: Sort,
    window: Window,
) -> Answer<Vec<TransactionId>> {
    let book = session.book()?;
    book.answer(transactions::ids(&book, &filter, sort, window).await)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn transactions_sum(
    session: State<'_, Session>,
    ids: Vec<TransactionId>,
) -> Answer<Vec<Total>> {
    let book = session.book()?;
    book.answer(transactions::sum(&book, &ids).await)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn transaction_get(
    session: State<'_, Session>,
    id: TransactionId,
) -> Answer<Detail> {
    let book = session.book()?;
    book.answer(transactions::get(&book, id).await)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn transaction_add(
    session: State<'_, Session>,
    draft: TransactionDraft,
    repeat: Option<Recurrence>,
) -> Answer<Row> {
    let book = session.book()?;
    book.answer(transactions::add(&book, &draft, repeat, now()).await)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn transaction_update(
    session: State<'_, Session>,
    id: TransactionId,
    draft: TransactionDraft,
) -> Answer<Row> {
    let book = session.book()?;
    book.answer(transactions::update(&book, id, &draft, now()).await)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn transaction_delete(
    session: State<'_, Session>,
    ids: Vec<TransactionId>,
) -> Answer<()> {
    let book = session.book()?;
    book.answer(transactions::delete(&book, &ids).await)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn transactions_categorise(
    session: State<'_, Session>,
    ids: Vec<TransactionId>,
    category: Option<CategoryId>,
) -> Answer<Filed> {
    let book = session.book()?;
    book.answer(transactions::categorise(&book, &ids, category).await)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn transactions_set_payee(
    session: State<'_, Session>,
    ids: Vec<TransactionId>,
    name: String,
) -> Answer<()> {
    let book = session.book()?;
    book.answer(transactions::set_payee(&book, &ids, &name).await)
}

/// Puts transactions on a day, as typed.
#[tauri::command]
#[specta::specta]
pub(crate) async fn transactions_set_date(
    session: State<'_, Session>,
    ids: Vec<TransactionId>,
    date: String,
) -> Answer<()> {
    let book = session.book()?;
    book.answer(transactions::set_date(&book, &ids, &date, now()).await)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn transactions_tag(
    session: State<'_, Session>,
    ids: Vec<TransactionId>,
    add: Vec<String>,
    remove: Vec<String>,
) -> Answer<()> {
    let book = session.book()?;
    book.answer(transactions::tag(&book, &ids, &add, &remove).await)
}
