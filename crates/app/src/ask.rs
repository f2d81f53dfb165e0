//! Questions in words about the user's own rows, and the operators of the register's search.

use crate::{Book, Error, Now, lookup::Lookup};
use classifier::Source;
use ledger::{
    CategoryId, Filter, Money, PayeeId, Sort, TagId, Window,
    ask::{self, Asked, Vocabulary},
};
use serde::Serialize;
use store::Connection;

/// What the rows that a question means come to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct Reply {
    /// The question as the register's filter.
    pub filter: Filter,
    /// The words that were not understood, as typed.
    pub unknown: Vec<String>,
    /// The payee of the filter.
    pub payee: Option<String>,
    pub count: u32,
    /// One amount a currency.
    pub sums: Vec<Money>,
    /// A transaction's part of each sum, rounded; none without a single currency.
    pub average: Option<Money>,
}

/// The names of the book that a text may use.
struct Names {
    tags: Vec<(TagId, String)>,
    payees: Vec<(PayeeId, String)>,
}

impl Names {
    async fn load(conn: &mut Connection) -> Result<Self, Error> {
        let tags = store::tags::list(conn).await?;
        Ok(Self {
            tags: tags.into_iter().map(|tag| (tag.id, tag.name)).collect(),
            payees: store::payees::names(conn).await?.into_iter().collect(),
        })
    }

    fn with<T>(
        &self,
        book: &Book,
        lookup: &Lookup,
        guess: &dyn Fn(&str) -> Option<CategoryId>,
        read: impl FnOnce(&Vocabulary<'_>) -> T,
    ) -> T {
        let accounts: Vec<_> =
            lookup.accounts.iter().map(|one| (one.id, one.name.clone())).collect();
        read(&Vocabulary {
            decimal_mark: book.session().settings.decimal_mark(),
            accounts: &accounts,
            tags: &self.tags,
            categories: &lookup.category_names,
            payees: &self.payees,
            guess,
        })
    }
}

/// Answers a question from the rows that it means.
pub async fn ask(book: &Book, question: &str, now: Now) -> Result<Reply, Error> {
    let db = book.db().await?;
    let mut conn = db.read().await;
    let lookup = book.lookup(&mut conn).await?;
    let judge = book.judge(&mut conn).await?;
    let names = Names::load(&mut conn).await?;
    let guess = |word: &str| {
        let verdict = judge.verdict(word, &classifier::clean(word), None);
        verdict.category.filter(|_| matches!(verdict.source, Source::Keyword | Source::Brand))
    };
    let Asked { filter, unknown } =
        names.with(book, &lookup, &guess, |vocabulary| ask::ask(question, now.today, vocabulary));
    reply(&mut conn, filter, unknown, &names.payees).await
}

/// What the rows of a filter come to.
pub(crate) async fn answer(book: &Book, filter: Filter) -> Result<Reply, Error> {
    let db = book.db().await?;
    reply(&mut *db.read().await, filter, Vec::new(), &[]).await
}

async fn reply(
    conn: &mut Connection,
    filter: Filter,
    unknown: Vec<String>,
    payees: &[(PayeeId, String)],
) -> Result<Reply, Error> {
    let window = Window { offset: 0, limit: 0 };
    let page = store::register::page(conn, &filter, Sort::default(), window).await?;
    let average = match page.sums[..] {
        [sum] => sum.mean(page.total),
        _ => None,
    };
    let payee = filter.payee.and_then(|id| payees.iter().find(|(one, _)| *one == id));
    Ok(Reply {
        payee: payee.map(|(_, name)| name.clone()),
        filter,
        unknown,
        count: page.total,
        sums: page.sums,
        average,
    })
}

/// A filter with the operators of its text as conditions.
pub(crate) async fn resolve(
    book: &Book,
    conn: &mut Connection,
    filter: &Filter,
) -> Result<Filter, Error> {
    if !ask::has_operators(&filter.text) {
        return Ok(filter.clone());
    }
    let lookup = book.lookup(conn).await?;
    let names = Names::load(conn).await?;
    Ok(names.with(book, &lookup, &|_| None, |vocabulary| ask::search(filter, vocabulary)))
}
