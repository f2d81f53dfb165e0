//! The brand lists, by folded name, as `build.rs` lays them out.

use std::sync::LazyLock;

use fst::raw::Fst;
use fst::{IntoStreamer, Streamer};

use crate::Category;
use crate::prefixes::prefixes;
use crate::table::RECORD;

include!(concat!(env!("OUT_DIR"), "/categories.rs"));
include!(concat!(env!("OUT_DIR"), "/countries.rs"));

static KEYS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/brands.fst"));
static RECORDS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/brands.records"));
static NAMES: &str = include_str!(concat!(env!("OUT_DIR"), "/brands.names"));

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

    fn read(record: &[u8]) -> Option<Brand> {
        let [a, b, c, d, length, category, low, high, marks] = *record.as_array::<RECORD>()?;
        let start = usize::try_from(u32::from_le_bytes([a, b, c, d])).ok()?;
        Some(Brand {
            name: NAMES.get(start..start + usize::from(length))?,
            category: category_of(category.into())?,
            countries: COUNTRIES.get(usize::from(u16::from_le_bytes([low, high])))?,
            own: marks & 1 != 0,
            ordinary: marks & 2 != 0,
            mixed: marks & 4 != 0,
        })
    }
}

/// The category of a code in the laid out lists.
pub(crate) fn category_of(code: usize) -> Option<Category> {
    static ALL: LazyLock<Vec<Option<Category>>> =
        LazyLock::new(|| CATEGORIES.iter().map(|key| Category::from_key(key)).collect());
    *ALL.get(code)?
}

fn keys() -> &'static Fst<&'static [u8]> {
    #[expect(clippy::expect_used, reason = "the build made it; each test runs this")]
    static LAID_OUT: LazyLock<Fst<&'static [u8]>> =
        LazyLock::new(|| Fst::new(KEYS).expect("a transducer"));
    &LAID_OUT
}

/// The brands of one name, as a value of the transducer has them.
fn named(value: u64) -> impl Iterator<Item = Brand> + Clone {
    let bytes = |number: u64| usize::try_from(number).unwrap_or(usize::MAX);
    let (first, count) = (bytes(value >> 8), bytes(value & 255));
    RECORDS.chunks_exact(RECORD).skip(first).take(count).filter_map(Brand::read)
}

/// The names that a folded text begins with, the shortest first, as far as they end with one of
/// its words: how long each is, and its brands, our own list's first.
pub(crate) fn in_front(
    text: &str,
) -> impl Iterator<Item = (usize, impl Iterator<Item = Brand> + Clone)> {
    let ends = |taken: usize| text.as_bytes().get(taken).is_none_or(|byte| *byte == b' ');
    prefixes(keys(), text.as_bytes())
        .filter(move |(taken, _)| ends(*taken))
        .map(|(taken, value)| (taken, named(value)))
}

/// The brands of that folded name, our own list's first.
pub(crate) fn brands(key: &str) -> impl Iterator<Item = Brand> {
    keys().get(key).map(|value| named(value.value())).into_iter().flatten()
}

/// The brands of names that go on within the last word of a folded text; none if there are many.
pub(crate) fn continued(text: &str) -> Vec<Brand> {
    let mut names = keys().range().gt(text).into_stream();
    let mut found = Vec::new();
    while let Some((name, value)) = names.next() {
        let Some(rest) = name.strip_prefix(text.as_bytes()) else { return found };
        if found.len() >= MANY {
            break;
        }
        if rest.first() != Some(&b' ') {
            found.extend(named(value.value()));
        }
    }
    Vec::new()
}

/// So many brands that begin alike say nothing.
const MANY: usize = 12;

pub(crate) fn is_brand(key: &str) -> bool {
    keys().contains_key(key)
}

/// How the owner of a brand writes its name; the lists have aliases in small letters only.
pub(crate) fn display(key: &str) -> Option<&'static str> {
    brands(key).map(|brand| brand.name).find(|name| name.contains(char::is_uppercase))
}
