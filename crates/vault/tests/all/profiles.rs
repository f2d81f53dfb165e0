//! Profiles as folders: made, listed, locked, moved, damaged, deleted.

use std::{fs, path::Path};

use crate::shared::{CREATED_MS, FIRST, Profile, SECOND, close, later, made, secret, unlock};
use vault::{Cost, Damage, Error, NameProblem, ProfileId, State, Summary, create, delete, list};

fn states(root: &Path) -> Vec<(String, State)> {
    list(root).unwrap().into_iter().map(|profile| (profile.name, profile.state)).collect()
}

fn root() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

#[test]
fn secrets_have_no_debug() {
    use static_assertions::{assert_impl_all, assert_not_impl_any};
    assert_not_impl_any!(vault::Keys: std::fmt::Debug, std::fmt::Display, Clone, serde::Serialize);
    assert_not_impl_any!(vault::Unlocked: std::fmt::Debug, Clone, serde::Serialize);
    assert_not_impl_any!(vault::RecoveryCode: std::fmt::Debug, Clone, serde::Serialize);
    assert_not_impl_any!(vault::Draft: std::fmt::Debug, Clone, serde::Serialize);
    assert_impl_all!(vault::Unlocked: Send, Sync);
    assert_eq!(format!("{:?}", secret("hidden")), "SecretBox<str>([REDACTED])");
}

#[test]
fn made_closed_and_opened_again() {
    let root = root();
    let root = root.path();
    assert!(list(root).unwrap().is_empty());
    assert!(list(&root.join("missing")).unwrap().is_empty());
    let (zoe, _) = made(root, "  Zoë ");
    assert_eq!(states(root), [("Zoë".to_owned(), State::InUse)]);
    let zoe = close(zoe);
    let ready = Summary {
        id: zoe.id,
        name: "Zoë".to_owned(),
        created_ms: Some(CREATED_MS),
        state: State::Ready,
    };
    assert_eq!(list(root).unwrap(), [ready]);

    let again = unlock(root, &zoe, FIRST).ok().unwrap();
    assert_eq!((again.id, again.name.as_str(), &again.dir), (zoe.id, "Zoë", &zoe.dir));
    assert_eq!((again.vault_id, *again.keys.db_key()), (zoe.vault_id, zoe.db_key));
    assert_eq!(fs::read(again.dir.join("ledger.db")).unwrap(), zoe.db_key, "untouched");
    assert!(matches!(unlock(root, &zoe, FIRST), Err(Error::InUse)));
    assert!(matches!(vault::recover(root, zoe.id, "", &secret(SECOND)), Err(Error::MistypedCode)));
    drop(again);
    assert!(unlock(root, &zoe, FIRST).is_ok());

    let (max, _) = made(root, "Max");
    assert_ne!((max.vault_id, max.keys.db_key()), (zoe.vault_id, &zoe.db_key));
}

#[test]
fn names() {
    let root = root();
    let root = root.path();
    let (mut zoe, _) = made(root, "Zoë");
    made(root, "Max");
    made(root, "José");
    for (name, problem) in [
        ("", NameProblem::Empty),
        (" \u{a0}\n", NameProblem::Empty),
        ("Z\u{7}oë", NameProblem::Unprintable),
        (&"x".repeat(65), NameProblem::TooLong),
        ("MAX", NameProblem::Taken),
        ("Jose\u{301}", NameProblem::Taken),
    ] {
        let refused = create(root, name, &secret(FIRST), Cost::OWASP, 0).err().unwrap();
        assert!(matches!(refused, Error::Name(found) if found == problem), "{name:?} {refused}");
        let refused = zoe.rename(name).unwrap_err();
        assert!(matches!(refused, Error::Name(found) if found == problem), "{name:?} {refused}");
    }
    assert_eq!(zoe.name, "Zoë");
    zoe.rename("zoë").unwrap();
    zoe.rename("<b>\"Zoë\\ 🐢</b>").unwrap();
    assert_eq!(zoe.name, "<b>\"Zoë\\ 🐢</b>");
    let zoe = close(zoe);
    assert_eq!(unlock(root, &zoe, FIRST).ok().unwrap().name, "<b>\"Zoë\\ 🐢</b>");
    assert_eq!(list(root).unwrap().len(), 3);
}

#[test]
fn a_profile_that_was_not_finished_is_swept_away() {
    let root = root();
    let root = root.path();
    let draft = create(root, "Zoë", &secret(FIRST), Cost::OWASP, 0).ok().unwrap();
    let (id, dir) = (draft.unlocked().id, draft.unlocked().dir.clone());
    fs::write(dir.join("ledger.db"), "half").unwrap();
    assert!(list(root).unwrap().is_empty());
    assert!(dir.join("ledger.db").exists(), "left alone while it is being made");
    drop(draft);
    let unknown = vault::unlock(root, id, &secret(FIRST), later());
    assert!(matches!(unknown, Err(Error::WrongPassword { .. })));
    assert!(matches!(delete(root, id, "Zoë"), Err(Error::NotFound)));
    assert!(list(root).unwrap().is_empty());
    assert!(!dir.exists());
}

