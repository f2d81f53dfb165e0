//! Moving in with the books of another app: its categories, tags, splits and transfers.

use crate::setup::{account, book, import, now, prepare, reopen, upload};
use ::ledger::{AccountId, CategoryId, Filter, Money, Sort, Window};
use app::{
    Book, accounts, categories, history,
    imports::{self, Draft, ImportResult, PlaceView, Target, Why},
    transactions::{self, Row},
};
use proptest::prelude::*;
use rust_decimal::Decimal;
use std::ops::ControlFlow;

const ALL: Window = Window { offset: 0, limit: 500 };

const QIF: &str = "!Type:Bank\n\
    D2026-01-15\nT-80.00\nPDepartment Store\nSfood:GROCERIES\nEfruit\n$-30.00\nSEssen:Kites\n$-20.00\n\
    S[Purse]\n$-30.00\n^\n\
    D2026-01-16\nT-200.00\nPTo savings\nL[Savings]\n^\n\
    D2026-01-17\nT-10.00\nPBus\nMTicket\nLHobby:Trips/Holiday\n^\n\
    D2026-01-18\nT500.00\nPUncle\nLPresents\n^\n\
    D2026-01-19\nT-5.00\nPUnknown thing\nLLebensmittel\n^\n";

async fn rows(book: &Book) -> Vec<Row> {
    let page = transactions::list(book, &Filter::default(), Sort::default(), ALL).await.unwrap();
    page.rows
}

async fn row(book: &Book, payee: &str) -> Row {
    let all = rows(book).await;
    let is_it = |row: &Row| row.payee.as_ref().is_some_and(|one| one.name.starts_with(payee));
    all.into_iter().find(is_it).unwrap_or_else(|| panic!("{payee}"))
}

/// `Food > Groceries`, as it is called in the database.
async fn path(book: &Book, id: Option<CategoryId>) -> String {
    let all = categories::list(book).await.unwrap();
    let mut names = Vec::new();
    let mut at = id;
    while let Some(category) = at.and_then(|id| all.iter().find(|one| one.id == id)) {
        names.insert(0, category.name.clone());
        at = category.parent;
    }
    names.join(" > ")
}

async fn balance(book: &Book, id: AccountId) -> Money {
    let all = accounts::list(book).await.unwrap();
    all.into_iter().find(|account| account.id == id).unwrap().balance
}

async fn take(book: &Book, draft: &Draft) -> Vec<ImportResult> {
    let digest = draft.preview().digest;
    imports::commit(book, draft, &[], &digest, now(), |_| ControlFlow::Continue(())).await.unwrap()
}

