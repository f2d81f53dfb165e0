//! The insights of a sample book against SQL written by hand, and against the register: the rows
//! that a fact names come to its figure.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]

mod common;

use chrono::{Days, Months, NaiveDate};
use common::{Book, add, book, typed};
use ledger::{
    AccountId, CategoryId, Currency, Filter, Money, Period, Sort, StepKind, Window,
    draft::NewSplit,
    insight::{self, Fact, Figures, Insight, Scope},
};
use rust_decimal::Decimal;
use std::collections::HashMap;
use store::{accounts, categories, insights, payees, register, reports, schedules, transactions};

const TODAY: &str = "2026-04-15";
const FIRST: &str = "2026-03-01";
const LAST: &str = "2026-03-31";

/// What counts as spent: as the reports define it, in plain SQL.
const SPENT: &str =
    "FROM split s JOIN txn t ON t.id = s.txn_id JOIN account a ON a.id = t.account_id
    LEFT JOIN category c ON c.id = s.category_id LEFT JOIN payee p ON p.id = t.payee_id
    WHERE a.currency = 'EUR' AND t.transfer_id IS NULL
        AND (c.kind = 'expense' OR (c.id IS NULL AND s.amount_minor < 0))";

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Two years and a quarter: pay, a weekly shop, subscriptions that come, go and rise, fees, meals,
/// a transfer, an account in dollars, and March 2026 with something of everything.
async fn sample() -> Book {
    let book = book().await;
    let mut step = book.begin(StepKind::AddTransaction).await;
    let all = categories::list(&mut step).await.unwrap();
    let id =
        |key: &str| all.iter().find(|one| one.key.as_deref() == Some(key)).map(|one| one.id.row());
    let dollars = ledger::draft::NewAccount {
        opening: Money::from_minor(0, "USD".parse().unwrap()),
        ..common::account("Dollars", 0)
    };
    let dollars = accounts::create(&mut step, &dollars).await.unwrap();
    let mut rows: Vec<(AccountId, NaiveDate, &str, i64, Option<i64>)> = Vec::new();
    let mut monthly = |name, first: &str, count: u32, minor: &dyn Fn(u32) -> i64, category| {
        for n in 0..count {
            rows.push((book.giro, day(first) + Months::new(n), name, minor(n), category));
        }
    };
    let streaming = id("entertainment.streaming_media");
    monthly("ACME", "2024-01-28", 27, &|n| 250_000 + i64::from(n) * 300, id("salary"));
    monthly("Rent", "2024-01-02", 28, &|_| -90_000, id("bills.rent_mortgage"));
    monthly("Netflix", "2024-02-05", 27, &|n| if n < 25 { -1299 } else { -1599 }, streaming);
    monthly("Spotify", "2026-01-12", 4, &|_| -999, streaming);
    monthly("Gym", "2024-01-20", 25, &|_| -2990, id("health.fitness"));
    monthly("Bank", "2024-01-31", 27, &|_| -490, id("bills.bank_fees"));
    monthly("Power", "2024-01-15", 27, &|n| -7000 - i64::from(n % 5) * 250, None);
    for week in 0..118 {
        let minor = -4000 - i64::try_from(week * 37 % 23).unwrap() * 100;
        let on = day("2024-01-06") + Days::new(week * 7);
        rows.push((book.giro, on, "Lidl", minor, id("food.groceries")));
    }
    for meal in 0..54_u64 {
        let on = day("2024-01-10") + Days::new(meal * 15);
        let minor = -1800 - i64::try_from(meal * 53 % 17).unwrap() * 100;
        rows.push((book.card, on, "Luigi", minor, id("food.restaurants")));
    }
    rows.push((book.giro, day("2026-03-19"), "Lidl", -26_000, id("food.groceries")));
    for meal in 0..10 {
        let on = day("2026-03-03") + Days::new(meal * 2);
        rows.push((book.card, on, "Thai Garden", -2400, id("food.restaurants")));
    }
    rows.push((book.giro, day("2026-03-25"), "Lidl", 1000, id("food.groceries")));
    for (account, on, name, minor, category) in rows {
        add(&mut step, &typed(account, &on.to_string(), name, minor, category)).await;
    }
    let mut split = typed(book.giro, "2026-03-09", "Market", -3000, None);
    split.splits = [(id("food.groceries"), -2000), (id("shopping.gifts"), -1000)]
        .map(|(category, minor)| NewSplit {
            category: category.map(CategoryId::new),
            amount: common::euro(minor),
            note: String::new(),
        })
        .to_vec();
    add(&mut step, &split).await;
    let mut foreign = typed(dollars, "2026-03-09", "Diner", -99_000, None);
    foreign.amount = Money::from_minor(-99_000, "USD".parse().unwrap());
    foreign.splits[0].amount = foreign.amount;
    add(&mut step, &foreign).await;
    let out = add(&mut step, &typed(book.giro, "2026-03-10", "", -50_000, None)).await;
    let back = add(&mut step, &typed(book.card, "2026-03-10", "", 50_000, None)).await;
    transactions::link(&mut step, out, back, 0).await.unwrap();
    step.commit().await.unwrap();
    book
}

