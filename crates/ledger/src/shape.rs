//! From sums to reports. The database adds up, this puts the sums where a reader looks for them.
//!
//! All sums handed in are of one currency.

use crate::{
    CategoryId, CategoryKind, Currency, Money, Month,
    report::{
        CategoryTotal, Change, DayPoint, History, HistoryRow, MonthCell, MonthTotals, Totals,
        YearTotals,
    },
};
use chrono::{Days, NaiveDate};
use rust_decimal::{Decimal, RoundingStrategy};
use std::collections::{BTreeMap, HashMap};

/// The category tree, as far as reports need it.
#[derive(Debug, Clone, Default)]
pub struct Tree(HashMap<CategoryId, Node>);

#[derive(Debug, Clone, Copy)]
struct Node {
    parent: Option<CategoryId>,
    kind: CategoryKind,
}

impl FromIterator<(CategoryId, Option<CategoryId>, CategoryKind)> for Tree {
    /// From each category with its parent and kind.
    fn from_iter<I: IntoIterator<Item = (CategoryId, Option<CategoryId>, CategoryKind)>>(
        categories: I,
    ) -> Self {
        Self(categories.into_iter().map(|(id, parent, kind)| (id, Node { parent, kind })).collect())
    }
}

impl Tree {
    /// None for an id that is not in the tree.
    fn node(&self, id: CategoryId) -> Option<Node> {
        self.0.get(&id).copied()
    }

    /// The category and those that it is below, from the nearest on.
    pub fn path(&self, id: CategoryId) -> impl Iterator<Item = CategoryId> {
        // At most as many steps as there are categories, should the tree ever hold a circle.
        std::iter::successors(Some(id), |id| self.node(*id)?.parent).take(self.0.len().max(1))
    }

    /// Whether a category is another one or below it.
    pub fn is_within(&self, id: CategoryId, other: CategoryId) -> bool {
        self.path(id).any(|one| one == other)
    }

    /// What inflow and outflow (never positive) of a category add to the total of a kind, as a
    /// positive figure for what is usual there.
    pub(crate) fn part(
        &self,
        category: Option<CategoryId>,
        inflow: i64,
        outflow: i64,
        kind: CategoryKind,
    ) -> i64 {
        let net = inflow.saturating_add(outflow);
        match (category.and_then(|id| self.node(id)).map(|node| node.kind), kind) {
            (Some(of), kind) if of != kind => 0,
            (Some(_), CategoryKind::Income) => net,
            (Some(_), CategoryKind::Expense) => net.saturating_neg(),
            (None, CategoryKind::Income) => inflow,
            (None, CategoryKind::Expense) => outflow.saturating_neg(),
        }
    }
}

/// Money in and out of some cells: what an expense category has come to lowers or raises the
/// expenses, an income category's the income; without a category the sign decides.
pub fn totals<'a>(
    cells: impl IntoIterator<Item = &'a MonthCell>,
    tree: &Tree,
    currency: Currency,
) -> Totals {
    let (mut income, mut expenses) = (0_i64, 0_i64);
    for cell in cells {
        income = income.saturating_add(part(cell, tree, CategoryKind::Income));
        expenses = expenses.saturating_add(part(cell, tree, CategoryKind::Expense));
    }
    let savings = income.saturating_sub(expenses);
    let money = |minor| Money::from_minor(minor, currency);
    Totals {
        income: money(income),
        expenses: money(expenses),
        savings: money(savings),
        savings_rate: (income > 0).then(|| percent(savings, income)),
    }
}

/// Counts what waits for a decision under what is suggested for it: `suggested` leaves the cell
/// without a category of its month.
pub fn count_suggested(cells: &mut Vec<MonthCell>, suggested: impl IntoIterator<Item = MonthCell>) {
    for new in suggested {
        let old = cells.iter_mut().find(|cell| cell.category.is_none() && cell.month == new.month);
        let Some(old) = old else { continue };
        old.inflow = old.inflow.saturating_sub(new.inflow);
        old.outflow = old.outflow.saturating_sub(new.outflow);
        old.count = old.count.saturating_sub(new.count);
        cells.push(new);
    }
}

/// What became of each total since `previous`.
pub fn change(current: Totals, previous: Totals) -> Change {
    let less = |now: Money, then: Money| {
        Money::from_minor(now.minor().saturating_sub(then.minor()), now.currency())
    };
    Change {
        income: less(current.income, previous.income),
        expenses: less(current.expenses, previous.expenses),
        savings: less(current.savings, previous.savings),
    }
}

