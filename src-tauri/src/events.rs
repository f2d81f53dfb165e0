//! What the windows are told without asking.

use crate::files::Picked;
use app::Topic;
use serde::Serialize;
use tauri::{AppHandle, Runtime};
use tauri_specta::Event;

/// Something has been saved.
#[derive(Debug, Clone, Serialize, specta::Type, Event)]
pub(crate) struct LedgerChanged {
    pub(crate) topics: Vec<Topic>,
    /// Grows with each change of a session.
    pub(crate) revision: u32,
}

/// A profile was opened or locked.
#[derive(Debug, Clone, Copy, Serialize, specta::Type, Event)]
pub(crate) struct SessionChanged {
    pub(crate) open: bool,
}

/// How far a statement has been read.
#[derive(Debug, Clone, Serialize, specta::Type, Event)]
pub(crate) struct ImportProgress {
    pub(crate) token: String,
    /// 0 to 1000.
    pub(crate) done: u16,
}

/// How far the classifier is with what waits for review.
#[derive(Debug, Clone, Copy, Serialize, specta::Type, Event)]
pub(crate) struct ClassifyProgress {
    /// 0 to 1000.
    pub(crate) done: u16,
}

/// How far an export has been written or read.
#[derive(Debug, Clone, Copy, Serialize, specta::Type, Event)]
pub(crate) struct ExportProgress {
    /// 0 to 1000.
    pub(crate) done: u16,
}

/// Files hang over the window, or no longer do.
#[derive(Debug, Clone, Copy, Serialize, specta::Type, Event)]
pub(crate) struct FilesHover {
    pub(crate) over: bool,
}

/// Files were dropped on the window.
#[derive(Debug, Clone, Serialize, specta::Type, Event)]
pub(crate) struct FilesDropped(pub(crate) Picked);

/// The main window has to show this route.
#[derive(Debug, Clone, Serialize, specta::Type, Event)]
pub(crate) struct Navigate {
    /// A hash route: `#/transactions`.
    pub(crate) route: String,
}

/// The user closes the main window for the first time: it asks whether to stay in the tray.
#[derive(Debug, Clone, Copy, Serialize, specta::Type, Event)]
pub(crate) struct CloseAsked {}

/// The quick-add window has come up.
#[derive(Debug, Clone, Copy, Serialize, specta::Type, Event)]
pub(crate) struct QuickOpened {}

/// Tells every window. One that cannot be reached is gone, and needs no telling.
pub(crate) fn announce<R: Runtime>(app: &AppHandle<R>, event: &(impl Event + Serialize + Clone)) {
    if let Err(error) = event.emit(app) {
        tracing::warn!(%error, "an event was not sent");
    }
}
