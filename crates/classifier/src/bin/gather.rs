//! Derives the lists under `data/` from the open lists they come from (see `data/NOTICE`):
//!
//!     cargo run -p classifier --bin gather -- ../shared/labels/gazetteer
//!
//! Needed only when those lists have a new release; the results are committed.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fs;
use std::path::Path;

use classifier::Category;
use classifier::fold::fold;

/// Kind of place in OpenStreetMap's words -> our category, and its rank: of several kinds under
/// one name the lowest rank is what people pay (Lidl is a supermarket before it is a charger).
/// The longest prefix counts. Kinds that are not listed are left out: banks, above all, are named
/// in every transfer.
const KINDS: &str = include_str!("kinds.tsv");

struct Kinds(BTreeMap<&'static str, (Category, u8)>);

impl Kinds {
    fn read() -> Result<Kinds, Box<dyn Error>> {
        let mut kinds = BTreeMap::new();
        for line in KINDS.lines().filter(|line| !line.starts_with('#')) {
            let [rank, category, names] = fields(line)?;
            let category = Category::from_key(category).ok_or(category)?;
            for name in names.split(' ') {
                kinds.insert(name, (category, rank.parse()?));
            }
        }
        Ok(Kinds(kinds))
    }

    fn find(&self, kind: &str) -> Option<(Category, u8)> {
        let mut prefix = kind;
        loop {
            if let Some(found) = self.0.get(prefix) {
                return Some(*found);
            }
            prefix = prefix.rsplit_once('/')?.0;
        }
    }
}

fn fields<const N: usize>(line: &str) -> Result<[&str; N], Box<dyn Error>> {
    let all: Vec<&str> = line.split('\t').collect();
    all.get(..N)
        .and_then(|some| some.try_into().ok())
        .ok_or_else(|| format!("bad line: {line}").into())
}

/// `us-ca.geojson` -> `us`; `001` -> `*`; other regions and circles on the map -> nothing.
fn country(code: &str) -> Option<&str> {
    let country = code.split(['-', '.']).next().unwrap_or(code);
    match country {
        "001" => Some("*"),
        "fx" => Some("fr"),
        _ if country.len() == 2 && country.bytes().all(|b| b.is_ascii_lowercase()) => Some(country),
        _ => None,
    }
}

fn brands(source: &str, kinds: &Kinds) -> Result<String, Box<dyn Error>> {
    let mut records = Vec::new();
    for line in source.lines().skip(1) {
        let [name, _, _, _, kind, countries, aliases] = fields(line)?;
        let Some((mut category, rank)) = kinds.find(kind) else { continue };
        // A town's utility that runs chargers, too: what people pay it is their bill.
        if fold(name).contains("stadtwerke") {
            category = Category::from_key("bills.electricity_heating").unwrap_or(category);
        }
        // A council's car parks and chargers are the least of what people pay it.
        if fold(name).split(' ').any(|word| word == "council") {
            category = Category::from_key("bills.taxes_fees").unwrap_or(category);
        }
        let countries: BTreeSet<&str> = countries.split(',').filter_map(country).collect();
        // An alias of one word is more often a collision ("coles" for Shell) than a help.
        let aliases = aliases.split('|').filter(|alias| alias.contains(' '));
        for name in std::iter::once(name).chain(aliases) {
            let name = name.replace('|', " ");
            let key = fold(&name);
            let infrastructure = rank > 5;
            let long_enough = key.chars().count() >= if infrastructure { 6 } else { 2 };
            if long_enough && key.chars().any(char::is_alphabetic) && name.len() < 60 {
                records.push((rank, key, name, category, countries.clone()));
            }
        }
    }
    records.sort();
    let mut taken = BTreeSet::new();
    let mut seen: BTreeMap<(String, Category), (String, BTreeSet<&str>)> = BTreeMap::new();
    for (_, key, name, category, countries) in records {
        for country in countries {
            if taken.insert((key.clone(), country)) {
                let entry = seen.entry((key.clone(), category));
                entry.or_insert_with(|| (name.clone(), BTreeSet::new())).1.insert(country);
            }
        }
    }
    let mut lines: BTreeMap<(Category, String), BTreeSet<String>> = BTreeMap::new();
    for ((_, category), (name, countries)) in seen {
        let everywhere = countries.contains("*");
        let list: Vec<&str> = countries.into_iter().filter(|c| !everywhere || *c == "*").collect();
        lines.entry((category, list.join(","))).or_default().insert(name);
    }
    let mut out = String::from(
        "# Derived from name-suggestion-index, see NOTICE. category, countries, names.\n",
    );
    for ((category, countries), names) in lines {
        let names: Vec<String> = names.into_iter().collect();
        out += &format!("{}\t{countries}\t{}\n", category.key(), names.join("|"));
    }
    Ok(out)
}

fn words(source: &str, kinds: &Kinds) -> Result<String, Box<dyn Error>> {
    let mut lines: BTreeMap<(Category, &str), BTreeSet<String>> = BTreeMap::new();
    for line in source.lines() {
        let [word, _, language, kind] = fields(line)?;
        let Some((category, _)) = kinds.find(kind) else { continue };
        let word = fold(word);
        let language = language.split(['-', '@']).next().unwrap_or(language);
        if word.chars().count() >= 3 && word.len() < 40 {
            lines.entry((category, language)).or_default().insert(word);
        }
    }
    let mut out =
        String::from("# Derived from id-tagging-schema, see NOTICE. category, language, words.\n");
    for ((category, language), words) in lines {
        let words: Vec<String> = words.into_iter().collect();
        out += &format!("{}\t{language}\t{}\n", category.key(), words.join("|"));
    }
    Ok(out)
}

/// Merchant category codes: 3000 to 3350 are airlines, to 3500 car hires, to 3999 hotels; the rest
/// by the class that the list gives.
fn code_category(code: &str, class: &str) -> Option<Category> {
    let key = match code.parse().unwrap_or(0_u16) {
        3000..=3350 => "travel.flights",
        3351..=3500 => "travel",
        3501..=3999 => "travel.lodging",
        _ => match class {
            "groceries" => "food.groceries",
            "restaurants" => "food.restaurants",
            "fuel" => "travel.fuel",
            "transport" | "car" | "travel" => "travel",
            "clothing" => "shopping.clothing",
            "electronics" => "shopping.electronics",
            "home" => "shopping.home_garden",
            "shopping" => "shopping",
            "housing" => "bills.rent_mortgage",
            "utilities" => "bills.electricity_heating",
            "telecom" => "bills.phone_internet",
            "insurance" => "bills.insurance",
            "fees_taxes" => "bills.taxes_fees",
            "subscriptions" => "bills.subscriptions",
            "entertainment" => "entertainment",
            "health" => "health.doctor_dentist",
            "fitness" => "health.fitness",
            "personal_care" => "health.personal_care",
            "education" => "other.education",
            "pets" => "other.pets",
            "gifts_charity" => "other.donations",
            _ => return None,
        },
    };
    Category::from_key(key)
}

fn codes(merchants: &str, travel: &str) -> Result<String, Box<dyn Error>> {
    let mut lines: BTreeMap<Category, BTreeSet<String>> = BTreeMap::new();
    for line in merchants.lines() {
        let [code, name, class] = fields(line)?;
        if let Some(category) = code_category(code, class) {
            lines.entry(category).or_default().insert(fold(name));
        }
    }
    for line in travel.lines() {
        let [name, _] = fields(line)?;
        let code = match name {
            _ if name.contains("air") => "3000",
            _ if name.contains("rent") || name.contains("auto") => "3351",
            _ => "3501",
        };
        if let Some(category) = code_category(code, "") {
            lines.entry(category).or_default().insert(fold(name));
        }
    }
    let mut out = String::from(
        "# Derived from lists of merchant category codes, see NOTICE. category, names.\n",
    );
    for (category, names) in lines {
        let names: Vec<String> = names.into_iter().collect();
        out += &format!("{}\t{}\n", category.key(), names.join("|"));
    }
    Ok(out)
}

fn main() -> Result<(), Box<dyn Error>> {
    let from = std::env::args().nth(1).ok_or("the folder of the open lists is missing")?;
    let from = Path::new(&from);
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    let kinds = Kinds::read()?;
    let read = |name: &str| fs::read_to_string(from.join(name));
    fs::write(data.join("brands.tsv"), brands(&read("brands_by_country.tsv")?, &kinds)?)?;
    fs::write(data.join("words.tsv"), words(&read("shop_words.tsv")?, &kinds)?)?;
    fs::write(data.join("codes.tsv"), codes(&read("mcc.tsv")?, &read("travel_brands.tsv")?)?)?;
    Ok(())
}
