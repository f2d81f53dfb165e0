//! The register against the plainest possible answer: all rows, filtered and sorted in memory.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]

mod common;

use common::{add, book, euro, line, statement, typed};
use ledger::{
    CategoryChoice, Direction, Filter, Period, Sort, SortColumn, StepKind, Transfers, Window,
};
use proptest::prelude::*;
use rust_decimal::Decimal;
use std::{cmp::Ordering, ops::ControlFlow};
use store::{
    imports,
    register::{self, Row},
    suggestions::State,
    transactions,
};

const NAMES: [&str; 4] = ["", "Bäckerei", "REWE 100%", "rent_a_car"];

async fn filled() -> common::Book {
    let book = book().await;
    let mut step = book.begin(StepKind::AddTransaction).await;
    let mut first = Vec::new();
    for n in 0..150_i64 {
        let account = if n % 3 == 0 { book.card } else { book.giro };
        let date = format!("2026-{:02}-{:02}", n * 7 % 5 + 1, n * 11 % 9 + 10);
        let minor = if n % 4 == 0 { 10 + n % 6 } else { -10 - n % 6 };
        let category = [None, Some(1), Some(2), Some(45), Some(9)][usize::try_from(n % 5).unwrap()];
        let category = category.filter(|id| *id < 45);
        let payee = NAMES[usize::try_from(n % 4).unwrap()];
        let mut new = typed(account, &date, payee, minor, category);
        new.tags = if n % 7 == 0 { vec!["trip".into(), "fun".into()] } else { Vec::new() };
        new.memo = if n % 10 == 0 { "50% RABATT".into() } else { String::new() };
        first.push(add(&mut step, &new).await);
    }
    transactions::link(&mut step, first[0], first[1], 0).await.unwrap();
    transactions::link(&mut step, first[50], first[70], 0).await.unwrap();
    let rows = (0..40).map(|n| {
        let mut row = line(n * 3);
        row.text = "MÜLLER DROGERIE".into();
        row
    });
    imports::insert(&mut step, &statement(book.giro), rows, |_| ControlFlow::Continue(()))
        .await
        .unwrap();
    step.commit().await.unwrap();
    book
}

fn filters() -> impl Strategy<Value = Filter> {
    let day =
        (1..6u32, 8..21u32).prop_map(|(m, d)| chrono::NaiveDate::from_ymd_opt(2026, m, d).unwrap());
    let period = prop::option::of((day.clone(), day).prop_map(|(a, b)| Period::new(a, b)));
    let category = prop_oneof![
        4 => Just(None),
        1 => Just(Some(CategoryChoice::Uncategorised)),
        1 => (1..10i64).prop_map(|id| Some(CategoryChoice::Category { id: id.into() })),
    ];
    let text = prop_oneof![4 => Just(""), 3 => prop::sample::select(
        vec!["bäck", "BÄCK", "100%", "50%", "_a_", "müller", "rewe", "\\", "'", "nothing"])];
    let rare = |one: i64, many: i64| prop::option::weighted(0.2, one..many);
    let direction = prop::option::weighted(0.2, prop::sample::select(Direction::ALL));
    // The amounts lie between 0.10 and 1.60; thousandths fall between two cents.
    let bound = prop::option::weighted(0.2, (0..1700i64).prop_map(|n| Decimal::new(n, 3)));
    let transfers = prop_oneof![3 => Just(Transfers::Include), 1 => Just(Transfers::Exclude), 1 => Just(Transfers::Only)];
    (
        period,
        prop::option::of(1..3i64),
        category,
        rare(1, 5),
        (rare(1, 3), rare(1, 4), rare(1, 4)),
        text,
        direction,
        (bound.clone(), bound),
        prop::bool::weighted(0.2),
        transfers,
    )
        .prop_map(
            |(
                period,
                account,
                category,
                payee,
                (import, tag, without_tag),
                text,
                direction,
                (min, max),
                review,
                transfers,
            )| {
                Filter {
                    period,
                    account: account.map(Into::into),
                    category,
                    payee: payee.map(Into::into),
                    import: import.map(Into::into),
                    tag: tag.map(Into::into),
                    without_tag: without_tag.map(Into::into),
                    text: text.into(),
                    direction,
                    amount_min: min,
                    amount_max: max,
                    review,
                    transfers,
                }
            },
        )
}

