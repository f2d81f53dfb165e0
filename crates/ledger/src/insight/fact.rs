//! What there is to tell. Sentences are made of it where the reader's language is known.

use super::Rhythm;
use crate::{CategoryId, Filter, Money, Month, PayeeId};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// A fact with the rows that prove it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Insight {
    /// What it is about, whatever the period: its kind and what it speaks of, as `priceRise:12`.
    /// One that is not wanted is remembered by it.
    pub about: String,
    pub fact: Fact,
    /// The rows that its first figure is made of.
    pub rows: Filter,
}

/// A fact. Sums are positive figures for what is usual: spent for expenses, received for income.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Fact {
    /// What was spent, and by how much that differs from the stretch before.
    Spending {
        amount: Money,
        previous: Money,
        /// Positive when more was spent.
        change: Money,
        /// The change in percent of `previous`, one decimal; none when nothing was spent then.
        percent: Option<Decimal>,
    },
    /// What is left of the income.
    SavingsRate {
        /// In percent of the income, one decimal.
        rate: Decimal,
        previous: Option<Decimal>,
        /// Over all of the income of `months` together.
        average: Decimal,
        /// The months up to this one that had an income.
        months: Vec<MonthRate>,
    },
    /// When money is expected next, and what the account will come down to before, if nothing but
    /// the charges that are known to come again is taken from it: a projection.
    Payday {
        payee: PayeePart,
        day: NaiveDate,
        /// From today, 0: today.
        days: u32,
        /// On the account today.
        balance: Money,
        /// Of `charges`.
        due: Money,
        /// `balance` less `due`.
        lowest: Money,
        /// By day.
        charges: Vec<ExpectedPart>,
    },
    /// Much more than is usual at this payee.
    UnusualAmount {
        payee: PayeePart,
        day: NaiveDate,
        /// The median of what was paid before.
        usual: Money,
        /// How many times it was paid before.
        times: u32,
    },
    /// A charge that comes again costs more than it did.
    PriceRise {
        charge: RecurringPart,
        before: Money,
        /// The first one at the new price.
        day: NaiveDate,
        /// What the difference comes to in a year.
        per_year: Money,
    },
    /// A charge has turned out to come again.
    NewCharge { charge: RecurringPart, since: NaiveDate, per_year: Money },
    /// A charge that came again and again did not come.
    GoneCharge { charge: RecurringPart, last: NaiveDate, per_year: Money },
    /// A category came to clearly more or less than before, and who that went to.
    CategoryMoved {
        /// None: rows without a category.
        category: Option<CategoryId>,
        amount: Money,
        previous: Money,
        /// Positive when more was spent.
        change: Money,
        /// Those that account for most of it, at most two.
        payees: Vec<PayeeMove>,
    },
    /// Tip: several services of one kind.
    SeveralServices {
        category: CategoryId,
        per_month: Money,
        per_year: Money,
        charges: Vec<RecurringPart>,
    },
    /// Tip: a category is above what it usually comes to.
    AboveUsual {
        category: CategoryId,
        amount: Money,
        /// The median of the periods before.
        usual: Money,
        over: Money,
    },
    /// Tip: the bank was paid for its service, in the last twelve months.
    Fees { category: CategoryId, amount: Money },
    /// Tip: many small purchases at one place; every second one left out saves `half`.
    Often { payee: PayeePart, times: u32, half: Money },
    /// Tip: what a service costs in a year.
    YearlyCost { charge: RecurringPart, per_year: Money },
    /// Everything that comes again.
    Recurring { per_month: Money, per_year: Money, charges: Vec<RecurringPart> },
    /// Where most went: the top level of the tree.
    TopCategories { categories: Vec<CategoryPart> },
    /// Who got most.
    TopPayees { payees: Vec<PayeePart> },
}

/// The savings rate of a month, in percent with one decimal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct MonthRate {
    pub month: Month,
    pub rate: Decimal,
}

/// A category's part of a fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct CategoryPart {
    /// None: rows without a category.
    pub category: Option<CategoryId>,
    pub amount: Money,
    /// Of all that was spent, in percent with one decimal.
    pub share: Decimal,
    pub rows: Filter,
}

/// A payee's part of a fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct PayeePart {
    pub id: PayeeId,
    pub name: String,
    pub amount: Money,
    pub rows: Filter,
}

/// A charge that is expected on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct ExpectedPart {
    /// Whose it is; empty when the user planned it without a payee.
    pub name: String,
    pub day: NaiveDate,
    pub amount: Money,
    pub rows: Filter,
}

/// What moved at a payee.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct PayeeMove {
    pub id: PayeeId,
    pub name: String,
    pub amount: Money,
    pub previous: Money,
    /// Positive when more was spent.
    pub change: Money,
    pub rows: Filter,
}

/// A charge that comes again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct RecurringPart {
    pub id: PayeeId,
    pub name: String,
    pub rhythm: Rhythm,
    /// The last one.
    pub amount: Money,
    /// When it is expected next.
    pub next: NaiveDate,
    pub rows: Filter,
}
