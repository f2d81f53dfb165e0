//! The two windows. They are made here rather than in tauri.conf.json because only here can a
//! navigation, a new window and a download be refused.

use crate::{
    events::{QuickOpened, announce},
    geometry,
    preferences::{self, Theme},
};
use std::time::Duration;
use tauri::{
    AppHandle, Manager, Runtime, Url, WebviewUrl, WebviewWindow, WebviewWindowBuilder,
    webview::NewWindowResponse,
};

pub(crate) const MAIN: &str = "main";
pub(crate) const QUICK: &str = "quick";

/// How long to wait each time, in milliseconds, before a window that has not got the keyboard asks
/// for it again.
const ASKED_AGAIN: [u64; 4] = [10, 20, 40, 80];

/// Opens the main window. `ready` is called once, when its page has been loaded.
pub(crate) fn open_main(app: &AppHandle, ready: fn(&AppHandle)) -> tauri::Result<()> {
    let once = std::sync::Once::new();
    let window = guarded(app, MAIN, "index.html")
        .title("ExpenseIQ")
        .min_inner_size(geometry::SMALLEST.0, geometry::SMALLEST.1)
        .on_page_load(move |window, page| {
            if page.event() == tauri::webview::PageLoadEvent::Finished {
                once.call_once(|| ready(window.app_handle()));
            }
        });
    geometry::restore(app, window).build().map(|window| plain(&window))
}

/// Makes the quick-add window, hidden, so that it can appear at once. It shares the process of the
/// main window, which halves what the two pages cost in memory.
#[cfg(target_os = "linux")]
pub(crate) fn make_quick(app: &AppHandle) -> tauri::Result<()> {
    let Some(main) = app.get_webview_window(MAIN) else { return Ok(()) };
    let app = app.clone();
    main.with_webview(move |main| {
        report(quick(&app).with_related_view(main.inner()).build().map(|window| plain(&window)));
    })
}

/// Makes the quick-add window, hidden, so that it can appear at once.
#[cfg(not(target_os = "linux"))]
pub(crate) fn make_quick(app: &AppHandle) -> tauri::Result<()> {
    quick(app).build().map(|_| ())
}

/// Lets a window be painted by the processor where there is no graphics card: WebKit would emulate
/// one, which takes a hundred megabytes and longer for each frame.
#[cfg(target_os = "linux")]
fn plain(window: &WebviewWindow) {
    use webkit2gtk::{HardwareAccelerationPolicy, SettingsExt as _, WebViewExt as _};
    let cards = std::fs::read_dir("/dev/dri").into_iter().flatten().flatten();
    let has_card =
        cards.into_iter().any(|card| card.file_name().to_string_lossy().starts_with("renderD"));
    if has_card || is_automated() {
        return;
    }
    report(window.with_webview(|view| {
        if let Some(settings) = view.inner().settings() {
            settings.set_hardware_acceleration_policy(HardwareAccelerationPolicy::Never);
        }
    }));
}

#[cfg(not(target_os = "linux"))]
fn plain(_: &WebviewWindow) {}

fn quick(app: &AppHandle) -> WebviewWindowBuilder<'_, tauri::Wry, AppHandle> {
    guarded(app, QUICK, "index.html#/quick")
        .title("ExpenseIQ")
        .inner_size(560.0, 260.0)
        .decorations(false)
        .resizable(false)
        .always_on_top(true)
        .skip_taskbar(true)
        .visible(false)
        .center()
}

/// What holds for every window: our page only, nothing written to disk, nothing opened or
/// downloaded from within.
fn guarded<'a>(
    app: &'a AppHandle,
    label: &str,
    page: &str,
) -> WebviewWindowBuilder<'a, tauri::Wry, AppHandle> {
    WebviewWindowBuilder::new(app, label, WebviewUrl::App(page.into()))
        .incognito(!is_automated())
        .theme(tauri_theme(preferences::read(app).theme))
        .on_navigation(is_ours)
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .on_download(|_, _| false)
}

