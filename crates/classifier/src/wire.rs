//! The line protocol of `eiq classify --json`: one JSON object in, one out, for each line.

use serde::{Deserialize, Serialize};

use crate::answer::Choice;
use crate::classify::{Classifier, Query};
use crate::{Answer, Category, Experience, clean};
use ledger::CategoryKind;

/// A line to be answered.
#[derive(Debug, Clone, Deserialize)]
pub struct In {
    /// The bank's text.
    pub text: String,
    /// Negative goes out; a decimal as string or number.
    #[serde(default)]
    pub amount: Option<rust_decimal::Decimal>,
    /// ISO 3166, two letters.
    #[serde(default)]
    pub country: Option<String>,
    /// The right category, learned after the answer.
    #[serde(default)]
    pub correct: Option<String>,
}

/// The answer to a line.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Out {
    /// One of the seven expense categories of the first level, in English, or a label learned.
    /// Money that is no expense (income, transfers) is `Other` here.
    pub category: String,
    /// The second level, in English; `Salary` and `Other income` for income.
    pub subcategory: Option<&'static str>,
    /// 0 to 1: of the answers with 0.9, nine in ten are right.
    pub confidence: f64,
    pub sure: bool,
    pub source: &'static str,
    pub reason: String,
}

/// What was learned from the lines so far, in memory only.
#[derive(Debug, Default)]
pub struct Session {
    experience: Experience<String>,
}

/// Answers one line, then learns its `correct`.
///
/// # Errors
/// The line is not JSON of that shape.
pub fn answer(line: &str, session: &mut Session) -> Result<String, serde_json::Error> {
    let asked: In = serde_json::from_str(line)?;
    let payee = clean(&asked.text);
    let query = Query { text: &asked.text, payee: &payee, amount: asked.amount };
    let classifier = Classifier::new(asked.country.as_deref());
    let own = |category| Some(label(category).to_owned());
    let out = serde_json::to_string(&out(session.experience.classify(&classifier, &query, own)))?;
    if let Some(correct) = asked.correct {
        session.experience.learn(&classifier, &query, correct, own);
    }
    Ok(out)
}

/// One of the seven expense categories of the first level; income is none of them.
fn label(category: Category) -> &'static str {
    match category.kind() {
        CategoryKind::Income => Category::OTHER.label(),
        CategoryKind::Expense => category.top().label(),
    }
}

#[expect(clippy::float_arithmetic, reason = "the protocol wants a JSON number from 0 to 1")]
fn out(answer: Answer<String>) -> Out {
    let (category, subcategory) = match answer.category {
        Some(Choice::Own(label)) => (label, None),
        Some(Choice::Builtin(category)) if category.kind() == CategoryKind::Income => {
            (label(category).to_owned(), Some(category.label()))
        }
        Some(Choice::Builtin(category)) => {
            let second = (!category.is_top()).then(|| category.label());
            (label(category).to_owned(), second)
        }
        None => (Category::OTHER.label().to_owned(), None),
    };
    Out {
        category,
        subcategory,
        confidence: f64::from(answer.confidence_permille) / 1000.0,
        sure: answer.sure,
        source: answer.source.as_str(),
        reason: answer.reason.to_string(),
    }
}
