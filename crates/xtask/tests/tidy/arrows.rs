//! Who may know whom. Only what ends up in the product counts, not what builds or tests it.

use std::{
    collections::{BTreeMap, BTreeSet},
    process::Command,
};

use cargo_metadata::{DependencyKind, MetadataCommand};

use crate::{assert_none, tree::root};

/// The crates of the workspace that each one may name in its Cargo.toml, from the core outwards.
const ARROWS: [(&str, &[&str]); 14] = [
    ("ledger", &[]),
    ("statements", &["ledger"]),
    ("classifier", &["ledger"]),
    ("exports", &["ledger"]),
    ("rules", &["ledger"]),
    ("store", &["ledger"]),
    ("vault", &[]),
    ("assistant", &[]),
    (
        "app",
        &["ledger", "statements", "classifier", "exports", "rules", "store", "vault", "assistant"],
    ),
    ("expenseiq", &["app", "ledger", "statements"]),
    ("cli", &["app", "ledger", "statements", "classifier"]),
    ("e2e", &["app", "ledger"]),
    ("bench", &["app", "classifier", "e2e", "ledger", "statements", "vault"]),
    ("xtask", &[]),
];

/// Crates that must not be reachable, neither directly nor through others.
const ABSENT: [(&[&str], &[&str], &str); 4] = [
    (
        &["ledger", "statements", "classifier", "exports", "rules"],
        &["tokio", "async-std", "sqlx", "libsqlite3-sys", "rand", "getrandom", "tempfile"],
        "is pure: no async, database, randomness or files",
    ),
    (
        &["app", "cli", "store", "vault"],
        &["tauri", "wry", "tao", "gtk", "webkit2gtk"],
        "works without a window",
    ),
    (
        &["ledger", "statements", "classifier", "store", "vault"],
        HTTP,
        "has no HTTP client, which only `assistant` brings along",
    ),
    (&["vault", "assistant"], &["sqlx", "libsqlite3-sys"], "knows no database"),
];

/// Crates that one of ours may name only where it is said who.
const RESERVED: [(&[&str], &[&str]); 3] = [
    (HTTP, &["assistant", "e2e"]),
    (&["sqlx", "libsqlite3-sys"], &["store"]),
    (&["tauri", "tauri-specta"], &["expenseiq"]),
];

const HTTP: &[&str] = &[
    "async-openai",
    "attohttpc",
    "curl",
    "fantoccini",
    "hyper",
    "hyper-util",
    "isahc",
    "minreq",
    "reqwest",
    "surf",
    "ureq",
];

#[derive(Default)]
struct Graph {
    /// Each workspace crate, and what it names in its Cargo.toml.
    direct: BTreeMap<String, BTreeSet<String>>,
    /// Each workspace crate, and all that is linked into it with the features that it asks for.
    reachable: BTreeMap<String, BTreeSet<String>>,
}

impl Graph {
    fn of_this_workspace() -> Graph {
        let metadata =
            MetadataCommand::new().manifest_path(root().join("Cargo.toml")).no_deps().exec();
        let mut graph = Graph::default();
        for package in metadata.unwrap().packages {
            let normal = package
                .dependencies
                .into_iter()
                .filter(|dependency| dependency.kind == DependencyKind::Normal);
            graph.direct.insert(package.name.clone(), normal.map(|dep| dep.name).collect());
            graph.reachable.insert(package.name.clone(), linked(&package.name));
        }
        graph
    }
}

/// `cargo metadata` mixes the features of the whole workspace; `cargo tree` knows those of one
/// crate, on this platform.
fn linked(package: &str) -> BTreeSet<String> {
    let output = Command::new(env!("CARGO"))
        .args(["tree", "--locked", "--edges", "normal", "--prefix", "none", "--package", package])
        .current_dir(root())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let lines = String::from_utf8(output.stdout).unwrap();
    lines.lines().filter_map(|line| line.split(' ').next()).map(String::from).collect()
}

fn check(graph: &Graph) -> Vec<String> {
    let mut problems = Vec::new();
    for (name, direct) in &graph.direct {
        let Some((_, allowed)) = ARROWS.iter().find(|(known, _)| known == name) else {
            problems.push(format!("{name}: say in ARROWS what this crate may know"));
            continue;
        };
        for other in direct {
            if graph.direct.contains_key(other) && !allowed.contains(&other.as_str()) {
                problems.push(format!("{name} must not depend on {other}"));
            }
            for (_, may) in RESERVED.iter().filter(|(crates, _)| crates.contains(&other.as_str())) {
                if !may.contains(&name.as_str()) {
                    problems.push(format!("{name} must not depend on {other}; {may:?} may"));
                }
            }
        }
        for (_, absent, because) in ABSENT.iter().filter(|(who, ..)| who.contains(&name.as_str())) {
            for other in absent.iter().filter(|other| graph.reachable[name].contains(**other)) {
                problems.push(format!("{name} {because}, but reaches {other}"));
            }
        }
    }
    problems
}

#[test]
fn crates_know_only_whom_they_may() {
    let graph = Graph::of_this_workspace();
    assert!(graph.reachable["expenseiq"].contains("tauri"));
    assert_none(&check(&graph));
}

#[test]
fn a_wrong_arrow_is_found() {
    type Arrows<'a> = &'a [(&'a str, &'a str)];
    let graph = |direct: Arrows<'_>, reachable: Arrows<'_>| {
        let collect = |arrows: Arrows<'_>| {
            let mut all: BTreeMap<String, BTreeSet<String>> =
                ARROWS.iter().map(|(name, _)| ((*name).into(), BTreeSet::new())).collect();
            for (from, to) in arrows {
                all.entry((*from).into()).or_default().insert((*to).into());
            }
            all
        };
        Graph { direct: collect(direct), reachable: collect(reachable) }
    };
    for wrong in [
        ("ledger", "store"),
        ("vault", "store"),
        ("store", "vault"),
        ("app", "reqwest"),
        ("vault", "sqlx"),
        ("cli", "tauri"),
        ("expenseiq", "store"),
    ] {
        assert_eq!(check(&graph(&[wrong], &[])).len(), 1, "{wrong:?}");
    }
    for wrong in [("statements", "tokio"), ("app", "wry"), ("cli", "gtk"), ("store", "reqwest")] {
        assert_eq!(check(&graph(&[], &[wrong])).len(), 1, "{wrong:?}");
    }
    let good = [("app", "assistant"), ("assistant", "reqwest"), ("store", "sqlx")];
    assert_none(&check(&graph(&good, &[("e2e", "reqwest"), ("expenseiq", "gtk")])));
    assert_eq!(check(&graph(&[("new", "ledger")], &[])).len(), 1);
}
