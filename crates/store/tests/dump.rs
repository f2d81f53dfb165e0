//! What an export of the whole book holds.

use std::{
    collections::HashMap,
    fs,
    ops::ControlFlow,
    path::Path,
    sync::{Arc, Mutex},
};
use store::{Db, Error, dump};

/// Whoever reads an export finds each of its columns explained.
#[tokio::test]
async fn every_column_is_documented() {
    let dir = tempfile::tempdir().unwrap();
    let db = Db::create(&dir.path().join("ledger.db"), &[1; 32], [2; 16], 0).await.unwrap();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/export-format.md");
    let doc = fs::read_to_string(path).unwrap();
    let sections: HashMap<&str, &str> =
        doc.split("\n### ").skip(1).filter_map(|section| section.split_once('\n')).collect();
    let mut missing = Vec::new();
    for table in dump::tables(&mut *db.read().await, true).await.unwrap() {
        let section = sections.get(table.name.as_str()).copied().unwrap_or_default();
        for field in table.fields() {
            if !section.contains(&format!("`{field}`")) {
                missing.push(format!("{}.{field}", table.name));
            }
        }
    }
    assert!(missing.is_empty(), "docs/export-format.md says nothing of {missing:?}");
}

/// Amounts are written with their currency's places, and secrets not at all.
#[tokio::test]
async fn money_has_its_places_and_secrets_stay() {
    let dir = tempfile::tempdir().unwrap();
    let db = Db::create(&dir.path().join("ledger.db"), &[1; 32], [2; 16], 0).await.unwrap();
    let label =
        ledger::StepLabel { kind: ledger::StepKind::AddAccount, count: 1, name: String::new() };
    let mut step = db.begin(label).await.unwrap();
    for (name, minor, code) in [("a", -5, "EUR"), ("b", -1234, "JPY"), ("c", 1234, "KWD")] {
        let account = ledger::draft::NewAccount {
            name: name.into(),
            kind: ledger::AccountKind::Cash,
            opening: ledger::Money::from_minor(minor, code.parse().unwrap()),
            opened_on: "2026-01-01".parse().unwrap(),
            iban: String::new(),
        };
        store::accounts::create(&mut step, &account).await.unwrap();
    }
    store::settings::set(&mut step, "assistant.key", "\"hunter2\"").await.unwrap();
    store::settings::set(&mut step, "colour", "\"red\"").await.unwrap();
    step.commit().await.unwrap();
    let mut conn = db.read().await;
    let (mut openings, mut settings) = (Vec::new(), Vec::new());
    for table in dump::tables(&mut conn, false).await.unwrap() {
        let each = |row: &dump::Fields| {
            match table.name.as_str() {
                "account" => openings.push(row["opening"].clone()),
                "setting" => settings.push(row["key"].clone()),
                _ => {}
            }
            ControlFlow::Continue(())
        };
        dump::rows(&mut conn, &table, each).await.unwrap();
    }
    assert_eq!(openings, ["-0.05", "-1234", "1.234"]);
    assert_eq!(settings, ["colour"]);
    drop(conn);
    let copy = dir.path().join("plain");
    fs::write(&copy, "").unwrap();
    dump::plain_copy(&db, &copy, |_| ControlFlow::Continue(())).await.unwrap();
    let bytes = fs::read(&copy).unwrap();
    let holds = |text: &str| bytes.windows(text.len()).any(|at| at == text.as_bytes());
    assert!(holds("colour") && !holds("hunter2"));
}

/// A long copy says how far it is, can be stopped, and the book goes on.
#[tokio::test]
async fn a_copy_tells_how_far_it_is_and_can_be_stopped() {
    let dir = tempfile::tempdir().unwrap();
    let db = Db::create(&dir.path().join("ledger.db"), &[1; 32], [2; 16], 0).await.unwrap();
    let label =
        ledger::StepLabel { kind: ledger::StepKind::Settings, count: 1, name: String::new() };
    let mut step = db.begin(label).await.unwrap();
    // More than stays in memory until the end.
    let value = "1".repeat(100);
    let many: String = (0..60_000).map(|n| format!("('key {n}', '{value}'),")).collect();
    let insert = format!("INSERT INTO setting (key, value) VALUES {}", many.trim_end_matches(','));
    sqlx::raw_sql(sqlx::AssertSqlSafe(insert)).execute(&mut *step).await.unwrap();
    step.commit().await.unwrap();
    let copy = dir.path().join("plain");
    fs::write(&copy, "").unwrap();
    let stopped = dump::plain_copy(&db, &copy, |_| ControlFlow::Break(())).await;
    assert!(matches!(stopped, Err(Error::Cancelled)), "{stopped:?}");
    fs::write(&copy, "").unwrap();
    let told = Arc::new(Mutex::new(Vec::new()));
    let tell = Arc::clone(&told);
    let go_on = move |permille| {
        tell.lock().unwrap().push(permille);
        ControlFlow::Continue(())
    };
    dump::plain_copy(&db, &copy, go_on).await.unwrap();
    let told = told.lock().unwrap();
    assert!(told.is_sorted() && told.last().is_some_and(|last| (1..=1000).contains(last)));
}
