//! `kill -9` at any moment of an import: afterwards the whole import is there or nothing of it.
//!
//! `KILLS` and `KILL_ROWS` in the environment ask for more than the few of every run:
//! `KILLS=200 KILL_ROWS=50000 cargo test --test killed -- --nocapture`.
#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use serde_json::Value;
use std::{
    env, fs,
    io::Write as _,
    path::Path,
    process::{Child, Command, Stdio},
    thread::sleep,
    time::{Duration, Instant},
};

const PASSWORD: &str = "correct horse battery staple\n";
/// Enough that the import takes longer than a look at it.
const ROWS: u32 = 5_000;
const KILLS: u32 = 5;

fn asked(name: &str, usual: u32) -> u32 {
    env::var(name).map_or(usual, |text| text.parse().unwrap())
}

fn start(dir: &Path, args: &[&str]) -> Child {
    let mut child = Command::new(env!("CARGO_BIN_EXE_eiq"))
        .arg("--data-dir")
        .arg(dir)
        .args(["--password-stdin", "--json"])
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(PASSWORD.as_bytes()).unwrap();
    child
}

fn eiq(dir: &Path, args: &[&str]) -> Value {
    let output = start(dir, args).wait_with_output().unwrap();
    assert!(output.status.success(), "{args:?}");
    serde_json::from_slice(&output.stdout).unwrap()
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let (entry, to) = entry.map(|entry| (entry.path(), to.join(entry.file_name()))).unwrap();
        if entry.is_dir() {
            copy(&entry, &to);
        } else {
            fs::copy(&entry, &to).unwrap();
        }
    }
}

/// Waits until the import writes to the log of the only profile; when that was.
fn writing(dir: &Path, child: &mut Child) -> Instant {
    let profile = fs::read_dir(dir.join("profiles")).unwrap().next().unwrap().unwrap().path();
    let log = profile.join("ledger.db-wal");
    let is_written = || fs::metadata(&log).is_ok_and(|log| log.len() > 100_000);
    while !is_written() && child.try_wait().unwrap().is_none() {
        sleep(Duration::from_millis(2));
    }
    Instant::now()
}

#[test]
fn a_killed_import_is_there_whole_or_not_at_all() {
    let (kills, rows) = (asked("KILLS", KILLS), asked("KILL_ROWS", ROWS));
    let root = tempfile::tempdir().unwrap();
    let (fresh, dir) = (root.path().join("fresh"), root.path().join("book"));
    let file = root.path().join("bank.csv");
    let mut text = "Date,Payee,Amount\n".to_owned();
    for row in 0..rows {
        text +=
            &format!("2026-{:02}-{:02},PAYEE {},-1.50\n", row % 12 + 1, row % 28 + 1, row % 500);
    }
    fs::write(&file, text).unwrap();
    let import = ["import", file.to_str().unwrap(), "--account", "Giro"];
    eiq(&fresh, &["profile", "create", "Anna", "--currency", "EUR"]);
    eiq(&fresh, &["account", "create", "Giro", "--opened", "2026-01-01"]);

    copy(&fresh, &dir);
    let begun = Instant::now();
    let mut child = start(&dir, &import);
    let written = writing(&dir, &mut child);
    assert!(child.wait_with_output().unwrap().status.success());
    let (takes, commits) = (begun.elapsed(), written.elapsed());

    let (mut nothing, mut whole) = (0, 0);
    for kill in 0..kills {
        fs::remove_dir_all(&dir).unwrap();
        copy(&fresh, &dir);
        let mut child = start(&dir, &import);
        // Every other one at any moment of the import, the rest while it is written to the disk.
        let length = if kill % 2 == 0 {
            takes
        } else {
            writing(&dir, &mut child);
            commits
        };
        // The golden ratio spreads the moments evenly, however many there are.
        let part = (f64::from(kill) * 0.618_033_988_75).fract();
        sleep(length.mul_f64(part));
        child.kill().unwrap();
        child.wait().unwrap();
        let accounts = eiq(&dir, &["account", "list"]);
        let there = accounts[0]["transactions"].as_u64().unwrap();
        assert!(
            there == 0 || there == u64::from(rows),
            "{there} rows, killed at {part} of {length:?}"
        );
        if there == 0 {
            nothing += 1;
        } else {
            whole += 1;
        }
    }
    println!(
        "{kills} kills within {takes:?}, the last {commits:?} of it to the disk: {nothing} left nothing, {whole} everything"
    );
    // What is there goes on as if nothing had been.
    let again = eiq(&dir, &import);
    let done = &again[0]["results"][0];
    let came = done["added"].as_u64().unwrap() + done["matched"].as_u64().unwrap();
    assert_eq!(came, u64::from(rows));
}
