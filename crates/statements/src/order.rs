//! Day or month first, dot or comma: decided from all dates and amounts of a file, asked only where they do not tell.

use std::cmp::Ordering;

use chrono::NaiveDate;

use crate::amount::{Amount, DecimalMark};
use crate::date::{Date, DateOrder};
use crate::statement::{Question, QuestionKind};

/// A statement rarely covers more days than this; one that seems to, beside a reading with far fewer, is misread.
const LONG_SPAN_DAYS: i64 = 1100;

/// For each order of day, month and year (as in [`DateOrder::ALL`]) what the dates would be.
#[derive(Default)]
pub(crate) struct DateProfile {
    pub(crate) count: u32,
    pub(crate) open: u32,
    dotted: u32,
    /// Six digits that may be anything.
    bare: u32,
    orders: [OrderProfile; 3],
}

#[derive(Default)]
struct OrderProfile {
    valid: u32,
    rises: u32,
    falls: u32,
    last: Option<NaiveDate>,
    range: Option<(NaiveDate, NaiveDate)>,
}

impl OrderProfile {
    fn add(&mut self, date: NaiveDate) {
        self.valid += 1;
        if let Some(last) = self.last {
            self.rises += u32::from(date > last);
            self.falls += u32::from(date < last);
        }
        self.last = Some(date);
        self.range =
            Some(self.range.map_or((date, date), |(from, to)| (from.min(date), to.max(date))));
    }

    /// Days between the first and the last date.
    fn days(&self) -> i64 {
        self.range.map_or(0, |(from, to)| (to - from).num_days())
    }

    fn is_sorted(&self) -> bool {
        self.rises == 0 || self.falls == 0
    }
}

impl DateProfile {
    pub(crate) fn add(&mut self, date: Date) {
        self.count += 1;
        self.open += u32::from(!matches!(date, Date::Sure(_)));
        self.dotted += u32::from(date.is_dotted());
        self.bare += u32::from(date.is_bare());
        for (order, profile) in DateOrder::ALL.into_iter().zip(&mut self.orders) {
            if let Some(date) = date.resolve(order) {
                profile.add(date);
            }
        }
    }

    pub(crate) fn are_bare(&self) -> bool {
        self.bare * 2 > self.count
    }

    fn of(&self, order: DateOrder) -> &OrderProfile {
        match order {
            DateOrder::Dmy => &self.orders[0],
            DateOrder::Mdy => &self.orders[1],
            DateOrder::Ymd => &self.orders[2],
        }
    }

    /// The orders in which most of the dates are dates at all.
    pub(crate) fn possible(&self) -> Vec<DateOrder> {
        let most = self.orders.iter().map(|order| order.valid).max().unwrap_or(0);
        let mut possible: Vec<DateOrder> =
            DateOrder::ALL.into_iter().filter(|order| self.of(*order).valid == most).collect();
        if self.dotted * 2 > self.count {
            possible = only(&possible, |order| order != DateOrder::Mdy);
        }
        possible
    }

    /// The likeliest of the orders that are open, and the question if several are.
    pub(crate) fn choose(
        &self,
        mut open: Vec<DateOrder>,
        preferred: DateOrder,
    ) -> (DateOrder, Option<Question>) {
        if self.open == 0 {
            return (DateOrder::Ymd, None);
        }
        let days = |order: &DateOrder| self.of(*order).days();
        let shortest = open.iter().map(days).min().unwrap_or(0);
        open = only(&open, |order| {
            days(&order) <= LONG_SPAN_DAYS || days(&order) < 5 * shortest.max(1)
        });
        // With two digits for the year, days taken for years make each entry a year of its own.
        let years = |order: &DateOrder| u8::from(*order == DateOrder::Ymd);
        let is_scattered = |order: DateOrder| {
            let other = open.iter().filter(|other| years(other) != years(&order)).map(days).min();
            other.is_some_and(|other| days(&order) > 300 && days(&order) > 20 * other.max(1))
        };
        open = only(&open, |order| !is_scattered(order));
        // In one order the dates run on steadily, in the others they jump to and fro.
        let is_jumping = |order: DateOrder| self.of(order).rises.min(self.of(order).falls) >= 2;
        let is_steady = |order: DateOrder| self.of(order).is_sorted() && self.count >= 5;
        if open.iter().filter(|order| is_steady(**order)).count() == 1 {
            open = only(&open, |order| is_steady(order) || !is_jumping(order));
        }
        let preferred = if open.contains(&preferred) { preferred } else { open[0] };
        // Days that follow each other are likelier than one day of every month.
        let chosen = open
            .iter()
            .copied()
            .find(|order| days(order) * 5 < days(&preferred))
            .unwrap_or(preferred);
        let others = open.iter().filter(|order| **order != chosen);
        let question = (open.len() > 1).then(|| Question {
            kind: QuestionKind::DateOrder,
            chosen: chosen.name().to_owned(),
            alternatives: others.map(|order| order.name().to_owned()).collect(),
        });
        (chosen, question)
    }
}

