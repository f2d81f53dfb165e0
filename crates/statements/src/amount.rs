//! Amounts as banks write them.

use iso_currency::Currency;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::digits;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum DecimalMark {
    Dot,
    Comma,
}

impl DecimalMark {
    /// The name used in questions and on the wire.
    pub fn name(self) -> &'static str {
        match self {
            DecimalMark::Dot => "dot",
            DecimalMark::Comma => "comma",
        }
    }
}

/// Which way the money goes, as a word or letter beside an amount says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Direction {
    In,
    Out,
}

/// An amount that was taken apart, its decimal mark perhaps still open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Amount {
    digits: i128,
    pub(crate) negative: bool,
    /// From a suffix or prefix such as `Dr`.
    pub(crate) direction: Option<Direction>,
    pub(crate) currency: Option<Currency>,
    scale: Scale,
    /// Written as money (with decimals, sign or currency), not as a bare whole number.
    pub(crate) is_money: bool,
    /// The amount itself shows its decimal mark.
    pub(crate) mark: Option<DecimalMark>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Scale {
    Known(u32),
    /// One mark with three digits behind it: `1.234` is 1234, or 1.234 if this is the decimal mark.
    ThousandsUnless(DecimalMark),
}

impl Amount {
    /// The value, with the sign as written and the direction not yet applied.
    pub(crate) fn value(&self, mark: DecimalMark) -> Option<Decimal> {
        let scale = match self.scale {
            Scale::Known(scale) => scale,
            Scale::ThousandsUnless(decimal) => 3 * u32::from(decimal == mark),
        };
        let digits = if self.negative { -self.digits } else { self.digits };
        Decimal::try_from_i128_with_scale(digits, scale).ok()
    }

    /// The mark of an amount such as `1.234`, which may stand before thousands or decimals.
    pub(crate) fn open_mark(&self) -> Option<DecimalMark> {
        match self.scale {
            Scale::Known(_) => None,
            Scale::ThousandsUnless(mark) => Some(mark),
        }
    }

    pub(crate) fn is_zero(&self) -> bool {
        self.digits == 0
    }
}

/// More digits than any bank needs, and few enough for `Decimal`.
const MAX_DIGITS: usize = 24;

/// Takes an amount apart: sign in front or behind, parentheses, currency signs and codes, `Dr`/`Cr` and the like,
/// groups of thousands by dot, comma, blank or apostrophe. `None` if the text is anything else.
pub(crate) fn parse(text: &str) -> Option<Amount> {
    if text.len() > 96 {
        return None;
    }
    let text = digits::plain(text.trim());
    if text.is_empty() || text.len() > 48 {
        return None;
    }
    let mut amount = Amount {
        digits: 0,
        negative: false,
        direction: None,
        currency: None,
        scale: Scale::Known(0),
        is_money: false,
        mark: None,
    };
    let core = undress(&text, &mut amount)?;
    if let Some(value) = scientific(core) {
        (amount.digits, amount.scale) = (value.mantissa(), Scale::Known(value.scale()));
        return Some(amount);
    }
    number(core, &mut amount)?;
    Some(amount)
}

/// `1e+05`, as statistics programs write a round number. With a capital `E` it is what a spreadsheet shows of a number
/// that was too long for its column, and is no amount.
fn scientific(core: &str) -> Option<Decimal> {
    let (mantissa, exponent) = core.split_once('e')?;
    let is_number = !mantissa.is_empty()
        && mantissa.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
        && exponent.trim_start_matches(['+', '-']).parse::<u8>().is_ok_and(|size| size <= 12);
    if is_number { Decimal::from_scientific(core).ok() } else { None }
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() || c == '\u{feff}'
}

/// Takes off everything around the number; `None` if something stands there that does not belong to an amount.
fn undress<'t>(text: &'t str, amount: &mut Amount) -> Option<&'t str> {
    let mut rest = text;
    let mut signs = 0;
    // Each turn takes one piece off the front or the back; an amount wears only a few.
    for _ in 0..8 {
        rest = rest.trim_matches(is_blank);
        let (first, last) = (rest.chars().next()?, rest.chars().next_back()?);
        if first == '(' && last == ')' && rest.len() > 2 {
            rest = &rest[1..rest.len() - 1];
            amount.negative = true;
            amount.is_money = true;
            signs += 1;
        } else if let Some((number, word)) =
            rest.strip_suffix(')').and_then(|rest| rest.rsplit_once('('))
            && let Some(direction) = direction(word.trim())
        {
            // `1,234.00(Dr)`
            rest = number;
            amount.direction = Some(direction);
            amount.is_money = true;
        } else if let Some(negative) = sign(first) {
            rest = &rest[first.len_utf8()..];
            amount.negative |= negative;
            amount.is_money = true;
            signs += 1;
        } else if first.is_ascii_digit() && last.is_ascii_digit() {
            break;
        } else if let Some(negative) = sign(last) {
            rest = &rest[..rest.len() - last.len_utf8()];
            // `50,-` is fifty, not minus fifty.
            if !rest.ends_with([',', '.']) {
                amount.negative |= negative;
                signs += 1;
            }
            amount.is_money = true;
        } else if let Some(shorter) = without_word(rest, amount) {
            rest = shorter;
        } else {
            break;
        }
    }
    (signs <= 1).then_some(rest)
}

