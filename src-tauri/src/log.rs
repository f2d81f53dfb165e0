//! The log: of our own code only, without what anybody typed or imported.

use std::{panic, path::Path};
use tracing::Level;
use tracing_appender::rolling::{RollingFileAppender, Rotation};
use tracing_subscriber::{filter::Targets, layer::SubscriberExt, util::SubscriberInitExt};

/// Days that are kept.
const DAYS: usize = 7;
/// Whose lines are written. Everybody else's could hold statements, paths or addresses.
const OURS: [&str; 6] = ["expenseiq_shell", "app", "store", "vault", "statements", "classifier"];

/// Writes to a file a day in `folder`; where that cannot be, there is no log.
pub(crate) fn start(folder: &Path) {
    let level = if cfg!(debug_assertions) { Level::DEBUG } else { Level::INFO };
    // The appender looks through the folder for old files before it makes it, and complains. Where
    // it cannot be made there is no log, as the appender finds out too.
    let _ = std::fs::create_dir_all(folder);
    let writer = RollingFileAppender::builder()
        .rotation(Rotation::DAILY)
        .filename_prefix("expenseiq")
        .filename_suffix("log")
        .max_log_files(DAYS)
        .build(folder);
    if let Ok(writer) = writer {
        let lines = tracing_subscriber::fmt::layer().with_ansi(false).with_writer(writer);
        let ours = OURS.iter().fold(Targets::new(), |all, name| all.with_target(*name, level));
        // Fails only when there is a log already.
        let _ = tracing_subscriber::registry().with(ours).with(lines).try_init();
    }
    panic::set_hook(Box::new(|panic| {
        // Where, but not what: the message may hold a value.
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(place, "panic");
        eprintln!("panic at {place}");
    }));
}
