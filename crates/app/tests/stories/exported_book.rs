//! A whole book as JSON, and back into an empty profile; as a plain database.

use crate::{
    exports::{dump, filled},
    setup::{book, create, import, now},
};
use ::ledger::AccountId;
use app::{
    Book, Error, accounts, categories,
    export::{self, BookProblem},
    history, quick, schedules, settings, transactions,
};
use proptest::prelude::*;
use std::{io::Cursor, ops::ControlFlow};

pub(crate) async fn written(book: &Book, history: bool) -> String {
    let mut bytes = Vec::new();
    let mut go_on = |_| ControlFlow::Continue(());
    export::write_book(book, history, now(), &mut bytes, &mut go_on).await.unwrap();
    String::from_utf8(bytes).unwrap()
}

pub(crate) async fn restore(book: &Book, text: &str) -> Result<u32, Error> {
    let mut last = 0;
    let mut go_on = |permille: u16| {
        assert!((last..=1000).contains(&permille), "{permille} after {last}");
        last = permille;
        ControlFlow::Continue(())
    };
    let size = text.len() as u64;
    let restored = export::restore_book(book, Cursor::new(text.to_owned()), size, &mut go_on).await;
    assert!(restored.is_err() || last > 900, "{last}");
    restored
}

/// A new profile without anything in it.
pub(crate) async fn empty() -> (tempfile::TempDir, Book) {
    let dir = tempfile::tempdir().unwrap();
    let book = create(dir.path()).await.0;
    (dir, book)
}

#[tokio::test]
async fn a_book_comes_back_whole() {
    let (_dir, book, giro) = book().await;
    filled(&book, giro).await;
    let german = settings::Settings { country: "AT".into(), ..book.session().settings };
    settings::set(&book, german).await.unwrap();
    let text = written(&book, false).await;
    let json: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!((&json["format"], &json["version"]), (&"expenseiq-book".into(), &1.into()));
    let cents = json["tables"]["txn"].as_array().unwrap().iter().map(|row| &row["amount"]);
    assert!(cents.clone().all(serde_json::Value::is_string) && cents.count() == 10);

    let (_other_dir, other) = empty().await;
    assert!(restore(&other, &text).await.unwrap() > 50);
    assert_eq!(dump(&other).await, dump(&book).await);
    assert_eq!(categories::list(&other).await.unwrap(), categories::list(&book).await.unwrap());
    assert_eq!(other.session().settings, book.session().settings);
    assert_eq!(written(&other, false).await, text);
    assert_eq!(history::peek(&other).await.unwrap().undo, None);
    // It is a book like any other.
    quick::add(&other, "5 coffee", now()).await.unwrap();
    // And no longer an empty one.
    assert!(matches!(restore(&other, &text).await, Err(Error::Invalid(_))));
}

#[tokio::test]
async fn what_is_expected_again_comes_back_too() {
    let (_dir, book, _) = book().await;
    quick::add(&book, "1200 Miete #wohnen jeden Monat 31.1.", now()).await.unwrap();
    let plans = schedules::list(&book, now()).await.unwrap();
    assert_eq!((plans.len(), plans[0].due), (1, 1));
    schedules::pause(&book, plans[0].id, true).await.unwrap();
    let (_other_dir, other) = empty().await;
    restore(&other, &written(&book, false).await).await.unwrap();
    let paused = schedules::list(&book, now()).await.unwrap();
    assert!(paused[0].paused);
    assert_eq!(schedules::list(&other, now()).await.unwrap(), paused);
}

#[tokio::test]
async fn with_its_history_a_book_can_be_undone() {
    let (_dir, book, giro) = book().await;
    let untouched = dump(&book).await;
    filled(&book, giro).await;
    let text = written(&book, true).await;
    let (_other_dir, other) = empty().await;
    restore(&other, &text).await.unwrap();
    assert_eq!(written(&other, true).await, text);
    while history::peek(&other).await.unwrap().undo.is_some_and(|step| step.name != "Giro") {
        history::undo(&other).await.unwrap();
    }
    assert_eq!(dump(&other).await, untouched);
}

