//! What the user decided before, by payee.

use rustc_hash::FxHashMap;

/// For each payee key, how often which category was chosen.
#[derive(Debug, Clone)]
pub struct Memory<K> {
    payees: FxHashMap<Box<str>, Vec<(K, u32)>>,
}

/// The category chosen most often for a payee; of equals, the one chosen last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Recall<K> {
    pub choice: K,
    /// How often it was chosen, of how many choices for this payee.
    pub times: u32,
    pub of: u32,
}

impl<K> Default for Memory<K> {
    fn default() -> Self {
        Memory { payees: FxHashMap::default() }
    }
}

impl<K: Clone + Eq> Memory<K> {
    /// The user chose a category for the payee with that key ([`Payee::key`](crate::Payee)).
    pub fn learn(&mut self, key: &str, choice: K) {
        self.add(key, choice, 1);
    }

    /// The same, several times at once.
    pub fn add(&mut self, key: &str, choice: K, times: u32) {
        if key.is_empty() || times == 0 {
            return;
        }
        let Some(choices) = self.payees.get_mut(key) else {
            self.payees.insert(key.into(), vec![(choice, times)]);
            return;
        };
        let before = choices.iter().position(|(known, _)| *known == choice);
        let had = before.map_or(0, |at| choices.remove(at).1);
        choices.push((choice, had.saturating_add(times)));
    }

    /// Every choice for that payee counts as one of these.
    pub fn recall(&self, key: &str) -> Option<Recall<K>> {
        let choices = self.payees.get(key)?;
        let of = choices.iter().fold(0_u32, |sum, (_, times)| sum.saturating_add(*times));
        let (choice, times) = choices.iter().max_by_key(|(_, times)| *times)?;
        Some(Recall { choice: choice.clone(), times: *times, of })
    }

    /// All that was ever chosen for that payee, the most frequent first.
    pub fn choices(&self, key: &str) -> impl Iterator<Item = K> {
        let mut choices = self.payees.get(key).cloned().unwrap_or_default();
        choices.sort_by_key(|(_, times)| std::cmp::Reverse(*times));
        choices.into_iter().map(|(choice, _)| choice)
    }

    /// How many payees are known.
    pub fn len(&self) -> usize {
        self.payees.len()
    }

    pub fn is_empty(&self) -> bool {
        self.payees.is_empty()
    }
}

/// From counts, as a database has them: payee key, category, how often.
impl<K: Clone + Eq, S: AsRef<str>> FromIterator<(S, K, u32)> for Memory<K> {
    fn from_iter<I: IntoIterator<Item = (S, K, u32)>>(counts: I) -> Self {
        let mut memory = Memory::default();
        for (key, choice, times) in counts {
            memory.add(key.as_ref(), choice, times);
        }
        memory
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_majority_wins_and_of_equals_the_latest() {
        let mut memory: Memory<i64> = [("lidl", 1, 2), ("shell", 7, 1)].into_iter().collect();
        memory.learn("lidl", 2);
        assert_eq!(memory.recall("lidl"), Some(Recall { choice: 1, times: 2, of: 3 }));
        memory.learn("lidl", 2);
        assert_eq!(memory.recall("lidl"), Some(Recall { choice: 2, times: 2, of: 4 }));
        memory.learn("lidl", 1);
        assert_eq!(memory.recall("lidl"), Some(Recall { choice: 1, times: 3, of: 5 }));
        assert_eq!(memory.recall("aldi"), None);
        memory.learn("", 1);
        assert_eq!(memory.len(), 2);
    }
}
