//! The use cases on an encrypted ledger, against plain SQLite.

use crate::{
    figures::{Figure, Goal, median},
    plain::Plain,
};
use app::{
    Book, Now, Secret,
    imports::{self, Target},
    profiles, reports,
    settings::Locale,
    transactions,
};
use chrono::NaiveDate;
use classifier::{Classifier, Memory, Query, clean};
use ledger::{
    AccountId, AccountKind, CategoryKind, Filter, Month, Period, Sort, Window,
    draft::{AccountDraft, TransactionDraft},
};
use std::{
    ops::ControlFlow,
    path::Path,
    sync::Arc,
    time::{Duration, Instant},
};

/// The password of the profiles that the benchmark makes.
pub(crate) const PASSWORD: &str = "a long benchmark password";
/// As the generated files name them.
const ACCOUNTS: [&str; 5] = ["Checking", "CreditCard", "Joint", "Cash", "Savings"];
/// The name of their owner.
pub(crate) const NAME: &str = "Bench";

type Failed = Box<dyn std::error::Error>;

/// When the generated data ends.
pub(crate) fn now() -> Now {
    let today = NaiveDate::from_ymd_opt(2026, 11, 20).unwrap_or_default();
    Now { today, ms: 1_795_132_800_000 }
}

/// Makes a profile with the rows of a bank's file in `data`, measures the use cases on it, and
/// leaves it there for the window. `csv` has `rows` rows.
pub(crate) async fn measure(
    data: &Path,
    csv: &Path,
    rows: u32,
    figures: &mut Vec<Figure>,
) -> Result<(), Failed> {
    let plain_folder = tempfile::tempdir()?;
    classify(csv, rows, figures)?;
    let (plain, plain_import) = Plain::import(plain_folder.path(), csv)?;
    let book = make_profile(data).await?;
    for name in ACCOUNTS {
        app::accounts::create(&book, &account(name), now()).await?;
    }
    let account = app::accounts::list(&book).await?.first().ok_or("no account")?.id;

    // The file names its accounts, which is enough.
    let took = import(&book, &[], csv).await?;
    figures.push(Figure::against(
        "import of a CSV file",
        rows,
        took,
        plain_import,
        Goal::Most(4.0),
    ));

    month(&book, &plain, rows, figures).await?;
    history(&book, &plain, rows, figures).await?;
    register(&book, &plain, rows, figures).await?;
    search(&book, &plain, rows, figures).await?;
    add(&book, &plain, account, rows, figures).await?;
    small_import(&book, account, rows, figures).await?;
    book.lock().await;
    Ok(())
}

/// The classifier by itself: its first text, which finds its lists untouched unless another
/// measurement has used them, and what a text of the file takes.
fn classify(csv: &Path, rows: u32, figures: &mut Vec<Figure>) -> Result<(), Failed> {
    let file = std::fs::read_to_string(csv)?;
    let texts: Vec<&str> = file.lines().skip(1).filter_map(|line| line.split(',').nth(2)).collect();
    let classifier = Classifier::new(Some("de"));
    let memory = Memory::<u32>::default();
    let ask = |text: &str| {
        let payee = clean(text);
        classifier.classify(&Query { text, payee: &payee, amount: None }, &memory)
    };
    let start = Instant::now();
    ask("first");
    let goal = Goal::Within(Duration::from_millis(50));
    figures.push(Figure::alone("the first text classified", rows, start.elapsed(), goal));
    let start = Instant::now();
    texts.iter().for_each(|text| drop(ask(text)));
    let each = start.elapsed() / rows.max(1);
    let goal = Goal::Within(Duration::from_micros(50));
    figures.push(Figure::alone("a text classified", rows, each, goal));
    Ok(())
}

async fn make_profile(data: &Path) -> Result<Book, Failed> {
    let new = profiles::NewProfile {
        name: NAME.into(),
        email: String::new(),
        password: Secret::from(PASSWORD.to_owned()),
        currency: "EUR".into(),
        locale: Locale::En,
    };
    Ok(profiles::create(data, new, "de_DE.UTF-8", vault::Cost::FLOOR, now()).await?.0)
}

fn account(name: &str) -> AccountDraft {
    AccountDraft {
        name: name.into(),
        kind: AccountKind::Checking,
        currency: "EUR".into(),
        opening_balance: String::new(),
        opened_on: "2016-12-01".into(),
        iban: String::new(),
    }
}

/// Reads, plans, classifies and commits; the time is of all four.
async fn import(book: &Book, into: &[Target], csv: &Path) -> Result<Duration, Failed> {
    let bytes: Arc<[u8]> = std::fs::read(csv)?.into();
    let start = Instant::now();
    let upload = imports::Upload { name: "bank.csv".into(), bytes };
    let go_on = |_| ControlFlow::Continue(());
    let options = statements::Options::default();
    let draft = imports::prepare(book, upload, into, options, go_on).await?;
    let digest = draft.preview().digest;
    imports::commit(book, &draft, &[], &digest, now(), go_on).await?;
    Ok(start.elapsed())
}

