//! Profiles: made, opened, locked, recovered, deleted.

use crate::setup::{PASSWORD, create, new_profile, now};
use ::ledger::{Code, Field, Filter, Sort, Window};
use app::{
    Book, Error, Secret, Settings, book, demo, profiles, review,
    settings::{self, Locale},
    transactions::{self, Row},
};
use std::{fs, path::Path};
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
    let mut bytes = fs::read(&database).unwrap();
    assert!(!bytes.starts_with(b"SQLite"));
    bytes[20] ^= 1;
    fs::write(&database, &bytes).unwrap();
    let open = || profiles::unlock(dir.path(), &id, PASSWORD.into());
    assert!(matches!(open().await, Err(Error::Damaged)));
    fs::remove_file(&database).unwrap();
    assert!(matches!(open().await, Err(Error::Damaged)));
}

#[tokio::test]
async fn a_demo_is_filled_apart_from_the_profiles_and_gone_when_it_is_locked() {
    let (dir, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    for locale in [Locale::En, Locale::De] {
        let demo = made_up(dir.path(), locale).await;
        assert!(demo.session().demo);
        assert!(profiles::list(dir.path()).await.unwrap().is_empty(), "it is open, and no profile");
        let rows = all(&demo).await;
        assert!(rows.len() > 1000, "{}", rows.len());
        let some = |what: fn(&Row) -> bool| rows.iter().filter(|row| what(row)).count();
        assert!(some(|row| row.transfer.is_some()) >= 80);
        assert!(some(|row| row.splits.len() == 2) >= 5);
        assert!(some(|row| !row.tags.is_empty()) >= 6);
        let sorted = some(|row| row.splits.iter().all(|split| split.category.is_some()));
        assert!(sorted * 100 > rows.len() * 75, "{sorted} of {} in {locale:?}", rows.len());
        let rent = |row: &&Row| row.amount.minor() == -98_500;
        assert!(rows.iter().filter(rent).all(|row| row.splits[0].category.is_some()));
        let waiting = review::count(&demo).await.unwrap();
        assert!((1..60).contains(&waiting), "{waiting}");

        let twin = made_up(other.path(), locale).await;
        assert!(rows == all(&twin).await, "the same day makes the same up");
        for (book, dir) in [(demo, &dir), (twin, &other)] {
            book.lock().await;
            assert_eq!(demos(dir.path()), 0);
        }
    }
}

#[tokio::test]
async fn what_a_crash_leaves_of_a_demo_is_swept_away() {
    let (dir, crashed) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let demo = made_up(dir.path(), Locale::En).await;
    profiles::list(dir.path()).await.unwrap();
    assert_eq!(demos(dir.path()), 1, "nobody takes it from who looks at it");
    // After a crash the files are there, and nobody holds the lock.
    let folder = format!("demo/profiles/{}", demo.session().profile.id);
    fs::create_dir_all(crashed.path().join(&folder)).unwrap();
    for file in fs::read_dir(dir.path().join(&folder)).unwrap().map(Result::unwrap) {
        fs::copy(file.path(), crashed.path().join(&folder).join(file.file_name())).unwrap();
    }
    profiles::list(crashed.path()).await.unwrap();
    assert_eq!(demos(crashed.path()), 0);
    demo.lock().await;
}

async fn made_up(dir: &Path, locale: Locale) -> Book {
    let password = Secret::from("0f9c1c5e-5d7e-4d0c-9f4f-2a1b6c9d8e7f");
    demo::create(dir, password, locale, "de_DE.UTF-8", now()).await.unwrap()
}

fn demos(dir: &Path) -> usize {
    fs::read_dir(dir.join("demo/profiles")).unwrap().count()
}

async fn all(book: &Book) -> Vec<Row> {
    let mut rows = Vec::new();
    loop {
        let window = Window { offset: u32::try_from(rows.len()).unwrap(), limit: 500 };
        let page = transactions::list(book, &Filter::default(), Sort::default(), window).await;
        let page = page.unwrap();
        rows.extend(page.rows);
        if rows.len() == usize::try_from(page.total).unwrap() {
            return rows;
        }
    }
}
