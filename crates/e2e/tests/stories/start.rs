use e2e::{App, Desktop, Home, Tray};

#[tokio::test]
async fn the_first_start_welcomes_and_the_tray_opens_the_window_again() {
    let home = Home::new();
    let desktop = Desktop::start(&home);
    let tray = Tray::start(&desktop).await;
    let app = App::start(&desktop, &home).await;

    app.find("h1").await;
    desktop.wait_for_window("ExpenseIQ").await;
    app.shot("start").await;
    let violations = app.violations().await;
    assert!(violations.is_empty(), "{violations:#?}");

    let labels: Vec<String> = tray.menu().await.into_iter().map(|item| item.label).collect();
    assert_eq!(labels, ["Open ExpenseIQ", "Quick add", "Lock", "Quit"]);
    tray.click("Quit").await;
    e2e::wait_until("the app to end", async || !app.is_running()).await;
}
