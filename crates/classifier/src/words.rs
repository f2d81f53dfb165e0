//! Keywords and the bank's own phrases, found in one pass over the folded text.

use std::sync::LazyLock;

use fst::raw::Fst;

use crate::Category;
use crate::answer::Movement;
use crate::lexicon::category_of;
use crate::prefixes::prefixes;

/// What a word stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Meaning {
    /// A kind of shop or bill; 3 = says it all, 2 = says much, 1 = a hint.
    Kind(Category, u8),
    Movement(Movement),
}

/// A word found in a text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Found {
    pub(crate) meaning: Meaning,
    /// Bytes in the folded text, boundary spaces left out.
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// Whether the words that it was found in have nothing else in them: `church`, not `churchill`.
    pub(crate) exact: bool,
}

impl Found {
    /// Whether the bank says that a purchase is taken back.
    pub(crate) fn is_refund(&self) -> bool {
        self.meaning == Meaning::Movement(Movement::Refund)
    }
}

static KEYS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/phrases.fst"));
include!(concat!(env!("OUT_DIR"), "/movements.rs"));

/// The phrases as `build.rs` lays them out, with a space where a word must begin or end.
fn phrases() -> &'static Fst<&'static [u8]> {
    #[expect(clippy::expect_used, reason = "the build made it; each test runs this")]
    static LAID_OUT: LazyLock<Fst<&'static [u8]>> =
        LazyLock::new(|| Fst::new(KEYS).expect("a transducer"));
    &LAID_OUT
}

/// What a phrase means, twelve bits each: a movement, or a category and its weight.
fn meanings(mut value: u64) -> impl Iterator<Item = Meaning> {
    std::iter::from_fn(move || {
        let present = value & 1 << 11 != 0;
        let (movement, code) = (value & 1 << 10 != 0, usize::try_from(value & 0x3ff).ok()?);
        value >>= 12;
        present.then_some((movement, code))
    })
    .filter_map(|(is_movement, code)| {
        if is_movement {
            movement(MOVEMENTS.get(code)?).map(Meaning::Movement)
        } else {
            Some(Meaning::Kind(category_of(code >> 2)?, u8::try_from(code & 3).ok()?))
        }
    })
}

/// Stands behind the last word of a text.
const END: char = '\n';

fn movement(name: &str) -> Option<Movement> {
    Some(match name {
        "transfer" => Movement::Transfer,
        "card_payment" => Movement::CardPayment,
        "loan" => Movement::Loan,
        "cash" => Movement::Cash,
        "fee" => Movement::Fee,
        "interest" => Movement::Interest,
        "salary" => Movement::Salary,
        "income" => Movement::Income,
        "refund" => Movement::Refund,
        _ => return None,
    })
}

/// All words of the lists in a folded text, each as far as the whole words that it is found in;
/// those inside a longer one are left out: `school fees` is not about fees.
pub(crate) fn find(folded: &str) -> Vec<Found> {
    let padded = format!(" {folded} {END}");
    let mut hits: Vec<(usize, usize, u64)> = Vec::new();
    for start in 0..padded.len() {
        let here = prefixes(phrases(), &padded.as_bytes()[start..]);
        hits.extend(here.map(|(length, value)| (start + length, start, value)));
    }
    hits.sort_unstable();
    let mut found: Vec<Found> = Vec::new();
    for (end, start, value) in hits {
        let front = padded.as_bytes()[start] == b' ';
        let start = start + usize::from(front);
        let end = padded[..end].trim_end_matches(END);
        let end = end.len() - usize::from(end.ends_with(' '));
        let found_bytes = end - start;
        // The padding of one byte at each end makes both searches succeed.
        let start = padded[..start].rfind(' ').unwrap_or(0);
        let end = padded[end..].find(' ').map_or(folded.len(), |more| end + more - 1);
        let exact = end - start == found_bytes;
        found.extend(meanings(value).map(|meaning| Found { meaning, start, end, exact }));
    }
    let spans: Vec<(usize, usize)> = found.iter().map(|hit| (hit.start, hit.end)).collect();
    found.retain(|hit| {
        !spans.iter().any(|&(start, end)| {
            start <= hit.start && hit.end <= end && end - start > hit.end - hit.start
        })
    });
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::rows;

    #[test]
    fn finds_whole_words_compounds_and_cut_off_words() {
        for (text, key, word) in [
            ("stadtapotheke am markt", "health.pharmacy", "stadtapotheke"),
            ("city carparks", "travel.parking_tolls", "carparks"),
            ("sandton city parkin", "travel.parking_tolls", "parkin"),
            ("school fees", "other.education", "school fees"),
            ("baeckerei", "food.groceries", "baeckerei"),
        ] {
            let category = Category::from_key(key);
            let hit = find(text).into_iter().find(
                |hit| matches!(hit.meaning, Meaning::Kind(kind, _) if Some(kind) == category),
            );
            let hit = hit.map(|hit| &text[hit.start..hit.end]);
            assert_eq!(hit, Some(word), "{text}");
        }
        assert!(find("embarrassing cartel").is_empty());
    }

    #[test]
    fn every_line_of_the_lists_is_understood() {
        for ([key, weight], _) in rows(include_str!("../data/keywords.tsv")) {
            assert!(Category::from_key(key).is_some(), "{key}");
            assert!(matches!(weight, "1" | "2" | "3"), "{key} {weight}");
        }
        for ([name], _) in rows(include_str!("../data/patterns.tsv")) {
            assert!(movement(name).is_some(), "{name}");
        }
    }
}
