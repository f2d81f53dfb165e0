use crate::{
    books::{self, with_account},
    desk::Desk,
    statement::{Entry, csv},
};
use chrono::{Days, NaiveDate};
use e2e::wait_within;
use std::{fs, time::Duration};

fn entries(count: u64) -> Vec<Entry> {
    let start = NaiveDate::from_ymd_opt(2010, 1, 1).unwrap();
    let entry = |at: u64| {
        let payee = format!("Händler {}", at % 400);
        let cents = -i64::try_from(at % 9_000).unwrap() - 100;
        Entry::new(start + Days::new(at * 5_000 / count), &payee, &format!("Beleg {at}"), cents)
    };
    (0..count).map(entry).collect()
}

#[tokio::test]
async fn a_file_is_taken_in_once_and_can_be_taken_back() {
    let desk = Desk::unlocked(with_account("Ada").await).await;
    let app = &desk.app;
    let file = desk.home.path().join("Umsaetze.csv");
    fs::write(&file, csv(&entries(40))).unwrap();

    desk.go("#/import").await;
    app.see("Choose a file").await;
    desk.choose(&file).await;
    app.see("Add 40 transactions to Giro").await;
    app.press("Control+Enter").await;
    app.see("40 transactions added to Giro").await;

    desk.choose(&file).await;
    app.see("Already there 40").await;
    app.see("Nothing to add").await;
    app.shot("import-again").await;
    app.click_text("Close").await;

    app.see("Imports so far").await;
    app.see("40 added").await;
    app.shot("import-history").await;
    app.click_text("Take back").await;
    app.see("Take back Umsaetze.csv?").await;
    app.click("dialog footer button:last-child").await;
    app.see("taken back").await;
    desk.go("#/transactions?period=all").await;
    app.see("No transactions yet").await;
    app.press("Control+z").await;
    desk.see_rows(40).await;
}

#[tokio::test]
async fn an_import_that_is_killed_halfway_leaves_all_or_nothing() {
    const ROWS: u32 = 100_000;
    /// Of a build that is not optimised.
    const LONG: Duration = Duration::from_secs(240);
    let desk = Desk::unlocked(with_account("Ada").await).await;
    let file = desk.home.path().join("long.csv");
    fs::write(&file, csv(&entries(u64::from(ROWS)))).unwrap();
    desk.go("#/import").await;
    desk.app.see("Choose a file").await;
    desk.choose(&file).await;
    let ready = "transactions to Giro";
    wait_within(LONG, "the preview", async || desk.app.text().await.contains(ready).then_some(()))
        .await;
    desk.app.press("Control+Enter").await;
    let done = "return Number(document.querySelector('[role=progressbar]')?.ariaValueNow ?? 0)";
    let percent = wait_within(LONG, "the middle of the import", async || {
        desk.app.run(done).await.as_f64().filter(|percent| *percent >= 30.0)
    })
    .await;
    desk.app.shot("import-saving").await;
    let desk = desk.kill_and_restart().await;
    let bytes: u64 = books::database(&desk.home).iter().map(|file| file.len()).sum();
    println!("killed at {percent} % with {bytes} bytes on the disk");

    desk.unlock().await;
    desk.app.press("Control+l").await;
    desk.app.see("Welcome back").await;
    let book = books::open(&desk.home).await;
    let total = books::rows(&book).await.total;
    assert!(total == 0 || total == ROWS, "{total} rows are neither nothing nor everything");
    book.lock().await;
}
