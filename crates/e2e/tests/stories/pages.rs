use crate::{
    books::{self, now},
    desk::Desk,
    statement::{Entry, csv},
};
use e2e::{Violation, wait_until};
use std::{env, fs, path::Path};

/// Name and hash of each page of an open profile.
const PAGES: [(&str, &str); 13] = [
    ("dashboard", "#/dashboard"),
    ("register", "#/transactions"),
    ("review", "#/review"),
    ("review-runs", "#/review?tab=runs"),
    ("schedules", "#/schedules"),
    ("insights", "#/insights"),
    ("import", "#/import"),
    ("rules", "#/rules"),
    ("payees", "#/rules?section=payees"),
    ("settings-profile", "#/settings?section=profile"),
    ("settings-app", "#/settings?section=app"),
    ("settings-accounts", "#/settings?section=accounts"),
    ("settings-categories", "#/settings?section=categories"),
];

/// What lies over a page, and the key that brings it.
const OVERLAYS: [(&str, &str); 3] =
    [("palette", "Control+k"), ("shortcuts", "?"), ("add", "Control+n")];

#[tokio::test]
async fn every_page_can_be_used_by_everybody() {
    let home = books::household().await;
    books::expecting(&home).await;
    let desk = Desk::start(home).await;
    let app = &desk.app;
    let mut found = Findings::default();
    found.look(&desk, "unlock").await;
    desk.unlock().await;
    for theme in ["Light", "Dark"] {
        set_theme(&desk, theme).await;
        let name = |page: &str| format!("{page}-{}", theme.to_lowercase());
        app.resize(1280, 800).await;
        for (page, hash) in PAGES {
            desk.go(hash).await;
            settled(&desk).await;
            found.look(&desk, &name(page)).await;
        }
        desk.go("#/transactions").await;
        for (overlay, keys) in OVERLAYS {
            app.press(keys).await;
            app.find("dialog[open]").await;
            found.look(&desk, &name(overlay)).await;
            app.press("Escape").await;
        }
    }
    keep_pictures(&desk).await;

    // As narrow as the window goes, and with text twice as large.
    set_theme(&desk, "Light").await;
    for (size, percent, width, height) in [("narrow", 100, 900, 640), ("large", 200, 1280, 800)] {
        app.resize(width, height).await;
        app.run(&format!("document.documentElement.style.fontSize = '{percent}%'")).await;
        for (page, hash) in PAGES {
            desk.go(hash).await;
            settled(&desk).await;
            found.look(&desk, &format!("{page}-{size}")).await;
        }
        desk.go("#/transactions").await;
        for (overlay, keys) in OVERLAYS {
            app.press(keys).await;
            app.find("dialog[open]").await;
            found.look(&desk, &format!("{overlay}-{size}")).await;
            app.press("Escape").await;
        }
    }
    app.run("document.documentElement.style.fontSize = ''").await;
    app.resize(1280, 800).await;
    preview(&desk).await;
    found.look(&desk, "preview").await;
    assert!(found.0.is_empty(), "{:#?}", found.0);
}

/// What keeps people out, with the page where it does.
#[derive(Default)]
struct Findings(Vec<(String, Problem)>);

#[derive(Debug)]
#[allow(dead_code, reason = "what is not read by the code is read by who sees the test fail")]
enum Problem {
    Axe(Violation),
    /// In CSS pixels.
    WiderThanTheWindow(i64),
}

impl Findings {
    /// Keeps a picture of the page, and what is wrong with it.
    async fn look(&mut self, desk: &Desk, page: &str) {
        desk.app.shot(page).await;
        for violation in desk.app.violations().await {
            self.0.push((page.into(), Problem::Axe(violation)));
        }
        let beyond = "return document.documentElement.scrollWidth - innerWidth";
        let beyond = desk.app.run(beyond).await.as_i64().unwrap();
        if beyond > 0 {
            self.0.push((page.into(), Problem::WiderThanTheWindow(beyond)));
        }
    }
}

async fn set_theme(desk: &Desk, theme: &str) {
    desk.go("#/settings?section=app").await;
    desk.app.see("Appearance").await;
    let xpath = "//select[@id=//label[normalize-space()='Appearance']/@for]";
    let select = desk.app.client.find(fantoccini::Locator::XPath(xpath)).await.unwrap();
    select.select_by_label(theme).await.unwrap();
    let chosen = "return document.documentElement.dataset.theme";
    wait_until(theme, async || desk.app.run(chosen).await == theme.to_lowercase()).await;
}

/// Waits until nothing on the page waits for its data, or moves.
async fn settled(desk: &Desk) {
    let calm = "return !document.querySelector('main [aria-busy=true], main .skeleton')
        && document.getAnimations().every((one) => one.playState !== 'running')";
    wait_until("the page to settle", async || desk.app.run(calm).await == true).await;
    // Charts draw themselves, unseen by the document.
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
}

/// The pictures of the README.
async fn keep_pictures(desk: &Desk) {
    if env::var_os("UPDATE_PICTURES").is_none() {
        return;
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/images");
    fs::create_dir_all(&folder).unwrap();
    for (theme, page, hash) in [
        ("Light", "dashboard-light", "#/dashboard"),
        ("Light", "register-light", "#/transactions"),
        ("Dark", "dashboard-dark", "#/dashboard"),
    ] {
        set_theme(desk, theme).await;
        desk.go(hash).await;
        settled(desk).await;
        let picture = desk.app.shot(page).await;
        fs::copy(picture, folder.join(page).with_extension("png")).unwrap();
    }
}

/// A file on the import page that has something of everything.
async fn preview(desk: &Desk) {
    let today = now().today;
    let entries = [
        Entry::new(today, "REWE Markt Bonn", "REWE SAGT DANKE", -31_40),
        Entry::new(today, "Kiosk am Eck", "Kartenzahlung", -4_20),
        Entry::new(today, "Xyzzy Qwertz", "Beleg 4711", -41_00),
    ];
    let file = desk.home.path().join("today.csv");
    fs::write(&file, csv(&entries)).unwrap();
    desk.go("#/import").await;
    desk.app.see("Choose a file").await;
    desk.choose(&file).await;
    desk.app.see("Xyzzy Qwertz").await;
}
