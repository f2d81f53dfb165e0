use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// One text file of the repository; the path is relative to its top, with slashes.
pub(crate) struct File {
    pub(crate) path: String,
    pub(crate) text: String,
}

impl File {
    pub(crate) fn new(path: &str, text: &str) -> File {
        File { path: path.into(), text: text.into() }
    }

    pub(crate) fn has_extension(&self, extensions: &[&str]) -> bool {
        let extension = Path::new(&self.path).extension().and_then(|e| e.to_str());
        extension.is_some_and(|e| extensions.contains(&e))
    }

    pub(crate) fn is_test(&self) -> bool {
        self.path.contains("/tests/") || self.path.contains(".test.")
    }

    /// The text before a Rust file's own tests, which stand at its end.
    pub(crate) fn product(&self) -> &str {
        self.text.split("\n#[cfg(test)]\nmod ").next().unwrap_or_default()
    }
}

pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Every text file that is in the repository or about to be: tracked, or new and not ignored.
pub(crate) fn files() -> Vec<File> {
    let output = Command::new("git")
        .args(["-c", "safe.directory=*", "ls-files", "-z", "-co", "--exclude-standard"])
        .current_dir(root())
        .output()
        .expect("git has to be installed");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let names = String::from_utf8(output.stdout).unwrap();
    let files: Vec<File> = names
        .split('\0')
        .filter_map(|path| Some(File::new(path, &fs::read_to_string(root().join(path)).ok()?)))
        .collect();
    assert!(files.iter().any(|file| file.path == "Cargo.toml"), "git lists no Cargo.toml");
    files
}

pub(crate) fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}
