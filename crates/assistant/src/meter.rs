//! What a request will cost, and what one did.

use crate::Request;

/// Tokens that a text has at most, roughly: tokenizers make one of some four bytes of English and
/// of some three of other Latin text, so that a third of the bytes errs upwards.
pub fn estimate(text: &str) -> u32 {
    u32::try_from(text.len().div_ceil(3)).unwrap_or(u32::MAX)
}

/// Tokens that a request takes at most, with its answer.
pub fn most(request: &Request) -> u32 {
    estimate(request.body()).saturating_add(request.most_out)
}

/// What the provider asks for a million tokens, in millionths of its currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Prices {
    pub per_million_in: u64,
    pub per_million_out: u64,
}

impl Prices {
    /// In millionths of the currency, rounded up.
    pub fn cost(self, tokens_in: u32, tokens_out: u32) -> u64 {
        let part = |tokens: u32, price: u64| u128::from(tokens) * u128::from(price);
        let sum = part(tokens_in, self.per_million_in) + part(tokens_out, self.per_million_out);
        u64::try_from(sum.div_ceil(1_000_000)).unwrap_or(u64::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn costs_are_exact_and_rounded_up() {
        // 0.15 and 0.60 a million.
        let prices = Prices { per_million_in: 150_000, per_million_out: 600_000 };
        assert_eq!(prices.cost(1_000_000, 1_000_000), 750_000);
        assert_eq!(prices.cost(1_234, 56), 219);
        assert_eq!(prices.cost(1, 0), 1);
        assert_eq!(prices.cost(0, 0), 0);
        let most = Prices { per_million_in: u64::MAX, per_million_out: u64::MAX };
        assert_eq!(most.cost(u32::MAX, u32::MAX), u64::MAX);
    }

    #[test]
    fn an_estimate_errs_upwards() {
        assert_eq!(estimate(""), 0);
        assert_eq!(estimate("Starbucks coffee"), 6);
    }
}
