//! Each family's functions on a database of their own: what they do and what they refuse.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]

mod common;

use common::{account, add, book, euro, line, statement, typed};
use ledger::{
    CategoryChoice, CategoryId, CategoryKind, Code, Currency, Field, Money, Period, StepKind,
};
use std::ops::ControlFlow;
use store::{
    Error, Step, accounts,
    categories::{self, NewCategory},
    history, imports, memory, payees, register, reports, settings,
    suggestions::{self, State, Suggestion},
    tags, transactions,
};

fn problem<T: std::fmt::Debug>(result: store::Result<T>) -> (Field, Code) {
    match result {
        Err(Error::Invalid(problems)) => {
            (problems.as_slice()[0].field, problems.as_slice()[0].code)
        }
        other => panic!("{other:?}"),
    }
}

fn named(name: &str, parent: Option<CategoryId>) -> NewCategory {
    NewCategory { name: name.into(), kind: CategoryKind::Expense, parent, colour: None }
}

#[tokio::test]
async fn an_account_keeps_its_name_its_currency_and_its_rows() {
    let book = book().await;
    let mut step = book.begin(StepKind::EditAccount).await;
    let taken = accounts::create(&mut step, &account("giro", 0)).await;
    assert_eq!(problem(taken), (Field::Name, Code::Taken));
    let long = accounts::create(&mut step, &account(&"x".repeat(121), 0)).await;
    assert_eq!(problem(long), (Field::Name, Code::TooLong));
    add(&mut step, &typed(book.giro, "2026-01-31", "Bakery", -250, None)).await;
    let mut dollars = account("Giro", 0);
    dollars.opening = Money::from_minor(0, "USD".parse::<Currency>().unwrap());
    let changed = accounts::update(&mut step, book.giro, &dollars).await;
    assert_eq!(problem(changed), (Field::Currency, Code::InUse));
    let deleted = accounts::delete(&mut step, book.giro).await;
    assert_eq!(problem(deleted), (Field::Account, Code::InUse));

    accounts::update(&mut step, book.giro, &account("Main", 5)).await.unwrap();
    accounts::set_closed(&mut step, book.giro, true).await.unwrap();
    accounts::delete(&mut step, book.card).await.unwrap();
    step.commit().await.unwrap();
    let list = accounts::list(&mut *book.db.read().await).await.unwrap();
    assert_eq!(list.len(), 1);
    let main = &list[0];
    assert_eq!((main.name.as_str(), main.closed, main.transactions), ("Main", true, 1));
    assert_eq!(main.balance, euro(5 - 250));
    let mut step = book.begin(StepKind::CloseAccount).await;
    let missing = accounts::set_closed(&mut step, 99.into(), true).await;
    assert!(matches!(missing, Err(Error::NotFound)));
}

#[tokio::test]
async fn the_category_tree_stays_a_tree() {
    let book = book().await;
    let mut step = book.begin(StepKind::AddCategory).await;
    let tree = categories::list(&mut step).await.unwrap();
    assert_eq!(tree.len(), 44);
    assert_eq!(tree[0].key.as_deref(), Some("food"));
    assert_eq!(tree[1].key.as_deref(), Some("food.groceries"));
    assert_eq!(tree[1].parent, Some(tree[0].id));
    let salary = tree.iter().find(|c| c.key.as_deref() == Some("salary")).unwrap().id;

    let mut parent = tree[0].id;
    for name in ["a", "b", "c", "d"] {
        parent = categories::create(&mut step, &named(name, Some(parent))).await.unwrap();
    }
    let check = |result, expect| assert_eq!(problem(result), expect);
    check(
        categories::create(&mut step, &named("e", Some(parent))).await,
        (Field::Parent, Code::Circular),
    );
    check(
        categories::create(&mut step, &named("x", Some(99.into()))).await,
        (Field::Parent, Code::Unknown),
    );
    check(
        categories::create(&mut step, &named("x", Some(salary))).await,
        (Field::Kind, Code::Wrong),
    );
    check(
        categories::create(&mut step, &named("GROCERIES", Some(tree[0].id))).await,
        (Field::Name, Code::Taken),
    );
    let update = categories::update(&mut step, tree[0].id, &named("Food", Some(parent))).await;
    assert_eq!(problem(update), (Field::Parent, Code::Circular));
    let mut income = named("Food", None);
    income.kind = CategoryKind::Income;
    let update = categories::update(&mut step, tree[0].id, &income).await;
    assert_eq!(problem(update), (Field::Kind, Code::InUse));
    let after = categories::list(&mut step).await.unwrap();
    let created = after.iter().find(|c| c.id == parent).unwrap();
    assert_eq!((created.colour, created.key.as_ref()), (tree[0].colour, None));
}

