//! The profiles of a computer: where they are, who may open them, and the keys inside.
//!
//! Each profile is a folder `<root>/profiles/<uuid>` with a public header (`vault.json`), a
//! lock file, a count of failed attempts, and what others put there, first of all a database
//! encrypted with [`Keys::db_key`]. This crate knows nothing of what is in it.
//!
//! ```text
//! password ─NFKC→ Argon2id(salt) → HKDF "slot:password:v1" → XChaCha20-Poly1305 ┐
//! recovery code ──────────→ HKDF(salt, "slot:recovery:v1") → XChaCha20-Poly1305 ┴→ data key
//! data key ─HKDF→ "db:v1" key of the database, "hdr:v1" key of the header's MAC
//! ```
//!
//! A wrong password and a damaged header are told apart: the header has a checksum, so that
//! a slot that does not open has been given a wrong password.
//!
//! An older header, put back by somebody who kept a copy, opens with the password of its
//! time: the data key stays the same for a profile's whole life. The header knows nothing
//! that could stop this, as everything beside it can be put back too.

mod cost;
mod error;
mod files;
mod header;
mod hex;
mod keys;
mod lock;
mod open;
mod password;
mod process;
mod profiles;
mod recovery;
mod slot;
mod throttle;
mod unlocked;

pub use cost::Cost;
pub use error::{Damage, Error, NameProblem};
pub use keys::Keys;
pub use open::{Draft, create, recover, unlock};
pub use password::{
    MAX_PASSWORD_BYTES, MIN_PASSWORD_CHARS, PasswordProblem, PasswordWarning, Strength, strength,
};
pub use process::no_core_dumps;
pub use profiles::{MAX_NAME_CHARS, ProfileId, State, Summary, delete, list};
pub use recovery::RecoveryCode;
pub use secrecy::SecretString;
pub use unlocked::Unlocked;
