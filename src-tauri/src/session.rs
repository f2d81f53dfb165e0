//! Who is logged in: nobody, or one open book.

use crate::error::{Answer, CommandError};
use app::Book;
use std::{
    ops::Deref,
    sync::{Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant, SystemTime},
};

/// Locked, or open with a book. Each lock begins a new epoch: what began under an older one is
/// answered `Locked`, whatever came of it.
pub(crate) struct Session {
    state: Mutex<State>,
    /// Held while a profile is being opened or closed: one at a time.
    pub(crate) door: tokio::sync::Mutex<()>,
}

struct State {
    epoch: u32,
    book: Option<Book>,
    active: Moment,
}

/// By both clocks: one stands still while the computer sleeps, the other can be set.
#[derive(Clone, Copy)]
struct Moment {
    steady: Instant,
    wall: SystemTime,
}

impl Moment {
    fn now() -> Self {
        Self { steady: Instant::now(), wall: SystemTime::now() }
    }

    fn elapsed(self) -> Duration {
        self.steady.elapsed().max(self.wall.elapsed().unwrap_or_default())
    }
}

/// The open book, for the length of one command.
pub(crate) struct Open<'a> {
    session: &'a Session,
    epoch: u32,
    book: Book,
}

impl Deref for Open<'_> {
    type Target = Book;

    fn deref(&self) -> &Book {
        &self.book
    }
}

impl Open<'_> {
    /// What the command says, unless the profile has been locked since it began.
    pub(crate) fn answer<T>(&self, result: Result<T, app::Error>) -> Answer<T> {
        if self.session.epoch() == self.epoch { Ok(result?) } else { Err(CommandError::Locked) }
    }
}

impl Session {
    pub(crate) fn locked() -> Self {
        let state = State { epoch: 0, book: None, active: Moment::now() };
        Self { state: Mutex::new(state), door: tokio::sync::Mutex::default() }
    }

    /// The book, for a command; counts as a sign of the user.
    pub(crate) fn book(&self) -> Answer<Open<'_>> {
        let mut state = self.state();
        let book = state.book.clone().ok_or(CommandError::Locked)?;
        state.active = Moment::now();
        Ok(Open { session: self, epoch: state.epoch, book })
    }

    pub(crate) fn epoch(&self) -> u32 {
        self.state().epoch
    }

    /// Who is logged in.
    pub(crate) fn view(&self) -> Option<app::Session> {
        self.state().book.as_ref().map(Book::session)
    }

    /// Whether the user has been away for as long as their settings say.
    pub(crate) fn is_idle(&self) -> bool {
        let state = self.state();
        let Some(book) = &state.book else { return false };
        let minutes = u64::from(book.session().settings.auto_lock_minutes);
        minutes > 0 && state.active.elapsed() >= Duration::from_secs(60 * minutes)
    }

    /// Opens with this book, unless there has been a lock since `epoch`.
    pub(crate) fn begin(&self, epoch: u32, book: Book) -> Answer<()> {
        let mut state = self.state();
        if state.epoch != epoch {
            return Err(CommandError::Locked);
        }
        state.book = Some(book);
        state.active = Moment::now();
        Ok(())
    }

    /// Locks; the book, if one was open, has still to be closed.
    pub(crate) fn end(&self) -> Option<Book> {
        let mut state = self.state();
        state.epoch = state.epoch.wrapping_add(1);
        state.book.take()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
