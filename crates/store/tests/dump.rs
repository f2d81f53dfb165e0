//! What an export of the whole book holds.

use std::{collections::HashMap, fs, path::Path};
use store::{Db, dump};

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
            std::ops::ControlFlow::Continue(())
        };
        dump::rows(&mut conn, &table, each).await.unwrap();
    }
    assert_eq!(openings, ["-0.05", "-1234", "1.234"]);
    assert_eq!(settings, ["colour"]);
    drop(conn);
    let copy = dir.path().join("plain");
    fs::write(&copy, "").unwrap();
    dump::plain_copy(&db, &copy).await.unwrap();
    let bytes = fs::read(&copy).unwrap();
    let holds = |text: &str| bytes.windows(text.len()).any(|at| at == text.as_bytes());
    assert!(holds("colour") && !holds("hunter2"));
}
