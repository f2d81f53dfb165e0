use crate::{books::household, desk::Desk};

#[tokio::test]
async fn a_question_is_answered_and_an_insight_hidden() {
    let desk = Desk::unlocked(household().await).await;
    let app = &desk.app;
    app.press("g").await;
    app.press("n").await;
    app.see("come again and again").await;
    app.see("Where you could save").await;
    app.shot("insights").await;

    // Hidden, and told so; the message takes it back.
    app.click("article button[aria-haspopup=menu]").await;
    app.click_text("Hide for this period").await;
    app.see("Hidden for this period").await;
    app.see("Show one hidden insight").await;
    app.press("Control+z").await;
    app.see_no("Show one hidden insight").await;

    app.fill_labelled(
        "Ask about your money",
        "how much for netflix in the last 12 months, zwurbel?",
    )
    .await;
    app.press("Enter").await;
    app.see("12 transactions.").await;
    app.see("\u{2212}€167.88").await;
    app.see("€13.99 on average").await;
    app.see("Not understood: zwurbel").await;
    app.shot("insights-ask").await;
    app.click_text("Show the transactions").await;
    desk.see_rows(12).await;

    // The palette asks, too, and the search has operators.
    app.press("Control+k").await;
    app.type_text("netflix since january").await;
    app.see("Ask: netflix since january").await;
    app.press("Escape").await;
    desk.go("#/transactions?period=all").await;
    app.press("/").await;
    app.type_text("payee:netflix amount:<10").await;
    app.see("nothing fits these filters").await;
}
