//! Only one process, and one session of it, has a profile open.

use std::{
    fs::{File, OpenOptions, TryLockError},
    io::ErrorKind,
    path::Path,
    thread::sleep,
    time::Duration,
};

use crate::{
    error::{Error, io},
    files::private,
};

pub(crate) const LOCK: &str = "vault.lock";

/// An exclusive lock of the operating system on `vault.lock`: it ends with the process,
/// however that ends, so that no stale one is ever left behind.
pub(crate) struct Lock {
    _file: File,
}

impl Lock {
    pub(crate) fn take(dir: &Path) -> Result<Self, Error> {
        // Somebody who lists the profiles holds it for a moment, too.
        for _ in 0..10 {
            match Self::take_now(dir) {
                Err(Error::InUse) => sleep(Duration::from_millis(10)),
                taken => return taken,
            }
        }
        Err(Error::InUse)
    }

    pub(crate) fn take_now(dir: &Path) -> Result<Self, Error> {
        let path = dir.join(LOCK);
        let file = private(OpenOptions::new().write(true).create(true).truncate(false))
            .open(&path)
            .map_err(io("open", &path))?;
        match file.try_lock() {
            Ok(()) => Ok(Self { _file: file }),
            Err(TryLockError::WouldBlock) => Err(Error::InUse),
            Err(TryLockError::Error(error)) => Err(io("lock", &path)(error)),
        }
    }
}

/// Whether somebody, here or in another process, has the profile open. Creates nothing.
pub(crate) fn is_held(dir: &Path) -> Result<bool, Error> {
    let path = dir.join(LOCK);
    let file = match File::open(&path) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(false),
        Err(error) => return Err(io("open", &path)(error)),
    };
    match file.try_lock_shared() {
        Ok(()) => Ok(false),
        Err(TryLockError::WouldBlock) => Ok(true),
        Err(TryLockError::Error(error)) => Err(io("lock", &path)(error)),
    }
}