async fn told(conn: &mut store::Connection, period: Period) -> Vec<Insight> {
    let currency = Currency::EUR;
    let scope = Scope::of(period, day(TODAY));
    let categories = categories::list(conn).await.unwrap();
    let by_key: HashMap<String, CategoryId> =
        categories.iter().filter_map(|one| Some((one.key.clone()?, one.id))).collect();
    let (first, last) = scope.history();
    let figures = Figures {
        scope,
        currency,
        tree: &categories.iter().map(|one| (one.id, one.parent, one.kind)).collect(),
        by_key: &by_key,
        names: &payees::names(conn).await.unwrap(),
        current: &reports::period(conn, scope.stretch(), currency).await.unwrap(),
        previous: &reports::period(conn, scope.previous(), currency).await.unwrap(),
        months: &reports::months(conn, first, last, currency).await.unwrap(),
        flows: &insights::flows(conn, scope.stretch(), currency).await.unwrap(),
        previous_flows: &insights::flows(conn, scope.previous(), currency).await.unwrap(),
        charges: &insights::charges(conn, scope.window(), currency).await.unwrap(),
        planned: &schedules::planned(conn, currency).await.unwrap(),
        accounts: &insights::spans(conn, day(TODAY), currency).await.unwrap(),
    };
    insight::insights(&figures)
}

/// One whole number by a query of the test's own.
async fn number(conn: &mut store::Connection, sql: String) -> i64 {
    sqlx::query_scalar(sqlx::AssertSqlSafe(sql)).fetch_one(conn).await.unwrap()
}

async fn spent(conn: &mut store::Connection, and: &str) -> i64 {
    number(conn, format!("SELECT ifnull(-sum(s.amount_minor), 0) {SPENT} AND {and}")).await
}

/// What the rows of a filter come to, money out positive.
async fn rows(conn: &mut store::Connection, filter: &Filter) -> i64 {
    let window = Window { offset: 0, limit: 1 };
    let page = register::page(conn, filter, Sort::default(), window).await.unwrap();
    let [sum] = page.sums[..] else { panic!("{filter:?}: {:?}", page.sums) };
    -sum.minor()
}

