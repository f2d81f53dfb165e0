//! Size and place of the main window, remembered from one start to the next.

use crate::preferences;
use serde::{Deserialize, Serialize};
use tauri::{
    AppHandle, LogicalPosition, LogicalSize, Manager, Monitor, Runtime, WebviewWindow,
    WebviewWindowBuilder,
};

/// All in logical pixels, so that it fits when the scale has changed.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub(crate) struct Geometry {
    x: f64,
    y: f64,
    width: f64,
    height: f64,
    maximized: bool,
}

/// The smallest that the layout is made for.
pub(crate) const SMALLEST: (f64, f64) = (900.0, 600.0);
const FIRST: (f64, f64) = (1280.0, 800.0);
/// How much of the title bar must lie on a screen, for the window to be within reach.
const REACH: f64 = 48.0;

/// Gives a window the remembered size, and its place where that is still on a screen.
pub(crate) fn restore<'a, R: Runtime>(
    app: &AppHandle<R>,
    window: WebviewWindowBuilder<'a, R, AppHandle<R>>,
) -> WebviewWindowBuilder<'a, R, AppHandle<R>> {
    let Some(geometry) = preferences::geometry(app) else {
        return window.inner_size(FIRST.0, FIRST.1).prevent_overflow().center();
    };
    let sized = window
        .inner_size(geometry.width.max(SMALLEST.0), geometry.height.max(SMALLEST.1))
        .maximized(geometry.maximized);
    let screens = app.available_monitors().unwrap_or_default();
    if screens.iter().any(|screen| within_reach(geometry, screen)) {
        sized.position(geometry.x, geometry.y)
    } else {
        sized.prevent_overflow().center()
    }
}

fn within_reach(geometry: Geometry, screen: &Monitor) -> bool {
    let place: LogicalPosition<f64> = screen.position().to_logical(screen.scale_factor());
    let size: LogicalSize<f64> = screen.size().to_logical(screen.scale_factor());
    reaches((geometry.x, geometry.width), (place.x, size.width))
        && geometry.y >= place.y
        && reaches((geometry.y, REACH), (place.y, size.height))
}

#[allow(clippy::float_arithmetic, reason = "pixels, not money")]
fn reaches((start, length): (f64, f64), (from, size): (f64, f64)) -> bool {
    start + length >= from + REACH && start + REACH <= from + size
}

/// Remembers how the window lies; maximized, it keeps the size it would go back to.
pub(crate) fn remember<R: Runtime>(window: &WebviewWindow<R>) {
    if let Some(geometry) = current(window) {
        preferences::set_geometry(window.app_handle(), geometry);
    }
}

fn current<R: Runtime>(window: &WebviewWindow<R>) -> Option<Geometry> {
    let maximized = window.is_maximized().ok()?;
    if maximized && let Some(before) = preferences::geometry(window.app_handle()) {
        return Some(Geometry { maximized, ..before });
    }
    let scale = window.scale_factor().ok()?;
    let place: LogicalPosition<f64> = window.outer_position().ok()?.to_logical(scale);
    let size: LogicalSize<f64> = window.inner_size().ok()?.to_logical(scale);
    Some(Geometry { x: place.x, y: place.y, width: size.width, height: size.height, maximized })
}
