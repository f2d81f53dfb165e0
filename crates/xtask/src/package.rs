use std::{fs, io, path::PathBuf};

use crate::{
    paths::{self, command, tauri},
    steps::{Steps, Stop},
};

/// The installable package for Debian. Tauri packs it with gzip; packed again with xz, which every
/// Debian and Ubuntu that has the needed libraries reads, it is a quarter smaller.
pub(crate) fn deb(steps: &mut Steps) -> Result<(), Stop> {
    steps.must("Bundle", tauri(&["build", "--bundles", "deb"]))?;
    let package = newest().map_err(|error| Stop(format!("The package was not found: {error}.")))?;
    let unpacked = package.with_extension("unpacked");
    let (from, to) = (package.to_string_lossy(), unpacked.to_string_lossy());
    // What a run that was cut short has left.
    let _ = fs::remove_dir_all(&unpacked);
    steps.must("Unpack", command("dpkg-deb", &["--raw-extract", &from, &to]))?;
    let pack = ["--root-owner-group", "-Zxz", "--build", &to, &from];
    steps.must("Pack", command("dpkg-deb", &pack))?;
    let _ = fs::remove_dir_all(&unpacked);
    Ok(())
}

/// Packages of earlier versions stay in the folder.
fn newest() -> io::Result<PathBuf> {
    let mut packages = Vec::new();
    for entry in fs::read_dir(paths::built("release").join("bundle/deb"))? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "deb") {
            packages.push((path.metadata()?.modified()?, path));
        }
    }
    let newest = packages.into_iter().max();
    newest.map(|(_, path)| path).ok_or_else(|| io::ErrorKind::NotFound.into())
}
