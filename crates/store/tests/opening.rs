//! What is on disk, who may open it, and what damage looks like.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]

mod common;

use common::{KEY, VAULT, account, add, book, label, line, statement, typed};
use ledger::{Filter, Sort, SortColumn, StepKind, Window};
use sqlx::{ConnectOptions, Row, raw_sql};
use std::{fs, ops::ControlFlow, path::Path};
use store::{Db, OpenError, accounts, categories, imports, register};

#[tokio::test]
async fn what_was_committed_is_there_again() {
    let book = book().await;
    book.add(&typed(book.giro, "2026-03-01", "Bakery", -250, Some(2))).await;
    let path = book.path();
    book.db.close().await.unwrap();
    let db = Db::open(&path, &KEY, VAULT).await.unwrap();
    let list = accounts::list(&mut *db.read().await).await.unwrap();
    assert_eq!(list[0].balance.to_string(), "97.50");
}

#[tokio::test]
async fn only_the_right_key_of_the_right_vault_opens_it() {
    let book = book().await;
    let path = book.path();
    book.db.close().await.unwrap();
    let open = async |key, vault| Db::open(&path, &key, vault).await.err();
    assert!(matches!(open([8; 32], VAULT).await, Some(OpenError::WrongKeyOrDamaged)));
    assert!(matches!(open(KEY, [2; 16]).await, Some(OpenError::VaultMismatch)));
    assert!(open(KEY, VAULT).await.is_none());
}

#[tokio::test]
async fn neither_an_empty_nor_a_plain_file_is_opened_or_overwritten() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("ledger.db");
    fs::write(&path, "").unwrap();
    let opened = Db::open(&path, &KEY, VAULT).await;
    assert!(matches!(opened, Err(OpenError::WrongKeyOrDamaged)));
    assert!(matches!(Db::create(&path, &KEY, VAULT, 0).await, Err(OpenError::Io(_))));

    fs::remove_file(&path).unwrap();
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(&path);
    let mut plain = options.create_if_missing(true).connect().await.unwrap();
    raw_sql("CREATE TABLE vault_meta (vault_id)").execute(&mut plain).await.unwrap();
    sqlx::Connection::close(plain).await.unwrap();
    assert!(matches!(Db::open(&path, &KEY, VAULT).await, Err(OpenError::NotEncrypted)));
    let missing = Db::open(&dir.path().join("none"), &KEY, VAULT).await;
    assert!(matches!(missing, Err(OpenError::Io(_))));
}

#[tokio::test]
async fn a_newer_schema_is_refused_as_such() {
    let book = book().await;
    let sql =
        "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
        VALUES (9999, 'from the future', 1, x'00', 0)";
    raw_sql(sql).execute(&mut *book.db.read().await).await.unwrap();
    let path = book.path();
    book.db.close().await.unwrap();
    let opened = Db::open(&path, &KEY, VAULT).await;
    assert!(matches!(opened, Err(OpenError::NewerSchema { found: 9999, .. })));
}

/// Where SQLite has the WAL-reset bug (fixed in 3.51.3), which takes a second connection, WAL is
/// only right with the file locked for this one alone.
#[tokio::test]
async fn the_journal_fits_the_version_of_sqlite() {
    let book = book().await;
    let mut conn = book.db.read().await;
    let mut ask = async |sql: &'static str| -> String {
        raw_sql(sql).fetch_one(&mut *conn).await.unwrap().get(0)
    };
    let version = ask("SELECT sqlite_version()").await;
    let parts: Vec<u32> = version.split('.').map(|part| part.parse().unwrap()).collect();
    let (mode, lock) = (ask("PRAGMA journal_mode").await, ask("PRAGMA locking_mode").await);
    assert!(parts >= vec![3, 51, 3] || mode != "wal" || lock == "exclusive", "{version} {mode}");
    let other = Db::open(&book.path(), &KEY, VAULT).await;
    assert!(other.is_err(), "a second connection must not get in");
}

