//! Passwords and recovery codes: right, wrong, too many, changed, lost.

use std::{
    fs,
    time::{Duration, Instant},
};

use crate::shared::{FIRST, SECOND, close, later, made, secret, unlock};
use vault::{Error, PasswordProblem, ProfileId, RecoveryCode, recover};

fn root() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

fn told(error: Option<Error>) -> (u32, u64) {
    match error {
        Some(Error::WrongPassword { failures, retry_after_ms }) => (failures, retry_after_ms),
        Some(Error::Throttled { retry_after_ms }) => (0, retry_after_ms),
        Some(error) => panic!("{error}"),
        None => panic!("opened"),
    }
}

#[test]
fn failures_are_counted_and_slowed_down() {
    let root = root();
    let root = root.path();
    let zoe = close(made(root, "Zoë").0);
    let start = Instant::now();
    let try_at = |password: &str, ms: u64| {
        vault::unlock(root, zoe.id, &secret(password), start + Duration::from_millis(ms))
    };
    let wrong_at = |ms| told(try_at("wrong", ms).err());
    for failures in 1..=5 {
        assert_eq!(wrong_at(0), (failures, 0));
    }
    assert_eq!(wrong_at(0), (6, 1000));
    assert_eq!(told(try_at(FIRST, 400).err()), (0, 600), "the right one has to wait, too");
    assert_eq!(wrong_at(999), (0, 1), "and waiting is not a failure");
    assert_eq!(wrong_at(1000), (7, 2000));
    assert_eq!(wrong_at(3000), (8, 4000));
    assert_eq!(fs::read_to_string(zoe.dir.join("vault.attempts")).unwrap(), "0000000008\n");
    // What a restart or another process finds is waited for in full.
    fs::write(zoe.dir.join("vault.attempts"), "0000000015\n").unwrap();
    assert_eq!(wrong_at(10_000), (0, 300_000));
    assert_eq!(wrong_at(309_999), (0, 1));
    assert_eq!(wrong_at(310_000), (16, 300_000));
    assert!(try_at(FIRST, 610_000).is_ok(), "never for good");
    assert_eq!(wrong_at(610_000), (1, 0), "a success clears the count");
}

#[test]
fn guessing_in_an_open_profile_is_slowed_down_too() {
    let root = root();
    let (mut zoe, _) = made(root.path(), "Zoë");
    let now = later();
    for failures in 1..=3 {
        let error = zoe.change_password(&secret("wrong"), &secret(SECOND), now).err();
        assert_eq!(told(error), (2 * failures - 1, 0));
        let error = zoe.renew_recovery(&secret("wrong"), now).err();
        assert_eq!(told(error), (2 * failures, if failures == 3 { 1000 } else { 0 }));
    }
    assert_eq!(told(zoe.renew_recovery(&secret(FIRST), now).err()), (0, 1000));
}

#[test]
fn an_unknown_profile_looks_like_a_wrong_password() {
    let root = root();
    let root = root.path();
    let zoe = close(made(root, "Zoë").0);
    let no_profile = vault::unlock(root, ProfileId::NONE, &secret(FIRST), later()).err().unwrap();
    let wrong = unlock(root, &zoe, "wrong").err().unwrap();
    assert_eq!(format!("{no_profile} {no_profile:?}"), format!("{wrong} {wrong:?}"));
    let code = "0000-0000-0000-0000-0000-0000-0000-0000";
    assert!(matches!(
        recover(root, ProfileId::NONE, code, &secret(SECOND)),
        Err(Error::MistypedCode)
    ));
    let (_, code) = made(root, "Max");
    for id in [ProfileId::NONE, zoe.id] {
        let error = recover(root, id, &code.to_string(), &secret(SECOND)).err();
        assert!(matches!(error, Some(Error::WrongCode)));
    }
    assert!(unlock(root, &zoe, FIRST).is_ok(), "as it was");
}

