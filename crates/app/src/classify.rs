//! The classifier in this user's terms: their categories, and what they decided before.

use crate::{Error, lookup::Lookup, rules::words, transactions::is_open};
use classifier::{Choice, Classifier, Experience, Payee, Query, Reason, Source};
use ledger::{CategoryId, Money, draft::NewTransaction};
use std::collections::{HashMap, HashSet};
use store::{
    memory::Habit,
    review::{Asked, Lesson},
    suggestions::{State, Suggestion},
};

/// The classifier with a user's categories and habits.
pub(crate) struct Judge {
    classifier: Classifier,
    experience: Experience<CategoryId>,
    by_key: HashMap<String, CategoryId>,
    /// By folded names that nobody has any more: who is meant.
    aliases: HashMap<String, Payee>,
}

/// What the classifier says of one transaction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Verdict {
    /// None for transfers, where nothing is known, and where the user deleted the category.
    pub(crate) category: Option<CategoryId>,
    /// Whether the category may be set without being looked at.
    pub(crate) sure: bool,
    pub(crate) confidence_permille: u16,
    pub(crate) source: Source,
    pub(crate) reason: Reason,
}

impl Judge {
    pub(crate) fn new(
        country: &str,
        lookup: &Lookup,
        habits: Vec<Habit>,
        lessons: &[Lesson],
        aliases: Vec<(String, String, String)>,
    ) -> Self {
        let mut judge = Self {
            classifier: Classifier::new(Some(country).filter(|country| !country.is_empty())),
            experience: Experience::default(),
            by_key: lookup.by_key.clone(),
            aliases: aliases
                .into_iter()
                .map(|(alias, name, key)| (alias, Payee { name, key }))
                .collect(),
        };
        let mut experience = Experience::default();
        for Lesson { row, category } in lessons {
            let payee = classifier::clean(&row.payee);
            let query =
                Query { text: &row.text, payee: &payee, amount: Some(row.amount.decimal()) };
            let own = |builtin| judge.own(Choice::Builtin(builtin));
            experience.train(&judge.classifier, &query, *category, own);
        }
        experience.memory = habits
            .into_iter()
            .map(|habit| (habit.payee_key, habit.incoming, habit.category, habit.times))
            .collect();
        judge.experience = experience;
        judge
    }

    /// Who is meant by a text: the payee that a bank's text names, under the name that the user gave
    /// it.
    pub(crate) fn payee(&self, text: &str) -> Payee {
        let payee = classifier::clean(text);
        self.aliases.get(&payee.key).cloned().unwrap_or(payee)
    }

    /// `text` is all that is known in words, `payee` the cleaned name in it.
    pub(crate) fn verdict(&self, text: &str, payee: &Payee, amount: Option<Money>) -> Verdict {
        let query = Query { text, payee, amount: amount.map(Money::decimal) };
        let own = |builtin| self.own(Choice::Builtin(builtin));
        let answer = self.experience.classify(&self.classifier, &query, own);
        let category = answer.category.and_then(|choice| self.own(choice));
        Verdict {
            sure: answer.sure && category.is_some(),
            category,
            confidence_permille: answer.confidence_permille,
            source: answer.source,
            reason: answer.reason,
        }
    }

    /// Files a transaction that is about to be added, when nobody has and it is sure; what is to be
    /// noted beside it.
    pub(crate) fn fill(&self, new: &mut NewTransaction) -> Result<Option<Suggestion>, Error> {
        let text = words(&new.payee, &new.memo);
        if !is_open(new) || text.is_empty() {
            return Ok(None);
        }
        let verdict = self.verdict(&text, &self.payee(&new.payee), Some(new.amount));
        if let Some(category) = verdict.applied() {
            new.splits.iter_mut().for_each(|split| split.category = Some(category));
        }
        verdict.suggestion().map(Some)
    }
}

impl Judge {
    /// The user's own category for it, if they have kept one.
    fn own(&self, choice: Choice<CategoryId>) -> Option<CategoryId> {
        match choice {
            Choice::Own(id) => Some(id),
            Choice::Builtin(of) => {
                let exact = self.by_key.get(of.key());
                exact.or_else(|| self.by_key.get(of.top().key())).copied()
            }
        }
    }

    /// What else a row may be, the likeliest first, each once.
    pub(crate) fn alternatives(&self, row: &Asked) -> impl Iterator<Item = CategoryId> {
        let payee = classifier::clean(&row.payee);
        let query = Query { text: &row.text, payee: &payee, amount: Some(row.amount.decimal()) };
        let mut seen = HashSet::new();
        self.classifier
            .alternatives(&query, &self.experience.memory)
            .into_iter()
            .filter_map(|choice| self.own(choice))
            .filter(move |id| seen.insert(*id))
    }

    /// As [`Judge::verdict`], of a row of the ledger.
    pub(crate) fn judge(&self, row: &Asked) -> Verdict {
        self.verdict(&row.text, &classifier::clean(&row.payee), Some(row.amount))
    }
}

impl Verdict {
    /// As it is kept beside the transaction.
    pub(crate) fn suggestion(&self) -> Result<Suggestion, Error> {
        Ok(Suggestion {
            category: self.category,
            source: self.source.as_str().to_owned(),
            confidence_permille: Some(self.confidence_permille),
            reason: serde_json::to_string(&self.reason)?,
            // Sure that it is a transfer, it has no category to set: the user is asked.
            state: if self.applied().is_some() { State::Applied } else { State::Open },
        })
    }

    /// The category, if it is to be set.
    pub(crate) fn applied(&self) -> Option<CategoryId> {
        self.category.filter(|_| self.sure)
    }
}
