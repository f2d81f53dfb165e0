use crate::{
    books::PASSWORD,
    desk::Desk,
    statement::{Entry, csv, euros},
};
use chrono::NaiveDate;
use e2e::{Home, wait_until};
use std::{fs, os::unix::fs::PermissionsExt, path::Path};

/// March of 2026 on a bank account.
fn march() -> Vec<Entry> {
    let on = |day, payee, purpose, cents| {
        Entry::new(NaiveDate::from_ymd_opt(2026, 3, day).unwrap(), payee, purpose, cents)
    };
    vec![
        on(2, "Hausverwaltung Brandt", "Miete März", -890_00),
        on(4, "REWE Markt GmbH", "REWE SAGT DANKE", -54_37),
        on(5, "Bäckerei Müller", "Kartenzahlung", -8_90),
        on(5, "Bäckerei Müller", "Kartenzahlung", -8_90),
        on(9, "Stadtwerke Bonn", "Abschlag Strom", -71_00),
        on(14, "Café Größenwahn", "Kartenzahlung", -12_60),
        on(16, "NETFLIX INTERNATIONAL B.V.", "Abo", -13_99),
        on(20, "Xyzzy Qwertz", "Beleg 4711", -41_00),
        on(27, "Nordwerk Maschinenbau GmbH", "Lohn Gehalt", 3_120_50),
    ]
}

#[tokio::test]
async fn from_the_first_run_to_the_figures_of_a_bank_file() {
    let desk = Desk::start(Home::new()).await;
    create_profile(&desk).await;

    let file = desk.home.path().join("Umsaetze.csv");
    fs::write(&file, csv(&march())).unwrap();
    take_in(&desk, &file).await;
    let app = &desk.app;

    // What was in the file is what the dashboard says.
    app.click_text("See March 2026").await;
    see_figures(&desk).await;
    app.shot("first-run-dashboard").await;

    app.press("g").await;
    app.press("t").await;
    desk.see_rows(march().len()).await;
    for entry in march() {
        app.see(euros(entry.cents).trim_start_matches(['\u{2212}', '€'])).await;
    }
    // The file was neither UTF-8 nor ASCII, and the banks' capitals are not for people.
    app.see("Café Größenwahn").await;
    app.see("Netflix").await;
    app.shot("first-run-register").await;
    correct_a_category(&desk).await;

    app.press("Control+l").await;
    app.see("Welcome back").await;
    app.see_no("Netflix").await;
    desk.type_password("not the password at all").await;
    app.see("This is not the password.").await;
    app.shot("unlock-wrong").await;
    desk.type_password(PASSWORD).await;
    desk.see_open().await;
    desk.go("#/dashboard?period=2026-03").await;
    see_figures(&desk).await;
    app.see("Restaurants").await;
}

async fn create_profile(desk: &Desk) {
    let app = &desk.app;
    app.see("Let’s begin").await;
    app.shot("create").await;
    desk.fill_profile("Ada Lovelace", PASSWORD).await;
    save_code(desk).await;
    desk.confirm_code().await;
    app.see("How do you want to begin?").await;
    app.shot("first-steps").await;
    app.press("Enter").await;
    app.see("Choose a file").await;
}

/// Keeps the recovery code in a file, which is nobody else's.
async fn save_code(desk: &Desk) {
    desk.app.click_text("Save to file").await;
    let file = desk.home.path().join("code.txt");
    desk.save_as(&file).await;
    desk.app.see("The code is in the file").await;
    let sheet = fs::read_to_string(&file).unwrap();
    for group in desk.app.find_all("ol code").await {
        assert!(sheet.contains(&group.text().await.unwrap()), "{sheet}");
    }
    assert!(sheet.contains("Ada Lovelace"), "{sheet}");
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
}

/// From the file to the books, with a new account.
async fn take_in(desk: &Desk, file: &Path) {
    let app = &desk.app;
    desk.choose(file).await;
    app.see("New account").await;
    app.click_text("New account").await;
    app.find("dialog[open]").await;
    app.fill_labelled("Name", "Giro").await;
    app.press("Enter").await;
    app.see(&format!("New {}", march().len())).await;
    app.see(&format!("Add {} transactions to Giro", march().len())).await;
    app.see("Groceries").await;
    app.shot("import-preview").await;
    app.press("Control+Enter").await;
    app.see(&format!("{} transactions added to Giro", march().len())).await;
    app.shot("import-done").await;
}

async fn see_figures(desk: &Desk) {
    let app = &desk.app;
    let sum = |keep: fn(i64) -> bool| -> i64 {
        march().iter().map(|entry| entry.cents).filter(|cents| keep(*cents)).sum()
    };
    let (income, expenses) = (sum(|cents| cents > 0), -sum(|cents| cents < 0));
    app.see(&euros(income)).await;
    app.see(&euros(expenses)).await;
    app.see(&euros(income - expenses)).await;
    let permille = ((income - expenses) * 2_000 / income + 1) / 2;
    app.see(&format!("{}.{}%", permille / 10, permille % 10)).await;
}

/// The row that nobody could know, with no hand on the mouse.
async fn correct_a_category(desk: &Desk) {
    let app = &desk.app;
    app.press("/").await;
    app.type_text("xyzzy").await;
    desk.see_rows(1).await;
    desk.tab_to("tbody td").await;
    app.press("c").await;
    app.find("input[role=combobox][aria-expanded=true]").await;
    app.type_text("Restaurants").await;
    app.press("Enter").await;
    wait_until("the category on the row", async || {
        app.run("return document.querySelector('tbody tr')?.innerText ?? ''")
            .await
            .as_str()
            .is_some_and(|row| row.contains("Restaurants"))
    })
    .await;
}
