//! Guards that count instead of timing: the steps that SQLite's virtual machine takes for the hot
//! questions do not grow with the number of transactions.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]

mod common;

use common::{Book, book, line, statement};
use ledger::{
    AccountId, Currency, Filter, Period, Sort, SortColumn, StepKind, Window, insight::Scope,
};
use std::{
    ops::ControlFlow,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};
use store::{accounts, categories, imports, insights, register, reports};

/// SQLite calls its progress handler once in so many steps.
const EVERY: i32 = 10;

/// A book of `rows` transactions over two years.
async fn filled(rows: u32) -> Book {
    let book = book().await;
    let mut step = book.begin(StepKind::Import).await;
    let rows = (0..rows).map(|n| imports::NewRow { identity: n.into(), ..line(n) });
    imports::insert(&mut step, &statement(book.giro), rows, |_| ControlFlow::Continue(()))
        .await
        .unwrap();
    step.commit().await.unwrap();
    book
}

/// Counts the steps of a connection from now on.
async fn counter(conn: &mut store::Connection) -> Arc<AtomicU64> {
    let counter = Arc::new(AtomicU64::new(0));
    let count = Arc::clone(&counter);
    let mut handle = conn.lock_handle().await.unwrap();
    handle.set_progress_handler(EVERY, move || {
        count.fetch_add(1, Ordering::Relaxed);
        true
    });
    counter
}

/// Steps of each hot question.
async fn steps(book: &Book, rows: u32) -> Vec<(&'static str, u64)> {
    let mut conn = book.db.read().await;
    let counter = counter(&mut conn).await;
    let mut taken = Vec::new();
    let mut note = |what| taken.push((what, counter.swap(0, Ordering::Relaxed)));

    let month = "2026-05".parse().unwrap();
    reports::months(&mut conn, month, month, Currency::EUR).await.unwrap();
    note("one month by category");
    reports::months(
        &mut conn,
        "2026-01".parse().unwrap(),
        "2027-12".parse().unwrap(),
        Currency::EUR,
    )
    .await
    .unwrap();
    note("all months by category");
    accounts::list(&mut conn).await.unwrap();
    note("balances");
    categories::list(&mut conn).await.unwrap();
    note("categories");
    let year = Period::new("2026-01-01".parse().unwrap(), "2026-12-31".parse().unwrap());
    let page = async |conn: &mut store::Connection, account, period, offset, descending| {
        let filter = Filter { account, period, ..Filter::default() };
        let sort = Sort { column: SortColumn::Date, descending };
        let page = register::page(conn, &filter, sort, Window { offset, limit: 50 }).await.unwrap();
        assert_eq!(page.rows.len(), 50);
    };
    let giro = Some(AccountId::new(book.giro.row()));
    page(&mut conn, None, None, 0, true).await;
    note("first page");
    page(&mut conn, None, Some(year), 0, false).await;
    note("first page of a year");
    page(&mut conn, None, None, rows / 2, true).await;
    note("page in the middle");
    page(&mut conn, giro, None, rows - 60, true).await;
    note("last page of an account, with balances");
    taken
}

#[tokio::test]
async fn the_hot_questions_do_not_grow_with_the_book() {
    let small = steps(&filled(2_000).await, 2_000).await;
    let large = steps(&filled(20_000).await, 20_000).await;
    for ((what, small), (_, large)) in small.into_iter().zip(large) {
        // A page may step over one month's rows, which are ten times as many too, but not over
        // all that stand before it.
        let allowed = if what.contains("page") { small * 3 + 3_000 } else { small * 3 / 2 + 20 };
        assert!(large <= allowed, "{what}: {small}0 steps at 2,000 rows, {large}0 at 20,000");
    }
}

/// Steps of what the insights of a month of 2030 read.
async fn insight_steps(book: &Book) -> u64 {
    let mut conn = book.db.read().await;
    let day = |text: &str| text.parse().unwrap();
    let scope = Scope::of(Period::new(day("2030-05-01"), day("2030-05-31")), day("2030-07-01"));
    let counter = counter(&mut conn).await;
    insights::flows(&mut conn, scope.stretch(), Currency::EUR).await.unwrap();
    insights::charges(&mut conn, scope.window(), Currency::EUR).await.unwrap();
    insights::spans(&mut conn, day("2030-07-01"), Currency::EUR).await.unwrap();
    insights::hidden(&mut conn, scope.period()).await.unwrap();
    counter.load(Ordering::Relaxed)
}

#[tokio::test]
async fn insights_read_no_row_from_before_their_days() {
    let small = insight_steps(&filled(2_000).await).await;
    let large = insight_steps(&filled(20_000).await).await;
    assert!(large <= small + 20, "{small}0 steps at 2,000 older rows, {large}0 at 20,000");
}
