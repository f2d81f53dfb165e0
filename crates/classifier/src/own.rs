//! A model of the user's own, trained as they decide: it learns how this person files what the
//! lists see otherwise. It speaks only once it has shown on their own rows that it is better.
#![expect(
    clippy::float_arithmetic,
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "probabilities are no money, and all of them are between 0 and 1"
)]

use std::hash::{Hash, Hasher};

use rust_decimal::Decimal;
use rustc_hash::{FxHashMap, FxHasher};

use crate::answer::{Answer, Choice, Reason, Source};
use crate::classify::{Classifier, Query, SURE_FROM_PERMILLE};
use crate::memory::Memory;
use crate::{Category, Payee};

/// How far one look at an example moves the weights, as AdaGrad has it
/// (<https://jmlr.org/papers/v12/duchi11a.html>), and how often it is looked at.
const RATE: f32 = 0.5;
const LOOKS: usize = 3;
/// What a guess must be worth at least to be told, in thousandths.
const LEAST: u16 = 500;
/// The most that it is trusted: nobody's habits are certain.
const MOST: u16 = 970;
/// One chance in twenty that it seems better by luck: so many standard deviations.
const BEYOND_LUCK: f32 = 1.64;

/// What the user's decisions teach: an exact memory by payee, and a model for what that does not
/// know.
#[derive(Debug, Clone)]
pub struct Experience<K> {
    pub memory: Memory<K>,
    own: Own<K>,
}

/// A linear model (multinomial logistic regression) over the words of the payee, the size of the
/// amount and what the lists say.
#[derive(Debug, Clone)]
struct Own<K> {
    choices: Vec<K>,
    /// For each feature and choice a weight, and the sum of the squares of its slopes.
    weights: FxHashMap<u64, Vec<(f32, f32)>>,
    /// Where it differed from the lists on a payee not seen before: how often it was right, and
    /// how often they were.
    won: u32,
    lost: u32,
}

impl<K> Default for Experience<K> {
    fn default() -> Self {
        let own = Own { choices: Vec::new(), weights: FxHashMap::default(), won: 0, lost: 0 };
        Experience { memory: Memory::default(), own }
    }
}

impl<K: Clone + Eq> Experience<K> {
    /// The category of a transaction: as [`Classifier::classify`] with the memory, unless the
    /// user's own model has proved better and sees it otherwise. `own` names the user's choice for
    /// a category of the lists.
    pub fn classify(
        &self,
        classifier: &Classifier,
        query: &Query<'_>,
        own: impl Fn(Category) -> Option<K>,
    ) -> Answer<K> {
        let answer = classifier.classify(query, &self.memory);
        if answer.source == Source::Memory || !self.own.is_better() {
            return answer;
        }
        let Some((choice, permille)) = self.own.guess(&features(query, &answer)) else {
            return answer;
        };
        let same = chosen(&answer, &own) == Some(choice.clone());
        if permille < LEAST || (same && permille <= answer.confidence_permille) {
            return answer;
        }
        Answer {
            category: Some(Choice::Own(choice)),
            confidence_permille: permille,
            sure: permille >= SURE_FROM_PERMILLE,
            source: Source::Own,
            reason: Reason::Own,
        }
    }

    /// The user filed this transaction so. Its payee is remembered, the model is held against what
    /// the lists said, and then learns it.
    pub fn learn(
        &mut self,
        classifier: &Classifier,
        query: &Query<'_>,
        choice: K,
        own: impl Fn(Category) -> Option<K>,
    ) {
        self.train(classifier, query, choice.clone(), own);
        self.memory.learn(&query.payee.key, query.incoming(), choice);
    }

    /// As [`Experience::learn`], for what the memory counts already: in the order in which it was
    /// decided. A payee that comes again does not test the model, since the memory answers then.
    pub fn train(
        &mut self,
        classifier: &Classifier,
        query: &Query<'_>,
        choice: K,
        own: impl Fn(Category) -> Option<K>,
    ) {
        let answer = classifier.classify(query, &Memory::<K>::default());
        let features = features(query, &answer);
        if !self.own.knows(query.payee) {
            let guess = self.own.guess(&features).filter(|(_, permille)| *permille >= LEAST);
            let default = chosen(&answer, &own);
            if let Some((guess, _)) = guess.filter(|(guess, _)| Some(guess) != default.as_ref()) {
                self.own.won += u32::from(guess == choice);
                self.own.lost += u32::from(default.as_ref() == Some(&choice));
            }
        }
        self.own.learn(&features, choice);
    }
}

fn chosen<K: Clone>(answer: &Answer<K>, own: &impl Fn(Category) -> Option<K>) -> Option<K> {
    match answer.category.as_ref()? {
        Choice::Own(choice) => Some(choice.clone()),
        Choice::Builtin(category) => own(*category),
    }
}

impl<K: Clone + Eq> Own<K> {
    /// A sign test on the rows where it differed from the lists.
    fn is_better(&self) -> bool {
        let (won, lost) = (self.won as f32, self.lost as f32);
        self.won + self.lost >= 5 && won - lost >= BEYOND_LUCK * (won + lost).sqrt()
    }

    fn knows(&self, payee: &Payee) -> bool {
        self.weights.contains_key(&feature(0, &payee.key))
    }

