//! Accounts.

use crate::{Book, Error, Now, Topic};
use ledger::{AccountId, StepKind, StepLabel, draft::AccountDraft};
pub use store::accounts::Account as AccountView;

/// All accounts, the open ones first.
pub async fn list(book: &Book) -> Result<Vec<AccountView>, Error> {
    let db = book.db().await?;
    let mut conn = db.read().await;
    Ok(store::accounts::list(&mut conn).await?)
}

/// Opens an account.
///
/// # Errors
/// [`Error::Invalid`] with everything that is wrong with the draft.
pub async fn create(book: &Book, draft: &AccountDraft, now: Now) -> Result<AccountView, Error> {
    let new = draft.parse(book.session().settings.writing(now.today))?;
    let db = book.db().await?;
    let mut step = db.begin(label(StepKind::AddAccount, &new.name)).await?;
    let id = store::accounts::create(&mut step, &new).await?;
    let account = store::accounts::get(&mut step, id).await?;
    book.cache().forget();
    book.commit(step, &[Topic::Accounts]).await?;
    Ok(account)
}

/// Changes an account. Its currency is fixed once it has transactions.
///
/// # Errors
/// [`Error::Invalid`] with everything that is wrong with the draft.
pub async fn update(
    book: &Book,
    id: AccountId,
    draft: &AccountDraft,
    now: Now,
) -> Result<AccountView, Error> {
    let new = draft.parse(book.session().settings.writing(now.today))?;
    let db = book.db().await?;
    let mut step = db.begin(label(StepKind::EditAccount, &new.name)).await?;
    store::accounts::update(&mut step, id, &new).await?;
    let account = store::accounts::get(&mut step, id).await?;
    book.cache().forget();
    book.commit(step, &[Topic::Accounts]).await?;
    Ok(account)
}

/// Closes an account for new transactions, or opens it again.
pub async fn close(book: &Book, id: AccountId, closed: bool) -> Result<AccountView, Error> {
    let db = book.db().await?;
    let mut step = db.begin(label(StepKind::CloseAccount, "")).await?;
    store::accounts::set_closed(&mut step, id, closed).await?;
    let account = store::accounts::get(&mut step, id).await?;
    step.label.name.clone_from(&account.name);
    book.cache().forget();
    book.commit(step, &[Topic::Accounts]).await?;
    Ok(account)
}

/// Deletes an account.
///
/// # Errors
/// [`Error::Invalid`] when it has transactions.
pub async fn delete(book: &Book, id: AccountId) -> Result<(), Error> {
    let db = book.db().await?;
    let mut step = db.begin(label(StepKind::DeleteAccount, "")).await?;
    step.label.name = store::accounts::get(&mut step, id).await?.name;
    store::accounts::delete(&mut step, id).await?;
    book.cache().forget();
    book.commit(step, &[Topic::Accounts, Topic::Imports]).await
}

fn label(kind: StepKind, name: &str) -> StepLabel {
    StepLabel { kind, count: 1, name: name.to_owned() }
}
