//! What is expected again: said in the line that adds it, entered, skipped, paused, undone.

use crate::setup::{book, now, reopen};
use ::ledger::{
    Filter, Month, Period, Recurrence, Sort, Window, insight::Fact, quick::What,
    recurrence::TimeUnit,
};
use app::{
    Book, Error, Topic, accounts, history, insights, quick,
    schedules::{self, ScheduleView},
    transactions::{self, Row},
};

async fn rows(book: &Book) -> Vec<Row> {
    let window = Window { offset: 0, limit: 100 };
    transactions::list(book, &Filter::default(), Sort::default(), window).await.unwrap().rows
}

async fn only(book: &Book) -> ScheduleView {
    let mut all = schedules::list(book, now()).await.unwrap();
    assert_eq!(all.len(), 1, "{all:?}");
    all.remove(0)
}

fn state(one: &ScheduleView) -> (String, u32, bool) {
    (one.next_on.to_string(), one.due, one.paused)
}

#[tokio::test]
async fn a_line_that_repeats_is_expected_again_and_entered_when_the_user_says_so() {
    let (dir, book, account) = book().await;
    let line = "1200 Miete #wohnen jeden Monat 31.12.";
    let reading = quick::read(&book, line, now()).await.unwrap();
    assert_eq!(reading.repeat, Recurrence::new(1, TimeUnit::Month));
    assert_eq!((reading.payee.as_str(), reading.problems.len()), ("Miete", 0));
    assert!(reading.parts.iter().any(|part| part.what == What::Repeat && part.length == 11));
    let mut changes = book.changes();
    quick::add(&book, line, now()).await.unwrap();
    assert!(changes.recv().await.unwrap().topics.contains(&Topic::Schedules));
    let one = only(&book).await;
    // January's and February's have come due, on the last day of the shorter month.
    assert_eq!(state(&one), ("2026-01-31".into(), 2, false));
    assert_eq!((one.payee.as_str(), one.account), ("Miete", account));
    assert_eq!(
        (one.amount.to_string().as_str(), one.tags.as_slice()),
        ("-1200.00", &["wohnen".to_owned()][..])
    );

    assert_eq!(schedules::enter(&book, &[one.id], now()).await.unwrap(), 2);
    let entered = rows(&book).await;
    let days: Vec<String> = entered.iter().map(|row| row.date.to_string()).collect();
    assert_eq!(days, ["2026-02-28", "2026-01-31", "2025-12-31"]);
    for row in &entered {
        assert_eq!((row.amount, &row.tags), (one.amount, &one.tags));
        assert_eq!(row.splits[0].category, entered[2].splits[0].category);
    }
    assert_eq!(state(&only(&book).await), ("2026-03-31".into(), 0, false));

    // What is entered ahead of its day is paid today.
    assert_eq!(schedules::enter(&book, &[one.id], now()).await.unwrap(), 1);
    assert_eq!(rows(&book).await[0].date, now().today);
    let book = reopen(dir.path(), book).await;
    assert_eq!(state(&only(&book).await), ("2026-04-30".into(), 0, false));

    for (rows_left, next) in [(3, "2026-03-31"), (1, "2026-01-31")] {
        history::undo(&book).await.unwrap();
        assert_eq!(
            (rows(&book).await.len(), state(&only(&book).await).0.as_str()),
            (rows_left, next)
        );
    }
    history::undo(&book).await.unwrap();
    assert!(rows(&book).await.is_empty());
    assert!(schedules::list(&book, now()).await.unwrap().is_empty());
    history::redo(&book).await.unwrap();
    assert_eq!((rows(&book).await.len(), only(&book).await), (1, one));
}

#[tokio::test]
async fn what_is_expected_can_be_skipped_paused_and_deleted() {
    let (_dir, book, account) = book().await;
    quick::add(&book, "9,99 Musik alle 2 Wochen 1.3.", now()).await.unwrap();
    let id = only(&book).await.id;
    assert_eq!(state(&only(&book).await), ("2026-03-15".into(), 0, false));
    schedules::skip(&book, id).await.unwrap();
    assert_eq!(state(&only(&book).await), ("2026-03-29".into(), 0, false));
    schedules::pause(&book, id, true).await.unwrap();
    assert_eq!(schedules::enter(&book, &[id], now()).await.unwrap(), 0);
    assert!(only(&book).await.paused);
    history::undo(&book).await.unwrap();
    assert!(!only(&book).await.paused);
    accounts::close(&book, account, true).await.unwrap();
    let closed = schedules::enter(&book, &[id], now()).await;
    assert!(matches!(closed, Err(Error::Invalid(_))), "{closed:?}");
    schedules::delete(&book, id).await.unwrap();
    assert_eq!(rows(&book).await.len(), 1);
    assert!(matches!(schedules::skip(&book, id).await, Err(Error::NotFound)));
}

#[tokio::test]
async fn the_way_to_payday_knows_what_is_planned() {
    let (_dir, book, _) = book().await;
    quick::add(&book, "+2000 Gehalt monatlich", now()).await.unwrap();
    quick::add(&book, "1200 Miete jeden Monat 28.2.", now()).await.unwrap();
    let payday = async || {
        let month = Period::month("2026-03".parse::<Month>().unwrap());
        let all = insights::of(&book, month, now()).await.unwrap().insights;
        all.into_iter().find_map(|one| match one.fact {
            Fact::Payday { payee, days, balance, lowest, charges, .. } => {
                let charges: Vec<(String, String)> =
                    charges.iter().map(|one| (one.name.clone(), one.day.to_string())).collect();
                Some((payee.name, days, balance.to_string(), lowest.to_string(), charges))
            }
            _ => None,
        })
    };
    let rent = vec![("Miete".to_owned(), "2026-03-28".to_owned())];
    let expect = |lowest: &str, charges| {
        Some(("Gehalt".to_owned(), 31, "900.00".to_owned(), lowest.to_owned(), charges))
    };
    assert_eq!(payday().await, expect("-300.00", rent));
    let all = schedules::list(&book, now()).await.unwrap();
    schedules::pause(&book, all[0].id, true).await.unwrap();
    assert_eq!(payday().await, expect("900.00", Vec::new()));
}
