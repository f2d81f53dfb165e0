//! A question about one's own rows, taken as a filter: by a small grammar of periods, amounts,
//! categories, payees, accounts and directions, in English and German. What it does not know it
//! says.
//!
//! The same names and amounts can be written as operators, in a question and in the register's
//! search: `category:food amount:>50 -tag:trip 2024`.

mod amounts;
mod operators;
mod when;
mod words;

use crate::{
    AccountId, CategoryChoice, CategoryId, DecimalMark, Filter, PayeeId, TagId, Transfers,
};
use chrono::NaiveDate;

/// The names that a question can use, and how its numbers are written.
#[derive(Clone, Copy)]
pub struct Vocabulary<'a> {
    pub decimal_mark: DecimalMark,
    pub accounts: &'a [(AccountId, String)],
    pub tags: &'a [(TagId, String)],
    /// With the key of a built-in one.
    pub categories: &'a [(CategoryId, String, Option<String>)],
    pub payees: &'a [(PayeeId, String)],
    /// What a word that is none of these is usually bought as.
    pub guess: &'a dyn Fn(&str) -> Option<CategoryId>,
}

/// What was understood, and what was not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// Transfers are left out.
    pub filter: Filter,
    /// The words that mean nothing here, as typed.
    pub unknown: Vec<String>,
}

pub use operators::{has_operators, search};

/// Reads a question that is asked on a day.
pub fn ask(question: &str, today: NaiveDate, vocabulary: &Vocabulary<'_>) -> Asked {
    let base = Filter { transfers: Transfers::Exclude, ..Filter::default() };
    let (mut filter, left) = operators::take(question, base, vocabulary);
    let typed: Vec<&str> = left
        .iter()
        .map(|word| word.trim_matches(|c: char| matches!(c, '?' | '!' | ',' | ';' | '"')))
        .map(|word| word.strip_suffix('.').unwrap_or(word))
        .filter(|word| !word.is_empty())
        .collect();
    let lower: Vec<String> = typed.iter().map(|word| word.to_lowercase()).collect();
    let words: Vec<&str> = lower.iter().map(String::as_str).collect();
    let mut unknown = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let before = at.checked_sub(1).map(|before| words[before]);
        match take(&words[at..], before, &mut filter, today, vocabulary) {
            Some(taken) => at += taken,
            None => {
                unknown.push(typed[at].to_owned());
                at += 1;
            }
        }
    }
    Asked { filter, unknown }
}

/// Takes what words begin with into the filter; how many words that were, none when they mean
/// nothing or what they say has been said.
fn take(
    words: &[&str],
    before: Option<&str>,
    filter: &mut Filter,
    today: NaiveDate,
    vocabulary: &Vocabulary<'_>,
) -> Option<usize> {
    if filter.period.is_none()
        && let Some((taken, period)) = when::days_of_a_month(words, today)
    {
        filter.period = Some(period);
        return Some(taken);
    }
    if let Some((taken, bounds)) = amounts::bounds(words, vocabulary.decimal_mark) {
        (filter.amount_min, filter.amount_max) =
            (bounds.0.or(filter.amount_min), bounds.1.or(filter.amount_max));
        return Some(taken);
    }
    if filter.period.is_none()
        && let Some((taken, period)) = when::period(words, today)
    {
        filter.period = Some(period);
        return Some(taken);
    }
    if let Some(direction) = words::direction(words[0]) {
        filter.direction.get_or_insert(direction);
        return Some(1);
    }
    // The longest name wins; a name of one word must not be a word of the sentence.
    let is_filler = words::is_filler(words[0]);
    let at_place = before.is_some_and(words::is_at);
    for length in (1..=words.len().min(4)).rev() {
        if length == 1 && is_filler {
            return Some(1);
        }
        if name(&words[..length].join(" "), at_place, filter, vocabulary) {
            return Some(length);
        }
    }
    // What a word is usually spent on, only where no name begins with it.
    if filter.category.is_none()
        && let Some(id) = (vocabulary.guess)(words[0])
    {
        // A shop where nothing was paid yet is not all shops of its kind.
        if before.is_some_and(|word| matches!(word, "at" | "bei"))
            && filter.payee.is_none()
            && filter.text.is_empty()
        {
            filter.text = words[0].to_owned();
            return Some(1);
        }
        filter.category = Some(CategoryChoice::Category { id });
        return Some(1);
    }
    None
}

