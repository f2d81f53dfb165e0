//! Profiles: made, opened, locked, recovered, deleted.

use crate::setup::{PASSWORD, create, new_profile, now};
use ::ledger::{Code, Field};
use app::{Error, Secret, Settings, book, profiles, settings};
use vault::Cost;

fn problems(error: Error) -> Vec<(Field, Code)> {
    match error {
        Error::Invalid(problems) => problems.as_slice().iter().map(|p| (p.field, p.code)).collect(),
        other => panic!("{other}"),
    }
}

#[tokio::test]
async fn a_profile_is_made_locked_and_opened_again() {
    let dir = tempfile::tempdir().unwrap();
    assert!(profiles::list(dir.path()).await.unwrap().is_empty());
    let (book, code) = create(dir.path()).await;
    assert_eq!(code.split('-').count(), 9);
    let session = book.session();
    assert_eq!((session.profile.name.as_str(), session.settings.country.as_str()), ("Anna", "DE"));
    let listed = profiles::list(dir.path()).await.unwrap();
    assert_eq!(listed[0].state, profiles::ProfileState::OpenElsewhere);
    let id = session.profile.id.clone();
    let again = profiles::unlock(dir.path(), &id, PASSWORD.into()).await;
    assert!(matches!(again, Err(Error::InUse)));

    let settings = Settings { auto_lock_minutes: 0, ..session.settings };
    settings::set(&book, settings.clone()).await.unwrap();
    book::confirm_recovery(&book).await.unwrap();
    let other = book.clone();
    book.lock().await;
    assert!(matches!(app::accounts::list(&other).await, Err(Error::Locked)));
    assert_eq!(profiles::list(dir.path()).await.unwrap()[0].state, profiles::ProfileState::Ready);

    let wrong = profiles::unlock(dir.path(), &id, "another long password".into()).await;
    assert!(matches!(wrong, Err(Error::WrongPassword { failures: 1, retry_after_ms: 0 })));
    let book = profiles::unlock(dir.path(), &id, PASSWORD.into()).await.unwrap();
    assert_eq!(book.session().profile.email, "anna@example.org");
    assert_eq!(book.session().settings, Settings { recovery_confirmed: true, ..settings });
}

#[tokio::test]
async fn everything_wrong_with_a_new_profile_is_said_at_once() {
    let dir = tempfile::tempdir().unwrap();
    let bad = profiles::NewProfile {
        name: " ".into(),
        email: "anna".into(),
        password: "short".into(),
        currency: "ZZZ".into(),
        ..new_profile("")
    };
    let error = profiles::create(dir.path(), bad, "", Cost::OWASP, now()).await.err().unwrap();
    assert_eq!(
        problems(error),
        [
            (Field::Name, Code::Required),
            (Field::Email, Code::Wrong),
            (Field::Password, Code::TooShort),
            (Field::Currency, Code::Unknown),
        ]
    );
    create(dir.path()).await;
    let twice = profiles::create(dir.path(), new_profile("anna"), "", Cost::OWASP, now()).await;
    assert_eq!(problems(twice.err().unwrap()), [(Field::Name, Code::Taken)]);
}

#[tokio::test]
async fn the_recovery_code_opens_once_and_sets_a_new_password() {
    let dir = tempfile::tempdir().unwrap();
    let (book, code) = create(dir.path()).await;
    let id = book.session().profile.id;
    book.lock().await;
    let new = Secret::from("a much newer password 7");
    let (book, next) =
        profiles::recover(dir.path(), &id, code.as_str().into(), new.clone()).await.unwrap();
    assert_ne!(code, next);
    book.lock().await;
    let used = profiles::recover(dir.path(), &id, code.into(), new.clone()).await;
    assert_eq!(problems(used.err().unwrap()), [(Field::RecoveryCode, Code::Wrong)]);
    let old = profiles::unlock(dir.path(), &id, PASSWORD.into()).await;
    assert!(matches!(old, Err(Error::WrongPassword { .. })));
    let book = profiles::unlock(dir.path(), &id, new.clone()).await.unwrap();

    book::change_password(&book, new, "yet another password 8".into()).await.unwrap();
    let renamed = book::rename(&book, "Berta".into()).await.unwrap();
    assert_eq!(renamed.profile.name, "Berta");
    book.lock().await;
    let wrong_name = profiles::delete(dir.path(), &id, "Anna").await;
    assert_eq!(problems(wrong_name.unwrap_err()), [(Field::Name, Code::Wrong)]);
    profiles::delete(dir.path(), &id, "Berta").await.unwrap();
    assert!(profiles::list(dir.path()).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_database_that_is_gone_or_broken_is_damage_and_not_a_wrong_password() {
    let dir = tempfile::tempdir().unwrap();
    let (book, _) = create(dir.path()).await;
    let id = book.session().profile.id;
    book.lock().await;
    let database = dir.path().join("profiles").join(&id).join("ledger.db");
    let mut bytes = std::fs::read(&database).unwrap();
    assert!(!bytes.starts_with(b"SQLite"));
    bytes[20] ^= 1;
    std::fs::write(&database, &bytes).unwrap();
    let open = || profiles::unlock(dir.path(), &id, PASSWORD.into());
    assert!(matches!(open().await, Err(Error::Damaged)));
    std::fs::remove_file(&database).unwrap();
    assert!(matches!(open().await, Err(Error::Damaged)));
}
