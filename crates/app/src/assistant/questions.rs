//! Questions that the grammar does not understand, turned into a filter by the model and believed no
//! further than that.

use super::{
    Purpose, Trouble,
    alone::{One, OnePreview},
    collect::{categories, own},
    settings,
};
use crate::{
    Book, Error, Now,
    ask::{self, Reply},
};
use assistant::{classify::Way, question, redact};
use chrono::NaiveDate;
use ledger::{CategoryChoice, CategoryId, Direction, Filter, Period, Transfers, day::YEARS};

/// What would be sent to turn a question into a filter.
///
/// # Errors
/// [`Error::Assistant`] when the assistant is off, or nothing of the question may be sent.
pub async fn question_preview(book: &Book, text: &str, now: Now) -> Result<OnePreview, Error> {
    Question::new(book, text, now).await?.one.preview(book, now).await
}

/// Answers a question from the rows of the filter that the model makes of it; the request is that in
/// the preview of this digest.
///
/// # Errors
/// [`Error::Assistant`], also for an answer that is not wholly a filter, or an empty one.
pub async fn question(
    book: &Book,
    text: &str,
    digest: &str,
    clock: fn() -> Now,
) -> Result<Reply, Error> {
    let now = clock();
    let asked = Question::new(book, text, now).await?;
    let reply = asked.one.send(book, digest, clock).await?;
    let names: Vec<_> = asked.categories.iter().map(|(_, category)| category.clone()).collect();
    let said = question::asked(&reply, &names, &asked.sent)?;
    if said == question::Asked::default() {
        return Err(assistant::Failure::NotUnderstood.into());
    }
    let first = NaiveDate::from_ymd_opt(*YEARS.start(), 1, 1).unwrap_or(now.today);
    let days = (said.from.is_some() || said.to.is_some()).then(|| {
        // An end that the question leaves open is beyond all rows.
        Period::new(said.from.unwrap_or(first), said.to.unwrap_or(now.today))
    });
    let filter = Filter {
        period: days,
        category: said.category.map(|at| CategoryChoice::Category { id: asked.categories[at].0 }),
        text: said.payee.unwrap_or_default(),
        direction: said.direction.map(|way| match way {
            Way::Out => Direction::Expense,
            Way::In => Direction::Income,
        }),
        amount_min: said.least,
        amount_max: said.most,
        transfers: Transfers::Exclude,
        ..Filter::default()
    };
    ask::answer(book, filter).await
}

/// A question as it is sent.
struct Question {
    one: One,
    sent: String,
    categories: Vec<(CategoryId, assistant::classify::Category)>,
}

impl Question {
    async fn new(book: &Book, text: &str, now: Now) -> Result<Self, Error> {
        let own = own(book).await?;
        let (settings, categories) = {
            let db = book.db().await?;
            let mut conn = db.read().await;
            (settings::load(&mut conn).await?, categories(&mut conn).await?)
        };
        let sent = redact::redact(text, &own);
        if sent.is_empty() {
            return Err(Trouble::NothingToSend.into());
        }
        let names: Vec<_> = categories.iter().map(|(_, category)| category.clone()).collect();
        let one = One::new(settings, Purpose::Question, |model, dialect| {
            question::request(model, dialect, now.today, &names, &sent)
        })?;
        Ok(Self { one, sent, categories })
    }
}