#[tokio::test]
async fn nothing_typed_stands_in_clear_on_disk() {
    const CANARY: &str = "Zwiebelfisch";
    let book = book().await;
    let mut step = book.begin(StepKind::AddTransaction).await;
    accounts::create(&mut step, &account(CANARY, 1)).await.unwrap();
    let mut new = typed(book.giro, "2026-01-01", CANARY, -1, None);
    (new.memo, new.tags) = (CANARY.into(), vec![CANARY.into()]);
    add(&mut step, &new).await;
    step.commit().await.unwrap();
    let mut step = book.begin(StepKind::Import).await;
    let rows = (0..5000).map(|n| imports::NewRow { raw: CANARY.into(), ..line(n) });
    imports::insert(&mut step, &statement(book.giro), rows, |_| ControlFlow::Continue(()))
        .await
        .unwrap();
    // Once with everything still in the journal, once committed, once closed.
    assert_eq!(hits(book.dir.path(), CANARY), (0, true));
    step.commit().await.unwrap();
    assert_eq!(hits(book.dir.path(), CANARY), (0, true));
    book.db.close().await.unwrap();
    assert_eq!(hits(book.dir.path(), CANARY), (0, true));
}

/// Files in a folder with the text in them, and whether there was anything to look at.
fn hits(dir: &Path, text: &str) -> (usize, bool) {
    let mut seen = 0;
    let mut found = 0;
    for entry in fs::read_dir(dir).unwrap() {
        let bytes = fs::read(entry.unwrap().path()).unwrap();
        seen += bytes.len();
        found += usize::from(bytes.windows(text.len()).any(|part| part == text.as_bytes()));
    }
    (found, seen > 100_000)
}

#[tokio::test]
async fn damage_is_an_error_and_never_a_panic_or_a_wrong_answer() {
    let book = book().await;
    let mut step = book.begin(StepKind::Import).await;
    imports::insert(&mut step, &statement(book.giro), (0..300).map(line), |_| {
        ControlFlow::Continue(())
    })
    .await
    .unwrap();
    step.commit().await.unwrap();
    let sound = read_all(&book.db).await.unwrap();
    let path = book.path();
    book.db.close().await.unwrap();
    let bytes = fs::read(&path).unwrap();
    let copy = book.dir.path().join("copy.db");

    let mut noticed = 0;
    for n in 0..60 {
        let mut broken = bytes.clone();
        // Spread over the whole file, an odd stride so that every part of a page is hit.
        broken[(n * 7919 * 31) % bytes.len()] ^= 1 << (n % 8);
        noticed += usize::from(check(&copy, &broken, &sound).await);
    }
    assert!(noticed > 20, "only {noticed} of 60 flipped bits were on pages that are read");
    for part in [1, 15, 16, 100, 4096, bytes.len() / 2, bytes.len() - 4096] {
        assert!(check(&copy, &bytes[..part], &sound).await, "cut at {part}");
    }
}

/// Whether the damage was noticed; an answer that differs without an error is a failure.
async fn check(copy: &Path, bytes: &[u8], sound: &str) -> bool {
    fs::write(copy, bytes).unwrap();
    let Ok(db) = Db::open(copy, &KEY, VAULT).await else { return true };
    let answer = read_all(&db).await;
    let _ = db.close().await;
    match answer {
        Err(_) => true,
        Ok(answer) => {
            assert_eq!(answer, sound, "damage went unnoticed");
            false
        }
    }
}

async fn read_all(db: &Db) -> Result<String, store::Error> {
    let mut conn = db.read().await;
    let sort = Sort { column: SortColumn::Payee, descending: false };
    let window = Window { offset: 0, limit: 500 };
    let page = register::page(&mut conn, &Filter::default(), sort, window).await?;
    let tree = categories::list(&mut conn).await?;
    Ok(format!("{page:?}{tree:?}"))
}

#[tokio::test]
async fn a_dropped_step_leaves_nothing() {
    let book = book().await;
    let before = book.db.revision();
    let mut step = book.begin(StepKind::AddAccount).await;
    accounts::create(&mut step, &account("Gone", 1)).await.unwrap();
    drop(step);
    assert_eq!(accounts::list(&mut *book.db.read().await).await.unwrap().len(), 2);
    let step = book.db.begin(label(StepKind::AddAccount)).await.unwrap();
    assert_ne!(step.commit().await.unwrap(), before);
}