/// Takes a name into the filter, unless it has one of its kind already. After "at" it is a payee
/// before it is anything else.
fn name(text: &str, at_place: bool, filter: &mut Filter, vocabulary: &Vocabulary<'_>) -> bool {
    let is = |name: &str| name.to_lowercase() == text;
    let payee_free = filter.payee.is_none() && filter.text.is_empty();
    let payee = || vocabulary.payees.iter().find(|(_, name)| payee_free && is(name));
    if at_place && let Some((id, _)) = payee() {
        filter.payee = Some(*id);
        return true;
    }
    if let Some(id) = category(text, vocabulary).filter(|_| filter.category.is_none()) {
        filter.category = Some(CategoryChoice::Category { id });
        return true;
    }
    if words::is_uncategorised(text) && filter.category.is_none() {
        filter.category = Some(CategoryChoice::Uncategorised);
        return true;
    }
    if let Some((id, _)) = payee() {
        filter.payee = Some(*id);
        return true;
    }
    let account = vocabulary.accounts.iter().find(|(_, name)| is(name));
    if let Some((id, _)) = account.filter(|_| filter.account.is_none()) {
        filter.account = Some(*id);
        return true;
    }
    if payee_free && vocabulary.payees.iter().any(|(_, name)| name.to_lowercase().contains(text)) {
        filter.text = text.to_owned();
        return true;
    }
    false
}

