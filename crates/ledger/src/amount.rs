//! Amounts as people type them: either decimal mark, thousands marks, a sign, small sums.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// What stands before the decimals in the user's locale; decides `1.234` when nothing else can.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub enum DecimalMark {
    /// `12.50`
    Point,
    /// `12,50`
    Comma,
}

/// Why a text is no amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AmountError {
    /// Nothing was typed.
    #[error("empty")]
    Empty,
    /// Not a number, or marks where none can be.
    #[error("not a number")]
    NotANumber,
    /// More digits than can be kept exactly.
    #[error("out of range")]
    Range,
}

/// A parsed amount, and whether the user wrote its sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Typed {
    /// The value with the sign as typed.
    pub value: Decimal,
    /// `+` or a minus sign stood in front.
    pub signed: bool,
}

/// Longest text that is looked at, in bytes.
const MAX_LENGTH: usize = 64;

/// Reads `12.50`, `12,50`, `1.234,56`, `1'234.56`, `-5`, `+5`, `12.50+3`, `30-4,5`.
///
/// Currency signs and spaces are skipped. A mark that occurs twice, or before another kind of
/// mark, separates thousands; a lone one followed by exactly three digits is `locale`'s guess;
/// any other is the decimal mark.
pub fn parse(text: &str, locale: DecimalMark) -> Result<Typed, AmountError> {
    if text.len() > MAX_LENGTH {
        return Err(AmountError::NotANumber);
    }
    let text: String =
        text.chars().filter(|c| !c.is_whitespace() && !is_currency_sign(*c)).collect();
    if text.is_empty() {
        return Err(AmountError::Empty);
    }
    let signed = text.starts_with(is_sign);
    let mut total = Decimal::ZERO;
    let mut rest = text.as_str();
    while !rest.is_empty() {
        let negative = rest.starts_with(['-', '\u{2212}']);
        rest = rest.strip_prefix(is_sign).unwrap_or(rest);
        let end = rest.find(is_sign).unwrap_or(rest.len());
        let term = number(&rest[..end], locale)?;
        total = total.checked_add(if negative { -term } else { term }).ok_or(AmountError::Range)?;
        rest = &rest[end..];
    }
    Ok(Typed { value: total, signed })
}

fn is_sign(c: char) -> bool {
    matches!(c, '+' | '-' | '\u{2212}')
}

fn is_currency_sign(c: char) -> bool {
    matches!(
        c,
        '$' | '€'
            | '£'
            | '¥'
            | '₹'
            | '₽'
            | '₺'
            | '₩'
            | '₪'
            | '₫'
            | '₴'
            | '₦'
            | '₱'
            | '฿'
    )
}

fn number(text: &str, locale: DecimalMark) -> Result<Decimal, AmountError> {
    let plain = match decimal_mark(text, locale) {
        Some(at) => {
            let (whole, fraction) = text.split_at(at);
            format!("{}.{}", grouped(whole)?, &fraction[1..])
        }
        None => grouped(text)?,
    };
    if !plain.contains(|c: char| c.is_ascii_digit()) {
        return Err(AmountError::NotANumber);
    }
    if !plain.chars().all(|c| c.is_ascii_digit() || c == '.') {
        return Err(AmountError::NotANumber);
    }
    let padded = format!("0{}0", if plain.contains('.') { plain } else { plain + "." });
    Decimal::from_str_exact(&padded).map(|d| d.normalize()).map_err(|_| AmountError::Range)
}

/// Where the decimal mark stands, if there is one.
fn decimal_mark(text: &str, locale: DecimalMark) -> Option<usize> {
    let last = text.rfind(['.', ','])?;
    let mark = text[last..].chars().next()?;
    let others = text[..last].contains(['.', ',', '\'', '\u{2019}']);
    if text[..last].contains(mark) {
        return None;
    }
    let three_behind = text.len() - last == 4;
    if three_behind && !others && last > 0 {
        let local = if locale == DecimalMark::Point { '.' } else { ',' };
        return (mark == local).then_some(last);
    }
    Some(last)
}

/// Takes thousands marks out; each must be followed by exactly three digits, all of one kind.
fn grouped(text: &str) -> Result<String, AmountError> {
    let mark = text.chars().find(|c| matches!(c, '.' | ',' | '\'' | '\u{2019}'));
    let Some(mark) = mark else { return Ok(text.to_owned()) };
    let mut groups = text.split(mark);
    let mut plain = groups.next().unwrap_or_default().to_owned();
    if plain.is_empty() || plain.len() > 3 {
        return Err(AmountError::NotANumber);
    }
    for group in groups {
        if group.len() != 3 || !group.bytes().all(|b| b.is_ascii_digit()) {
            return Err(AmountError::NotANumber);
        }
        plain.push_str(group);
    }
    Ok(plain)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn reads_what_people_type() {
        let check = |text: &str, locale, expect: Result<(&str, bool), AmountError>| {
            let got = parse(text, locale).map(|typed| (typed.value.to_string(), typed.signed));
            assert_eq!(got, expect.map(|(v, s)| (v.to_owned(), s)), "{text:?} {locale:?}");
        };
        use AmountError::{Empty, NotANumber};
        use DecimalMark::{Comma, Point};
        check("12.50", Point, Ok(("12.5", false)));
        check("12.50", Comma, Ok(("12.5", false)));
        check("12,50", Point, Ok(("12.5", false)));
        check("1.234", Comma, Ok(("1234", false)));
        check("1.234", Point, Ok(("1.234", false)));
        check("1,234", Point, Ok(("1234", false)));
        check("1.234.567", Point, Ok(("1234567", false)));
        check("1.234,56", Point, Ok(("1234.56", false)));
        check("1,234.567", Comma, Ok(("1234.567", false)));
        check("1'234.50", Comma, Ok(("1234.5", false)));
        check("€ 1 234,50", Comma, Ok(("1234.5", false)));
        check("-5", Point, Ok(("-5", true)));
        check("\u{2212}5", Point, Ok(("-5", true)));
        check("+5", Point, Ok(("5", true)));
        check("12.50+3", Point, Ok(("15.5", false)));
        check("30-4,5", Comma, Ok(("25.5", false)));
        check(".5", Point, Ok(("0.5", false)));
        check("5.", Point, Ok(("5", false)));
        check("", Point, Err(Empty));
        check("  ", Point, Err(Empty));
        check("abc", Point, Err(NotANumber));
        check("1,23,4", Point, Err(NotANumber));
        check("1.2.3", Point, Err(NotANumber));
        check("12+", Point, Err(NotANumber));
        check("--5", Point, Err(NotANumber));
        check(".", Point, Err(NotANumber));
        check("1e9", Point, Err(NotANumber));
        check("\u{661}\u{662}", Point, Err(NotANumber));
    }

    proptest! {
        #[test]
        fn no_text_panics(text in any::<String>()) {
            let _ = parse(&text, DecimalMark::Point);
            let _ = parse(&text, DecimalMark::Comma);
        }

        #[test]
        fn any_text_of_digits_and_marks_is_safe(text in "[0-9.,'+\\- ]{0,24}") {
            let _ = parse(&text, DecimalMark::Comma);
        }
    }
}
