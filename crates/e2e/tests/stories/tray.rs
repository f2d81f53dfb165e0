use crate::{
    books::{PASSWORD, with_account},
    desk::Desk,
};
use e2e::{App, Desktop, Tray, wait_until};
use std::time::Instant;

/// Of both windows.
const TITLE: &str = "ExpenseIQ";

#[tokio::test]
async fn the_tray_keeps_the_app_at_hand() {
    let home = with_account("Ada").await;
    let desktop = Desktop::start(&home);
    let tray = Tray::start(&desktop).await;
    let app = App::start(&desktop, &home).await;
    let desk = Desk { app, desktop, home };
    let (app, desktop) = (&desk.app, &desk.desktop);
    desk.unlock().await;
    let labels: Vec<String> = tray.menu().await.into_iter().map(|item| item.label).collect();
    assert_eq!(labels, ["Open ExpenseIQ", "Quick add", "Lock", "Quit"]);

    // Closing asks once.
    desktop.press("alt+F4");
    app.see("Keep ExpenseIQ in the tray?").await;
    app.shot("close-asked").await;
    // Not by the driver, which waits for a window that is gone.
    desktop.press("Return");
    desktop.wait_for_no_window(TITLE).await;
    // A second start shows the window of the first.
    let second = desktop.command(e2e::binary(), &desk.home).status().unwrap();
    assert!(second.success(), "{second}");
    desktop.wait_for_window(TITLE).await;
    desktop.press("alt+F4");
    desktop.wait_for_no_window(TITLE).await;
    assert!(app.is_running());

    // Quick add from the menu.
    tray.click("Quick add").await;
    desktop.wait_for_window(TITLE).await;
    app.switch_to("/quick").await;
    ready(app).await;
    desktop.type_text("12.50 lunch #work");
    app.see("lunch").await;
    app.see("#work").await;
    app.see("€12.50").await;
    app.see("Restaurants").await;
    app.shot("quick-add").await;
    let violations = app.violations().await;
    assert!(violations.is_empty(), "{violations:#?}");
    desktop.press("Return");
    desktop.wait_for_no_window(TITLE).await;

    // By the shortcut, from anywhere; Esc closes and adds nothing.
    let start = Instant::now();
    desktop.press("ctrl+alt+e");
    desktop.wait_for_window(TITLE).await;
    println!("from the key to the window: {} ms", start.elapsed().as_millis());
    ready(app).await;
    desktop.type_text("99 never every 2 weeks");
    app.see("every 2 weeks").await;
    app.shot("quick-repeats").await;
    // The chip is taken away, and with it the words.
    app.click("[aria-label='Only once']").await;
    app.see_no("every 2 weeks").await;
    desktop.press("Escape");
    desktop.wait_for_no_window(TITLE).await;

    // Nothing of a locked profile without its password.
    tray.click("Lock").await;
    desktop.press("ctrl+alt+e");
    desktop.wait_for_window(TITLE).await;
    app.switch_to("/quick").await;
    app.see("Ada is locked").await;
    app.shot("quick-locked").await;
    desktop.type_text("wrong password here");
    desktop.press("Return");
    app.see("This is not the password.").await;
    desktop.type_text(PASSWORD);
    desktop.press("Return");
    ready(app).await;
    desktop.type_text("+30 flea market");
    app.see("+€30.00").await;
    desktop.press("Return");
    desktop.wait_for_no_window(TITLE).await;

    tray.click("Open ExpenseIQ").await;
    desktop.wait_for_window(TITLE).await;
    app.switch_to("/dashboard").await;
    desk.go("#/transactions").await;
    desk.see_rows(2).await;
    app.see("\u{2212}12.50").await;
    app.see("+30.00").await;
    app.see("#work").await;
    app.see_no("never").await;

    tray.click("Quit").await;
    wait_until("the app to end", async || !app.is_running()).await;
}

/// Waits until the line has the keyboard.
async fn ready(app: &App) {
    let focus = "return document.hasFocus() && document.activeElement?.id === 'line'";
    wait_until("the line to take keys", async || app.run(focus).await == true).await;
}