fn sign(c: char) -> Option<bool> {
    match c {
        '-' | '−' | '–' | '‐' | '‑' => Some(true),
        '+' => Some(false),
        _ => None,
    }
}

/// Takes a currency or a direction off the front or back.
fn without_word<'t>(text: &'t str, amount: &mut Amount) -> Option<&'t str> {
    let is_word = |c: char| !c.is_ascii_digit() && !is_blank(c) && !"+-−()',".contains(c);
    let front = text.find(|c| !is_word(c)).unwrap_or(text.len());
    let back = text
        .rfind(|c: char| !is_word(c))
        .map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8));
    for (word, rest) in [(&text[..front], &text[front..]), (&text[back..], &text[..back])] {
        // A dot belongs to the number in `.50` and to the word in `Fr.`
        let bare = word.trim_matches('.');
        if bare.is_empty() {
            continue;
        }
        if let Some(direction) = direction(bare) {
            amount.direction = Some(direction);
            amount.is_money |= bare.len() > 1;
        } else if let Some(currency) = currency(bare)
            // Forints stand behind the amount; before it these letters begin a number of another kind.
            && !(bare.eq_ignore_ascii_case("ft") && text.starts_with(bare))
        {
            amount.currency = currency;
            // `R 12` is an amount in rand where it stands as one, and else the twelfth of something.
            amount.is_money |=
                currency.is_some() || !bare.bytes().any(|byte| byte.is_ascii_alphabetic());
        } else {
            continue;
        }
        return Some(rest);
    }
    None
}

fn direction(word: &str) -> Option<Direction> {
    match word.to_ascii_lowercase().as_str() {
        "dr" | "db" | "d" | "s" | "debit" | "soll" | "af" => Some(Direction::Out),
        "cr" | "c" | "h" | "k" | "credit" | "haben" | "bij" => Some(Direction::In),
        _ => None,
    }
}

/// `Some(None)` for signs that several currencies share.
#[expect(clippy::option_option, reason = "a sign is a currency even where it does not say which")]
fn currency(word: &str) -> Option<Option<Currency>> {
    if word.len() == 3
        && let Some(known) = Currency::from_code(&word.to_ascii_uppercase())
    {
        return Some(Some(known));
    }
    match word.to_lowercase().as_str() {
        "€" | "euro" | "euros" | "ευρω" | "ευρώ" => Some(Some(Currency::EUR)),
        "£" => Some(Some(Currency::GBP)),
        "us$" | "u$s" | "u$d" => Some(Some(Currency::USD)),
        "r$" => Some(Some(Currency::BRL)),
        "zł" | "zl" => Some(Some(Currency::PLN)),
        "kč" => Some(Some(Currency::CZK)),
        "ft" => Some(Some(Currency::HUF)),
        "sfr" => Some(Some(Currency::CHF)),
        "₹" => Some(Some(Currency::INR)),
        "₽" => Some(Some(Currency::RUB)),
        "₺" | "tl" => Some(Some(Currency::TRY)),
        "₴" | "грн" => Some(Some(Currency::UAH)),
        "₪" | "ש\"ח" | "שח" => Some(Some(Currency::ILS)),
        "₩" | "원" => Some(Some(Currency::KRW)),
        "₫" | "đ" | "vnđ" => Some(Some(Currency::VND)),
        "₦" => Some(Some(Currency::NGN)),
        "₸" => Some(Some(Currency::KZT)),
        "₾" => Some(Some(Currency::GEL)),
        "s/" => Some(Some(Currency::PEN)),
        "km" => Some(Some(Currency::BAM)),
        "dhs" | "د.إ" => Some(Some(Currency::AED)),
        "ر.س" => Some(Some(Currency::SAR)),
        "ksh" | "kshs" => Some(Some(Currency::KES)),
        "ج.م" => Some(Some(Currency::EGP)),
        "د.م" => Some(Some(Currency::MAD)),
        "د.ت" | "dt" => Some(Some(Currency::TND)),
        "د.ج" => Some(Some(Currency::DZD)),
        "د.ك" => Some(Some(Currency::KWD)),
        "ر.ق" => Some(Some(Currency::QAR)),
        "د.أ" => Some(Some(Currency::JOD)),
        "৳" => Some(Some(Currency::BDT)),
        "₭" => Some(Some(Currency::LAK)),
        "៛" => Some(Some(Currency::KHR)),
        "₮" => Some(Some(Currency::MNT)),
        "₼" => Some(Some(Currency::AZN)),
        "֏" => Some(Some(Currency::AMD)),
        "₲" | "gs" => Some(Some(Currency::PYG)),
        "bs" => Some(Some(Currency::BOB)),
        "rd$" => Some(Some(Currency::DOP)),
        "gh₵" | "gh¢" => Some(Some(Currency::GHS)),
        "fcfa" | "cfa" => Some(Some(Currency::XOF)),
        "тг" | "тенге" => Some(Some(Currency::KZT)),
        "$" | "¥" | "￥" | "￡" | "₨" | "円" | "元" | "kr" | "fr" | "rs" | "r" | "лв" | "lei"
        | "a$" | "c$" | "ca$" | "cad$" | "usd$" | "nz$" | "hk$" | "s$" | "nt$" | "mx$" | "cop$"
        | "rm" | "₱" | "฿" | "rp" | "руб" | "р" | "din" | "дин" | "ден" | "kn" | "₡" | "₵" => {
            Some(None)
        }
        _ => None,
    }
}