    fn probabilities(&self, features: &[u64]) -> Vec<f32> {
        let value = 1.0 / (features.len().max(1) as f32).sqrt();
        let mut all = vec![0.0_f32; self.choices.len()];
        for weights in features.iter().filter_map(|feature| self.weights.get(feature)) {
            all.iter_mut().zip(weights).for_each(|(sum, (weight, _))| *sum += weight * value);
        }
        let most = all.iter().copied().fold(f32::MIN, f32::max);
        all.iter_mut().for_each(|logit| *logit = (*logit - most).exp());
        let sum: f32 = all.iter().sum();
        all.iter_mut().for_each(|part| *part /= sum);
        all
    }

    fn guess(&self, features: &[u64]) -> Option<(K, u16)> {
        let all = self.probabilities(features).into_iter().enumerate();
        let (index, share) = all.max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))?;
        let permille = ((share * 1000.0).round().clamp(0.0, 1000.0) as u16).min(MOST);
        Some((self.choices[index].clone(), permille))
    }

    fn learn(&mut self, features: &[u64], choice: K) {
        let right = match self.choices.iter().position(|known| *known == choice) {
            Some(index) => index,
            None => {
                self.choices.push(choice);
                self.choices.len() - 1
            }
        };
        let count = self.choices.len();
        let value = 1.0 / (features.len().max(1) as f32).sqrt();
        for _ in 0..LOOKS {
            let mut slopes = self.probabilities(features);
            slopes[right] -= 1.0;
            for feature in features {
                let weights = self.weights.entry(*feature).or_default();
                weights.resize(count, (0.0, 1e-2));
                for ((weight, square), slope) in weights.iter_mut().zip(&slopes) {
                    let slope = slope * value;
                    *square += slope * slope;
                    *weight -= RATE * slope / square.sqrt();
                }
            }
        }
    }
}

fn feature(kind: u8, text: &str) -> u64 {
    let mut hasher = FxHasher::default();
    (kind, text).hash(&mut hasher);
    hasher.finish()
}

/// The payee as a whole, its first word, its words and pairs of them; what the lists say, roughly
/// and exactly; the direction and the order of magnitude of the amount.
fn features<K>(query: &Query<'_>, default: &Answer<K>) -> Vec<u64> {
    let key = query.payee.key.as_str();
    let words: Vec<&str> = key.split(' ').filter(|word| !word.is_empty()).collect();
    let mut features = vec![feature(0, key)];
    features.extend(words.first().map(|word| feature(1, word)));
    features.extend(words.iter().map(|word| feature(2, word)));
    features.extend(words.windows(2).map(|pair| feature(3, &pair.join(" "))));
    if let Some(Choice::Builtin(category)) = default.category.as_ref() {
        features.push(feature(4, category.top().key()));
        features.push(feature(5, category.key()));
    }
    features.push(feature(6, default.source.as_str()));
    features.extend(query.amount.map(|amount| feature(7, &size(amount))));
    features.sort_unstable();
    features.dedup();
    features
}

/// `-2` is out, from 10 to 99; each power of ten is one size.
fn size(amount: Decimal) -> String {
    let whole = amount.abs().trunc().to_string();
    let digits = if whole == "0" { 0 } else { whole.len() };
    format!("{}{digits}", if amount.is_sign_negative() { '-' } else { '+' })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clean;

    const FOOD: &str = "food";
    const BILLS: &str = "bills";

    fn own(category: Category) -> Option<String> {
        Some(category.top().key().to_owned())
    }

    fn teach(experience: &mut Experience<String>, text: &str, choice: &str) {
        let payee = clean(text);
        let query = Query { text, payee: &payee, amount: None };
        experience.learn(&Classifier::new(None), &query, choice.to_owned(), own);
    }

    fn ask(experience: &Experience<String>, text: &str) -> Answer<String> {
        let payee = clean(text);
        let query = Query { text, payee: &payee, amount: None };
        experience.classify(&Classifier::new(None), &query, own)
    }

    /// Streaming is a bill to this person, whatever the lists say.
    #[test]
    fn it_overrules_the_lists_once_it_has_proved_better() {
        let mut experience = Experience::default();
        let names = ["Netflix", "Spotify", "Disney Plus", "Hulu", "Deezer", "Audible", "Twitch"];
        assert_eq!(
            ask(&experience, "HBO Max").category.map(|c| matches!(c, Choice::Own(_))),
            Some(false)
        );
        for name in names.iter().chain(&["Crunchyroll", "Paramount Plus", "Tidal", "Sky Ticket"]) {
            teach(&mut experience, name, BILLS);
            teach(&mut experience, &format!("Bakery {name}"), FOOD);
        }
        let answer = ask(&experience, "HBO Max");
        assert_eq!(answer.category, Some(Choice::Own(BILLS.to_owned())), "{answer:?}");
        assert_eq!((answer.source, answer.reason), (Source::Own, Reason::Own));
        assert_eq!(ask(&experience, "Netflix").source, Source::Memory, "the memory comes first");
    }

    #[test]
    fn it_is_silent_while_the_lists_are_as_good() {
        let mut experience = Experience::default();
        for name in ["Lidl", "Aldi", "Rewe", "Tesco", "Carrefour", "Auchan", "Walmart", "Kroger"] {
            teach(&mut experience, name, FOOD);
        }
        assert_ne!(ask(&experience, "Shell Berlin").source, Source::Own);
    }
}
