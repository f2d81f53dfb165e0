//! A migration that a release has run on somebody's data never changes again.

use std::fmt::Write;

use sha2::{Digest, Sha256};

use crate::{
    assert_none,
    tree::{File, files, read},
};

/// One line for each released migration, as `sha256sum migrations/*.sql` prints it. A release
/// appends its own.
const RELEASED: &str = "migrations/released.sha256";

fn hash(text: &str) -> String {
    Sha256::digest(text).iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

fn number(path: &str) -> Option<usize> {
    let name = path.strip_prefix("migrations/")?.strip_suffix(".sql")?;
    name.get(..4)?.parse().ok().filter(|_| name.as_bytes().get(4) == Some(&b'_'))
}

fn check(migrations: &[File], released: &str) -> Vec<String> {
    let mut problems = Vec::new();
    for line in released.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
        let Some((expected, path)) = line.split_once("  ") else {
            problems.push(format!("{RELEASED}: {line:?} is no line of sha256sum"));
            continue;
        };
        match migrations.iter().find(|file| file.path == path) {
            None => problems.push(format!("{path} was released and is missing")),
            Some(file) if hash(&file.text) != expected => {
                problems.push(format!("{path} was released and must not change; write a new one"));
            }
            Some(_) => {}
        }
    }
    for (index, file) in migrations.iter().enumerate() {
        if number(&file.path) != Some(index + 1) {
            problems.push(format!("{}: number {:04} was expected", file.path, index + 1));
        }
    }
    problems
}

#[test]
fn released_migrations_stay_as_they_are() {
    let mut migrations: Vec<File> = files()
        .into_iter()
        .filter(|file| file.path.starts_with("migrations/") && file.has_extension(&["sql"]))
        .collect();
    migrations.sort_by(|a, b| a.path.cmp(&b.path));
    assert!(!migrations.is_empty());
    assert_none(&check(&migrations, &read(RELEASED)));
}

#[test]
fn a_changed_migration_is_found() {
    let file = || vec![File::new("migrations/0001_a.sql", "abc")];
    // FIPS 180-2, appendix B.1.
    let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    let line = format!("# 1.0\n{abc}  migrations/0001_a.sql\n");
    assert_none(&check(&file(), &line));
    assert_none(&check(&file(), ""));
    assert_eq!(check(&[File::new("migrations/0001_a.sql", "abd")], &line).len(), 1);
    assert_eq!(check(&[], &line).len(), 1);
    assert_eq!(check(&file(), "nonsense").len(), 1);
    assert_eq!(check(&[File::new("migrations/0002_a.sql", "abc")], "").len(), 1);
}
