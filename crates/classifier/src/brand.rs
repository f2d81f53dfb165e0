//! Finding a brand in a text, and how far to trust the find.

use crate::lexicon::{Brand, brands};

/// The longest brand name, in words.
const LONGEST: usize = 6;

/// How far a name alone proves a brand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Strength {
    /// An ordinary word, a short one, or a name from another country.
    Weak,
    /// Of a country that may be the user's, or of two words from elsewhere.
    Fair,
    /// Worldwide or of the user's country, and no ordinary word.
    Strong,
}

/// A brand found in a folded text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Hit {
    pub(crate) brand: Brand,
    pub(crate) strength: Strength,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

fn strength(brand: &Brand, name: &str, country: Option<&str>) -> Option<Strength> {
    let length = name.chars().count();
    let several_words = name.contains(' ') && length >= 6;
    let here = country.is_some_and(|country| brand.is_in(country));
    // Few brands have one letter: our own list names them.
    if !name.contains(char::is_alphabetic) || (length < 2 && !(brand.own && here)) {
        return None;
    }
    if here || brand.is_everywhere() {
        let enough = if brand.own {
            3
        } else if here {
            4
        } else {
            5
        };
        let clear = several_words || (!brand.ordinary && length >= enough);
        return Some(if clear { Strength::Strong } else { Strength::Weak });
    }
    match country {
        // What it is called for is the same wherever it is.
        None if brand.own && !brand.ordinary && length >= 5 && is_one_kind(name) => {
            Some(Strength::Strong)
        }
        None if several_words || (length >= 6 && !brand.ordinary) => Some(Strength::Fair),
        Some(_) if several_words => Some(Strength::Fair),
        None => Some(Strength::Weak),
        Some(_) if length >= 5 && !brand.ordinary => Some(Strength::Weak),
        Some(_) => None,
    }
}

/// Whether all brands of that name, in all countries, are of one first-level category.
fn is_one_kind(name: &str) -> bool {
    let all = brands(name);
    all.windows(2).all(|pair| pair[0].category.top() == pair[1].category.top())
}

/// The best brand in a folded text: the strongest, the one in front, the longest. A weak one
/// counts only as the whole text or in front, there if it is one of our own list and of the user's
/// country, or too long to be chance.
pub(crate) fn find(folded: &str, country: Option<&str>) -> Option<Hit> {
    let starts: Vec<usize> =
        std::iter::once(0).chain(folded.match_indices(' ').map(|(at, _)| at + 1)).collect();
    let ends: Vec<usize> =
        folded.match_indices(' ').map(|(at, _)| at).chain(std::iter::once(folded.len())).collect();
    let mut best: Option<Hit> = None;
    for (first, &start) in starts.iter().enumerate() {
        for &end in ends.iter().skip(first).take(LONGEST) {
            let name = &folded[start..end];
            let whole = start == 0 && end == folded.len();
            let hits = brands(name).iter().filter_map(|brand| {
                let strength = strength(brand, name, country)?;
                let here = brand.is_everywhere() || country.is_none_or(|here| brand.is_in(here));
                let in_front = brand.own && start == 0 && (here || name.len() > 7);
                let counts = strength > Strength::Weak || whole || in_front;
                counts.then_some(Hit { brand: *brand, strength, start, end })
            });
            // Of one name the first of the strongest, which is our own list's.
            let hit =
                hits.reduce(|best, hit| if hit.strength > best.strength { hit } else { best });
            if let Some(hit) = hit
                && best.as_ref().is_none_or(|best| beats(&hit, best))
            {
                best = Some(hit);
            }
        }
    }
    best
}

/// `Moto Costa Coffee` is a motorway service area, which sells everything, but the coffee is
/// Costa's; `National Trust` is not the car hire National.
fn beats(hit: &Hit, best: &Hit) -> bool {
    let apart = hit.start >= best.end;
    if apart && hit.strength == best.strength && hit.brand.mixed != best.brand.mixed {
        return best.brand.mixed;
    }
    rank(hit) > rank(best)
}

fn rank(hit: &Hit) -> (Strength, bool, usize, bool) {
    (hit.strength, hit.start == 0, hit.end - hit.start, hit.brand.own)
}
