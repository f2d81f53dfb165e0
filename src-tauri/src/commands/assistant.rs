use crate::{clock::now, error::Answer, session::Session};
use app::{
    Secret,
    assistant::{
        self, AskPreview, AssistantSettings, AssistantView, Bodies, Progress, RequestView, Scope,
        TrialView,
    },
};
use tauri::State;

#[tauri::command]
#[specta::specta]
pub(crate) async fn assistant_get(session: State<'_, Session>) -> Answer<AssistantView> {
    let book = session.book()?;
    book.answer(assistant::get(&book, now()).await)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn assistant_set(
    session: State<'_, Session>,
    settings: AssistantSettings,
) -> Answer<AssistantView> {
    let book = session.book()?;
    book.answer(assistant::set(&book, &settings, now()).await)
}

/// Keeps a key for the address that is set, or forgets it. It never comes back to the window.
#[tauri::command]
#[specta::specta]
pub(crate) async fn assistant_key_set(
    session: State<'_, Session>,
    key: Option<Secret>,
) -> Answer<AssistantView> {
    let book = session.book()?;
    book.answer(assistant::set_key(&book, key.as_ref(), now()).await)
}

/// The names of the server's models.
#[tauri::command]
#[specta::specta]
pub(crate) async fn assistant_models(session: State<'_, Session>) -> Answer<Vec<String>> {
    let book = session.book()?;
    book.answer(assistant::models(&book).await)
}

/// Asks the model five questions with nothing of the user's in them.
#[tauri::command]
#[specta::specta]
pub(crate) async fn assistant_test(session: State<'_, Session>) -> Answer<TrialView> {
    let book = session.book()?;
    book.answer(assistant::try_out(&book, now).await)
}

/// What would be sent.
#[tauri::command]
#[specta::specta]
pub(crate) async fn assistant_preview(
    session: State<'_, Session>,
    scope: Scope,
) -> Answer<AskPreview> {
    let book = session.book()?;
    book.answer(assistant::preview(&book, &scope, now()).await)
}

/// Sends what the user has seen and agreed to.
#[tauri::command]
#[specta::specta]
pub(crate) async fn assistant_start(
    session: State<'_, Session>,
    scope: Scope,
    digest: String,
) -> Answer<()> {
    let book = session.book()?;
    book.answer(assistant::start(&book, &scope, &digest, now).await)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn assistant_progress(session: State<'_, Session>) -> Answer<Progress> {
    let book = session.book()?;
    book.answer(Ok(assistant::progress(&book)))
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn assistant_pause(session: State<'_, Session>) -> Answer<Progress> {
    let book = session.book()?;
    assistant::pause(&book);
    book.answer(Ok(assistant::progress(&book)))
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn assistant_resume(session: State<'_, Session>) -> Answer<Progress> {
    let book = session.book()?;
    assistant::resume(&book);
    book.answer(Ok(assistant::progress(&book)))
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn assistant_cancel(session: State<'_, Session>) -> Answer<Progress> {
    let book = session.book()?;
    assistant::cancel(&book);
    book.answer(Ok(assistant::progress(&book)))
}

/// The latest requests, newest first.
#[tauri::command]
#[specta::specta]
pub(crate) async fn assistant_requests(session: State<'_, Session>) -> Answer<Vec<RequestView>> {
    let book = session.book()?;
    book.answer(assistant::list(&book).await)
}

/// The bytes of a request and of its answer.
#[tauri::command]
#[specta::specta]
pub(crate) async fn assistant_request(session: State<'_, Session>, id: u32) -> Answer<Bodies> {
    let book = session.book()?;
    book.answer(assistant::bodies(&book, id).await)
}

/// Deletes a request from the list, or all of them.
#[tauri::command]
#[specta::specta]
pub(crate) async fn assistant_requests_delete(
    session: State<'_, Session>,
    id: Option<u32>,
) -> Answer<()> {
    let book = session.book()?;
    book.answer(assistant::delete(&book, id).await)
}
