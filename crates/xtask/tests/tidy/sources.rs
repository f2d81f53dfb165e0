//! Rules that the text of one file can break.

use std::sync::LazyLock;

use regex::Regex;

use crate::{
    assert_none,
    tree::{File, files},
};

const LONGEST: usize = 400;
const GENERATED: &str = "ui/src/ipc/bindings.ts";
const PURE: [&str; 4] =
    ["crates/ledger/src/", "crates/statements/src/", "crates/classifier/src/", "crates/rules/src/"];

/// Written by hand, and not a test: at most 400 lines, so that it holds one thing.
fn length(file: &File) -> Option<String> {
    let lines = file.product().lines().count();
    let counts = file.has_extension(&["rs", "ts", "svelte", "css"])
        && !file.is_test()
        && file.path != GENERATED;
    (counts && lines > LONGEST).then(|| format!("{}: {lines} lines", file.path))
}

/// A rule is a pattern that no line of the files concerned may match.
struct Pattern {
    what: &'static str,
    regex: LazyLock<Regex>,
}

impl Pattern {
    const fn new(what: &'static str, regex: fn() -> Regex) -> Pattern {
        Pattern { what, regex: LazyLock::new(regex) }
    }

    /// The first line that matches.
    fn find(&self, file: &File, text: &str) -> Option<String> {
        let (index, line) = text.lines().enumerate().find(|(_, line)| self.regex.is_match(line))?;
        Some(format!("{}:{}: {}: {}", file.path, index + 1, self.what, line.trim()))
    }
}

fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).unwrap()
}

/// Text from a bank or an LLM must never become markup.
fn raw_markup(file: &File) -> Option<String> {
    static RAW: Pattern = Pattern::new("raw markup", || {
        regex(r"\{@html|\.(inner|outer)HTML\s*=[^=]|insertAdjacentHTML|document\.write\(")
    });
    let applies = file.has_extension(&["svelte", "ts"]) && !file.is_test();
    applies.then(|| RAW.find(file, &file.text))?
}