#[tokio::test]
async fn deleting_a_category_asks_where_its_rows_go() {
    let book = book().await;
    let (food, groceries) = (CategoryId::new(1), CategoryId::new(2));
    let id = book.add(&typed(book.giro, "2026-01-31", "Bakery", -250, Some(2))).await;
    let mut step = book.begin(StepKind::DeleteCategory).await;
    memory::learn(&mut step, &[id], groceries).await.unwrap();
    let used = categories::delete(&mut step, food, None).await;
    assert_eq!(problem(used), (Field::Category, Code::InUse));
    let below = Some(CategoryChoice::Category { id: groceries });
    let circular = categories::delete(&mut step, food, below).await;
    assert_eq!(problem(circular), (Field::Category, Code::Circular));
    let travel = Some(CategoryChoice::Category { id: 5.into() });
    categories::delete(&mut step, food, travel).await.unwrap();
    step.commit().await.unwrap();

    let mut conn = book.db.read().await;
    assert_eq!(categories::list(&mut conn).await.unwrap().len(), 40);
    let row = register::get(&mut conn, id).await.unwrap();
    assert_eq!(row.splits[0].category, Some(5.into()));
    let habits = memory::list(&mut conn).await.unwrap();
    assert_eq!(habits.iter().map(|habit| habit.category).collect::<Vec<_>>(), [5.into()]);
    drop(conn);
    history::undo(&book.db).await.unwrap();
    let mut conn = book.db.read().await;
    assert_eq!(categories::list(&mut conn).await.unwrap().len(), 44);
    assert_eq!(register::get(&mut conn, id).await.unwrap().splits[0].category, Some(groceries));
    assert_eq!(memory::list(&mut conn).await.unwrap(), [], "it was learned in the same step");
}

#[tokio::test]
async fn a_transaction_is_kept_as_it_was_given() {
    let book = book().await;
    let mut new = typed(book.giro, "2026-01-31", "Markt", -1000, Some(2));
    new.splits[0].amount = euro(-700);
    new.splits.push(ledger::draft::NewSplit {
        category: None,
        amount: euro(-300),
        note: "Pfand".into(),
    });
    (new.memo, new.tags) = ("two bags".into(), vec!["home".into(), "Food".into()]);
    let id = book.add(&new).await;
    let mut conn = book.db.read().await;
    let row = register::get(&mut conn, id).await.unwrap();
    assert_eq!(row.payee.unwrap().1, "Markt");
    assert_eq!((row.amount, row.memo.as_str()), (euro(-1000), "two bags"));
    assert_eq!(row.splits.len(), 2);
    assert_eq!((row.splits[1].amount, row.splits[1].note.as_str()), (euro(-300), "Pfand"));
    assert_eq!(row.tags, ["Food", "home"]);
    drop(conn);

    let mut step = book.begin(StepKind::EditTransaction).await;
    let mut less = typed(book.card, "2026-02-01", "", -5, None);
    less.tags = vec!["HOME".into()];
    transactions::update(&mut step, id, &less, None).await.unwrap();
    step.commit().await.unwrap();
    let mut conn = book.db.read().await;
    let row = register::get(&mut conn, id).await.unwrap();
    assert_eq!((row.account, row.payee, row.splits.len()), (book.card, None, 1));
    assert_eq!(row.tags, ["home"]);
    assert_eq!(tags::list(&mut conn).await.unwrap().len(), 1, "the unused tag goes");
    drop(conn);

    let mut step = book.begin(StepKind::EditTransaction).await;
    let missing = transactions::update(&mut step, 99.into(), &less, None).await;
    assert!(matches!(missing, Err(Error::NotFound)));
    let elsewhere = typed(99.into(), "2026-02-01", "", -5, None);
    assert!(matches!(
        transactions::insert(&mut step, &elsewhere, None, 0).await,
        Err(Error::NotFound)
    ));
    let mut zero = less.clone();
    zero.amount = euro(0);
    let refused = transactions::insert(&mut step, &zero, None, 0).await;
    assert_eq!(problem(refused), (Field::Amount, Code::OutOfRange));
}

