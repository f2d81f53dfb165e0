//! Finds what is missing on this machine, and gets it where that can be done without asking.

use std::{env, fs, io::ErrorKind, path::Path, process::Command, time::SystemTime};

use crate::{
    paths::{self, npm, root},
    steps::{Steps, Stop},
    system::{APT_RUN, APT_TEST, Purpose, System},
};

/// System packages, Node, the packages of ui/, and the built UI, which the app carries in itself.
pub(crate) fn all(steps: &mut Steps, purpose: Purpose) -> Result<(), Stop> {
    let system = System::current();
    if system == System::Debian {
        apt(steps, purpose)?;
    } else if !system.has_libraries() {
        return Err(Stop(format!("Some of what the app needs is missing.\n{}", system.advice())));
    }
    ui(steps)
}

/// llama.cpp's server in a Python environment, where ../shared/llm is: the assistant's tests speak
/// to it. They say that they skip it where it cannot be got, which is no fault of the project.
pub(crate) fn llama() {
    let folder = paths::built("llama");
    if !root().join("../shared/llm").is_dir() || folder.join("bin/xllamacpp-ready").is_file() {
        return;
    }
    let python = folder.join("bin/python");
    let made = Command::new("python3").args(["-m", "venv"]).arg(&folder).status();
    let got = Command::new(&python)
        .args(["-m", "pip", "install", "--quiet", "xllamacpp", "gguf", "numpy"])
        .status();
    let good = [made, got].into_iter().all(|done| done.is_ok_and(|status| status.success()));
    if !good || fs::write(folder.join("bin/xllamacpp-ready"), "").is_err() {
        println!("llama.cpp's server could not be installed; its test will be skipped.");
    }
}

/// Only Node and the packages of ui/.
pub(crate) fn node_packages(steps: &mut Steps) -> Result<(), Stop> {
    node(&System::current())?;
    let lock = root().join("ui/package-lock.json");
    let wanted = fs::read(&lock).map_err(|e| Stop(format!("{}: {e}", lock.display())))?;
    // A copy of the lock file that node_modules was made from; npm ci removes it with the folder.
    let stamp = root().join("ui/node_modules/.installed-lock");
    if fs::read(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    let args = ["ci", "--ignore-scripts", "--no-audit", "--no-fund"];
    steps.must("Node packages", npm(&args))?;
    fs::write(&stamp, wanted).map_err(|e| Stop(format!("{}: {e}", stamp.display())))
}

fn ui(steps: &mut Steps) -> Result<(), Stop> {
    node_packages(steps)?;
    let built = modified(&root().join("ui/dist/index.html"));
    if built.is_some() && built > newest(&root().join("ui")) {
        return Ok(());
    }
    steps.must("UI", npm(&["run", "--silent", "build"]))
}

fn modified(path: &Path) -> Option<SystemTime> {
    fs::metadata(path).ok()?.modified().ok()
}

/// The last change under a folder, except in what is made by tools. Folders count too: theirs is
/// the time at which a file was last added or removed.
fn newest(folder: &Path) -> Option<SystemTime> {
    let entries = fs::read_dir(folder).ok()?.flatten();
    entries
        .filter(|entry| !matches!(entry.file_name().to_str(), Some("node_modules" | "dist")))
        .filter_map(|entry| {
            let path = entry.path();
            let own = modified(&path);
            if path.is_dir() { own.max(newest(&path)) } else { own }
        })
        .max()
}

fn apt(steps: &mut Steps, purpose: Purpose) -> Result<(), Stop> {
    let extra: &[&str] = if purpose == Purpose::Test { &APT_TEST } else { &[] };
    let wanted: Vec<&str> = APT_RUN.iter().chain(extra).copied().collect();
    let missing = missing_packages(&wanted)?;
    if missing.is_empty() {
        return Ok(());
    }
    println!("Missing system packages: {}", missing.join(" "));
    let by_hand = format!("apt-get update && apt-get install -y {}", missing.join(" "));
    let Some(prefix) = as_root() else {
        return Err(Stop(format!("They need root, and there is no sudo. As root:\n{by_hand}")));
    };
    let apt_get = |args: &[&str]| {
        let words = [prefix, &["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"], args].concat();
        paths::command(words[0], &words[1..])
    };
    println!("They are installed now{}.", if prefix.is_empty() { "" } else { " with sudo" });
    let install = [&["install", "-y", "--no-install-recommends"], &missing[..]].concat();
    steps
        .must("Package lists", apt_get(&["update", "-q"]))
        .and_then(|()| steps.must("System packages", apt_get(&install)))
        .map_err(|_| Stop(format!("The packages could not be installed. As root:\n{by_hand}")))
}

fn missing_packages<'a>(wanted: &[&'a str]) -> Result<Vec<&'a str>, Stop> {
    let output = Command::new("dpkg-query")
        .args(["-W", "-f", "${db:Status-Abbrev}${Package}\n"])
        .args(wanted)
        .output()
        .map_err(|e| Stop(format!("dpkg-query could not be started: {e}")))?;
    let known = String::from_utf8_lossy(&output.stdout);
    let installed: Vec<&str> = known.lines().filter_map(|line| line.strip_prefix("ii ")).collect();
    Ok(wanted.iter().filter(|name| !installed.contains(name)).copied().collect())
}

