//! Amounts far above what a payee usually gets.

use super::{Charge, Fact, Figures, Insight, PayeePart, charges::about};
use crate::{Direction, Filter, PayeeId, Period, Transfers};

/// Fewest earlier payments that say what is usual.
const HISTORY: usize = 8;

/// Most that are told.
const MOST: usize = 5;

/// The largest payment of each payee in the stretch that is an outlier among those before it, the
/// largest excess first; payees of `risen` are told as such.
///
/// An outlier is beyond a modified z-score of 3.5, `0.6745 (x - median) / MAD` (Iglewicz and
/// Hoaglin, How to Detect and Handle Outliers, 1993), and at least half as much again as the
/// median. Where more than half of the payments were the same (MAD = 0) it is twice the median.
pub(super) fn amounts(figures: &Figures<'_>, risen: &[(PayeeId, Insight)]) -> Vec<Insight> {
    let mut found: Vec<(Charge, i64, usize)> = figures
        .charges
        .chunk_by(|a, b| a.payee == b.payee)
        .filter(|of| risen.iter().all(|(payee, _)| *payee != of[0].payee))
        .filter_map(|of| outlier(of, figures.scope.stretch()))
        .filter(|(charge, usual, _)| figures.matters(spent(charge) - usual))
        .collect();
    found.sort_by_key(|(charge, usual, _)| std::cmp::Reverse(spent(charge) - usual));
    found.truncate(MOST);
    found.into_iter().map(|found| insight(figures, found)).collect()
}

/// The outlier with the median before it and the number of payments that this is of.
fn outlier(of_payee: &[Charge], stretch: Period) -> Option<(Charge, i64, usize)> {
    let expenses = || of_payee.iter().filter(|charge| charge.minor < 0);
    let largest = expenses().filter(|c| stretch.contains(c.day)).max_by_key(|c| spent(c))?;
    let before: Vec<i64> = expenses().filter(|c| c.day < stretch.from).map(spent).collect();
    let (median, mad) = median_and_mad(&before)?;
    let (x, excess) = (spent(largest), spent(largest).saturating_sub(median));
    let far = match mad {
        0 => x >= median.saturating_mul(2),
        mad => i128::from(excess) * 6745 > i128::from(mad) * 35_000,
    };
    let much = x.saturating_mul(2) >= median.saturating_mul(3);
    (before.len() >= HISTORY && far && much).then_some((*largest, median, before.len()))
}

fn insight(figures: &Figures<'_>, (charge, usual, times): (Charge, i64, usize)) -> Insight {
    let amount = figures.money(spent(&charge));
    let rows = Filter {
        period: Some(Period::new(charge.day, charge.day)),
        payee: Some(charge.payee),
        direction: Some(Direction::Expense),
        amount_min: Some(amount.decimal()),
        amount_max: Some(amount.decimal()),
        transfers: Transfers::Exclude,
        ..Filter::default()
    };
    let name = figures.name(charge.payee);
    Insight {
        about: about("unusualAmount", charge.payee),
        fact: Fact::UnusualAmount {
            payee: PayeePart { id: charge.payee, name, amount, rows: rows.clone() },
            day: charge.day,
            usual: figures.money(usual),
            times: u32::try_from(times).unwrap_or(u32::MAX),
        },
        rows,
    }
}

fn spent(charge: &Charge) -> i64 {
    charge.minor.saturating_neg()
}

/// The median, and the median of the distances to it.
fn median_and_mad(values: &[i64]) -> Option<(i64, i64)> {
    let middle = median(values)?;
    let distances: Vec<i64> =
        values.iter().map(|value| value.saturating_sub(middle).saturating_abs()).collect();
    Some((middle, median(&distances)?))
}

/// The middle value, or half way between the two middle ones.
pub(super) fn median(values: &[i64]) -> Option<i64> {
    let mut sorted = values.to_vec();
    sorted.sort_unstable();
    let half = sorted.len() / 2;
    match sorted.len() % 2 {
        1 => sorted.get(half).copied(),
        _ => Some(sorted.get(half.checked_sub(1)?)?.midpoint(*sorted.get(half)?)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::AccountId;
    use chrono::{Days, NaiveDate};

    #[test]
    fn an_outlier_is_far_and_much() {
        let start: NaiveDate = "2026-01-01".parse().unwrap();
        let stretch = Period::new("2026-03-01".parse().unwrap(), "2026-03-31".parse().unwrap());
        let check = |before: &[i64], now: i64, expect: Option<i64>| {
            let charge = |day, minor: i64| Charge {
                payee: PayeeId::new(1),
                account: AccountId::new(1),
                day,
                minor: -minor,
                category: None,
            };
            let mut rows: Vec<Charge> =
                (0..).zip(before).map(|(n, minor)| charge(start + Days::new(n), *minor)).collect();
            rows.push(charge(stretch.from, now));
            let found = outlier(&rows, stretch).map(|(_, usual, _)| usual);
            assert_eq!(found, expect, "{now} after {before:?}");
        };
        let usual = [40, 45, 50, 55, 60, 48, 52, 51];
        check(&usual, 200, Some(50));
        check(&usual, 70, None);
        check(&usual[..7], 200, None);
        // Wide habits make a large amount usual.
        check(&[10, 200, 30, 150, 90, 40, 120, 60], 250, None);
        check(&[50; 8], 100, Some(50));
        check(&[50; 8], 99, None);
        // Tight habits do not make a slightly larger amount an event.
        check(&[1000, 1001, 1002, 1001, 1000, 1001, 1002, 1001], 1100, None);
    }

    #[test]
    fn the_middle_of_values() {
        assert_eq!(median(&[]), None);
        assert_eq!(median(&[3]), Some(3));
        assert_eq!(median(&[9, 1, 4]), Some(4));
        assert_eq!(median(&[9, 1, 4, 6]), Some(5));
    }
}