#[tokio::test]
async fn a_transfer_is_neither_income_nor_expense() {
    let book = book().await;
    let out = book.add(&typed(book.giro, "2026-01-31", "", -500, Some(2))).await;
    let into = book.add(&typed(book.card, "2026-02-01", "", 500, None)).await;
    let mut step = book.begin(StepKind::LinkTransfer).await;
    assert_eq!(waiting(&mut step).await, 1);
    transactions::link(&mut step, out, into, 0).await.unwrap();
    let whole = Period::new("2026-01-01".parse().unwrap(), "2026-02-28".parse().unwrap());
    assert_eq!(reports::period(&mut step, whole, Currency::EUR).await.unwrap(), []);
    assert_eq!(waiting(&mut step).await, 0);
    let row = register::get(&mut step, out).await.unwrap();
    assert_eq!(row.transfer, Some((into, book.card)));
    transactions::delete(&mut step, &[into]).await.unwrap();
    assert_eq!(register::get(&mut step, out).await.unwrap().transfer, None);
    assert_eq!(reports::period(&mut step, whole, Currency::EUR).await.unwrap().len(), 1);
}

#[tokio::test]
async fn an_import_can_be_taken_back_months_later() {
    let book = book().await;
    let id = take_in(&book, 10).await;
    let edited = 4;
    let mut step = book.begin(StepKind::Categorise).await;
    transactions::categorise(&mut step, &[edited.into()], Some(5.into())).await.unwrap();
    step.commit().await.unwrap();
    book.add(&typed(book.giro, "2026-01-31", "Bakery", -250, Some(2))).await;

    let mut step = book.begin(StepKind::UndoImport).await;
    assert_eq!(imports::undo(&mut step, id, &[], 9).await.unwrap(), 10);
    assert!(matches!(imports::undo(&mut step, id, &[], 9).await, Err(Error::NotFound)));
    step.commit().await.unwrap();
    assert_eq!(total(&book).await, 1);
    assert_eq!(imports::list(&mut *book.db.read().await).await.unwrap()[0].undone_ms, Some(9));
    history::undo(&book.db).await.unwrap();
    assert_eq!(total(&book).await, 11);
    let row = register::get(&mut *book.db.read().await, edited.into()).await.unwrap();
    assert_eq!(row.splits[0].category, Some(5.into()), "with what was edited since");
}

#[tokio::test]
async fn a_cancelled_import_leaves_nothing() {
    let book = book().await;
    let mut step = book.begin(StepKind::Import).await;
    let mut seen = Vec::new();
    let outcome = imports::insert(&mut step, &statement(book.giro), (0..9000).map(line), |done| {
        seen.push(done);
        if done >= 4000 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    })
    .await;
    assert!(matches!(outcome, Err(Error::Cancelled)));
    assert_eq!(seen, [2000, 4000]);
    drop(step);
    assert_eq!(total(&book).await, 0);
    assert_eq!(
        history::peek(&mut *book.db.read().await).await.unwrap().undo.unwrap().kind,
        StepKind::AddAccount
    );
    book.add(&typed(book.giro, "2026-01-31", "Bakery", -250, Some(2))).await;
    let months = reports::span(&mut *book.db.read().await).await.unwrap();
    assert!(months.is_some(), "the rollup's triggers work again");
}

/// How many wait, which all of time, asked for as a period, must come to as well.
async fn waiting(step: &mut Step<'_>) -> u32 {
    let all = Period::new("1900-01-01".parse().unwrap(), "2199-12-31".parse().unwrap());
    let count = suggestions::waiting(step).await.unwrap();
    assert_eq!(suggestions::waiting_in(step, all).await.unwrap(), count);
    count
}

