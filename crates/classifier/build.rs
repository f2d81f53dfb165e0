//! Lays the lists under `data/` out as they are looked up, so that nothing is read at the start:
//! names and phrases as finite state transducers (<https://docs.rs/fst>), and what a name stands
//! for as records of [`RECORD`] bytes that `src/lexicon.rs` reads.

#[expect(unreachable_pub, reason = "the crate's own file, public there")]
#[path = "src/fold.rs"]
mod fold;
#[path = "src/table.rs"]
mod table;

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use fold::{fold, transliterate};
use table::{RECORD, rows};

type Failed = Box<dyn Error>;

const LISTS: [&str; 7] = [
    "own_brands.tsv",
    "brands.tsv",
    "keywords.tsv",
    "patterns.tsv",
    "noise.tsv",
    "places.tsv",
    "ordinary.tsv",
];

/// What names and phrases point to, in the order in which they first come.
#[derive(Default)]
struct Codes(Vec<String>);

impl Codes {
    fn of(&mut self, name: &str) -> usize {
        self.0.iter().position(|known| known == name).unwrap_or_else(|| {
            self.0.push(name.to_owned());
            self.0.len() - 1
        })
    }
}

fn main() -> Result<(), Failed> {
    let out = PathBuf::from(std::env::var_os("OUT_DIR").ok_or("cargo sets OUT_DIR")?);
    let mut lists = Vec::new();
    for name in LISTS {
        println!("cargo:rerun-if-changed=data/{name}");
        lists.push(fs::read_to_string(Path::new("data").join(name))?);
    }
    let [own, open, keywords, patterns, noise, places, ordinary] = &lists[..] else {
        return Err("a list is missing".into());
    };
    let mut categories = Codes::default();
    let ordinary = ordinary_words([keywords, patterns, noise, places, ordinary]);
    let countries = brands(&out, [(true, own), (false, open)], &ordinary, &mut categories)?;
    let movements = phrases(&out, keywords, patterns, &mut categories)?;
    let codes = [("CATEGORIES", categories), ("COUNTRIES", countries), ("MOVEMENTS", movements)]
        .map(|(name, codes)| {
            format!("static {name}: [&str; {}] = {:?};\n", codes.0.len(), codes.0)
        });
    for code in codes {
        let name = code["static ".len()..].split(':').next().unwrap_or_default().to_lowercase();
        fs::write(out.join(name).with_extension("rs"), code)?;
    }
    Ok(())
}

/// Words that as a brand of one word say nothing yet: those of the other lists, the first of which
/// is that of the keywords.
fn ordinary_words([keywords, others @ ..]: [&String; 5]) -> HashSet<&str> {
    let keywords = rows::<2>(keywords).flat_map(|(_, words)| words);
    let others = others.map(|list| rows::<1>(list).flat_map(|(_, words)| words));
    keywords
        .chain(others.into_iter().flatten())
        .map(|word| word.trim_matches('*'))
        .filter(|word| !word.contains(' '))
        .collect()
}

/// A name without the marks in front of it, and these.
fn unmarked(marked: &str) -> (&str, &str) {
    let name = marked.trim_start_matches(['~', '?']);
    (name, &marked[..marked.len() - name.len()])
}

