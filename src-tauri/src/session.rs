//! Who is logged in: nobody, or one open book.

use crate::{
    clock::Moment,
    error::{Answer, CommandError},
};
use app::Book;
use std::{
    ops::Deref,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
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
    /// The one in which the command began.
    pub(crate) fn epoch(&self) -> u32 {
        self.epoch
    }

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

#[cfg(test)]
mod tests {
    use super::*;
    use app::{Now, profiles, settings::Locale};

    #[test]
    fn what_began_before_a_lock_is_answered_locked() {
        tauri::async_runtime::block_on(async {
            let folder = tempfile::tempdir().unwrap();
            let new = profiles::NewProfile {
                name: "Ada".into(),
                email: String::new(),
                password: "staple battery correct horse".into(),
                currency: "EUR".into(),
                locale: Locale::En,
            };
            let now = Now { today: "2026-01-31".parse().unwrap(), ms: 0 };
            let made = profiles::create(folder.path(), new, "", app::Cost::OWASP, now).await;
            let (book, _) = made.unwrap();
            let session = Session::locked();
            assert_eq!(session.book().err(), Some(CommandError::Locked));

            session.begin(session.epoch(), book.clone()).unwrap();
            let command = session.book().unwrap();
            assert_eq!(command.answer(Ok(1)), Ok(1));
            drop(session.end());
            assert_eq!(command.answer(Ok(1)), Err(CommandError::Locked));

            // An opening that a lock overtook does not open.
            let before = session.epoch();
            session.end();
            assert_eq!(session.begin(before, book.clone()), Err(CommandError::Locked));

            // Not even when the same profile is open again.
            session.begin(session.epoch(), book).unwrap();
            assert_eq!(command.answer(Ok(1)), Err(CommandError::Locked));
        });
    }
}
