//! Demo data: a profile of its own, with two years of a life that nobody lived.
//!
//! It lies beside the real profiles in a folder of its own and is as encrypted as they are, under
//! a password that nobody is told. So it cannot be opened again: locking it throws it away, and
//! what a crash leaves of one is swept away.

mod life;

use crate::{
    Book, Error, Now, Secret, Settings, accounts, imports, profiles, review,
    settings::{self, Locale},
    transactions::{self, Row},
};
use chrono::{Datelike, Days};
use ledger::{
    CategoryId, Currency, Direction, Filter, Period, Sort, Window,
    draft::{AccountDraft, SplitDraft, TransactionDraft},
};
use std::{
    ops::ControlFlow,
    path::{Path, PathBuf},
};
use tokio::task::spawn_blocking;
use vault::Cost;

const NAME: &str = "Demo";
const ALL: Window = Window { offset: 0, limit: u32::MAX };

/// Where demos are.
pub(crate) fn folder(data_dir: &Path) -> PathBuf {
    data_dir.join("demo")
}

/// Makes a demo and opens it. `password` is random, and kept nowhere; `system_locale`, such as
/// `de_AT.UTF-8`, tells country and currency.
pub async fn create(
    data_dir: &Path,
    password: Secret,
    locale: Locale,
    system_locale: &str,
    now: Now,
) -> Result<Book, Error> {
    let root = folder(data_dir);
    sweep(&root).await?;
    let currency = settings::currency_of(system_locale).unwrap_or(Currency::EUR);
    let new = profiles::NewProfile {
        name: NAME.into(),
        email: String::new(),
        password,
        currency: currency.code().into(),
        locale,
    };
    let (book, _) = profiles::create(&root, new, system_locale, Cost::OWASP, now).await?;
    book.set_session(|session| session.demo = true);
    match fill(&book, now).await {
        Ok(()) => Ok(book),
        Err(error) => {
            book.lock().await;
            Err(error)
        }
    }
}

/// Throws away every demo that no program has open.
pub(crate) async fn sweep(root: &Path) -> Result<(), Error> {
    let root = root.to_owned();
    spawn_blocking(move || {
        for left in vault::list(&root)? {
            match vault::delete(&root, left.id, &left.name) {
                Err(vault::Error::InUse) | Ok(()) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Ok(())
    })
    .await?
}

/// Takes the statements in as a user would, and does by hand what users do by hand.
async fn fill(book: &Book, now: Now) -> Result<(), Error> {
    // Nobody could unlock it again.
    let settings =
        Settings { auto_lock_minutes: 0, recovery_confirmed: true, ..book.session().settings };
    let Settings { currency, locale, .. } = settings::set(book, settings).await?;
    for account in life::accounts(now.today, locale) {
        let draft = AccountDraft {
            name: account.name.into(),
            kind: account.kind,
            currency: currency.code().into(),
            opening_balance: ledger::Money::from_minor(account.opening, currency).to_string(),
            opened_on: account.entries.first().map_or(now.today, |first| first.day).to_string(),
            iban: String::new(),
        };
        let id = accounts::create(book, &draft, now).await?.id;
        let upload = imports::Upload {
            name: format!("{}.csv", account.name),
            bytes: life::csv(&account.entries, currency).into_bytes().into(),
        };
        let go_on = |_| ControlFlow::Continue(());
        let file = imports::prepare(book, upload, &[id.into()], Default::default(), go_on).await?;
        let digest = file.preview().digest;
        imports::commit(book, &file, &[], &digest, now, go_on).await?;
    }
    let until = now.today - Days::new(u64::from(now.today.day()));
    let reviewed = Filter {
        period: Some(Period::new(until - Days::new(2 * 366), until)),
        review: true,
        ..Filter::default()
    };
    let ids = transactions::ids(book, &reviewed, Sort::default(), ALL).await?;
    review::accept(book, &ids).await?;
    // This month is not reviewed yet, but what was learned from the others holds for it.
    review::classify_again(book, now, |_| ControlFlow::Continue(())).await?;

    let tag = match locale {
        Locale::En => "holiday",
        Locale::De => "urlaub",
    };
    for payee in life::JOURNEY {
        let ids: Vec<_> = named(book, payee).await?.iter().map(|row| row.id).collect();
        transactions::tag(book, &ids, &[tag.to_owned()], &[]).await?;
    }
    for row in named(book, life::FURNITURE).await? {
        split(book, &row, now).await?;
    }
    Ok(())
}

async fn named(book: &Book, payee: &str) -> Result<Vec<Row>, Error> {
    let filter = Filter { text: payee.into(), ..Filter::default() };
    Ok(transactions::list(book, &filter, Sort::default(), ALL).await?.rows)
}

/// Three parts of four stay what they are, the rest was a present.
async fn split(book: &Book, row: &Row, now: Now) -> Result<(), Error> {
    let gifts = crate::categories::list(book).await?;
    let gifts = gifts.iter().find(|one| one.key.as_deref() == Some("shopping.gifts"));
    let part = |category: Option<CategoryId>, amount: ledger::Money| SplitDraft {
        category: category.map_or_else(String::new, |id| id.to_string()),
        amount: amount.to_string(),
        note: String::new(),
    };
    let own = row.splits.first().and_then(|split| split.category);
    let parts = row.amount.allocate(&[3, 1]).into_iter().zip([own, gifts.map(|one| one.id)]);
    let draft = TransactionDraft {
        account: row.account.to_string(),
        date: row.date.to_string(),
        payee: row.payee.as_ref().map_or_else(String::new, |payee| payee.name.clone()),
        amount: row.amount.to_string(),
        direction: Some(Direction::Expense),
        splits: parts.map(|(amount, category)| part(category, amount)).collect(),
        ..TransactionDraft::default()
    };
    transactions::update(book, row.id, &draft, now).await?;
    Ok(())
}
