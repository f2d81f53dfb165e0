//! The real binary, from a first profile to the month's figures.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use serde_json::Value;
use std::{
    io::Write,
    path::Path,
    process::{Command, Output, Stdio},
};

const PASSWORD: &str = "correct horse battery staple\n";

/// Runs `eiq` in a data directory with something on its input.
fn eiq(dir: &Path, input: &str, args: &[&str]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_eiq"))
        .arg("--data-dir")
        .arg(dir)
        .args(args)
        .env("LC_ALL", "en_IE.UTF-8")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A command that needs no input may be gone before it is written.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    child.wait_with_output().unwrap()
}

fn text(output: &Output) -> String {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// With the password, as JSON.
fn json(dir: &Path, args: &[&str]) -> Value {
    let all: Vec<&str> = ["--password-stdin", "--json"].iter().chain(args).copied().collect();
    serde_json::from_str(&text(&eiq(dir, PASSWORD, &all))).unwrap()
}

/// With the password; exit code and error output.
fn fails(dir: &Path, password: &str, args: &[&str]) -> (i32, String) {
    let all: Vec<&str> = ["--password-stdin"].iter().chain(args).copied().collect();
    let output = eiq(dir, password, &all);
    assert!(output.stdout.is_empty(), "{}", String::from_utf8_lossy(&output.stdout));
    (output.status.code().unwrap(), String::from_utf8(output.stderr).unwrap())
}

#[test]
fn from_the_first_profile_to_the_figures_of_a_month() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    let none = fails(dir, PASSWORD, &["list"]);
    assert_eq!(none.0, 4, "{}", none.1);
    let weak = fails(dir, "password\n", &["profile", "create", "Anna", "--currency", "EUX"]);
    assert_eq!(weak.0, 3);
    assert!(weak.1.contains("password: is too short") && weak.1.contains("currency"), "{}", weak.1);
    let created = json(dir, &["profile", "create", "Anna", "--currency", "EUR"]);
    assert_eq!(created["recoveryCode"].as_str().unwrap().split('-').count(), 9);
    let listed = text(&eiq(dir, "", &["profile", "list"]));
    assert!(listed.contains("Anna") && listed.contains("ready"), "{listed}");
    let wrong = fails(dir, "something else entirely\n", &["account", "list"]);
    assert_eq!((wrong.0, wrong.1.as_str()), (5, "eiq: wrong password\n"));

    let account =
        json(dir, &["account", "create", "Giro", "--opening", "100", "--opened", "2026-01-01"]);
    assert_eq!(account["balance"]["amount"], "100.00");
    assert_eq!(fails(dir, PASSWORD, &["account", "create", "giro"]).0, 3);

    let file = dir.join("march.csv");
    std::fs::write(&file, "Date,Payee,Amount\n2026-03-02,LIDL 1234,-12.30\n2026-03-02,LIDL 1234,-12.30\n2026-03-05,ACME Salary,2000.00\n").unwrap();
    let file = file.to_str().unwrap();
    let dry = json(dir, &["import", file, "--account", "giro", "--dry-run"]);
    let new = &dry[0]["preview"]["statements"][0]["counts"]["new"];
    assert_eq!((new, &dry[0]["results"]), (&3.into(), &Value::Array(vec![])));
    let done = json(dir, &["import", file, "--account", "Giro"]);
    assert_eq!(done[0]["results"][0]["added"], 3);
    let again = json(dir, &["import", file]);
    let again = &again[0]["results"][0];
    assert_eq!((&again["added"], &again["matched"]), (&0.into(), &3.into()));
    let unknown = fails(dir, PASSWORD, &["import", file, "--account", "Cash"]);
    assert_eq!((unknown.0, unknown.1.as_str()), (4, "eiq: no account \"Cash\"; there is: Giro\n"));

    let added = json(dir, &["add", "7.70", "lunch", "#work", "2026-03-09"]);
    assert_eq!((&added["amount"]["amount"], &added["tags"][0]), (&"-7.70".into(), &"work".into()));
    let bad = fails(dir, PASSWORD, &["add", "lunch @nowhere"]);
    assert_eq!((bad.0, bad.1.as_str()), (3, "eiq: account: is not known; amount: is missing\n"));
    let income = json(dir, &["add", "+5", "found", "2026-04-01"]);
    assert_eq!(income["amount"]["amount"], "5.00");

    let march = json(dir, &["list", "--month", "2026-03"]);
    assert_eq!((&march["total"], &march["sum"][0]["amount"]), (&4.into(), &"1967.70".into()));
    let found = json(dir, &["list", "--text", "lidl", "--direction", "expense", "--limit", "1"]);
    assert_eq!((&found["total"], found["rows"].as_array().unwrap().len()), (&2.into(), 1));
    let table = text(&eiq(dir, PASSWORD, &["--password-stdin", "list", "--category", "food"]));
    assert!(table.contains("Lidl") && table.contains("-12.30 EUR"), "{table}");

    let csv = dir.join("all.csv").to_str().unwrap().to_owned();
    let wrote = json(dir, &["export", "--month", "2026-03", "--output", &csv]);
    assert_eq!(wrote["rows"], 4);
    let again = &json(dir, &["import", &csv])[0]["results"][0];
    assert_eq!((&again["added"], &again["matched"]), (&0.into(), &4.into()));
    let qif = text(&eiq(dir, PASSWORD, &["--password-stdin", "export", "--format", "qif"]));
    assert!(qif.starts_with("!Type:Cat") && qif.contains("\nPLidl\n"), "{qif}");
    let nowhere = dir.join("none").join("x.ofx").to_str().unwrap().to_owned();
    let refused = fails(dir, PASSWORD, &["export", "--format", "ofx", "-o", &nowhere]);
    assert!(
        refused.0 == 70 && refused.1.contains("cannot write or read the file"),
        "{}",
        refused.1
    );

    let book = dir.join("book.json").to_str().unwrap().to_owned();
    json(dir, &["export", "--format", "json", "-o", &book]);
    assert_eq!(fails(dir, PASSWORD, &["import-book", &book]).0, 3);
    let second = tempfile::tempdir().unwrap();
    json(second.path(), &["profile", "create", "Berta", "--currency", "EUR"]);
    assert_eq!(fails(second.path(), PASSWORD, &["import-book", &csv]).0, 1);
    json(second.path(), &["import-book", &book]);
    assert_eq!(json(second.path(), &["list"]), json(dir, &["list"]));
    assert_eq!(fails(dir, PASSWORD, &["export", "--format", "sqlite", "-o", &book]).0, 2);

    let report = json(dir, &["report", "month", "2026-03"]);
    assert_eq!(report["summary"]["current"]["expenses"]["amount"], "32.30");
    let table = text(&eiq(dir, PASSWORD, &["--password-stdin", "report", "month", "2026-03"]));
    assert!(table.contains("Groceries") && table.contains("32.30 EUR"), "{table}");
    let told = json(dir, &["insights", "2026-03"]);
    assert_eq!(told["insights"][0]["fact"]["kind"], "spending");
    assert_eq!(told["insights"][0]["fact"]["amount"]["amount"], "32.30");
    let year = text(&eiq(dir, PASSWORD, &["--password-stdin", "insights", "2026"]));
    assert!(year.contains("Spent 32.30 EUR"), "{year}");
    let reply =
        json(dir, &["ask", "how", "much", "for", "groceries", "in", "march", "2026", "zwurbel?"]);
    assert_eq!(
        (&reply["sums"][0]["amount"], &reply["unknown"][0]),
        (&"-24.60".into(), &"zwurbel".into())
    );
    let found = json(dir, &["list", "--text", "category:food 2026 amount:>10"]);
    assert_eq!(found["total"], 2);
    assert_eq!(json(dir, &["list", "--max", "10", "--category", "food"])["total"], 1);
    let accounts = json(dir, &["account", "list"]);
    assert_eq!(accounts[0]["balance"]["amount"], "2072.70");
    assert_eq!(eiq(dir, "", &["report", "month", "March"]).status.code(), Some(2));

    let payees = json(dir, &["payees", "list"]);
    let payee = payees["payees"][0]["name"].as_str().unwrap();
    text(&eiq(dir, PASSWORD, &["--password-stdin", "payees", "rename", payee, "Corner shop"]));
    let found = json(dir, &["payees", "list", "corner"]);
    assert_eq!(found["payees"][0]["name"], "Corner shop");
    assert_eq!(json(dir, &["payees", "merge", "Corner shop", "corner shop"])["changed"], 0);
    assert_eq!(fails(dir, PASSWORD, &["payees", "rename", "Nobody", "Somebody"]).0, 4);

    let runs = json(dir, &["runs", "list"]);
    let seen = |run: &Value| (run["source"].clone(), run["count"].clone());
    assert_eq!(seen(&runs[0]), ("classifier".into(), 3.into()));
    assert_eq!(seen(&runs[1]), ("import".into(), 3.into()));
    let id = runs[0]["id"].as_str().unwrap();
    assert_eq!(json(dir, &["runs", "revert", id])["changed"], 3);
    assert_eq!(json(dir, &["list", "--uncategorised", "--text", "lidl"])["total"], 2);
    assert_eq!(fails(dir, PASSWORD, &["runs", "revert", id]).0, 4);
    let table = text(&eiq(dir, PASSWORD, &["--password-stdin", "runs", "list"]));
    assert!(table.contains("march.csv") && table.contains("taken back"), "{table}");
}