#[tokio::test]
async fn the_figures_of_a_month_are_those_of_plain_sql() {
    let book = sample().await;
    let conn = &mut *book.db.read().await;
    let march = Period::new(day(FIRST), day(LAST));
    let all = told(conn, march).await;
    let in_march = format!("t.date BETWEEN '{FIRST}' AND '{LAST}'");
    let in_february = "t.date BETWEEN '2026-02-01' AND '2026-02-28'";
    let mut kinds: Vec<String> = Vec::new();
    for Insight { about, fact, rows: proof } in &all {
        kinds.push(about.split(':').next().unwrap().to_owned());
        match fact {
            Fact::Spending { amount, previous, change, .. } => {
                assert_eq!(amount.minor(), spent(conn, &in_march).await);
                assert_eq!(previous.minor(), spent(conn, in_february).await);
                assert_eq!(change.minor(), amount.minor() - previous.minor());
            }
            Fact::SavingsRate { rate, months, .. } => {
                let income = number(conn, format!(
                    "SELECT sum(amount_minor) FROM txn t WHERE payee_id = (SELECT id FROM payee WHERE name = 'ACME') AND {in_march}"
                )).await;
                let expenses = spent(conn, &in_march).await;
                let expect = Decimal::from((income - expenses) * 100) / Decimal::from(income);
                assert_eq!(*rate, expect.round_dp(1));
                assert_eq!(months.len(), 12);
            }
            Fact::UnusualAmount { payee, usual, times, .. } => {
                assert_eq!((payee.name.as_str(), payee.amount.minor()), ("Lidl", 26_000));
                assert_eq!(rows(conn, &payee.rows).await, 26_000);
                let before =
                    "FROM txn t WHERE payee_id = (SELECT id FROM payee WHERE name = 'Lidl')
                    AND amount_minor < 0 AND date < '2026-03-01' AND date >= '2024-01-01'";
                let count = number(conn, format!("SELECT count(*) {before}")).await;
                assert_eq!(i64::from(*times), count);
                let median = number(
                    conn,
                    format!(
                        "SELECT cast(avg(m) AS INTEGER) FROM (SELECT -amount_minor AS m {before}
                    ORDER BY amount_minor LIMIT 2 - {count} % 2 OFFSET ({count} - 1) / 2)"
                    ),
                )
                .await;
                assert_eq!(usual.minor(), median);
            }
            Fact::PriceRise { charge, before, per_year, .. } => {
                assert_eq!((charge.name.as_str(), charge.amount.minor()), ("Netflix", 1599));
                assert_eq!((before.minor(), per_year.minor()), (1299, 3600));
            }
            Fact::NewCharge { charge, since, per_year } => {
                assert_eq!((charge.name.as_str(), *since), ("Spotify", day("2026-01-12")));
                assert_eq!(per_year.minor(), 999 * 12);
                assert_eq!(rows(conn, proof).await, 999 * 3);
            }
            Fact::GoneCharge { charge, last, .. } => {
                assert_eq!((charge.name.as_str(), *last), ("Gym", day("2026-01-20")));
            }
            Fact::CategoryMoved { category, amount, previous, payees, .. } => {
                let within = format!(
                    "s.category_id IN (SELECT id FROM category WHERE {0} IN (id, parent_id))",
                    category.unwrap()
                );
                assert_eq!(amount.minor(), spent(conn, &format!("{in_march} AND {within}")).await);
                assert_eq!(
                    previous.minor(),
                    spent(conn, &format!("{in_february} AND {within}")).await
                );
                for payee in payees {
                    let of = format!("{in_march} AND {within} AND p.id = {}", payee.id);
                    assert_eq!(payee.amount.minor(), spent(conn, &of).await);
                }
            }
            Fact::SeveralServices { per_year, charges, .. } => {
                assert_eq!(charges.len(), 2);
                assert_eq!(per_year.minor(), 12 * (1599 + 999));
            }
            Fact::AboveUsual { category, amount, usual, over } => {
                let of = format!("s.category_id = {category}");
                assert_eq!(amount.minor(), spent(conn, &format!("{in_march} AND {of}")).await);
                let median = number(
                    conn,
                    format!(
                        "WITH RECURSIVE month(n, first) AS (SELECT 1, date('{FIRST}', '-1 month')
                        UNION ALL SELECT n + 1, date(first, '-1 month') FROM month WHERE n < 12)
                    SELECT cast(avg(m) AS INTEGER) FROM (
                        SELECT (SELECT ifnull(-sum(s.amount_minor), 0) {SPENT} AND {of}
                            AND substr(t.date, 1, 7) = substr(month.first, 1, 7)) AS m
                        FROM month ORDER BY m LIMIT 2 OFFSET 5)"
                    ),
                )
                .await;
                assert_eq!((usual.minor(), over.minor()), (median, amount.minor() - median));
            }
            Fact::Fees { category, amount } => {
                let of = format!(
                    "s.category_id = {category} AND t.date BETWEEN '2025-04-01' AND '{LAST}'"
                );
                assert_eq!(amount.minor(), spent(conn, &of).await);
                assert_eq!(rows(conn, proof).await, amount.minor());
            }
            Fact::Often { payee, times, half } => {
                assert_eq!((payee.name.as_str(), *times), ("Thai Garden", 10));
                assert_eq!((rows(conn, &payee.rows).await, half.minor()), (24_000, 12_000));
            }
            Fact::YearlyCost { charge, per_year } => panic!("{charge:?} {per_year}"),
            Fact::Recurring { per_year, charges, .. } => {
                let mut names: Vec<&str> = charges.iter().map(|one| one.name.as_str()).collect();
                names.sort_unstable();
                assert_eq!(names, ["Bank", "Netflix", "Power", "Rent", "Spotify"]);
                let last = number(conn, "SELECT -sum(amount_minor) FROM txn WHERE id IN (
                    SELECT max(id) FROM txn WHERE date <= '2026-03-31' AND payee_id IN (SELECT id FROM payee
                        WHERE name IN ('Bank', 'Netflix', 'Power', 'Rent', 'Spotify')) GROUP BY payee_id)".into()).await;
                assert_eq!(per_year.minor(), last * 12);
            }
            Fact::TopCategories { categories } => {
                assert_eq!(categories.len(), 3);
                for part in categories {
                    let within = match part.category {
                        Some(id) => format!("{id} IN (c.id, c.parent_id)"),
                        None => "c.id IS NULL".into(),
                    };
                    let expect = spent(conn, &format!("{in_march} AND {within}")).await;
                    assert_eq!(part.amount.minor(), expect);
                }
            }
            Fact::TopPayees { payees } => {
                let names: Vec<String> = sqlx::query_scalar(sqlx::AssertSqlSafe(format!(
                    "SELECT p.name {SPENT} AND {in_march} AND p.id IS NOT NULL
                    GROUP BY p.id ORDER BY sum(s.amount_minor) LIMIT 3"
                )))
                .fetch_all(&mut *conn)
                .await
                .unwrap();
                assert_eq!(
                    payees.iter().map(|one| &one.name).collect::<Vec<_>>(),
                    names.iter().collect::<Vec<_>>()
                );
                for payee in payees {
                    assert_eq!(rows(conn, &payee.rows).await, payee.amount.minor());
                }
            }
            Fact::Payday { .. } => panic!("March is over"),
        }
    }
    for kind in [
        "spending",
        "savingsRate",
        "unusualAmount",
        "priceRise",
        "newCharge",
        "goneCharge",
        "categoryMoved",
        "recurring",
        "topCategories",
        "topPayees",
    ] {
        assert!(kinds.iter().any(|told| told == kind), "{kind} is missing in {kinds:?}");
    }
    let tips = ["severalServices", "aboveUsual", "fees", "often", "yearlyCost"];
    assert_eq!(kinds.iter().filter(|kind| tips.contains(&kind.as_str())).count(), 3, "{kinds:?}");
}

