//! The only place that asks what time it is.
#![expect(clippy::disallowed_methods, reason = "the edge where time comes in")]

use std::time::{Duration, Instant, SystemTime};

/// What the clock says, for the use cases.
pub(crate) fn now() -> app::Now {
    let now = chrono::Local::now();
    app::Now { today: now.date_naive(), ms: now.timestamp_millis() }
}

/// A moment by both clocks: one stands still while the computer sleeps, the other can be set.
#[derive(Clone, Copy)]
pub(crate) struct Moment {
    steady: Instant,
    wall: SystemTime,
}

impl Moment {
    pub(crate) fn now() -> Self {
        Self { steady: Instant::now(), wall: SystemTime::now() }
    }

    /// By the clock that went further.
    pub(crate) fn elapsed(self) -> Duration {
        self.steady.elapsed().max(self.wall.elapsed().unwrap_or_default())
    }
}
