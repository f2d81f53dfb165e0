//! Operators: `category:food`, `amount:>50`, `-tag:trip`, `#trip`, `2024`; a value of several words
//! stands in quotation marks.

use super::{Vocabulary, amounts, category, when, words};
use crate::{CategoryChoice, Direction, Filter};

/// The register's search: its operators become conditions, the rest stays text. A period that is
/// written there is meant instead of the one that is shown.
pub fn search(filter: &Filter, vocabulary: &Vocabulary<'_>) -> Filter {
    let base = Filter { text: String::new(), ..filter.clone() };
    let (mut found, left) = take(&filter.text, base, vocabulary);
    let mut text = Vec::new();
    for word in left {
        match when::written(&word) {
            Some(period) => found.period = Some(period),
            None => text.push(word),
        }
    }
    found.text = text.join(" ");
    found
}

/// Whether a text may hold an operator: most have none, and need no names to be read.
pub fn has_operators(text: &str) -> bool {
    text.contains([':', '#']) || text.split_whitespace().any(|word| when::written(word).is_some())
}

/// Takes the operators of a text into a filter; the other words, and operators whose value means
/// nothing, as they were typed.
pub(super) fn take(
    text: &str,
    mut filter: Filter,
    vocabulary: &Vocabulary<'_>,
) -> (Filter, Vec<String>) {
    let left = split(text)
        .into_iter()
        .filter(|word| operator(word, &mut filter, vocabulary).is_none())
        .collect();
    (filter, left)
}

/// Words; white space in quotation marks does not part them.
fn split(text: &str) -> Vec<String> {
    let mut quoted = false;
    let parts = text.split(|c: char| {
        quoted ^= c == '"';
        c.is_whitespace() && !quoted
    });
    parts.filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

fn operator(word: &str, filter: &mut Filter, vocabulary: &Vocabulary<'_>) -> Option<()> {
    if let Some(tag) = word.strip_prefix('#') {
        filter.tag = Some(by_name(vocabulary.tags, tag)?);
        return Some(());
    }
    let (key, value) = word.split_once(':')?;
    let value = value.trim_matches('"').to_lowercase();
    match key.to_lowercase().as_str() {
        "amount" | "betrag" => {
            let mark = vocabulary.decimal_mark;
            let exact = || amounts::number(&value, mark).map(amounts::exactly);
            let (min, max) = amounts::sign(&value, mark).or_else(exact)?;
            (filter.amount_min, filter.amount_max) =
                (min.or(filter.amount_min), max.or(filter.amount_max));
        }
        "category" | "kategorie" if words::is_uncategorised(&value) => {
            filter.category = Some(CategoryChoice::Uncategorised);
        }
        "category" | "kategorie" => {
            let id = category(&value, vocabulary)?;
            filter.category = Some(CategoryChoice::Category { id });
        }
        "payee" | "empfänger" => filter.payee = Some(by_name(vocabulary.payees, &value)?),
        "account" | "konto" => filter.account = Some(by_name(vocabulary.accounts, &value)?),
        "tag" => filter.tag = Some(by_name(vocabulary.tags, &value)?),
        "-tag" => filter.without_tag = Some(by_name(vocabulary.tags, &value)?),
        "is" | "ist" => {
            filter.direction = Some(match value.as_str() {
                "income" | "einnahme" => Direction::Income,
                "expense" | "ausgabe" => Direction::Expense,
                _ => return None,
            });
        }
        _ => return None,
    }
    Some(())
}

/// By the whole name, or by what it begins with.
fn by_name<I: Copy>(all: &[(I, String)], value: &str) -> Option<I> {
    let value = value.to_lowercase();
    let by = |fits: &dyn Fn(&str) -> bool| {
        all.iter().find(|(_, name)| fits(&name.to_lowercase())).map(|(id, _)| *id)
    };
    by(&|name| name == value).or_else(|| by(&|name| !value.is_empty() && name.starts_with(&value)))
}