#[test]
fn rules_are_carried_and_applied_from_the_terminal() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    json(dir, &["profile", "create", "Anna", "--currency", "EUR"]);
    json(dir, &["account", "create", "Giro"]);
    json(dir, &["add", "62.30", "Lidl", "2026-03-02"]);
    json(dir, &["add", "3.20", "Lidl", "2026-03-03"]);
    let file = dir.join("rules.json");
    let rule = |category: &str| {
        serde_json::json!({
            "name": format!("Big {category}"), "enabled": true, "matching": "all",
            "conditions": [
                { "subject": "payee", "test": "contains", "value": "LIDL" },
                { "subject": "amount", "test": "under", "value": "-50" },
            ],
            "actions": [{ "verb": "category", "value": category }],
        })
    };
    let rules = [rule("shopping.gifts"), rule("Nothing > Like this")];
    let all = serde_json::json!({ "format": "expenseiq-rules", "version": 1, "rules": rules });
    std::fs::write(&file, all.to_string()).unwrap();
    let file = file.to_str().unwrap();
    let done = json(dir, &["rules", "import", file]);
    assert_eq!((&done["added"], done["refused"].as_array().unwrap().len()), (&1.into(), 1));
    let exported = json(dir, &["rules", "export"]);
    assert_eq!(exported["rules"], serde_json::json!([rule("shopping.gifts")]));
    let shown = text(&eiq(dir, PASSWORD, &["--password-stdin", "rules", "list"]));
    assert!(
        shown.contains("payee contains \"LIDL\" and amount under -50: category Gifts"),
        "{shown}"
    );

    let dry = json(dir, &["rules", "apply", "--dry-run"]);
    assert_eq!((&dry["preview"]["changed"], &dry["applied"]), (&1.into(), &Value::Null));
    let big = ["list", "--category", "shopping.gifts"];
    assert_eq!(json(dir, &big)["total"], 0);
    let named = ["--password-stdin", "rules", "apply", "--rule", "big shopping.gifts"];
    let applied = text(&eiq(dir, PASSWORD, &named));
    assert!(applied.contains("-62.30 EUR") && applied.contains("Changed 1."), "{applied}");
    assert_eq!(json(dir, &big)["total"], 1);
    assert_eq!(json(dir, &["rules", "apply"])["applied"], 0);
    assert_eq!(fails(dir, PASSWORD, &["rules", "apply", "--rule", "none"]).0, 4);
    std::fs::write(file, "{}").unwrap();
    let refused = fails(dir, PASSWORD, &["rules", "import", file]);
    assert_eq!((refused.0, refused.1.as_str()), (3, "eiq: file: is not right\n"));
}

