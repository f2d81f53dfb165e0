use crate::{
    books::{expecting, with_account},
    desk::Desk,
};

#[tokio::test]
async fn what_comes_again_is_entered_when_it_is_due() {
    let home = with_account("Ada").await;
    expecting(&home).await;
    let desk = Desk::unlocked(home).await;
    let app = &desk.app;
    app.press("g").await;
    app.press("s").await;
    app.see("Rent").await;
    app.see("every 2 weeks").await;
    app.see("2 due").await;
    app.shot("schedules").await;
    app.click("main li button").await;
    app.see("2 expected transactions entered").await;
    app.see_no("2 due").await;
    desk.go("#/transactions?period=all").await;
    desk.see_rows(5).await;
    app.press("Control+z").await;
    desk.see_rows(3).await;

    // The register's first row says it, too, and takes it back.
    app.press("a").await;
    app.type_text("9.99 Music monthly").await;
    app.see("every month").await;
    app.press("ArrowDown").await;
    app.press("Enter").await;
    app.find("[aria-label='Only once']").await;
    app.shot("add-row-repeats").await;
    app.press("Enter").await;
    desk.see_rows(4).await;
    desk.go("#/schedules").await;
    app.see("Music").await;
}
