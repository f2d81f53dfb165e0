//! One unlocked profile.

use crate::{
    Change, Error, Secret, Settings, Topic, assistant::Runner, demo, lookup::Cache, settings,
};
use serde::Serialize;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;
use store::{Db, Step};
use tokio::{
    sync::{RwLock, RwLockReadGuard, broadcast},
    task::spawn_blocking,
};
use vault::Unlocked;

/// Changes that a listener may lag behind before it is told that it missed some.
const CHANGES: usize = 64;

/// One unlocked profile: its open database and keys. Cheap to clone; all clones are locked at
/// once.
#[derive(Clone)]
pub struct Book(Arc<Inner>);

struct Inner {
    /// None once it is locked. The database goes before the keys and the profile's lock.
    open: RwLock<Option<(Db, Arc<Mutex<Unlocked>>)>>,
    session: Mutex<Session>,
    cache: Cache,
    runner: Runner,
    changes: broadcast::Sender<Change>,
}

/// Who is logged in, and how they like it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct Session {
    pub profile: Profile,
    pub settings: Settings,
    /// Made-up data, thrown away when it is locked.
    pub demo: bool,
}

/// A person's local login.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct Profile {
    /// Name of its folder, a UUID.
    pub id: String,
    pub name: String,
    /// Empty when none was given.
    pub email: String,
}

impl Book {
    /// Of a database and the keys that opened it.
    pub(crate) async fn open(db: Db, unlocked: Unlocked) -> Result<Self, Error> {
        let (settings, email) = {
            let mut conn = db.read().await;
            (settings::load(&mut conn).await?, settings::email(&mut conn).await?)
        };
        let profile = Profile { id: unlocked.id.to_string(), name: unlocked.name.clone(), email };
        Ok(Self(Arc::new(Inner {
            open: RwLock::new(Some((db, Arc::new(Mutex::new(unlocked))))),
            session: Mutex::new(Session { profile, settings, demo: false }),
            cache: Cache::default(),
            runner: Runner::default(),
            changes: broadcast::Sender::new(CHANGES),
        })))
    }

    /// Who this is, and their settings.
    pub fn session(&self) -> Session {
        self.held_session().clone()
    }

    fn held_session(&self) -> MutexGuard<'_, Session> {
        self.0.session.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Notes what has been saved of the session.
    pub(crate) fn set_session(&self, change: impl FnOnce(&mut Session)) -> Session {
        let mut session = self.held_session();
        change(&mut session);
        session.clone()
    }

    pub(crate) fn cache(&self) -> &Cache {
        &self.0.cache
    }

    /// What the language model is at.
    pub(crate) fn runner(&self) -> &Runner {
        &self.0.runner
    }

    /// Every change from now on; ends when the book is dropped.
    pub fn changes(&self) -> broadcast::Receiver<Change> {
        self.0.changes.subscribe()
    }

    /// The database, as long as the book is not locked; locking waits until it is given back.
    pub(crate) async fn db(&self) -> Result<RwLockReadGuard<'_, Db>, Error> {
        RwLockReadGuard::try_map(self.0.open.read().await, |open| open.as_ref().map(|(db, _)| db))
            .map_err(|_| Error::Locked)
    }

    /// Keeps what was changed, and tells everyone who listens.
    pub(crate) async fn commit(&self, step: Step<'_>, topics: &[Topic]) -> Result<(), Error> {
        let revision = step.commit().await?.0;
        self.announce(topics, revision);
        Ok(())
    }

    pub(crate) fn announce(&self, topics: &[Topic], revision: u32) {
        // Nobody listening is no fault.
        let _ = self.0.changes.send(Change { topics: topics.to_vec(), revision });
    }

    /// Closes the database and forgets the keys, once whoever is at work with it has finished.
    /// Every other clone answers [`Error::Locked`] from then on. A demo is gone then.
    pub async fn lock(self) {
        self.0.runner.stop();
        let open = self.0.open.write().await.take();
        let Some((db, unlocked)) = open else { return };
        if let Err(error) = db.close().await {
            tracing::warn!(%error, "the database was not closed in good order");
        }
        let dir = unlocked.lock().unwrap_or_else(PoisonError::into_inner).dir.clone();
        drop(unlocked);
        // The folder of the profile is two below that of the demos.
        if self.session().demo
            && let Some(root) = dir.ancestors().nth(2)
            && let Err(error) = demo::sweep(root).await
        {
            tracing::warn!(%error, "a demo is thrown away at the next start");
        }
    }

    /// Runs work on the keys that takes long, on a thread of its own.
    async fn with_keys<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Unlocked) -> Result<T, vault::Error> + Send + 'static,
    ) -> Result<T, Error> {
        let open = self.0.open.read().await;
        let (_, unlocked) = open.as_ref().ok_or(Error::Locked)?;
        let unlocked = Arc::clone(unlocked);
        let work = spawn_blocking(move || {
            work(&mut unlocked.lock().unwrap_or_else(PoisonError::into_inner))
        });
        Ok(work.await??)
    }
}

/// Replaces the password.
///
/// # Errors
/// [`Error::WrongPassword`]; [`Error::Invalid`] when the new one is too weak.
pub async fn change_password(book: &Book, current: Secret, new: Secret) -> Result<(), Error> {
    book.with_keys(move |keys| keys.change_password(current.text(), new.text(), Instant::now()))
        .await
}

/// Gives the profile another name.
///
/// # Errors
/// [`Error::Invalid`] for a name that is empty, too long or another profile's.
pub async fn rename(book: &Book, name: String) -> Result<Session, Error> {
    let name = book
        .with_keys(move |keys| {
            keys.rename(&name)?;
            Ok(keys.name.clone())
        })
        .await?;
    Ok(book.set_session(|session| session.profile.name = name))
}

/// A new recovery code; the old one is no longer good.
///
/// # Errors
/// [`Error::WrongPassword`].
pub async fn renew_recovery(book: &Book, password: Secret) -> Result<String, Error> {
    let code = book
        .with_keys(move |keys| {
            Ok(keys.renew_recovery(password.text(), Instant::now())?.to_string())
        })
        .await?;
    settings::change(book, |settings| settings.recovery_confirmed = false).await?;
    Ok(code)
}

/// Notes that the user has the recovery code written down.
pub async fn confirm_recovery(book: &Book) -> Result<(), Error> {
    settings::change(book, |settings| settings.recovery_confirmed = true).await?;
    Ok(())
}