/// Each category month by month from `first` to `last`.
pub fn history(cells: &[MonthCell], first: Month, last: Month, currency: Currency) -> History {
    let months: Vec<Month> = (0..=last.since(first)).map(|step| first.plus(step)).collect();
    let mut rows: HashMap<Option<CategoryId>, Vec<i64>> = HashMap::new();
    for cell in cells {
        let Ok(column) = usize::try_from(cell.month.since(first)) else { continue };
        let row = rows.entry(cell.category).or_insert_with(|| vec![0; months.len()]);
        if let Some(sum) = row.get_mut(column) {
            *sum = sum.saturating_add(cell.inflow).saturating_add(cell.outflow);
        }
    }
    let money = |minor| Money::from_minor(minor, currency);
    let row = |(category, sums): (_, Vec<i64>)| HistoryRow {
        category,
        amounts: sums.into_iter().map(money).collect(),
    };
    History { months, rows: rows.into_iter().map(row).collect() }
}

/// What a cell adds to its kind's total, as a positive figure for what is usual there.
fn part(cell: &MonthCell, tree: &Tree, kind: CategoryKind) -> i64 {
    tree.part(cell.category, cell.inflow, cell.outflow, kind)
}

/// In percent with one decimal, half away from zero; `whole` is not zero.
pub(crate) fn percent(part: i64, whole: i64) -> Decimal {
    let share = Decimal::from(part) * Decimal::ONE_HUNDRED / Decimal::from(whole);
    share.round_dp_with_strategy(1, RoundingStrategy::MidpointAwayFromZero)
}

/// Every month from `last` back, also those without a cell, in order.
pub fn months(
    cells: &[MonthCell],
    last: Month,
    count: u16,
    tree: &Tree,
    currency: Currency,
) -> Vec<MonthTotals> {
    let mut by_month: HashMap<Month, Vec<&MonthCell>> = HashMap::new();
    for cell in cells {
        by_month.entry(cell.month).or_default().push(cell);
    }
    (0..i32::from(count))
        .rev()
        .map(|back| {
            let month = last.plus(-back);
            let cells = by_month.remove(&month).unwrap_or_default();
            MonthTotals { month, totals: totals(cells, tree, currency) }
        })
        .collect()
}

/// Every year from the first cell's to the last one's.
pub fn years(cells: &[MonthCell], tree: &Tree, currency: Currency) -> Vec<YearTotals> {
    let mut by_year: BTreeMap<i32, Vec<&MonthCell>> = BTreeMap::new();
    for cell in cells {
        by_year.entry(cell.month.year()).or_default().push(cell);
    }
    let (Some((&first, _)), Some((&last, _))) =
        (by_year.first_key_value(), by_year.last_key_value())
    else {
        return Vec::new();
    };
    (first..=last)
        .map(|year| {
            let cells = by_year.remove(&year).unwrap_or_default();
            YearTotals { year, totals: totals(cells, tree, currency) }
        })
        .collect()
}

/// The tree of one kind with what it came to now and before, largest first. Categories without a
/// split in either period are left out.
pub fn categories(
    current: &[MonthCell],
    previous: &[MonthCell],
    tree: &Tree,
    kind: CategoryKind,
    currency: Currency,
) -> Vec<CategoryTotal> {
    let mut sums: HashMap<Option<CategoryId>, Sum> = HashMap::new();
    let mut add = |cell: &MonthCell, change: &dyn Fn(&mut Sum)| {
        let of = cell.category.and_then(|id| tree.node(id)).map(|node| node.kind);
        let touched = match of {
            Some(of) => of == kind,
            None => part(cell, tree, kind) != 0,
        };
        if !touched {
            return;
        }
        let mut at = cell.category.filter(|_| of.is_some());
        // At most as many steps as there are categories, should the tree ever hold a circle.
        for _ in 0..=tree.0.len() {
            change(sums.entry(at).or_default());
            match at.and_then(|id| tree.node(id)).and_then(|node| node.parent) {
                Some(parent) => at = Some(parent),
                None => break,
            }
        }
    };
    for cell in current {
        let amount = part(cell, tree, kind);
        add(cell, &|sum| {
            sum.amount = sum.amount.saturating_add(amount);
            sum.count = sum.count.saturating_add(cell.count);
        });
    }
    for cell in previous {
        let amount = part(cell, tree, kind);
        add(cell, &|sum| sum.previous = sum.previous.saturating_add(amount));
    }
    let mut children: HashMap<Option<CategoryId>, Vec<Option<CategoryId>>> = HashMap::new();
    for category in sums.keys() {
        let parent = category.and_then(|id| tree.node(id)).and_then(|node| node.parent);
        children.entry(parent).or_default().push(*category);
    }
    let level = Level { sums: &sums, children: &children, kind, currency };
    level.totals(None, 1000)
}

