//! Opening and locking a profile: the session, and all that has to follow it.

use crate::{
    clock::Moment,
    error::Answer,
    events::{LedgerChanged, SessionChanged, announce},
    files::Files,
    preferences,
    session::Session,
    windows,
};
use app::{Book, Change, Topic};
use std::time::Duration;
use tauri::{AppHandle, Manager, Runtime};
use tokio::sync::broadcast::{Receiver, error::RecvError};

/// How often the idle time is looked at.
const TICK: Duration = Duration::from_secs(5);
/// A tick that comes this late means that the computer slept.
const SLEPT: Duration = Duration::from_secs(60);

/// Locks, if a profile is open: late answers are dropped, no page keeps anything, files are
/// forgotten, the database is closed and the keys are gone.
pub(crate) async fn lock<R: Runtime>(app: &AppHandle<R>) {
    let session = app.state::<Session>();
    let Some(book) = session.end() else { return };
    app.state::<Files>().clear();
    windows::forget(app);
    announce(app, &SessionChanged { open: false });
    let _door = session.door.lock().await;
    book.lock().await;
}

/// The same when the windows are gone already: what is being written is finished first.
pub(crate) async fn close<R: Runtime>(app: &AppHandle<R>) {
    if let Some(book) = app.state::<Session>().end() {
        book.lock().await;
    }
}

/// Opens the profile that `opening` comes to; one that is open already is locked before.
pub(crate) async fn open<R: Runtime, T>(
    app: &AppHandle<R>,
    opening: impl Future<Output = Result<(Book, T), app::Error>>,
) -> Answer<(app::Session, T)> {
    lock(app).await;
    let session = app.state::<Session>();
    let _door = session.door.lock().await;
    let epoch = session.epoch();
    let (book, rest) = opening.await?;
    let view = book.session();
    let changes = book.changes();
    session.begin(epoch, book)?;
    tauri::async_runtime::spawn(forward(app.clone(), changes));
    if !view.demo {
        preferences::set_last_profile(app, &view.profile.id);
    }
    announce(app, &SessionChanged { open: true });
    Ok((view, rest))
}

/// Tells the windows of every change until the book is closed.
async fn forward<R: Runtime>(app: AppHandle<R>, mut changes: Receiver<Change>) {
    let mut revision = 0;
    loop {
        let topics = match changes.recv().await {
            Ok(change) => {
                revision = change.revision;
                change.topics
            }
            // Some were missed: anything may have changed.
            Err(RecvError::Lagged(_)) => Topic::ALL.to_vec(),
            Err(RecvError::Closed) => return,
        };
        announce(&app, &LedgerChanged { topics, revision });
    }
}

/// Locks when the user has been away for long, and when the computer woke from a sleep that
/// nobody told of.
pub(crate) async fn watch<R: Runtime>(app: AppHandle<R>) {
    loop {
        let before = Moment::now();
        tokio::time::sleep(TICK).await;
        let slept = before.elapsed() >= SLEPT;
        if slept || app.state::<Session>().is_idle() {
            lock(&app).await;
        }
    }
}
