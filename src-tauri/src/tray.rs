//! The icon in the tray, with its menu.

use crate::{lock, preferences, windows};
use app::settings::Locale;
use std::panic;
use tauri::{
    AppHandle, Runtime,
    menu::{Menu, MenuBuilder},
    tray::{MouseButton, MouseButtonState, TrayIconBuilder, TrayIconEvent},
};

const ID: &str = "tray";

struct Texts {
    open: &'static str,
    quick_add: &'static str,
    lock: &'static str,
    quit: &'static str,
}

const fn texts(locale: Locale) -> Texts {
    match locale {
        Locale::En => {
            Texts { open: "Open ExpenseIQ", quick_add: "Quick add", lock: "Lock", quit: "Quit" }
        }
        Locale::De => Texts {
            open: "ExpenseIQ öffnen",
            quick_add: "Schnell erfassen",
            lock: "Sperren",
            quit: "Beenden",
        },
    }
}

/// Makes the icon; without a place for it the app goes on without.
pub(crate) fn make(app: &AppHandle) {
    // Without the indicator library the binding to it panics instead of returning an error.
    let made = panic::catch_unwind(panic::AssertUnwindSafe(|| build(app)));
    match made {
        Ok(Ok(())) => {}
        Ok(Err(error)) => tracing::warn!(%error, "no tray icon"),
        Err(_) => tracing::warn!("no tray icon: the indicator library is missing"),
    }
}

/// Writes the menu anew, in the language that is spoken now.
pub(crate) fn translate<R: Runtime>(app: &AppHandle<R>) {
    let Some(tray) = app.tray_by_id(ID) else { return };
    if let Err(error) = menu(app).and_then(|menu| tray.set_menu(Some(menu))) {
        tracing::warn!(%error, "the tray keeps its old menu");
    }
}

/// Whether the user can find the app in a tray. On Linux the icon alone says nothing: it needs a
/// desktop that shows it.
pub(crate) fn is_shown(app: &AppHandle) -> bool {
    app.tray_by_id(ID).is_some() && has_host()
}

#[cfg(target_os = "linux")]
fn has_host() -> bool {
    let asked = zbus::blocking::Connection::session().and_then(|bus| {
        let bus = zbus::blocking::fdo::DBusProxy::new(&bus)?;
        Ok(bus.name_has_owner("org.kde.StatusNotifierWatcher".try_into()?)?)
    });
    asked.unwrap_or(false)
}

#[cfg(not(target_os = "linux"))]
const fn has_host() -> bool {
    true
}

fn build(app: &AppHandle) -> tauri::Result<()> {
    TrayIconBuilder::with_id(ID)
        .icon(tauri::include_image!("icons/tray.png"))
        .tooltip("ExpenseIQ")
        .menu(&menu(app)?)
        .show_menu_on_left_click(false)
        .on_menu_event(|app, event| chosen(app, event.id().as_ref()))
        .on_tray_icon_event(|tray, event| {
            if let TrayIconEvent::Click {
                button: MouseButton::Left,
                button_state: MouseButtonState::Up,
                ..
            } = event
            {
                windows::show_main(tray.app_handle());
            }
        })
        .build(app)
        .map(|_| ())
}

fn menu<R: Runtime>(app: &AppHandle<R>) -> tauri::Result<Menu<R>> {
    let texts = texts(preferences::locale(app));
    MenuBuilder::new(app)
        .text("open", texts.open)
        .text("quick", texts.quick_add)
        .separator()
        .text("lock", texts.lock)
        .text("quit", texts.quit)
        .build()
}

fn chosen(app: &AppHandle, item: &str) {
    match item {
        "open" => windows::show_main(app),
        "quick" => windows::show_quick(app),
        "lock" => {
            let app = app.clone();
            tauri::async_runtime::spawn(async move { lock::lock(&app).await });
        }
        _ => windows::quit(app),
    }
}
