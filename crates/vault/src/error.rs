use std::{io, path::Path, path::PathBuf};

use crate::password::PasswordProblem;

/// Why something on a profile could not be done. Nothing on disk has changed, except
/// for the count of failed attempts.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The password does not open the profile, or there is no such profile: the two are
    /// not told apart. `failures` in a row so far; the next attempt is taken in `retry_after_ms`.
    #[error("wrong password")]
    WrongPassword { failures: u32, retry_after_ms: u64 },
    /// Too many wrong passwords: nothing was tried, the wait is not over.
    #[error("too many attempts, wait {retry_after_ms} ms")]
    Throttled { retry_after_ms: u64 },
    /// The recovery code does not agree with its own check characters.
    #[error("recovery code mistyped")]
    MistypedCode,
    /// A well-formed recovery code, but not of this profile, or an earlier one.
    #[error("wrong recovery code")]
    WrongCode,
    #[error("profile is open in another window or program")]
    InUse,
    #[error("no such profile")]
    NotFound,
    #[error("profile is damaged: {0:?}")]
    Damaged(Damage),
    /// Made by a later version of the app, in a header format that this one does not know.
    #[error("profile has header format {found}, this version knows {known}")]
    NewerVersion { found: u32, known: u32 },
    #[error("password not accepted: {0:?}")]
    Password(PasswordProblem),
    #[error("name not accepted: {0:?}")]
    Name(NameProblem),
    /// The name typed to confirm a deletion is not the profile's.
    #[error("name does not match")]
    NameMismatch,
    /// Not enough memory for Argon2id.
    #[error("not enough memory")]
    OutOfMemory,
    /// The operating system gave no random bytes.
    #[error("no random bytes")]
    Random(#[from] getrandom::Error),
    #[error("cannot {action} {}: {source}", path.display())]
    Io { action: &'static str, path: PathBuf, source: io::Error },
}

/// What is wrong with a profile's header and its second copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Damage {
    /// Neither copy is there.
    Missing,
    /// Its checksum or its form is wrong: a disk error, a cut file.
    Unreadable,
    /// Checksum and slot are good but the MAC is not: somebody changed it on purpose.
    Forged,
    /// The two copies are of different vaults: a file was copied to the wrong place. Both
    /// are left alone, as one of them may be the only one of its kind.
    Mixed,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameProblem {
    Empty,
    /// More than [`crate::MAX_NAME_CHARS`] characters.
    TooLong,
    /// Control characters.
    Unprintable,
    /// Another profile has it, upper and lower case being the same.
    Taken,
}

/// For `map_err`: what was being done, and to which file or folder.
pub(crate) fn io(action: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Error {
    move |source| Error::Io { action, path: path.to_path_buf(), source }
}
