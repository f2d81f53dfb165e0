//! What was spent, on what, with whom, and what moved since the stretch before.

use super::{CategoryPart, Fact, Figures, Flow, Insight, PayeeMove, PayeePart};
use crate::{
    CategoryChoice, CategoryId, CategoryKind, Direction, Filter, Money, PayeeId,
    report::CategoryTotal,
    shape::{self, percent},
};
use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

/// Most of what a list names.
const TOP: usize = 3;

pub(super) fn spending(figures: &Figures<'_>) -> Option<Insight> {
    let totals = |cells| shape::totals(cells, figures.tree, figures.currency).expenses;
    let (amount, previous) = (totals(figures.current), totals(figures.previous));
    let change = amount.minor().saturating_sub(previous.minor());
    (amount.minor() != 0).then(|| Insight {
        about: "spending".into(),
        rows: Filter { direction: Some(Direction::Expense), ..figures.rows() },
        fact: Fact::Spending {
            amount,
            previous,
            change: figures.money(change),
            percent: (previous.minor() > 0).then(|| percent(change, previous.minor())),
        },
    })
}

pub(super) fn top_categories(figures: &Figures<'_>) -> Option<Insight> {
    let categories: Vec<CategoryPart> = totals(figures)
        .into_iter()
        .filter(|total| total.amount.minor() > 0)
        .take(TOP)
        .map(|total| CategoryPart {
            category: total.category,
            amount: total.amount,
            share: total.share,
            rows: rows_of(figures, total.category),
        })
        .collect();
    (!categories.is_empty()).then(|| Insight {
        about: "topCategories".into(),
        rows: figures.rows(),
        fact: Fact::TopCategories { categories },
    })
}

pub(super) fn top_payees(figures: &Figures<'_>) -> Option<Insight> {
    let mut sums: Vec<(PayeeId, i64)> =
        spent_by_payee(figures, figures.flows, &|_| true).into_iter().collect();
    sums.retain(|(_, spent)| *spent > 0);
    sums.sort_by_key(|(payee, spent)| (Reverse(*spent), *payee));
    sums.truncate(TOP);
    let payees: Vec<PayeePart> =
        sums.into_iter().map(|(payee, spent)| payee_part(figures, payee, spent)).collect();
    (!payees.is_empty()).then(|| Insight {
        about: "topPayees".into(),
        rows: figures.rows(),
        fact: Fact::TopPayees { payees },
    })
}

/// The categories that moved most, as far down the tree as one of them accounts for most of it:
/// by a tenth of what it was, and one in fifty of all that was spent.
pub(super) fn categories(figures: &Figures<'_>) -> Vec<Insight> {
    let before = shape::totals(figures.previous, figures.tree, figures.currency).expenses.minor();
    if before <= 0 {
        return Vec::new();
    }
    let mut moved: Vec<CategoryTotal> = totals(figures)
        .into_iter()
        .map(deepest)
        .filter(|total| {
            let by = change(total).saturating_abs();
            by.saturating_mul(50) >= figures.spent().max(before)
                && by.saturating_mul(10) >= total.previous.minor()
        })
        .collect();
    moved.sort_by_key(|total| Reverse(change(total).saturating_abs()));
    moved.truncate(TOP);
    moved.iter().map(|total| category_moved(figures, total)).collect()
}

fn category_moved(figures: &Figures<'_>, total: &CategoryTotal) -> Insight {
    let change = change(total);
    let within = |category: Option<CategoryId>| match total.category {
        Some(top) => category.is_some_and(|id| figures.tree.is_within(id, top)),
        None => category.is_none(),
    };
    let now = spent_by_payee(figures, figures.flows, &within);
    let then = spent_by_payee(figures, figures.previous_flows, &within);
    let payees: BTreeSet<PayeeId> = now.keys().chain(then.keys()).copied().collect();
    let sum = |sums: &BTreeMap<PayeeId, i64>, payee| sums.get(&payee).copied().unwrap_or(0);
    let mut moves: Vec<(PayeeId, i64, i64)> = payees
        .into_iter()
        .map(|payee| (payee, sum(&now, payee), sum(&then, payee)))
        // Those that moved the same way, by at least a quarter of it.
        .filter(|(_, now, then)| {
            let by = now.saturating_sub(*then);
            by.signum() == change.signum()
                && by.saturating_abs().saturating_mul(4) >= change.saturating_abs()
        })
        .collect();
    moves.sort_by_key(|(_, now, then)| Reverse(now.saturating_sub(*then).saturating_abs()));
    moves.truncate(2);
    let payee_move = |(payee, now, then): (PayeeId, i64, i64)| PayeeMove {
        id: payee,
        name: figures.name(payee),
        amount: figures.money(now),
        previous: figures.money(then),
        change: figures.money(now.saturating_sub(then)),
        rows: Filter { payee: Some(payee), ..rows_of(figures, total.category) },
    };
    Insight {
        about: match total.category {
            Some(id) => format!("categoryMoved:{id}"),
            None => "categoryMoved".into(),
        },
        rows: rows_of(figures, total.category),
        fact: Fact::CategoryMoved {
            category: total.category,
            amount: total.amount,
            previous: total.previous,
            change: figures.money(change),
            payees: moves.into_iter().map(payee_move).collect(),
        },
    }
}

/// The expense categories of the stretch with what they were before, as a tree.
pub(super) fn totals(figures: &Figures<'_>) -> Vec<CategoryTotal> {
    let Figures { current, previous, tree, currency, .. } = figures;
    shape::categories(current, previous, tree, CategoryKind::Expense, *currency)
}

/// Down to the one below that accounts for at least three fifths of the change.
fn deepest(total: CategoryTotal) -> CategoryTotal {
    let by = change(&total);
    let below = total.children.iter().find(|child| {
        let part = change(child);
        part.signum() == by.signum()
            && part.saturating_abs().saturating_mul(5) >= by.saturating_abs().saturating_mul(3)
    });
    match below {
        Some(child) => deepest(child.clone()),
        None => total,
    }
}

fn change(total: &CategoryTotal) -> i64 {
    total.amount.minor().saturating_sub(total.previous.minor())
}

/// The rows of a category in the stretch.
pub(super) fn rows_of(figures: &Figures<'_>, category: Option<CategoryId>) -> Filter {
    let category = match category {
        Some(id) => CategoryChoice::Category { id },
        None => CategoryChoice::Uncategorised,
    };
    Filter { category: Some(category), ..figures.rows() }
}

pub(super) fn payee_part(figures: &Figures<'_>, payee: PayeeId, spent: i64) -> PayeePart {
    PayeePart {
        id: payee,
        name: figures.name(payee),
        amount: Money::from_minor(spent, figures.currency),
        rows: Filter { payee: Some(payee), ..figures.rows() },
    }
}

/// What was spent with each payee in some categories.
fn spent_by_payee(
    figures: &Figures<'_>,
    flows: &[Flow],
    within: &dyn Fn(Option<CategoryId>) -> bool,
) -> BTreeMap<PayeeId, i64> {
    let mut sums = BTreeMap::new();
    for flow in flows.iter().filter(|flow| within(flow.category)) {
        let Flow { category, inflow, outflow, .. } = *flow;
        let spent = figures.tree.part(category, inflow, outflow, CategoryKind::Expense);
        let sum: &mut i64 = sums.entry(flow.payee).or_default();
        *sum = sum.saturating_add(spent);
    }
    sums
}