#[derive(Debug, Clone, Copy, Default)]
struct Sum {
    amount: i64,
    previous: i64,
    count: u32,
}

struct Level<'a> {
    sums: &'a HashMap<Option<CategoryId>, Sum>,
    children: &'a HashMap<Option<CategoryId>, Vec<Option<CategoryId>>>,
    kind: CategoryKind,
    currency: Currency,
}

impl Level<'_> {
    /// Those below `parent` share out its permille, together with what lies on itself.
    fn totals(&self, parent: Option<CategoryId>, permille: u32) -> Vec<CategoryTotal> {
        let Some(below) = self.children.get(&parent) else { return Vec::new() };
        let mut below: Vec<(Option<CategoryId>, Sum)> =
            below.iter().map(|id| (*id, self.sums[id])).collect();
        below.sort_by_key(|(id, sum)| (std::cmp::Reverse(sum.amount), id.is_none(), *id));
        let own = parent.map_or(0, |id| {
            below
                .iter()
                .fold(self.sums[&Some(id)].amount, |left, (_, sum)| left.saturating_sub(sum.amount))
        });
        let amounts: Vec<i64> =
            below.iter().map(|(_, sum)| sum.amount).chain(std::iter::once(own)).collect();
        let shares = shares(&amounts, permille);
        below
            .into_iter()
            .zip(shares)
            .map(|((category, sum), share)| CategoryTotal {
                category,
                kind: self.kind,
                amount: Money::from_minor(sum.amount, self.currency),
                share: Decimal::new(share.into(), 1),
                previous: Money::from_minor(sum.previous, self.currency),
                count: sum.count,
                // `None` is the rows without a category, and the root: it has no level below.
                children: category.map_or_else(Vec::new, |id| self.totals(Some(id), share)),
            })
            .collect()
    }
}

/// Shares out `whole` by amount so that the parts add up to it (largest remainder, Hamilton). What
/// is not positive, such as a category of refunds alone, has no share.
fn shares(amounts: &[i64], whole: u32) -> Vec<u32> {
    let weights: Vec<u128> =
        amounts.iter().map(|amount| u128::try_from(*amount).unwrap_or(0)).collect();
    let total: u128 = weights.iter().sum();
    if total == 0 {
        return vec![0; amounts.len()];
    }
    let exact = |weight: &u128| weight * u128::from(whole);
    let mut shares: Vec<u32> =
        weights.iter().map(|w| u32::try_from(exact(w) / total).unwrap_or(whole)).collect();
    let mut by_remainder: Vec<usize> = (0..weights.len()).collect();
    by_remainder.sort_by_key(|index| (std::cmp::Reverse(exact(&weights[*index]) % total), *index));
    let left = whole.saturating_sub(shares.iter().sum());
    for index in by_remainder.into_iter().take(left as usize) {
        shares[index] += 1;
    }
    shares
}

/// Spent from `first` up to each day until `last`, from what was spent on single days.
pub fn running(
    by_day: &[(NaiveDate, i64)],
    first: NaiveDate,
    last: NaiveDate,
    currency: Currency,
) -> Vec<DayPoint> {
    let by_day: HashMap<NaiveDate, i64> = by_day.iter().copied().collect();
    let mut spent = 0_i64;
    first
        .iter_days()
        .take_while(|day| *day <= last)
        .map(|day| {
            spent = spent.saturating_add(by_day.get(&day).copied().unwrap_or(0));
            DayPoint { day, spent: Money::from_minor(spent, currency) }
        })
        .collect()
}

/// The last day of a running sum: of the period, or today when that lies inside.
pub fn last_day(period: crate::Period, today: NaiveDate) -> NaiveDate {
    if period.contains(today) {
        today
    } else if today < period.from {
        // Nothing has been spent in a period to come.
        period.from.checked_sub_days(Days::new(1)).unwrap_or(period.from)
    } else {
        period.to
    }
}

#[cfg(test)]
#[path = "shape_tests.rs"]
mod tests;
