//! What the stories share: a real profile in a temporary folder, at the lowest key cost.

use ::ledger::{AccountId, AccountKind, draft::AccountDraft};
use app::{Book, Now, Secret, accounts, imports, profiles, settings::Locale};
use std::{ops::ControlFlow, path::Path};
use tempfile::TempDir;

pub(crate) const PASSWORD: &str = "correct horse battery staple";

/// Tuesday, 10 March 2026.
pub(crate) fn now() -> Now {
    Now { today: "2026-03-10".parse().unwrap(), ms: 1_773_136_800_000 }
}

pub(crate) fn new_profile(name: &str) -> profiles::NewProfile {
    profiles::NewProfile {
        name: name.into(),
        email: "anna@example.org".into(),
        password: PASSWORD.into(),
        currency: "EUR".into(),
        locale: Locale::De,
    }
}

pub(crate) async fn create(dir: &Path) -> (Book, String) {
    let cost = vault::Cost::OWASP;
    profiles::create(dir, new_profile("Anna"), "de_DE.UTF-8", cost, now()).await.unwrap()
}

/// A profile with one account.
pub(crate) async fn book() -> (TempDir, Book, AccountId) {
    let dir = tempfile::tempdir().unwrap();
    let (book, _) = create(dir.path()).await;
    let account = account(&book, "Giro").await;
    (dir, book, account)
}

pub(crate) async fn account(book: &Book, name: &str) -> AccountId {
    let draft = AccountDraft {
        name: name.into(),
        kind: AccountKind::Checking,
        currency: "EUR".into(),
        opening_balance: "100".into(),
        opened_on: "2026-01-01".into(),
        iban: String::new(),
    };
    accounts::create(book, &draft, now()).await.unwrap().id
}

/// Locks a book and opens it again.
pub(crate) async fn reopen(dir: &Path, book: Book) -> Book {
    let id = book.session().profile.id;
    book.lock().await;
    profiles::unlock(dir, &id, Secret::from(PASSWORD)).await.unwrap()
}

pub(crate) fn upload(name: &str, text: &str) -> imports::Upload {
    imports::Upload { name: name.into(), bytes: text.as_bytes().into() }
}

pub(crate) async fn prepare(book: &Book, text: &str, account: AccountId) -> imports::Draft {
    let go_on = |_| ControlFlow::Continue(());
    imports::prepare(book, upload("giro.csv", text), &[account.into()], Default::default(), go_on)
        .await
        .unwrap()
}

/// Takes a file in as it is proposed.
pub(crate) async fn import(book: &Book, text: &str, account: AccountId) -> imports::ImportResult {
    let draft = prepare(book, text, account).await;
    let digest = draft.preview().digest;
    let go_on = |_| ControlFlow::Continue(());
    imports::commit(book, &draft, &[], &digest, now(), go_on).await.unwrap()[0]
}
