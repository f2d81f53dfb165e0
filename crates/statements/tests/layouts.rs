//! Made-up statements in the layouts of banks around the world, see `layouts*.txt`.

use std::ops::ControlFlow;

use encoding_rs::{Encoding, UTF_16LE};
use rust_decimal::Decimal;
use statements::{Options, Role, Statement, read};

const TEXTS: [&str; 4] = [
    include_str!("layouts.txt"),
    include_str!("layouts_world.txt"),
    include_str!("layouts_odd.txt"),
    include_str!("layouts_more.txt"),
];

struct Case<'t> {
    name: &'t str,
    bytes: Vec<u8>,
    questions: Vec<&'t str>,
    rows: Vec<(String, Decimal)>,
    /// Payee, memo and balance of the rows, as far as they are given.
    texts: Vec<Vec<&'t str>>,
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
        texts: rows.lines().map(|line| line.split(" | ").skip(1).collect()).collect(),
    }
}

fn row(line: &str) -> Option<(String, Decimal)> {
    let (date, amount) = line.split(" | ").next()?.split_once(' ')?;
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
    for case in TEXTS.into_iter().flat_map(cases) {
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
        for (row, wanted) in statements.iter().flat_map(|s| &s.rows).zip(&case.texts) {
            let balance =
                row.balance.map(|balance| balance.normalize().to_string()).unwrap_or_default();
            let texts = [row.payee.as_str(), row.memo.as_str(), balance.as_str()];
            if texts.iter().zip(wanted).any(|(text, wanted)| text != wanted) {
                wrong.push(format!("{}: {texts:?} instead of {wanted:?}", case.name));
            }
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

/// What the lines above the header say, of the made-up statements that have such lines.
#[test]
fn reads_what_stands_above_the_header() {
    let cases: Vec<Case<'_>> = TEXTS.into_iter().flat_map(cases).collect();
    let found = |name: &str| {
        let case = cases.iter().find(|case| case.name == name)?;
        let read = read(&case.bytes, &Options::default(), &mut |_, _| ControlFlow::Continue(()));
        let statement = read.ok()?.into_iter().next()?;
        let balance = statement
            .balances
            .iter()
            .map(|balance| format!(" {:?} {} {}", balance.kind, balance.date, balance.amount));
        let period = statement.periods.first().filter(|period| period.stated);
        let period =
            period.map_or(String::new(), |period| format!(" {}..{}", period.from, period.to));
        let account = statement.account_details.iban.or(statement.account_details.number);
        Some(format!(
            "{} {}{period}{}",
            account.unwrap_or_default(),
            statement.currency.unwrap_or_default(),
            balance.collect::<String>()
        ))
    };
    for (name, wanted) in [
        (
            "cz_fio",
            "CZ6508000000192000145399 CZK 2026-01-01..2026-01-31 Opening 2026-01-01 1000.00 Closing 2026-01-31 1754.50",
        ),
        ("dkb_old", " EUR 2024-01-01..2024-01-31 Closing 2024-01-31 1234.56"),
        (
            "ch_credit_suisse",
            "CH9300762011623852957 CHF Opening 2026-01-25 0.00 Closing 2026-01-31 3500.00",
        ),
        ("be_belfius", "BE68539007547034 EUR 2026-01-01..2026-01-31 Closing 2026-01-31 1234.56"),
        (
            "in_axis",
            "912010012345678  2026-01-01..2026-01-31 Opening 2026-01-30 10000.00 Closing 2026-01-31 59550.00",
        ),
    ] {
        assert_eq!(found(name).unwrap_or_default().trim(), wanted.trim(), "{name}");
    }
}

/// Each table of a file is a statement, by the lines of the whole file; one on several pages is one.
#[test]
fn several_tables_are_several_statements() {
    let cases: Vec<Case<'_>> = TEXTS.into_iter().flat_map(cases).collect();
    type Part = (Option<String>, Option<u32>, Vec<u32>);
    let found = |name: &str| -> Option<Vec<Part>> {
        let case = cases.iter().find(|case| case.name == name)?;
        let read = read(&case.bytes, &Options::default(), &mut |_, _| ControlFlow::Continue(()));
        let part = |statement: Statement| {
            let header = statement.layout.and_then(|layout| layout.header_line);
            let lines = statement.rows.iter().map(|row| row.line).collect();
            (statement.account_details.iban, header, lines)
        };
        Some(read.ok()?.into_iter().map(part).collect())
    };
    let iban = |iban: &str| Some(iban.to_owned());
    for (name, statements) in [
        ("comdirect_multi", vec![(None, Some(5), vec![6, 7]), (None, Some(14), vec![15, 16])]),
        (
            "sections_same_header",
            vec![
                (iban("NL69INGB0123456789"), Some(2), vec![3]),
                (iban("NL02ABNA0123456789"), Some(6), vec![7]),
            ],
        ),
        ("pages_same_header", vec![(None, Some(1), vec![2, 5])]),
    ] {
        assert_eq!(found(name), Some(statements), "{name}");
    }
}

#[test]
fn the_answer_says_which_date_counts() {
    let file = b"Date;Date 2;Text;Amount\n30/01/2026;28/01/2026;Shop;-12,50\n";
    let read = |options: &Options| {
        let read = read(file, options, &mut |_, _| ControlFlow::Continue(()));
        read.ok().and_then(|statements| statements.into_iter().next())
    };
    let asked = read(&Options::default());
    let answer = |statement: Statement| {
        let swapped = statement.questions.first()?.alternatives.first()?.clone();
        let mut layout = statement.layout?;
        for (column, role) in layout.columns.iter_mut().zip(swapped.split(',')) {
            column.role = match role {
                "date" => Role::Date,
                "value_date" => Role::ValueDate,
                _ => column.role,
            };
        }
        Some(layout)
    };
    let layout = asked.and_then(answer);
    let told = read(&Options { layout, ..Options::default() });
    let days: Option<Vec<String>> =
        told.map(|told| told.rows.iter().map(|row| row.date.to_string()).collect());
    assert_eq!(days, Some(vec!["2026-01-28".to_owned()]));
}
