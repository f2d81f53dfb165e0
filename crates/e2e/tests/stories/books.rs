//! What there is before a story begins, made without a window.

use crate::statement::{Entry, csv};
use app::{
    Book, Error, Now, Secret, Settings, accounts, imports, profiles, quick, review,
    settings::{self, Locale},
    transactions::{self, Page},
};
use chrono::{Datelike, Days, Local, Months, NaiveDate};
use e2e::{Home, wait_for};
use ledger::{AccountId, AccountKind, Filter, Period, Sort, Window, draft::AccountDraft};
use std::{
    fs::{self, Metadata},
    ops::ControlFlow,
    path::PathBuf,
};

/// Of every profile.
pub(crate) const PASSWORD: &str = "staple battery correct horse";

/// Where the app keeps the profiles.
pub(crate) fn folder(home: &Home) -> PathBuf {
    home.data().join(app::IDENTIFIER)
}

/// The app in the window looks at the same clock.
#[allow(clippy::disallowed_methods, reason = "a story begins here: nobody could pass the time")]
pub(crate) fn now() -> Now {
    let now = Local::now();
    Now { today: now.date_naive(), ms: now.timestamp_millis() }
}

/// A profile of somebody in Germany who reads English.
pub(crate) async fn profile(home: &Home, name: &str, email: &str) -> Book {
    let new = profiles::NewProfile {
        name: name.into(),
        email: email.into(),
        password: PASSWORD.into(),
        currency: "EUR".into(),
        locale: Locale::En,
    };
    let cost = app::Cost::OWASP;
    let (book, _) = profiles::create(&folder(home), new, "de_DE.UTF-8", cost, now()).await.unwrap();
    let confirmed = Settings { recovery_confirmed: true, ..book.session().settings };
    settings::set(&book, confirmed).await.unwrap();
    book
}

pub(crate) async fn account(
    book: &Book,
    name: &str,
    kind: AccountKind,
    opening: &str,
) -> AccountId {
    let draft = AccountDraft {
        name: name.into(),
        kind,
        currency: "EUR".into(),
        opening_balance: opening.into(),
        opened_on: String::new(),
        iban: String::new(),
    };
    accounts::create(book, &draft, now()).await.unwrap().id
}

/// A locked profile with an empty account called "Giro".
pub(crate) async fn with_account(name: &str) -> Home {
    let home = Home::new();
    let book = profile(&home, name, "").await;
    account(&book, "Giro", AccountKind::Checking, "").await;
    book.lock().await;
    home
}

/// Opens the only profile, for a look that the window cannot give. A window that was locked a
/// moment ago may still be closing the database.
pub(crate) async fn open(home: &Home) -> Book {
    wait_for("the profile to be free", async || match open_now(home).await {
        Err(Error::InUse) => None,
        opened => Some(opened.unwrap()),
    })
    .await
}

/// The same for a profile that nobody may have open any more.
pub(crate) async fn open_now(home: &Home) -> Result<Book, Error> {
    let all = profiles::list(&folder(home)).await.unwrap();
    profiles::unlock(&folder(home), &all[0].id, Secret::from(PASSWORD)).await
}

/// The files of the only profile's database.
pub(crate) fn database(home: &Home) -> Vec<Metadata> {
    let profiles = folder(home).join("profiles");
    let profile = fs::read_dir(profiles).unwrap().next().unwrap().unwrap().path();
    let files = fs::read_dir(profile).unwrap().map(Result::unwrap);
    let ours = files.filter(|file| file.file_name().to_string_lossy().starts_with("ledger.db"));
    ours.map(|file| file.metadata().unwrap()).collect()
}

/// The first 500 rows, and how many there are.
pub(crate) async fn rows(book: &Book) -> Page {
    let window = Window { offset: 0, limit: 500 };
    transactions::list(book, &Filter::default(), Sort::default(), window).await.unwrap()
}

/// Takes a statement in as it is proposed.
pub(crate) async fn import(book: &Book, name: &str, entries: &[Entry], into: AccountId) {
    let go_on = |_| ControlFlow::Continue(());
    let upload = imports::Upload { name: name.into(), bytes: csv(entries).into() };
    let draft =
        imports::prepare(book, upload, &[into.into()], Default::default(), go_on).await.unwrap();
    let digest = draft.preview().digest;
    imports::commit(book, &draft, &[], &digest, now(), go_on).await.unwrap();
}

/// A locked profile with two years of an ordinary life up to today.
pub(crate) async fn household() -> Home {
    let home = Home::new();
    let book = profile(&home, "Ada Lovelace", "ada@example.org").await;
    let giro = account(&book, "Giro", AccountKind::Checking, "2,140.55").await;
    let savings = account(&book, "Savings", AccountKind::Savings, "6,500").await;
    account(&book, "Purse", AccountKind::Cash, "60").await;
    let today = now().today;
    import(&book, "Umsaetze_Giro.csv", &everyday(today), giro).await;
    import(&book, "Umsaetze_Tagesgeld.csv", &saved(today), savings).await;
    reviewed(&book, today).await;
    book.lock().await;
    home
}

