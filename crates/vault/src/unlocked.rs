//! A profile that is open.

use std::{
    path::{Path, PathBuf},
    time::Instant,
};

use secrecy::SecretString;

use crate::{
    error::Error,
    files,
    header::Header,
    keys::{Dek, Keys},
    lock::Lock,
    password,
    profiles::{ProfileId, checked_name},
    recovery::RecoveryCode,
    slot::{PasswordSlot, RecoverySlot},
    throttle::attempt,
};

/// An open profile. As long as it lives nobody else can open the profile; when it is
/// dropped its keys are overwritten and the profile is free.
pub struct Unlocked {
    pub id: ProfileId,
    pub name: String,
    /// The folder of the profile, where its database is.
    pub dir: PathBuf,
    /// Random, of this vault; the database says the same, or it belongs to another one.
    pub vault_id: [u8; 16],
    pub keys: Keys,
    pub(crate) _lock: Lock,
}

impl Unlocked {
    /// Sets a new password: a new slot with a new salt, as dear as the old one. The database
    /// is not touched, and the recovery code stays.
    ///
    /// # Errors
    /// [`Error::WrongPassword`] and [`Error::Throttled`] about `current`;
    /// [`Error::Password`] about `new`. The old password stays after any error.
    pub fn change_password(
        &mut self,
        current: &SecretString,
        new: &SecretString,
        now: Instant,
    ) -> Result<(), Error> {
        password::check(new, &self.name)?;
        let (mut header, dek) = self.open_again(current, now)?;
        header.password = PasswordSlot::new(&dek, new, header.password.cost, &self.vault_id)?;
        self.write(&header)
    }

    /// Makes a new recovery code; the old one is worth nothing from then on.
    ///
    /// # Errors
    /// [`Error::WrongPassword`], [`Error::Throttled`]. The old code stays after any error.
    pub fn renew_recovery(
        &mut self,
        password: &SecretString,
        now: Instant,
    ) -> Result<RecoveryCode, Error> {
        let (mut header, dek) = self.open_again(password, now)?;
        let code = RecoveryCode::random()?;
        header.recovery = RecoverySlot::new(&dek, &code, &self.vault_id)?;
        self.write(&header)?;
        Ok(code)
    }

    /// # Errors
    /// [`Error::Name`]. The old name stays after any error.
    pub fn rename(&mut self, name: &str) -> Result<(), Error> {
        // `<root>/profiles/<id>`
        let root = self.dir.ancestors().nth(2).unwrap_or(Path::new(""));
        let name = checked_name(root, name, self.id)?;
        let header = Header { name, ..self.header()? };
        self.write(&header)?;
        self.name = header.name;
        Ok(())
    }

    fn open_again(&self, password: &SecretString, now: Instant) -> Result<(Header, Dek), Error> {
        let header = self.header()?;
        let dek = attempt(&self.dir, now, || header.password.open(password, &self.vault_id))?;
        Ok((header, dek))
    }

    /// Read each time: the disk alone knows what the last change came to.
    fn header(&self) -> Result<Header, Error> {
        files::read(&self.dir)?.verify(&self.keys)
    }

    fn write(&self, header: &Header) -> Result<(), Error> {
        files::replace(&self.dir, &header.encode(&self.keys)?)
    }
}
