use crate::{
    Folder,
    error::Answer,
    events::{Navigate, announce},
    preferences::{self, Preferences},
    shortcut::{self, Shortcut},
    tray, windows,
};
use app::settings::Locale;
use ledger::Currency;
use serde::Serialize;
use tauri::{AppHandle, Manager, Runtime};

/// About the app itself.
#[derive(Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct AppInfo {
    version: String,
    /// Where the profiles are.
    data_dir: String,
    /// All currencies that a profile can be kept in.
    currencies: Vec<Currency>,
    /// That of the system's country, when it is known.
    currency: Option<Currency>,
    /// The system's, ISO 3166 alpha-2; empty when it is not known.
    country: String,
    /// What the app speaks while nobody is logged in: as chosen, or else as the system does.
    locale: Locale,
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn app_info<R: Runtime>(app: AppHandle<R>) -> Answer<AppInfo> {
    let data_dir = app.state::<Folder>().0.display().to_string();
    let system = sys_locale::get_locale().unwrap_or_default();
    Ok(AppInfo {
        version: env!("CARGO_PKG_VERSION").into(),
        data_dir,
        currencies: Currency::all().collect(),
        currency: app::settings::currency_of(&system),
        country: app::settings::region(&system).unwrap_or_default(),
        locale: preferences::locale(&app),
    })
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn preferences_get<R: Runtime>(app: AppHandle<R>) -> Answer<Preferences> {
    Ok(preferences::read(&app))
}

/// Remembers them, and lets the windows and the tray follow.
#[tauri::command]
#[specta::specta]
pub(crate) async fn preferences_set<R: Runtime>(
    app: AppHandle<R>,
    preferences: Preferences,
) -> Answer<()> {
    preferences::write(&app, &preferences);
    windows::set_theme(&app, preferences.theme);
    tray::translate(&app);
    Ok(())
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn shortcut_get<R: Runtime>(app: AppHandle<R>) -> Answer<Shortcut> {
    Ok(shortcut::current(&app))
}

/// Sets the global shortcut, such as `Ctrl+Alt+E`, or takes it away. One that is not well formed
/// or that another program has is refused as a problem of the field `setting`.
#[tauri::command]
#[specta::specta]
pub(crate) async fn shortcut_set<R: Runtime>(
    app: AppHandle<R>,
    accelerator: Option<String>,
) -> Answer<Shortcut> {
    shortcut::set(&app, accelerator.as_deref())?;
    Ok(shortcut::current(&app))
}

/// The user's answer to the event `CloseAsked`: stay in the tray, now and from now on, or end.
#[tauri::command]
#[specta::specta]
pub(crate) async fn close_answer<R: Runtime>(app: AppHandle<R>, keep: bool) -> Answer<()> {
    preferences::set_close_to_tray(&app, keep);
    if keep {
        windows::hide_main(&app);
    } else {
        windows::quit(&app);
    }
    Ok(())
}

/// Brings the main window to the front, on a route if one is given.
#[tauri::command]
#[specta::specta]
pub(crate) async fn main_show<R: Runtime>(app: AppHandle<R>, route: Option<String>) -> Answer<()> {
    windows::show_main(&app);
    if let Some(route) = route {
        announce(&app, &Navigate { route });
    }
    Ok(())
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn quick_hide<R: Runtime>(app: AppHandle<R>) -> Answer<()> {
    windows::hide_quick(&app);
    Ok(())
}