#[test]
fn a_copied_folder_is_a_moved_profile() {
    let (from, to) = (root(), root());
    let (zoe, code) = made(from.path(), "Zoë");
    let zoe = close(zoe);
    let target = to.path().join("profiles").join(zoe.id.to_string());
    fs::create_dir_all(&target).unwrap();
    for name in ["vault.json", "ledger.db"] {
        fs::copy(zoe.dir.join(name), target.join(name)).unwrap();
    }
    assert_eq!(states(to.path()), [("Zoë".to_owned(), State::Ready)]);
    let moved = unlock(to.path(), &zoe, FIRST).ok().unwrap();
    assert_eq!((*moved.keys.db_key(), moved.dir.as_path()), (zoe.db_key, target.as_path()));
    drop(moved);
    assert_eq!(
        fs::read(target.join("vault.json")).unwrap(),
        fs::read(target.join("vault.json.1")).unwrap()
    );
    assert!(vault::recover(to.path(), zoe.id, &code.to_string(), &secret(SECOND)).is_ok());
    assert!(unlock(from.path(), &zoe, FIRST).is_ok(), "the original is as it was");
}

#[test]
fn one_damaged_profile_hides_no_other() {
    let root = root();
    let root = root.path();
    let (zoe, max) = (close(made(root, "Zoë").0), close(made(root, "Max").0));
    for name in ["vault.json", "vault.json.1"] {
        fs::write(zoe.dir.join(name), "{").unwrap();
    }
    fs::write(root.join("profiles/notes.txt"), "").unwrap();
    fs::create_dir(root.join("profiles/copy of Max")).unwrap();
    let named = |name: &str, state| (name.to_owned(), state);
    let expected = [named("Max", State::Ready), named(&zoe.id.to_string(), State::Damaged)];
    assert_eq!(states(root), expected);
    assert!(matches!(unlock(root, &zoe, FIRST), Err(Error::Damaged(Damage::Unreadable))));
    fs::remove_file(zoe.dir.join("vault.json")).unwrap();
    fs::remove_file(zoe.dir.join("vault.json.1")).unwrap();
    assert_eq!(states(root), expected, "without a header, but it has data");
    assert!(matches!(unlock(root, &zoe, FIRST), Err(Error::Damaged(Damage::Missing))));
    assert!(unlock(root, &max, FIRST).is_ok());
    assert!(matches!(delete(root, zoe.id, "Zoë"), Err(Error::NameMismatch)));
    delete(root, zoe.id, &zoe.id.to_string()).unwrap();
    assert_eq!(states(root), [named("Max", State::Ready)]);
}

/// In one copy: the profile opens through the other. In both: damaged, not "wrong password".
/// One bit of each byte here; `header.rs` shows it of each bit.
#[test]
fn bits_of_the_header_flipped() {
    let root = root();
    let root = root.path();
    let zoe = close(made(root, "Zoë").0);
    let [header, copy] = ["vault.json", "vault.json.1"].map(|name| zoe.dir.join(name));
    let good = fs::read(&header).unwrap();
    assert_eq!(good, fs::read(&copy).unwrap());
    for byte in 0..good.len() {
        let bit = byte * 8 + byte % 8;
        let mut bad = good.clone();
        bad[bit / 8] ^= 1 << (bit % 8);
        fs::write(&header, &bad).unwrap();
        assert_eq!(list(root).unwrap()[0].state, State::Ready, "bit {bit}");
        fs::write(&copy, &bad).unwrap();
        let opened = unlock(root, &zoe, FIRST);
        assert!(matches!(opened, Err(Error::Damaged(Damage::Unreadable))), "bit {bit}");
        fs::write(&copy, &good).unwrap();
        if byte % 300 == 0 {
            let opened = unlock(root, &zoe, FIRST).ok().unwrap();
            assert_eq!(*opened.keys.db_key(), zoe.db_key);
            drop(opened);
            let healed = fs::read(&header).unwrap();
            assert_eq!(healed, fs::read(&copy).unwrap());
            assert_eq!(list(root).unwrap()[0].state, State::Ready);
        }
    }
}

#[test]
fn headers_of_two_profiles_swapped() {
    let root = root();
    let root = root.path();
    let (zoe, max) = (close(made(root, "Zoë").0), close(made(root, "Max").0));
    let zoe_header = fs::read(zoe.dir.join("vault.json")).unwrap();
    let max_header = fs::read(max.dir.join("vault.json")).unwrap();

    fs::write(zoe.dir.join("vault.json"), &max_header).unwrap();
    assert!(matches!(unlock(root, &zoe, FIRST), Err(Error::Damaged(Damage::Mixed))));
    assert_eq!(fs::read(zoe.dir.join("vault.json.1")).unwrap(), zoe_header, "not overwritten");

    fs::write(zoe.dir.join("vault.json.1"), &max_header).unwrap();
    // The whole header of Max opens as what it is; Zoë's database says that it is not his.
    let opened = unlock(root, &zoe, FIRST).ok().unwrap();
    assert_eq!((opened.vault_id, *opened.keys.db_key()), (max.vault_id, max.db_key));
    assert_ne!(opened.vault_id, zoe.vault_id);
}

