//! What can go wrong, and which field a violated constraint is about.

use ledger::{Code, Field, Problems};

/// Why a function of this crate did not do its work.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// What was given cannot be kept so.
    #[error(transparent)]
    Invalid(#[from] Problems),
    /// It names something that does not exist (any more).
    #[error("not found")]
    NotFound,
    /// The caller's progress callback asked to stop; nothing was changed.
    #[error("cancelled")]
    Cancelled,
    /// The database holds what this program never writes, or a page fails its check.
    #[error("the database is damaged")]
    Damaged,
    /// There is no room on the disk; nothing was changed.
    #[error("the disk is full")]
    DiskFull,
    /// Everything else: lost file, a mistake of ours.
    #[error(transparent)]
    Sqlx(sqlx::Error),
}

/// Constraint as SQLite names it in its message; field; code. Forms are checked before they come
/// here: these are the ones that only the database knows, and the last line of defence.
const CONSTRAINTS: &[(&str, Field, Code)] = &[
    (": account.name", Field::Name, Code::Taken),
    ("index 'category_name'", Field::Name, Code::Taken),
    (": payee.name", Field::Name, Code::Taken),
    (": tag.name", Field::Name, Code::Taken),
    ("account_name_length", Field::Name, Code::TooLong),
    ("account_currency", Field::Currency, Code::Unknown),
    ("account_opened_on", Field::Date, Code::NotADate),
    ("category_name_length", Field::Name, Code::TooLong),
    ("category_colour", Field::Colour, Code::OutOfRange),
    ("payee_name_length", Field::Payee, Code::TooLong),
    ("tag_name_length", Field::Tags, Code::TooLong),
    ("txn_date", Field::Date, Code::NotADate),
    ("txn_amount", Field::Amount, Code::OutOfRange),
    ("txn_memo_length", Field::Memo, Code::TooLong),
    ("split_note_length", Field::Memo, Code::TooLong),
    ("setting_json", Field::Setting, Code::Wrong),
];

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::RowNotFound => Self::NotFound,
            _ if is_damage(&error) => Self::Damaged,
            // SQLITE_INTERRUPT: a progress handler asked to.
            _ if code(&error) == Some(9) => Self::Cancelled,
            // SQLITE_FULL.
            _ if code(&error) == Some(13) => Self::DiskFull,
            sqlx::Error::Database(database) if database.is_foreign_key_violation() => {
                Self::NotFound
            }
            sqlx::Error::Database(database) => {
                let message = database.message();
                let known = CONSTRAINTS.iter().find(|(name, ..)| message.contains(name));
                match known {
                    Some((_, field, code)) => Problems::one(*field, *code).into(),
                    None => Self::Sqlx(error),
                }
            }
            _ => Self::Sqlx(error),
        }
    }
}

/// Whether SQLite says that the file is no database of this key, or a page is broken:
/// SQLITE_CORRUPT (11) and SQLITE_NOTADB (26).
pub(crate) fn is_damage(error: &sqlx::Error) -> bool {
    matches!(code(error), Some(11 | 26))
}

/// The primary result code (sqlite.org/rescode.html), which is the low byte of the extended one.
fn code(error: &sqlx::Error) -> Option<u32> {
    let sqlx::Error::Database(database) = error else { return None };
    Some(database.code()?.parse::<u32>().ok()? & 0xff)
}
