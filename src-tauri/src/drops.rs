//! Files dropped on a window.

use crate::{
    events::{FilesDropped, FilesHover, announce},
    files::Files,
    session::Session,
};
use tauri::{AppHandle, DragDropEvent, Manager};

/// Follows a drag; what is dropped while a profile is open is read.
pub(crate) fn follow(app: &AppHandle, event: &DragDropEvent) {
    match event {
        DragDropEvent::Enter { .. } => announce(app, &FilesHover { over: true }),
        DragDropEvent::Leave => announce(app, &FilesHover { over: false }),
        DragDropEvent::Drop { paths, .. } => {
            announce(app, &FilesHover { over: false });
            let (app, paths) = (app.clone(), paths.clone());
            tauri::async_runtime::spawn_blocking(move || {
                let session = app.state::<Session>();
                let Ok(book) = session.book() else { return };
                let picked = app.state::<Files>().take(paths);
                match book.answer(Ok(picked)) {
                    Ok(picked) => announce(&app, &FilesDropped(picked)),
                    Err(_) => app.state::<Files>().clear(),
                }
            });
        }
        _ => {}
    }
}
