//! The word that says best what kind of shop or bill a text is about.

use crate::Category;
use crate::fold::fold;
use crate::words::{Found, Meaning};

pub(crate) struct Keyword {
    pub(crate) word: String,
    pub(crate) category: Category,
    pub(crate) weight: u8,
    /// How sure it is alone, in thousandths.
    pub(crate) permille: u16,
    /// How much of that, in percent, does not depend on the model seeing it so, too.
    pub(crate) stands: u16,
}

impl Keyword {
    /// `burger` says nothing new about Burger King.
    pub(crate) fn is_inside(&self, brand: &str) -> bool {
        fold(brand).contains(&self.word)
    }

    /// `Store` and `subscription` say where it is and how it is paid for, not what it is.
    pub(crate) fn is_generic(&self) -> bool {
        self.category.key() == "bills.subscriptions"
            || (self.category.key() == "shopping" && self.weight < 3)
    }

    /// Whether large shops have a part of their own for it.
    pub(crate) fn is_department(&self) -> bool {
        let key = self.category.key();
        matches!(key, "travel.fuel" | "health.pharmacy" | "bills.insurance")
    }
}

/// Whether people there speak a language whose compounds end with what they are about: a museum
/// cafe is a cafe.
pub(crate) fn is_head_last(country: &str) -> bool {
    matches!(
        country,
        "us" | "gb" | "ie" | "nz" | "au" | "za" | "ca" | "de" | "at" | "nl" | "se" | "no" | "dk"
    )
}

/// Whether a hotel there is as often a pub.
pub(crate) fn drinks_at_hotels(country: &str) -> bool {
    matches!(country, "gb" | "ie" | "nz" | "au")
}

/// The words vote for their top-level categories; the strongest word of the winner names the
/// category. `head_last` as [`is_head_last`] says.
pub(crate) fn best(found: &[Found], text: &str, head_last: bool) -> Option<Keyword> {
    let kinds = || {
        found.iter().filter_map(|hit| match hit.meaning {
            Meaning::Kind(category, weight) => Some((hit, category, weight)),
            Meaning::Movement(_) => None,
        })
    };
    let strong = kinds().filter(|(_, _, weight)| *weight > 2);
    let head = strong.map(|(hit, _, _)| hit.end).max().filter(|_| head_last);
    let votes = kinds().map(|(hit, category, weight)| {
        let length = u32::try_from((hit.end - hit.start).min(16)).unwrap_or(16);
        let is_head = weight > 2 && Some(hit.end) == head;
        (hit, category, weight, u32::from(weight) * 10 + length + u32::from(is_head) * HEAD)
    });
    let mut tops = [0_u32; Category::COUNT];
    let mut strongest: [Option<(&Found, Category, u8, u32)>; Category::COUNT] =
        [None; Category::COUNT];
    for vote in votes {
        let (_, category, _, score) = vote;
        let top = category.top().index();
        tops[top] += score;
        if strongest[top].is_none_or(|best| score > best.3) {
            strongest[top] = Some(vote);
        }
    }
    let winner = (0..Category::COUNT).rev().max_by_key(|&top| tops[top])?;
    let (hit, category, weight, _) = strongest[winner]?;
    let contested = (0..Category::COUNT).any(|top| top != winner && tops[top] > 0);
    let word = text[hit.start..hit.end].to_owned();
    let (permille, stands) = match (weight, contested) {
        // Somebody's own word for it, no name of a shop.
        (3, false) if hit.exact && word.len() == text.len() => (950, 90),
        // `Service station` can hardly be anything else, `station` can.
        (3, false) if word.contains(' ') => (890, 65),
        (3, false) => (890, 45),
        (3, true) => (700, 45),
        (2, false) => (750, 45),
        (2, true) => (600, 45),
        _ => (550, 45),
    };
    Some(Keyword { word, category, weight, permille, stands })
}

/// What the last word counts more, where it says what the others are about.
const HEAD: u32 = 14;
