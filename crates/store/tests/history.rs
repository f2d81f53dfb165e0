//! Random sequences of changes: the rollups always equal a full recomputation, undoing everything
//! gives the book of the beginning byte for byte, and redoing everything that of the end.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]

mod common;

use common::{Book, account, add, book, line, statement, typed};
use ledger::{
    AccountId, CategoryChoice, CategoryId, CategoryKind, RunSource, StepKind, TransactionId,
};
use proptest::prelude::*;
use sqlx::{AssertSqlSafe, Row, raw_sql};
use std::ops::ControlFlow;
use store::{
    Connection, Step, accounts,
    categories::{self, NewCategory},
    history, imports, memory, payees, register, runs, suggestions, transactions,
};

/// One change; the numbers choose among what is there when it is done.
#[derive(Debug, Clone)]
enum Change {
    Add { account: u8, day: u8, payee: u8, minor: i64, category: u8, parts: u8, tag: u8 },
    Edit { row: u8, account: u8, day: u8, minor: i64, category: u8, parts: u8, tag: u8 },
    Delete { row: u8, count: u8 },
    Categorise { row: u8, count: u8, category: u8 },
    SetPayee { row: u8, count: u8, payee: u8 },
    SetDate { row: u8, count: u8, day: u8 },
    SetTags { row: u8, count: u8, add: u8, remove: u8 },
    Accept { row: u8, count: u8 },
    Link { one: u8, other: u8 },
    Unlink { row: u8 },
    AddAccount { name: u8 },
    AddCategory { name: u8, parent: u8 },
    RenameCategory { category: u8, name: u8 },
    DeleteCategory { category: u8, target: u8 },
    Import { account: u8, rows: u8, first: u8, leg: Option<u8> },
    UndoImport { import: u8 },
    Run { row: u8, count: u8, day: u8, category: u8, payee: u8, parts: u8, tag: u8 },
    RevertRun { run: u8 },
    Undo,
    Redo,
}

fn change() -> impl Strategy<Value = Change> {
    use Change::*;
    let n = any::<u8>;
    let minor = prop_oneof![-9999..-1i64, 1..9999i64];
    prop_oneof![
        4 => (n(), n(), n(), minor.clone(), n(), 1..4u8, n()).prop_map(
            |(account, day, payee, minor, category, parts, tag)|
            Add { account, day, payee, minor, category, parts, tag }),
        3 => (n(), n(), n(), minor, n(), 1..4u8, n()).prop_map(
            |(row, account, day, minor, category, parts, tag)|
            Edit { row, account, day, minor, category, parts, tag }),
        2 => (n(), 1..4u8).prop_map(|(row, count)| Delete { row, count }),
        2 => (n(), 1..9u8, n()).prop_map(|(row, count, category)| Categorise { row, count, category }),
        1 => (n(), 1..9u8, n()).prop_map(|(row, count, payee)| SetPayee { row, count, payee }),
        1 => (n(), 1..9u8, n()).prop_map(|(row, count, day)| SetDate { row, count, day }),
        1 => (n(), 1..9u8, n(), n()).prop_map(
            |(row, count, add, remove)| SetTags { row, count, add, remove }),
        1 => (n(), 1..9u8).prop_map(|(row, count)| Accept { row, count }),
        2 => (n(), n()).prop_map(|(one, other)| Link { one, other }),
        1 => n().prop_map(|row| Unlink { row }),
        1 => n().prop_map(|name| AddAccount { name }),
        1 => (n(), n()).prop_map(|(name, parent)| AddCategory { name, parent }),
        1 => (n(), n()).prop_map(|(category, name)| RenameCategory { category, name }),
        1 => (n(), n()).prop_map(|(category, target)| DeleteCategory { category, target }),
        2 => (n(), 0..20u8, n(), any::<Option<u8>>()).prop_map(
            |(account, rows, first, leg)| Import { account, rows, first, leg }),
        1 => n().prop_map(|import| UndoImport { import }),
        2 => (n(), 1..9u8, n(), n(), n(), 1..4u8, n()).prop_map(
            |(row, count, day, category, payee, parts, tag)|
            Run { row, count, day, category, payee, parts, tag }),
        2 => n().prop_map(|run| RevertRun { run }),
        3 => Just(Undo),
        2 => Just(Redo),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, max_shrink_iters: 200, ..ProptestConfig::default() })]
    #[test]
    fn every_change_can_be_taken_back(changes in prop::collection::vec(change(), 1..40)) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(story(&changes));
    }
}

