//! How money could be saved, from the user's own rows.

use super::{Fact, Figures, Insight, Series, charges, moves, unusual::median};
use crate::{
    CategoryId, Direction, Filter, Month,
    report::{CategoryTotal, MonthCell},
    shape,
};
use std::{cmp::Reverse, collections::HashMap};

/// How many are given.
const TIPS: usize = 3;

/// Built-in categories whose recurring charges are services that one can do without.
const SERVICES: [&str; 4] = [
    "entertainment.streaming_media",
    "entertainment.games",
    "bills.subscriptions",
    "health.fitness",
];

/// Built-in categories where one decides anew each time, and those below them.
const FREE: [&str; 4] = ["food", "travel", "shopping", "entertainment"];

/// What the bank takes for its service.
const FEES: &str = "bills.bank_fees";

/// Small purchases that become a habit.
const HABITS: [&str; 3] = ["food.coffee_snacks", "food.restaurants", "travel.taxi_ride_hailing"];

/// Purchases at one payee in a month that make a habit.
const OFTEN: u32 = 8;

/// Fewest earlier periods that say what is usual.
const LEAST_BEFORE: usize = 3;

/// A tip with what it could save in a year, in minor units.
struct Tip {
    saves: i64,
    insight: Insight,
}

/// The three that could save most.
pub(super) fn tips(figures: &Figures<'_>, series: &[Series]) -> Vec<Insight> {
    let mut tips = services(figures, series);
    tips.extend(above_usual(figures));
    tips.extend(fees(figures));
    tips.extend(habits(figures));
    tips.sort_by_key(|tip| Reverse(tip.saves));
    tips.truncate(TIPS);
    tips.into_iter().map(|tip| tip.insight).collect()
}

/// Several services of one kind: all but the dearest could go. One alone is told with what it
/// costs in a year.
fn services(figures: &Figures<'_>, series: &[Series]) -> Vec<Tip> {
    let mut by_category: HashMap<CategoryId, Vec<&Series>> = HashMap::new();
    let kinds: Vec<CategoryId> = ids(figures, &SERVICES).collect();
    for one in charges::active(figures, series) {
        if let Some(category) = one.category().filter(|category| kinds.contains(category)) {
            by_category.entry(category).or_default().push(one);
        }
    }
    let tip = |(category, mut services): (CategoryId, Vec<&Series>)| {
        services.sort_by_key(|one| Reverse(one.per_year()));
        let dearest = services[0];
        let per_year: i64 = services.iter().map(|one| one.per_year()).sum();
        if services.len() == 1 {
            let charge = charges::part(figures, dearest);
            let insight = Insight {
                about: charges::about("yearlyCost", dearest.payee()),
                rows: charge.rows.clone(),
                fact: Fact::YearlyCost { charge, per_year: figures.money(per_year) },
            };
            // What is used may well be worth its price.
            return Tip { saves: per_year / 2, insight };
        }
        let rows = Filter {
            period: Some(figures.scope.year()),
            direction: Some(Direction::Expense),
            ..moves::rows_of(figures, Some(category))
        };
        let insight = Insight {
            about: format!("severalServices:{category}"),
            rows,
            fact: Fact::SeveralServices {
                category,
                per_month: charges::monthly(figures, per_year),
                per_year: figures.money(per_year),
                charges: services.into_iter().map(|one| charges::part(figures, one)).collect(),
            },
        };
        Tip { saves: per_year.saturating_sub(dearest.per_year()), insight }
    };
    by_category.into_iter().map(tip).collect()
}

/// Categories of free choice that came to clearly more than they usually do.
fn above_usual(figures: &Figures<'_>) -> Vec<Tip> {
    let roots: Vec<CategoryId> = ids(figures, &FREE).collect();
    let mut found = Vec::new();
    for root in moves::totals(figures) {
        if !root.category.is_some_and(|id| roots.contains(&id)) {
            continue;
        }
        let leaves = if root.children.is_empty() { vec![root] } else { root.children };
        found.extend(leaves.iter().filter_map(|total| over(figures, total)));
    }
    found
}