#[tokio::test]
async fn what_is_no_book_changes_nothing() {
    let (_dir, book, giro) = book().await;
    filled(&book, giro).await;
    let text = written(&book, false).await;
    let (_other_dir, other) = empty().await;
    let before = written(&other, true).await;
    let not_a_book = |error| matches!(error, Error::NotABook(BookProblem::NotABook));
    for broken in [
        "",
        "{}",
        "[]",
        "Date,Amount\n",
        &text[..text.len() / 2],
        &text.replace("expenseiq-book", "x"),
    ] {
        assert!(not_a_book(restore(&other, broken).await.unwrap_err()), "{broken:.20}");
    }
    let newer = [
        text.replace("\"version\":1", "\"version\":2"),
        text.replace("\"memory\":[", "\"dreams\":["),
        text.replace("\"opened_on\"", "\"opened_at\""),
    ];
    for newer in newer {
        assert!(matches!(restore(&other, &newer).await, Err(Error::Newer)));
    }
    let wrong = [
        // The parts no longer add up.
        text.replace("\"-20.00\"", "\"-20.01\""),
        text.replace("\"-20.00\"", "\"-20.001\""),
        text.replace("\"-20.00\"", "-20"),
        text.replace("\"checking\"", "\"purse\""),
        text.replace("\"account_id\":1,", "\"account_id\":99,"),
        text.replace("\\\"autoLockMinutes\\\":5", "\\\"autoLockMinutes\\\":9999"),
    ];
    for wrong in wrong {
        assert_ne!(wrong, text);
        let error = restore(&other, &wrong).await.unwrap_err();
        assert!(matches!(error, Error::NotABook(BookProblem::Wrong { .. })), "{error}");
    }
    let mut stop = |_| ControlFlow::Break(());
    let size = text.len() as u64;
    let stopped = export::restore_book(&other, Cursor::new(text.clone()), size, &mut stop).await;
    assert!(matches!(stopped, Err(Error::Cancelled)));
    assert_eq!(written(&other, true).await, before);
    restore(&other, &text).await.unwrap();
}

#[tokio::test]
async fn a_decrypted_copy_is_a_plain_database() {
    let (dir, book, giro) = book().await;
    filled(&book, giro).await;
    let path = dir.path().join("copy.sqlite");
    let file = export::NewFile::at(&path).unwrap();
    export::decrypted_copy(&book, &file, |_| ControlFlow::Continue(())).await.unwrap();
    file.keep().unwrap();
    let bytes = std::fs::read(&path).unwrap();
    assert!(bytes.starts_with(b"SQLite format 3\0"));
    let holds = |text: &str| bytes.windows(text.len()).any(|at| at == text.as_bytes());
    assert!(holds("Market & <Sons>") && holds("txn_amount"));
    // The profile's own database is as encrypted as before, and the book goes on.
    quick::add(&book, "5 coffee", now()).await.unwrap();
}

fn run<T>(story: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(story)
}

/// What somebody may do in a book, by number.
async fn act(book: &Book, giro: AccountId, (what, amount): (u8, u16)) {
    let line =
        format!("{}.{:02} Shop{} #t{}", amount / 100 + 1, amount % 100, amount % 7, what % 3);
    let has_account = !accounts::list(book).await.unwrap().is_empty();
    match what % 6 {
        // The account itself may have been undone.
        0..=2 if !has_account => drop(history::redo(book).await.unwrap()),
        0 | 1 => drop(quick::add(book, &line, now()).await.unwrap()),
        2 => {
            let rows = format!(
                "Date,Payee,Amount\n2026-03-02,Shop,-{0}.10\n2026-03-03,Bar,-{0}.20\n",
                amount + 1
            );
            import(book, &rows, giro).await;
        }
        3 => drop(history::undo(book).await.unwrap()),
        4 => drop(history::redo(book).await.unwrap()),
        _ => {
            let all = ::ledger::Filter::default();
            let window = ::ledger::Window { offset: 0, limit: 1 };
            let page = transactions::list(book, &all, Default::default(), window).await.unwrap();
            let ids: Vec<_> = page.rows.iter().map(|row| row.id).collect();
            transactions::set_payee(book, &ids, "Renamed").await.unwrap();
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8))]

    #[test]
    fn any_book_is_written_alike_after_it_was_restored(
        acts in prop::collection::vec((any::<u8>(), 0u16..5000), 1..14), history: bool,
    ) {
        run(async {
            let (_dir, book, giro) = book().await;
            for one in acts {
                act(&book, giro, one).await;
            }
            let text = written(&book, history).await;
            let (_other_dir, other) = empty().await;
            restore(&other, &text).await.unwrap();
            prop_assert_eq!(dump(&other).await, dump(&book).await);
            prop_assert_eq!(written(&other, history).await, text);
            Ok(())
        })?;
    }
}