/// What goes before a command that needs root: nothing for root, sudo for others who have it.
fn as_root() -> Option<&'static [&'static str]> {
    let succeeds = |program: &str, arg: &str| Command::new(program).arg(arg).output();
    let user = succeeds("id", "-u").ok()?;
    if user.stdout.trim_ascii() == b"0" {
        Some(&[])
    } else {
        succeeds("sudo", "--version").ok().map(|_| &["sudo"] as &[&str])
    }
}

fn node(system: &System) -> Result<(), Stop> {
    let advice = system.node_advice();
    let output = Command::new("node").arg("--version").output().map_err(|error| {
        let what =
            if error.kind() == ErrorKind::NotFound { "is missing" } else { "does not start" };
        Stop(format!("Node {what}; 20.19 or newer is needed: {advice}"))
    })?;
    let version = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    if !node_is_new_enough(&version) {
        return Err(Stop(format!("Node {version} is too old; 20.19 or newer is needed: {advice}")));
    }
    match npm(&["--version"]).output() {
        Ok(output) if output.status.success() => Ok(()),
        _ => Err(Stop(format!("Node is there, but npm is missing: {advice}"))),
    }
}

/// Vite's own condition: 20.19, 22.12 or newer, not the odd versions between.
fn node_is_new_enough(version: &str) -> bool {
    let mut parts = version.trim_start_matches('v').split('.').map(|part| part.parse::<u32>().ok());
    match (parts.next().flatten(), parts.next().flatten()) {
        (Some(20), Some(minor)) => minor >= 19,
        (Some(22), Some(minor)) => minor >= 12,
        (Some(major), _) => major > 22,
        _ => false,
    }
}

/// A window needs a place to open on; better to say so before a long build than after it.
pub(crate) fn display() -> Result<(), Stop> {
    let set = |name| env::var_os(name).is_some_and(|value| !value.is_empty());
    if !cfg!(target_os = "linux") || set("DISPLAY") || set("WAYLAND_DISPLAY") {
        return Ok(());
    }
    Err(Stop(
        "There is no display: neither DISPLAY nor WAYLAND_DISPLAY is set.\n\
         Start it in a desktop session, or with one that nobody sees: \
         xvfb-run -a dbus-run-session cargo xtask run"
            .into(),
    ))
}

#[cfg(test)]
mod tests {
    use super::node_is_new_enough;

    #[test]
    fn an_old_node_is_recognised() {
        for version in ["v20.19.0", "v20.20.2", "v22.12.0", "v24.0.0", "23.1.0"] {
            assert!(node_is_new_enough(version), "{version}");
        }
        for version in ["v20.18.3", "v18.20.4", "v22.11.9", "v21.7.0", "v8", "", "what"] {
            assert!(!node_is_new_enough(version), "{version}");
        }
    }
}
