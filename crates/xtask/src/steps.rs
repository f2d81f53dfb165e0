use std::{
    fmt::Write,
    path::Path,
    process::{Command, ExitCode},
    time::{Duration, Instant},
};

use crate::paths;

/// Why nothing more can be done, in words for the person at the terminal.
#[derive(Debug)]
pub(crate) struct Stop(pub(crate) String);

/// The work done so far, in order.
#[derive(Default)]
pub(crate) struct Steps(Vec<Step>);

struct Step {
    name: String,
    time: Duration,
    /// How to do the step alone, where it failed.
    failed: Option<String>,
}

impl Steps {
    /// A step that the following ones need: where it fails, they are not tried.
    pub(crate) fn must(&mut self, name: &str, command: Command) -> Result<(), Stop> {
        if self.check(name, command) { Ok(()) } else { Err(Stop(format!("{name}: failed."))) }
    }

    /// A step that stands alone: where it fails, the others are done all the same.
    pub(crate) fn check(&mut self, name: &str, mut command: Command) -> bool {
        let line = line(&command);
        println!("\n== {name}\n   {line}");
        let start = Instant::now();
        let good = match command.status() {
            Ok(status) => status.success(),
            Err(error) => {
                println!("   {} could not be started: {error}", program(&command));
                false
            }
        };
        self.0.push(Step {
            name: name.into(),
            time: start.elapsed(),
            failed: (!good).then_some(line),
        });
        good
    }

    /// Prints each step with its time, and what failed with the command that does it alone.
    pub(crate) fn finish(self, outcome: &Result<(), Stop>) -> ExitCode {
        if self.0.len() > 1 || self.0.iter().any(|step| step.failed.is_some()) {
            println!("\n== Summary\n{}", self.summary());
        }
        if let Err(Stop(why)) = outcome {
            eprintln!("\n{why}");
        }
        let good = outcome.is_ok() && self.0.iter().all(|step| step.failed.is_none());
        if good { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }

    fn summary(&self) -> String {
        let mut text = String::new();
        for Step { name, time, failed } in &self.0 {
            let mark = if failed.is_some() { "FAILED" } else { "ok" };
            let tenths = time.as_millis() / 100;
            let _ = writeln!(text, "   {mark:6} {:>5}.{} s  {name}", tenths / 10, tenths % 10);
        }
        for step in &self.0 {
            if let Some(alone) = &step.failed {
                let _ = write!(text, "\n{} failed. Alone: {alone}", step.name);
            }
        }
        text
    }
}

/// The command as one would type it in the repository's top folder.
fn line(command: &Command) -> String {
    let mut line = String::new();
    let root = paths::root();
    let folder = command.get_current_dir().and_then(|folder| folder.strip_prefix(&root).ok());
    if let Some(folder) = folder.filter(|folder| !folder.as_os_str().is_empty()) {
        let _ = write!(line, "cd {} && ", folder.display());
    }
    for (name, value) in command.get_envs() {
        let value = value.unwrap_or_default().to_string_lossy();
        let _ = write!(line, "{}={value} ", name.to_string_lossy());
    }
    line += &program(command);
    for arg in command.get_args() {
        let _ = write!(line, " {}", arg.to_string_lossy());
    }
    line
}

/// What the repository brings along with its path in it, the rest by its name: `cargo`, not where
/// rustup keeps it.
fn program(command: &Command) -> String {
    let path = Path::new(command.get_program());
    let short = path.strip_prefix(paths::root()).ok();
    let short = short.or_else(|| path.file_name().map(Path::new)).unwrap_or(path);
    short.to_string_lossy().into_owned()
}
