//! Amounts in words: `over 50`, `zwischen 20 und 30 €`, `>50`, `20..30`.

use crate::{DecimalMark, amount};
use rust_decimal::Decimal;

/// At least, at most.
pub(super) type Bounds = (Option<Decimal>, Option<Decimal>);

#[derive(Clone, Copy)]
enum Side {
    Min,
    Max,
    Both,
}

const COMPARISONS: [(&[&str], Side); 22] = [
    (&["more", "than"], Side::Min),
    (&["at", "least"], Side::Min),
    (&["over"], Side::Min),
    (&["above"], Side::Min),
    (&["mehr", "als"], Side::Min),
    (&["mindestens"], Side::Min),
    (&["über"], Side::Min),
    (&["ueber"], Side::Min),
    (&["ab"], Side::Min),
    (&["less", "than"], Side::Max),
    (&["at", "most"], Side::Max),
    (&["up", "to"], Side::Max),
    (&["under"], Side::Max),
    (&["below"], Side::Max),
    (&["weniger", "als"], Side::Max),
    (&["höchstens"], Side::Max),
    (&["bis", "zu"], Side::Max),
    (&["unter"], Side::Max),
    (&["exactly"], Side::Both),
    (&["genau"], Side::Both),
    (&["of", "exactly"], Side::Both),
    (&["von", "genau"], Side::Both),
];

/// The bounds that words begin with, and how many of them say so.
pub(super) fn bounds(words: &[&str], mark: DecimalMark) -> Option<(usize, Bounds)> {
    let number = |at: usize| words.get(at).and_then(|word| number(word, mark));
    let with_currency = |end: usize| match words.get(end) {
        Some(word) if is_currency(word) => end + 1,
        _ => end,
    };
    if let (Some("between" | "zwischen"), Some(min), Some("and" | "und"), Some(max)) =
        (words.first().copied(), number(1), words.get(2).copied(), number(3))
    {
        return Some((with_currency(4), (Some(min), Some(max))));
    }
    if let Some(bounds) = sign(words[0], mark) {
        return Some((with_currency(1), bounds));
    }
    let (said, side) = COMPARISONS.iter().find(|(said, _)| words.starts_with(said))?;
    let value = number(said.len())?;
    Some((with_currency(said.len() + 1), of(*side, value)))
}

/// `>50`, `<=20`, `20..30`.
pub(super) fn sign(word: &str, mark: DecimalMark) -> Option<Bounds> {
    if let Some((min, max)) = word.split_once("..") {
        return Some((Some(number(min, mark)?), Some(number(max, mark)?)));
    }
    let (side, rest) = match word.split_at_checked(1)? {
        (">", rest) => (Side::Min, rest),
        ("<", rest) => (Side::Max, rest),
        ("=", rest) => (Side::Both, rest),
        _ => return None,
    };
    Some(of(side, number(rest.strip_prefix('=').unwrap_or(rest), mark)?))
}

/// An amount without a sign.
pub(super) fn number(word: &str, mark: DecimalMark) -> Option<Decimal> {
    amount::parse(word, mark).ok().filter(|typed| !typed.signed).map(|typed| typed.value)
}

pub(super) fn exactly(value: Decimal) -> Bounds {
    of(Side::Both, value)
}

fn of(side: Side, value: Decimal) -> Bounds {
    match side {
        Side::Min => (Some(value), None),
        Side::Max => (None, Some(value)),
        Side::Both => (Some(value), Some(value)),
    }
}

fn is_currency(word: &str) -> bool {
    let signs = word.chars().all(|c| !c.is_alphanumeric()) && word.chars().count() == 1;
    signs
        || matches!(
            word,
            "euro"
                | "euros"
                | "eur"
                | "dollar"
                | "dollars"
                | "usd"
                | "pounds"
                | "gbp"
                | "franken"
                | "chf"
        )
}
