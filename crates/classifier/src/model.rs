//! The trained model: a linear classifier over words and parts of words, for what the lists do
//! not know. `bin/train.rs` makes its weights, `docs/classifier.md` says from what.
#![expect(
    clippy::float_arithmetic,
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    reason = "probabilities are no money, and all counts here are far below 2^24"
)]

use std::sync::LazyLock;

use crate::Category;
use ledger::CategoryKind;

/// One class for each category, and one for transfers, which have none.
pub const CLASSES: usize = Category::COUNT + 1;
/// The class of transfers.
pub const TRANSFER: usize = Category::COUNT;
/// Features are hashed into this many buckets; a power of two.
pub const BUCKETS: usize = 1 << 15;

/// Quantised weights: one step of an `i8` is `step` of a logit.
struct Model {
    step: f32,
    bias: [f32; CLASSES],
    /// For each bucket the weights of all classes.
    weights: &'static [u8],
}

/// The weights as trained: the step and the biases as little-endian `f32`, then one `i8` for each
/// bucket and class.
static BYTES: &[u8] = include_bytes!("../data/model.bin");

fn model() -> &'static Model {
    static MODEL: LazyLock<Model> = LazyLock::new(|| {
        let (head, weights) = BYTES.split_at(4 * (1 + CLASSES));
        let mut floats = head
            .chunks_exact(4)
            .map(|four| f32::from_le_bytes([four[0], four[1], four[2], four[3]]));
        let step = floats.next().unwrap_or(0.0);
        let mut bias = [0.0; CLASSES];
        bias.iter_mut().zip(floats).for_each(|(bias, trained)| *bias = trained);
        Model { step, bias, weights }
    });
    &MODEL
}

/// The buckets of a folded text's features: its words, pairs of words, and the runs of 3 to 5
/// letters in each word between its boundaries.
pub fn features(folded: &str, into: &mut Vec<u16>) {
    into.clear();
    let mut before = "";
    for word in folded.split(' ').filter(|word| !word.is_empty()) {
        into.push(bucket(1, &[word]));
        if !before.is_empty() {
            into.push(bucket(2, &[before, word]));
        }
        before = word;
        let bounded = format!("<{word}>");
        let mut starts: Vec<usize> = bounded.char_indices().map(|(at, _)| at).collect();
        starts.push(bounded.len());
        for letters in 3..=5 {
            for run in starts.windows(letters + 1) {
                into.push(bucket(3, &[&bounded[run[0]..run[letters]]]));
            }
        }
    }
    into.sort_unstable();
    into.dedup();
}

/// FNV-1a (<http://www.isthe.com/chongo/tech/comp/fnv/>), 32 bits, folded to the buckets.
fn bucket(kind: u8, parts: &[&str]) -> u16 {
    let bytes = parts.iter().flat_map(|part| part.bytes().chain([b' ']));
    let hash = std::iter::once(kind)
        .chain(bytes)
        .fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    ((hash ^ (hash >> 16)) & (BUCKETS as u32 - 1)) as u16
}

/// How much each feature counts in a text of so many: long texts are not surer than short ones.
pub fn feature_value(count: usize) -> f32 {
    1.0 / (count.max(1) as f32).sqrt()
}

/// Logits to probabilities, in place.
pub fn softmax(logits: &mut [f32; CLASSES]) {
    let most = logits.iter().copied().fold(f32::MIN, f32::max);
    logits.iter_mut().for_each(|logit| *logit = (*logit - most).exp());
    let sum: f32 = logits.iter().sum();
    logits.iter_mut().for_each(|logit| *logit /= sum);
}

/// What the model thinks of a folded text.
pub(crate) struct Guess {
    probabilities: [f32; CLASSES],
    /// For each first-level category the sum over all within it.
    tops: [f32; CLASSES],
}

impl Guess {
    pub(crate) fn new(folded: &str) -> Guess {
        let model = model();
        let mut buckets = Vec::with_capacity(96);
        features(folded, &mut buckets);
        let mut sums = [0_i32; CLASSES];
        for bucket in &buckets {
            let from = usize::from(*bucket) * CLASSES;
            let row = &model.weights[from..from + CLASSES];
            sums.iter_mut().zip(row).for_each(|(sum, w)| *sum += i32::from(w.cast_signed()));
        }
        let scale = model.step * feature_value(buckets.len());
        let mut probabilities = model.bias;
        probabilities.iter_mut().zip(sums).for_each(|(p, sum)| *p += sum as f32 * scale);
        softmax(&mut probabilities);
        let mut tops = [0.0; CLASSES];
        Category::all().for_each(|c| tops[c.top().index()] += probabilities[c.index()]);
        Guess { probabilities, tops }
    }

    /// The same, where something else makes a first-level category so many times likelier.
    pub(crate) fn leaning(mut self, top: Category, odds: f32) -> Guess {
        let share = self.tops[top.index()];
        let sum = 1.0 + share * (odds - 1.0);
        for category in Category::all() {
            let times = if category.top() == top { odds / sum } else { 1.0 / sum };
            self.probabilities[category.index()] *= times;
            self.tops[category.index()] *= times;
        }
        self.probabilities[TRANSFER] /= sum;
        self
    }

    /// How likely the category's whole first-level category is, in thousandths.
    pub(crate) fn permille(&self, category: Category) -> u16 {
        thousandths(self.tops[category.top().index()])
    }

    /// All categories that fit the direction of the money, the likeliest first.
    pub(crate) fn ranked(&self, incoming: bool) -> Vec<Category> {
        let kind = if incoming { CategoryKind::Income } else { CategoryKind::Expense };
        let mut all: Vec<Category> = Category::all().filter(|c| c.kind() == kind).collect();
        all.sort_by(|a, b| self.probabilities[b.index()].total_cmp(&self.probabilities[a.index()]));
        all
    }

    /// The likeliest first-level category, of it the likeliest category, and the probability of
    /// the former in thousandths; None for a transfer.
    pub(crate) fn best(&self) -> (Option<Category>, u16) {
        let likeliest = |of: &mut dyn Iterator<Item = Category>, by: &[f32]| {
            of.max_by(|a, b| by[a.index()].total_cmp(&by[b.index()]).then(b.cmp(a)))
        };
        let top = likeliest(&mut Category::all().filter(|category| category.is_top()), &self.tops);
        let transfer = self.probabilities[TRANSFER];
        let Some(top) = top.filter(|top| self.tops[top.index()] >= transfer) else {
            return (None, thousandths(transfer));
        };
        let mut within = Category::all().filter(|category| category.top() == top);
        (likeliest(&mut within, &self.probabilities), self.permille(top))
    }
}

#[expect(clippy::cast_sign_loss, reason = "a probability is not negative")]
fn thousandths(probability: f32) -> u16 {
    (probability * 1000.0).round().clamp(0.0, 1000.0) as u16
}
