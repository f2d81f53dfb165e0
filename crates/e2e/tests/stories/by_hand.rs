use crate::{books::with_account, desk::Desk};

#[tokio::test]
async fn what_is_added_by_hand_can_be_undone_also_after_a_crash() {
    let desk = Desk::unlocked(with_account("Ada").await).await;
    let app = &desk.app;
    app.see("Nothing here yet").await;
    app.shot("dashboard-empty").await;

    // All that is wrong is said, each at its field.
    app.press("Control+n").await;
    app.fill_labelled("Amount", "twelve").await;
    app.fill_labelled("Date", "31.2.2026").await;
    app.press("Enter").await;
    app.see("This is not an amount.").await;
    app.see("This is not a date.").await;
    assert_eq!(app.find_all("dialog [aria-invalid=true]").await.len(), 2);
    app.shot("add-problems").await;
    app.fill_labelled("Amount", "0").await;
    app.press("Enter").await;
    app.see("The amount cannot be zero.").await;

    app.fill_labelled("Amount", "12.50").await;
    app.fill_labelled("Date", "today").await;
    app.fill_labelled("Payee", "Zanzibar Deli").await;
    app.press("Enter").await;
    app.fill_labelled("Memo", "team lunch").await;
    app.press("Enter").await;
    app.see("Zanzibar Deli added").await;
    app.see("€12.50").await;

    app.press("Control+n").await;
    app.click_text("Income").await;
    app.fill_labelled("Amount", "1,200").await;
    app.fill_labelled("Payee", "Quux Ltd").await;
    app.press("Enter").await;
    app.fill_labelled("Memo", "invoice 7").await;
    app.press("Enter").await;
    app.see("Quux Ltd added").await;
    app.press("g").await;
    app.press("t").await;
    desk.see_rows(2).await;
    app.see("+1,200.00").await;
    app.see("\u{2212}12.50").await;

    app.press("Control+z").await;
    app.see("Undone: Quux Ltd added").await;
    desk.see_rows(1).await;
    app.press("Control+Shift+z").await;
    app.see("Done again: Quux Ltd added").await;
    desk.see_rows(2).await;

    let desk = desk.kill_and_restart().await;
    desk.unlock().await;
    desk.go("#/transactions").await;
    desk.see_rows(2).await;
    let app = &desk.app;
    app.press("Control+z").await;
    app.see("Undone: Quux Ltd added").await;
    desk.see_rows(1).await;
    app.press("Control+z").await;
    app.see("No transactions yet").await;
    app.shot("register-empty").await;
    app.press("Control+Shift+z").await;
    desk.see_rows(1).await;
    app.see("\u{2212}12.50").await;
}
