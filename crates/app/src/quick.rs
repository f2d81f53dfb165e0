//! One line, one transaction: `12,50 lunch #work yesterday @cash`.

use crate::{
    Book, Error, Now,
    classify::Judge,
    lookup::Lookup,
    transactions::{self, Row},
};
use chrono::NaiveDate;
use ledger::{
    AccountId, CategoryId, CategoryKind, Direction, Money, Problem, Recurrence,
    draft::{Known, money},
    quick::{self, Line, Part},
};
use serde::Serialize;

/// What a line says so far, while it is being typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Reading {
    /// Signed.
    pub amount: Option<Money>,
    pub direction: Direction,
    pub date: NaiveDate,
    pub payee: String,
    pub category: Option<CategoryId>,
    /// Of the category, 0 to 1000.
    pub confidence_permille: u16,
    /// Whether the category would be set, and not just suggested.
    pub sure: bool,
    pub account: Option<AccountId>,
    pub tags: Vec<String>,
    /// How often it comes again; none for once.
    pub repeat: Option<Recurrence>,
    /// Why it cannot be saved yet.
    pub problems: Vec<Problem>,
    /// Which part of the line was taken for what, in order.
    pub parts: Vec<Part>,
}

/// Reads a line without saving anything.
pub async fn read(book: &Book, line: &str, now: Now) -> Result<Reading, Error> {
    let db = book.db().await?;
    let mut conn = db.read().await;
    let lookup = book.lookup(&mut conn).await?;
    let judge = book.judge(&mut conn).await?;
    let writing = book.session().settings.writing(now.today);
    let Line { draft, repeat, parts } = take_apart(book, line, &lookup, &judge, now);
    let ruled = book.ruled(&mut conn).await?;
    let (problems, by_rule) = match draft.parse(writing, &*lookup) {
        Ok(new) => (Vec::new(), ruled.on_new(&new).category()),
        Err(problems) => (problems.as_slice().to_vec(), None),
    };
    let account = draft.account.parse().ok();
    let currency = account
        .and_then(|id| lookup.account(id))
        .map_or(book.session().settings.currency, |(currency, _)| currency);
    let direction = draft.direction.unwrap_or(Direction::Expense);
    let amount = money(&draft.amount, writing, currency, direction).ok();
    let verdict = (!draft.payee.is_empty())
        .then(|| judge.verdict(&draft.payee, &judge.payee(&draft.payee), amount));
    let verdict = verdict.filter(|_| by_rule.is_none());
    let income = amount.is_some_and(|amount| amount.minor() > 0);
    Ok(Reading {
        amount,
        direction: if income { Direction::Income } else { Direction::Expense },
        date: draft.date.parse().unwrap_or(now.today),
        category: by_rule.or_else(|| verdict.as_ref().and_then(|verdict| verdict.category)),
        confidence_permille: match (&verdict, by_rule) {
            (Some(verdict), _) => verdict.confidence_permille,
            (None, Some(_)) => 1000,
            (None, None) => 0,
        },
        sure: by_rule.is_some() || verdict.is_some_and(|verdict| verdict.sure),
        payee: draft.payee,
        account,
        tags: draft.tags,
        repeat,
        problems,
        parts,
    })
}

/// Saves what a line says.
///
/// # Errors
/// [`Error::Invalid`] with everything that is wrong with it.
pub async fn add(book: &Book, line: &str, now: Now) -> Result<Row, Error> {
    let line = {
        let db = book.db().await?;
        let mut conn = db.read().await;
        let (lookup, judge) = (book.lookup(&mut conn).await?, book.judge(&mut conn).await?);
        take_apart(book, line, &lookup, &judge, now)
    };
    transactions::add(book, &line.draft, line.repeat, now).await
}

/// A line that names no account means the first open one, and one without a sign is income where
/// its words leave no doubt.
fn take_apart(book: &Book, line: &str, lookup: &Lookup, judge: &Judge, now: Now) -> Line {
    let accounts: Vec<(AccountId, String)> =
        lookup.open_accounts().map(|account| (account.id, account.name.clone())).collect();
    let settings = &book.session().settings;
    let mut read = quick::read(line, settings.writing(now.today), settings.currency, &accounts);
    let draft = &mut read.draft;
    if let ("", Some((id, _))) = (draft.account.as_str(), accounts.first()) {
        draft.account = id.to_string();
    }
    if draft.direction.is_none() && !draft.payee.is_empty() {
        let verdict = judge.verdict(&draft.payee, &judge.payee(&draft.payee), None);
        let kind = verdict.applied().and_then(|category| lookup.category(category));
        draft.direction =
            kind.filter(|kind| *kind == CategoryKind::Income).map(|_| Direction::Income);
    }
    read
}
