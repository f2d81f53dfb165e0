//! The parts of a split in minor units.

use crate::rule::{Part, Share};
use ledger::{Money, draft::NewSplit};
use rust_decimal::Decimal;

/// Splits an amount: shares of the whole are rounded, and the last part takes what is left, so that
/// the parts add up to the last minor unit. Parts of nothing are left out. None when the parts do
/// not fit into the whole, or its currency has no such amount: then the rule says nothing.
pub(crate) fn split(whole: Money, parts: &[Part]) -> Option<Vec<NewSplit>> {
    let currency = whole.currency();
    let mut rest = whole;
    let mut splits = Vec::with_capacity(parts.len());
    for part in parts {
        let amount = match part.share {
            Share::Amount(size) => {
                let amount = Money::exact(size, currency).ok()?;
                if whole.minor() < 0 { amount.negated() } else { amount }
            }
            Share::Percent(percent) => {
                let share =
                    whole.decimal().checked_mul(percent)?.checked_div(Decimal::ONE_HUNDRED)?;
                Money::rounded(share, currency).ok()?
            }
            Share::Rest => rest,
        };
        rest = rest.checked_add(amount.negated())?;
        if amount.minor() != 0 {
            splits.push(NewSplit { category: part.category, amount, note: part.note.clone() });
        }
    }
    let against = |split: &NewSplit| split.amount.minor().signum() != whole.minor().signum();
    (!splits.is_empty() && !splits.iter().any(against)).then_some(splits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use ledger::Currency;
    use proptest::prelude::*;

    fn part(share: Share) -> Part {
        Part { category: None, share, note: String::new() }
    }

    fn amounts(minor: i64, currency: &str, shares: &[Share]) -> Option<Vec<i64>> {
        let parts: Vec<Part> = shares.iter().copied().map(part).collect();
        let whole = Money::from_minor(minor, currency.parse().unwrap());
        split(whole, &parts).map(|splits| splits.iter().map(|s| s.amount.minor()).collect())
    }

    #[test]
    fn the_last_part_takes_what_is_left() {
        use Share::{Amount, Percent, Rest};
        let percent = |text: &str| Percent(text.parse().unwrap());
        let amount = |text: &str| Amount(text.parse().unwrap());
        let thirds = [percent("33.33"), percent("33.33"), Rest];
        assert_eq!(amounts(-1000, "EUR", &thirds), Some(vec![-333, -333, -334]));
        assert_eq!(amounts(1000, "EUR", &[amount("2.50"), Rest]), Some(vec![250, 750]));
        assert_eq!(amounts(-1000, "EUR", &[amount("2"), percent("50"), Rest]), {
            Some(vec![-200, -500, -300])
        });
        assert_eq!(amounts(5, "EUR", &[percent("50"), Rest]), Some(vec![3, 2]));
        // Nothing is left for the last.
        assert_eq!(amounts(-1000, "EUR", &[amount("10"), Rest]), Some(vec![-1000]));
        // More than there is.
        assert_eq!(amounts(-1000, "EUR", &[amount("10.01"), Rest]), None);
        assert_eq!(amounts(-1000, "EUR", &[amount("6"), percent("50"), Rest]), None);
        // Yen have no decimals.
        assert_eq!(amounts(-1000, "JPY", &[amount("2.5"), Rest]), None);
        assert_eq!(amounts(-1000, "JPY", &[percent("12.55"), Rest]), Some(vec![-126, -874]));
    }

    proptest! {
        #[test]
        fn parts_add_up_and_go_one_way(
            minor in prop_oneof![-1_000_000_i64..0, 1_i64..1_000_000],
            shares in prop::collection::vec((any::<bool>(), 1_u32..6_000), 1..6),
        ) {
            let mut parts: Vec<Part> = shares
                .iter()
                .map(|(percent, size)| {
                    let size = Decimal::new(i64::from(*size), 2);
                    part(if *percent { Share::Percent(size) } else { Share::Amount(size) })
                })
                .collect();
            parts.push(part(Share::Rest));
            if let Some(splits) = split(Money::from_minor(minor, Currency::EUR), &parts) {
                prop_assert_eq!(splits.iter().map(|s| s.amount.minor()).sum::<i64>(), minor);
                prop_assert!(splits.iter().all(|s| s.amount.minor().signum() == minor.signum()));
            } else {
                let fixed: Decimal = parts.iter().map(|part| match part.share {
                    Share::Amount(size) => size,
                    Share::Percent(percent) => {
                        Decimal::new(minor.abs(), 2) * percent / Decimal::ONE_HUNDRED
                    }
                    Share::Rest => Decimal::ZERO,
                }).sum();
                // Half a cent of each part may be lost to rounding.
                let room = Decimal::new(5 * i64::try_from(parts.len()).unwrap(), 3);
                prop_assert!(fixed + room > Decimal::new(minor.abs(), 2), "{fixed} fits");
            }
        }
    }
}
