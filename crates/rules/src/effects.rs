//! What the rules do to one transaction.

use ledger::{AccountId, CategoryId, RuleId, draft::NewSplit};

/// What the rules set. Nothing that they leave alone is in it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Effects {
    pub payee: Option<Given<String>>,
    pub filing: Option<Given<Filing>>,
    pub memo: Option<Given<String>>,
    /// To be added to those that it has; each once.
    pub tags: Vec<String>,
    /// It needs no review.
    pub reviewed: bool,
    /// The rules that had a part in it, in their order.
    pub rules: Vec<RuleId>,
}

/// What a rule set.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Given<T> {
    pub value: T,
    pub rule: RuleId,
}

/// Where a transaction is filed: one of these, never two.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Filing {
    Category(CategoryId),
    /// Adding up to its amount.
    Splits(Vec<NewSplit>),
    /// Its other leg is on this account.
    Transfer(AccountId),
}

impl Effects {
    /// Whether they leave everything as it is.
    pub fn is_empty(&self) -> bool {
        self.rules.is_empty()
    }

    /// The one category that it is filed under.
    pub fn category(&self) -> Option<CategoryId> {
        match self.filing.as_ref()?.value {
            Filing::Category(id) => Some(id),
            Filing::Splits(_) | Filing::Transfer(_) => None,
        }
    }
}
