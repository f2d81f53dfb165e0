//! `eiq account`.

use crate::{
    args::{Args, NewAccountArgs},
    failure::Failure,
    now, output, session,
};
use app::{
    Book,
    accounts::{self, AccountView},
};
use ledger::{AccountId, draft::AccountDraft};

pub(crate) async fn create(args: &Args, new: &NewAccountArgs) -> Result<(), Failure> {
    let account = session::with(args, async |book| {
        let own = || book.session().settings.currency.code().to_owned();
        let draft = AccountDraft {
            name: new.name.clone(),
            kind: new.kind,
            currency: new.currency.clone().unwrap_or_else(own),
            opening_balance: new.opening.clone(),
            opened_on: new.opened.clone(),
            iban: new.iban.clone(),
        };
        Ok(accounts::create(book, &draft, now()).await?)
    })
    .await?;
    if args.json { output::json(&account) } else { table([account]) }
}

pub(crate) async fn list(args: &Args) -> Result<(), Failure> {
    let all = session::with(args, async |book| Ok(accounts::list(book).await?)).await?;
    if args.json { output::json(&all) } else { table(all) }
}

fn table(accounts: impl IntoIterator<Item = AccountView>) -> Result<(), Failure> {
    let rows = accounts.into_iter().map(|account| {
        let closed = if account.closed { "closed" } else { "" };
        vec![
            account.name,
            account.kind.as_str().to_owned(),
            output::money(account.balance),
            account.transactions.to_string(),
            closed.to_owned(),
        ]
    });
    output::table(&["Account", "Kind", "Balance", "Transactions", ""], &[2, 3], rows)
}

/// The account of a name, whatever its case, or of an id.
pub(crate) async fn find(book: &Book, name: &str) -> Result<AccountId, Failure> {
    let all = accounts::list(book).await?;
    let found = all.iter().find(|account| {
        account.name.to_lowercase() == name.to_lowercase() || account.id.to_string() == name
    });
    found.map(|account| account.id).ok_or_else(|| Failure::Unknown {
        what: "account",
        name: name.to_owned(),
        known: all.into_iter().map(|account| account.name).collect(),
    })
}
