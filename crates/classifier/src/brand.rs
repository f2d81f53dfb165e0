//! Finding a brand in a text, and how far to trust the find.

use crate::lexicon::{Brand, brands, continued, in_front};

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
    let mut tops = brands(name).map(|brand| brand.category.top());
    let first = tops.next();
    tops.all(|top| Some(top) == first)
}

/// The best brand in a folded text: the strongest, the one in front, the longest. A weak one
/// counts only as the whole text or in front, there if it is one of our own list and of the user's
/// country, or too long to be chance.
pub(crate) fn find(folded: &str, country: Option<&str>) -> Option<Hit> {
    let starts = std::iter::once(0).chain(folded.match_indices(' ').map(|(at, _)| at + 1));
    let mut best: Option<Hit> = None;
    for start in starts {
        for (length, named) in in_front(&folded[start..]) {
            let end = start + length;
            let name = &folded[start..end];
            let whole = start == 0 && end == folded.len();
            let hits = named.filter_map(|brand| {
                let strength = strength(&brand, name, country)?;
                let here = brand.is_everywhere() || country.is_none_or(|here| brand.is_in(here));
                let at_start = brand.own && start == 0 && (here || name.len() > 7);
                let counts = strength > Strength::Weak || whole || at_start;
                counts.then_some(Hit { brand, strength, start, end })
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

/// The brand of a name that a bank cut off, `CHILTERN RAILW`: known from so many letters on, if all
/// that it may be is of one first-level category.
pub(crate) fn find_cut_off(folded: &str, country: Option<&str>) -> Option<Hit> {
    let (_, cut) = folded.rsplit_once(' ').unwrap_or(("", folded));
    if folded.len() < ENOUGH || cut.len() < 2 {
        return None;
    }
    let here = |brand: &Brand| {
        brand.is_everywhere() || country.map_or(brand.own, |country| brand.is_in(country))
    };
    let all: Vec<Brand> = continued(folded).into_iter().filter(here).collect();
    let brand = *all.first()?;
    let alike = all.iter().all(|other| other.category.top() == brand.category.top());
    alike.then_some(Hit { brand, strength: Strength::Fair, start: 0, end: folded.len() })
}

/// Letters of a name that was cut off.
const ENOUGH: usize = 9;

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
