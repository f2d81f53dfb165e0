//! What a story in the real window needs: a desktop of its own, the app on it, and hands and eyes.
//!
//! ```no_run
//! # #[cfg(target_os = "linux")]
//! # async fn story() {
//! let home = e2e::Home::new();
//! let desktop = e2e::Desktop::start(&home);
//! let app = e2e::App::start(&desktop, &home).await;
//! app.click("button").await;
//! app.see("Welcome").await;
//! app.shot("welcome").await;
//! # }
//! ```
//! Every story has its own display, session bus, window manager, driver and data folder, so that
//! stories run side by side. All of it ends with the values that stand for it, also in a panic.
//! Set `E2E_DISPLAY=:0` to watch on a display that is there already.

#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "all of it is for tests, which fail by a panic"
)]

mod a11y;
mod app;
mod bus;
mod desktop;
mod home;
mod keys;
mod logind;
mod process;
mod tray;
mod wait;

pub use a11y::Violation;
pub use app::{App, binary, program};
pub use desktop::Desktop;
pub use home::Home;
pub use logind::Logind;
pub use tray::{MenuItem, Tray};
pub use wait::{PATIENCE, wait_for, wait_until, wait_within};
