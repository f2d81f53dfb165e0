//! What the words of a header mean, in the languages that banks write them in.
//!
//! All phrases are folded (see `fold::words`). Rank 0 is the plain word for a role; a higher rank gives way to a lower
//! one where a file has both. A column that only looks like one of the others (a foreign amount, a fee) has `Ignore`.

mod phrases;

use std::collections::HashMap;
use std::sync::LazyLock;

use iso_currency::Currency;

use crate::csv::words::phrases::{ENDINGS, PHRASES};
use crate::fold;
use crate::layout::Role;

pub(crate) type Meaning = (Role, u8);

/// Most words that a phrase has.
const MAX_PHRASE_WORDS: usize = 6;

static MEANINGS: LazyLock<HashMap<&'static str, Meaning>> = LazyLock::new(|| {
    let mut meanings = HashMap::new();
    for (role, rank, phrases) in PHRASES {
        for phrase in phrases.split('|') {
            // The first entry of a phrase counts.
            meanings.entry(phrase).or_insert((*role, *rank));
        }
    }
    meanings
});

/// What a header cell says its column holds.
pub(crate) fn meaning(header: &str) -> Option<Meaning> {
    if header.len() > 120 {
        return None;
    }
    let folded = fold::words(header);
    if folded.is_empty() {
        let is_marker = header.contains('+') && header.contains('-');
        return is_marker.then_some((Role::DebitCreditMarker, 0));
    }
    let exact = |phrase: &str| MEANINGS.get(phrase).copied();
    let before_bracket = before_bracket(header);
    let parted = fold::words(&part_capitals(header));
    exact(&folded)
        .or_else(|| exact(&parted))
        .or_else(|| exact(without_number(&folded)))
        .or_else(|| exact(&in_full(&parted)))
        .or_else(|| exact(&without_currency(&folded)?))
        .or_else(|| exact(&without_currency(before_bracket.as_ref()?)?))
        .or_else(|| exact(before_bracket.as_ref()?))
        .or_else(|| part(&parted))
        .or_else(|| ending(&folded))
}

/// The currency that a header cell names, such as `Betrag (EUR)`.
pub(crate) fn currency(header: &str) -> Option<Currency> {
    match header {
        header if header.contains('€') => Some(Currency::EUR),
        header if header.contains('£') => Some(Currency::GBP),
        header => header.split(|c: char| !c.is_alphanumeric()).find_map(|word| {
            (word.len() == 3 && word.bytes().all(|byte| byte.is_ascii_uppercase()))
                .then(|| Currency::from_code(word))?
        }),
    }
}

fn without_currency(folded: &str) -> Option<String> {
    let is_currency =
        |word: &str| word.len() == 3 && Currency::from_code(&word.to_uppercase()).is_some();
    let words: Vec<&str> =
        folded.split(' ').filter(|word| !is_currency(word) && *word != "in").collect();
    (!words.is_empty() && words.len() < folded.split(' ').count()).then(|| words.join(" "))
}

/// `TXN_DESC` as `transaction description`.
fn in_full(folded: &str) -> String {
    let words = folded.split(' ').map(|word| match word {
        "txn" | "trx" | "trans" | "tran" | "trn" => "transaction",
        "desc" | "descr" | "dscr" => "description",
        "amt" => "amount",
        "bal" => "balance",
        "dt" => "date",
        "curr" | "ccy" => "currency",
        "acct" | "acc" => "account",
        "num" | "nr" => "number",
        word => word,
    });
    words.collect::<Vec<_>>().join(" ")
}

/// `Beschreibung1`, `Description 2`, `Omschrijving-3`: all of one kind.
fn without_number(folded: &str) -> &str {
    folded.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end()
}

/// `RunningBalance` as `Running Balance`.
fn part_capitals(header: &str) -> String {
    let mut parted = String::with_capacity(header.len() + 4);
    for c in header.chars() {
        if c.is_uppercase() && parted.ends_with(char::is_lowercase) {
            parted.push(' ');
        }
        parted.push(c);
    }
    parted
}

fn before_bracket(header: &str) -> Option<String> {
    let (before, _) = header.split_once(['(', '[', '*'])?;
    let folded = fold::words(before);
    (!folded.is_empty()).then_some(folded)
}

/// The longest phrase that stands somewhere in the cell as whole words.
fn part(folded: &str) -> Option<Meaning> {
    let words: Vec<&str> = folded.split(' ').collect();
    let is_there = |side: Role| {
        words.iter().any(|word| MEANINGS.get(word).is_some_and(|(role, _)| *role == side))
    };
    let is_both = is_there(Role::Debit) && is_there(Role::Credit);
    for length in (1..=words.len().min(MAX_PHRASE_WORDS)).rev() {
        let found = || {
            words.windows(length).filter_map(|words| {
                let phrase = words.join(" ");
                let is_telling =
                    phrase.len() >= 5 || matches!(phrase.as_str(), "date" | "data" | "dato");
                MEANINGS.get(phrase.as_str()).copied().filter(|_| is_telling)
            })
        };
        // An amount that is a debit is a debit; one that is a debit or a credit is an amount.
        let side = found()
            .find(|(role, _)| matches!(role, Role::Debit | Role::Credit))
            .map(|side| if is_both { (Role::Amount, 0) } else { side });
        if let Some((role, rank)) = side.or_else(|| found().next()) {
            return Some((role, rank + 2));
        }
    }
    None
}

fn ending(folded: &str) -> Option<Meaning> {
    let last = folded.split(' ').next_back()?;
    ENDINGS
        .iter()
        .find(|(_, _, ending)| last.ends_with(ending))
        .map(|(role, rank, _)| (*role, *rank))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_headers_of_many_languages() {
        for (header, role) in [
            ("Date", Role::Date),
            ("Buchungstag", Role::Date),
            ("Betrag (EUR)", Role::Amount),
            ("Betrag (Fremdwährung)", Role::Ignore),
            ("Debit CHF", Role::Debit),
            ("Beguenstigter/Zahlungspflichtiger", Role::Payee),
            ("Date de l'opération", Role::Date),
            ("Libellé", Role::Memo),
            ("Fecha valor", Role::ValueDate),
            ("Importe", Role::Amount),
            ("Af Bij", Role::DebitCreditMarker),
            ("Naam / Omschrijving", Role::Payee),
            ("Bedrag (EUR)", Role::Amount),
            ("Data operacji", Role::Date),
            ("Kwota", Role::Amount),
            ("Bokföringsdag", Role::Date),
            ("Belopp", Role::Amount),
            ("Beløb", Role::Amount),
            ("Määrä", Role::Amount),
            ("Částka", Role::Amount),
            ("Összeg", Role::Amount),
            ("Tutar", Role::Amount),
            ("Сумма операции", Role::Amount),
            ("お取引日", Role::Date),
            ("Running Balance", Role::Balance),
            ("RunningBalance", Role::Balance),
            ("Rechnungsbetrag", Role::Amount),
            ("+/-", Role::DebitCreditMarker),
        ] {
            assert_eq!(meaning(header).map(|(role, _)| role), Some(role), "{header}");
        }
        assert_eq!(meaning("REWE SAGT DANKE"), None);
        assert_eq!(currency("Debit CHF"), Some(Currency::CHF));
    }
}
