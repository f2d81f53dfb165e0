//! What closing a window means: the app may go on in the tray.

use crate::{
    events::{CloseAsked, announce},
    preferences, tray, windows,
};
use tauri::{CloseRequestApi, Manager, Window};

/// The user closes a window.
pub(crate) fn requested(window: &Window, api: &CloseRequestApi) {
    let app = window.app_handle();
    api.prevent_close();
    if window.label() == windows::QUICK {
        windows::hide_quick(app);
    } else if !tray::is_shown(app) {
        windows::quit(app);
    } else {
        match preferences::read(app).close_to_tray {
            Some(true) => windows::hide_main(app),
            Some(false) => windows::quit(app),
            None => announce(app, &CloseAsked {}),
        }
    }
}
