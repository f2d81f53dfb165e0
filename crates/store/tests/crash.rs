//! kill -9 in the middle of an import: afterwards the whole import is there or nothing of it.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]

mod common;

use common::{KEY, VAULT, book, label, line, statement};
use ledger::{Period, StepKind};
use std::{
    fs,
    ops::ControlFlow,
    path::Path,
    process::{Command, Stdio},
    time::Duration,
};
use store::{Db, history, imports, register};

const ROWS: u32 = 30_000;
const KILLS: u64 = 12;
/// Where the child finds the book; set only in the child.
const CHILD: &str = "STORE_CRASH_BOOK";

/// Run by the parent test in a process of its own: imports until it is killed.
#[tokio::test]
async fn child() {
    let Some(path) = std::env::var_os(CHILD) else { return };
    let db = Db::open(Path::new(&path), &KEY, VAULT).await.unwrap();
    let account = 1.into();
    loop {
        let mut step = db.begin(label(StepKind::Import)).await.unwrap();
        // A cache that spills makes SQLite write uncommitted pages, the worst moment for a kill.
        sqlx::raw_sql("PRAGMA cache_size = 50").execute(&mut *step).await.unwrap();
        let rows = (0..ROWS).map(line);
        let go_on = |_| ControlFlow::Continue(());
        imports::insert(&mut step, &statement(account), rows, go_on).await.unwrap();
        step.commit().await.unwrap();
    }
}

#[tokio::test]
async fn a_killed_import_is_there_whole_or_not_at_all() {
    let book = book().await;
    let (path, whole) =
        (book.path(), Period::new("1900-01-01".parse().unwrap(), "2200-01-01".parse().unwrap()));
    let common::Book { db, dir, .. } = book;
    db.close().await.unwrap();
    let mut hot = 0;
    let mut wait = 150;
    for round in 0..KILLS {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "child", "--nocapture"])
            .env(CHILD, &path)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(wait + round * 37 % 100));
        child.kill().unwrap();
        child.wait().unwrap();
        let journal = fs::metadata(dir.path().join("ledger.db-wal"))
            .or_else(|_| fs::metadata(dir.path().join("ledger.db-journal")));
        let caught = journal.is_ok_and(|journal| journal.len() > 0);
        hot += u64::from(caught);
        // Too early to have written anything: give the next one longer.
        wait = if caught { wait } else { wait * 2 };

        let db = Db::open(&path, &KEY, VAULT).await.unwrap();
        let mut conn = db.read().await;
        let (count, _) = register::count(&mut conn, whole).await.unwrap();
        let kept = imports::list(&mut conn).await.unwrap();
        assert_eq!(u64::from(count), kept.len() as u64 * u64::from(ROWS));
        let sound = sqlx::raw_sql("PRAGMA integrity_check").fetch_one(&mut *conn).await.unwrap();
        assert_eq!(sqlx::Row::get::<String, _>(&sound, 0), "ok");
        let rows = sqlx::raw_sql("SELECT count(*) FROM txn").fetch_one(&mut *conn).await.unwrap();
        assert_eq!(sqlx::Row::get::<i64, _>(&rows, 0), i64::from(count));
        drop(conn);
        // What was acknowledged is taken back, so that the book stays small.
        for _ in kept {
            history::undo(&db).await.unwrap();
        }
        db.close().await.unwrap();
    }
    assert!(hot * 2 >= KILLS, "only {hot} of {KILLS} kills hit a journal in use");
}

#[tokio::test]
async fn a_cancelled_import_gives_its_cache_back() {
    let common::Book { db, .. } = &book().await;
    let account = 1.into();
    let cache = async || {
        let mut conn = db.read().await;
        sqlx::query_scalar::<_, i64>("PRAGMA cache_size").fetch_one(&mut *conn).await.unwrap()
    };
    let usual = cache().await;
    let mut step = db.begin(label(StepKind::Import)).await.unwrap();
    let stop = |_| ControlFlow::Break(());
    let rows = (0..ROWS).map(line);
    assert!(imports::insert(&mut step, &statement(account), rows, stop).await.is_err());
    drop(step);
    assert_eq!(cache().await, usual);
}
