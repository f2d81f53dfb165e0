//! Files that the user gave, by the dialog or by dropping them. They are opened here; the web
//! view gets a token, never a path.

use app::imports::{Draft, Upload};
use serde::Serialize;
use std::{
    collections::HashMap,
    fs::{File, Metadata, OpenOptions},
    io::{self, Read},
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

/// The largest file that is read, in bytes.
const LARGEST: u64 = 256 * 1024 * 1024;
/// Most files that are kept at a time.
const MOST: usize = 20;

/// The files that wait to be taken in, by token.
#[derive(Default)]
pub(crate) struct Files(Mutex<HashMap<String, Held>>);

/// One file, and what has been planned with it.
#[derive(Clone)]
pub(crate) struct Held {
    pub(crate) upload: Upload,
    pub(crate) draft: Option<Arc<Draft>>,
    /// Set when the user wants no more of it.
    pub(crate) cancelled: Arc<AtomicBool>,
}

/// What the web view knows of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub(crate) struct FileToken {
    /// Random; names the file in the import commands.
    pub(crate) token: String,
    /// Without its folder.
    pub(crate) name: String,
    /// Bytes, as a decimal string.
    pub(crate) size: String,
}

/// A file that was not taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub(crate) struct RefusedFile {
    pub(crate) name: String,
    pub(crate) reason: Refusal,
}

/// Why a file was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Refusal {
    /// A folder, link, device or pipe.
    NotAFile,
    /// Over 256 MB.
    TooLarge,
    /// There are too many already.
    TooMany,
    /// The system does not let us read it.
    Unreadable,
}

/// What came of the files that the user gave.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, specta::Type)]
pub(crate) struct Picked {
    pub(crate) files: Vec<FileToken>,
    pub(crate) refused: Vec<RefusedFile>,
}

impl Files {
    /// Reads these files and keeps them.
    pub(crate) fn take(&self, paths: Vec<PathBuf>) -> Picked {
        let mut picked = Picked::default();
        for path in paths {
            let name = name(&path);
            match read(&path).and_then(|bytes| self.keep(&name, bytes)) {
                Ok(file) => picked.files.push(file),
                Err(reason) => picked.refused.push(RefusedFile { name, reason }),
            }
        }
        picked
    }

    fn keep(&self, name: &str, bytes: Vec<u8>) -> Result<FileToken, Refusal> {
        let token = uuid::Uuid::new_v4().to_string();
        let size = bytes.len().to_string();
        let mut held = self.held();
        if held.len() >= MOST {
            return Err(Refusal::TooMany);
        }
        let upload = Upload { name: name.to_owned(), bytes: bytes.into() };
        held.insert(token.clone(), Held { upload, draft: None, cancelled: Arc::default() });
        Ok(FileToken { token, name: name.to_owned(), size })
    }

    /// The file of a token.
    pub(crate) fn get(&self, token: &str) -> Option<Held> {
        self.held().get(token).cloned()
    }

    /// Keeps what was planned with a file, unless it has been given up meanwhile.
    pub(crate) fn plan(&self, token: &str, draft: Arc<Draft>) {
        if let Some(held) = self.held().get_mut(token) {
            held.draft = Some(draft);
        }
    }

    /// Forgets a file; whoever reads it stops.
    pub(crate) fn forget(&self, token: &str) {
        if let Some(held) = self.held().remove(token) {
            held.cancelled.store(true, Ordering::Relaxed);
        }
    }

    /// Forgets all of them.
    pub(crate) fn clear(&self) {
        for (_, held) in self.held().drain() {
            held.cancelled.store(true, Ordering::Relaxed);
        }
    }

    fn held(&self) -> MutexGuard<'_, HashMap<String, Held>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// What is in a regular file of at most 256 MB.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>, Refusal> {
    let link = path.symlink_metadata().map_err(|_| Refusal::Unreadable)?;
    check(&link)?;
    let file = open(path).map_err(|_| Refusal::Unreadable)?;
    // Again on what was opened: it may have been replaced in between, and may be growing.
    check(&file.metadata().map_err(|_| Refusal::Unreadable)?)?;
    let mut bytes = Vec::new();
    file.take(LARGEST + 1).read_to_end(&mut bytes).map_err(|_| Refusal::Unreadable)?;
    if bytes.len() as u64 > LARGEST { Err(Refusal::TooLarge) } else { Ok(bytes) }
}

fn check(metadata: &Metadata) -> Result<(), Refusal> {
    if !metadata.is_file() {
        Err(Refusal::NotAFile)
    } else if metadata.len() > LARGEST {
        Err(Refusal::TooLarge)
    } else {
        Ok(())
    }
}

/// Follows no link, and does not wait for the other end of a pipe.
#[cfg(unix)]
fn open(path: &Path) -> io::Result<File> {
    use rustix::fs::OFlags;
    use std::os::unix::fs::OpenOptionsExt;
    let flags = OFlags::NOFOLLOW.union(OFlags::NONBLOCK).bits();
    OpenOptions::new().read(true).custom_flags(flags.cast_signed()).open(path)
}

#[cfg(not(unix))]
fn open(path: &Path) -> io::Result<File> {
    OpenOptions::new().read(true).open(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_regular_files_within_the_limit_are_read() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        std::fs::write(at("good.csv"), "a;b\n").unwrap();
        File::create(at("huge.csv")).unwrap().set_len(LARGEST + 1).unwrap();
        let mut paths =
            vec![at("good.csv"), at("huge.csv"), at("missing.csv"), folder.path().into()];
        let mut expect = vec![Refusal::TooLarge, Refusal::Unreadable, Refusal::NotAFile];
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink(at("good.csv"), at("link.csv")).unwrap();
            let made = std::process::Command::new("mkfifo").arg(at("pipe.csv")).status().unwrap();
            assert!(made.success());
            paths.extend([at("link.csv"), at("pipe.csv"), PathBuf::from("/dev/zero")]);
            expect.extend([Refusal::NotAFile; 3]);
        }
        let picked = Files::default().take(paths);
        let [good] = &picked.files[..] else { panic!("{picked:?}") };
        assert_eq!((good.name.as_str(), good.size.as_str()), ("good.csv", "4"));
        assert_eq!(picked.refused.iter().map(|file| file.reason).collect::<Vec<_>>(), expect);
    }

    #[test]
    fn a_file_is_kept_until_it_is_forgotten() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let files = Files::default();
        let picked = files.take(vec![file.path().into(); MOST + 1]);
        assert_eq!((picked.files.len(), picked.refused.len()), (MOST, 1));
        let token = &picked.files[0].token;
        let held = files.get(token).unwrap();
        files.forget(token);
        assert!(held.cancelled.load(Ordering::Relaxed) && files.get(token).is_none());
        files.clear();
        assert!(files.get(&picked.files[1].token).is_none());
    }
}
