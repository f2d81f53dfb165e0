use crate::{
    books::{self, PASSWORD},
    desk::Desk,
};
use e2e::wait_until;

#[tokio::test]
async fn a_day_without_a_mouse() {
    let desk = Desk::start(books::household().await).await;
    let app = &desk.app;
    // The focus is where the password goes.
    app.find("input[type=password]").await;
    app.type_text(PASSWORD).await;
    app.press("Enter").await;
    desk.see_open().await;

    app.press("Control+k").await;
    app.find("dialog [role=combobox]").await;
    app.type_text("transac").await;
    app.press("Enter").await;
    see_page(&desk, "Transactions").await;
    for (key, page) in [("i", "Import"), ("r", "Review"), ("d", "Dashboard"), ("t", "Transactions")]
    {
        app.press("g").await;
        app.press(key).await;
        see_page(&desk, page).await;
    }
    app.press("?").await;
    app.see("Keyboard").await;
    app.see("On the chosen rows").await;
    app.press("Escape").await;
    app.see_no("On the chosen rows").await;

    let before = count(&desk).await;
    app.press("a").await;
    app.find(".payee input").await;
    app.type_text("Zanzibar Deli").await;
    desk.tab_to(".amount input").await;
    app.type_text("7.77").await;
    app.press("Enter").await;
    desk.see_rows(before + 1).await;
    app.see("\u{2212}7.77").await;
    app.press("Escape").await;

    desk.tab_to("tbody td").await;
    app.press("Space").await;
    app.press("ArrowDown").await;
    app.press("Space").await;
    app.see("2 selected").await;
    app.press("c").await;
    app.see("Change 2 transactions").await;
    app.type_text("Gifts").await;
    app.press("Enter").await;
    app.press("Enter").await;
    app.see("Category of 2 transactions changed").await;
    wait_until("two gifts", async || {
        let gifts = "return [...document.querySelectorAll('tbody tr')].slice(0, 2)
            .filter((row) => row.innerText.includes('Gifts')).length";
        app.run(gifts).await == 2
    })
    .await;

    app.press("Delete").await;
    app.see("2 transactions deleted").await;
    desk.see_rows(before - 1).await;
    desk.tab_to(".toast .action").await;
    app.press("Enter").await;
    desk.see_rows(before + 1).await;

    app.press("[").await;
    app.press("]").await;
    desk.see_rows(before + 1).await;
    app.press("Control+l").await;
    app.see("Welcome back").await;
}

async fn see_page(desk: &Desk, title: &str) {
    let heading = "return document.querySelector('h1')?.innerText ?? ''";
    wait_until(title, async || desk.app.run(heading).await == title).await;
}

/// The rows of the register, as it tells screen readers.
async fn count(desk: &Desk) -> usize {
    let rows = "return Number(document.querySelector('table')?.ariaRowCount ?? -1)";
    let known = async || desk.app.run(rows).await.as_u64().filter(|rows| *rows > 1);
    usize::try_from(e2e::wait_for("the rows", known).await).unwrap() - 1
}