/// WebKitWebDriver cannot open a session on a view that keeps nothing, and waits for good for the
/// picture of a view that is painted by the processor.
fn is_automated() -> bool {
    std::env::var_os("TAURI_WEBVIEW_AUTOMATION").is_some()
}

fn is_ours(url: &Url) -> bool {
    match url.scheme() {
        "tauri" => url.host_str() == Some("localhost"),
        "http" | "https" if cfg!(windows) => url.host_str() == Some("tauri.localhost"),
        "http" => tauri::is_dev() && url.host_str() == Some("127.0.0.1"),
        _ => false,
    }
}

fn tauri_theme(theme: Theme) -> Option<tauri::Theme> {
    match theme {
        Theme::System => None,
        Theme::Light => Some(tauri::Theme::Light),
        Theme::Dark => Some(tauri::Theme::Dark),
    }
}

/// Gives every window the colours; the page sees them as `prefers-color-scheme`.
pub(crate) fn set_theme<R: Runtime>(app: &AppHandle<R>, theme: Theme) {
    for window in app.webview_windows().values() {
        report(window.set_theme(tauri_theme(theme)));
    }
}

/// Brings the main window to the front, from the tray too.
pub(crate) fn show_main<R: Runtime>(app: &AppHandle<R>) {
    if let Some(window) = app.get_webview_window(MAIN) {
        report(window.unminimize());
        present(window);
    }
}

/// Shows a window and gives it the keyboard.
fn present<R: Runtime>(window: WebviewWindow<R>) {
    report(window.show().and_then(|()| window.set_focus()));
    // Window managers refuse it to a window that is not on the screen yet, unless a click on one
    // of ours came just before; the tray's menu is not ours.
    tauri::async_runtime::spawn(async move {
        for wait in ASKED_AGAIN {
            tokio::time::sleep(Duration::from_millis(wait)).await;
            if window.is_focused().unwrap_or(false) {
                return;
            }
            report(window.set_focus());
        }
    });
}

/// Hides the main window; the app goes on in the tray.
pub(crate) fn hide_main<R: Runtime>(app: &AppHandle<R>) {
    if let Some(window) = app.get_webview_window(MAIN) {
        geometry::remember(&window);
        report(window.hide());
    }
}

/// Brings up the quick-add window in the middle of the screen.
pub(crate) fn show_quick<R: Runtime>(app: &AppHandle<R>) {
    if let Some(window) = app.get_webview_window(QUICK) {
        present(window.clone());
        // A window that was never on the screen has no size yet to be centred by.
        report(window.center());
        announce(app, &QuickOpened {});
    }
}

pub(crate) fn hide_quick<R: Runtime>(app: &AppHandle<R>) {
    if let Some(window) = app.get_webview_window(QUICK) {
        report(window.hide());
    }
}

/// Replaces every document by a fresh one, so that nothing of a profile stays in a page.
pub(crate) fn forget<R: Runtime>(app: &AppHandle<R>) {
    hide_quick(app);
    for window in app.webview_windows().values() {
        report(window.reload());
    }
}

/// Ends the app; the size of the window is kept.
pub(crate) fn quit<R: Runtime>(app: &AppHandle<R>) {
    if let Some(window) = app.get_webview_window(MAIN)
        && window.is_visible().unwrap_or(false)
    {
        geometry::remember(&window);
    }
    app.exit(0);
}

/// A window that does not do as told is not worth more than a line in the log.
fn report(result: tauri::Result<()>) {
    if let Err(error) = result {
        tracing::warn!(%error, "a window did not obey");
    }
}

/// The window that a dialog belongs to.
pub(crate) fn main<R: Runtime>(app: &AppHandle<R>) -> Option<WebviewWindow<R>> {
    app.get_webview_window(MAIN)
}
