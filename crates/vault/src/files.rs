//! The files of one profile, and how its header is replaced without ever being lost.
//!
//! There are two copies, `vault.json` and `vault.json.1`; the first counts, the second is
//! read if the first cannot be. Each is replaced by a new file that is complete on the disk
//! before it takes the name, the second copy first. So a change has happened when
//! `vault.json` has its name, at every moment at least one copy is whole, and afterwards no
//! copy is left that an old password opens.

use std::{
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
    let first = match read_one(&dir.join(HEADER)) {
        Err(error) if !matches!(error, Error::NewerVersion { .. }) => error,
        header => return header,
    };
    let second = match read_one(&dir.join(COPY)) {
        Err(error) => error,
        header => return header,
    };
    match first {
        Error::Damaged(Damage::Missing) => Err(second),
        first => Err(first),
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
    names.retain(|name| name.starts_with(HEADER) && name != HEADER);
    names.push(HEADER.to_owned());
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
        let last = [HEADER, DRAFT, LOCK].contains(&name.as_str());
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

/// The names in a folder; what is not Unicode is not ours but counts.
pub(crate) fn entries(dir: &Path) -> Result<Vec<String>, Error> {
    fs::read_dir(dir)
        .and_then(|entries| {
            entries.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned())).collect()
        })
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
    #[cfg(unix)]
    File::open(dir).and_then(|dir| dir.sync_all()).map_err(error::io("sync", dir))?;
    let _ = dir;
    Ok(())
}
