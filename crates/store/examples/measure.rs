//! Times the store's hot paths on a book of N rows: `measure [rows] [journal mode]`.

use chrono::{Days, NaiveDate};
use ledger::{
    AccountKind, Currency, Filter, Money, Month, Sort, SortColumn, StepKind, StepLabel, Window,
    draft::{NewAccount, NewSplit, NewTransaction},
};
use std::{error::Error, ops::ControlFlow, time::Instant};
use store::{
    Db, accounts, history,
    imports::{self, NewImport, NewRow},
    payees, register, reports,
    suggestions::{State, Suggestion},
    transactions,
};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let rows: u32 = args.next().map_or(Ok(100_000), |n| n.parse())?;
    let dir = tempfile::tempdir_in(".")?;
    let path = dir.path().join("ledger.db");
    let db = Db::create(&path, &[7; 32], [1; 16], 0).await?;
    if let Some(mode) = args.next() {
        let sql = sqlx::AssertSqlSafe(format!("PRAGMA journal_mode = {mode}"));
        sqlx::raw_sql(sql).execute(&mut *db.read().await).await?;
    }

    let mut step = db.begin(label(StepKind::AddAccount)).await?;
    let mut ids = Vec::new();
    for name in ["Giro", "Savings", "Card", "Cash", "Joint"] {
        ids.push(accounts::create(&mut step, &account(name)).await?);
    }
    step.commit().await?;

    let from: NaiveDate = "2016-01-01".parse()?;
    let share = rows / 5;
    let start = Instant::now();
    for id in &ids {
        let mut step = db.begin(label(StepKind::Import)).await?;
        let names: Vec<_> =
            (0..3000).map(|n| (format!("Payee {n}"), format!("payee {n}"))).collect();
        let known = payees::ensure_all(&mut step, &names).await?;
        let new = NewImport {
            account: *id,
            file_name: "a.csv".into(),
            format: "csv".into(),
            digest: [0; 32],
            fingerprint: 1,
            named: String::new(),
            covers: Vec::new(),
            stated: Default::default(),
            options: "{}".into(),
            matched: 0,
            skipped: 0,
            imported_ms: 0,
        };
        let made = (0..share).map(|n| {
            let seed = u64::from(n).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 20;
            let payee = known.get(&format!("Payee {}", seed % 3000)).copied();
            let category = Some((i64::try_from(seed % 40).unwrap_or(0) + 1).into());
            NewRow {
                date: from + Days::new(u64::from(n) * 3650 / u64::from(share)),
                payee,
                memo: String::new(),
                amount: Money::from_minor(-1 - i64::from(n % 9000), Currency::EUR),
                category,
                splits: Vec::new(),
                line: n + 2,
                bank_id: None,
                identity: i64::try_from(seed).unwrap_or(0),
                pending: false,
                text: format!("CARD PAYMENT PAYEE {} BERLIN {n}", seed % 3000),
                raw: format!("2016-01-01;CARD PAYMENT PAYEE {} BERLIN {n};-12,34;EUR", seed % 3000),
                suggestion: Some(Suggestion {
                    category,
                    source: "keyword".into(),
                    confidence_permille: Some(930),
                    reason: r#"{"kind":"keyword","word":"berlin"}"#.into(),
                    state: State::Applied,
                }),
                counterpart: None,
            }
        });
        imports::insert(&mut step, &new, made, |_| ControlFlow::Continue(())).await?;
        step.commit().await?;
    }
    let spent = start.elapsed();
    println!("import {rows} rows: {spent:?}, {:?} a row", spent / rows);

    let mut times = Vec::new();
    for n in 0..200 {
        let start = Instant::now();
        let mut step = db.begin(label(StepKind::AddTransaction)).await?;
        let payee = payees::ensure(&mut step, "Payee 7", "payee 7").await?;
        transactions::insert(&mut step, &expense(ids[0], n), payee, 0).await?;
        step.commit().await?;
        times.push(start.elapsed());
    }
    times.sort();
    println!("durable add: median {:?}, p95 {:?}", times[100], times[190]);

    let mut conn = db.read().await;
    for (account, descending) in [(None, true), (None, false), (Some(ids[0]), true)] {
        for part in [0, 1, 5, 9] {
            let filter = Filter { account, ..Filter::default() };
            let total = if account.is_some() { share } else { rows };
            let sort = Sort { column: SortColumn::Date, descending };
            let window = Window { offset: total / 10 * part, limit: 100 };
            let start = Instant::now();
            let page = register::page(&mut conn, &filter, sort, window).await?;
            println!("page at {part}0 % of {}: {:?}", page.total, start.elapsed());
        }
    }
    for text in ["Payee 77", "zzz"] {
        let filter = Filter { text: text.into(), ..Filter::default() };
        let sort = Sort { column: SortColumn::Date, descending: true };
        let start = Instant::now();
        let page =
            register::page(&mut conn, &filter, sort, Window { offset: 0, limit: 100 }).await?;
        println!("search {text:?}: {} in {:?}", page.total, start.elapsed());
    }
    for column in [SortColumn::Amount, SortColumn::Payee, SortColumn::Category] {
        let sort = Sort { column, descending: true };
        let start = Instant::now();
        let filter = Filter::default();
        register::page(&mut conn, &filter, sort, Window { offset: 0, limit: 100 }).await?;
        println!("sorted by {column:?}: {:?}", start.elapsed());
    }
    let month: Month = "2020-05".parse()?;
    for (what, first) in [("one month", month), ("all months", month.plus(-60))] {
        let start = Instant::now();
        let last = if what == "one month" { month } else { month.plus(120) };
        let cells = reports::months(&mut conn, first, last, Currency::EUR).await?;
        println!("{what}: {} cells in {:?}", cells.len(), start.elapsed());
    }
    drop(conn);

    for _ in 0..200 {
        history::undo(&db).await?;
    }
    let start = Instant::now();
    history::undo(&db).await?;
    println!("undo of an import of {share}: {:?}", start.elapsed());
    let start = Instant::now();
    history::redo(&db).await?;
    println!("redo: {:?}", start.elapsed());

    db.close().await?;
    let start = Instant::now();
    let db = Db::open(&path, &[7; 32], [1; 16]).await?;
    println!("open: {:?}, {} MB", start.elapsed(), std::fs::metadata(&path)?.len() / 1_000_000);
    db.close().await?;
    Ok(())
}

fn label(kind: StepKind) -> StepLabel {
    StepLabel { kind, count: 1, name: String::new() }
}

fn account(name: &str) -> NewAccount {
    NewAccount {
        name: name.into(),
        kind: AccountKind::Checking,
        opening: Money::zero(Currency::EUR),
        opened_on: NaiveDate::default(),
        iban: String::new(),
    }
}

fn expense(account: ledger::AccountId, n: i64) -> NewTransaction {
    let amount = Money::from_minor(-100 - n, Currency::EUR);
    NewTransaction {
        account,
        date: NaiveDate::default(),
        payee: "Payee 7".into(),
        memo: String::new(),
        amount,
        splits: vec![NewSplit { category: Some(2.into()), amount, note: String::new() }],
        tags: Vec::new(),
    }
}
