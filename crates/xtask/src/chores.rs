use std::{fs, process::Command};

use crate::{
    install, package,
    paths::{self, cargo, command, npm, root, tauri},
    steps::{Steps, Stop},
    system::Purpose,
};

/// Builds the app in the named cargo profile, starts it and waits for its end.
pub(crate) fn run(steps: &mut Steps, profile: &str) -> Result<(), Stop> {
    install::display()?;
    install::all(steps, Purpose::Run)?;
    let name = if profile == "debug" { "dev" } else { profile };
    steps
        .must("App", cargo(&["build", "--locked", "--package", "expenseiq", "--profile", name]))?;
    steps.must("ExpenseIQ", Command::new(paths::built(profile).join("expenseiq")))
}

/// Every check. What is quick comes first; nothing is compiled twice for the same purpose.
pub(crate) fn test(steps: &mut Steps) -> Result<(), Stop> {
    install::all(steps, Purpose::Test)?;
    install::llama();
    steps.check("Rust format", cargo(&["fmt", "--all", "--check"]));
    for (name, script) in [
        ("UI format", "format:check"),
        ("UI lint", "lint"),
        ("UI types", "check"),
        ("UI tests", "test"),
    ] {
        steps.check(name, npm(&["run", "--silent", script]));
    }
    let lint = ["clippy", "--locked", "--workspace", "--all-targets", "--", "-D", "warnings"];
    steps.check("Rust lint", cargo(&lint));
    steps.must("Build", cargo(&["test", "--locked", "--workspace", "--no-run"]))?;
    steps.check("Tests", cargo(&["test", "--locked", "--workspace", "--no-fail-fast"]));
    if root().join("../shared/advisories/check.py").is_file() {
        steps.check(
            "Advisories",
            command("python3", &["../shared/advisories/check.py", "Cargo.lock"]),
        );
    }
    Ok(())
}

/// With the whole workspace named, the same artifacts serve here and in `test`.
pub(crate) fn e2e(steps: &mut Steps, filter: Option<&str>) -> Result<(), Stop> {
    install::all(steps, Purpose::Test)?;
    steps.must("Build", cargo(&["test", "--locked", "--workspace", "--no-run"]))?;
    let mut stories = cargo(&["test", "--locked", "--workspace", "--test", "stories", "--"]);
    stories.args(filter);
    steps.must("Real-window tests", stories)
}

/// Damages bank files for so many seconds and looks whether the reader bears it.
pub(crate) fn fuzz(steps: &mut Steps, seconds: &str) -> Result<(), Stop> {
    if seconds.parse::<u64>().is_err() {
        return Err(Stop(format!("{seconds} is no number of seconds.")));
    }
    let mut robust = cargo(&["test", "--locked", "--package", "statements", "--test", "robust"]);
    robust.args(["any_change_of_a_statement", "--", "--nocapture"]).env("FUZZ_SECONDS", seconds);
    steps.must("Fuzz", robust)
}

pub(crate) fn bundle(steps: &mut Steps) -> Result<(), Stop> {
    install::all(steps, Purpose::Run)?;
    package::deb(steps)
}

/// Measures with generated banks of so many rows each.
pub(crate) fn bench(steps: &mut Steps, rows: &[&str]) -> Result<(), Stop> {
    const GENERATOR: &str = "../shared/bench/gen.py";
    if !root().join(GENERATOR).is_file() {
        return Err(Stop(format!("The data is made by {GENERATOR}, which is not there.")));
    }
    install::all(steps, Purpose::Test)?;
    package::deb(steps)?;
    steps.must("Benchmark", cargo(&["build", "--locked", "--release", "--package", "bench"]))?;
    let built = paths::built("release");
    let mut measure = Command::new(built.join("bench"));
    measure.current_dir(root()).arg(&built).arg("docs/benchmarks.md");
    for count in rows {
        let folder = paths::built("bench-data").join(count);
        let output = folder.to_string_lossy();
        let generate = [GENERATOR, count, &output, "--formats", "csv"];
        steps.must(&format!("Data of {count} rows"), command("python3", &generate))?;
        measure.arg(&folder);
    }
    steps.must("Measuring", measure)
}

pub(crate) fn bindings(steps: &mut Steps) -> Result<(), Stop> {
    install::all(steps, Purpose::Run)?;
    let mut write = cargo(&["test", "--locked", "--test", "ipc", "bindings"]);
    write.env("UPDATE_BINDINGS", "1");
    steps.must("Bindings", write)
}

/// The Tauri CLI makes icons for every platform and store; only what tauri.conf.json names stays.
pub(crate) fn icons(steps: &mut Steps) -> Result<(), Stop> {
    install::node_packages(steps)?;
    let made_in = paths::built("icons");
    let output = made_in.to_string_lossy();
    steps.must("App icon", tauri(&["icon", "icons/icon.svg", "--output", &output]))?;
    let tray = ["icon", "icons/tray.svg", "--output", &output, "--png", "44"];
    steps.must("Tray icon", tauri(&tray))?;
    for (made, kept) in [
        ("32x32.png", "32x32.png"),
        ("128x128.png", "128x128.png"),
        ("128x128@2x.png", "128x128@2x.png"),
        ("icon.icns", "icon.icns"),
        ("icon.ico", "icon.ico"),
        ("icon.png", "icon.png"),
        ("44x44.png", "tray.png"),
    ] {
        fs::copy(made_in.join(made), root().join("icons").join(kept))
            .map_err(|error| Stop(format!("icons/{kept}: {error}")))?;
    }
    Ok(())
}
