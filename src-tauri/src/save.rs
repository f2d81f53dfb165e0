//! Files that the user takes out of the app: the dialog says where, and nobody else may read them.

use crate::{
    error::{Answer, CommandError},
    windows,
};
use serde::Serialize;
use std::{
    io::{self, ErrorKind, Write},
    path::Path,
};
use tauri::{AppHandle, Runtime};
use tauri_plugin_dialog::{DialogExt, FilePath};
use tokio::sync::oneshot;

/// Why a file was not written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub(crate) enum NotSaved {
    /// The disk is full, or what the user may use of it.
    NoRoom,
    /// The user may not write there.
    NotAllowed,
    /// The place is gone, or the disk does not answer.
    Failed,
}

/// Lets the user say where and writes `bytes` there; `name` is what the dialog proposes. `false`
/// when they think better of it.
///
/// # Errors
/// [`CommandError::NotSaved`]; what was at that place before is there still.
pub(crate) async fn ask<R: Runtime>(app: &AppHandle<R>, name: &str, bytes: &[u8]) -> Answer<bool> {
    let mut dialog = app.dialog().file().set_file_name(name);
    if let Some(window) = windows::main(app) {
        dialog = dialog.set_parent(&window);
    }
    let (answer, chosen) = oneshot::channel();
    dialog.save_file(|place| {
        // Nobody waits any more when the app ends with the dialog open.
        let _ = answer.send(place);
    });
    let place = chosen.await.ok().flatten().map(FilePath::into_path);
    match place {
        None => Ok(false),
        Some(Err(_)) => Err(CommandError::NotSaved { reason: NotSaved::Failed }),
        Some(Ok(path)) => match write(&path, bytes) {
            Ok(()) => Ok(true),
            Err(error) => Err(CommandError::NotSaved { reason: reason(&error) }),
        },
    }
}

/// Complete beside its place first, so that nothing is half written or lost for it; such a file
/// is made with mode 0600 on Unix.
fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path.parent().ok_or(ErrorKind::NotFound)?;
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.persist(path)?;
    Ok(())
}

fn reason(error: &io::Error) -> NotSaved {
    match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => NotSaved::NoRoom,
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => NotSaved::NotAllowed,
        _ => NotSaved::Failed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn a_file_is_whole_and_its_owners_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("code.txt");
        for text in ["a long one, which is replaced", "short"] {
            write(&path, text.as_bytes()).unwrap();
            assert_eq!(fs::read_to_string(&path).unwrap(), text);
        }
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let open_to_all = fs::Permissions::from_mode(0o644);
            fs::set_permissions(&path, open_to_all).unwrap();
            write(&path, b"again").unwrap();
            assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        }
    }

    #[test]
    fn where_nothing_can_be_written_it_is_said_why() {
        let folder = tempfile::tempdir().unwrap();
        let of = |path: &Path| reason(&write(path, b"x").unwrap_err());
        assert_eq!(of(&folder.path().join("gone/code.txt")), NotSaved::Failed);
        #[cfg(target_os = "linux")]
        assert!(matches!(of(Path::new("/proc/code.txt")), NotSaved::NotAllowed | NotSaved::Failed));
    }
}
