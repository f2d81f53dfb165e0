//! The files of one profile, and how its header is replaced without ever being lost.
//!
//! There are two copies, `vault.json` and `vault.json.1`; the first counts, the second is
//! read if the first cannot be. Each is replaced by a new file that is complete on the disk
//! before it takes the name, the second copy first. So a change has happened when
//! `vault.json` has its name, at every moment at least one copy is whole, and afterwards no
//! copy is left that an old password opens.

use std::{
    ffi::OsString,
    fs::{self, DirBuilder, File, OpenOptions},
    io::{self, ErrorKind, Read, Write},
    path::Path,
};

use crate::{
    error::{self, Damage, Error},
    header::Unverified,
    lock::{LOCK, Lock},
    throttle::ATTEMPTS,
};

pub(crate) const HEADER: &str = "vault.json";
const COPY: &str = "vault.json.1";
/// The header of a profile whose creation is not finished.
const DRAFT: &str = "vault.json.draft";

/// What a deleted header is overwritten with, over and over: so that a deletion that was
/// interrupted is known and can be finished.
const ERASED: &[u8] = b"erased\n";

const MAX_HEADER_BYTES: u64 = 16 * 1024;

/// What a folder holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Holds {
    /// No folder.
    Nothing,
    /// What is left of a creation or a deletion that did not come to its end.
    Remains,
    Profile,
}

pub(crate) fn holds(dir: &Path) -> Result<Holds, Error> {
    if !exists(dir)? {
        return Ok(Holds::Nothing);
    }
    if exists(&dir.join(DRAFT))? || is_erased(&dir.join(HEADER)) {
        return Ok(Holds::Remains);
    }
    let nothing_of_worth = entries(dir)?.iter().all(|name| name == LOCK || name == ATTEMPTS);
    Ok(if nothing_of_worth { Holds::Remains } else { Holds::Profile })
}

/// The first of the two copies that can be read; if neither can, what is wrong with the first.
pub(crate) fn read(dir: &Path) -> Result<Unverified, Error> {
    match (read_one(&dir.join(HEADER)), read_one(&dir.join(COPY))) {
        (Ok(one), Ok(two)) if one.header.vault_id != two.header.vault_id => {
            Err(Error::Damaged(Damage::Mixed))
        }
        (Ok(header), _) => Ok(header),
        (Err(newer @ Error::NewerVersion { .. }), _) => Err(newer),
        (Err(_), Ok(copy)) => Ok(copy),
        (Err(Error::Damaged(Damage::Missing)), Err(error)) | (Err(error), Err(_)) => Err(error),
    }
}

fn read_one(path: &Path) -> Result<Unverified, Error> {
    match bytes(path) {
        Ok(bytes) => Unverified::decode(&bytes),
        Err(error) if error.kind() == ErrorKind::NotFound => Err(Error::Damaged(Damage::Missing)),
        Err(error) => Err(error::io("read", path)(error)),
    }
}

/// Cut off where no header of ours is that long.
fn bytes(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(MAX_HEADER_BYTES).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Makes both copies `header`, each of them atomically; one that is it already is left alone.
pub(crate) fn replace(dir: &Path, header: &[u8]) -> Result<(), Error> {
    for name in [COPY, HEADER] {
        let path = dir.join(name);
        if !bytes(&path).is_ok_and(|bytes| bytes == header) {
            put(&path, header)?;
            sync(dir)?;
        }
    }
    Ok(())
}

/// Writes the header of a profile in the making: a folder with a draft [`holds`] only
/// `Remains`, whatever else is in it.
pub(crate) fn draft(dir: &Path, header: &[u8]) -> Result<(), Error> {
    put(&dir.join(DRAFT), header)
}

/// Turns the draft into the header: from now on there is a profile.
pub(crate) fn finish(dir: &Path) -> Result<(), Error> {
    let (draft, copy, header) = (dir.join(DRAFT), dir.join(COPY), dir.join(HEADER));
    put(&copy, &bytes(&draft).map_err(error::io("read", &draft))?)?;
    sync(dir)?;
    fs::rename(&draft, &header).map_err(error::io("rename", &draft))?;
    // The folder's own entry, too.
    for dir in dir.ancestors().take(2) {
        sync(dir)?;
    }
    Ok(())
}

fn put(path: &Path, content: &[u8]) -> Result<(), Error> {
    let mut tmp = path.as_os_str().to_owned();
    tmp.push(".tmp");
    let tmp = Path::new(&tmp);
    match fs::remove_file(tmp) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            return Err(error::io("remove", tmp)(error));
        }
        _ => {}
    }
    private(OpenOptions::new().write(true).create_new(true))
        .open(tmp)
        .and_then(|mut file| {
            file.write_all(content)?;
            file.sync_all()
        })
        .map_err(error::io("write", tmp))?;
    fs::rename(tmp, path).map_err(error::io("replace", path))
}