fn files_below(dir: &Path, seen: &mut Vec<Vec<u8>>) {
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { files_below(&path, seen) } else { seen.push(fs::read(path).unwrap()) }
    }
}

#[test]
fn deleted() {
    let root = root();
    let root = root.path();
    let (zoe, max) = (made(root, "Zoë").0, close(made(root, "Max").0));
    assert!(matches!(delete(root, zoe.id, "Zoë"), Err(Error::InUse)));
    let Profile { id, dir, .. } = close(zoe);
    assert!(matches!(delete(root, id, "zoe"), Err(Error::NameMismatch)));
    assert!(matches!(delete(root, ProfileId::NONE, ""), Err(Error::NotFound)));
    let header = fs::read(dir.join("vault.json")).unwrap();
    fs::write(dir.join("vault.json.1.tmp"), &header).unwrap();
    // A second name for each header shows what becomes of the bytes on the disk.
    let names = ["vault.json", "vault.json.1", "vault.json.1.tmp"];
    for name in names {
        fs::hard_link(dir.join(name), root.join(name)).unwrap();
    }
    fs::create_dir(dir.join("backups")).unwrap();

    delete(root, id, " Zoë ").unwrap();
    assert!(!dir.exists());
    for name in names {
        let left = fs::read(root.join(name)).unwrap();
        assert_eq!(left.len(), header.len());
        assert!(left.starts_with(b"erased\nerased\n") && !left.contains(&b'{'), "{name}");
    }
    let mut seen = Vec::new();
    files_below(root, &mut seen);
    assert!(!seen.contains(&header));
    assert!(matches!(delete(root, id, "Zoë"), Err(Error::NotFound)));
    assert!(unlock(root, &max, FIRST).is_ok());
}

#[test]
fn a_deletion_that_was_interrupted_is_finished() {
    let root = root();
    let root = root.path();
    let zoe = close(made(root, "Zoë").0);
    fs::write(zoe.dir.join("vault.json"), "erased\n".repeat(100)).unwrap();
    let unknown = unlock(root, &zoe, FIRST);
    assert!(matches!(unknown, Err(Error::WrongPassword { .. })));
    assert!(list(root).unwrap().is_empty());
    assert!(!zoe.dir.exists());
}

#[cfg(unix)]
#[test]
fn for_nobody_else() {
    use std::os::unix::fs::PermissionsExt;
    let root = root();
    let root = root.path().join("data");
    let (mut zoe, _) = made(&root, "Zoë");
    zoe.rename("Zoe").unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    for dir in [&root, &root.join("profiles"), &zoe.dir] {
        assert_eq!(mode(dir), 0o700, "{}", dir.display());
    }
    for name in ["vault.json", "vault.json.1", "vault.lock", "vault.attempts"] {
        assert_eq!(mode(&zoe.dir.join(name)), 0o600, "{name}");
    }
    let zoe = close(zoe);
    fs::set_permissions(&zoe.dir, fs::Permissions::from_mode(0o755)).unwrap();
    unlock(&root, &zoe, FIRST).ok().unwrap();
    assert_eq!(mode(&zoe.dir), 0o700, "tightened");
}

/// Errors of the system say what was being done to which file. A folder stands where a file
/// should: unlike permissions that stops an administrator, too.
#[test]
fn errors_name_the_file() {
    let root = root();
    let root = root.path();
    fs::write(root.join("profiles"), "a file").unwrap();
    let told = |error: Error| {
        let text = error.to_string();
        let Error::Io { path, .. } = error else { panic!("{text}") };
        assert!(path.starts_with(root) && text.contains(path.to_str().unwrap()), "{text}");
        path
    };
    assert_eq!(told(list(root).unwrap_err()), root.join("profiles"));
    told(create(root, "Zoë", &secret(FIRST), Cost::OWASP, 0).err().unwrap());
    fs::remove_file(root.join("profiles")).unwrap();

    let zoe = close(made(root, "Zoë").0);
    for name in ["vault.lock", "vault.attempts"] {
        let path = zoe.dir.join(name);
        fs::remove_file(&path).unwrap();
        fs::create_dir(&path).unwrap();
        assert_eq!(told(unlock(root, &zoe, FIRST).err().unwrap()), path);
        fs::remove_dir(&path).unwrap();
    }
    let mut zoe = unlock(root, &zoe, FIRST).ok().unwrap();
    fs::create_dir(zoe.dir.join("vault.json.1.tmp")).unwrap();
    assert_eq!(told(zoe.rename("Max").unwrap_err()), zoe.dir.join("vault.json.1.tmp"));
    assert_eq!((zoe.name.as_str(), list(root).unwrap()[0].name.as_str()), ("Zoë", "Zoë"));
}
