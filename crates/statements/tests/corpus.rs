//! Real bank files with their truth, from the folder `corpus` beside the repository; skipped where it is absent.

use std::collections::BTreeMap;
use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use rust_decimal::Decimal;
use serde::Deserialize;
use statements::{DateOrder, Options, ReadError, Statement, read};

#[derive(Deserialize)]
struct Truth {
    transactions: Option<Vec<Transaction>>,
}

#[derive(Deserialize)]
struct Transaction {
    /// Missing or no date at all where the file has none.
    date: Option<String>,
    amount: Option<String>,
}

type Rows = BTreeMap<(String, Option<Decimal>), usize>;

fn corpus() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus");
    if !folder.join("MANIFEST.tsv").is_file() {
        println!("skipped: no bank files in {}", folder.display());
        return None;
    }
    Some(folder)
}

/// Name and class of each file.
fn manifest(corpus: &Path) -> Vec<(String, String)> {
    let manifest = fs::read_to_string(corpus.join("MANIFEST.tsv")).unwrap_or_default();
    let columns = |line: &str| {
        let mut columns = line.split('\t').map(str::to_owned);
        Some((columns.next()?, columns.next()?))
    };
    manifest.lines().skip(1).filter_map(columns).collect()
}

fn try_read(bytes: &[u8], options: &Options) -> Result<Vec<Statement>, ReadError> {
    read(bytes, options, &mut |_, _| ControlFlow::Continue(()))
}

fn rows(statements: &[Statement]) -> Rows {
    let mut rows = Rows::new();
    for row in statements.iter().flat_map(|statement| &statement.rows) {
        *rows.entry((row.date.to_string(), Some(row.amount.normalize()))).or_default() += 1;
    }
    rows
}

fn wanted(truth: &Truth) -> Rows {
    let mut rows = Rows::new();
    for Transaction { date, amount } in truth.transactions.iter().flatten() {
        let amount = amount.as_deref().and_then(|amount| amount.parse().ok());
        let date = date.clone().unwrap_or_default();
        *rows.entry((date, amount.map(|amount: Decimal| amount.normalize()))).or_default() += 1;
    }
    rows
}

/// What a user can answer.
fn answers() -> [Options; 4] {
    let order = |order| Options { date_order: Some(order), ..Options::default() };
    let flipped = Options { flip_sign: Some(true), ..Options::default() };
    [order(DateOrder::Dmy), order(DateOrder::Mdy), order(DateOrder::Ymd), flipped]
}

/// Why a file fails, if it does.
fn fault(bytes: &[u8], class: &str, truth: &Truth) -> Option<String> {
    let wanted = wanted(truth);
    let found = match try_read(bytes, &Options::default()) {
        Ok(statements) => statements,
        Err(_) if class == "R" => return None,
        Err(error) => return (!wanted.is_empty()).then(|| error.to_string()),
    };
    let got = rows(&found);
    let has_problems = found.iter().any(|statement| !statement.problems.is_empty());
    let has_questions = found.iter().any(|statement| !statement.questions.is_empty());
    match class {
        _ if got == wanted => None,
        "R" => (!has_problems && !wanted.is_empty())
            .then(|| "wrong, and no problem reported".to_owned()),
        "B" if !has_questions => Some("wrong, and did not ask".to_owned()),
        "B" => {
            let comes_right =
                |options| try_read(bytes, &options).is_ok_and(|found| rows(&found) == wanted);
            (!answers().into_iter().any(comes_right)).then(|| "wrong with every answer".to_owned())
        }
        _ => Some(format!("{got:?} instead of {wanted:?}")),
    }
}

#[test]
fn reads_real_files() {
    let Some(corpus) = corpus() else { return };
    let mut wrong = Vec::new();
    for (file, class) in manifest(&corpus) {
        let bytes = fs::read(corpus.join("files").join(&file)).unwrap_or_default();
        let truth = fs::read_to_string(corpus.join("expected").join(format!("{file}.json")))
            .unwrap_or_default();
        match serde_json::from_str(&truth) {
            Ok(truth) => wrong.extend(
                fault(&bytes, &class, &truth).map(|fault| format!("{file} [{class}]: {fault}")),
            ),
            Err(error) => wrong.push(format!("{file}: truth is unreadable: {error}")),
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

/// Reading twice, or as the layout that was understood says, gives the same.
#[test]
fn reads_the_same_with_its_own_layout() {
    let Some(corpus) = corpus() else { return };
    for (file, _) in manifest(&corpus).iter().filter(|(file, _)| file.starts_with("csv/")) {
        let bytes = fs::read(corpus.join("files").join(file)).unwrap_or_default();
        let Ok(first) = try_read(&bytes, &Options::default()) else { continue };
        let layout = first.first().and_then(|statement| statement.layout.clone());
        let again = try_read(&bytes, &Options { layout, ..Options::default() });
        assert_eq!(again.map(|again| rows(&again)), Ok(rows(&first)), "{file}");
    }
}