/// Those that fit, or all if none does.
pub(crate) fn only(orders: &[DateOrder], fits: impl Fn(DateOrder) -> bool) -> Vec<DateOrder> {
    let fitting: Vec<DateOrder> = orders.iter().copied().filter(|order| fits(*order)).collect();
    if fitting.is_empty() { orders.to_vec() } else { fitting }
}

/// How often amounts show their decimal mark, and how often they leave it open.
#[derive(Clone, Copy, Default)]
pub(crate) struct MarkProfile {
    dots: u32,
    commas: u32,
    /// Amounts such as `1.234`.
    open_dots: u32,
    /// Amounts such as `1,234`.
    open_commas: u32,
    /// Amounts without any mark, other than zero.
    bare: u32,
}

impl MarkProfile {
    pub(crate) fn add(&mut self, amount: &Amount) {
        match (amount.mark, amount.open_mark()) {
            (Some(DecimalMark::Dot), _) => self.dots += 1,
            (Some(DecimalMark::Comma), _) => self.commas += 1,
            (None, Some(DecimalMark::Dot)) => self.open_dots += 1,
            (None, Some(DecimalMark::Comma)) => self.open_commas += 1,
            (None, None) => self.bare += u32::from(!amount.is_zero()),
        }
    }

    pub(crate) fn and(self, other: MarkProfile) -> MarkProfile {
        MarkProfile {
            dots: self.dots.saturating_add(other.dots),
            commas: self.commas.saturating_add(other.commas),
            open_dots: self.open_dots.saturating_add(other.open_dots),
            open_commas: self.open_commas.saturating_add(other.open_commas),
            bare: self.bare.saturating_add(other.bare),
        }
    }

    /// The decimal mark that most amounts show, if any does.
    pub(crate) fn evident(self) -> Option<DecimalMark> {
        match self.commas.cmp(&self.dots) {
            Ordering::Greater => Some(DecimalMark::Comma),
            Ordering::Less => Some(DecimalMark::Dot),
            Ordering::Equal => (self.dots > 0).then_some(DecimalMark::Dot),
        }
    }

    /// The decimal mark, and the question if every amount with a mark can be read both ways.
    pub(crate) fn choose(self) -> (DecimalMark, Option<Question>) {
        let (chosen, other) = match self.evident() {
            Some(mark) => (mark, None),
            None if self.open_dots + self.open_commas == 0 => (DecimalMark::Dot, None),
            // Three digits behind the mark are thousands in most currencies.
            None if self.open_dots >= self.open_commas => {
                (DecimalMark::Comma, Some(DecimalMark::Dot))
            }
            None => (DecimalMark::Dot, Some(DecimalMark::Comma)),
        };
        // A currency of thousandths is written with them throughout.
        let other = other.filter(|_| self.bare == 0);
        let question = other.map(|other| Question {
            kind: QuestionKind::DecimalMark,
            chosen: chosen.name().to_owned(),
            alternatives: vec![other.name().to_owned()],
        });
        (chosen, question)
    }
}
