//! The project's chores. `cargo xtask` alone lists them.

mod chores;
mod classifier;
mod install;
mod package;
mod paths;
mod steps;
mod system;

use std::process::ExitCode;
use steps::{Steps, Stop};

const USAGE: &str = "\
cargo xtask run [--release]   install what is missing, build, start the app
cargo xtask test              install what is missing, build, every check and test
cargo xtask e2e [filter]      only the real-window tests
cargo xtask fuzz [seconds]    feed damaged statements to the reader, for ten minutes or as told
cargo xtask bench [rows ...]  measure the release build, and write docs/benchmarks.md
cargo xtask train             make the classifier's lists and model anew; the same sources give the same bytes
cargo xtask exam              measure the classifier with the labelled texts in ../shared/labels
cargo xtask bundle            the .deb, in the target folder under release/bundle
cargo xtask bindings          write ui/src/ipc/bindings.ts anew from the commands
cargo xtask icons             make the icons anew from icons/icon.svg and icons/tray.svg";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let mut steps = Steps::default();
    let outcome = match words[..] {
        ["run"] => chores::run(&mut steps, "debug"),
        ["run", "--release"] => chores::run(&mut steps, "release"),
        ["test"] => chores::test(&mut steps),
        ["e2e"] => chores::e2e(&mut steps, None),
        ["e2e", filter] => chores::e2e(&mut steps, Some(filter)),
        ["fuzz"] => chores::fuzz(&mut steps, "600"),
        ["fuzz", seconds] => chores::fuzz(&mut steps, seconds),
        ["bench"] => chores::bench(&mut steps, &["10000", "100000", "1000000"]),
        ["bench", ref rows @ ..] => chores::bench(&mut steps, rows),
        ["train"] => classifier::train(&mut steps),
        ["exam"] => classifier::exam(&mut steps),
        ["bundle"] => chores::bundle(&mut steps),
        ["bindings"] => chores::bindings(&mut steps),
        ["icons"] => chores::icons(&mut steps),
        [] | ["help" | "--help" | "-h"] => {
            println!("{USAGE}");
            return ExitCode::SUCCESS;
        }
        _ => Err(Stop(format!("There is no `cargo xtask {}`.\n\n{USAGE}", words.join(" ")))),
    };
    steps.finish(&outcome)
}
