//! Slowing down guesses at a password, on top of what Argon2id costs.
//!
//! The count of failures in a row is in `vault.attempts`, beside the header and not in it:
//! the header's MAC needs the data key, which whoever fails does not have; and the header
//! with the only wrapped keys should not be written because somebody mistyped. The file is
//! not authenticated. That loses nothing: who can write it could as well copy the folder and
//! guess elsewhere, where nothing but Argon2id stands in the way. For the same reason an
//! unreadable count counts as none.
//!
//! A guess is counted before it is tried, so that ending the process in between does not
//! help. The wait runs on a monotonic clock and starts when this process first sees the
//! count; a restart starts it again in full, and setting the clock changes nothing.
//!
//! Nothing is ever wiped or locked for good, and a recovery code is never throttled: it
//! cannot be guessed, and it is the way out for who forgot the password.

use std::{
    collections::BTreeMap,
    fs::{self, OpenOptions},
    io::{ErrorKind, Write},
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

use crate::{
    error::{Error, io},
    files::private,
};

pub(crate) const ATTEMPTS: &str = "vault.attempts";
const FREE_FAILURES: u32 = 5;
const LONGEST: Duration = Duration::from_secs(300);

/// How long to wait after so many failures in a row: nothing up to the fifth, then 1, 2, 4 …
/// 300 seconds.
fn delay(failures: u32) -> Duration {
    let Some(beyond) = failures.checked_sub(FREE_FAILURES + 1) else { return Duration::ZERO };
    Duration::from_secs(1u64.checked_shl(beyond).unwrap_or(u64::MAX)).min(LONGEST)
}

/// Where the waits of this process began, by the folder of the profile.
#[derive(Default)]
struct Waits(BTreeMap<PathBuf, Wait>);

struct Wait {
    failures: u32,
    since: Instant,
}

impl Waits {
    fn left(&mut self, dir: &Path, failures: u32, now: Instant) -> Duration {
        let wait = self.0.entry(dir.to_path_buf()).or_insert(Wait { failures, since: now });
        // Another process guessed meanwhile, or the clock is not as monotonic as it should be.
        if wait.failures != failures || now < wait.since {
            *wait = Wait { failures, since: now };
        }
        delay(failures).saturating_sub(now.saturating_duration_since(wait.since))
    }
}

/// Tries one guess at the password of the profile in `dir`, whose lock is held. `open` says
/// `None` if the guess is wrong.
///
/// # Errors
/// [`Error::Throttled`] without trying; [`Error::WrongPassword`].
pub(crate) fn attempt<T>(
    dir: &Path,
    now: Instant,
    open: impl FnOnce() -> Result<Option<T>, Error>,
) -> Result<T, Error> {
    static WAITS: Mutex<Waits> = Mutex::new(Waits(BTreeMap::new()));
    let left = |failures| {
        let mut waits = WAITS.lock().unwrap_or_else(PoisonError::into_inner);
        milliseconds(waits.left(dir, failures, now))
    };

    let failures = read(dir)?;
    let retry_after_ms = left(failures);
    if retry_after_ms > 0 {
        return Err(Error::Throttled { retry_after_ms });
    }
    let failures = failures.saturating_add(1);
    write(dir, failures)?;
    let Some(opened) = open()? else {
        return Err(Error::WrongPassword { failures, retry_after_ms: left(failures) });
    };
    write(dir, 0)?;
    Ok(opened)
}

/// Rounded up, so that who waits so long has waited enough.
fn milliseconds(wait: Duration) -> u64 {
    u64::try_from(wait.as_nanos().div_ceil(1_000_000)).unwrap_or(u64::MAX)
}

fn read(dir: &Path) -> Result<u32, Error> {
    let path = dir.join(ATTEMPTS);
    match fs::read(&path) {
        Ok(bytes) => Ok(String::from_utf8(bytes)
            .ok()
            .and_then(|text| text.trim().parse().ok())
            .unwrap_or_default()),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(0),
        Err(error) => Err(io("read", &path)(error)),
    }
}

/// In place and always the same length, so that a full disk does not lock anybody out.
pub(crate) fn write(dir: &Path, failures: u32) -> Result<(), Error> {
    let path = dir.join(ATTEMPTS);
    private(OpenOptions::new().write(true).create(true).truncate(false))
        .open(&path)
        .and_then(|mut file| {
            file.write_all(format!("{failures:010}\n").as_bytes())?;
            file.sync_data()
        })
        .map_err(io("write", &path))
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: Duration = Duration::from_secs(3600);

    fn seconds(failures: u32) -> u64 {
        delay(failures).as_secs()
    }

    #[test]
    fn schedule() {
        let waits: Vec<_> = (0..16).map(seconds).collect();
        assert_eq!(waits, [0, 0, 0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 300]);
        for failures in [16, 37, 69, 70, 71, 1_000, u32::MAX] {
            assert_eq!(seconds(failures), 300, "{failures}: never for good");
        }
    }

    #[test]
    fn waits() {
        let dir = Path::new("profile");
        let start = Instant::now() + HOUR;
        let at = |seconds| start + Duration::from_secs(seconds);
        let mut waits = Waits::default();
        // (failures, now, seconds left)
        for (failures, now, left) in [
            (9, at(0), 8),           // just failed, or just started
            (9, at(3), 5),           // the wait runs down
            (9, at(3), 5),           // asking does not lengthen it
            (9, start - HOUR, 8),    // clock backwards: in full again, but never longer
            (9, at(0), 0),           // … and an hour later it is over
            (10, at(8), 16),         // failed again, here or in another process
            (10, at(23), 1),         //
            (10, at(24), 0),         //
            (11, at(24) + HOUR, 32), // another process failed: an idle hour is no credit
            (0, at(24) + HOUR, 0),   // the right password
            (1, at(24) + HOUR, 0),   // five are free again
        ] {
            assert_eq!(waits.left(dir, failures, now).as_secs(), left, "{failures} {now:?}");
        }
        assert_eq!(waits.left(Path::new("other"), 6, at(0)).as_secs(), 1, "each on its own");
        // A restart: nothing remembered but the count.
        assert_eq!(Waits::default().left(dir, 15, at(0)).as_secs(), 300);
    }

    #[test]
    fn counts_before_trying() {
        let dir = tempfile::tempdir().unwrap();
        let now = Instant::now();
        let seen = attempt(dir.path(), now, || read(dir.path()).map(Some)).ok();
        assert_eq!(seen, Some(1), "counted while it is tried");
        assert_eq!(read(dir.path()).unwrap(), 0, "forgotten after success");
    }

    #[test]
    fn unreadable_counts_as_none() {
        let dir = tempfile::tempdir().unwrap();
        assert_eq!(read(dir.path()).unwrap(), 0);
        for text in [&b""[..], b"-1", b"\xff\xff", b"99999999999", b"seven"] {
            fs::write(dir.path().join(ATTEMPTS), text).unwrap();
            assert_eq!(read(dir.path()).unwrap(), 0);
        }
        write(dir.path(), u32::MAX).unwrap();
        assert_eq!(read(dir.path()).unwrap(), u32::MAX);
        write(dir.path(), 7).unwrap();
        assert_eq!(read(dir.path()).unwrap(), 7);
    }
}
