//! Money: an exact number of minor units of one currency.

use crate::Currency;
use rust_decimal::{Decimal, RoundingStrategy};
use serde::{
    Deserialize, Deserializer, Serialize, Serializer, de::Error as _, ser::SerializeStruct,
};
use std::fmt;

/// The largest amount of one transaction, in minor units (9,999,999,999.99 at two decimals).
/// A million of them still fit into an `i64` sum.
pub const MAX_MINOR: i64 = 999_999_999_999;

/// An amount in the minor units of its currency. Outflow is negative, inflow positive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, specta::Type)]
#[specta(type = MoneyShape)]
pub struct Money {
    minor: i64,
    currency: Currency,
}

/// Why a decimal is no amount of a currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    /// More decimal places than the currency has.
    #[error("more decimal places than the currency has")]
    Precision,
    /// Beyond [`MAX_MINOR`].
    #[error("out of range")]
    Range,
}

impl Money {
    /// From minor units, as the database keeps them.
    pub const fn from_minor(minor: i64, currency: Currency) -> Self {
        Self { minor, currency }
    }

    /// Nothing, in a currency.
    pub const fn zero(currency: Currency) -> Self {
        Self { minor: 0, currency }
    }

    /// From an exact decimal; refuses what the currency cannot hold instead of rounding.
    pub fn exact(value: Decimal, currency: Currency) -> Result<Self, MoneyError> {
        let scaled = value.checked_mul(scale(currency)).ok_or(MoneyError::Range)?.normalize();
        if !scaled.fract().is_zero() {
            return Err(MoneyError::Precision);
        }
        Self::within_range(scaled, currency)
    }

    /// From a decimal that may be finer than the currency (a rate applied, a percentage).
    /// The one rounding of the project: half away from zero, as banks and tax forms do.
    pub fn rounded(value: Decimal, currency: Currency) -> Result<Self, MoneyError> {
        let scaled = value
            .checked_mul(scale(currency))
            .ok_or(MoneyError::Range)?
            .round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero);
        Self::within_range(scaled, currency)
    }

    fn within_range(scaled: Decimal, currency: Currency) -> Result<Self, MoneyError> {
        let minor = i64::try_from(scaled).map_err(|_| MoneyError::Range)?;
        if minor.unsigned_abs() > MAX_MINOR.unsigned_abs() {
            return Err(MoneyError::Range);
        }
        Ok(Self { minor, currency })
    }

    /// The amount in minor units.
    pub const fn minor(self) -> i64 {
        self.minor
    }

    /// Its currency.
    pub const fn currency(self) -> Currency {
        self.currency
    }

    /// The amount as a decimal number with the currency's places.
    pub fn decimal(self) -> Decimal {
        Decimal::new(self.minor, self.currency.exponent())
    }

    /// The sum; `None` on overflow or when the currencies differ.
    pub fn checked_add(self, other: Self) -> Option<Self> {
        if self.currency != other.currency {
            return None;
        }
        let minor = self.minor.checked_add(other.minor)?;
        Some(Self { minor, ..self })
    }

    /// The mean of `count` amounts that come to this one, rounded; `None` of none.
    pub fn mean(self, count: u32) -> Option<Self> {
        let each = self.decimal().checked_div(Decimal::from(count))?;
        Self::rounded(each, self.currency).ok()
    }

    /// The same amount in the other direction. Amounts are never `i64::MIN` (see [`MAX_MINOR`]);
    /// sums that reach it saturate.
    pub const fn negated(self) -> Self {
        Self { minor: self.minor.saturating_neg(), ..self }
    }

    /// Divides by weights so that the parts add up to the whole: each part gets its floor, the
    /// remainder goes one minor unit each to the largest fractions (largest remainder, Hamilton).
    /// Without a positive weight everything falls to the first part; no weights, no parts.
    pub fn allocate(self, weights: &[u32]) -> Vec<Self> {
        if weights.is_empty() {
            return Vec::new();
        }
        let total: i128 = weights.iter().map(|w| i128::from(*w)).sum();
        if total == 0 {
            let mut parts = vec![Self::zero(self.currency); weights.len()];
            parts[0] = self;
            return parts;
        }
        let whole = i128::from(self.minor);
        let mut floors: Vec<i128> = Vec::with_capacity(weights.len());
        let mut by_remainder: Vec<(i128, usize)> = Vec::with_capacity(weights.len());
        for (index, weight) in weights.iter().enumerate() {
            let share = whole * i128::from(*weight);
            floors.push(share.div_euclid(total));
            by_remainder.push((share.rem_euclid(total), index));
        }
        let mut left = whole - floors.iter().sum::<i128>();
        by_remainder.sort_by_key(|(remainder, index)| (std::cmp::Reverse(*remainder), *index));
        for (_, index) in by_remainder {
            if left == 0 {
                break;
            }
            floors[index] += 1;
            left -= 1;
        }
        floors
            .into_iter()
            .map(|part| Self { minor: i64::try_from(part).unwrap_or(self.minor), ..self })
            .collect()
    }
}