async fn story(changes: &[Change]) {
    let book = book().await;
    let start = dump(&book).await;
    for change in changes {
        make(&book, change).await;
        check(&book).await;
    }
    while history::redo(&book.db).await.unwrap().is_some() {}
    let end = dump(&book).await;
    while history::undo(&book.db).await.unwrap().is_some_and(|step| step.name != FIRST) {
        check(&book).await;
    }
    history::redo(&book.db).await.unwrap();
    assert_same(&dump(&book).await, &start);

    // The history is in the database: it goes on after a restart.
    let path = book.path();
    let Book { db, dir, giro, card } = book;
    db.close().await.unwrap();
    let db = store::Db::open(&path, &common::KEY, common::VAULT).await.unwrap();
    let book = Book { db, dir, giro, card };
    while history::redo(&book.db).await.unwrap().is_some() {}
    check(&book).await;
    assert_same(&dump(&book).await, &end);
}

/// What the accounts of the book were made as: no change below has this name.
const FIRST: &str = "";

async fn make(book: &Book, change: &Change) {
    use Change::*;
    match change {
        Undo => return undo_unless_first(book).await,
        Redo => return drop(history::redo(&book.db).await.unwrap()),
        _ => {}
    }
    let mut step = book.begin(StepKind::EditTransaction).await;
    step.label.name = "change".into();
    let keep = apply(&mut step, change).await;
    if keep {
        step.commit().await.unwrap();
    }
}

async fn undo_unless_first(book: &Book) {
    let next = history::peek(&mut *book.db.read().await).await.unwrap().undo;
    if next.is_some_and(|step| step.name != FIRST) {
        history::undo(&book.db).await.unwrap();
    }
}