/// Adds a rent since two months ago, a gym and a pay from today on that come again.
pub(crate) async fn expecting(home: &Home) {
    let book = open(home).await;
    let since = now().today - Months::new(2);
    for line in [
        format!("1200 Rent #home every month {since}"),
        "29.90 Gym every 2 weeks".to_owned(),
        "+2400 Salary ACME monthly".to_owned(),
    ] {
        quick::add(&book, &line, now()).await.unwrap();
    }
    book.lock().await;
}

/// Accepts what was suggested until the end of last month.
async fn reviewed(book: &Book, today: NaiveDate) {
    let until = today.with_day(1).unwrap() - Days::new(1);
    let filter = Filter {
        period: Some(Period::new(until - Months::new(30), until)),
        review: true,
        ..Filter::default()
    };
    let all = Window { offset: 0, limit: u32::MAX };
    let ids = transactions::ids(book, &filter, Sort::default(), all).await.unwrap();
    review::accept(book, &ids).await.unwrap();
}

/// The first days of the months of two years.
fn months(today: NaiveDate) -> impl Iterator<Item = NaiveDate> {
    let first = today.with_day(1).unwrap() - Months::new(23);
    (0..24).map(move |month| first + Months::new(month))
}

/// What goes to the savings account each month, seen from there.
fn saved(today: NaiveDate) -> Vec<Entry> {
    let each = |month| Entry::new(month + Days::new(4), "Ada Lovelace", "Sparen", 300_00);
    months(today).map(each).filter(|entry| entry.day <= today).collect()
}

/// Payee, day of the month, cents, and every how many months.
const REGULAR: [(&str, &str, u64, i64, usize); 13] = [
    ("Nordwerk Maschinenbau GmbH", "Lohn Gehalt", 1, 3_184_20, 1),
    ("Hausverwaltung Brandt", "Miete Wohnung 12", 1, -985_00, 1),
    ("Stadtwerke Bonn", "Abschlag Strom", 2, -74_00, 1),
    ("Telekom Deutschland GmbH", "Festnetz Rechnung", 9, -39_95, 1),
    ("HUK-COBURG", "Haftpflicht Beitrag", 3, -61_40, 3),
    ("Deutschlandticket", "Abo", 1, -58_00, 1),
    ("NETFLIX INTERNATIONAL B.V.", "Abo", 14, -13_99, 1),
    ("Spotify AB", "Premium", 17, -10_99, 1),
    ("McFit", "Mitgliedsbeitrag", 5, -24_90, 1),
    ("Ada Lovelace", "Sparen", 5, -300_00, 1),
    ("Rundfunk ARD ZDF DRadio", "Beitrag", 15, -55_08, 3),
    ("Lufthansa", "Flug", 11, -238_70, 7),
    ("Booking.com", "Hotel", 13, -311_00, 7),
];

/// Payee, days between two visits, and from how many to how many cents.
const NOW_AND_THEN: [(&str, &str, u64, i64, i64); 15] = [
    ("REWE Markt Bonn", "REWE SAGT DANKE", 4, 14_20, 71_90),
    ("Lidl", "LIDL DIENSTLEISTUNG", 9, 18_40, 62_30),
    ("EDEKA Center", "EDEKA", 13, 9_80, 54_00),
    ("Bäckerei Müller", "Kartenzahlung", 6, 3_40, 11_20),
    ("dm-drogerie markt", "DM FIL.2213", 16, 7_95, 38_40),
    ("Café Größenwahn", "Kartenzahlung", 8, 6_20, 17_80),
    ("Restaurant L'Osteria", "Kartenzahlung", 17, 28_50, 64_00),
    ("Shell", "SHELL 4711", 19, 48_00, 78_00),
    ("Amazon EU S.a.r.l.", "AMZN Mktp DE", 12, 11_99, 89_99),
    ("Zalando", "Bestellung", 37, 39_95, 119_00),
    ("Löwen-Apotheke", "Kartenzahlung", 33, 6_80, 31_50),
    ("CinemaxX", "Kino", 41, 13_00, 29_00),
    ("IKEA Deutschland", "IKEA", 83, 34_00, 260_00),
    ("PayPal Europe", "Zw. 1038211", 29, 9_00, 45_00),
    ("Thalia Buchhandlung", "Kartenzahlung", 46, 11_00, 32_00),
];

/// The same on each run: what looks like chance is a multiplicative generator.
fn everyday(today: NaiveDate) -> Vec<Entry> {
    let mut entries = Vec::new();
    for (at, first) in months(today).enumerate() {
        for (payee, purpose, day, cents, every) in REGULAR {
            if at % every == 0 {
                entries.push(Entry::new(first + Days::new(day - 1), payee, purpose, cents));
            }
        }
    }
    let start = months(today).next().unwrap();
    let mut chance: i64 = 4_711;
    for (payee, purpose, every, least, most) in NOW_AND_THEN {
        let mut day = start + Days::new(every / 2);
        while day <= today {
            chance = chance * 48_271 % 2_147_483_647;
            entries.push(Entry::new(day, payee, purpose, -(least + chance % (most - least))));
            day = day + Days::new(1 + every / 2 + chance.unsigned_abs() % every);
        }
    }
    entries.retain(|entry| entry.day <= today);
    entries.sort_by_key(|entry| entry.day);
    entries
}
