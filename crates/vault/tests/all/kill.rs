//! `kill -9` at random moments of a change to the header.
//!
//! The child is this test binary again, running the ignored test `child`.

use std::{
    env, fs,
    hash::{BuildHasher, RandomState},
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
    thread::sleep,
    time::Duration,
};

use crate::shared::{CREATED_MS, FIRST, SECOND, later, made, secret};
use vault::{State, Unlocked, list};

const WORK: &str = "VAULT_TEST_WORK";
const ROOT: &str = "VAULT_TEST_ROOT";

#[test]
#[ignore = "the process that the other tests kill"]
fn child() {
    let (Ok(work), Ok(root)) = (env::var(WORK), env::var(ROOT)) else { return };
    let (mut zoe, _) = made(Path::new(&root), "one");
    println!("\nready");
    let work: fn(&mut Unlocked) = if work == "password" { passwords } else { names };
    loop {
        work(&mut zoe);
    }
}

fn passwords(zoe: &mut Unlocked) {
    for (old, new) in [(FIRST, SECOND), (SECOND, FIRST)] {
        zoe.change_password(&secret(old), &secret(new), later()).unwrap();
    }
}

fn names(zoe: &mut Unlocked) {
    zoe.rename("two").unwrap();
    zoe.rename("one").unwrap();
}

fn start(root: &Path, work: &str) -> Child {
    let mut child = Command::new(env::current_exe().unwrap())
        .args(["--exact", "kill::child", "--ignored", "--nocapture"])
        .env(WORK, work)
        .env(ROOT, root)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    assert!(lines.map_while(Result::ok).any(|line| line == "ready"));
    child
}

fn kill(mut child: Child) {
    child.kill().unwrap();
    child.wait().unwrap();
}

/// Uniform enough: a hash under a random key.
fn random_below(limit: u64) -> u64 {
    RandomState::new().hash_one(0) % limit
}

/// Whether the kill came in the middle of a replacement.
fn hit(dir: &Path) -> bool {
    let copies = ["vault.json", "vault.json.1"].map(|name| fs::read(dir.join(name)).unwrap());
    copies[0] != copies[1]
        || dir.join("vault.json.tmp").exists()
        || dir.join("vault.json.1.tmp").exists()
}

#[test]
fn while_the_header_is_replaced() {
    const KILLS: u32 = 40;
    let mut hits = 0;
    for _ in 0..KILLS {
        let root = tempfile::tempdir().unwrap();
        let child = start(root.path(), "name");
        sleep(Duration::from_micros(random_below(20_000)));
        kill(child);
        let profiles = list(root.path()).unwrap();
        let [zoe] = &profiles[..] else { panic!("{profiles:?}") };
        assert!(["one", "two"].contains(&zoe.name.as_str()), "{zoe:?}");
        assert_eq!((zoe.state, zoe.created_ms), (State::Ready, Some(CREATED_MS)));
        hits += u32::from(hit(&root.path().join("profiles").join(zoe.id.to_string())));
    }
    assert!(hits >= KILLS / 4, "only {hits} kills of {KILLS} came in the middle of a change");
}

#[test]
fn while_the_password_is_changed() {
    for _ in 0..20 {
        let root = tempfile::tempdir().unwrap();
        let root = root.path();
        let child = start(root, "password");
        sleep(Duration::from_millis(random_below(120)));
        kill(child);
        let id = list(root).unwrap()[0].id;
        let opened = [FIRST, SECOND]
            .iter()
            .find_map(|password| vault::unlock(root, id, &secret(password), later()).ok())
            .unwrap();
        let database = fs::read(opened.dir.join("ledger.db")).unwrap();
        assert_eq!(&database, opened.keys.db_key());
    }
}
