//! No bytes whatever make the reader panic, hang or lose count.

use std::fs;
use std::ops::ControlFlow;
use std::path::Path;

use proptest::prelude::*;
use statements::{DateOrder, Options, read};

fn read_all(bytes: &[u8]) {
    let all = [
        Options::default(),
        Options { date_order: Some(DateOrder::Mdy), flip_sign: Some(true), layout: None },
    ];
    for options in all {
        let Ok(statements) = read(bytes, &options, &mut |_, _| ControlFlow::Continue(())) else {
            continue;
        };
        let lines = bytes.iter().filter(|byte| matches!(byte, b'\n' | b'\r')).count() + 1;
        for statement in &statements {
            assert!(statement.rows.len() <= bytes.len());
            assert!(
                statement
                    .rows
                    .iter()
                    .all(|row| usize::try_from(row.line).unwrap_or(usize::MAX) <= lines)
            );
            let layout = Options { layout: statement.layout.clone(), ..Options::default() };
            let _ = read(bytes, &layout, &mut |_, _| ControlFlow::Continue(()));
        }
    }
}

/// Real files where the corpus is present, made-up ones everywhere.
fn seeds() -> Vec<Vec<u8>> {
    let layouts = include_str!("layouts.txt");
    let mut seeds: Vec<Vec<u8>> =
        layouts.split("\n=== ").map(|case| case.as_bytes().to_vec()).collect();
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus/files");
    for folder in fs::read_dir(corpus).into_iter().flatten().flatten() {
        for file in fs::read_dir(folder.path()).into_iter().flatten().flatten() {
            seeds.extend(fs::read(file.path()));
        }
    }
    seeds
}

#[derive(Clone, Debug)]
enum Change {
    Replace(prop::sample::Index, u8),
    Insert(prop::sample::Index, Vec<u8>),
    Cut(prop::sample::Index, usize),
    Repeat(prop::sample::Index, usize),
}

fn change() -> impl Strategy<Value = Change> {
    let place = any::<prop::sample::Index>;
    let text = prop::sample::select(vec![
        "\"",
        ",",
        ";",
        "\t",
        "\n",
        "\r",
        "-",
        "(",
        ".",
        "<",
        ">",
        "&",
        "]]>",
        ":",
        "{",
        "}",
        "\0",
        "\u{feff}",
        "é",
        "99999999999999999999999999999",
        "0000",
        "1e9",
        "２",
        "<STMTTRN>",
        ":61:",
        "^",
        "!Type:Bank",
    ]);
    prop_oneof![
        (place(), any::<u8>()).prop_map(|(at, byte)| Change::Replace(at, byte)),
        (place(), text).prop_map(|(at, text)| Change::Insert(at, text.as_bytes().to_vec())),
        (place(), 1..200usize).prop_map(|(at, length)| Change::Cut(at, length)),
        (place(), 1..200usize).prop_map(|(at, length)| Change::Repeat(at, length)),
    ]
}

fn apply(bytes: &mut Vec<u8>, change: &Change) {
    if bytes.is_empty() {
        return;
    }
    let range = |at: usize, length: usize, bytes: &[u8]| at..(at + length).min(bytes.len());
    match change {
        Change::Replace(at, byte) => {
            let at = at.index(bytes.len());
            bytes[at] = *byte;
        }
        Change::Insert(at, text) => {
            let at = at.index(bytes.len());
            bytes.splice(at..at, text.iter().copied());
        }
        Change::Cut(at, length) => {
            let range = range(at.index(bytes.len()), *length, bytes);
            bytes.drain(range);
        }
        Change::Repeat(at, length) => {
            let range = range(at.index(bytes.len()), *length, bytes);
            let copy = bytes[range.clone()].to_vec();
            bytes.splice(range.start..range.start, copy);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..2000)) {
        read_all(&bytes);
    }

    #[test]
    fn any_table(text in "([-0-9./,;\"a-c$€ ]{0,12}[,;\t|\n\r]){0,80}") {
        read_all(text.as_bytes());
    }

    #[test]
    fn any_change_of_a_statement(
        seed in prop::sample::select(seeds()),
        changes in prop::collection::vec(change(), 1..8),
    ) {
        let mut bytes = seed;
        for change in &changes {
            apply(&mut bytes, change);
        }
        read_all(&bytes);
    }
}