#[tokio::test]
async fn the_way_to_payday_is_known_while_the_month_lasts() {
    let book = sample().await;
    let conn = &mut *book.db.read().await;
    let april = Period::new(day("2026-04-01"), day("2026-04-30"));
    let all = told(conn, april).await;
    let found = all.into_iter().find_map(|one| match one.fact {
        Fact::Payday { payee, day, days, balance, due, lowest, charges } => {
            Some((payee.name, day, days, balance, due, lowest, charges))
        }
        _ => None,
    });
    let (name, on, days, balance, due, lowest, charges) = found.unwrap();
    assert_eq!((name.as_str(), on, days), ("ACME", day("2026-04-28"), 13));
    let held = number(conn, format!(
        "SELECT opening_minor + (SELECT sum(amount_minor) FROM txn WHERE account_id = 1 AND date <= '{TODAY}')
        FROM account WHERE id = 1"
    )).await;
    assert_eq!(balance.minor(), held);
    let names: Vec<&str> = charges.iter().map(|one| one.name.as_str()).collect();
    assert_eq!((names, due.minor()), (vec!["Power"], 7250));
    assert_eq!(lowest.minor(), held - 7250);
}

#[tokio::test]
async fn what_is_not_wanted_is_remembered_and_can_be_undone() {
    let book = book().await;
    let march = Period::new(day(FIRST), day(LAST));
    let april = Period::new(day("2026-04-01"), day("2026-04-30"));
    for (about, period) in [("fees", Some(march)), ("often:3", None)] {
        let mut step = book.begin(StepKind::HideInsight).await;
        insights::hide(&mut step, about, period).await.unwrap();
        step.commit().await.unwrap();
    }
    let hidden = async |period| {
        let found = insights::hidden(&mut *book.db.read().await, period).await.unwrap();
        let mut found: Vec<String> = found.into_iter().collect();
        found.sort();
        found
    };
    assert_eq!(hidden(march).await, ["fees", "often:3"]);
    assert_eq!(hidden(april).await, ["often:3"]);
    store::history::undo(&book.db).await.unwrap();
    assert_eq!(hidden(march).await, ["fees"]);
    let mut step = book.begin(StepKind::ShowInsight).await;
    insights::show(&mut step, "fees", march).await.unwrap();
    step.commit().await.unwrap();
    assert!(hidden(march).await.is_empty());
}