#[test]
fn every_window_is_the_plain_answer() {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let book = runtime.block_on(filled());
    let everything = runtime.block_on(async {
        let mut conn = book.db.read().await;
        let ids: Vec<_> = (1..=190).map(ledger::TransactionId::new).collect();
        register::rows(&mut conn, &ids).await.unwrap()
    });
    assert_eq!(everything.len(), 190);
    // The seeded tree: Food (1) has 2 to 4 below it, Travel (5) has 6 to 11, others nothing.
    let below = |id: i64| match id {
        1 => 1..5,
        5 => 5..12,
        id => id..id + 1,
    };
    let sort = (prop::sample::select(SortColumn::ALL), any::<bool>())
        .prop_map(|(column, descending)| Sort { column, descending });
    let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig::with_cases(400));
    let case = (filters(), sort, 0..200u32, 0..60u32);
    runner
        .run(&case, |(filter, sort, offset, limit)| {
            let got = runtime.block_on(async {
                let window = Window { offset, limit };
                register::page(&mut *book.db.read().await, &filter, sort, window).await.unwrap()
            });
            let mut expect: Vec<&Row> =
                everything.iter().filter(|row| meets(row, &filter, below)).collect();
            expect.sort_by(|a, b| {
                let order = order(a, b, sort.column);
                if sort.descending { order.reverse() } else { order }
            });
            prop_assert_eq!(got.total as usize, expect.len());
            let sum: i64 = expect.iter().map(|row| row.amount.minor()).sum();
            prop_assert_eq!(got.sums.iter().map(|sum| sum.minor()).sum::<i64>(), sum);
            let window = expect.iter().skip(offset as usize).take(limit as usize);
            let expect: Vec<_> = window.map(|row| row.id).collect();
            prop_assert_eq!(got.rows.iter().map(|row| row.id).collect::<Vec<_>>(), expect);
            for row in got.rows.iter().filter(|row| row.balance.is_some()) {
                prop_assert_eq!(row.balance, Some(balance_after(&everything, row)));
            }
            Ok(())
        })
        .unwrap();
}

fn meets(row: &Row, filter: &Filter, below: impl Fn(i64) -> std::ops::Range<i64>) -> bool {
    let text = filter.text.to_lowercase();
    let within = |field: &str| field.to_lowercase().contains(&text);
    // In the order in which they came; the third is nobody's.
    let name = |tag: ledger::TagId| ["trip", "fun", ""][usize::try_from(tag.row()).unwrap() - 1];
    let tagged = |tag| row.tags.iter().any(|one| one == name(tag));
    let uncategorised = row.splits.iter().any(|split| split.category.is_none());
    filter.period.is_none_or(|period| period.contains(row.date))
        && filter.account.is_none_or(|account| row.account == account)
        && filter.payee.is_none_or(|id| row.payee.as_ref().is_some_and(|payee| payee.0 == id))
        && filter.import.is_none_or(|import| row.import == Some(import))
        && match filter.category {
            None => true,
            Some(CategoryChoice::Uncategorised) => uncategorised,
            Some(CategoryChoice::Category { id }) => row
                .splits
                .iter()
                .any(|split| split.category.is_some_and(|c| below(id.row()).contains(&c.row()))),
        }
        && match filter.direction {
            None => true,
            Some(Direction::Expense) => row.amount.minor() < 0,
            Some(Direction::Income) => row.amount.minor() > 0,
        }
        && filter.tag.is_none_or(&tagged)
        && filter.without_tag.is_none_or(|tag| !tagged(tag))
        && filter.amount_min.is_none_or(|min| row.amount.decimal().abs() >= min)
        && filter.amount_max.is_none_or(|max| row.amount.decimal().abs() <= max)
        && match filter.transfers {
            Transfers::Include => true,
            Transfers::Exclude => row.transfer.is_none(),
            Transfers::Only => row.transfer.is_some(),
        }
        && (!filter.review
            || row.transfer.is_none()
                && (uncategorised
                    || row.suggestion.as_ref().is_some_and(|said| said.state == State::Open)))
        && (within(row.payee.as_ref().map_or("", |payee| &payee.1))
            || within(&row.memo)
            || within(row.bank_text.as_deref().unwrap_or_default()))
}

fn order(a: &Row, b: &Row, column: SortColumn) -> Ordering {
    let payee = |row: &Row| row.payee.as_ref().map(|payee| payee.1.to_ascii_lowercase());
    // The seeded names in the order of their ids: Food, Groceries, ..., Flights.
    let category = |row: &Row| match row.splits[0].category.map(|id| id.row()) {
        None => None,
        Some(1) => Some("food"),
        Some(2) => Some("groceries"),
        Some(_) => Some("flights"),
    };
    let first = match column {
        SortColumn::Date => Ordering::Equal,
        SortColumn::Amount => a.amount.minor().cmp(&b.amount.minor()),
        SortColumn::Payee => payee(a).cmp(&payee(b)),
        SortColumn::Category => category(a).cmp(&category(b)),
    };
    first.then(a.date.cmp(&b.date)).then(a.id.cmp(&b.id))
}

fn balance_after(everything: &[Row], last: &Row) -> ledger::Money {
    let opening = if last.account.row() == 1 { 10_000 } else { 0 };
    let upto = everything
        .iter()
        .filter(|row| row.account == last.account && (row.date, row.id) <= (last.date, last.id));
    euro(opening + upto.map(|row| row.amount.minor()).sum::<i64>())
}