/// Overwrites every header of the folder, the one that counts last: after that nothing
/// there opens the database any more.
pub(crate) fn erase(dir: &Path) -> Result<(), Error> {
    let mut names = entries(dir)?;
    names.retain(|name| name.to_string_lossy().starts_with(HEADER) && name != HEADER);
    names.push(HEADER.into());
    for name in names {
        let path = dir.join(name);
        match overwrite(&path) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                return Err(error::io("erase", &path)(error));
            }
            _ => {}
        }
    }
    Ok(())
}

fn overwrite(path: &Path) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).open(path)?;
    let length = usize::try_from(file.metadata()?.len()).unwrap_or(usize::MAX);
    let length = length.clamp(ERASED.len(), 64 * 1024);
    file.write_all(&ERASED.iter().copied().cycle().take(length).collect::<Vec<_>>())?;
    file.sync_all()
}

fn is_erased(path: &Path) -> bool {
    bytes(path).is_ok_and(|bytes| bytes.starts_with(ERASED))
}

/// Removes a folder that [`holds`] only `Remains`, in an order that leaves it such at every
/// moment. Its lock is held before and cannot be at the end, as Windows keeps open files.
pub(crate) fn remove(dir: &Path, lock: Lock) -> Result<(), Error> {
    for name in entries(dir)? {
        let path = dir.join(&name);
        let last = [HEADER, DRAFT, LOCK].iter().any(|last| name == *last);
        if !last && path.is_dir() && !path.is_symlink() {
            fs::remove_dir_all(&path).map_err(error::io("remove", &path))?;
        } else if !last {
            fs::remove_file(&path).map_err(error::io("remove", &path))?;
        }
    }
    drop(lock);
    fs::remove_dir_all(dir).map_err(error::io("remove", dir))?;
    dir.parent().map_or(Ok(()), sync)
}

/// The names in a folder.
pub(crate) fn entries(dir: &Path) -> Result<Vec<OsString>, Error> {
    fs::read_dir(dir)
        .and_then(|entries| entries.map(|entry| Ok(entry?.file_name())).collect())
        .map_err(error::io("list", dir))
}

pub(crate) fn exists(path: &Path) -> Result<bool, Error> {
    path.try_exists().map_err(error::io("find", path))
}

/// With those above it; on Unix for nobody else.
pub(crate) fn make_dir(dir: &Path) -> Result<(), Error> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(dir).map_err(error::io("create", dir))
}

/// A copied folder may have come with wider permissions.
pub(crate) fn make_private(dir: &Path) -> Result<(), Error> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = fs::Permissions::from_mode(0o700);
        fs::set_permissions(dir, mode).map_err(error::io("set permissions of", dir))?;
    }
    #[cfg(not(unix))]
    let _ = dir;
    Ok(())
}

/// Files that it creates are, on Unix, for nobody else.
pub(crate) fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(options, 0o600);
    options
}