/// Whether the change could be made; a refused one is dropped.
async fn apply(step: &mut Step<'_>, change: &Change) -> bool {
    use Change::*;
    let rows = ids(step, "SELECT id FROM txn ORDER BY id").await;
    let accounts = ids(step, "SELECT id FROM account ORDER BY id").await;
    let categories = ids(step, "SELECT id FROM category ORDER BY id").await;
    let pick = |from: &[i64], n: u8| from.get(usize::from(n) % from.len().max(1)).copied();
    let some = |row: u8, count: u8| -> Vec<TransactionId> {
        let first = usize::from(row) % rows.len().max(1);
        rows.iter().skip(first).take(count.into()).map(|id| TransactionId::new(*id)).collect()
    };
    let category = |n: u8| pick(&categories, n).filter(|_| !n.is_multiple_of(5));
    let new = |account: u8, day: u8, payee: u8, minor: i64, cat: u8, parts: u8, tag: u8| {
        let account = AccountId::new(pick(&accounts, account).unwrap());
        let date = format!("2026-{:02}-{:02}", day % 3 + 1, day % 28 + 1);
        let payee = format!("Payee {}", payee % 4);
        let mut new = typed(account, &date, &payee, minor, category(cat));
        for part in 1..parts {
            let mut split = new.splits[0].clone();
            split.amount = common::euro(i64::from(part) * 7);
            split.category = category(cat.wrapping_add(part * 3)).map(CategoryId::new);
            let rest = new.splits[0].amount.minor() - split.amount.minor();
            new.splits[0].amount = common::euro(rest);
            new.splits.push(split);
        }
        new.tags = (0..tag % 3).map(|n| format!("tag {}", (tag + n) % 5)).collect();
        new
    };
    match *change {
        Add { account, day, payee, minor, category, parts, tag } => {
            add(step, &new(account, day, payee, minor, category, parts, tag)).await;
            true
        }
        Edit { row, account, day, minor, category, parts, tag } => {
            let Some(row) = pick(&rows, row) else { return false };
            let new = new(account, day, tag, minor, category, parts, tag);
            let payee = payees::ensure(step, &new.payee, "key").await.unwrap();
            transactions::update(step, row.into(), &new, payee).await.unwrap();
            true
        }
        Delete { row, count } => {
            transactions::delete(step, &some(row, count)).await.unwrap();
            true
        }
        Categorise { row, count, category: n } => {
            let chosen = category(n).map(CategoryId::new);
            let rows = some(row, count);
            let filed = transactions::categorise(step, &rows, chosen).await.unwrap();
            if let Some(chosen) = chosen {
                memory::learn(step, &filed, chosen).await.unwrap();
            }
            true
        }
        SetPayee { row, count, payee } => {
            let payee = payees::ensure(step, &format!("New {}", payee % 3), "new").await.unwrap();
            transactions::set_payee(step, &some(row, count), payee, true).await.unwrap();
            true
        }
        SetDate { row, count, day } => {
            let day = chrono::NaiveDate::default() + chrono::Days::new(u64::from(day));
            transactions::set_date(step, &some(row, count), day).await.unwrap();
            true
        }
        SetTags { row, count, add, remove } => {
            let named = |n: u8| [format!("tag {}", n % 4)];
            let ids = some(row, count);
            transactions::tag(step, &ids, &named(add), &named(remove)).await.unwrap();
            true
        }
        Accept { row, count } => suggestions::accept(step, &some(row, count)).await.is_ok(),
        Link { one, other } => {
            let (Some(one), Some(other)) = (pick(&rows, one), pick(&rows, other)) else {
                return false;
            };
            transactions::link(step, one.into(), other.into(), 5).await.is_ok()
        }
        Unlink { row } => transactions::unlink(step, &some(row, 1)).await.is_ok(),
        AddAccount { name } => {
            accounts::create(step, &account(&format!("Account {}", name % 5), 1)).await.is_ok()
        }
        AddCategory { name, parent } => {
            let new = named(name, category(parent).map(CategoryId::new));
            categories::create(step, &new).await.is_ok()
        }
        RenameCategory { category: n, name } => {
            let tree = categories::list(step).await.unwrap();
            let old = &tree[usize::from(n) % tree.len()];
            let new = NewCategory { kind: old.kind, parent: old.parent, ..named(name, None) };
            categories::update(step, old.id, &new).await.is_ok()
        }
        DeleteCategory { category: n, target } => {
            let target = match category(target) {
                Some(id) => CategoryChoice::Category { id: id.into() },
                None => CategoryChoice::Uncategorised,
            };
            let id = CategoryId::new(pick(&categories, n).unwrap());
            categories::delete(step, id, Some(target)).await.is_ok()
        }
        Import { account, rows: count, first, leg } => {
            let account = AccountId::new(pick(&accounts, account).unwrap());
            let known = categories.contains(&2);
            let leg = leg.and_then(|n| pick(&rows, n)).map(TransactionId::new);
            let payee = payees::ensure(step, "Imported", "imported").await.unwrap();
            let rows = (0..u32::from(count)).map(|n| {
                let mut row = line(u32::from(first) + n);
                row.payee = payee.filter(|_| n % 2 == 0);
                row.counterpart = leg.filter(|_| n == 1);
                if !known {
                    (row.category, row.suggestion) = (None, None);
                }
                row
            });
            let new = statement(account);
            imports::insert(step, &new, rows, |_| ControlFlow::Continue(())).await.unwrap();
            true
        }
        UndoImport { import } => {
            let imports = ids(step, "SELECT id FROM import WHERE undone_ms IS NULL").await;
            let Some(import) = pick(&imports, import) else { return false };
            imports::undo(step, import.into(), &[], 7).await.is_ok()
        }
        Run { row, count, day, category: n, payee, parts, tag } => {
            let rows = some(row, count);
            for id in &rows {
                let old = register::get(step, *id).await.unwrap();
                let account = u8::try_from(old.account.row() % 200).unwrap();
                let mut new = new(account, day, payee, old.amount.minor(), n, parts, tag);
                (new.account, new.date) = (old.account, old.date);
                let payee = payees::ensure(step, &new.payee, "key").await.unwrap();
                transactions::update(step, *id, &new, payee).await.unwrap();
            }
            if let [one, other] = rows.as_slice() {
                transactions::link(step, *one, *other, 6).await.unwrap();
            }
            runs::record(step, RunSource::Rule, "LIDL", 1, 8).await.unwrap();
            true
        }
        RevertRun { run } => {
            let runs = ids(step, "SELECT id FROM run WHERE reverted_ms IS NULL").await;
            let Some(run) = pick(&runs, run) else { return false };
            runs::revert(step, run.into(), 9).await.is_ok()
        }
        Undo | Redo => false,
    }
}

fn named(name: u8, parent: Option<CategoryId>) -> NewCategory {
    let name = format!("Category {}", name % 6);
    NewCategory { name, kind: CategoryKind::Expense, parent, colour: None }
}

