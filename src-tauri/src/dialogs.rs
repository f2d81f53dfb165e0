//! The system's file dialogs, on top of the main window. A path that one comes to is never told
//! to the page.

use crate::{error::Answer, windows};
use app::{Error, export::NewFile};
use std::{
    io::Write,
    path::{Path, PathBuf},
};
use tauri::{AppHandle, Runtime};
use tauri_plugin_dialog::{DialogExt, FileDialogBuilder, FilePath};
use tokio::sync::oneshot;

/// A dialog about to be shown.
pub(crate) fn dialog<R: Runtime>(app: &AppHandle<R>) -> FileDialogBuilder<R> {
    let dialog = app.dialog().file();
    match windows::main(app) {
        Some(window) => dialog.set_parent(&window),
        None => dialog,
    }
}

/// The path that a dialog comes to; none when the user thinks better of it.
pub(crate) async fn path(
    show: impl FnOnce(Box<dyn FnOnce(Option<FilePath>) + Send>),
) -> Option<PathBuf> {
    answer(show).await?.into_path().ok()
}

/// The paths that a dialog comes to.
pub(crate) async fn paths(
    show: impl FnOnce(Box<dyn FnOnce(Option<Vec<FilePath>>) + Send>),
) -> Vec<PathBuf> {
    let chosen = answer(show).await.unwrap_or_default();
    chosen.into_iter().map(FilePath::into_path).filter_map(Result::ok).collect()
}

async fn answer<T: Send + 'static>(
    show: impl FnOnce(Box<dyn FnOnce(Option<T>) + Send>),
) -> Option<T> {
    let (answer, chosen) = oneshot::channel();
    show(Box::new(|place| {
        // Nobody waits any more when the app ends with the dialog open.
        let _ = answer.send(place);
    }));
    chosen.await.ok().flatten()
}

/// Lets the user say where and writes `bytes` there; `name` is what the dialog proposes. `false`
/// when they think better of it.
///
/// # Errors
/// [`Error::File`]; what was at that place before is there still.
pub(crate) async fn save<R: Runtime>(app: &AppHandle<R>, name: &str, bytes: &[u8]) -> Answer<bool> {
    let dialog = dialog(app).set_file_name(name);
    let Some(path) = path(|answer| dialog.save_file(answer)).await else { return Ok(false) };
    write(&path, bytes)?;
    Ok(true)
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let mut file = NewFile::at(path)?;
    file.write_all(bytes)?;
    Ok(file.keep()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::{CommandError, DiskProblem};
    use std::fs;

    #[test]
    fn bytes_are_written_or_it_is_said_why_not() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("code.txt");
        for text in ["a long one, which is replaced", "short"] {
            write(&file, text.as_bytes()).unwrap();
            assert_eq!(fs::read_to_string(&file).unwrap(), text);
        }
        let gone = write(&folder.path().join("gone/code.txt"), b"x").unwrap_err();
        assert_eq!(CommandError::from(gone), CommandError::File { problem: DiskProblem::Gone });
    }
}