/// How many minor units one unit of the currency has.
fn scale(currency: Currency) -> Decimal {
    Decimal::from(10_i64.pow(currency.exponent()))
}

/// The plain decimal with the currency's places: `-12.30`. No currency, no grouping.
impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.decimal().fmt(f)
    }
}

/// How money stands on the wire: an exact decimal string beside its currency.
#[derive(Deserialize, specta::Type)]
struct MoneyShape {
    amount: String,
    currency: Currency,
}

impl Serialize for Money {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut shape = serializer.serialize_struct("Money", 2)?;
        shape.serialize_field("amount", &self.to_string())?;
        shape.serialize_field("currency", &self.currency)?;
        shape.end()
    }
}

impl<'de> Deserialize<'de> for Money {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let MoneyShape { amount, currency } = MoneyShape::deserialize(deserializer)?;
        let amount = amount.parse::<Decimal>().map_err(D::Error::custom)?;
        Self::exact(amount, currency).map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn yen() -> Currency {
        "JPY".parse().unwrap()
    }

    #[test]
    fn exact_keeps_or_refuses() {
        let check = |text: &str, currency: Currency, expect: Result<i64, MoneyError>| {
            let got = Money::exact(text.parse().unwrap(), currency).map(Money::minor);
            assert_eq!(got, expect, "{text} {currency}");
        };
        check("12.30", Currency::EUR, Ok(1230));
        check("12.300000", Currency::EUR, Ok(1230));
        check("-0.01", Currency::EUR, Ok(-1));
        check("12.305", Currency::EUR, Err(MoneyError::Precision));
        check("12", yen(), Ok(12));
        check("12.5", yen(), Err(MoneyError::Precision));
        check("9999999999.99", Currency::EUR, Ok(MAX_MINOR));
        check("10000000000", Currency::EUR, Err(MoneyError::Range));
        check("79228162514264337593543950335", Currency::EUR, Err(MoneyError::Range));
    }

    #[test]
    fn rounding_is_half_away_from_zero() {
        let round =
            |text: &str| Money::rounded(text.parse().unwrap(), Currency::EUR).unwrap().minor();
        assert_eq!(round("0.005"), 1);
        assert_eq!(round("-0.005"), -1);
        assert_eq!(round("0.0049"), 0);
    }

    #[test]
    fn a_mean_is_rounded_to_the_currency() {
        let mean = |minor, count| Money::from_minor(minor, Currency::EUR).mean(count);
        assert_eq!(mean(-1000, 3).map(Money::minor), Some(-333));
        assert_eq!(mean(1001, 2).map(Money::minor), Some(501));
        assert_eq!(mean(1000, 0), None);
    }

    #[test]
    fn currencies_do_not_mix() {
        let euro = Money::from_minor(1, Currency::EUR);
        assert_eq!(euro.checked_add(Money::from_minor(1, yen())), None);
        assert_eq!(euro.checked_add(euro).map(Money::minor), Some(2));
    }

    #[test]
    fn on_the_wire_it_is_a_string_beside_a_code() {
        let json = serde_json::to_string(&Money::from_minor(-1230, Currency::EUR)).unwrap();
        assert_eq!(json, r#"{"amount":"-12.30","currency":"EUR"}"#);
    }

    proptest! {
        #[test]
        fn parts_add_up(minor in -MAX_MINOR..=MAX_MINOR, weights in prop::collection::vec(0u32..1000, 1..9)) {
            let parts = Money::from_minor(minor, Currency::EUR).allocate(&weights);
            prop_assert_eq!(parts.len(), weights.len());
            prop_assert_eq!(parts.iter().map(|p| p.minor()).sum::<i64>(), minor);
        }

        #[test]
        fn print_then_parse_is_the_same(minor in -MAX_MINOR..=MAX_MINOR) {
            let money = Money::from_minor(minor, Currency::EUR);
            let again = Money::exact(money.to_string().parse().unwrap(), Currency::EUR);
            prop_assert_eq!(again, Ok(money));
        }
    }
}