#[tokio::test]
async fn categories_tags_splits_and_transfers_come_along() {
    let (dir, book, giro) = book().await;
    let savings = account(&book, "Savings").await;
    let before = categories::list(&book).await.unwrap();
    let draft = prepare(&book, QIF, giro).await;
    let preview = draft.preview();
    let expected = [vec!["Food", "Kites"], vec!["Hobby"], vec!["Hobby", "Trips"], vec!["Presents"]];
    assert_eq!(preview.new_categories, expected);
    let shown = imports::rows(&book, &draft, 0, None, ALL).await.unwrap().rows;
    let trip = shown[3].carried.clone().unwrap();
    assert_eq!(trip.category, Some(PlaceView::New { path: vec!["Hobby".into(), "Trips".into()] }));
    assert_eq!(shown[2].carried.as_ref().unwrap().transfer, Some(savings));

    let done = take(&book, &draft).await[0];
    // The cashback is a row of its own, since it is a transfer; there is no account Purse.
    assert_eq!((done.added, done.categories), (6, 4));
    assert_eq!(balance(&book, giro).await.to_string(), "305.00");
    let shop = rows(&book).await.into_iter().find(|row| row.splits.len() == 2).unwrap();
    assert_eq!(shop.amount.to_string(), "-50.00");
    let parts = [
        (path(&book, shop.splits[0].category).await, shop.splits[0].note.as_str()),
        (path(&book, shop.splits[1].category).await, shop.splits[1].note.as_str()),
    ];
    assert_eq!(parts, [("Food > Groceries".into(), "fruit"), ("Food > Kites".into(), "")]);
    let bus = row(&book, "Bus").await;
    assert_eq!(path(&book, bus.splits[0].category).await, "Hobby > Trips");
    assert_eq!((bus.tags, bus.memo.as_str()), (vec!["Holiday".to_owned()], "Ticket"));
    // A name alone, in German.
    let thing = row(&book, "Unknown").await;
    assert_eq!(path(&book, thing.splits[0].category).await, "Food > Groceries");
    assert_eq!(thing.suggestion, None);
    let all = categories::list(&book).await.unwrap();
    let presents = all.iter().find(|one| one.name == "Presents").unwrap();
    assert_eq!(presents.kind, ::ledger::CategoryKind::Income);
    // The other leg was made.
    assert_eq!(balance(&book, savings).await.to_string(), "300.00");
    let legs = rows(&book).await.into_iter().filter_map(|row| row.transfer);
    assert!(legs.map(|leg| leg.account).eq([giro, savings]));

    // Again: nothing new, and no category either.
    let again = prepare(&book, QIF, giro).await.preview();
    assert_eq!((again.statements[0].counts.already, again.new_categories.len()), (6, 0));

    // The file of the other account has that leg too: it is the same.
    let other = "!Type:Bank\nD2026-01-17\nT200.00\nPFrom giro\nL[Giro]\n^\n";
    let draft = prepare(&book, other, savings).await;
    let shown = imports::rows(&book, &draft, 0, None, ALL).await.unwrap().rows;
    assert_eq!(shown[0].beside.as_ref().unwrap().why, Why::MadeLeg);
    assert_eq!(take(&book, &draft).await[0].matched, 1);
    assert_eq!(balance(&book, savings).await.to_string(), "300.00");
    history::undo(&book).await.unwrap();

    // Taken back: no category is left behind, no tag, no leg; and there again when that is undone.
    let after = rows(&book).await;
    imports::undo(&book, done.import, false, now()).await.unwrap();
    assert_eq!(rows(&book).await, []);
    assert_eq!(categories::list(&book).await.unwrap(), before);
    history::undo(&book).await.unwrap();
    assert_eq!(rows(&book).await, after);
    // And by Ctrl+Z, also after a restart.
    let book = reopen(dir.path(), book).await;
    history::undo(&book).await.unwrap();
    assert_eq!((rows(&book).await, categories::list(&book).await.unwrap()), (vec![], before));
    history::redo(&book).await.unwrap();
    assert_eq!(rows(&book).await, after);
}

#[tokio::test]
async fn a_category_that_is_used_otherwise_stays_when_its_import_goes() {
    let (_dir, book, giro) = book().await;
    let done = import(&book, QIF, giro).await;
    let all = categories::list(&book).await.unwrap();
    let trips = all.iter().find(|one| one.name == "Trips").unwrap().id;
    let typed = app::quick::add(&book, "3 tea", now()).await.unwrap();
    transactions::categorise(&book, &[typed.id], Some(trips)).await.unwrap();
    imports::undo(&book, done.import, false, now()).await.unwrap();
    let left = categories::list(&book).await.unwrap();
    let names: Vec<&str> =
        left.iter().filter(|one| one.key.is_none()).map(|one| one.name.as_str()).collect();
    assert_eq!(names, ["Hobby", "Trips"]);
}

