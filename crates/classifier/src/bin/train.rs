//! Trains `data/model.bin` from the open lists and our own under `data/`; no bank's rows are
//! among them. The same lists give the same weights:
//!
//!     cargo run --release -p classifier --bin train
//!
//! Multinomial logistic regression over hashed features, AdaGrad
//! (<https://jmlr.org/papers/v12/duchi11a.html>), quantised to `i8`.
#![expect(
    clippy::float_arithmetic,
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    reason = "training is arithmetic on floats; nothing of it is money"
)]

use std::error::Error;
use std::fs;
use std::path::Path;

use classifier::Category;
use classifier::fold::{fold, transliterate};
use classifier::model::{BUCKETS, CLASSES, TRANSFER, feature_value, features, softmax};

const EPOCHS: usize = 8;
/// The weights are the mean over so many last epochs (<https://doi.org/10.1137/0330046>), so that
/// they depend less on the order of the examples.
const AVERAGED: usize = 4;
const RATE: f32 = 0.5;
/// Features left out of each look at an example, so that no one of them is relied on alone.
const DROPPED_PERCENT: usize = 40;
/// Shrinks each weight that is touched: rare features must not shout.
const DECAY: f32 = 2e-5;

/// Shares of people's transactions by first-level category, in percent, and of transfers; from
/// general knowledge of household spending, not from any bank's rows.
const SHARES: [(&str, f32); 10] = [
    ("food", 34.0),
    ("travel", 15.0),
    ("shopping", 19.0),
    ("bills", 12.0),
    ("entertainment", 5.0),
    ("health", 6.0),
    ("other", 4.0),
    ("salary", 1.0),
    ("other_income", 1.0),
    ("", 3.0),
];

struct Example {
    features: Vec<u16>,
    class: usize,
    weight: f32,
}

/// SplitMix64 (<https://prng.di.unimi.it/splitmix64.c>): the order of the examples, always the same.
struct Order(u64);

impl Order {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % limit as u64) as usize
    }

    fn shuffle<T>(&mut self, items: &mut [T]) {
        for at in (1..items.len()).rev() {
            items.swap(at, self.below(at + 1));
        }
    }
}

/// Lines of a list: the columns before the phrases, and the phrases.
fn lines(list: &str) -> impl Iterator<Item = (Vec<&str>, std::str::Split<'_, char>)> {
    list.lines().filter(|line| !line.starts_with('#')).filter_map(|line| {
        let (columns, phrases) = line.rsplit_once('\t')?;
        Some((columns.split('\t').collect(), phrases.split('|')))
    })
}

fn class(name: &str) -> Option<usize> {
    Some(match name {
        "transfer" | "card_payment" | "refund" => TRANSFER,
        "loan" => Category::from_key("bills")?.index(),
        "cash" => Category::from_key("other.cash_withdrawal")?.index(),
        "fee" => Category::from_key("bills.bank_fees")?.index(),
        "interest" | "income" => Category::from_key("other_income")?.index(),
        key => Category::from_key(key)?.index(),
    })
}

/// The languages and countries that the app speaks first count more.
fn reach(code: &str) -> f32 {
    match code {
        "en" | "us" | "gb" | "au" | "nz" | "ca" | "ie" | "za" | "*" => 2.0,
        "de" | "fr" | "es" | "it" | "nl" | "pl" | "pt" | "at" | "ch" | "be" | "br" | "mx" => 1.0,
        _ => 0.4,
    }
}

fn examples(data: &Path) -> Result<Vec<Example>, Box<dyn Error>> {
    let mut examples = Vec::new();
    let mut add = |class: usize, weight: f32, text: &str| {
        let mut buckets = Vec::new();
        features(text, &mut buckets);
        if !buckets.is_empty() {
            examples.push(Example { features: buckets, class, weight });
        }
    };
    let lists = [
        ("keywords.tsv", 4.0),
        ("patterns.tsv", 4.0),
        ("own_brands.tsv", 1.5),
        ("brands.tsv", 1.0),
        ("words.tsv", 1.0),
        ("codes.tsv", 2.0),
    ];
    for (name, weight) in lists {
        let list = fs::read_to_string(data.join(name))?;
        for (columns, phrases) in lines(&list) {
            let Some(class) = class(columns[0]) else { continue };
            let reach = match (name, columns.get(1)) {
                ("keywords.tsv", Some(strength)) => strength.parse::<f32>()? / 3.0,
                (_, Some(codes)) => codes.split(',').map(reach).fold(0.0, f32::max),
                (_, None) => 1.0,
            };
            for phrase in phrases {
                let phrase = phrase.trim_start_matches(['~', '?']).trim_matches('*');
                let folded = fold(phrase);
                add(class, weight * reach, &folded);
                if let Some(other) = transliterate(phrase) {
                    add(class, weight * reach, &other);
                }
                // Banks cut names off.
                let letters = folded.chars().count();
                for left in [letters * 3 / 4, letters.saturating_sub(1)] {
                    if left >= 6 {
                        let cut: String = folded.chars().take(left).collect();
                        add(class, weight * reach * 0.3, cut.trim_end());
                    }
                }
            }
        }
    }
    Ok(examples)
}

