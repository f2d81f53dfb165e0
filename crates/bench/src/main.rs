//! The benchmark: `bench BUILT DOCUMENT FOLDER...` writes the table of docs/benchmarks.md. BUILT
//! is the folder with the release programs and the bundle; each FOLDER has a `bank.csv`, whose
//! lines but the first are the rows. `cargo xtask bench` calls it.
//!
//! Every figure stands beside the same work done by something else in the same minutes, since the
//! machine may be busy: the ratio is what to trust.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a program for the terminal")]
#![expect(clippy::float_arithmetic, reason = "times and their ratios, no money")]

mod core;
mod figures;
mod plain;
mod processes;
mod screen;
mod window;

use figures::{Figure, Goal};
use std::{
    error::Error,
    fs, io,
    path::{Path, PathBuf},
    process::ExitCode,
};

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("The benchmark stopped: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args_os().skip(1).map(PathBuf::from);
    let (Some(built), Some(document)) = (arguments.next(), arguments.next()) else {
        return Err("usage: bench BUILT DOCUMENT FOLDER...".into());
    };
    let programs = window::Programs { app: built.join("expenseiq"), bare: built.join("bare") };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let mut figures = Vec::new();
    for folder in arguments {
        let csv = folder.join("bank.csv");
        let lines = fs::read_to_string(&csv)?.lines().count();
        let rows = u32::try_from(lines)?.saturating_sub(1);
        println!("{rows} rows ...");
        let screen = screen::Screen::start();
        let data = window::data_dir(&screen);
        fs::create_dir_all(&data)?;
        runtime.block_on(core::measure(&data, &csv, rows, &mut figures))?;
        window::measure(&screen, &programs, rows, &mut figures)?;
    }
    if let Some(bytes) = package(&built)? {
        figures.push(Figure::bytes("the .deb", None, bytes, None, Goal::Bytes(12_000_000)));
    }
    let table = figures::table(&figures);
    println!("{table}");
    fs::write(document, format!("{PREFACE}{table}"))?;
    Ok(())
}

/// The size of the package that the bundler made last.
fn package(built: &Path) -> io::Result<Option<u64>> {
    let folder = built.join("bundle/deb");
    if !folder.is_dir() {
        return Ok(None);
    }
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.path().extension().is_some_and(|end| end == "deb") {
            return Ok(Some(entry.metadata()?.len()));
        }
    }
    Ok(None)
}

const PREFACE: &str = "\
# Benchmarks

Written by `cargo xtask bench`: release build, encrypted database, generated banks of ten years. \
The floor of a query or an import is the `sqlite3` shell doing the same with a plain, indexed \
table in the same run; of the start and the memory, the least program that shows a page in a \
WebKitGTK window. Times are medians; the ratio to the floor is what to trust, since the machine \
may have been busy. The floors of queries are processor time as the shell prints it; ours is \
the whole call.

";