/// By name, as the user has it or as everyday language does, in the singular or the plural.
fn category(text: &str, vocabulary: &Vocabulary<'_>) -> Option<CategoryId> {
    let named = |text: &str| {
        vocabulary.categories.iter().find(|(_, name, key)| {
            name.to_lowercase() == text
                || key.as_deref().is_some_and(|key| key == text || words::means(key, text))
        })
    };
    let singular = ["s", "n", "en", "e"].iter().find_map(|end| named(text.strip_suffix(end)?));
    named(text).or(singular).map(|(id, ..)| *id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Period;
    use proptest::prelude::*;

    fn with<T>(read: impl FnOnce(&Vocabulary<'_>) -> T) -> T {
        let category = |id: i64, name: &str, key: &str| {
            let key = Some(key.to_owned()).filter(|key| !key.is_empty());
            (CategoryId::new(id), name.to_owned(), key)
        };
        let categories = [
            category(1, "Food", "food"),
            category(2, "Groceries", "food.groceries"),
            category(3, "Restaurants", "food.restaurants"),
            category(4, "Taxi & ride hailing", "travel.taxi_ride_hailing"),
            category(5, "Kites", ""),
        ];
        let vocabulary = Vocabulary {
            decimal_mark: DecimalMark::Point,
            accounts: &[
                (AccountId::new(1), "Giro".into()),
                (AccountId::new(2), "Visa Gold".into()),
            ],
            tags: &[(TagId::new(1), "trip".into())],
            categories: &categories,
            payees: &[
                (PayeeId::new(1), "Lidl".into()),
                (PayeeId::new(2), "Amazon Prime".into()),
                (PayeeId::new(3), "Amazon Marketplace".into()),
                (PayeeId::new(4), "Kites".into()),
            ],
            guess: &|word| (word == "sushi").then_some(CategoryId::new(3)),
        };
        read(&vocabulary)
    }

    fn today() -> NaiveDate {
        "2026-03-10".parse().unwrap()
    }

    /// A filter in short: category, payee, account, tag, text, bounds, direction, period.
    fn short(filter: &Filter) -> String {
        let mut parts: Vec<String> = Vec::new();
        let mut add = |name: &str, value: Option<String>| {
            parts.extend(value.map(|value| format!("{name}{value}")));
        };
        add(
            "c",
            match filter.category {
                Some(CategoryChoice::Category { id }) => Some(id.to_string()),
                Some(CategoryChoice::Uncategorised) => Some("0".into()),
                None => None,
            },
        );
        add("p", filter.payee.map(|id| id.to_string()));
        add("a", filter.account.map(|id| id.to_string()));
        add("#", filter.tag.map(|id| id.to_string()));
        add("-#", filter.without_tag.map(|id| id.to_string()));
        add("'", Some(filter.text.clone()).filter(|text| !text.is_empty()));
        add(">", filter.amount_min.map(|min| min.to_string()));
        add("<", filter.amount_max.map(|max| max.to_string()));
        add("", filter.direction.map(|direction| direction.as_str().into()));
        let days = |Period { from, to }: Period| format!("{from}..{to}");
        add("", filter.period.map(days));
        parts.join(" ")
    }

    #[test]
    fn questions_become_filters() {
        let check = |question: &str, expect: &str, unknown: &[&str]| {
            let asked = with(|vocabulary| ask(question, today(), vocabulary));
            assert_eq!(short(&asked.filter), expect, "{question}");
            assert_eq!(asked.unknown, unknown, "{question}");
        };
        let spring = "2026-03-01..2026-05-31";
        check("how often was I at sushi", "'sushi", &[]);
        check("between 1 and 15 january on food", "c1 2026-01-01..2026-01-15", &[]);
        check("vom 1. bis 15. Januar", "2026-01-01..2026-01-15", &[]);
        check("between 20 and 50 in january", ">20 <50 2026-01-01..2026-01-31", &[]);
        check("How much for taxis in spring?", &format!("c4 {spring}"), &[]);
        check("groceries last month over 50", "c2 >50 2026-02-01..2026-02-28", &[]);
        check("wie viel für Restaurants im März", "c3 2026-03-01..2026-03-31", &[]);
        check(
            "Wie viel habe ich 2025 bei Lidl ausgegeben?",
            "p1 expense 2025-01-01..2025-12-31",
            &[],
        );
        check("what did I spend at Amazon", "'amazon expense", &[]);
        check("Amazon Prime since january", "p2 2026-01-01..2026-03-10", &[]);
        check("how much did I earn last year", "income 2025-01-01..2025-12-31", &[]);
        check("Lebensmittel zwischen 20 und 50 €", "c2 >20 <50", &[]);
        check("essen über 12,50 vom giro", "c1 a1 >12.5", &[]);
        check("between january and march on visa gold", "a2 2026-01-01..2026-03-31", &[]);
        check("sushi this week", "c3 2026-03-09..2026-03-15", &[]);
        check("kites", "c5", &[]);
        check("at kites", "p4", &[]);
        check("uncategorised under 5", "c0 <5", &[]);
        check("food and groceries", "c1", &["groceries"]);
        check("quantum flux in 2024", "2024-01-01..2024-12-31", &["quantum", "flux"]);
        check("category:kites amount:>50 -tag:trip 2024", "c5 -#1 >50 2024-01-01..2024-12-31", &[]);
        check("", "", &[]);
    }

    #[test]
    fn operators_of_the_search_leave_the_rest_as_text() {
        let check = |text: &str, expect: &str| {
            let filter = Filter { text: text.into(), ..Filter::default() };
            assert_eq!(short(&with(|vocabulary| search(&filter, vocabulary))), expect, "{text}");
        };
        check("category:food amount:>50 2024 -tag:trip", "c1 -#1 >50 2024-01-01..2024-12-31");
        check("rewe markt", "'rewe markt");
        check("category:\"taxi & ride hailing\" airport", "c4 'airport");
        check("#trip payee:lidl", "p1 #1");
        check("account:visa amount:<=9.99", "a2 <9.99");
        check("amount:20..30 kategorie:none", "c0 >20 <30");
        check("amount:12", ">12 <12");
        // What an operator cannot mean is looked for as it stands.
        check("category:nonsense", "'category:nonsense");
        check("amount:much 10:30", "'amount:much 10:30");
        check("is:income", "income");
    }

    proptest! {
        #[test]
        fn no_question_panics(question in any::<String>(), words in "([a-zA-Z0-9:>#\"-]{0,8} ?){0,8}") {
            with(|vocabulary| {
                ask(&question, today(), vocabulary);
                ask(&words, today(), vocabulary);
                search(&Filter { text: words, ..Filter::default() }, vocabulary)
            });
        }
    }
}