/// Writes the brands; returns the lists of countries that they point to.
fn brands(
    out: &Path,
    lists: [(bool, &String); 2],
    ordinary: &HashSet<&str>,
    categories: &mut Codes,
) -> Result<Codes, Failed> {
    let mut countries = Codes::default();
    let mut names = String::new();
    // By key: the records of its brands, our own list's first.
    let mut brands: BTreeMap<String, Vec<[u8; RECORD]>> = BTreeMap::new();
    let mut together: Vec<(String, [u8; RECORD])> = Vec::new();
    for (own, list) in lists {
        for ([category, places], phrases) in rows(list) {
            let (category, places) = (categories.of(category), countries.of(places));
            for marked in phrases {
                let (name, marks) = unmarked(marked);
                let key = fold(name);
                let is_ordinary = marks.contains('~') || ordinary.contains(key.as_str());
                let flags =
                    u8::from(own) | u8::from(is_ordinary) << 1 | u8::from(marks.contains('?')) << 2;
                let mut record = [0; RECORD];
                record[..4].copy_from_slice(&u32::try_from(names.len())?.to_le_bytes());
                record[4] = u8::try_from(name.len())?;
                record[5] = u8::try_from(category)?;
                record[6..8].copy_from_slice(&u16::try_from(places)?.to_le_bytes());
                record[8] = flags;
                names.push_str(name);
                let joined = key.replace(' ', "");
                if joined.len() >= TOGETHER && joined != key && !is_ordinary {
                    together.push((joined, record));
                }
                for key in std::iter::once(key).chain(transliterate(name)) {
                    brands.entry(key).or_default().push(record);
                }
            }
        }
    }
    // Web addresses and narrow columns write a name's words together.
    let apart: BTreeSet<String> = brands.keys().cloned().collect();
    for (joined, record) in together {
        if !apart.contains(&joined) && !ordinary.contains(joined.as_str()) {
            brands.entry(joined).or_default().push(record);
        }
    }
    let mut keys = fst::MapBuilder::memory();
    let mut records = Vec::new();
    for (key, of_key) in brands.iter().filter(|(key, _)| !key.is_empty()) {
        let first = records.len() / RECORD;
        keys.insert(key, u64::try_from(first << 8 | of_key.len().min(255))?)?;
        of_key.iter().for_each(|record| records.extend(record));
    }
    fs::write(out.join("brands.fst"), keys.into_inner()?)?;
    fs::write(out.join("brands.records"), records)?;
    fs::write(out.join("brands.names"), names)?;
    Ok(countries)
}

/// From so many letters on a name is known with its words written together, too.
const TOGETHER: usize = 8;

/// Stands behind the last word of a text.
const END: char = '\n';

/// Banks cut texts off: what is left of a long word without its last one to three letters.
fn cut_off(word: &str) -> impl Iterator<Item = &str> {
    let enough = word.is_ascii() && word.len() >= 7;
    (word.len().saturating_sub(3).max(6)..word.len())
        .filter(move |_| enough)
        .map(|end| word[..end].trim_end())
}

/// Writes the keywords and the banks' phrases, with a space where a word must begin or end;
/// returns the movements that the latter point to. A phrase may mean several things; each is
/// twelve bits: a movement, or a category and its weight in the lower two.
fn phrases(
    out: &Path,
    keywords: &str,
    patterns: &str,
    categories: &mut Codes,
) -> Result<Codes, Failed> {
    let mut movements = Codes::default();
    let mut phrases: BTreeMap<String, Vec<u64>> = BTreeMap::new();
    let mut add = |phrase: String, meaning: u64| {
        let meanings = phrases.entry(phrase).or_default();
        if !meanings.contains(&meaning) {
            meanings.push(meaning);
        }
    };
    // What the words of a line mean, and what they mean when cut off.
    let mut lines = Vec::new();
    for ([category, weight], words) in rows(keywords) {
        let (category, weight) = (u64::try_from(categories.of(category))?, weight.parse::<u64>()?);
        lines.push((category << 2 | weight, Some(category << 2 | weight.min(2)), words));
    }
    for ([movement], words) in rows(patterns) {
        lines.push((MOVEMENT | u64::try_from(movements.of(movement))?, None, words));
    }
    for (meaning, when_cut, words) in lines {
        for word in words {
            let front = if word.starts_with('*') { "" } else { " " };
            let back = if word.ends_with('*') { "" } else { " " };
            for folded in std::iter::once(fold(word)).chain(transliterate(word)) {
                if let Some(meaning) = when_cut.filter(|_| !back.is_empty()) {
                    for cut in cut_off(&folded) {
                        add(format!("{front}{cut} {END}"), meaning);
                    }
                }
                add(format!("{front}{folded}{back}"), meaning);
            }
        }
    }
    let mut keys = fst::MapBuilder::memory();
    for (phrase, meanings) in phrases {
        if meanings.len() > 5 {
            return Err(format!("{phrase:?} means too much").into());
        }
        let all = meanings.iter().rev().fold(0, |all, meaning| all << 12 | 1 << 11 | meaning);
        keys.insert(phrase, all)?;
    }
    fs::write(out.join("phrases.fst"), keys.into_inner()?)?;
    Ok(movements)
}

/// Marks a movement among the meanings.
const MOVEMENT: u64 = 1 << 10;
