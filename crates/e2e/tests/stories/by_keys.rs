//! The app by the desktop's keys alone, where no driver may look into it.

use crate::books::{self, PASSWORD};
use app::profiles::{self, ProfileState};
use e2e::{Desktop, Home, wait_until};
use std::time::{Duration, SystemTime};

/// Types the password until the only profile is open: early keys meet no field yet.
pub(crate) async fn log_in(desktop: &Desktop, home: &Home) {
    wait_until("the profile to be open", async || {
        desktop.press("ctrl+a");
        desktop.type_text(PASSWORD);
        desktop.press("Return");
        pause(2_000).await;
        profiles::list(&books::folder(home)).await.unwrap()[0].state == ProfileState::OpenElsewhere
    })
    .await;
}

/// Nothing of a page can be asked for: what is on it has to be given time.
pub(crate) async fn pause(ms: u64) {
    tokio::time::sleep(Duration::from_millis(ms)).await;
}

/// To a page, by the palette.
pub(crate) async fn go(desktop: &Desktop, page: &str) {
    desktop.press("ctrl+k");
    pause(500).await;
    desktop.type_text(page);
    desktop.press("Return");
    pause(1_000).await;
}

/// When the ledger was written last.
pub(crate) fn written(home: &Home) -> SystemTime {
    let times = books::database(home).into_iter().map(|file| file.modified().unwrap());
    times.max().unwrap()
}