/// Somebody's home folder, in whatever file it is.
fn developers_path(file: &File) -> Option<String> {
    static HOME: Pattern = Pattern::new("a path of somebody's machine", || {
        regex(r#"(^|[\s"'`(=:\[<])(/home/\w|/Users/\w|/root\b|/work/|[A-Z]:\\+Users\\)"#)
    });
    HOME.find(file, &file.text)
}

/// SQL stands in crates/store and nowhere else, save for the plain SQLite that the benchmark
/// measures us against.
fn sql(file: &File) -> Option<String> {
    static SQL: Pattern = Pattern::new("SQL outside of the store", || {
        regex(concat!(
            r"\b(SELECT\s.*\sFROM\s|INSERT INTO\s|DELETE FROM\s|UPDATE \w+ SET\s",
            r"|CREATE (TABLE|INDEX|TRIGGER)\s|PRAGMA \w)",
        ))
    });
    let applies = file.has_extension(&["rs", "ts", "svelte"])
        && !file.path.starts_with("crates/store/")
        && !file.path.starts_with("crates/bench/")
        && !file.path.starts_with("crates/xtask/tests/");
    applies.then(|| SQL.find(file, &file.text))?
}

/// The UI talks to the shell in one place.
fn tauri_import(file: &File) -> Option<String> {
    static IMPORT: Pattern =
        Pattern::new("only ui/src/ipc may import this", || regex("[\"']@tauri-apps/"));
    let applies = file.path.starts_with("ui/src/")
        && !file.path.starts_with("ui/src/ipc/")
        && file.has_extension(&["ts", "svelte"]);
    applies.then(|| IMPORT.find(file, &file.text))?
}

/// The pure crates take bytes and the day as arguments and give values back.
fn impure(file: &File) -> Option<String> {
    static IMPURE: Pattern = Pattern::new("a pure crate", || {
        regex(concat!(
            r"\bstd::(fs|net|env|process|thread)\b|\bstd::\{[^}]*\b(fs|net|env|process|thread)\b",
            r"|\b(stdin|stdout|stderr)\(\)|\bprintln!|\bFile::(open|create)\b|\basync fn\b",
            r"|\b(SystemTime|Instant|Utc|Local)::now\b|\bthread_rng\b",
        ))
    });
    let applies = PURE.iter().any(|folder| file.path.starts_with(folder))
        && file.has_extension(&["rs"])
        && !file.path.contains("/src/bin/")
        && !file.is_test();
    applies.then(|| IMPURE.find(file, file.product()))?
}

/// What is in the repository is done: nothing is put off, no test is left out.
fn unfinished(file: &File) -> Option<String> {
    static LEFT: Pattern = Pattern::new("left unfinished", || {
        regex(concat!(
            r"\b(TODO|FIXME|XXX)\b|\bunimplemented!|\btodo!|#\[ignore\]",
            r"|\b(it|test|describe)\.(only|skip)\(",
        ))
    });
    let applies = file.has_extension(&["rs", "ts", "svelte", "css", "sql"])
        && !file.path.starts_with("crates/xtask/tests/");
    applies.then(|| LEFT.find(file, &file.text))?
}

type Rule = fn(&File) -> Option<String>;

const RULES: [Rule; 7] =
    [length, raw_markup, developers_path, sql, tauri_import, impure, unfinished];

#[test]
fn sources_keep_the_rules() {
    let files = files();
    let problems: Vec<String> =
        RULES.iter().flat_map(|rule| files.iter().filter_map(rule)).collect();
    assert_none(&problems);
}

#[test]
fn each_broken_rule_is_found() {
    let long = "x\n".repeat(LONGEST + 1);
    let tested = format!("x\n\n#[cfg(test)]\nmod tests {{\n{long}}}\n");
    let home = format!("see {}/maria/notes", "/home");
    let root = format!("path = \"/{}/x\"", "root");
    let windows = format!("\"C:{}maria\"", r"\Users\");
    let table: [(Rule, &str, &str, bool); 30] = [
        (length, "crates/app/src/a.rs", &long, false),
        (length, "ui/src/App.svelte", &long, false),
        (length, "crates/app/tests/a.rs", &long, true),
        (length, "ui/src/a.test.ts", &long, true),
        (length, "crates/app/src/a.rs", &tested, true),
        (length, GENERATED, &long, true),
        (raw_markup, "ui/src/A.svelte", "<p>{@html text}</p>", false),
        (raw_markup, "ui/src/a.ts", "node.innerHTML = text", false),
        (raw_markup, "ui/src/A.svelte", "<p>{text}</p>", true),
        (developers_path, "docs/a.md", &home, false),
        (developers_path, "a.json", &root, false),
        (developers_path, "a.rs", &windows, false),
        (developers_path, "a.md", "https://example.org/home/page and ~/.cache", true),
        (sql, "crates/app/src/a.rs", "\"SELECT id FROM account\"", false),
        (sql, "ui/src/a.ts", "`DELETE FROM payee`", false),
        (sql, "crates/store/src/a.rs", "\"SELECT id FROM account\"", true),
        (sql, "crates/app/src/a.rs", "// Select what comes from the user", true),
        (tauri_import, "ui/src/views/a.ts", "import { invoke } from '@tauri-apps/api/core'", false),
        (tauri_import, "ui/src/ipc/query.svelte.ts", "import '@tauri-apps/api/core'", true),
        (impure, "crates/ledger/src/a.rs", "use std::fs::File;", false),
        (impure, "crates/statements/src/a.rs", "use std::{collections::HashMap, fs};", false),
        (impure, "crates/classifier/src/a.rs", "let now = Utc::now();", false),
        (impure, "crates/ledger/src/a.rs", "x\n#[cfg(test)]\nmod tests { use std::fs; }", true),
        (impure, "crates/vault/src/a.rs", "use std::fs;", true),
        (impure, "crates/ledger/src/a.rs", "use std::{cmp::Ordering, fmt};", true),
        (unfinished, "ui/src/a.ts", "// TODO later", false),
        (unfinished, "crates/app/src/a.rs", "#[ignore]", false),
        (unfinished, "ui/src/a.test.ts", "it.only('x', f)", false),
        (unfinished, "crates/app/src/a.rs", "rows.iter().skip(1)", true),
        (unfinished, "crates/app/src/a.rs", "nothing here", true),
    ];
    for (rule, path, text, good) in table {
        let problem = rule(&File::new(path, text));
        assert_eq!(problem.is_none(), good, "{path}: {problem:?}");
    }
}
