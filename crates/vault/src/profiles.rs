//! The profiles of this computer: one folder each, `<root>/profiles/<uuid>`, and no registry.
//! A folder copied to another computer under its own name is a moved profile; other names
//! are not looked at.

use std::{
    fmt,
    path::{Path, PathBuf},
    str::FromStr,
};

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;
use uuid::Uuid;

use crate::{
    error::{Error, NameProblem},
    files::{self, Holds},
    header::Header,
    keys::random,
    lock::{Lock, is_held},
};

/// The most characters that a profile's name has.
pub const MAX_NAME_CHARS: usize = 64;

/// Which profile: the name of its folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ProfileId(Uuid);

impl ProfileId {
    /// No profile at all. To unlock it costs the same work as a real one and ends in the same
    /// error: for a name typed by a person that no profile has.
    pub const NONE: Self = Self(Uuid::nil());

    pub(crate) fn random() -> Result<Self, Error> {
        Ok(Self(uuid::Builder::from_random_bytes(random()?).into_uuid()))
    }
}

impl fmt::Display for ProfileId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for ProfileId {
    type Err = uuid::Error;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self)
    }
}

/// What can be known of a profile while it is locked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    pub id: ProfileId,
    /// As its header says, which nobody has verified yet; of an unreadable one, its id.
    pub name: String,
    /// Milliseconds since 1970 in UTC; unknown of an unreadable one.
    pub created_ms: Option<i64>,
    pub state: State,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    Ready,
    /// Open in this process or in another one.
    InUse,
    /// Neither copy of its header can be read.
    Damaged,
    /// Made by a later version of the app.
    NewerVersion,
}

/// All profiles below `root`, oldest first, damaged ones last. Sweeps away what is left of
/// creations and deletions that were interrupted.
///
/// # Errors
/// Only if the folder of the profiles cannot be read; what is wrong with one profile is its
/// [`State`] and hides no other.
pub fn list(root: &Path) -> Result<Vec<Summary>, Error> {
    let all = all(root);
    if !files::exists(&all)? {
        return Ok(Vec::new());
    }
    let names = files::entries(&all)?;
    let ids = names.iter().filter_map(|name| {
        let id: ProfileId = name.to_str()?.parse().ok()?;
        (*name == *id.to_string()).then_some(id)
    });
    let mut profiles: Vec<_> = ids.filter_map(|id| summary(root, id)).collect();
    profiles.sort_by_key(|profile| (profile.created_ms.is_none(), profile.created_ms, profile.id));
    Ok(profiles)
}

fn summary(root: &Path, id: ProfileId) -> Option<Summary> {
    let dir = folder(root, id);
    if matches!(files::holds(&dir), Ok(Holds::Nothing | Holds::Remains)) {
        // If it is being made just now, or cannot be removed: next time.
        let _ = Lock::take_now(&dir).and_then(|lock| match files::holds(&dir)? {
            Holds::Remains => files::remove(&dir, lock),
            Holds::Nothing | Holds::Profile => Ok(()),
        });
        return None;
    }
    let unreadable = |state| Summary { id, name: id.to_string(), created_ms: None, state };
    Some(match files::read(&dir) {
        Ok(file) => {
            let Header { name, created_ms, .. } = file.header;
            let state = if is_held(&dir).unwrap_or(false) { State::InUse } else { State::Ready };
            Summary { id, name, created_ms: Some(created_ms), state }
        }
        Err(Error::NewerVersion { .. }) => unreadable(State::NewerVersion),
        Err(_) => unreadable(State::Damaged),
    })
}

/// Deletes a profile for good. First its wrapped keys are overwritten: from then on the
/// database is noise, even where a removed file could be brought back. A disk may keep old
/// versions of a file where no program reaches them.
///
/// `typed_name` is what the person typed to confirm: the name as [`list`] gives it.
///
/// # Errors
/// [`Error::NotFound`], [`Error::NameMismatch`], [`Error::InUse`] with nothing changed;
/// [`Error::Io`] if the removal could not be finished, which [`list`] then does.
pub fn delete(root: &Path, id: ProfileId, typed_name: &str) -> Result<(), Error> {
    let dir = folder(root, id);
    if files::holds(&dir)? != Holds::Profile {
        return Err(Error::NotFound);
    }
    let name = files::read(&dir).map_or_else(|_| id.to_string(), |file| file.header.name);
    if normalised(typed_name) != name {
        return Err(Error::NameMismatch);
    }
    let lock = Lock::take(&dir)?;
    files::erase(&dir)?;
    files::remove(&dir, lock)
}

/// The name without white space around it, if a profile other than `own` may have it.
pub(crate) fn checked_name(root: &Path, name: &str, own: ProfileId) -> Result<String, Error> {
    let name = normalised(name);
    let problem = if name.is_empty() {
        NameProblem::Empty
    } else if name.chars().count() > MAX_NAME_CHARS {
        NameProblem::TooLong
    } else if name.chars().any(char::is_control) {
        NameProblem::Unprintable
    } else if list(root)?
        .iter()
        .any(|other| other.id != own && other.name.to_lowercase() == name.to_lowercase())
    {
        NameProblem::Taken
    } else {
        return Ok(name);
    };
    Err(Error::Name(problem))
}

/// The same name however the keyboard composed it.
fn normalised(name: &str) -> String {
    name.trim().nfc().collect()
}

pub(crate) fn folder(root: &Path, id: ProfileId) -> PathBuf {
    all(root).join(id.to_string())
}

fn all(root: &Path) -> PathBuf {
    root.join("profiles")
}