/// Scales the weights so that each first-level category has its share; the average weight is 1.
fn balance(examples: &mut [Example]) {
    let share_of = |class: usize| {
        let key = Category::from_index(class).map_or("", |category| category.top().key());
        SHARES.iter().position(|(top, _)| *top == key).unwrap_or(SHARES.len() - 1)
    };
    let mut sums = [0.0_f32; SHARES.len()];
    for example in examples.iter() {
        sums[share_of(example.class)] += example.weight;
    }
    let count = examples.len() as f32;
    for example in examples {
        let share = share_of(example.class);
        example.weight *= SHARES[share].1 / 100.0 * count / sums[share];
    }
}

/// Weights for each bucket and class, and one bias for each class.
struct Weights {
    of: Vec<f32>,
    bias: [f32; CLASSES],
}

fn train(mut examples: Vec<Example>) -> Weights {
    let mut weights = Weights { of: vec![0.0; BUCKETS * CLASSES], bias: [0.0; CLASSES] };
    let mut squares = vec![1e-2_f32; BUCKETS * CLASSES];
    let mut bias_squares = [1.0_f32; CLASSES];
    let mut mean = Weights { of: vec![0.0; BUCKETS * CLASSES], bias: [0.0; CLASSES] };
    let mut order = Order(4);
    for epoch in 0..EPOCHS {
        order.shuffle(&mut examples);
        let mut loss = 0.0;
        let keep = |order: &mut Order| order.below(100) >= DROPPED_PERCENT;
        for example in &examples {
            let kept: Vec<u16> =
                example.features.iter().copied().filter(|_| keep(&mut order)).collect();
            let value = feature_value(kept.len());
            let mut p = weights.bias;
            for bucket in &kept {
                let from = usize::from(*bucket) * CLASSES;
                let row = &weights.of[from..from + CLASSES];
                p.iter_mut().zip(row).for_each(|(p, w)| *p += w * value);
            }
            softmax(&mut p);
            loss -= example.weight * p[example.class].max(1e-9).ln();
            p[example.class] -= 1.0;
            p.iter_mut().for_each(|p| *p *= example.weight);
            for (class, slope) in p.iter().enumerate() {
                bias_squares[class] += slope * slope;
                weights.bias[class] -= RATE * slope / bias_squares[class].sqrt();
            }
            for bucket in &kept {
                let from = usize::from(*bucket) * CLASSES;
                for (class, slope) in p.iter().enumerate() {
                    let weight = &mut weights.of[from + class];
                    let slope = slope * value + DECAY * *weight;
                    let square = &mut squares[from + class];
                    *square += slope * slope;
                    *weight -= RATE * slope / square.sqrt();
                }
            }
        }
        println!("epoch {epoch}: loss {:.4}", loss / examples.len() as f32);
        if epoch >= EPOCHS - AVERAGED {
            let last = weights.of.iter().chain(&weights.bias);
            let sums = mean.of.iter_mut().chain(&mut mean.bias);
            sums.zip(last).for_each(|(sum, weight)| *sum += weight / AVERAGED as f32);
        }
    }
    mean
}

fn bytes(weights: &Weights) -> Vec<u8> {
    let most = weights.of.iter().fold(0.0_f32, |most, w| most.max(w.abs()));
    let step = (most / 127.0).min(LARGEST / 127.0);
    let mut out = step.to_le_bytes().to_vec();
    weights.bias.iter().for_each(|bias| out.extend(bias.to_le_bytes()));
    let quantised = weights.of.iter().map(|w| (w / step).round().clamp(-127.0, 127.0) as i8);
    out.extend(quantised.map(i8::cast_unsigned));
    out
}

/// Weights beyond this are cut off, which leaves finer steps to the others.
const LARGEST: f32 = 12.0;

fn main() -> Result<(), Box<dyn Error>> {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    let mut examples = examples(&data)?;
    println!("{} examples", examples.len());
    balance(&mut examples);
    fs::write(data.join("model.bin"), bytes(&train(examples)))?;
    Ok(())
}
