use crate::{
    books::{self, now},
    desk::Desk,
};
use app::{categories, imports, transactions};
use e2e::{Home, wait_until};
use ledger::{
    AccountKind, CategoryKind, Direction,
    draft::{CategoryDraft, TransactionDraft},
};
use std::ops::ControlFlow;

/// What would run, or break out of where it stands, on a page that took text for more than text.
const TEXTS: [&str; 30] = [
    "<script>window.hit=1</script>",
    "<img src=x onerror=window.hit=1>",
    "<svg/onload=window.hit=1>",
    "<svg><script>window.hit=1</script></svg>",
    "\"><script>window.hit=1</script>",
    "'><img src=x onerror=window.hit=1>",
    "</title><script>window.hit=1</script>",
    "</bdi></td><script>window.hit=1</script>",
    "<iframe srcdoc='<script>parent.hit=1</script>'>",
    "<object data='javascript:window.hit=1'>",
    "<a href='javascript:window.hit=1'>press</a>",
    "javascript:window.hit=1",
    "<body onload=window.hit=1>",
    "<input autofocus onfocus=window.hit=1>",
    "<details open ontoggle=window.hit=1>",
    "<style>@import 'http://127.0.0.1:9/x'</style>",
    "<link rel=stylesheet href='http://127.0.0.1:9/x'>",
    "<meta http-equiv=refresh content='0;url=http://127.0.0.1:9/'>",
    "<form action=http://127.0.0.1:9/><input name=a>",
    "<base href='http://127.0.0.1:9/'>",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=window.hit=1>",
    "{{constructor.constructor('window.hit=1')()}}",
    "${window.hit=1}",
    "{@html '<img src=x onerror=window.hit=1>'}",
    "__proto__",
    "'; DROP TABLE \"transaction\"; --",
    "&lt;b&gt;&amp;&#x202e;",
    "%3Cscript%3Ewindow.hit=1%3C/script%3E",
    "=HYPERLINK(\"http://127.0.0.1:9/\")",
    "{count, plural, one {#} other {#}} {name}",
];

/// They make a text look like another.
const DISGUISED: [&str; 4] =
    ["abc\u{202e}fdp.exe", "\u{2066}isolated\u{2069}", "line\nbreak", "bell\u{7}"];

#[tokio::test]
async fn hostile_texts_are_only_texts() {
    let home = Home::new();
    fill(&home).await;
    let desk = Desk::start(home).await;
    let app = &desk.app;
    app.run(
        "window.refused = [];
         addEventListener('securitypolicyviolation', (event) =>
             window.refused.push(event.violatedDirective + ' ' + event.blockedURI));",
    )
    .await;
    desk.unlock().await;
    for page in ["dashboard", "import", "settings?section=categories", "settings?section=accounts"]
    {
        desk.go(&format!("#/{page}")).await;
        app.see("window.hit=1").await;
    }
    app.shot("hostile-accounts").await;

    // Higher than any screen, so that every row is there.
    app.resize(1280, 3_000).await;
    desk.go("#/transactions?period=all").await;
    desk.see_rows(2 * TEXTS.len() + DISGUISED.len()).await;
    for text in TEXTS {
        let shown = format!(
            "const text = {text:?};
             return [...document.querySelectorAll('td bdi')].filter((one) =>
                 one.textContent === text || one.textContent === '#' + text).length"
        );
        wait_until(&format!("{text} to be shown as it is"), async || {
            // Payee and memo of the one typed in.
            app.run(&shown).await.as_u64().is_some_and(|times| times >= 2)
        })
        .await;
    }
    let disguise = "return /[\\u202a-\\u202e\\u2066-\\u2069\\u0007]/.test(document.body.innerText)";
    assert_eq!(app.run(disguise).await, false, "a character that reorders others is shown");
    app.shot("hostile-register").await;

    app.resize(1280, 760).await;
    app.press("/").await;
    app.type_text(TEXTS[1]).await;
    app.find("tbody td").await;
    app.press("Control+n").await;
    app.fill_labelled("Amount", "1").await;
    app.fill_labelled("Payee", TEXTS[2]).await;
    app.see(TEXTS[2]).await;
    app.shot("hostile-dialog").await;
    app.press("Escape").await;
    app.press("Escape").await;

    assert_eq!(app.run("return window.hit ?? null").await, serde_json::Value::Null);
    assert_eq!(app.run("return window.refused").await, serde_json::json!([]));
}

/// Everything that has a name is given a hostile one, by hand and from a file.
async fn fill(home: &Home) {
    let book = books::profile(home, "<b>Ada</b>", "").await;
    let account = books::account(&book, TEXTS[1], AccountKind::Checking, "").await;
    for name in [TEXTS[0], TEXTS[2]] {
        let draft = CategoryDraft { name: name.into(), kind: CategoryKind::Expense, parent: None };
        categories::create(&book, &draft).await.unwrap();
    }
    let draft = |text: &str| TransactionDraft {
        account: account.to_string(),
        date: now().today.to_string(),
        payee: text.into(),
        memo: text.into(),
        amount: "1".into(),
        direction: Some(Direction::Expense),
        ..Default::default()
    };
    for text in TEXTS {
        transactions::add(&book, &draft(text), None, now()).await.unwrap();
    }
    for text in DISGUISED {
        assert!(
            transactions::add(&book, &draft(text), None, now()).await.is_err(),
            "{text:?} is taken"
        );
    }
    let mut csv = String::from("Date;Payee;Memo;Amount\n");
    for (line, text) in TEXTS.iter().chain(&DISGUISED).enumerate() {
        let quoted = text.replace('"', "\"\"");
        let day = now().today;
        csv += &format!("{day};\"{quoted}\";\"{quoted} {line}\";-{line}.50\n");
    }
    let go_on = |_| ControlFlow::Continue(());
    let upload =
        imports::Upload { name: format!("{}.csv", TEXTS[3]), bytes: csv.into_bytes().into() };
    let draft = imports::prepare(&book, upload, &[account.into()], Default::default(), go_on)
        .await
        .unwrap();
    let digest = draft.preview().digest;
    imports::commit(&book, &draft, &[], &digest, now(), go_on).await.unwrap();
    book.lock().await;
}
