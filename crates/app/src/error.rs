//! What can go wrong, as far as someone acts differently on it.

use crate::assistant::Trouble;
use crate::export::BookProblem;
use ledger::{Code, Field, Problems};
use std::io::ErrorKind;
use vault::{NameProblem, PasswordProblem};

/// Why a use case was not carried out. Nothing has changed then.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The book has been locked meanwhile.
    #[error("locked")]
    Locked,
    /// What was given is not acceptable; every problem is listed.
    #[error("not valid: {0}")]
    Invalid(#[from] Problems),
    /// It names something that does not exist (any more).
    #[error("not found")]
    NotFound,
    /// `failures` in a row so far; the next attempt is taken in `retry_after_ms`.
    #[error("wrong password")]
    WrongPassword { failures: u32, retry_after_ms: u32 },
    /// Nothing was tried, the wait is not over.
    #[error("too many attempts, wait {retry_after_ms} ms")]
    Throttled { retry_after_ms: u32 },
    /// The profile is open in another window or program.
    #[error("the profile is open elsewhere")]
    InUse,
    /// The key is right but header or database is not: a backup is needed.
    #[error("the profile is damaged")]
    Damaged,
    /// Made by a later version of the app.
    #[error("the profile was made by a newer version")]
    Newer,
    /// The file is no statement that can be read.
    #[error("not a statement: {0}")]
    Statement(statements::ReadError),
    /// The ledger or the answers changed since the preview.
    #[error("the preview is out of date")]
    PreviewChanged,
    /// The file is no exported book that can be taken in.
    #[error("not an exported book: {0:?}")]
    NotABook(BookProblem),
    /// A file could not be written or read.
    #[error("the file: {0}")]
    File(#[from] std::io::Error),
    /// The user stopped it.
    #[error("cancelled")]
    Cancelled,
    /// The language model was not asked, or did not answer.
    #[error("assistant: {0}")]
    Assistant(#[from] Trouble),
    /// A fault of the computer or of the program.
    #[error(transparent)]
    Internal(#[from] Fault),
}

/// Faults that nobody but a developer can act on.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    #[error("a task ended early")]
    Task(#[from] tokio::task::JoinError),
    #[error(transparent)]
    Vault(vault::Error),
    #[error(transparent)]
    Open(store::OpenError),
    #[error(transparent)]
    Store(store::Error),
    #[error("kept as JSON")]
    Json(#[from] serde_json::Error),
}

impl Error {
    /// One field, one code.
    pub(crate) fn invalid(field: Field, code: Code) -> Self {
        Problems::one(field, code).into()
    }
}

impl From<tokio::task::JoinError> for Error {
    fn from(error: tokio::task::JoinError) -> Self {
        Fault::from(error).into()
    }
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        Fault::from(error).into()
    }
}

impl From<statements::ReadError> for Error {
    fn from(error: statements::ReadError) -> Self {
        match error {
            statements::ReadError::Cancelled => Self::Cancelled,
            error => Self::Statement(error),
        }
    }
}

impl From<store::Error> for Error {
    fn from(error: store::Error) -> Self {
        match error {
            store::Error::Invalid(problems) => problems.into(),
            store::Error::NotFound => Self::NotFound,
            store::Error::Cancelled => Self::Cancelled,
            store::Error::Damaged => Self::Damaged,
            store::Error::DiskFull => Self::File(ErrorKind::StorageFull.into()),
            error @ store::Error::Sqlx(_) => Fault::Store(error).into(),
        }
    }
}

impl From<store::OpenError> for Error {
    /// The key comes from a slot that opened, so that whatever does not fit it is damage.
    fn from(error: store::OpenError) -> Self {
        use store::OpenError;
        match error {
            OpenError::NotEncrypted | OpenError::WrongKeyOrDamaged | OpenError::VaultMismatch => {
                Self::Damaged
            }
            OpenError::NewerSchema { .. } => Self::Newer,
            OpenError::Io(error) if error.kind() == ErrorKind::NotFound => Self::Damaged,
            error @ (OpenError::Io(_) | OpenError::Sqlx(_)) => Fault::Open(error).into(),
        }
    }
}

impl From<vault::Error> for Error {
    fn from(error: vault::Error) -> Self {
        let ms = |ms: u64| u32::try_from(ms).unwrap_or(u32::MAX);
        match error {
            vault::Error::WrongPassword { failures, retry_after_ms } => {
                Self::WrongPassword { failures, retry_after_ms: ms(retry_after_ms) }
            }
            vault::Error::Throttled { retry_after_ms } => {
                Self::Throttled { retry_after_ms: ms(retry_after_ms) }
            }
            vault::Error::MistypedCode => Self::invalid(Field::RecoveryCode, Code::BadCharacter),
            vault::Error::WrongCode => Self::invalid(Field::RecoveryCode, Code::Wrong),
            vault::Error::InUse => Self::InUse,
            vault::Error::NotFound => Self::NotFound,
            vault::Error::Damaged(_) => Self::Damaged,
            vault::Error::NewerVersion { .. } => Self::Newer,
            vault::Error::Password(problem) => {
                Self::invalid(Field::Password, password_code(problem))
            }
            vault::Error::Name(problem) => Self::invalid(Field::Name, name_code(problem)),
            vault::Error::NameMismatch => Self::invalid(Field::Name, Code::Wrong),
            error @ (vault::Error::OutOfMemory
            | vault::Error::Random(_)
            | vault::Error::Io { .. }) => Fault::Vault(error).into(),
        }
    }
}

pub(crate) fn password_code(problem: PasswordProblem) -> Code {
    match problem {
        PasswordProblem::TooShort => Code::TooShort,
        PasswordProblem::TooLong => Code::TooLong,
        PasswordProblem::TooWeak => Code::TooWeak,
    }
}

fn name_code(problem: NameProblem) -> Code {
    match problem {
        NameProblem::Empty => Code::Required,
        NameProblem::TooLong => Code::TooLong,
        NameProblem::Unprintable => Code::BadCharacter,
        NameProblem::Taken => Code::Taken,
    }
}