async fn ids(conn: &mut Connection, sql: &'static str) -> Vec<i64> {
    let rows = raw_sql(sql).fetch_all(conn).await.unwrap();
    rows.into_iter().map(|row| row.get(0)).collect()
}

/// The rollups are what a recomputation gives, splits add up, nothing refers to nothing.
async fn check(book: &Book) {
    let mut conn = book.db.read().await;
    for (kept, counted) in [
        (
            "SELECT currency, month, category_id, inflow_minor, outflow_minor, count
                FROM month_total",
            "SELECT currency, substr(date, 1, 7), ifnull(category_id, 0),
                sum(max(s.amount_minor, 0)), sum(min(s.amount_minor, 0)), count(*)
                FROM txn JOIN split s ON s.txn_id = txn.id JOIN account a ON a.id = account_id
                WHERE transfer_id IS NULL
                GROUP BY 1, 2, 3",
        ),
        (
            "SELECT account_id, month, count, sum_minor FROM account_month",
            "SELECT account_id, substr(date, 1, 7), count(*), sum(amount_minor)
                FROM txn GROUP BY 1, 2",
        ),
    ] {
        let differ = format!(
            "SELECT count(*) FROM (SELECT * FROM ({kept} EXCEPT {counted})
            UNION ALL SELECT * FROM ({counted} EXCEPT {kept}))"
        );
        let row = raw_sql(AssertSqlSafe(differ)).fetch_one(&mut *conn).await.unwrap();
        assert_eq!(row.get::<i64, _>(0), 0, "{kept}");
    }
    let odd = "SELECT count(*) FROM txn WHERE amount_minor IS NOT
        (SELECT sum(amount_minor) FROM split WHERE txn_id = txn.id)";
    let row = raw_sql(odd).fetch_one(&mut *conn).await.unwrap();
    assert_eq!(row.get::<i64, _>(0), 0, "splits do not add up");
    let broken = raw_sql("PRAGMA foreign_key_check").fetch_all(&mut *conn).await.unwrap();
    assert!(broken.is_empty());
}

/// Every row of every table but the history's own, as text.
async fn dump(book: &Book) -> Vec<String> {
    let mut conn = book.db.read().await;
    let tables = "SELECT name FROM sqlite_schema WHERE type = 'table'
        AND name NOT LIKE 'history%' AND name NOT LIKE '\\_%' ESCAPE '\\' ORDER BY name";
    let tables = raw_sql(tables).fetch_all(&mut *conn).await.unwrap();
    let mut lines = Vec::new();
    for table in tables.iter().map(|row| row.get::<String, _>(0)) {
        let columns = format!(
            "SELECT group_concat('quote(' || name || ')', '|| '',''||')
            FROM pragma_table_info('{table}')"
        );
        let columns = raw_sql(AssertSqlSafe(columns)).fetch_one(&mut *conn).await.unwrap();
        let columns: String = columns.get(0);
        let rows = format!("SELECT {columns} FROM {table} ORDER BY 1");
        let rows = raw_sql(AssertSqlSafe(rows)).fetch_all(&mut *conn).await.unwrap();
        lines.extend(rows.iter().map(|row| format!("{table}: {}", row.get::<String, _>(0))));
    }
    lines
}

fn assert_same(got: &[String], expect: &[String]) {
    let lost: Vec<_> = expect.iter().filter(|line| !got.contains(line)).collect();
    let extra: Vec<_> = got.iter().filter(|line| !expect.contains(line)).collect();
    assert!(lost.is_empty() && extra.is_empty(), "lost {lost:#?}, extra {extra:#?}");
}

#[tokio::test]
async fn a_step_without_a_change_leaves_no_entry_and_a_new_one_ends_the_redo() {
    let book = book().await;
    book.add(&typed(book.giro, "2026-01-01", "a", -1, None)).await;
    let step = book.begin(StepKind::EditTransaction).await;
    step.commit().await.unwrap();
    let undone = history::undo(&book.db).await.unwrap().unwrap();
    assert_eq!(undone.kind, StepKind::AddTransaction);
    let step = book.begin(StepKind::EditTransaction).await;
    step.commit().await.unwrap();
    let peek = history::peek(&mut *book.db.read().await).await.unwrap();
    assert_eq!(peek.redo.unwrap().kind, StepKind::AddTransaction, "an empty step ends nothing");
    book.add(&typed(book.giro, "2026-01-01", "b", -1, None)).await;
    let peek = history::peek(&mut *book.db.read().await).await.unwrap();
    assert_eq!(peek.redo, None);
}
