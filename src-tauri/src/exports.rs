//! Stopping an export, or its reading, that goes on.

use std::sync::atomic::{AtomicU32, Ordering};

/// How often the user asked to stop. An export that began before the last time ends.
#[derive(Default)]
pub(crate) struct Stop(AtomicU32);

impl Stop {
    /// To be held against by the export that begins.
    pub(crate) fn begin(&self) -> u32 {
        self.0.load(Ordering::Relaxed)
    }

    pub(crate) fn ask(&self) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn is_asked(&self, begun: u32) -> bool {
        self.0.load(Ordering::Relaxed) != begun
    }
}