async fn month(
    book: &Book,
    plain: &Plain,
    rows: u32,
    figures: &mut Vec<Figure>,
) -> Result<(), Failed> {
    let months: Vec<Month> = (1..=60).map(|back| Month::of(now().today).plus(-back)).collect();
    let mut times = Vec::new();
    for month in &months {
        let start = Instant::now();
        reports::categories(book, Period::month(*month), CategoryKind::Expense, None).await?;
        times.push(start.elapsed());
    }
    let queries: Vec<String> = months
        .iter()
        .map(|month| {
            let (from, to) = (month.first(), month.last());
            format!("SELECT category, sum(amount) FROM t WHERE date BETWEEN '{from}' AND '{to}' GROUP BY 1")
        })
        .collect();
    let plain = plain.time(&queries, 1)?;
    let goal = Goal::Within(Duration::from_micros(200));
    figures.push(Figure::against("a month by category", rows, median(times), plain, goal));
    Ok(())
}

async fn history(
    book: &Book,
    plain: &Plain,
    rows: u32,
    figures: &mut Vec<Figure>,
) -> Result<(), Failed> {
    let mut times = Vec::new();
    for _ in 0..20 {
        let start = Instant::now();
        reports::history(book, None).await?;
        times.push(start.elapsed());
    }
    let query = "SELECT substr(date, 1, 7), category, sum(amount) FROM t GROUP BY 1, 2".to_owned();
    let plain = plain.time(&[query], 3)?;
    let goal = Goal::Within(Duration::from_millis(6));
    figures.push(Figure::against("months by categories, all", rows, median(times), plain, goal));
    Ok(())
}

async fn register(
    book: &Book,
    plain: &Plain,
    rows: u32,
    figures: &mut Vec<Figure>,
) -> Result<(), Failed> {
    let sort = Sort { column: ledger::kind::SortColumn::Date, descending: true };
    let offsets: Vec<u32> = (0..20).map(|step| rows / 20 * step).collect();
    let mut times = Vec::new();
    for offset in &offsets {
        let start = Instant::now();
        let window = Window { offset: *offset, limit: 100 };
        transactions::list(book, &Filter::default(), sort, window).await?;
        times.push(start.elapsed());
    }
    let queries: Vec<String> = offsets
        .iter()
        .map(|offset| format!("SELECT * FROM t ORDER BY date DESC LIMIT 100 OFFSET {offset}"))
        .collect();
    let plain = plain.time(&queries, 1)?;
    let worst = times.iter().max().copied().unwrap_or_default();
    let goal = Goal::Within(Duration::from_millis(20));
    figures.push(Figure::against("a page of the register", rows, median(times), plain, goal));
    figures.push(Figure::alone("the slowest page of it", rows, worst, goal));
    Ok(())
}

async fn search(
    book: &Book,
    plain: &Plain,
    rows: u32,
    figures: &mut Vec<Figure>,
) -> Result<(), Failed> {
    let words = ["lidl", "netflix", "apotheke", "zz nothing"];
    let sort = Sort { column: ledger::kind::SortColumn::Date, descending: true };
    let mut times = Vec::new();
    for word in words.iter().cycle().take(12) {
        let filter = Filter { text: (*word).into(), ..Filter::default() };
        let start = Instant::now();
        transactions::list(book, &filter, sort, Window { offset: 0, limit: 100 }).await?;
        times.push(start.elapsed());
    }
    let queries: Vec<String> = words
        .iter()
        .map(|word| {
            format!("SELECT count(*), sum(amount) FROM t WHERE description LIKE '%{word}%'")
        })
        .collect();
    let plain = plain.time(&queries, 3)?;
    let goal = Goal::Within(Duration::from_millis(50));
    figures.push(Figure::against("search, first page and total", rows, median(times), plain, goal));
    Ok(())
}

async fn add(
    book: &Book,
    plain: &Plain,
    account: AccountId,
    rows: u32,
    figures: &mut Vec<Figure>,
) -> Result<(), Failed> {
    let mut times = Vec::new();
    for cents in 1..=100 {
        let draft = TransactionDraft {
            account: account.to_string(),
            date: "2026-11-20".into(),
            payee: "Corner café".into(),
            amount: format!("3.{cents:02}"),
            ..TransactionDraft::default()
        };
        let start = Instant::now();
        transactions::add(book, &draft, None, now()).await?;
        times.push(start.elapsed());
    }
    let plain = plain.durable_insert(100)?;
    let goal = Goal::Within(Duration::from_millis(1));
    figures.push(Figure::against("one durable add", rows, median(times), plain, goal));
    Ok(())
}

/// A month's statement of a thousand new rows into the book.
async fn small_import(
    book: &Book,
    account: AccountId,
    rows: u32,
    figures: &mut Vec<Figure>,
) -> Result<(), Failed> {
    let folder = tempfile::tempdir()?;
    let csv = folder.path().join("new.csv");
    let mut text = String::from("date,amount,description\n");
    for row in 0..1_000 {
        let day = row % 28 + 1;
        text.push_str(&format!("2026-10-{day:02},-{row}.37,NEW SHOP {row} BERLIN\n"));
    }
    std::fs::write(&csv, text)?;
    let took = import(book, &[account.into()], &csv).await?;
    let goal = Goal::Within(Duration::from_millis(150));
    figures.push(Figure::alone("1,000 new rows into it", rows, took, goal));
    Ok(())
}
