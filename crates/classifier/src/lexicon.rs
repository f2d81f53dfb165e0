//! The brand lists, by folded name.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::Category;
use crate::fold::{fold, transliterate};
use crate::table::rows;

/// A name and what it sells.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Brand {
    /// As its owner writes it.
    pub(crate) name: &'static str,
    pub(crate) category: Category,
    /// Two-letter codes divided by commas, or `*`.
    countries: &'static str,
    /// Written for this project, from general knowledge; these win over the open list.
    pub(crate) own: bool,
    /// Also an ordinary word, a given name or the like.
    pub(crate) ordinary: bool,
    /// Booked by people in more than one way.
    pub(crate) mixed: bool,
}

impl Brand {
    pub(crate) fn is_everywhere(&self) -> bool {
        self.countries == "*"
    }

    pub(crate) fn is_in(&self, country: &str) -> bool {
        self.countries.split(',').any(|code| code == country)
    }
}

struct Lexicon {
    brands: FxHashMap<Box<str>, Vec<Brand>>,
}

fn lexicon() -> &'static Lexicon {
    static LEXICON: LazyLock<Lexicon> = LazyLock::new(read);
    &LEXICON
}

fn read() -> Lexicon {
    let ordinary = ordinary_words();
    let mut brands: FxHashMap<Box<str>, Vec<Brand>> =
        FxHashMap::with_capacity_and_hasher(40_000, rustc_hash::FxBuildHasher);
    let lists = [
        (true, include_str!("../data/own_brands.tsv")),
        (false, include_str!("../data/brands.tsv")),
    ];
    for (own, list) in lists {
        for ([category, countries], names) in rows(list) {
            let Some(category) = Category::from_key(category) else { continue };
            for marked in names {
                let (marks, name) = marked.split_at(marked.len() - unmarked(marked).len());
                let key = fold(name);
                let ordinary = marks.contains('~') || ordinary.contains(key.as_str());
                let mixed = marks.contains('?');
                let brand = Brand { name, category, countries, own, ordinary, mixed };
                let other = transliterate(name);
                for key in std::iter::once(key).chain(other) {
                    brands.entry(key.into_boxed_str()).or_default().push(brand);
                }
            }
        }
    }
    Lexicon { brands }
}

/// A name of the lists without the marks in front of it.
fn unmarked(name: &str) -> &str {
    name.trim_start_matches(['~', '?'])
}

/// Words of the keyword lists: as a brand of one word they say nothing yet.
fn ordinary_words() -> FxHashSet<&'static str> {
    let keywords = rows::<2>(include_str!("../data/keywords.tsv")).flat_map(|(_, words)| words);
    let patterns = rows::<1>(include_str!("../data/patterns.tsv")).flat_map(|(_, words)| words);
    let noise = rows::<1>(include_str!("../data/noise.tsv")).flat_map(|(_, words)| words);
    let places = rows::<1>(include_str!("../data/places.tsv")).flat_map(|(_, words)| words);
    keywords
        .chain(patterns)
        .chain(noise)
        .chain(places)
        .map(|word| word.trim_matches('*'))
        .filter(|word| !word.contains(' '))
        .collect()
}

/// The brands of that folded name, own ones first.
pub(crate) fn brands(key: &str) -> &'static [Brand] {
    lexicon().brands.get(key).map_or(&[], Vec::as_slice)
}

pub(crate) fn is_brand(key: &str) -> bool {
    !brands(key).is_empty()
}

/// How the owner of a brand writes its name; the lists have aliases in small letters only.
pub(crate) fn display(key: &str) -> Option<&'static str> {
    let names = brands(key).iter().map(|brand| brand.name);
    names.into_iter().find(|name| name.contains(char::is_uppercase))
}
