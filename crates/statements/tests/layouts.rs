//! Made-up statements in the layouts of banks around the world, see `layouts.txt` and `layouts_world.txt`.

use std::ops::ControlFlow;

use encoding_rs::{Encoding, UTF_16LE};
use rust_decimal::Decimal;
use statements::{Options, Statement, read};

struct Case<'t> {
    name: &'t str,
    bytes: Vec<u8>,
    questions: Vec<&'t str>,
    rows: Vec<(String, Decimal)>,
}

fn cases(text: &str) -> Vec<Case<'_>> {
    text.split("\n=== ").skip(1).map(case).collect()
}

fn case(text: &str) -> Case<'_> {
    let (head, rest) = text.split_once('\n').unwrap_or((text, ""));
    let (name, encoding) = head.split_once(' ').unwrap_or((head, "utf-8"));
    let (file, expected) = rest.split_once("\n--->").unwrap_or((rest, ""));
    let (questions, rows) = expected.split_once('\n').unwrap_or((expected, ""));
    Case {
        name,
        bytes: encode(&format!("{file}\n"), encoding),
        questions: questions.split_whitespace().collect(),
        rows: rows.lines().filter_map(row).collect(),
    }
}

fn row(line: &str) -> Option<(String, Decimal)> {
    let (date, amount) = line.split_once(' ')?;
    Some((date.to_owned(), amount.parse().ok()?))
}

fn encode(text: &str, label: &str) -> Vec<u8> {
    match Encoding::for_label(label.as_bytes()) {
        Some(encoding) if encoding == UTF_16LE => {
            text.encode_utf16().flat_map(u16::to_le_bytes).collect()
        }
        Some(encoding) => encoding.encode(text).0.into_owned(),
        None => text.as_bytes().to_vec(),
    }
}

fn questions(statement: &Statement) -> Vec<String> {
    statement
        .questions
        .iter()
        .map(|question| format!("{:?}", question.kind).to_lowercase())
        .collect()
}

#[test]
fn reads_the_layouts_of_many_banks() {
    let mut wrong = Vec::new();
    let texts = [include_str!("layouts.txt"), include_str!("layouts_world.txt")];
    for case in texts.into_iter().flat_map(cases) {
        let statements =
            match read(&case.bytes, &Options::default(), &mut |_, _| ControlFlow::Continue(())) {
                Ok(statements) => statements,
                Err(error) => {
                    wrong.push(format!("{}: {error}", case.name));
                    continue;
                }
            };
        let rows: Vec<(String, Decimal)> = statements
            .iter()
            .flat_map(|s| &s.rows)
            .map(|row| (row.date.to_string(), row.amount))
            .collect();
        if !case.rows.is_empty() && rows != case.rows {
            wrong.push(format!("{}: {rows:?} instead of {:?}", case.name, case.rows));
        }
        let asked: Vec<String> = statements.iter().flat_map(questions).collect();
        let fits = asked.len() == case.questions.len()
            && asked.iter().zip(&case.questions).all(|(asked, wanted)| asked.starts_with(wanted));
        if !fits {
            wrong.push(format!("{}: asked {asked:?} instead of {:?}", case.name, case.questions));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
