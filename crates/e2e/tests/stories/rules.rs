use crate::{
    books::{account, import, open, profile, rows},
    desk::Desk,
    statement::Entry,
};
use app::rules;
use chrono::Days;
use e2e::{Home, wait_until};
use ledger::AccountKind;

/// A locked profile with a few visits to the same shop.
async fn shopper() -> Home {
    let home = Home::new();
    let book = profile(&home, "Ada", "").await;
    let giro = account(&book, "Giro", AccountKind::Checking, "1000").await;
    let today = crate::books::now().today;
    let entries = [(1, -62_30), (2, -3_20), (3, -70_00)].map(|(days, cents)| {
        Entry::new(today - Days::new(days), "Zwurbel Markt", "Kartenzahlung", cents)
    });
    import(&book, "giro.csv", &entries, giro).await;
    book.lock().await;
    home
}

#[tokio::test]
async fn a_rule_is_written_seen_and_applied_by_keyboard_and_taken_back() {
    let desk = Desk::unlocked(shopper().await).await;
    let app = &desk.app;
    app.press("g").await;
    app.press("p").await;
    app.see("No rules yet").await;
    app.shot("rules-empty").await;
    app.press("n").await;
    app.see("Fill the rule in").await;
    desk.tab_to("[aria-label='Condition 1: value']").await;
    app.type_text("zwurbel").await;
    desk.tab_to("dialog .button.quiet").await;
    app.press("Enter").await;
    desk.tab_to("[aria-label='Condition 2: value']").await;
    app.type_text("-50").await;
    desk.tab_to("[aria-label='Action 1: value']").await;
    app.type_text("Gifts").await;
    app.press("Enter").await;
    app.see("When payee contains “zwurbel” and amount is under −50, set category").await;
    app.see("It would change 2 transactions of 2 that fit.").await;
    app.shot("rule-dialog").await;
    desk.tab_to("[placeholder^=KARTENZAHLUNG]").await;
    app.type_text("Zwurbel Markt 4711").await;
    app.see("Does not fit. Payee: Zwurbel Markt").await;
    app.click_text("Save and change 2 transactions").await;
    app.see("2 transactions changed").await;
    app.see("zwurbel → Shopping › Gifts").await;
    app.shot("rules-one").await;

    // A second one, moved before the first.
    app.press("n").await;
    desk.tab_to("[aria-label='Condition 1: value']").await;
    app.type_text("markt").await;
    desk.tab_to("[aria-label='Action 1: value']").await;
    app.type_text("Groceries").await;
    app.press("Enter").await;
    app.press("Enter").await;
    app.see("Rule markt → Food › Groceries saved").await;
    app.see_no("Fill the rule in").await;
    desk.tab_to("li:nth-child(2) .handle").await;
    app.press("Alt+ArrowUp").await;
    let first = "return document.querySelector('ol li .name')?.innerText ?? ''";
    wait_until("the new order", async || {
        app.run(first).await.as_str().is_some_and(|name| name.starts_with("markt"))
    })
    .await;
    app.shot("rules-two").await;
    app.press("Control+z").await;
    app.see("Undone: Order of the rules changed").await;
    app.press("Control+z").await;
    app.see("Undone: Rule markt → Food › Groceries added").await;
    app.press("Control+z").await;
    app.see("Undone: Rules applied to 2 transactions").await;
    app.press("Control+Shift+z").await;
    app.see("Done again: Rules applied to 2 transactions").await;

    let Desk { app, home, .. } = desk;
    app.close().await;
    let book = open(&home).await;
    assert_eq!(rules::list(&book).await.unwrap().len(), 1);
    let by_rule = |row: &&app::transactions::Row| {
        row.suggestion.as_ref().is_some_and(|said| said.source == "rule")
    };
    assert_eq!(rows(&book).await.rows.iter().filter(by_rule).count(), 2);
    book.lock().await;
}
