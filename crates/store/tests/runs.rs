//! Runs taken back later: everything that they changed comes back, but for what was changed since.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]

mod common;

use common::{Book, book, line, statement, typed};
use ledger::{CategoryChoice, CategoryId, RunId, RunSource, StepKind, TransactionId, Window};
use std::ops::ControlFlow;
use store::{
    Error, categories, history, imports,
    register::{self, Row},
    runs,
    suggestions::State,
    transactions,
};

const FOOD: i64 = 2;
const FUEL: i64 = 9;

async fn get(book: &Book, id: TransactionId) -> Row {
    register::get(&mut *book.db.read().await, id).await.unwrap()
}

async fn category(book: &Book, id: TransactionId) -> Option<i64> {
    get(book, id).await.splits[0].category.map(CategoryId::row)
}

/// Files rows, tags and renames them, and links the first two, as a rule might.
async fn run(book: &Book, ids: &[TransactionId]) -> RunId {
    let mut step = book.begin(StepKind::Categorise).await;
    for id in ids {
        let old = register::get(&mut step, *id).await.unwrap();
        let mut new = typed(old.account, "2026-01-05", "Aral", old.amount.minor(), Some(FUEL));
        new.tags = vec!["car".into()];
        let payee = store::payees::ensure(&mut step, "Aral", "aral").await.unwrap();
        transactions::update(&mut step, *id, &new, payee).await.unwrap();
    }
    runs::record(&mut step, RunSource::Rule, "Fuel", 3, 5).await.unwrap();
    step.commit().await.unwrap();
    runs::list(&mut *book.db.read().await).await.unwrap()[0].id
}

async fn revert(book: &Book, id: RunId) -> Result<u32, Error> {
    let mut step = book.begin(StepKind::RevertRun).await;
    let changed = runs::revert(&mut step, id, 9).await?;
    step.commit().await.unwrap();
    Ok(changed)
}

async fn three(book: &Book) -> [TransactionId; 3] {
    let add =
        async |payee| book.add(&typed(book.giro, "2026-01-05", payee, -700, Some(FOOD))).await;
    [add("one").await, add("two").await, add("three").await]
}

#[tokio::test]
async fn a_run_goes_but_for_what_was_changed_since() {
    let book = book().await;
    let ids = three(&book).await;
    let id = run(&book, &ids).await;
    let mut step = book.begin(StepKind::Categorise).await;
    transactions::categorise(&mut step, &ids[..1], None).await.unwrap();
    step.commit().await.unwrap();
    let mut step = book.begin(StepKind::SetPayee).await;
    let payee = store::payees::ensure(&mut step, "Shell", "shell").await.unwrap();
    transactions::set_payee(&mut step, &ids[1..2], payee, true).await.unwrap();
    step.commit().await.unwrap();

    assert_eq!(revert(&book, id).await.unwrap(), 3);
    let rows = [get(&book, ids[0]).await, get(&book, ids[1]).await, get(&book, ids[2]).await];
    let payees = rows.each_ref().map(|row| row.payee.clone().unwrap().1);
    assert_eq!(payees, ["one", "Shell", "three"]);
    let categories = rows.each_ref().map(|row| row.splits[0].category.map(CategoryId::row));
    assert_eq!(categories, [None, Some(FOOD), Some(FOOD)]);
    assert!(rows.iter().all(|row| row.tags.is_empty()));
    assert!(matches!(revert(&book, id).await, Err(Error::NotFound)), "it is gone");

    history::undo(&book.db).await.unwrap();
    assert_eq!(get(&book, ids[2]).await.tags, ["car"]);
    assert_eq!(revert(&book, id).await.unwrap(), 3, "and now it is there again");
}

#[tokio::test]
async fn what_went_since_does_not_come_back() {
    let book = book().await;
    let ids = three(&book).await;
    let id = run(&book, &ids).await;
    let mut step = book.begin(StepKind::DeleteCategory).await;
    categories::delete(&mut step, CategoryId::new(FOOD), Some(CategoryChoice::Uncategorised))
        .await
        .unwrap();
    transactions::delete(&mut step, &ids[2..]).await.unwrap();
    step.commit().await.unwrap();
    assert_eq!(revert(&book, id).await.unwrap(), 2);
    assert_eq!(category(&book, ids[0]).await, Some(FUEL), "its old category has gone");
    assert_eq!(get(&book, ids[0]).await.payee.unwrap().1, "one");
}

#[tokio::test]
async fn a_tag_that_went_since_does_not_come_back() {
    let book = book().await;
    let ids = three(&book).await;
    let tag = async |ids: &[TransactionId], add: &[String], remove: &[String]| {
        let mut step = book.begin(StepKind::SetTags).await;
        transactions::tag(&mut step, ids, add, remove).await.unwrap();
        step.commit().await.unwrap();
    };
    let trip = ["trip".to_owned()];
    tag(&ids[1..], &trip, &[]).await;
    // The run takes it from the second; the third is the last that has it, and loses it then.
    let id = run(&book, &ids[..2]).await;
    tag(&ids[2..], &[], &trip).await;
    assert_eq!(revert(&book, id).await.unwrap(), 2);
    let rows = [get(&book, ids[0]).await, get(&book, ids[1]).await];
    assert!(
        rows.iter().all(|row| row.payee.as_ref().unwrap().1 != "Aral"),
        "the rest is as it was"
    );
    assert!(rows[1].tags.iter().all(|tag| tag != "trip"));
}

#[tokio::test]
async fn a_run_that_was_undone_is_no_run() {
    let book = book().await;
    let id = run(&book, &three(&book).await).await;
    history::undo(&book.db).await.unwrap();
    assert!(runs::list(&mut *book.db.read().await).await.unwrap().is_empty());
    assert!(matches!(revert(&book, id).await, Err(Error::NotFound)));
}

#[tokio::test]
async fn an_import_is_two_runs_of_which_the_categories_can_go_alone() {
    let book = book().await;
    let mut step = book.begin(StepKind::Import).await;
    let rows = (0..9).map(line);
    imports::insert(&mut step, &statement(book.giro), rows, |_| ControlFlow::Continue(()))
        .await
        .unwrap();
    step.commit().await.unwrap();
    let all = runs::list(&mut *book.db.read().await).await.unwrap();
    let seen: Vec<_> = all.iter().map(|run| (run.source, run.count)).collect();
    assert_eq!(seen, [(RunSource::Classifier, 6), (RunSource::Import, 9)]);

    let mut conn = book.db.read().await;
    let window = Window { offset: 0, limit: 100 };
    let page =
        register::page(&mut conn, &Default::default(), Default::default(), window).await.unwrap();
    drop(conn);
    let applied = page.rows.iter().find(|row| row.splits[0].category.is_some()).unwrap().id;
    let mut step = book.begin(StepKind::Categorise).await;
    let own = Some(CategoryId::new(FUEL));
    transactions::categorise(&mut step, &[applied], own).await.unwrap();
    step.commit().await.unwrap();

    assert_eq!(revert(&book, all[0].id).await.unwrap(), 5);
    for row in &page.rows {
        let row = get(&book, row.id).await;
        let expect = if row.id == applied { own } else { None };
        assert_eq!(row.splits[0].category, expect);
        let open = row.suggestion.unwrap().state == State::Open;
        assert_eq!(open, row.id != applied);
    }
    assert_eq!(revert(&book, all[1].id).await.unwrap(), 8, "the one filed by hand stays");
    assert_eq!(
        register::count(
            &mut *book.db.read().await,
            ledger::Period::month("2026-01".parse().unwrap())
        )
        .await
        .unwrap()
        .0,
        1
    );
}
