//! What the reports answer: typed figures, shaped from what the database added up.

use crate::{CategoryId, CategoryKind, Money, Month, Period};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::Serialize;

/// Money in and money out of a period, transfers left out.
///
/// An expense category's refunds lower `expenses`; without a category, inflow counts as income
/// and outflow as an expense.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Totals {
    /// Money in, positive.
    pub income: Money,
    /// Money out as a positive figure; negative when refunds outweigh purchases.
    pub expenses: Money,
    /// Income less expenses.
    pub savings: Money,
    /// Savings as a share of income in percent with one decimal; none without income.
    pub savings_rate: Option<Decimal>,
}

/// By how much a period's totals differ from the ones before; positive when they grew.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
pub struct Change {
    pub income: Money,
    pub expenses: Money,
    pub savings: Money,
}

/// A period held against the one before it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Summary {
    pub period: Period,
    pub previous_period: Period,
    pub current: Totals,
    pub previous: Totals,
    pub change: Change,
    /// Number of transactions in the period, transfers included.
    pub transactions: u32,
    /// Of these, in all currencies, how many wait for a decision about their category.
    pub undecided: u32,
    /// Other currencies with transactions in the period, which these figures leave out.
    pub other_currencies: Vec<crate::Currency>,
}

/// One category's part of a period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct CategoryTotal {
    /// None: rows without a category.
    pub category: Option<CategoryId>,
    pub kind: CategoryKind,
    /// Positive for what the kind is normally: money out of an expense, money into an income.
    pub amount: Money,
    /// Share of its kind's total in percent with one decimal.
    pub share: Decimal,
    /// The same in the period before.
    pub previous: Money,
    /// Number of splits.
    pub count: u32,
    /// The next level of the tree, largest first. Empty on the lowest level.
    pub children: Vec<CategoryTotal>,
}

/// One month of a series.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct MonthTotals {
    pub month: Month,
    pub totals: Totals,
}

/// One year of the trend.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct YearTotals {
    pub year: i32,
    pub totals: Totals,
}

/// Spending so far, day by day, against the period before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct DailySpending {
    /// One point a day of the period, up to today when it lies inside.
    pub current: Vec<DayPoint>,
    /// One point a day of the period before, all of them.
    pub previous: Vec<DayPoint>,
}

/// Spent from the first day to this one, as a positive figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct DayPoint {
    pub day: NaiveDate,
    pub spent: Money,
}

/// A payee's part of a period's spending.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct PayeeTotal {
    pub payee: crate::PayeeId,
    pub name: String,
    /// Money out as a positive figure.
    pub amount: Money,
    pub count: u32,
}

/// What each category came to, month by month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct History {
    /// The columns, in order.
    pub months: Vec<Month>,
    /// One a category that has a split, in no particular order.
    pub rows: Vec<HistoryRow>,
}

/// A category through the months.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct HistoryRow {
    /// None: rows without a category.
    pub category: Option<CategoryId>,
    /// One a month, money out negative.
    pub amounts: Vec<Money>,
}

/// What a category came to in a month, on all accounts of one currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MonthCell {
    pub month: Month,
    pub category: Option<CategoryId>,
    /// Sum of the positive splits, minor units.
    pub inflow: i64,
    /// Sum of the negative splits, minor units; never positive.
    pub outflow: i64,
    /// Number of splits.
    pub count: u32,
}
