//! What went wrong, in words for a person, and the exit code for a program.

use app::export::BookProblem;
use ledger::{Code, Field, Problems};
use std::{fmt, io, process::ExitCode};

/// Why a command did not do its work.
#[derive(Debug)]
pub(crate) enum Failure {
    App(app::Error),
    /// A file, the terminal, a folder.
    Io {
        what: &'static str,
        error: io::Error,
    },
    /// There is none of that name; `known` are the names that there are.
    Unknown {
        what: &'static str,
        name: String,
        known: Vec<String>,
    },
    /// Several could be meant.
    Choose {
        option: &'static str,
        known: Vec<String>,
    },
    /// The two passwords typed are not the same.
    PasswordsDiffer,
    /// A line of the input is not what it has to be.
    Line {
        number: usize,
        error: serde_json::Error,
    },
    Json(serde_json::Error),
    /// It has to be said twice that a plain database is wanted, and where.
    Unencrypted,
    /// The system does not say where the user's data are.
    NoDataDir,
}

impl From<app::Error> for Failure {
    fn from(error: app::Error) -> Self {
        Self::App(error)
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        Self::Json(error)
    }
}

impl Failure {
    /// As `--help` lists them.
    pub(crate) fn exit_code(&self) -> ExitCode {
        use app::Error;
        ExitCode::from(match self {
            Self::App(Error::Statement(_) | Error::NotABook(_)) => 1,
            Self::Choose { .. } | Self::NoDataDir | Self::Unencrypted => 2,
            Self::App(Error::Invalid(_)) | Self::PasswordsDiffer | Self::Line { .. } => 3,
            Self::App(Error::NotFound) | Self::Unknown { .. } => 4,
            Self::App(Error::WrongPassword { .. } | Error::Throttled { .. }) => 5,
            Self::App(Error::InUse) => 6,
            Self::App(Error::Damaged | Error::Newer) => 7,
            Self::App(Error::PreviewChanged | Error::Cancelled | Error::Locked) => 8,
            Self::App(Error::Internal(_) | Error::File(_) | Error::Assistant(_))
            | Self::Io { .. }
            | Self::Json(_) => 70,
        })
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::App(error) => app_error(error, f),
            Self::Io { what, error } => write!(f, "cannot {what}: {error}"),
            Self::Unknown { what, name, known } if known.is_empty() => {
                write!(f, "no {what} \"{name}\"; there is none yet")
            }
            Self::Unknown { what, name, known } => {
                write!(f, "no {what} \"{name}\"; there is: {}", known.join(", "))
            }
            Self::Choose { option, known } => {
                write!(f, "say which with {option}: {}", known.join(", "))
            }
            Self::PasswordsDiffer => f.write_str("the two passwords are not the same; try again"),
            Self::Line { number, error } => write!(f, "line {number} of the input: {error}"),
            Self::Json(error) => write!(f, "JSON: {error}"),
            Self::Unencrypted => f.write_str(
                "anyone could read that file; if you want it, give --unencrypted and --output FILE",
            ),
            Self::NoDataDir => {
                f.write_str("no data directory is known on this system; give one with --data-dir")
            }
        }
    }
}

fn app_error(error: &app::Error, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    use app::Error;
    match error {
        Error::Invalid(problems) => invalid(problems, f),
        Error::NotFound => f.write_str("it does not exist (any more)"),
        Error::WrongPassword { retry_after_ms: 0, .. } => f.write_str("wrong password"),
        Error::WrongPassword { retry_after_ms, .. } => {
            write!(f, "wrong password; wait {} s before the next attempt", seconds(*retry_after_ms))
        }
        Error::Throttled { retry_after_ms } => {
            write!(f, "too many attempts; try again in {} s", seconds(*retry_after_ms))
        }
        Error::InUse => f.write_str(
            "the profile is open in another window or program; lock it there and try again",
        ),
        Error::Damaged => f.write_str("the profile is damaged; nothing was changed"),
        Error::Newer => {
            f.write_str("the profile was made by a newer version; install that version to open it")
        }
        Error::Statement(error) => write!(f, "{error}; nothing was taken in"),
        Error::PreviewChanged => f.write_str("the ledger changed meanwhile; try again"),
        Error::Assistant(trouble) => write!(f, "the assistant: {trouble}; nothing was changed"),
        Error::NotABook(BookProblem::NotABook) => {
            f.write_str("the file is no exported book, or not all of it; nothing was changed")
        }
        Error::NotABook(BookProblem::Wrong { table }) => {
            write!(f, "\"{table}\" holds what no book can have; nothing was changed")
        }
        Error::File(error) => write!(f, "cannot write or read the file: {error}"),
        Error::Cancelled => f.write_str("stopped; nothing was changed"),
        Error::Locked => f.write_str("the profile was locked"),
        Error::Internal(fault) => write!(f, "a fault, nothing was changed: {fault}"),
    }
}

fn seconds(ms: u32) -> u32 {
    ms.div_ceil(1000)
}

fn invalid(problems: &Problems, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    for (index, problem) in problems.as_slice().iter().enumerate() {
        let separator = if index == 0 { "" } else { "; " };
        let number = problem.at.map(|at| format!(" {}", at + 1)).unwrap_or_default();
        write!(f, "{separator}{}{number}: {}", field(problem.field), code(problem.code))?;
    }
    Ok(())
}

fn field(field: Field) -> &'static str {
    match field {
        Field::Account => "account",
        Field::Action => "action",
        Field::Amount => "amount",
        Field::Category => "category",
        Field::Colour => "colour",
        Field::Condition => "condition",
        Field::Currency => "currency",
        Field::Date => "date",
        Field::Email => "e-mail",
        Field::File => "file",
        Field::Kind => "kind",
        Field::Locale => "locale",
        Field::Memo => "memo",
        Field::Name => "name",
        Field::OpeningBalance => "opening balance",
        Field::Parent => "parent",
        Field::Password => "password",
        Field::Payee => "payee",
        Field::RecoveryCode => "recovery code",
        Field::Setting => "setting",
        Field::Split => "split",
        Field::Tags => "tags",
    }
}

fn code(code: Code) -> &'static str {
    match code {
        Code::Required => "is missing",
        Code::BadPattern => "is no regular expression, or too large a one",
        Code::TooLong => "is too long",
        Code::TooShort => "is too short (10 characters at least)",
        Code::BadCharacter => "holds a character that it cannot have",
        Code::NotANumber => "is not a number",
        Code::Zero => "must not be zero",
        Code::OutOfRange => "is out of range",
        Code::TooPrecise => "has more decimal places than the currency",
        Code::NotADate => "is no day of the calendar",
        Code::Unknown => "is not known",
        Code::Taken => "is taken already",
        Code::Closed => "is closed",
        Code::SumDiffers => "the parts do not add up",
        Code::Circular => "would be its own ancestor, or the tree too deep",
        Code::InUse => "is in use",
        Code::TooWeak => "is too easy to guess; longer, or less common words",
        Code::Wrong => "is not right",
    }
}
