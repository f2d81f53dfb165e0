use std::{
    fs,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
};

use tempfile::TempDir;

/// A home folder with nothing in it, which goes with this value.
pub struct Home(TempDir);

impl Home {
    #[allow(clippy::new_without_default, reason = "it makes folders: nothing to do by default")]
    pub fn new() -> Home {
        let home = Home(TempDir::with_prefix("eiq-").unwrap());
        for (_, folder) in home.env() {
            fs::create_dir_all(&folder).unwrap();
            fs::set_permissions(&folder, fs::Permissions::from_mode(0o700)).unwrap();
        }
        home
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    /// Where the app's own folder is made.
    pub fn data(&self) -> PathBuf {
        self.path().join("data")
    }

    /// The environment that makes programs live here.
    pub(crate) fn env(&self) -> [(&'static str, PathBuf); 6] {
        let folder = |name| self.path().join(name);
        [
            ("HOME", folder("home")),
            ("XDG_DATA_HOME", folder("data")),
            ("XDG_CONFIG_HOME", folder("config")),
            ("XDG_CACHE_HOME", folder("cache")),
            ("XDG_STATE_HOME", folder("state")),
            // Sockets, and the picture of the tray icon.
            ("XDG_RUNTIME_DIR", folder("run")),
        ]
    }
}
