use crate::{
    clock::now,
    dialogs,
    error::Answer,
    events::{ExportProgress, announce},
    exports::Stop,
    session::Session,
};
use app::{
    Book, Error,
    export::{self, Format, NewFile},
};
use ledger::Filter;
use serde::{Deserialize, Serialize};
use std::{fs::File, ops::ControlFlow, path::Path};
use tauri::{AppHandle, Manager, Runtime, State};

/// What is to be exported.
#[derive(Debug, Clone, Deserialize, specta::Type)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub(crate) enum ExportWhat {
    /// The transactions that a filter leaves.
    Transactions { format: Format, filter: Filter },
    /// Everything, as JSON.
    Book { history: bool },
    /// A copy of the database that anyone can read.
    Decrypted,
}

/// What was exported.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub(crate) struct Exported {
    /// The file, without its folder.
    name: String,
    /// Transactions, or rows of all kinds; none for a copy of the database.
    rows: Option<u32>,
}

/// Asks where to, and writes the file there; nothing when the user thinks better of it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn export_save<R: Runtime>(
    app: AppHandle<R>,
    what: ExportWhat,
) -> Answer<Option<Exported>> {
    let session = app.state::<Session>();
    let book = session.book()?;
    let dialog =
        dialogs::dialog(&app).set_file_name(format!("ExpenseIQ {}.{}", now().today, ending(&what)));
    let Some(path) = dialogs::path(|answer| dialog.save_file(answer)).await else {
        return Ok(None);
    };
    let told = telling(&app, book.epoch());
    let written = write(&book, &what, &path, told).await;
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    book.answer(written.map(|rows| Some(Exported { name, rows })))
}

/// Stops the export or restoring that is going on.
#[tauri::command]
#[specta::specta]
pub(crate) async fn export_cancel(
    session: State<'_, Session>,
    stop: State<'_, Stop>,
) -> Answer<()> {
    let _book = session.book()?;
    stop.ask();
    Ok(())
}

/// Asks for an exported book and takes it into the empty profile; how many rows, or nothing when
/// the user thinks better of it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn book_restore<R: Runtime>(app: AppHandle<R>) -> Answer<Option<u32>> {
    let session = app.state::<Session>();
    let book = session.book()?;
    let dialog = dialogs::dialog(&app).add_filter("JSON", &["json"]);
    let Some(path) = dialogs::path(|answer| dialog.pick_file(answer)).await else {
        return Ok(None);
    };
    let file = File::open(path).map_err(Error::File)?;
    let size = file.metadata().map_err(Error::File)?.len();
    let mut told = telling(&app, book.epoch());
    let restored = export::restore_book(&book, file, size, &mut told).await;
    book.answer(restored.map(Some))
}

/// Tells the window how far it is; goes on until the user stops it or the profile closes.
fn telling<R: Runtime>(
    app: &AppHandle<R>,
    epoch: u32,
) -> impl FnMut(u16) -> ControlFlow<()> + Send + 'static {
    let app = app.clone();
    let turn = app.state::<Stop>().begin();
    move |done| {
        announce(&app, &ExportProgress { done });
        if app.state::<Stop>().is_asked(turn) || app.state::<Session>().epoch() != epoch {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    }
}

fn ending(what: &ExportWhat) -> &'static str {
    match what {
        ExportWhat::Transactions { format: Format::Csv, .. } => "csv",
        ExportWhat::Transactions { format: Format::Qif, .. } => "qif",
        ExportWhat::Transactions { format: Format::Ofx, .. } => "ofx",
        ExportWhat::Book { .. } => "json",
        ExportWhat::Decrypted => "sqlite",
    }
}

async fn write(
    book: &Book,
    what: &ExportWhat,
    path: &Path,
    mut progress: impl FnMut(u16) -> ControlFlow<()> + Send + 'static,
) -> Result<Option<u32>, Error> {
    let mut file = NewFile::at(path)?;
    let rows = match what {
        ExportWhat::Transactions { format, filter } => Some(
            export::transactions(book, *format, filter, now(), &mut file, &mut progress).await?,
        ),
        ExportWhat::Book { history } => {
            Some(export::write_book(book, *history, now(), &mut file, &mut progress).await?)
        }
        ExportWhat::Decrypted => {
            export::decrypted_copy(book, &file, progress).await?;
            None
        }
    };
    file.keep()?;
    Ok(rows)
}
