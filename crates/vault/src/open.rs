//! The three ways to an open profile: make it, its password, its recovery code.

use std::{path::Path, time::Instant};

use secrecy::SecretString;

use crate::{
    cost::Cost,
    error::Error,
    files::{self, Holds},
    header::{FORMAT, Header, Unverified},
    keys::{Dek, random},
    lock::Lock,
    password,
    profiles::{ProfileId, checked_name, folder},
    recovery::RecoveryCode,
    slot::{PasswordSlot, RecoverySlot},
    throttle::{self, attempt},
    unlocked::Unlocked,
};

/// A profile in the making: there once [`Draft::finish`] says so, and if that is never
/// called the next [`list`](crate::list) sweeps it away.
pub struct Draft {
    unlocked: Unlocked,
    code: RecoveryCode,
}

impl Draft {
    /// What the database is made with, in its folder, before `finish`.
    pub fn unlocked(&self) -> &Unlocked {
        &self.unlocked
    }

    /// To be called when the database is complete on the disk. The folder stays where it is,
    /// and files in it may be open.
    pub fn finish(self) -> Result<(Unlocked, RecoveryCode), Error> {
        files::finish(&self.unlocked.dir)?;
        Ok((self.unlocked, self.code))
    }
}

/// Starts a new profile. `created_ms` is now, in milliseconds since 1970 in UTC; `cost` is
/// what [`Cost::calibrate`] found.
///
/// # Errors
/// [`Error::Name`], [`Error::Password`], and those of the system.
pub fn create(
    root: &Path,
    name: &str,
    password: &SecretString,
    cost: Cost,
    created_ms: i64,
) -> Result<Draft, Error> {
    let id = ProfileId::random()?;
    let name = checked_name(root, name, id)?;
    password::check(password, &name)?;
    let (dek, code, vault_id) = (Dek::random()?, RecoveryCode::random()?, random()?);
    let header = Header {
        format: FORMAT,
        vault_id,
        name: name.clone(),
        created_ms,
        password: PasswordSlot::new(&dek, password, cost, &vault_id)?,
        recovery: RecoverySlot::new(&dek, &code, &vault_id)?,
    };
    let keys = dek.keys();
    let dir = folder(root, id);
    files::make_dir(&dir)?;
    let lock = Lock::take(&dir)?;
    files::draft(&dir, &header.encode(&keys)?)?;
    throttle::write(&dir, 0)?;
    Ok(Draft { unlocked: Unlocked { id, name, dir, vault_id, keys, _lock: lock }, code })
}

/// Opens a profile by its password. `now` is read from a monotonic clock.
///
/// # Errors
/// [`Error::WrongPassword`], also where there is no such profile, after the same work;
/// [`Error::Throttled`], [`Error::InUse`], [`Error::Damaged`], [`Error::NewerVersion`], and
/// those of the system.
pub fn unlock(
    root: &Path,
    id: ProfileId,
    password: &SecretString,
    now: Instant,
) -> Result<Unlocked, Error> {
    let dir = folder(root, id);
    if files::holds(&dir)? != Holds::Profile {
        Cost::FLOOR.argon2id(&[], &[0; 16])?;
        return Err(Error::WrongPassword { failures: 1, retry_after_ms: 0 });
    }
    let lock = Lock::take(&dir)?;
    let file = files::read(&dir)?;
    let dek = attempt(&dir, now, || file.header.password.open(password, &file.header.vault_id))?;
    let (header, unlocked) = verified(file, &dek, id, &dir, lock)?;
    // Nobody is kept out for want of it: on a full disk it is tried again next time.
    let _ = keep_up(&unlocked, header, &dek, password);
    Ok(unlocked)
}

/// Opens a profile by its recovery code and sets a new password. The code is used up; the
/// new one is for the person to write down. The password stays as dear as the old one.
///
/// # Errors
/// [`Error::MistypedCode`]; [`Error::WrongCode`], also where there is no such profile;
/// [`Error::Password`], [`Error::InUse`], [`Error::Damaged`], [`Error::NewerVersion`], and
/// those of the system. The old password and code stay after any error.
pub fn recover(
    root: &Path,
    id: ProfileId,
    code: &str,
    new_password: &SecretString,
) -> Result<(Unlocked, RecoveryCode), Error> {
    let code = RecoveryCode::parse(code)?;
    let dir = folder(root, id);
    if files::holds(&dir)? != Holds::Profile {
        return Err(Error::WrongCode);
    }
    let lock = Lock::take(&dir)?;
    let file = files::read(&dir)?;
    password::check(new_password, &file.header.name)?;
    let dek = file.header.recovery.open(&code, &file.header.vault_id).ok_or(Error::WrongCode)?;
    let (mut header, unlocked) = verified(file, &dek, id, &dir, lock)?;
    let (cost, code) = (header.password.cost, RecoveryCode::random()?);
    header.password = PasswordSlot::new(&dek, new_password, cost, &header.vault_id)?;
    header.recovery = RecoverySlot::new(&dek, &code, &header.vault_id)?;
    files::replace(&dir, &header.encode(&unlocked.keys)?)?;
    throttle::write(&dir, 0)?;
    Ok((unlocked, code))
}

fn verified(
    file: Unverified,
    dek: &Dek,
    id: ProfileId,
    dir: &Path,
    lock: Lock,
) -> Result<(Header, Unlocked), Error> {
    let keys = dek.keys();
    let header = file.verify(&keys)?;
    let (name, vault_id) = (header.name.clone(), header.vault_id);
    Ok((header, Unlocked { id, name, dir: dir.to_path_buf(), vault_id, keys, _lock: lock }))
}

/// Lifts a slot to the floor, and repairs the copies of the header and the permissions.
fn keep_up(
    unlocked: &Unlocked,
    mut header: Header,
    dek: &Dek,
    password: &SecretString,
) -> Result<(), Error> {
    let cost = header.password.cost;
    if cost.is_below_floor() {
        let cost = cost.at_least_floor();
        header.password = PasswordSlot::new(dek, password, cost, &header.vault_id)?;
    }
    files::make_private(&unlocked.dir)?;
    files::replace(&unlocked.dir, &header.encode(&unlocked.keys)?)
}
