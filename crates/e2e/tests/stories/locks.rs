use crate::{
    books::{self, with_account},
    desk::Desk,
};
use app::{Settings, settings};
use e2e::{App, Desktop, Logind, wait_within};
use std::time::Duration;

#[tokio::test]
async fn a_computer_that_goes_to_sleep_finds_it_locked() {
    let home = with_account("Ada").await;
    let desktop = Desktop::start(&home);
    let logind = Logind::start(&desktop).await;
    let app = App::start(&desktop, &home).await;
    let desk = Desk { app, desktop, home };
    for _ in 0..2 {
        desk.unlock().await;
        logind.sleep().await;
        // Sleep waited for this: the profile can be opened by another program.
        books::open_now(&desk.home).await.unwrap().lock().await;
        logind.wake().await;
        desk.app.see("Welcome back").await;
    }
}

#[tokio::test]
async fn who_goes_away_comes_back_to_a_locked_profile() {
    let home = with_account("Ada").await;
    let book = books::open(&home).await;
    let impatient = Settings { auto_lock_minutes: 1, ..book.session().settings };
    settings::set(&book, impatient).await.unwrap();
    book.lock().await;
    let desk = Desk::unlocked(home).await;
    desk.app.see("Giro").await;
    let locked = async || desk.app.text().await.contains("Welcome back").then_some(());
    wait_within(Duration::from_secs(90), "the profile to be locked", locked).await;
    let left = desk.app.text().await;
    assert!(!left.contains("Giro"), "{left}");
    books::open(&desk.home).await.lock().await;
}
