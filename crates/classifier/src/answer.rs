//! What the classifier says, and why.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::Category;

/// A default category, or one that the user chose before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Choice<K> {
    Builtin(Category),
    Own(K),
}

/// Where an answer comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// A rule of the user's, which is asked before the classifier is; it never answers so itself.
    Rule,
    /// What the user decided for this payee before.
    Memory,
    /// The brand lists.
    Brand,
    /// Words that name a kind of shop or bill.
    Keyword,
    /// The bank's words for the movement itself.
    Pattern,
    /// The sign of the amount, and nothing else.
    Sign,
    /// The trained model.
    Model,
    /// The model of the user's own.
    Own,
    /// Nothing at all: there is no category.
    Nothing,
}

impl Source {
    pub fn as_str(self) -> &'static str {
        match self {
            Source::Rule => "rule",
            Source::Memory => "memory",
            Source::Brand => "brand",
            Source::Keyword => "keyword",
            Source::Pattern => "pattern",
            Source::Sign => "sign",
            Source::Model => "model",
            Source::Own => "own",
            Source::Nothing => "nothing",
        }
    }
}

/// What the bank's words say about a movement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Movement {
    /// Between the user's own accounts, or to and from people.
    Transfer,
    /// The monthly settlement of a credit card: a transfer, too.
    CardPayment,
    Loan,
    Cash,
    Fee,
    Interest,
    Salary,
    /// Pensions, benefits, deposits.
    Income,
    Refund,
}

/// Why, as data: the UI words it in the user's language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "because", rename_all = "snake_case")]
pub enum Reason {
    /// The user's rule of that name says so.
    Rule { name: String },
    /// The user chose this for the payee `times` of `of` times.
    Memory { payee: String, times: u32, of: u32 },
    /// `name` is a brand whose kind of business is `kind`.
    Brand {
        name: String,
        #[specta(type = String)]
        kind: Category,
    },
    /// `word` names that kind of business.
    Keyword {
        word: String,
        #[specta(type = String)]
        kind: Category,
    },
    /// The bank's `word` says what movement it is.
    Pattern { word: String, movement: Movement },
    /// Money came in.
    MoneyIn,
    /// The words and parts of words look like that kind of business; None: like a transfer.
    Looks {
        #[specta(type = Option<String>)]
        kind: Option<Category>,
    },
    /// The user filed rows like it so.
    Own,
    /// Nothing in the text is known.
    Nothing,
    /// Not this crate's own: a language model proposed it.
    Assistant { model: String },
}

/// The answer for one transaction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer<K> {
    /// None for transfers, which have no category, and where nothing is known.
    pub category: Option<Choice<K>>,
    /// Of the answers with 900, about 900 in 1,000 are right.
    pub confidence_permille: u16,
    /// Whether it may stand without being looked at.
    pub sure: bool,
    pub source: Source,
    pub reason: Reason,
}

impl Movement {
    fn words(self) -> &'static str {
        match self {
            Movement::Transfer => "a transfer",
            Movement::CardPayment => "a credit card being paid off",
            Movement::Loan => "a loan payment",
            Movement::Cash => "a cash withdrawal",
            Movement::Fee => "a bank fee",
            Movement::Interest => "interest",
            Movement::Salary => "a salary",
            Movement::Income => "money coming in",
            Movement::Refund => "a refund",
        }
    }
}

/// In English, for the terminal.
impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Reason::Rule { name } => write!(f, "your rule {name}"),
            Reason::Memory { payee, times, of } => {
                write!(f, "you chose this for {payee} {times} of {of} times")
            }
            Reason::Brand { name, kind } => write!(f, "brand: {name}, {kind}"),
            Reason::Keyword { word, kind } => write!(f, "\"{word}\": {kind}"),
            Reason::Pattern { word, movement } => write!(f, "\"{word}\": {}", movement.words()),
            Reason::MoneyIn => f.write_str("money came in"),
            Reason::Looks { kind: Some(kind) } => write!(f, "looks like {kind}"),
            Reason::Looks { kind: None } => f.write_str("looks like a transfer"),
            Reason::Own => f.write_str("you filed others like it so"),
            Reason::Nothing => f.write_str("nothing known about it"),
            Reason::Assistant { model } => write!(f, "suggested by {model}"),
        }
    }
}
