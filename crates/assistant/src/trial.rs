//! A first question to a new model, with nothing of the user's in it: whether it keeps to the
//! schema, and how much it knows.

use crate::{
    Dialect, Failure, Reply, Request,
    classify::{self, Category, Merchant, Way},
};

const CATEGORIES: [&str; 7] =
    ["Food", "Travel", "Shopping", "Bills", "Entertainment", "Health", "Other"];

/// Merchants, and the number of the category that everybody would choose.
const MERCHANTS: [(&str, usize); 5] = [
    ("Starbucks coffee", 0),
    ("Uber to airport", 1),
    ("Netflix subscription", 4),
    ("Doctor appointment", 5),
    ("Electric bill", 3),
];

/// The question. Its parts are constants, so that it needs no consent to be sent.
pub struct Trial {
    request: Request,
    categories: Vec<Category>,
    merchants: Vec<Merchant>,
}

/// How a model did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Score {
    pub right: u32,
    pub of: u32,
}

impl Trial {
    pub fn new(model: &str, dialect: Dialect) -> Self {
        let categories = CATEGORIES.map(|name| Category { name: name.into(), income: false });
        let merchants =
            MERCHANTS.map(|(text, _)| Merchant { text: text.into(), direction: Way::Out });
        let request = classify::request(model, dialect, &categories, &merchants);
        Self { request, categories: categories.into(), merchants: merchants.into() }
    }

    pub fn request(&self) -> &Request {
        &self.request
    }

    /// # Errors
    /// [`Failure::NotUnderstood`] for an answer that does not keep to the schema.
    pub fn score(&self, reply: &Reply) -> Result<Score, Failure> {
        let answers = classify::answers(reply, &self.categories, &self.merchants)?;
        if answers.dropped > 0 || answers.chosen.contains(&None) {
            return Err(Failure::NotUnderstood);
        }
        let expected = MERCHANTS.iter().map(|(_, category)| Some(*category));
        let right = answers.chosen.into_iter().zip(expected).filter(|(got, want)| got == want);
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Ok(Score { right: count(right.count()), of: count(MERCHANTS.len()) })
    }
}
