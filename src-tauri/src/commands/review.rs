use crate::{
    clock::now,
    error::Answer,
    events::{ClassifyProgress, announce},
    session::Session,
};
use app::{
    review::{self, Confident, Decided, ReviewPage, Which},
    transactions::Row,
};
use ledger::{AccountId, CategoryId, TransactionId, Window};
use std::{
    ops::ControlFlow,
    sync::atomic::{AtomicBool, Ordering},
};
use tauri::{AppHandle, Manager, Runtime, State};

/// Set when the user does not want to wait for the classifier any longer.
#[derive(Default)]
pub(crate) struct GivenUp(AtomicBool);

#[tauri::command]
#[specta::specta]
pub(crate) async fn suggestions_accept(
    session: State<'_, Session>,
    ids: Vec<TransactionId>,
) -> Answer<()> {
    let book = session.book()?;
    book.answer(review::accept(&book, &ids).await)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn review_count(session: State<'_, Session>) -> Answer<u32> {
    let book = session.book()?;
    book.answer(review::count(&book).await)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn review_merchants(
    session: State<'_, Session>,
    window: Window,
) -> Answer<ReviewPage> {
    let book = session.book()?;
    book.answer(review::merchants(&book, window).await)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn review_rows(
    session: State<'_, Session>,
    merchant: String,
    window: Window,
) -> Answer<Vec<Row>> {
    let book = session.book()?;
    book.answer(review::rows(&book, &merchant, window).await)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn review_decide(
    session: State<'_, Session>,
    which: Which,
    category: CategoryId,
    payee: Option<String>,
) -> Answer<Decided> {
    let book = session.book()?;
    book.answer(review::decide(&book, &which, category, payee.as_deref()).await)
}

/// Makes rows transfers with another account; how many.
#[tauri::command]
#[specta::specta]
pub(crate) async fn review_transfer(
    session: State<'_, Session>,
    which: Which,
    account: AccountId,
) -> Answer<u32> {
    let book = session.book()?;
    book.answer(review::transfer(&book, &which, account, now()).await)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn review_confident(
    session: State<'_, Session>,
    permille: u16,
) -> Answer<Confident> {
    let book = session.book()?;
    book.answer(review::confident(&book, permille).await)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn review_accept_confident(
    session: State<'_, Session>,
    permille: u16,
) -> Answer<u32> {
    let book = session.book()?;
    book.answer(review::accept_confident(&book, permille, now()).await)
}

/// Classifies all that waits anew; says how far it is, in permille.
#[tauri::command]
#[specta::specta]
pub(crate) async fn review_classify_again<R: Runtime>(app: AppHandle<R>) -> Answer<u32> {
    let session = app.state::<Session>();
    let book = session.book()?;
    app.state::<GivenUp>().0.store(false, Ordering::Relaxed);
    let progress = |done| {
        announce(&app, &ClassifyProgress { done });
        let given_up = app.state::<GivenUp>().0.load(Ordering::Relaxed);
        if given_up { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    book.answer(review::classify_again(&book, now(), progress).await)
}

/// Ends that; nothing of it is kept.
#[tauri::command]
#[specta::specta]
pub(crate) async fn review_classify_cancel(
    session: State<'_, Session>,
    given_up: State<'_, GivenUp>,
) -> Answer<()> {
    let _book = session.book()?;
    given_up.0.store(true, Ordering::Relaxed);
    Ok(())
}
