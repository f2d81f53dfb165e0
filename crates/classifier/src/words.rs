//! Keywords and the bank's own phrases, found in one pass over the folded text.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use crate::Category;
use crate::answer::Movement;
use crate::fold::{fold, transliterate};
use crate::table::rows;

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
}

impl Found {
    /// Whether the bank says that a purchase is taken back.
    pub(crate) fn is_refund(&self) -> bool {
        self.meaning == Meaning::Movement(Movement::Refund)
    }
}

struct Words {
    automaton: AhoCorasick,
    /// By number of pattern: its meaning and whether it begins and ends at a word boundary.
    meanings: Vec<(Meaning, bool, bool)>,
}

fn words() -> &'static Words {
    static WORDS: LazyLock<Words> = LazyLock::new(read);
    &WORDS
}

/// Stands behind the last word of a text.
const END: char = '\n';

/// Banks cut texts off: what is left of a long word without its last one to three letters.
fn cut_off(word: &str) -> impl Iterator<Item = &str> {
    let enough = word.is_ascii() && word.len() >= 7;
    (word.len().saturating_sub(3).max(6)..word.len())
        .filter(move |_| enough)
        .map(|end| word[..end].trim_end())
}

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

fn read() -> Words {
    let keywords =
        rows(include_str!("../data/keywords.tsv")).filter_map(|([key, weight], words)| {
            Some((Meaning::Kind(Category::from_key(key)?, weight.parse().ok()?), words))
        });
    let patterns = rows(include_str!("../data/patterns.tsv"))
        .filter_map(|([name], words)| Some((Meaning::Movement(movement(name)?), words)));
    let mut phrases = Vec::new();
    let mut meanings = Vec::new();
    for (meaning, words) in keywords.chain(patterns) {
        for word in words {
            let (front, back) = (!word.starts_with('*'), !word.ends_with('*'));
            for folded in std::iter::once(fold(word)).chain(transliterate(word)) {
                let space = |wanted: bool| if wanted { " " } else { "" };
                phrases.push(format!("{}{folded}{}", space(front), space(back)));
                meanings.push((meaning, front, back));
                if let Meaning::Kind(category, weight) = meaning {
                    for cut in cut_off(&folded).filter(|_| back) {
                        phrases.push(format!("{}{cut} {END}", space(front)));
                        meanings.push((Meaning::Kind(category, weight.min(2)), front, back));
                    }
                }
            }
        }
    }
    #[expect(clippy::expect_used, reason = "the lists are ours and small; each test runs this")]
    let automaton = AhoCorasick::new(phrases).expect("a few thousand short phrases fit");
    Words { automaton, meanings }
}

/// All words of the lists in a folded text, each as far as the whole words that it is found in;
/// those inside a longer one are left out: `school fees` is not about fees.
pub(crate) fn find(folded: &str) -> Vec<Found> {
    let words = words();
    let padded = format!(" {folded} {END}");
    let mut found: Vec<Found> = Vec::new();
    for hit in words.automaton.find_overlapping_iter(&padded) {
        let (meaning, front, back) = words.meanings[hit.pattern().as_usize()];
        let start = hit.start() + usize::from(front);
        let end = padded[..hit.end()].trim_end_matches(END).len() - usize::from(back);
        // The padding of one byte at each end makes both searches succeed.
        let start = padded[..start].rfind(' ').unwrap_or(0);
        let end = padded[end..].find(' ').map_or(folded.len(), |more| end + more - 1);
        found.push(Found { meaning, start, end });
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
