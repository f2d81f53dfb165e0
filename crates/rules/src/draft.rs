//! A rule in plain strings: as a form holds it, as the database keeps it, as a file carries it.

use ledger::CategoryId;
use serde::{Deserialize, Serialize};

/// Whether all conditions must hold, or one is enough.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub enum Matching {
    #[default]
    All,
    Any,
}

/// What a condition looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub enum Subject {
    /// The payee's name.
    Payee,
    /// What the bank wrote; of a transaction that was typed, payee and memo.
    Text,
    /// Name of the file that it was imported from; empty for one that was typed.
    File,
    Amount,
    Account,
    Date,
}

/// How it looks at it. Each subject knows some of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub enum Test {
    /// Texts, without regard to case, accents and white space.
    Contains,
    /// Texts, amounts, dates; the only test of an account.
    Is,
    /// Texts.
    StartsWith,
    /// Texts: a regular expression, without regard to case.
    Regex,
    /// Amounts: less than.
    Under,
    /// Amounts: more than.
    Over,
    /// Amounts and dates, both ends included.
    Between,
    /// Dates: that day or later.
    From,
    /// Dates: that day or earlier.
    Until,
}

/// What is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub enum Verb {
    /// File it under a category.
    Category,
    /// Give it a payee.
    Payee,
    /// Add tags.
    Tags,
    /// Write a memo.
    Memo,
    /// It is a transfer with another account.
    Transfer,
    /// It needs no review.
    Reviewed,
    /// Split it.
    Split,
}

/// A condition as typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ConditionDraft {
    pub subject: Subject,
    pub test: Test,
    /// Text, amount, day, or an account's id. An amount with a sign is compared with its sign; one
    /// without is compared with the size of the transaction's, whichever way the money went.
    pub value: String,
    /// The other end, of "between".
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub to: String,
}

/// An action as typed. `value` is a category's or account's id, a name or a text; tags and splits
/// have their own lists.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ActionDraft {
    pub verb: Verb,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub value: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<PartDraft>,
}

/// A part of a split as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PartDraft {
    /// Category id; empty for none.
    pub category: String,
    /// `20` is an amount, `20%` a share of the whole. The last part takes what is left, and has none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub share: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// A rule as typed. As it is kept, amounts have a decimal point and days are ISO ones
/// ([`Rule::draft`](crate::Rule::draft)).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RuleDraft {
    pub name: String,
    /// Whether it is used; a rule can be put aside.
    pub enabled: bool,
    pub matching: Matching,
    pub conditions: Vec<ConditionDraft>,
    pub actions: Vec<ActionDraft>,
}

impl RuleDraft {
    /// Files under another category what it files under one of these, whether anything changed. Where
    /// there is no other, a part of a split is left without one; an action that files stays as it
    /// is, since a rule has to do something.
    pub fn refile(&mut self, gone: &[CategoryId], to: Option<CategoryId>) -> bool {
        let names_one = |value: &str| value.parse().is_ok_and(|id| gone.contains(&id));
        let mut changed = false;
        for action in &mut self.actions {
            for part in action.parts.iter_mut().filter(|part| names_one(&part.category)) {
                part.category = to.map(|id| id.to_string()).unwrap_or_default();
                changed = true;
            }
            if let Some(to) =
                to.filter(|_| action.verb == Verb::Category && names_one(&action.value))
            {
                action.value = to.to_string();
                changed = true;
            }
        }
        changed
    }

    /// Names a payee as it is called now, whether anything changed: in conditions that ask for just
    /// that payee, and in actions that give it.
    pub fn rename_payee(&mut self, old: &str, new: &str) -> bool {
        let conditions = self.conditions.iter_mut();
        let asked = conditions
            .filter(|one| one.subject == Subject::Payee && one.test == Test::Is)
            .map(|one| &mut one.value);
        let actions = self.actions.iter_mut();
        let given = actions.filter(|one| one.verb == Verb::Payee).map(|one| &mut one.value);
        let named = asked.chain(given).filter(|value| value.to_lowercase() == old.to_lowercase());
        let mut changed = false;
        for value in named {
            new.clone_into(value);
            changed = true;
        }
        changed
    }
}
