//! The shell: the only code that knows Tauri, windows and the wire. It opens the windows, keeps
//! the session, and passes every command on to `app`.

mod clock;
mod close;
mod commands;
mod cost;
mod dialogs;
mod drops;
mod error;
mod events;
mod exports;
mod files;
mod geometry;
mod lock;
mod log;
mod preferences;
mod session;
mod shortcut;
#[cfg(target_os = "linux")]
mod suspend;
mod tray;
mod windows;

pub use commands::ipc;
pub use cost::KeyCost;

use files::Files;
use session::Session;
use std::path::PathBuf;
use tauri::{App, AppHandle, Manager, RunEvent, Runtime, WindowEvent};

/// The app data directory: the profiles, and what is remembered outside of them.
pub struct Folder(pub PathBuf);

/// Runs the app until its end.
///
/// # Errors
/// When there is no display, no web view, or no directory for the data.
pub fn run() -> tauri::Result<()> {
    keep_private();
    // Before everything else: a second start ends here, and shows the window of the first.
    let single = tauri_plugin_single_instance::init(|app, _, _| windows::show_main(app));
    shell(tauri::Builder::default().plugin(single))
        .plugin(tauri_plugin_dialog::init())
        .on_window_event(|window, event| match event {
            WindowEvent::CloseRequested { api, .. } => close::requested(window, api),
            WindowEvent::DragDrop(event) => drops::follow(window.app_handle(), event),
            _ => {}
        })
        .setup(|app| Ok(start(app)?))
        .build(tauri::generate_context!())?
        .run(|app, event| {
            if let RunEvent::Exit = event {
                tauri::async_runtime::block_on(lock::close(app));
            }
        });
    Ok(())
}

/// The commands and what they need of plugins, for the app and for the tests.
pub fn shell<R: Runtime>(builder: tauri::Builder<R>) -> tauri::Builder<R> {
    builder
        .plugin(tauri_plugin_store::Builder::new().build())
        .invoke_handler(ipc().invoke_handler())
}

/// What the commands work on.
pub fn manage<R: Runtime>(app: &AppHandle<R>, folder: PathBuf, cost: KeyCost) {
    app.manage(Folder(folder));
    app.manage(cost);
    app.manage(Session::locked());
    app.manage(Files::default());
    app.manage(exports::Stop::default());
    app.manage(commands::review::GivenUp::default());
    ipc().mount_events(app);
}

fn start(app: &App) -> tauri::Result<()> {
    let folder = app.path().app_data_dir()?;
    std::fs::create_dir_all(&folder)?;
    log::start(&app.path().app_log_dir()?);
    manage(app.handle(), folder, KeyCost::calibrated());
    windows::open_main(app.handle(), |app| {
        // Not from within the event of a window: on Windows a new one cannot be made there.
        let app = app.clone();
        tauri::async_runtime::spawn_blocking(move || finish(&app));
    })
}

/// All that can wait until the main window has its page.
fn finish(app: &AppHandle) {
    tauri::async_runtime::spawn(lock::watch(app.clone()));
    #[cfg(target_os = "linux")]
    suspend::watch(app.clone());
    let handle = app.clone();
    let done = app.run_on_main_thread(move || {
        tray::make(&handle);
        shortcut::start(&handle);
    });
    if let Err(error) = done.and_then(|()| windows::make_quick(app)) {
        tracing::warn!(%error, "the app has only its main window");
    }
}

/// No core dumps, which would hold keys, and no file of ours that others can read.
fn keep_private() {
    // A system that does not allow it is not a reason to keep people from their data.
    let _ = app::no_core_dumps();
    #[cfg(unix)]
    rustix::process::umask(rustix::fs::Mode::RWXG | rustix::fs::Mode::RWXO);
}
