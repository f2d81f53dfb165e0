//! The amount of a line, and what people write beside it.

use super::{Range, Word};
use crate::{Currency, amount, draft::Writing};

/// The word that says most clearly that it is an amount: one with a sign or a mark before a bare
/// number, the first of several. With it, the groups of thousands and the currency beside it, and a
/// `for` in front.
pub(super) fn find(
    words: &[Word<'_>],
    taken: &[Option<Range>],
    writing: Writing,
    currency: Currency,
) -> Option<Range> {
    let is_taken = |index| taken.iter().flatten().any(|range| range.contains(index));
    let candidates = words.iter().enumerate().filter(|(index, word)| {
        !is_taken(*index)
            && word.text.contains(|c: char| c.is_ascii_digit())
            && amount::parse(word.text, writing.decimal_mark).is_ok()
    });
    let at = candidates
        .min_by_key(|(index, word)| (word.text.bytes().all(|b| b.is_ascii_digit()), *index))
        .map(|(index, _)| index)?;
    let free = |index: &usize| *index < words.len() && !is_taken(*index);
    let before = |index: usize| index.checked_sub(1).filter(&free);
    let after = |index: usize| Some(index + 1).filter(&free);
    let (mut first, mut last) = (at, at);
    while let Some(next) = after(last).filter(|next| is_group(words[*next].text))
        && is_front(words[first].text)
    {
        last = next;
    }
    while let Some(next) = before(first).filter(|next| is_front(words[*next].text))
        && is_group(words[first].text)
    {
        first = next;
    }
    let is_sign = |index: &usize| {
        let text = words[*index].text;
        amount::parse(text, writing.decimal_mark) == Err(amount::AmountError::Empty)
            || is_currency(text, currency)
    };
    if let Some(sign) = before(first).filter(is_sign) {
        first = sign;
    } else if let Some(sign) = after(last).filter(is_sign) {
        last = sign;
    }
    if let Some(word) = before(first).filter(|index| is_for(words[*index].text)) {
        first = word;
    }
    Some(Range { first, count: last - first + 1 })
}

/// The digits before the first gap of `1 234 567,89`.
fn is_front(word: &str) -> bool {
    (1..=3).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_digit())
}

/// Three digits behind such a gap, the last ones with decimals.
fn is_group(word: &str) -> bool {
    let (whole, decimals) = word.split_once(['.', ',']).unwrap_or((word, ""));
    whole.len() == 3 && (whole.bytes().chain(decimals.bytes())).all(|byte| byte.is_ascii_digit())
}

fn is_currency(word: &str, currency: Currency) -> bool {
    let euro = currency.code() == "EUR" && matches!(word, "Euro" | "euro" | "euros");
    euro || word.eq_ignore_ascii_case(currency.code())
}

fn is_for(word: &str) -> bool {
    matches!(word, "for" | "für")
}

/// What belongs to the amount and is no part of the number.
pub(super) fn is_beside(word: &str, currency: Currency) -> bool {
    is_currency(word, currency) || is_for(word)
}
