//! A rule that is right in itself.

use crate::{
    draft::{ActionDraft, ConditionDraft, Matching, PartDraft, RuleDraft, Subject, Test, Verb},
    text::Plain,
};
use chrono::NaiveDate;
use ledger::{AccountId, CategoryId};
use rust_decimal::Decimal;

/// Conditions with actions. At least one of each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    pub name: String,
    pub enabled: bool,
    pub matching: Matching,
    pub conditions: Vec<Condition>,
    pub actions: Vec<Action>,
}

/// What must hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Condition {
    Text {
        subject: TextSubject,
        test: TextTest,
    },
    /// The amount lies within, both ends included unless `open`. Without `signed` its size does.
    Amount {
        test: AmountTest,
        signed: bool,
    },
    Account(AccountId),
    /// The day lies within, both ends included; at least one is there.
    Date {
        from: Option<NaiveDate>,
        until: Option<NaiveDate>,
    },
}

/// A text of a transaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TextSubject {
    Payee,
    Text,
    File,
}

/// What a text must be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TextTest {
    Contains(Plain),
    Is(Plain),
    StartsWith(Plain),
    /// The pattern, which compiles within the limits.
    Regex(String),
}

/// What an amount must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AmountTest {
    Is(Decimal),
    Under(Decimal),
    Over(Decimal),
    /// The lesser first; both included.
    Between(Decimal, Decimal),
}

/// What is done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    Category(CategoryId),
    Payee(String),
    Tags(Vec<String>),
    Memo(String),
    Transfer(AccountId),
    Reviewed,
    /// At least two; only the last has [`Share::Rest`].
    Split(Vec<Part>),
}

/// A part of a split.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    pub category: Option<CategoryId>,
    pub share: Share,
    pub note: String,
}

/// How much of the whole a part takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Share {
    /// More than nothing; it goes the way of the whole.
    Amount(Decimal),
    /// Of the whole, between 0 and 100.
    Percent(Decimal),
    /// What the others leave.
    Rest,
}

impl TextSubject {
    const fn subject(self) -> Subject {
        match self {
            Self::Payee => Subject::Payee,
            Self::Text => Subject::Text,
            Self::File => Subject::File,
        }
    }
}

impl Rule {
    /// As it is kept: parsed with a decimal point and ISO days, it is this rule again.
    pub fn draft(&self) -> RuleDraft {
        RuleDraft {
            name: self.name.clone(),
            enabled: self.enabled,
            matching: self.matching,
            conditions: self.conditions.iter().map(Condition::draft).collect(),
            actions: self.actions.iter().map(Action::draft).collect(),
        }
    }
}

impl Condition {
    fn draft(&self) -> ConditionDraft {
        let of =
            |subject, test, value: String, to: String| ConditionDraft { subject, test, value, to };
        match self {
            Self::Text { subject, test } => {
                let (test, value) = match test {
                    TextTest::Contains(text) => (Test::Contains, text.typed()),
                    TextTest::Is(text) => (Test::Is, text.typed()),
                    TextTest::StartsWith(text) => (Test::StartsWith, text.typed()),
                    TextTest::Regex(pattern) => (Test::Regex, pattern.as_str()),
                };
                of(subject.subject(), test, value.to_owned(), String::new())
            }
            Self::Amount { test, signed } => {
                let print = |value: Decimal| match *signed && !value.is_sign_negative() {
                    true => format!("+{value}"),
                    false => value.to_string(),
                };
                let (test, value, to) = match *test {
                    AmountTest::Is(value) => (Test::Is, value, None),
                    AmountTest::Under(value) => (Test::Under, value, None),
                    AmountTest::Over(value) => (Test::Over, value, None),
                    AmountTest::Between(from, to) => (Test::Between, from, Some(to)),
                };
                of(Subject::Amount, test, print(value), to.map(print).unwrap_or_default())
            }
            Self::Account(id) => of(Subject::Account, Test::Is, id.to_string(), String::new()),
            Self::Date { from, until } => {
                let print =
                    |day: &Option<NaiveDate>| day.map(|d| d.to_string()).unwrap_or_default();
                let (test, value, to) = match (from, until) {
                    (Some(_), Some(_)) if from == until => (Test::Is, from, &None),
                    (Some(_), Some(_)) => (Test::Between, from, until),
                    (Some(_), None) => (Test::From, from, &None),
                    (None, _) => (Test::Until, until, &None),
                };
                of(Subject::Date, test, print(value), print(to))
            }
        }
    }
}

impl Action {
    fn draft(&self) -> ActionDraft {
        let of =
            |verb, value: String| ActionDraft { verb, value, tags: Vec::new(), parts: Vec::new() };
        match self {
            Self::Category(id) => of(Verb::Category, id.to_string()),
            Self::Payee(name) => of(Verb::Payee, name.clone()),
            Self::Tags(tags) => ActionDraft { tags: tags.clone(), ..of(Verb::Tags, String::new()) },
            Self::Memo(memo) => of(Verb::Memo, memo.clone()),
            Self::Transfer(id) => of(Verb::Transfer, id.to_string()),
            Self::Reviewed => of(Verb::Reviewed, String::new()),
            Self::Split(parts) => ActionDraft {
                parts: parts.iter().map(Part::draft).collect(),
                ..of(Verb::Split, String::new())
            },
        }
    }
}

impl Part {
    fn draft(&self) -> PartDraft {
        PartDraft {
            category: self.category.map(|id| id.to_string()).unwrap_or_default(),
            share: match self.share {
                Share::Amount(amount) => amount.to_string(),
                Share::Percent(percent) => format!("{percent}%"),
                Share::Rest => String::new(),
            },
            note: self.note.clone(),
        }
    }
}
