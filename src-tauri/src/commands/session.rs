use crate::{dialogs, error::Answer, lock, session::Session};
use app::{Secret, Settings, book, settings};
use tauri::{AppHandle, Manager, Runtime, State};

/// Who is logged in; nobody while locked.
#[tauri::command]
#[specta::specta]
pub(crate) async fn session(session: State<'_, Session>) -> Answer<Option<app::Session>> {
    Ok(session.view())
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn lock<R: Runtime>(app: AppHandle<R>) -> Answer<()> {
    lock::lock(&app).await;
    Ok(())
}

/// A sign that the user is there, though they ask nothing.
#[tauri::command]
#[specta::specta]
pub(crate) async fn touch(session: State<'_, Session>) -> Answer<()> {
    session.book().map(|_| ())
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn password_change(
    session: State<'_, Session>,
    current: Secret,
    new_password: Secret,
) -> Answer<()> {
    let book = session.book()?;
    book.answer(book::change_password(&book, current, new_password).await)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn profile_rename(
    session: State<'_, Session>,
    name: String,
) -> Answer<app::Session> {
    let book = session.book()?;
    book.answer(book::rename(&book, name).await)
}

/// A new recovery code, in place of the old one.
#[tauri::command]
#[specta::specta]
pub(crate) async fn recovery_renew(
    session: State<'_, Session>,
    password: Secret,
) -> Answer<String> {
    let book = session.book()?;
    book.answer(book::renew_recovery(&book, password).await)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn recovery_confirmed(session: State<'_, Session>) -> Answer<()> {
    let book = session.book()?;
    book.answer(book::confirm_recovery(&book).await)
}

/// Keeps the sheet with the recovery code in a file where the user says; `false` when they think
/// better of it. `name` is what the dialog proposes.
#[tauri::command]
#[specta::specta]
pub(crate) async fn recovery_save<R: Runtime>(
    app: AppHandle<R>,
    name: String,
    sheet: Secret,
) -> Answer<bool> {
    let session = app.state::<Session>();
    let book = session.book()?;
    let saved = dialogs::save(&app, &name, sheet.exposed().as_bytes()).await?;
    book.answer(Ok(saved))
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn settings_set(
    session: State<'_, Session>,
    settings: Settings,
) -> Answer<Settings> {
    let book = session.book()?;
    book.answer(settings::set(&book, settings).await)
}