#[tokio::test]
async fn suggestions_wait_until_they_are_decided() {
    let book = book().await;
    take_in(&book, 9).await;
    let mut step = book.begin(StepKind::AcceptSuggestions).await;
    assert_eq!(waiting(&mut step).await, 3);
    let ids: Vec<_> = (1..=9).map(ledger::TransactionId::new).collect();
    assert_eq!(suggestions::accept(&mut step, &ids[..1]).await.unwrap(), 1);
    transactions::categorise(&mut step, &ids[3..4], Some(5.into())).await.unwrap();
    transactions::categorise(&mut step, &ids[1..2], None).await.unwrap();
    let rows = register::rows(&mut step, &ids).await.unwrap();
    let states: Vec<_> = rows.iter().map(|row| row.suggestion.as_ref().unwrap().state).collect();
    assert_eq!(states[..4], [State::Accepted, State::Rejected, State::Applied, State::Rejected]);
    assert_eq!(rows[0].splits[0].category, Some(2.into()));
    assert_eq!(waiting(&mut step).await, 2);
    let by_rule = Suggestion {
        category: None,
        source: "rule".into(),
        confidence_permille: Some(1000),
        reason: "{}".into(),
        state: State::Accepted,
    };
    suggestions::review(&mut step, &ids[1..2], &by_rule).await.unwrap();
    assert_eq!(waiting(&mut step).await, 1);
    let source = transactions::source(&mut step, ids[0]).await.unwrap().unwrap();
    assert_eq!((source.line, source.text.as_str()), (2, "CARD PAYMENT 0"));
}

#[tokio::test]
async fn payees_are_found_best_first() {
    let book = book().await;
    for (name, times) in [("Bio Markt", 1), ("Markthalle", 2), ("Markt 100 %", 3), ("Kino", 9)] {
        for _ in 0..times {
            book.add(&typed(book.giro, "2026-01-31", name, -250, Some(2))).await;
        }
    }
    let mut step = book.begin(StepKind::Categorise).await;
    memory::learn(&mut step, &[1.into(), 2.into()], 2.into()).await.unwrap();
    step.commit().await.unwrap();
    let mut conn = book.db.read().await;
    let names = |found: Vec<payees::Payee>| -> Vec<String> {
        found.into_iter().map(|payee| payee.name).collect()
    };
    let found = payees::find(&mut conn, "markt").await.unwrap();
    assert_eq!(found[1].category, Some(2.into()));
    assert_eq!(found[0].transactions, 3);
    assert_eq!(names(found), ["Markt 100 %", "Markthalle", "Bio Markt"]);
    assert_eq!(names(payees::find(&mut conn, "100 %").await.unwrap()), ["Markt 100 %"]);
    assert_eq!(names(payees::find(&mut conn, "%").await.unwrap()), ["Markt 100 %"]);
    assert_eq!(payees::find(&mut conn, "").await.unwrap()[0].name, "Kino");
}