#[test]
fn password_changed() {
    let root = root();
    let root = root.path();
    let (mut zoe, code) = made(root, "Zoë");
    let before = fs::read_to_string(zoe.dir.join("vault.json")).unwrap();
    for (new, problem) in [
        ("short", PasswordProblem::TooShort),
        ("password1234", PasswordProblem::TooWeak),
        (&"long and winding ".repeat(61), PasswordProblem::TooLong),
    ] {
        let refused = zoe.change_password(&secret(FIRST), &secret(new), later());
        assert!(matches!(refused, Err(Error::Password(found)) if found == problem), "{new}");
    }
    assert_eq!(fs::read_to_string(zoe.dir.join("vault.json")).unwrap(), before);
    zoe.change_password(&secret(FIRST), &secret(SECOND), later()).unwrap();
    let after = fs::read_to_string(zoe.dir.join("vault.json")).unwrap();
    assert_ne!(after, before);

    let zoe = close(zoe);
    assert_eq!(told(unlock(root, &zoe, FIRST).err()), (1, 0));
    let again = unlock(root, &zoe, SECOND).ok().unwrap();
    assert_eq!(*again.keys.db_key(), zoe.db_key, "the database keeps its key");
    drop(again);
    // The second copy does not keep the old password alive.
    fs::remove_file(zoe.dir.join("vault.json")).unwrap();
    assert_eq!(told(unlock(root, &zoe, FIRST).err()), (1, 0));
    assert!(unlock(root, &zoe, SECOND).is_ok());
    assert!(recover(root, zoe.id, &code.to_string(), &secret(FIRST)).is_ok(), "the code stays");
}

#[test]
fn recovered() {
    let root = root();
    let root = root.path();
    let (zoe, code) = made(root, "Zoë");
    let zoe = close(zoe);
    // Whoever forgot the password has tried a lot of them.
    fs::write(zoe.dir.join("vault.attempts"), "0000000099\n").unwrap();
    let text = code.to_string();
    let mut slip = text.clone().into_bytes();
    slip.swap(0, text.len() - 1);
    let slip = String::from_utf8(slip).unwrap();
    if slip != text {
        let refused = recover(root, zoe.id, &slip, &secret(SECOND)).err();
        assert!(matches!(refused, Some(Error::MistypedCode)));
    }
    let weak = recover(root, zoe.id, &text, &secret("zoë zoë zoë")).err();
    assert!(matches!(weak, Some(Error::Password(PasswordProblem::TooWeak))));

    let typed = text.to_lowercase().replace('-', " ").replace('0', "o").replace('1', "l");
    let (recovered, new_code) = recover(root, zoe.id, &typed, &secret(SECOND)).ok().unwrap();
    assert_eq!((*recovered.keys.db_key(), recovered.vault_id), (zoe.db_key, zoe.vault_id));
    assert_ne!(new_code.to_string(), text);
    drop(recovered);
    assert!(matches!(recover(root, zoe.id, &text, &secret(FIRST)), Err(Error::WrongCode)));
    assert_eq!(told(unlock(root, &zoe, FIRST).err()), (1, 0), "counted from the start");
    assert!(unlock(root, &zoe, SECOND).is_ok());
    let new_code = RecoveryCode::parse(&new_code.to_string()).ok().unwrap();
    assert!(recover(root, zoe.id, &new_code.to_string(), &secret(FIRST)).is_ok());
}

#[test]
fn recovery_code_renewed() {
    let root = root();
    let root = root.path();
    let (mut zoe, old) = made(root, "Zoë");
    let new = zoe.renew_recovery(&secret(FIRST), later()).ok().unwrap();
    let zoe = close(zoe);
    let refused = recover(root, zoe.id, &old.to_string(), &secret(SECOND)).err();
    assert!(matches!(refused, Some(Error::WrongCode)));
    assert!(unlock(root, &zoe, FIRST).is_ok());
    assert!(recover(root, zoe.id, &new.to_string(), &secret(SECOND)).is_ok());
}

/// A slot below the floor is wrapped anew at login, once.
#[test]
fn cost_lifted_at_login() {
    let root = root();
    let root = root.path();
    let zoe = close(made(root, "Zoë").0);
    let header = || fs::read_to_string(zoe.dir.join("vault.json")).unwrap();
    assert!(header().contains(r#""cost":{"m_kib":19456,"t":2,"p":1}"#));
    assert!(unlock(root, &zoe, "wrong").is_err());
    assert!(header().contains(r#""m_kib":19456"#));
    assert!(unlock(root, &zoe, FIRST).is_ok());
    let lifted = header();
    assert!(lifted.contains(r#""cost":{"m_kib":65536,"t":3,"p":1}"#));
    assert!(unlock(root, &zoe, FIRST).is_ok());
    assert_eq!(header(), lifted);
}
