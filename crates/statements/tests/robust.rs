//! No bytes whatever make the reader panic, hang or lose count.
//!
//! `cargo xtask fuzz` runs the last of these tests for long; FUZZ_SECONDS says how long.

use std::collections::BTreeMap;
use std::fs;
use std::ops::ControlFlow;
use std::path::Path;
use std::time::{Duration, Instant};

use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use statements::{DateOrder, Format, Options, Row, read};

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
            let is_there = |row: &Row| usize::try_from(row.line).unwrap_or(usize::MAX) <= lines;
            // Lines of a sheet are none of the file.
            assert!(statement.format == Format::Xls || statement.rows.iter().all(is_there));
            let layout = Options { layout: statement.layout.clone(), ..Options::default() };
            let _ = read(bytes, &layout, &mut |_, _| ControlFlow::Continue(()));
        }
    }
}

/// By format: real files where the corpus is present, made-up ones everywhere.
fn seeds() -> BTreeMap<String, Vec<Vec<u8>>> {
    let mut seeds: BTreeMap<String, Vec<Vec<u8>>> = BTreeMap::new();
    let cases = [
        include_str!("layouts.txt"),
        include_str!("layouts_world.txt"),
        include_str!("layouts_odd.txt"),
        include_str!("layouts_more.txt"),
        include_str!("apps.txt"),
    ];
    let cases = cases.iter().flat_map(|text| text.split("\n=== ").skip(1));
    let files = cases.filter_map(|case| case.split_once('\n')?.1.split("\n--->").next());
    seeds.insert("made-up".to_owned(), files.map(|file| file.as_bytes().to_vec()).collect());
    let workbooks: [&[u8]; 2] =
        [include_bytes!("data/statement.xls"), include_bytes!("data/epoch_1904.xls")];
    seeds.insert("xls".to_owned(), workbooks.map(<[u8]>::to_vec).to_vec());
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus/files");
    for folder in fs::read_dir(corpus).into_iter().flatten().flatten() {
        let format = folder.file_name().to_string_lossy().into_owned();
        for file in fs::read_dir(folder.path()).into_iter().flatten().flatten() {
            seeds.entry(format.clone()).or_default().extend(fs::read(file.path()));
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
}

/// Longest that one small file may take in a build without optimisation, on a busy machine.
const PATIENCE: Duration = Duration::from_secs(20);

/// What is read again and again takes 64 times as long where there is eight times as much of it.
#[test]
fn eight_times_the_file_takes_no_more_than_its_share() {
    let qif = "D01/31/2024\nT-1\nSFood\n$-1\n^\n";
    let camt = "<?xml version=\"1.0\"?><Document><BkToCstmrStmt><Stmt>";
    let shapes: [(&str, &str); 14] = [
        ("<OFX>", "<INVTRAN>\n"),
        ("<OFX>", "<STMTTRN>"),
        ("<OFX>", "<A><B>"),
        ("<OFX><STMTTRN><NAME>", "&<"),
        ("!Type:Bank\n", qif),
        (":20:1\n:61:2401010101D1,00NTRF\n:86:/NAME/", "/REMI/x?20SVWZ+"),
        (":20:1\n", ":61:2401010101D1,00NTRF\n:86:a\n:60F:C240101EUR1,00\n:20:2\n"),
        (camt, "<Ntry><Amt Ccy=\"EUR\">1</Amt></Ntry>"),
        ("", "Date,Text,Amount\n"),
        ("", "Account 1\nDate,Text,Amount\n2024-01-31,x,-1.00\n\n"),
        ("Date,Text,Amount,Balance\n", "2024-01-31,a,-1,23,4,56\n"),
        ("Date,Text,Amount\n", "2024-01-31,\"x,-1\n"),
        ("Date,Text,Amount\n2024-01-31,", "'x',"),
        ("", "Date: 31/01/2024\nAmount: -1.00\nText: x\n\n"),
    ];
    for (head, part) in shapes {
        let time = |times: usize| {
            let file = head.to_owned() + &part.repeat(times);
            let once = || {
                let begun = Instant::now();
                let _ = read(file.as_bytes(), &Options::default(), &mut |_, _| {
                    ControlFlow::Continue(())
                });
                begun.elapsed()
            };
            once().min(once())
        };
        // A search is many times faster than all the rest.
        let count = if head.starts_with("<OFX>") { 5_000 } else { 1_000 };
        let (few, many) = (time(count), time(8 * count));
        let most = few.max(Duration::from_millis(20)) * 28;
        assert!(many < most, "{part:?}: {few:?}, then {many:?}");
    }
}

#[test]
fn any_change_of_a_statement() {
    let seconds = std::env::var("FUZZ_SECONDS").ok().and_then(|seconds| seconds.parse().ok());
    let seeds = seeds();
    let share = Duration::from_secs(seconds.unwrap_or(6)) / u32::try_from(seeds.len()).unwrap_or(1);
    for (format, seeds) in seeds {
        let strategy =
            (prop::sample::select(seeds), prop::collection::vec(change(), 1..12), 0..4u8);
        let begun = Instant::now();
        let mut count = 0u64;
        while begun.elapsed() < share {
            let config =
                ProptestConfig { cases: 8, failure_persistence: None, ..ProptestConfig::default() };
            let outcome = TestRunner::new(config).run(&strategy, |(mut bytes, changes, kept)| {
                // Small files are read more often in the same time.
                bytes.truncate(bytes.len().min(40_000 >> (4 * kept.min(1))));
                for change in &changes {
                    apply(&mut bytes, change);
                }
                let begun = Instant::now();
                read_all(&bytes);
                prop_assert!(begun.elapsed() < PATIENCE, "{:?}", begun.elapsed());
                Ok(())
            });
            assert!(outcome.is_ok(), "{format}: {outcome:?}");
            count += 8;
        }
        println!("{format}: {count} files");
    }
}