/// The made-up exports of all apps that the reader is tested with: each into a book of its own.
#[tokio::test]
async fn the_books_of_every_app_come_in_whole() {
    for case in include_str!("../../../statements/tests/apps.txt").split("\n=== ").skip(1) {
        let (name, rest) = case.split_once('\n').unwrap();
        let (file, _) = rest.split_once("--->\n").unwrap();
        let (_dir, book, _) = book().await;
        let go_on = |_| ControlFlow::Continue(());
        let first = imports::prepare(&book, upload(name, file), &[], Default::default(), go_on);
        let statements = first.await.unwrap().preview().statements;
        let mut targets = Vec::new();
        for (at, statement) in statements.iter().enumerate() {
            let name = statement.account_in_file.clone().unwrap_or(format!("Account {at}"));
            let known = accounts::list(&book).await.unwrap();
            let known = known.iter().find(|one| one.name == name).map(|one| one.id);
            targets.push(match known {
                Some(id) => Target::from(id),
                None => account(&book, &name).await.into(),
            });
        }
        let draft =
            imports::prepare(&book, upload(name, file), &targets, Default::default(), go_on)
                .await
                .unwrap();
        let done = take(&book, &draft).await;
        let read = statements::read(file.as_bytes(), &Default::default(), &mut |_, _| {
            ControlFlow::Continue(())
        });
        for (result, statement) in done.iter().zip(read.unwrap()) {
            let sum: Decimal = statement.rows.iter().map(|row| row.amount).sum();
            let in_all = balance(&book, result.account).await.decimal() - Decimal::from(100);
            assert_eq!(in_all, sum, "{name}: {:?}", statement.account);
        }
        let all = rows(&book).await;
        // Legs whose account is in the file are linked with each other.
        let pairs = all.iter().filter(|row| row.transfer.is_some()).count();
        let expected = if ["actual", "firefly", "qif"].contains(&name) { 2 } else { 0 };
        assert_eq!(pairs, expected, "{name}");
        // What the app filed is filed, and not waiting.
        let filed = all.iter().filter(|row| row.splits.iter().any(|one| one.category.is_some()));
        assert!(filed.count() >= 1, "{name}");
        // Taken back, all is as before.
        for result in done.iter().rev() {
            imports::undo(&book, result.import, false, now()).await.unwrap();
        }
        assert_eq!(rows(&book).await, [], "{name}");
        let left = categories::list(&book).await.unwrap();
        assert!(left.iter().all(|one| one.key.is_some()), "{name}");
    }
}

/// A record of a QIF file: an amount in cents with parts, one of which may be a transfer.
fn record(day: u8, cents: i64, parts: &[(i64, u8)]) -> String {
    let mut text =
        format!("D2026-01-{:02}\nT{}\nPShop {day}\n", day % 28 + 1, Decimal::new(cents, 2));
    for (amount, category) in parts {
        let label = match category % 6 {
            0 => "[Savings]".to_owned(),
            1 => "[Nowhere]".to_owned(),
            2 => String::new(),
            3 => "Food:Groceries".to_owned(),
            n => format!("Own {n}:A:B:C:D:E:F"),
        };
        text += &format!("S{label}\n${}\n", Decimal::new(*amount, 2));
    }
    text + "^\n"
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]
    #[test]
    fn the_sum_of_the_rows_is_that_of_the_file(
        records in proptest::collection::vec(
            (any::<u8>(), -9_999i64..9_999, proptest::collection::vec((-999i64..999, any::<u8>()), 0..5)),
            1..12
        )
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let (_dir, book, giro) = book().await;
            account(&book, "Savings").await;
            let text: String = records.iter().map(|(day, cents, parts)| record(*day, *cents, parts)).collect();
            let file = format!("!Type:Bank\n{text}");
            import(&book, &file, giro).await;
            let sum: i64 = records.iter().map(|(_, cents, _)| cents).sum();
            assert_eq!(balance(&book, giro).await.minor() - 10_000, sum);
            for row in rows(&book).await {
                let parts: i64 = row.splits.iter().map(|part| part.amount.minor()).sum();
                assert_eq!(parts, row.amount.minor());
            }
            // Taken in again, nothing is new.
            assert_eq!(import(&book, &file, giro).await.added, 0);
        });
    }
}
