use crate::{clock::now, error::Answer, session::Session};
use app::{
    accounts::{self, AccountView},
    reconcile::{self, Reconciling},
    standing::{self, Standing},
    transactions::Page,
};
use chrono::NaiveDate;
use ledger::{
    AccountId, TransactionId, Window,
    draft::{AccountDraft, BalanceDraft},
};
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

/// How an account stands with its bank.
#[tauri::command]
#[specta::specta]
pub(crate) async fn account_standing(
    session: State<'_, Session>,
    id: AccountId,
) -> Answer<Standing> {
    let book = session.book()?;
    book.answer(standing::get(&book, id).await)
}

/// Gives an account the opening balance that its statements ask for.
#[tauri::command]
#[specta::specta]
pub(crate) async fn account_correct_opening(
    session: State<'_, Session>,
    id: AccountId,
) -> Answer<()> {
    let book = session.book()?;
    book.answer(standing::correct_opening(&book, id).await)
}

/// How far an account is from a balance; `toggled` are the exceptions to what is ticked.
#[tauri::command]
#[specta::specta]
pub(crate) async fn reconcile_look(
    session: State<'_, Session>,
    account: AccountId,
    draft: BalanceDraft,
    toggled: Vec<TransactionId>,
) -> Answer<Reconciling> {
    let book = session.book()?;
    book.answer(reconcile::look(&book, account, &draft, &toggled, now()).await)
}

/// A window of what is not reconciled up to a day.
#[tauri::command]
#[specta::specta]
pub(crate) async fn reconcile_rows(
    session: State<'_, Session>,
    account: AccountId,
    on: NaiveDate,
    window: Window,
) -> Answer<Page> {
    let book = session.book()?;
    book.answer(reconcile::rows(&book, account, on, window).await)
}

/// Closes the reconciliation of an account.
#[tauri::command]
#[specta::specta]
pub(crate) async fn reconcile_close(
    session: State<'_, Session>,
    account: AccountId,
    draft: BalanceDraft,
    toggled: Vec<TransactionId>,
) -> Answer<()> {
    let book = session.book()?;
    book.answer(reconcile::close(&book, account, &draft, &toggled, now()).await)
}
