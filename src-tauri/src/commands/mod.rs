//! What the windows can ask. Each command takes the session, calls `app`, and maps the error.

mod accounts;
mod assistant;
mod categories;
mod desktop;
mod exports;
mod history;
mod imports;
mod insights;
mod payees;
mod profiles;
mod quick;
mod reports;
pub(crate) mod review;
mod rules;
mod runs;
mod schedules;
mod session;
mod transactions;

use crate::events;
use tauri::Runtime;
use tauri_specta::{Builder, collect_commands, collect_events};

include!("../../commands.in");

macro_rules! collect {
    ($($module:ident :: $name:ident $(:: <$runtime:path>)?),* $(,)?) => {
        collect_commands![$($module :: $name $(::<$runtime>)?),*]
    };
}

/// The commands and events, for the handler and for the bindings of the UI.
pub fn ipc<R: Runtime>() -> Builder<R> {
    // What is sent and what is taken have one shape: a type has one name in the UI.
    let builder = Builder::new().disable_serde_phases();
    builder.commands(commands!(collect)).events(collect_events![
        events::ClassifyProgress,
        events::CloseAsked,
        events::ExportProgress,
        events::FilesDropped,
        events::FilesHover,
        events::ImportProgress,
        events::LedgerChanged,
        events::Navigate,
        events::QuickOpened,
        events::SessionChanged,
    ])
}
