//! The wire: every command through Tauri's mock runtime, and the lists that have to agree.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "ipc/answers.rs"]
mod answers;
#[path = "ipc/bindings.rs"]
mod bindings;
#[path = "ipc/sessions.rs"]
mod sessions;
#[path = "ipc/window.rs"]
mod window;
