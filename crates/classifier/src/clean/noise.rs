//! The words that are not the payee, as sets.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use crate::table::rows;

type Set = FxHashSet<&'static str>;

/// The sections of `noise.tsv` and `places.tsv`; what each means is said there.
#[derive(Default)]
pub(super) struct Noise {
    pub(super) processor: Set,
    pub(super) gateway: Set,
    pub(super) lead: Set,
    pub(super) label: Set,
    pub(super) cut: Set,
    pub(super) tail: Set,
    pub(super) legal: Set,
    pub(super) month: Set,
    pub(super) domain: Set,
    pub(super) code: Set,
    pub(super) state: Set,
    pub(super) place: Set,
}

impl Noise {
    /// Whether the word ties the next one to a name: University *of* Cape Town.
    pub(super) fn binds(&self, word: &str) -> bool {
        matches!(
            word,
            "of" | "de"
                | "du"
                | "des"
                | "d"
                | "von"
                | "am"
                | "an"
                | "in"
                | "im"
                | "zu"
                | "la"
                | "le"
                | "el"
                | "di"
                | "da"
                | "do"
                | "van"
                | "the"
                | "and"
                | "und"
                | "et"
                | "new"
                | "san"
                | "saint"
                | "st"
                | "bad"
                | "w"
                | "a"
                | "y"
                | "e"
                | "stadt"
                | "city"
        )
    }
}

pub(super) fn noise() -> &'static Noise {
    static NOISE: LazyLock<Noise> = LazyLock::new(|| {
        let mut noise = Noise::default();
        let lists = [include_str!("../../data/noise.tsv"), include_str!("../../data/places.tsv")];
        for ([section], words) in lists.into_iter().flat_map(rows) {
            let set = match section {
                "processor" => &mut noise.processor,
                "gateway" => &mut noise.gateway,
                "lead" => &mut noise.lead,
                "label" => &mut noise.label,
                "cut" => &mut noise.cut,
                "tail" => &mut noise.tail,
                "legal" => &mut noise.legal,
                "month" => &mut noise.month,
                "domain" => &mut noise.domain,
                "code" => &mut noise.code,
                "state" => &mut noise.state,
                _ => &mut noise.place,
            };
            set.extend(words);
        }
        noise
    });
    &NOISE
}
