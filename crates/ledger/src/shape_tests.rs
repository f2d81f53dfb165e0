use super::*;
use crate::Period;
use proptest::prelude::*;

const FOOD: i64 = 1;
const GROCERIES: i64 = 2;
const TRAVEL: i64 = 3;
const SALARY: i64 = 4;

fn tree() -> Tree {
    [
        (FOOD, None, CategoryKind::Expense),
        (GROCERIES, Some(FOOD), CategoryKind::Expense),
        (TRAVEL, None, CategoryKind::Expense),
        (SALARY, None, CategoryKind::Income),
    ]
    .map(|(id, parent, kind)| (CategoryId::new(id), parent.map(CategoryId::new), kind))
    .into_iter()
    .collect()
}

fn cell(month: &str, category: i64, inflow: i64, outflow: i64) -> MonthCell {
    MonthCell {
        month: month.parse().unwrap(),
        category: (category != 0).then(|| CategoryId::new(category)),
        inflow,
        outflow,
        count: 1,
    }
}

fn figures(cells: &[MonthCell]) -> (i64, i64, i64, Option<String>) {
    let t = totals(cells, &tree(), Currency::EUR);
    (
        t.income.minor(),
        t.expenses.minor(),
        t.savings.minor(),
        t.savings_rate.map(|rate| rate.to_string()),
    )
}

#[test]
fn refunds_lower_expenses_and_uncategorised_goes_by_sign() {
    let month = "2026-03";
    assert_eq!(figures(&[]), (0, 0, 0, None));
    assert_eq!(figures(&[cell(month, GROCERIES, 200, -1000)]), (0, 800, -800, None));
    assert_eq!(
        figures(&[cell(month, SALARY, 3000, -100), cell(month, 0, 50, -950)]),
        (2950, 950, 2000, Some("67.8".into()))
    );
}

#[test]
fn what_changed_is_now_less_then() {
    let of = |cells: &[MonthCell]| totals(cells, &tree(), Currency::EUR);
    let now = of(&[cell("2026-03", SALARY, 3000, 0), cell("2026-03", GROCERIES, 0, -900)]);
    let then = of(&[cell("2026-02", SALARY, 2500, 0), cell("2026-02", GROCERIES, 0, -1000)]);
    let got = change(now, then);
    assert_eq!((got.income.minor(), got.expenses.minor(), got.savings.minor()), (500, -100, 600));
}

#[test]
fn a_history_has_every_month_of_every_category() {
    let cells = [
        cell("2026-01", GROCERIES, 5, -100),
        cell("2026-03", GROCERIES, 0, -50),
        cell("2026-03", 0, 7, 0),
    ];
    let month = |text: &str| text.parse().unwrap();
    let mut got = history(&cells, month("2026-01"), month("2026-03"), Currency::EUR);
    got.rows.sort_by_key(|row| row.category);
    let figures: Vec<(Option<i64>, Vec<i64>)> = got
        .rows
        .iter()
        .map(|row| {
            let amounts = row.amounts.iter().map(|amount| amount.minor()).collect();
            (row.category.map(CategoryId::row), amounts)
        })
        .collect();
    assert_eq!(got.months.len(), 3);
    assert_eq!(figures, [(None, vec![0, 0, 7]), (Some(GROCERIES), vec![-95, 0, -50])]);
}

#[test]
fn categories_roll_up_and_their_shares_add_up() {
    let now = [
        cell("2026-03", GROCERIES, 0, -100),
        cell("2026-03", FOOD, 0, -100),
        cell("2026-03", TRAVEL, 0, -100),
        cell("2026-03", 0, 500, 0),
    ];
    let before = [cell("2026-02", GROCERIES, 0, -70), cell("2026-02", 0, 0, -5)];
    let got = categories(&now, &before, &tree(), CategoryKind::Expense, Currency::EUR);
    let flat = |t: &CategoryTotal| {
        (
            t.category.map(CategoryId::row),
            t.amount.minor(),
            t.share.to_string(),
            t.previous.minor(),
            t.count,
        )
    };
    assert_eq!(
        got.iter().map(flat).collect::<Vec<_>>(),
        [
            (Some(FOOD), 200, "66.7".into(), 70, 2),
            (Some(TRAVEL), 100, "33.3".into(), 0, 1),
            (None, 0, "0.0".into(), 5, 0),
        ]
    );
    let below: Vec<_> = got[0].children.iter().map(flat).collect();
    assert_eq!(below, [(Some(GROCERIES), 100, "33.4".into(), 70, 1)]);
    let income = categories(&now, &before, &tree(), CategoryKind::Income, Currency::EUR);
    assert_eq!(income.iter().map(flat).collect::<Vec<_>>(), [(None, 500, "100.0".into(), 0, 1)]);
}

#[test]
fn series_have_no_gaps() {
    let cells = [cell("2024-12", SALARY, 10, 0), cell("2026-02", SALARY, 5, 0)];
    let years = years(&cells, &tree(), Currency::EUR);
    assert_eq!(
        years.iter().map(|y| (y.year, y.totals.income.minor())).collect::<Vec<_>>(),
        [(2024, 10), (2025, 0), (2026, 5)]
    );
    let months = months(&cells, "2026-03".parse().unwrap(), 3, &tree(), Currency::EUR);
    assert_eq!(
        months.iter().map(|m| (m.month.to_string(), m.totals.income.minor())).collect::<Vec<_>>(),
        [("2026-01".into(), 0), ("2026-02".into(), 5), ("2026-03".into(), 0)]
    );
}

#[test]
fn running_sums_end_today() {
    let day = |text: &str| text.parse::<NaiveDate>().unwrap();
    let period = Period::month("2026-03".parse().unwrap());
    let check = |today: &str, expect: &[i64]| {
        let spent = [(day("2026-03-02"), 5), (day("2026-03-03"), -1)];
        let last = last_day(period, day(today));
        let got = running(&spent, period.from, last, Currency::EUR);
        assert_eq!(got.iter().map(|p| p.spent.minor()).collect::<Vec<_>>(), expect, "{today}");
    };
    check("2026-03-04", &[0, 5, 4, 4]);
    check("2026-02-28", &[]);
    assert_eq!(last_day(period, day("2026-05-01")), day("2026-03-31"));
}

proptest! {
    #[test]
    fn shares_add_up_when_anything_is_positive(
        amounts in prop::collection::vec(-1_000_000_000_000i64..1_000_000_000_000, 1..12),
        whole in 0u32..=1000,
    ) {
        let shares = shares(&amounts, whole);
        let any = amounts.iter().any(|amount| *amount > 0);
        prop_assert_eq!(shares.iter().sum::<u32>(), if any { whole } else { 0 });
        for (amount, share) in amounts.iter().zip(&shares) {
            prop_assert!(*amount > 0 || *share == 0);
        }
    }

    #[test]
    fn top_categories_add_up_to_the_totals(cells in prop::collection::vec((0i64..5, 0i64..10_000, -10_000i64..=0), 0..20)) {
        let cells: Vec<_> = cells.into_iter().map(|(c, i, o)| cell("2026-03", c, i, o)).collect();
        let totals = totals(&cells, &tree(), Currency::EUR);
        let sum = |kind| -> i64 {
            categories(&cells, &[], &tree(), kind, Currency::EUR).iter().map(|t| t.amount.minor()).sum()
        };
        prop_assert_eq!(sum(CategoryKind::Expense), totals.expenses.minor());
        prop_assert_eq!(sum(CategoryKind::Income), totals.income.minor());
    }
}
