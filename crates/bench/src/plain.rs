//! The same work in the `sqlite3` shell on a plain, unencrypted, indexed table: what every figure
//! is held against. The shell prints the time of each statement itself (`.timer on`).

use std::{
    io::{self, Write},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::Duration,
};

/// The table that a person with a shell would make of the bank's file.
const TABLE: &str = "
CREATE TABLE t (date TEXT, amount REAL, description TEXT, category TEXT, account TEXT);
CREATE INDEX t_date ON t (date, amount);
CREATE INDEX t_account ON t (account, date, amount);
CREATE INDEX t_category ON t (category, date, amount);
";

/// A database file that the shell works on.
pub(crate) struct Plain {
    file: PathBuf,
}

impl Plain {
    /// A new one from the bank's file, and how long `.import` into the indexed table took.
    pub(crate) fn import(folder: &Path, csv: &Path) -> io::Result<(Self, Duration)> {
        let plain = Self { file: folder.join("plain.sqlite") };
        plain.shell(TABLE)?;
        let start = std::time::Instant::now();
        plain.shell(&format!(".import --csv --skip 1 {} t\n", csv.display()))?;
        Ok((plain, start.elapsed()))
    }

    /// The middle one of the processor times that the queries took, each run `times` times. Not
    /// the wall clock's, which the shell prints in whole milliseconds; a query that is answered
    /// from memory takes the same of both.
    pub(crate) fn time(&self, statements: &[String], times: usize) -> io::Result<Duration> {
        let mut script = String::from(".timer on\n.output /dev/null\n");
        for _ in 0..times {
            for statement in statements {
                script.push_str(statement);
                script.push_str(";\n");
            }
        }
        let printed = self.shell(&script)?;
        let mut seconds: Vec<f64> = printed.lines().filter_map(run_time).collect();
        if seconds.is_empty() {
            return Err(io::Error::other("the sqlite3 shell printed no time"));
        }
        seconds.sort_by(f64::total_cmp);
        Ok(Duration::from_secs_f64(seconds[seconds.len() / 2]))
    }

    /// What one insert takes that is on the disk before the next begins.
    pub(crate) fn durable_insert(&self, times: u32) -> io::Result<Duration> {
        let row = "INSERT INTO t VALUES ('2026-11-20', -3.5, 'COFFEE', 'Food', 'Checking');\n";
        let rows = row.repeat(usize::try_from(times).unwrap_or(1));
        let start = std::time::Instant::now();
        self.shell(&format!("PRAGMA journal_mode=WAL;\nPRAGMA synchronous=FULL;\n{rows}"))?;
        Ok(start.elapsed() / times)
    }

    fn shell(&self, script: &str) -> io::Result<String> {
        let mut shell = Command::new("sqlite3")
            .arg(&self.file)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        if let Some(mut input) = shell.stdin.take() {
            input.write_all(script.as_bytes())?;
        }
        let output = shell.wait_with_output()?;
        if !output.status.success() {
            return Err(io::Error::other("the sqlite3 shell failed"));
        }
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }
}

/// Processor seconds of a line such as `Run Time: real 0.346 user 0.144102 sys 0.000000`.
fn run_time(line: &str) -> Option<f64> {
    let (_, times) = line.strip_prefix("Run Time: real ")?.split_once(" user ")?;
    let (user, system) = times.split_once(" sys ")?;
    Some(user.parse::<f64>().ok()? + system.parse::<f64>().ok()?)
}
