//! From a bank's text to the payee in it.

mod noise;
mod token;

use crate::fold::fold;
use crate::lexicon;
use noise::{Noise, noise};
use token::{Token, tokens};

/// Who was paid or who paid.
#[derive(Debug, Clone, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub struct Payee {
    /// What a person sees: `Lidl`.
    pub name: String,
    /// What memory is keyed by: the folded name, `lidl`. Empty only for a text without any letter,
    /// digit or sign.
    pub key: String,
}

/// The payee in a bank's text: processors in front of it (`SQ *`, `PAYPAL *`), the bank's own
/// words (`Kartenzahlung`, `POS PURCHASE`), dates, card, terminal and reference numbers, forms of
/// companies, towns and countries behind it are removed, and shouting is lowered. Cleaning a
/// cleaned name changes nothing. A text that is nothing but such words stays as it is, without
/// its numbers.
pub fn clean(text: &str) -> Payee {
    let mut name = once(text);
    // Removing one thing may bring another to the edge; a few passes reach the end of it.
    for _ in 0..PASSES {
        let next = once(&name);
        if next == name {
            break;
        }
        name = next;
    }
    let mut key = fold(&name);
    if key.is_empty() {
        key = name.to_lowercase();
    }
    Payee { name, key }
}

const PASSES: usize = 8;

/// The longest phrase of `noise.tsv` and `places.tsv`, in words.
const LONGEST: usize = 7;

fn once(text: &str) -> String {
    let noise = noise();
    let mut all = tokens(before_slashes(text));
    drop_processor(&mut all, noise);
    drop_numbers(&mut all, noise);
    if all.is_empty() {
        return text.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    let mut kept = after_label(&all, noise);
    if let Some(named) = after_lead(kept, noise) {
        kept = before_tail(before_gap(before_cut(named, noise)), noise);
    }
    let key = joined(kept);
    if let Some(display) = lexicon::display(&key) {
        return display.to_owned();
    }
    kept.iter().map(|token| token.written()).collect::<Vec<_>>().join(" ")
}

/// `REWE SAGT DANKE//Hamburg/DE`: German banks put the town behind two slashes.
fn before_slashes(text: &str) -> &str {
    match text.split_once("//") {
        Some((before, _)) if before.chars().any(char::is_alphabetic) && !before.ends_with(':') => {
            before
        }
        _ => text,
    }
}

fn joined(tokens: &[Token<'_>]) -> String {
    let mut key = String::with_capacity(tokens.len() * 8);
    for token in tokens {
        if !key.is_empty() {
            key.push(' ');
        }
        key.push_str(&token.key);
    }
    key
}

/// How many tokens at the front form a phrase that `known` knows, the most possible.
fn at_front(tokens: &[Token<'_>], known: impl Fn(&str) -> bool) -> usize {
    let most = tokens.len().min(LONGEST);
    (1..=most).rev().find(|&n| known(&joined(&tokens[..n]))).unwrap_or(0)
}

fn at_back(tokens: &[Token<'_>], known: impl Fn(&str) -> bool) -> usize {
    let most = tokens.len().min(LONGEST);
    (1..=most).rev().find(|&n| known(&joined(&tokens[tokens.len() - n..]))).unwrap_or(0)
}

/// `SQ *JOES DINER`, `PAYPAL *STEAM`, `SumUp Cafe Rosa`.
fn drop_processor(tokens: &mut Vec<Token<'_>>, noise: &Noise) {
    if let Some(star) = tokens.iter().position(Token::is_star) {
        let before = &tokens[..star];
        let lead = at_front(before, |key| noise.lead.contains(key));
        let named =
            lead < before.len() && noise.processor.contains(joined(&before[lead..]).as_str());
        let follows = tokens[star..].iter().any(|t| t.has_letters() && !t.is_number());
        let reference = star > 0 && tokens.get(star + 1).is_none_or(Token::is_number);
        if named && follows {
            tokens.drain(..=star);
        } else if reference {
            // `AMZN Mktp US*2K3AB12 Amzn.com/bill`: behind the star is the order, not the payee.
            tokens.truncate(star);
        }
    }
    tokens.retain(|token| !token.is_star());
}

/// Dates, times, amounts, masked cards, branch and reference numbers; but not the 7 of 7-Eleven.
fn drop_numbers(tokens: &mut Vec<Token<'_>>, noise: &Noise) {
    let branded = |tokens: &[Token<'_>], at: usize| {
        let from = at.saturating_sub(2);
        (from..=at).any(|start| {
            (at + 1..=tokens.len().min(start + 4))
                .any(|end| end - start > 1 && lexicon::is_brand(&joined(&tokens[start..end])))
        }) || (at == 0 && tokens[at].has_letters() && lexicon::is_brand(&tokens[at].key))
    };
    let is_month =
        |token: Option<&Token<'_>>| token.is_some_and(|t| noise.month.contains(t.key.as_str()));
    let mut drop = vec![false; tokens.len()];
    for at in 0..tokens.len() {
        let token = &tokens[at];
        if token.is_small_number() {
            let after = is_month(tokens.get(at + 1));
            let before = at > 0 && is_month(tokens.get(at - 1));
            drop[at] = after || before || ((at > 0 || tokens.len() == 1) && !branded(tokens, at));
            if after {
                drop[at + 1] = true;
            }
            if before && at > 1 {
                drop[at - 1] = true;
            }
        } else if token.is_number() {
            drop[at] = !branded(tokens, at);
            if at > 0 && drop[at] && is_month(tokens.get(at - 1)) {
                drop[at - 1] = true;
            }
        }
    }
    let mut drops = drop.into_iter();
    tokens.retain(|_| !drops.next().unwrap_or(false));
}

/// `IBAN: NL12 … Naam: BOL.COM` names its fields.
fn after_label<'t, 'a>(tokens: &'t [Token<'a>], noise: &Noise) -> &'t [Token<'a>] {
    let label =
        tokens.iter().position(|token| token.is_label && noise.label.contains(token.key.as_str()));
    match label {
        Some(at) if at + 1 < tokens.len() => &tokens[at + 1..],
        _ => tokens,
    }
}

/// Nothing if there is no payee, only the bank's words.
fn after_lead<'t, 'a>(mut tokens: &'t [Token<'a>], noise: &Noise) -> Option<&'t [Token<'a>]> {
    loop {
        // `Card Factory` is a shop, `Card purchase` is not.
        if at_front(tokens, lexicon::is_brand) > 1 {
            return Some(tokens);
        }
        match at_front(tokens, |key| noise.lead.contains(key) || noise.gateway.contains(key)) {
            0 => return Some(tokens),
            lead if lead == tokens.len() => return None,
            lead => tokens = &tokens[lead..],
        }
    }
}