#[tokio::test]
async fn settings_are_not_part_of_the_history() {
    let book = book().await;
    let mut step = book.begin(StepKind::Settings).await;
    settings::set(&mut step, "locale", r#""de""#).await.unwrap();
    let refused = settings::set(&mut step, "locale", "no json").await;
    assert_eq!(problem(refused), (Field::Setting, Code::Wrong));
    step.commit().await.unwrap();
    let mut conn = book.db.read().await;
    assert_eq!(settings::get(&mut conn, "locale").await.unwrap().as_deref(), Some(r#""de""#));
    assert_eq!(settings::get(&mut conn, "none").await.unwrap(), None);
    assert_eq!(history::peek(&mut conn).await.unwrap().undo.unwrap().kind, StepKind::AddAccount);
}

#[tokio::test]
async fn reports_add_up_parts_of_months_and_leave_refunds_in() {
    let book = book().await;
    for (date, minor, category) in [
        ("2026-01-10", -100, Some(2)),
        ("2026-01-20", -200, Some(2)),
        ("2026-02-10", -400, Some(2)),
        ("2026-02-11", 50, Some(2)),
        ("2026-03-31", -800, None),
        ("2026-03-31", 9999, None),
    ] {
        book.add(&typed(book.giro, date, "Markt", minor, category)).await;
    }
    let mut conn = book.db.read().await;
    let period = |from: &str, to: &str| Period::new(from.parse().unwrap(), to.parse().unwrap());
    let check = async |conn: &mut store::Connection, from, to, expect: &[(i64, i64)]| {
        let cells = reports::period(conn, period(from, to), Currency::EUR).await.unwrap();
        let got: Vec<_> = cells.iter().map(|cell| (cell.inflow, cell.outflow)).collect();
        assert_eq!(got, expect, "{from} to {to}");
    };
    check(&mut conn, "2026-01-01", "2026-02-28", &[(0, -300), (50, -400)]).await;
    check(&mut conn, "2026-01-15", "2026-01-25", &[(0, -200)]).await;
    check(&mut conn, "2026-01-15", "2026-02-10", &[(0, -200), (0, -400)]).await;
    check(&mut conn, "2026-01-11", "2026-03-30", &[(0, -200), (50, -400)]).await;
    let days =
        reports::days(&mut conn, period("2026-02-01", "2026-02-28"), Currency::EUR).await.unwrap();
    assert_eq!(days.len(), 2);
    let whole = period("2026-01-01", "2026-12-31");
    let top = reports::payees(&mut conn, whole, Currency::EUR, 5).await.unwrap();
    assert_eq!((top[0].amount, top[0].count), (euro(100 + 200 + 400 - 50 + 800), 5));
}

async fn take_in(book: &common::Book, rows: u32) -> ledger::ImportId {
    let mut step = book.begin(StepKind::Import).await;
    let rows = (0..rows).map(line);
    let done =
        imports::insert(&mut step, &statement(book.giro), rows, |_| ControlFlow::Continue(()))
            .await
            .unwrap();
    step.commit().await.unwrap();
    done.import
}

async fn total(book: &common::Book) -> u32 {
    let whole = Period::new("1900-01-01".parse().unwrap(), "2200-01-01".parse().unwrap());
    register::count(&mut *book.db.read().await, whole).await.unwrap().0
}

#[tokio::test]
async fn a_full_disk_is_said_to_be_one() {
    let book = book().await;
    let mut step = book.begin(StepKind::Import).await;
    // Not a page more than there are.
    sqlx::raw_sql("PRAGMA max_page_count = 1").execute(&mut *step).await.unwrap();
    let go_on = |_| ControlFlow::Continue(());
    let full = imports::insert(&mut step, &statement(book.giro), (0..5_000).map(line), go_on).await;
    assert!(matches!(full, Err(Error::DiskFull)), "{full:?}");
    drop(step);
    assert_eq!(imports::list(&mut *book.db.read().await).await.unwrap(), []);
}

#[tokio::test]
async fn who_was_renamed_or_merged_is_found_by_the_old_names_one_by_one_and_all_at_once() {
    let book = book().await;
    let mut step = book.begin(StepKind::RenamePayee).await;
    let mut ids = Vec::new();
    for name in ["Lidl", "Aldi"] {
        ids.extend(payees::ensure(&mut step, name, &name.to_lowercase()).await.unwrap());
    }
    payees::rename(&mut step, ids[0], "Shop", "shop").await.unwrap();
    payees::merge(&mut step, &ids[1..], ids[0]).await.unwrap();
    let names = ["Lidl", "Aldi", "Shop", "Rewe", ""].map(|n| (n.to_owned(), n.to_lowercase()));
    let all = payees::ensure_all(&mut step, &names).await.unwrap();
    for (name, key) in &names {
        let one = payees::ensure(&mut step, name, key).await.unwrap();
        assert_eq!(all.get(name).copied(), one, "{name}");
    }
    assert_eq!([all["Lidl"], all["Aldi"], all["Shop"]], [ids[0]; 3]);
    assert_ne!(all["Rewe"], ids[0]);
}
