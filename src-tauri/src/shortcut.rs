//! The global shortcut that brings up quick add.

use crate::{error::Answer, preferences, windows};
use ledger::{Code, Field, Problems};
use serde::Serialize;
use tauri::{AppHandle, Manager, Runtime};
use tauri_plugin_global_shortcut::{Builder, GlobalShortcut, ShortcutState};

const DEFAULT: &str = "Ctrl+Alt+E";

/// The shortcut as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub(crate) struct Shortcut {
    /// None: the user wants none.
    pub(crate) accelerator: Option<String>,
    /// Whether pressing it does something; else another program had it first, or the desktop
    /// knows no global shortcuts.
    pub(crate) active: bool,
}

/// Starts listening for the remembered shortcut.
pub(crate) fn start(app: &AppHandle) {
    let plugin = Builder::new().with_handler(|app, _, event| {
        if event.state() == ShortcutState::Pressed {
            windows::show_quick(app);
        }
    });
    if let Err(error) = app.plugin(plugin.build()) {
        tracing::warn!(%error, "no global shortcut");
        return;
    }
    if let Some(accelerator) = wanted(app)
        && let Err(code) = register(app, &accelerator)
    {
        tracing::warn!(?code, "the global shortcut is not active");
    }
}

/// What is set, and whether it works.
pub(crate) fn current<R: Runtime>(app: &AppHandle<R>) -> Shortcut {
    let accelerator = wanted(app);
    let active = accelerator.as_deref().is_some_and(|accelerator| {
        app.try_state::<GlobalShortcut<R>>().is_some_and(|keys| keys.is_registered(accelerator))
    });
    Shortcut { accelerator, active }
}

/// Takes another shortcut, or none. Where it cannot be had the old one stays.
pub(crate) fn set<R: Runtime>(app: &AppHandle<R>, accelerator: Option<&str>) -> Answer<()> {
    let before = current(app);
    if before.accelerator.as_deref() == accelerator && (before.active || accelerator.is_none()) {
        return Ok(());
    }
    if let Some(accelerator) = accelerator {
        register(app, accelerator).map_err(|code| Problems::one(Field::Setting, code))?;
    }
    if before.active
        && let Some(keys) = app.try_state::<GlobalShortcut<R>>()
    {
        let _ = before.accelerator.map(|old| keys.unregister(old.as_str()));
    }
    preferences::set_shortcut(app, accelerator);
    Ok(())
}

fn wanted<R: Runtime>(app: &AppHandle<R>) -> Option<String> {
    preferences::shortcut(app).unwrap_or_else(|| Some(DEFAULT.into()))
}

fn register<R: Runtime>(app: &AppHandle<R>, accelerator: &str) -> Result<(), Code> {
    let keys: tauri_plugin_global_shortcut::Shortcut =
        accelerator.parse().map_err(|_| Code::BadCharacter)?;
    let system = app.try_state::<GlobalShortcut<R>>().ok_or(Code::Taken)?;
    system.register(keys).map_err(|_| Code::Taken)
}
