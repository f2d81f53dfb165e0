//! What the tests of this folder have in common.

use std::{
    fs,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use vault::{Cost, Error, RecoveryCode, SecretString, Unlocked};

pub(crate) const FIRST: &str = "correct horse battery staple";
pub(crate) const SECOND: &str = "Tr0ub4dor & three friends";
pub(crate) const CREATED_MS: i64 = 1_790_000_000_000;

pub(crate) fn secret(text: &str) -> SecretString {
    text.into()
}

/// A profile with a database of its own, at the least cost.
pub(crate) fn made(root: &Path, name: &str) -> (Unlocked, RecoveryCode) {
    let draft = vault::create(root, name, &secret(FIRST), Cost::OWASP, CREATED_MS).unwrap();
    fs::write(draft.unlocked().dir.join("ledger.db"), draft.unlocked().keys.db_key()).unwrap();
    draft.finish().unwrap()
}

/// Far ahead, where no wait of any test is left.
pub(crate) fn later() -> Instant {
    Instant::now() + Duration::from_secs(10_000_000)
}

pub(crate) fn unlock(root: &Path, profile: &Profile, password: &str) -> Result<Unlocked, Error> {
    vault::unlock(root, profile.id, &secret(password), later())
}

/// What is known of a profile after it was closed.
pub(crate) struct Profile {
    pub(crate) id: vault::ProfileId,
    pub(crate) dir: PathBuf,
    pub(crate) vault_id: [u8; 16],
    pub(crate) db_key: [u8; 32],
}

pub(crate) fn close(unlocked: Unlocked) -> Profile {
    let db_key = *unlocked.keys.db_key();
    let Unlocked { id, dir, vault_id, .. } = unlocked;
    Profile { id, dir, vault_id, db_key }
}
