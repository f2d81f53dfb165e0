//! Whether somebody is a person rather than a merchant: payments between people are nobody's
//! business.

use std::{collections::HashSet, sync::LazyLock};

/// Given names that are common in the app's languages, folded, in alphabetical order.
static GIVEN: LazyLock<HashSet<&str>> =
    LazyLock::new(|| include_str!("../data/given_names.txt").split_whitespace().collect());

/// What stands before a person's name.
const TITLES: &[&str] = &[
    "herr", "frau", "mr", "mrs", "ms", "miss", "mme", "mlle", "monsieur", "madame", "sr", "sra",
    "senor", "senora", "sig", "signora", "dhr", "mevr", "pan", "pani",
];

/// What stands before or behind the name of a business that is called after its owner.
const BUSINESS: &[&str] = &[
    "ab",
    "apotheke",
    "ag",
    "and",
    "auto",
    "backerei",
    "bakery",
    "bank",
    "bar",
    "bistro",
    "bv",
    "cafe",
    "car",
    "clinic",
    "co",
    "coffee",
    "company",
    "corp",
    "dental",
    "dr",
    "drogerie",
    "energy",
    "farm",
    "fashion",
    "fitness",
    "foods",
    "garage",
    "garden",
    "gmbh",
    "grill",
    "group",
    "gym",
    "hair",
    "haus",
    "hospital",
    "hotel",
    "house",
    "inc",
    "insurance",
    "kg",
    "kitchen",
    "limited",
    "llc",
    "ltd",
    "market",
    "media",
    "metzgerei",
    "motors",
    "nails",
    "ohg",
    "pharmacy",
    "pizza",
    "praxis",
    "pub",
    "restaurant",
    "ristorante",
    "salon",
    "school",
    "shop",
    "spa",
    "sport",
    "store",
    "stores",
    "studio",
    "supermarket",
    "taxi",
    "und",
    "y",
    "zahnarzt",
];

/// Words of payments between people, by the services' names and the banks' words.
const BETWEEN: &[&str] = &[
    "bizum",
    "blik na telefon",
    "cash app",
    "e transfer",
    "etransfer",
    "freunde und familie",
    "friends and family",
    "from friend",
    "p2p",
    "paylib",
    "paym",
    "swish",
    "tikkie",
    "to friend",
    "twint",
    "venmo",
    "wero",
    "zelle",
];

/// Two to four words of letters, one of the outer ones a given name, none of a business; or a
/// title with anything behind it.
pub(crate) fn is_person(text: &str) -> bool {
    let words = words(text);
    let Some(first) = words.first() else { return false };
    if words.len() >= 2 && TITLES.contains(&first.as_str()) {
        return true;
    }
    let sole = words.len() == 1 && GIVEN.contains(first.as_str());
    let named = (2..=4).contains(&words.len())
        && words.iter().all(|word| word.chars().all(char::is_alphabetic))
        && !text.contains(['&', '\''])
        && !words.iter().any(|word| BUSINESS.contains(&word.as_str()))
        && [words.first(), words.last()]
            .into_iter()
            .flatten()
            .any(|word| GIVEN.contains(word.as_str()));
    sole || named
}

/// Whether the bank's words say that a person paid or was paid.
pub(crate) fn is_between_people(bank_text: &str) -> bool {
    let text = format!(" {} ", words(bank_text).join(" "));
    BETWEEN.iter().any(|phrase| text.contains(&format!(" {phrase} ")))
}

/// In lower case without accents.
fn words(text: &str) -> Vec<String> {
    use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};
    let plain: String = text
        .nfd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .map(|c| if c == 'ł' { 'l' } else { c })
        .collect();
    plain
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .map(String::from)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_are_told_from_shops() {
        for person in [
            "Anna Schmidt",
            "SCHMIDT, ANNA",
            "Müller Peter",
            "José García López",
            "Mrs Miller",
            "Herr Xy",
            "Łukasz Nowak",
            "Jean-Pierre Dupont",
            "ANNA",
            "Frau Dr Weiss",
        ] {
            assert!(is_person(person), "{person}");
        }
        for shop in [
            "Starbucks Coffee",
            "Ben & Jerry's",
            "Trader Joe's",
            "Peter Backerei",
            "Lidl",
            "Café Anna",
            "Uber",
            "Dr. Anna Schmidt Zahnarzt",
            "H&M",
            "Netflix.com",
            "7-Eleven",
            "Electric bill",
            "Doctor appointment",
        ] {
            assert!(!is_person(shop), "{shop}");
        }
    }

    #[test]
    fn the_list_is_folded_and_in_order() {
        let names: Vec<&str> = include_str!("../data/given_names.txt").split_whitespace().collect();
        assert!(names.len() > 500);
        assert!(names.windows(2).all(|pair| pair[0] < pair[1]));
        assert!(names.iter().all(|name| words(name) == [*name]));
    }
}
