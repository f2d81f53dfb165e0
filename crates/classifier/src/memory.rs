//! What the user decided before, by payee and direction of money: what is bought at a shop says
//! nothing of a salary that comes from it.

use rustc_hash::FxHashMap;

/// For each payee key, how often which category was chosen.
type Payees<K> = FxHashMap<Box<str>, Vec<(K, u32)>>;

/// What was chosen for whom, money out and money in apart.
#[derive(Debug, Clone)]
pub struct Memory<K> {
    outgoing: Payees<K>,
    incoming: Payees<K>,
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
        Memory { outgoing: Payees::default(), incoming: Payees::default() }
    }
}

impl<K: Clone + Eq> Memory<K> {
    /// The user chose a category for money to (or from, if `incoming`) the payee with that key
    /// ([`Payee::key`](crate::Payee)).
    pub fn learn(&mut self, key: &str, incoming: bool, choice: K) {
        self.add(key, incoming, choice, 1);
    }

    /// The same, several times at once.
    pub fn add(&mut self, key: &str, incoming: bool, choice: K, times: u32) {
        if key.is_empty() || times == 0 {
            return;
        }
        let payees = if incoming { &mut self.incoming } else { &mut self.outgoing };
        let Some(choices) = payees.get_mut(key) else {
            payees.insert(key.into(), vec![(choice, times)]);
            return;
        };
        let before = choices.iter().position(|(known, _)| *known == choice);
        let had = before.map_or(0, |at| choices.remove(at).1);
        choices.push((choice, had.saturating_add(times)));
    }

    /// Every choice for that payee in that direction counts as one of these.
    pub fn recall(&self, key: &str, incoming: bool) -> Option<Recall<K>> {
        let choices = self.of(incoming).get(key)?;
        let of = choices.iter().fold(0_u32, |sum, (_, times)| sum.saturating_add(*times));
        let (choice, times) = choices.iter().max_by_key(|(_, times)| *times)?;
        Some(Recall { choice: choice.clone(), times: *times, of })
    }

    /// All that was ever chosen for that payee, that direction before the other and in each the
    /// most frequent first.
    pub fn choices(&self, key: &str, incoming: bool) -> impl Iterator<Item = K> {
        [incoming, !incoming].into_iter().flat_map(move |incoming| {
            let mut choices = self.of(incoming).get(key).cloned().unwrap_or_default();
            choices.sort_by_key(|(_, times)| std::cmp::Reverse(*times));
            choices.into_iter().map(|(choice, _)| choice)
        })
    }

    fn of(&self, incoming: bool) -> &Payees<K> {
        if incoming { &self.incoming } else { &self.outgoing }
    }
}

/// From counts, as a database has them: payee key, whether money came in, category, how often.
impl<K: Clone + Eq, S: AsRef<str>> FromIterator<(S, bool, K, u32)> for Memory<K> {
    fn from_iter<I: IntoIterator<Item = (S, bool, K, u32)>>(counts: I) -> Self {
        let mut memory = Memory::default();
        for (key, incoming, choice, times) in counts {
            memory.add(key.as_ref(), incoming, choice, times);
        }
        memory
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_majority_wins_and_of_equals_the_latest() {
        let counts = [("lidl", false, 1, 2), ("shell", false, 7, 1), ("lidl", true, 9, 1)];
        let mut memory: Memory<i64> = counts.into_iter().collect();
        memory.learn("lidl", false, 2);
        assert_eq!(memory.recall("lidl", false), Some(Recall { choice: 1, times: 2, of: 3 }));
        memory.learn("lidl", false, 2);
        assert_eq!(memory.recall("lidl", false), Some(Recall { choice: 2, times: 2, of: 4 }));
        memory.learn("lidl", false, 1);
        assert_eq!(memory.recall("lidl", false), Some(Recall { choice: 1, times: 3, of: 5 }));
        assert_eq!(memory.recall("lidl", true), Some(Recall { choice: 9, times: 1, of: 1 }));
        assert_eq!(memory.recall("aldi", false), None);
        assert_eq!(memory.choices("lidl", true).collect::<Vec<_>>(), [9, 1, 2]);
        memory.learn("", false, 1);
        assert_eq!(memory.recall("", false), None);
    }
}