/// Makes new names in a folder outlive a power cut. Windows has no such call.
fn sync(dir: &Path) -> Result<(), Error> {
    if cfg!(unix) {
        File::open(dir).and_then(|dir| dir.sync_all()).map_err(error::io("sync", dir))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{cost::Cost, header::Header, keys::Dek, recovery::RecoveryCode, slot};

    /// Two headers of one vault, as before and after a change.
    fn headers() -> [Vec<u8>; 2] {
        let (dek, vault_id) = (Dek::random().unwrap(), [1; 16]);
        let code = RecoveryCode::random().unwrap();
        let password = "correct horse battery staple".into();
        let mut header = Header {
            format: 1,
            vault_id,
            name: "old".to_owned(),
            created_ms: 0,
            password: slot::PasswordSlot::new(&dek, &password, Cost::OWASP, &vault_id).unwrap(),
            recovery: slot::RecoverySlot::new(&dek, &code, &vault_id).unwrap(),
        };
        let old = header.encode(&dek.keys()).unwrap();
        header.name = "new".to_owned();
        [old, header.encode(&dek.keys()).unwrap()]
    }

    fn name(dir: &Path) -> Result<String, Error> {
        read(dir).map(|file| file.header.name)
    }

    /// Each state that a crash can leave while a header is replaced: with the new file not
    /// begun, cut anywhere, whole; for each of the two names.
    #[test]
    fn a_crash_leaves_the_old_or_the_new_header() {
        let [old, new] = headers();
        let cuts = [None, Some(0), Some(1), Some(new.len() / 2), Some(new.len())];
        for (copy_done, header_done) in [(false, false), (true, false), (true, true)] {
            for cut in cuts {
                let dir = tempfile::tempdir().unwrap();
                let dir = dir.path();
                let content = |done| if done { &new } else { &old };
                fs::write(dir.join(COPY), content(copy_done)).unwrap();
                fs::write(dir.join(HEADER), content(header_done)).unwrap();
                let target = if copy_done { HEADER } else { COPY };
                if let Some(cut) = cut {
                    fs::write(dir.join(format!("{target}.tmp")), &new[..cut]).unwrap();
                }
                let seen = name(dir).unwrap();
                assert_eq!(seen, if header_done { "new" } else { "old" });
                assert_eq!(holds(dir).unwrap(), Holds::Profile);
                // Even if the disk loses the one that counts.
                fs::remove_file(dir.join(HEADER)).unwrap();
                assert!(["old", "new"].contains(&name(dir).unwrap().as_str()));
                // The next change goes through.
                replace(dir, &new).unwrap();
                assert_eq!(bytes(&dir.join(HEADER)).unwrap(), new);
                assert_eq!(bytes(&dir.join(COPY)).unwrap(), new);
            }
        }
    }

    #[test]
    fn the_copy_is_read_if_the_header_cannot_be() {
        let [old, new] = headers();
        let dir = tempfile::tempdir().unwrap();
        let dir = dir.path();
        assert!(matches!(read(dir), Err(Error::Damaged(Damage::Missing))));
        fs::write(dir.join(COPY), &old).unwrap();
        assert_eq!(name(dir).unwrap(), "old");
        fs::write(dir.join(HEADER), &new[1..]).unwrap();
        assert_eq!(name(dir).unwrap(), "old");
        fs::write(dir.join(HEADER), &new).unwrap();
        assert_eq!(name(dir).unwrap(), "new");
        fs::write(dir.join(COPY), "").unwrap();
        assert_eq!(name(dir).unwrap(), "new");
        fs::write(dir.join(HEADER), vec![b' '; 1 << 20]).unwrap();
        assert!(matches!(read(dir), Err(Error::Damaged(Damage::Unreadable))));
        fs::remove_file(dir.join(HEADER)).unwrap();
        fs::create_dir(dir.join(HEADER)).unwrap();
        assert!(matches!(read(dir), Err(Error::Io { .. })));
    }

    /// Creation and deletion stopped after each of their steps.
    #[test]
    fn what_is_half_made_or_half_deleted_is_no_profile() {
        let [header, _] = headers();
        let dir = tempfile::tempdir().unwrap();
        let dir = &dir.path().join("profile");
        assert_eq!(holds(dir).unwrap(), Holds::Nothing);
        make_dir(dir).unwrap();
        assert_eq!(holds(dir).unwrap(), Holds::Remains);
        let lock = Lock::take(dir).unwrap();
        assert_eq!(holds(dir).unwrap(), Holds::Remains);
        draft(dir, &header).unwrap();
        fs::write(dir.join("ledger.db"), "data").unwrap();
        fs::write(dir.join(COPY), &header).unwrap();
        assert_eq!(holds(dir).unwrap(), Holds::Remains, "as long as there is a draft");
        finish(dir).unwrap();
        assert_eq!(holds(dir).unwrap(), Holds::Profile);

        fs::remove_file(dir.join(HEADER)).unwrap();
        fs::remove_file(dir.join(COPY)).unwrap();
        assert_eq!(holds(dir).unwrap(), Holds::Profile, "lost its header, but has data");

        replace(dir, &header).unwrap();
        overwrite(&dir.join(COPY)).unwrap();
        assert_eq!(holds(dir).unwrap(), Holds::Profile, "still opens");
        erase(dir).unwrap();
        assert_eq!(holds(dir).unwrap(), Holds::Remains);
        assert_eq!(fs::read(dir.join(HEADER)).unwrap().len(), header.len(), "all of it");
        for name in ["ledger.db", COPY, ATTEMPTS] {
            let _ = fs::remove_file(dir.join(name));
            assert_eq!(holds(dir).unwrap(), Holds::Remains);
        }
        fs::create_dir(dir.join("backups")).unwrap();
        fs::write(dir.join("backups/one"), "").unwrap();
        remove(dir, lock).unwrap();
        assert_eq!(holds(dir).unwrap(), Holds::Nothing);
    }
}