fn over(figures: &Figures<'_>, total: &CategoryTotal) -> Option<Tip> {
    let category = total.category?;
    let usual = median(&before(figures, category)?)?;
    let over = total.amount.minor().saturating_sub(usual);
    let clearly = over.saturating_mul(100) >= usual.saturating_mul(15) && usual > 0;
    (clearly && figures.matters(over)).then(|| Tip {
        saves: over,
        insight: Insight {
            about: format!("aboveUsual:{category}"),
            rows: moves::rows_of(figures, Some(category)),
            fact: Fact::AboveUsual {
                category,
                amount: total.amount,
                usual: figures.money(usual),
                over: figures.money(over),
            },
        },
    })
}

/// What a category came to in each earlier period of the same length since the first row.
fn before(figures: &Figures<'_>, category: CategoryId) -> Option<Vec<i64>> {
    let length = figures.scope.months();
    let start = Month::of(figures.scope.period().from);
    let oldest = figures.months.iter().map(|cell| cell.month).min()?;
    let periods = usize::try_from(start.since(oldest) / length).ok()?;
    let mut sums = vec![0_i64; periods];
    for cell in figures.months.iter().filter(|cell| cell.month < start) {
        let within = cell.category.is_some_and(|id| figures.tree.is_within(id, category));
        let back = usize::try_from((start.since(cell.month) - 1) / length).ok();
        if let Some(sum) = back.and_then(|back| sums.get_mut(back)).filter(|_| within) {
            *sum = sum.saturating_sub(cell.inflow).saturating_sub(cell.outflow);
        }
    }
    (periods >= LEAST_BEFORE).then_some(sums)
}

fn fees(figures: &Figures<'_>) -> Option<Tip> {
    let category = *figures.by_key.get(FEES)?;
    let year = figures.scope.year();
    let within = |cell: &&MonthCell| {
        cell.category.is_some_and(|id| figures.tree.is_within(id, category))
            && year.contains(cell.month.first())
    };
    let totals =
        shape::totals(figures.months.iter().filter(within), figures.tree, figures.currency);
    let amount = totals.expenses;
    (amount.minor() > 0).then(|| Tip {
        saves: amount.minor(),
        insight: Insight {
            about: "fees".into(),
            rows: Filter { period: Some(year), ..moves::rows_of(figures, Some(category)) },
            fact: Fact::Fees { category, amount },
        },
    })
}

/// Payees of small purchases that are visited at least twice a week.
fn habits(figures: &Figures<'_>) -> Vec<Tip> {
    let kinds: Vec<CategoryId> = ids(figures, &HABITS).collect();
    let stretch = figures.scope.stretch();
    let is_habit = |category: Option<CategoryId>| category.is_some_and(|id| kinds.contains(&id));
    let often = OFTEN.saturating_mul(figures.scope.months().unsigned_abs());
    let mut found = Vec::new();
    for of_payee in figures.charges.chunk_by(|a, b| a.payee == b.payee) {
        let visits: Vec<i64> = of_payee
            .iter()
            .filter(|c| stretch.contains(c.day) && c.minor < 0 && is_habit(c.category))
            .map(|c| c.minor.saturating_neg())
            .collect();
        let times = u32::try_from(visits.len()).unwrap_or(u32::MAX);
        let sum: i64 = visits.iter().sum();
        if times < often || !figures.matters(sum) {
            continue;
        }
        let payee = of_payee[0].payee;
        let mut part = moves::payee_part(figures, payee, sum);
        part.rows.direction = Some(Direction::Expense);
        found.push(Tip {
            saves: sum / 2 * i64::from(12 / figures.scope.months()),
            insight: Insight {
                about: charges::about("often", payee),
                rows: part.rows.clone(),
                fact: Fact::Often { payee: part, times, half: figures.money(sum / 2) },
            },
        });
    }
    found
}

/// The categories that keys name, as far as the user has kept them.
fn ids<'f>(figures: &'f Figures<'_>, keys: &'f [&str]) -> impl Iterator<Item = CategoryId> {
    keys.iter().filter_map(|key| figures.by_key.get(*key).copied())
}
