//! What the app remembers outside of a profile: only what may be lost. It is readable while
//! everything is locked, so nothing about anybody's money is among it.

use crate::{Folder, geometry::Geometry};
use app::settings::Locale;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use std::sync::Arc;
use tauri::{AppHandle, Manager, Runtime};
use tauri_plugin_store::{Store, StoreExt};

/// Colours of the windows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Theme {
    /// As the desktop has it.
    #[default]
    System,
    Light,
    Dark,
}

/// What the user chose for all profiles.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Preferences {
    pub(crate) theme: Theme,
    /// None: the system's, where the app speaks it.
    pub(crate) locale: Option<Locale>,
    /// The profile that was opened last.
    pub(crate) last_profile: Option<String>,
    /// Closing the window keeps the app in the tray. None: the user has not been asked yet.
    pub(crate) close_to_tray: Option<bool>,
    /// Amounts are shown as dots.
    pub(crate) hide_amounts: bool,
}

/// What is remembered, or how it is at the first start.
pub(crate) fn read<R: Runtime>(app: &AppHandle<R>) -> Preferences {
    Preferences {
        theme: get(app, "theme").unwrap_or_default(),
        locale: get(app, "locale"),
        last_profile: get(app, "lastProfile"),
        close_to_tray: get(app, "closeToTray"),
        hide_amounts: get(app, "hideAmounts").unwrap_or_default(),
    }
}

/// Remembers all of it.
pub(crate) fn write<R: Runtime>(app: &AppHandle<R>, preferences: &Preferences) {
    set(app, "theme", preferences.theme);
    set(app, "locale", preferences.locale);
    set(app, "lastProfile", &preferences.last_profile);
    set(app, "closeToTray", preferences.close_to_tray);
    set(app, "hideAmounts", preferences.hide_amounts);
}

/// The language to speak where nobody is logged in.
pub(crate) fn locale<R: Runtime>(app: &AppHandle<R>) -> Locale {
    get(app, "locale").unwrap_or_else(|| match sys_locale::get_locale() {
        Some(locale) if locale.to_ascii_lowercase().starts_with("de") => Locale::De,
        _ => Locale::En,
    })
}

pub(crate) fn set_last_profile<R: Runtime>(app: &AppHandle<R>, id: &str) {
    set(app, "lastProfile", id);
}

pub(crate) fn set_close_to_tray<R: Runtime>(app: &AppHandle<R>, keep: bool) {
    set(app, "closeToTray", keep);
}

/// The accelerator of the global shortcut: `Some(None)` when the user wants none.
pub(crate) fn shortcut<R: Runtime>(app: &AppHandle<R>) -> Option<Option<String>> {
    get(app, "shortcut")
}

pub(crate) fn set_shortcut<R: Runtime>(app: &AppHandle<R>, accelerator: Option<&str>) {
    set(app, "shortcut", accelerator);
}

pub(crate) fn geometry<R: Runtime>(app: &AppHandle<R>) -> Option<Geometry> {
    get(app, "window")
}

pub(crate) fn set_geometry<R: Runtime>(app: &AppHandle<R>, geometry: Geometry) {
    set(app, "window", geometry);
}

/// A value that is missing or of another shape is none: the file may have been edited.
fn get<R: Runtime, T: DeserializeOwned>(app: &AppHandle<R>, key: &str) -> Option<T> {
    serde_json::from_value(store(app)?.get(key)?).ok()
}

fn set<R: Runtime>(app: &AppHandle<R>, key: &str, value: impl Serialize) {
    let Some(store) = store(app) else { return };
    match serde_json::to_value(value) {
        Ok(value) => store.set(key, value),
        Err(error) => tracing::warn!(%error, key, "a preference is not kept"),
    }
}

/// Saves itself a moment after each change, and at the end.
fn store<R: Runtime>(app: &AppHandle<R>) -> Option<Arc<Store<R>>> {
    let path = app.state::<Folder>().0.join("settings.json");
    app.store(path).inspect_err(|error| tracing::warn!(%error, "no preferences")).ok()
}
