use crate::{
    clock::now,
    dialogs,
    error::{Answer, CommandError},
    events::{ImportProgress, announce},
    files::{Files, Held, Picked},
    session::Session,
};
use app::{
    Book, assistant,
    imports::{self, Decision, ImportResult, ImportView, Pile, Preview, PreviewPage, Target},
};
use ledger::{AccountId, ImportId, Window, proof::Proof};
use statements::Options;
use std::{
    ops::ControlFlow,
    sync::{Arc, atomic::Ordering},
};
use tauri::{AppHandle, Manager, Runtime, State};

/// Lets the user choose files; none when they think better of it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn import_choose<R: Runtime>(app: AppHandle<R>) -> Answer<Picked> {
    let session = app.state::<Session>();
    let book = session.book()?;
    let dialog = dialogs::dialog(&app);
    let paths = dialogs::paths(|answer| dialog.pick_files(answer)).await;
    book.answer(Ok(app.state::<Files>().take(paths)))
}

/// What would happen if the file were taken in; `targets` has one for each of its statements, or
/// none yet.
#[tauri::command]
#[specta::specta]
pub(crate) async fn import_preview<R: Runtime>(
    app: AppHandle<R>,
    token: String,
    targets: Vec<Target>,
    options: Options,
) -> Answer<Preview> {
    let (session, files) = (app.state::<Session>(), app.state::<Files>());
    let book = session.book()?;
    let file = files.get(&token).ok_or(CommandError::NotFound)?;
    let progress = progress(&app, &token, &file);
    let draft = imports::prepare(&book, file.upload, &targets, options, progress).await;
    book.answer(draft.map(|draft| {
        let preview = draft.preview();
        files.plan(&token, Arc::new(draft));
        preview
    }))
}

/// A window of the previewed rows of a statement, of one pile or of all.
#[tauri::command]
#[specta::specta]
pub(crate) async fn import_rows(
    session: State<'_, Session>,
    files: State<'_, Files>,
    token: String,
    statement: u32,
    pile: Option<Pile>,
    window: Window,
) -> Answer<PreviewPage> {
    let book = session.book()?;
    let draft = files.get(&token).and_then(|file| file.draft).ok_or(CommandError::NotFound)?;
    book.answer(imports::rows(&book, &draft, statement, pile, window).await)
}

/// What the stated balances of each statement would prove with these decisions.
#[tauri::command]
#[specta::specta]
pub(crate) async fn import_proofs(
    session: State<'_, Session>,
    files: State<'_, Files>,
    token: String,
    decisions: Vec<Decision>,
) -> Answer<Vec<Option<Proof>>> {
    let book = session.book()?;
    let draft = files.get(&token).and_then(|file| file.draft).ok_or(CommandError::NotFound)?;
    book.answer(imports::proofs(&draft, &decisions))
}

/// Takes the file in, as previewed and decided.
#[tauri::command]
#[specta::specta]
pub(crate) async fn import_commit<R: Runtime>(
    app: AppHandle<R>,
    token: String,
    decisions: Vec<Decision>,
    digest: String,
) -> Answer<Vec<ImportResult>> {
    let (session, files) = (app.state::<Session>(), app.state::<Files>());
    let book = session.book()?;
    let file = files.get(&token).ok_or(CommandError::NotFound)?;
    let draft = file.draft.clone().ok_or(CommandError::NotFound)?;
    let progress = progress(&app, &token, &file);
    let result = imports::commit(&book, &draft, &decisions, &digest, now(), progress).await;
    if let Ok(done) = &result {
        files.forget(&token);
        let (book, imports) = (Book::clone(&book), done.clone());
        // The import does not wait for it.
        tauri::async_runtime::spawn(async move {
            for ImportResult { import, .. } in imports {
                if let Err(error) = assistant::after_import(&book, import, now).await {
                    tracing::warn!(%error, "the assistant was not asked after an import");
                }
            }
        });
    }
    book.answer(result)
}

/// Lets the user say where, and saves the entries there that could not be read, to be corrected and
/// read again; `name` is what the dialog proposes. `false` when they think better of it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn import_save_rest<R: Runtime>(
    app: AppHandle<R>,
    token: String,
    name: String,
) -> Answer<bool> {
    let (session, files) = (app.state::<Session>(), app.state::<Files>());
    let book = session.book()?;
    let draft = files.get(&token).and_then(|file| file.draft).ok_or(CommandError::NotFound)?;
    let saved = dialogs::save(&app, &name, draft.rest().as_bytes()).await?;
    book.answer(Ok(saved))
}

/// Forgets a file; when it is being read, that ends.
#[tauri::command]
#[specta::specta]
pub(crate) async fn import_cancel(
    session: State<'_, Session>,
    files: State<'_, Files>,
    token: String,
) -> Answer<()> {
    let _book = session.book()?;
    files.forget(&token);
    Ok(())
}

/// The imports of an account or of all.
#[tauri::command]
#[specta::specta]
pub(crate) async fn import_list(
    session: State<'_, Session>,
    only: Option<AccountId>,
) -> Answer<Vec<ImportView>> {
    let book = session.book()?;
    book.answer(imports::list(&book, only).await)
}

/// How many transactions of an import have been changed since.
#[tauri::command]
#[specta::specta]
pub(crate) async fn import_edited(session: State<'_, Session>, id: ImportId) -> Answer<u32> {
    let book = session.book()?;
    book.answer(imports::edited(&book, id).await)
}

/// Takes an import back; with `keep_edited` without what was changed since.
#[tauri::command]
#[specta::specta]
pub(crate) async fn import_undo(
    session: State<'_, Session>,
    id: ImportId,
    keep_edited: bool,
) -> Answer<()> {
    let book = session.book()?;
    book.answer(imports::undo(&book, id, keep_edited, now()).await)
}

/// Tells how far it is, in permille, and stops when the user gave the file up.
fn progress<R: Runtime>(
    app: &AppHandle<R>,
    token: &str,
    file: &Held,
) -> impl FnMut(u16) -> ControlFlow<()> + Send + 'static {
    let (app, token, cancelled) = (app.clone(), token.to_owned(), Arc::clone(&file.cancelled));
    move |done| {
        announce(&app, &ImportProgress { token: token.clone(), done });
        if cancelled.load(Ordering::Relaxed) {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    }
}
