use crate::{clock::now, error::Answer, session::Session};
use app::{
    Secret,
    ask::Reply,
    assistant::{
        self, AskPreview, AssistantSettings, AssistantView, Bodies, NoteView, OnePreview, Progress,
        RequestView, Scope, TrialView,
    },
};
use ledger::Period;
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

/// What would be sent for a note on a period's facts.
#[tauri::command]
#[specta::specta]
pub(crate) async fn assistant_note_preview(
    session: State<'_, Session>,
    period: Period,
) -> Answer<OnePreview> {
    let book = session.book()?;
    book.answer(assistant::note_preview(&book, period, now()).await)
}

/// The note that was written on a period.
#[tauri::command]
#[specta::specta]
pub(crate) async fn assistant_note_kept(
    session: State<'_, Session>,
    period: Period,
) -> Answer<Option<NoteView>> {
    let book = session.book()?;
    book.answer(assistant::note_kept(&book, period, now()).await)
}

/// Deletes the note on a period.
#[tauri::command]
#[specta::specta]
pub(crate) async fn assistant_note_delete(
    session: State<'_, Session>,
    period: Period,
) -> Answer<()> {
    let book = session.book()?;
    book.answer(assistant::note_delete(&book, period, now()).await)
}

/// The note, once the user has seen and agreed to what is sent for it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn assistant_note(
    session: State<'_, Session>,
    period: Period,
    digest: String,
) -> Answer<NoteView> {
    let book = session.book()?;
    book.answer(assistant::note(&book, period, &digest, now).await)
}

/// What would be sent to turn a question into a filter.
#[tauri::command]
#[specta::specta]
pub(crate) async fn assistant_question_preview(
    session: State<'_, Session>,
    question: String,
) -> Answer<OnePreview> {
    let book = session.book()?;
    book.answer(assistant::question_preview(&book, &question, now()).await)
}

/// The answer from the rows of that filter, computed here.
#[tauri::command]
#[specta::specta]
pub(crate) async fn assistant_question(
    session: State<'_, Session>,
    question: String,
    digest: String,
) -> Answer<Reply> {
    let book = session.book()?;
    book.answer(assistant::question(&book, &question, &digest, now).await)
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