/// Digits with marks between them.
fn number(core: &str, amount: &mut Amount) -> Option<()> {
    let mut digits = 0usize;
    // The marks in order, and the digits before the first and after each.
    let (mut dots, mut commas, mut gaps) = (0usize, 0usize, 0usize);
    let (mut lead, mut run) = (None, 0usize);
    let mut last = None;
    let mut regular = true;
    for c in core.chars() {
        if let Some(digit) = c.to_digit(10) {
            digits += 1;
            run += 1;
            amount.digits = amount.digits * 10 + i128::from(digit);
            if digits > MAX_DIGITS {
                return None;
            }
            continue;
        }
        match c {
            '.' => dots += 1,
            ',' | '٫' => commas += 1,
            '\'' | '’' | '`' | '´' | '_' => gaps += 1,
            c if is_blank(c) => gaps += 1,
            _ => return None,
        }
        match last {
            None => lead = Some(run),
            // Between two marks stand three digits, in India two.
            Some(_) => regular &= matches!(run, 2 | 3),
        }
        last = Some(c);
        run = 0;
    }
    let (Some(last), Some(lead)) = (last, lead) else {
        return (digits > 0).then_some(());
    };
    if digits == 0 {
        return None;
    }
    let (mark, times) = match last {
        '.' => (DecimalMark::Dot, dots),
        ',' | '٫' => (DecimalMark::Comma, commas),
        _ => {
            // `1 234` and `1'234`: the last mark is no decimal mark, so that the others cannot be either.
            return (run == 3 && regular && (1..=3).contains(&lead) && dots + commas == 0)
                .then_some(());
        }
    };
    let other = match mark {
        DecimalMark::Dot => commas + gaps,
        DecimalMark::Comma => dots + gaps,
    };
    if times > 1 {
        // `1.234.567`: thousands only, so that the other one is the decimal mark.
        if run != 3 || !regular || other > 0 || !(1..=3).contains(&lead) {
            return None;
        }
        amount.mark = Some(match mark {
            DecimalMark::Dot => DecimalMark::Comma,
            DecimalMark::Comma => DecimalMark::Dot,
        });
        return Some(());
    }
    if !regular || (other > 0 && !(1..=3).contains(&lead)) {
        return None;
    }
    let leading_zero = core.trim_start().starts_with(['0', '.', ',']);
    if run == 3 && other == 0 && (1..=3).contains(&lead) && !leading_zero {
        amount.scale = Scale::ThousandsUnless(mark);
        amount.is_money = true;
        return Some(());
    }
    amount.scale = Scale::Known(u32::try_from(run).ok()?);
    amount.mark = Some(mark);
    amount.is_money |= run > 0;
    Some(())
}

#[cfg(test)]
#[path = "amount_tests.rs"]
mod tests;