#[test]
fn what_is_expected_again_is_listed_entered_and_deleted() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    json(dir, &["profile", "create", "Anna", "--currency", "EUR"]);
    json(dir, &["account", "create", "Giro"]);
    json(dir, &["add", "1200 rent every month 2024-01-31"]);
    let list = json(dir, &["schedules", "list"]);
    assert_eq!(list[0]["nextOn"], "2024-02-29");
    let due = list[0]["due"].as_u64().unwrap();
    assert!(due > 20, "{list}");
    assert_eq!(json(dir, &["schedules", "enter"])["entered"], due);
    assert_eq!(json(dir, &["schedules", "enter"])["entered"], 0);
    let table = text(&eiq(dir, PASSWORD, &["--password-stdin", "schedules", "list"]));
    assert!(table.contains("every month") && table.contains("rent"), "{table}");
    json(dir, &["schedules", "delete", "1"]);
    assert_eq!(fails(dir, PASSWORD, &["schedules", "delete", "1"]).0, 4);
}

#[test]
fn statements_and_classifications_need_no_profile() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    let at = |name: &str| dir.join(name).to_str().unwrap().to_owned();
    std::fs::write(at("a.csv"), "Date,Payee,Amount\n03/04/2026,A,-1.00\n05/04/2026,B,2.00\n")
        .unwrap();
    let read = |args: &[&str]| -> Value {
        let all: Vec<&str> = ["statement", "--json"].iter().chain(args).copied().collect();
        serde_json::from_str(&text(&eiq(dir, "", &all))).unwrap()
    };
    let asked = read(&[&at("a.csv")]);
    assert_eq!(asked["questions"][0]["kind"], "date_order");
    let told = read(&[&at("a.csv"), "--date-order", "mdy", "--flip-sign"]);
    assert_eq!(
        (&told["transactions"][0]["date"], &told["transactions"][0]["amount"]),
        (&"2026-03-04".into(), &"1.00".into())
    );
    let two_dates = "Date;Date 2;Text;Amount\n30/01/2026;28/01/2026;Shop;-1,500\n";
    std::fs::write(at("dates.csv"), two_dates).unwrap();
    let asked = read(&[&at("dates.csv")]);
    assert_eq!(asked["transactions"][0]["date"], "2026-01-30");
    let kinds = asked["questions"].as_array().unwrap();
    let alternative = |kind: &str| {
        let question = kinds.iter().find(|question| question["kind"] == kind).unwrap();
        question["alternatives"][0].as_str().unwrap()
    };
    let (columns, mark) = (alternative("date_column"), alternative("decimal_mark"));
    let told = read(&[&at("dates.csv"), "--columns", columns, "--decimal-mark", mark]);
    assert_eq!(told["questions"], Value::Array(Vec::new()));
    assert_eq!(told["transactions"][0]["date"], "2026-01-28");
    assert_ne!(told["transactions"][0]["amount"], asked["transactions"][0]["amount"]);
    let few = eiq(dir, "", &["statement", &at("dates.csv"), "--columns", "date,amount"]);
    assert_eq!(few.status.code(), Some(2));
    std::fs::write(at("empty"), "").unwrap();
    let refused = eiq(dir, "", &["statement", "--json", &at("empty")]);
    assert_eq!(refused.status.code(), Some(1));
    let refused: Value = serde_json::from_slice(&refused.stdout).unwrap();
    assert_eq!(refused["error"]["code"], "empty");

    let lines = "{\"text\":\"LIDL 1234\"}\n\n{\"text\":\"zwurbel\",\"amount\":\"-1\",\"correct\":\"Health\"}\n{\"text\":\"ZWURBEL 7\"}\n";
    let answers = text(&eiq(dir, lines, &["classify", "--json"]));
    let answers: Vec<Value> =
        answers.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(
        (&answers[0]["category"], &answers[0]["subcategory"]),
        (&"Food".into(), &"Groceries".into())
    );
    assert_eq!(
        (&answers[2]["category"], &answers[2]["source"]),
        (&"Health".into(), &"memory".into())
    );
    let broken = eiq(dir, "{\"text\":\"a\"}\nnonsense\n", &["classify", "--json"]);
    assert_eq!(broken.status.code(), Some(3));
    assert!(String::from_utf8_lossy(&broken.stderr).contains("line 2"));
}