fn before_cut<'t, 'a>(tokens: &'t [Token<'a>], noise: &Noise) -> &'t [Token<'a>] {
    let cut = (1..tokens.len()).find(|&at| {
        tokens[at].of_address || at_front(&tokens[at..], |key| noise.cut.contains(key)) > 0
    });
    &tokens[..cut.unwrap_or(tokens.len())]
}

/// Columns of fixed width: behind a wide gap stands the town.
fn before_gap<'t, 'a>(tokens: &'t [Token<'a>]) -> &'t [Token<'a>] {
    let gap = (1..tokens.len()).find(|&at| tokens[at].after_gap);
    &tokens[..gap.unwrap_or(tokens.len())]
}

fn before_tail<'t, 'a>(mut tokens: &'t [Token<'a>], noise: &Noise) -> &'t [Token<'a>] {
    loop {
        let Some((last, rest)) = tokens.split_last() else { return tokens };
        if rest.is_empty() {
            return tokens;
        }
        let legal = at_back(tokens, |key| noise.legal.contains(key));
        if legal > 0 && legal < tokens.len() {
            tokens = &tokens[..tokens.len() - legal];
            continue;
        }
        if at_back(tokens, lexicon::is_brand) > 1 {
            return tokens;
        }
        let town = at_back(tokens, |key| noise.place.contains(key));
        let bound = |n: usize| {
            tokens.len().checked_sub(n + 1).is_some_and(|at| noise.binds(&tokens[at].key))
        };
        let drop = if town > 0 && town < tokens.len() && !bound(town) {
            town
        } else if last.is_shouted() && is_region(&last.key, rest, noise) {
            1
        } else {
            let n = at_back(tokens, |key| noise.tail.contains(key));
            if n < tokens.len() { n } else { 0 }
        };
        if drop == 0 {
            return tokens;
        }
        tokens = &tokens[..tokens.len() - drop];
    }
}

/// A country's code, or a state's behind a town or a longer name.
fn is_region(code: &str, before: &[Token<'_>], noise: &Noise) -> bool {
    noise.code.contains(code)
        || (noise.state.contains(code)
            && (before.len() > 2 || at_back(before, |key| noise.place.contains(key)) > 0))
}
