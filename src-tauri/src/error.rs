//! What the UI is told when something went wrong.

use app::{Error, export::BookProblem};
use ledger::{Problem, Problems};
use serde::Serialize;
use std::{fmt::Display, io::ErrorKind};

/// What every command answers.
pub(crate) type Answer<T> = Result<T, CommandError>;

/// Only the cases that the UI acts on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub(crate) enum CommandError {
    /// Nobody is logged in.
    Locked,
    /// What was given is not acceptable; every problem is listed.
    Invalid { problems: Vec<Problem> },
    /// It names something that does not exist (any more).
    NotFound,
    /// `failures` in a row so far; the next attempt is taken after the wait.
    WrongPassword { failures: u32, retry_after_ms: u32 },
    /// Nothing was tried: the wait is not over.
    Throttled { retry_after_ms: u32 },
    /// The profile is open in another window or program.
    InUse,
    /// The key is right but the profile's files are not.
    Damaged,
    /// The profile was made by a later version of the app.
    Newer,
    /// The file is no statement that can be read.
    Statement { code: String },
    /// The ledger changed since the preview.
    PreviewChanged,
    /// The file is no exported book that can be taken in.
    NotABook { problem: BookProblem },
    /// A file could not be written or read.
    File { problem: DiskProblem },
    /// The user stopped it.
    Cancelled,
    /// The language model was not asked, or did not answer; the UI words the code.
    Assistant { code: String },
    /// A fault; what it was stands in the log beside the ticket.
    Internal { ticket: String },
}

/// What is the matter with a file or the disk, as far as the user can do something about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub(crate) enum DiskProblem {
    DiskFull,
    /// The system does not let us, or the disk is read-only.
    NotAllowed,
    /// The folder or the file is not there any more.
    Gone,
}

impl DiskProblem {
    fn of(kind: ErrorKind) -> Option<Self> {
        match kind {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => {
                Some(Self::DiskFull)
            }
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => Some(Self::NotAllowed),
            ErrorKind::NotFound => Some(Self::Gone),
            _ => None,
        }
    }
}

impl From<Error> for CommandError {
    fn from(error: Error) -> Self {
        match error {
            Error::Locked => Self::Locked,
            Error::Invalid(problems) => problems.into(),
            Error::NotFound => Self::NotFound,
            Error::WrongPassword { failures, retry_after_ms } => {
                Self::WrongPassword { failures, retry_after_ms }
            }
            Error::Throttled { retry_after_ms } => Self::Throttled { retry_after_ms },
            Error::InUse => Self::InUse,
            Error::Damaged => Self::Damaged,
            Error::Newer => Self::Newer,
            Error::Statement(error) => Self::Statement { code: error.code().into() },
            Error::PreviewChanged => Self::PreviewChanged,
            Error::Cancelled => Self::Cancelled,
            Error::Assistant(trouble) => Self::Assistant { code: trouble.code().into() },
            Error::NotABook(problem) => Self::NotABook { problem },
            Error::File(error) => match DiskProblem::of(error.kind()) {
                Some(problem) => Self::File { problem },
                None => internal(&error),
            },
            Error::Internal(fault) => internal(&fault),
        }
    }
}

impl From<Problems> for CommandError {
    fn from(problems: Problems) -> Self {
        Self::Invalid { problems: problems.as_slice().to_vec() }
    }
}

/// What it was is logged beside the ticket.
fn internal(fault: &dyn Display) -> CommandError {
    let ticket = ticket();
    tracing::error!(ticket, %fault, "internal error");
    CommandError::Internal { ticket }
}

/// Eight letters and digits, to be read out.
fn ticket() -> String {
    let mut ticket = uuid::Uuid::new_v4().simple().to_string();
    ticket.truncate(8);
    ticket
}
