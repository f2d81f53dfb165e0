//! Locking before the computer sleeps, where logind tells of it (Linux, system bus).
//! <https://systemd.io/INHIBITOR_LOCKS/>

use crate::lock;
use tauri::AppHandle;
use zbus::{
    blocking::{Connection, Proxy},
    zvariant::OwnedFd,
};

/// Waits for sleep in a thread of its own; without the bus there is nothing to wait for.
pub(crate) fn watch(app: AppHandle) {
    std::thread::spawn(move || {
        if let Err(error) = wait(&app) {
            tracing::info!(%error, "no word from logind");
        }
    });
}

fn wait(app: &AppHandle) -> zbus::Result<()> {
    let bus = Connection::system()?;
    let path = "/org/freedesktop/login1";
    let logind =
        Proxy::new(&bus, "org.freedesktop.login1", path, "org.freedesktop.login1.Manager")?;
    let mut delay = delay(&logind);
    for signal in logind.receive_signal("PrepareForSleep")? {
        let about_to: bool = signal.body().deserialize()?;
        if about_to {
            tauri::async_runtime::block_on(lock::lock(app));
            drop(delay.take());
        } else {
            delay = self::delay(&logind);
        }
    }
    Ok(())
}

/// As long as this is held the sleep waits for us, for at most some seconds.
fn delay(logind: &Proxy<'_>) -> Option<OwnedFd> {
    logind.call("Inhibit", &("sleep", "ExpenseIQ", "Lock the profile", "delay")).ok()
}
