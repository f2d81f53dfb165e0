//! Whatever we pass on may be passed on. deny.toml holds the list; the UI's packages add a font's.

use cargo_metadata::MetadataCommand;
use spdx::{Expression, LicenseReq, ParseMode};

use crate::{
    assert_none,
    tree::{read, root},
};

/// The SIL Open Font License, for Inter.
const FONT: &str = "OFL-1.1";

/// A package's name and what its manifest says of its licence.
type Package = (String, Option<String>);

fn check(packages: &[Package], allowed: &[String]) -> Vec<String> {
    let may = |requirement: &LicenseReq| allowed.contains(&requirement.to_string());
    let problem = |(name, licence): &Package| {
        let licence = licence.as_deref().unwrap_or_default();
        let good = Expression::parse_mode(licence, ParseMode::LAX)
            .is_ok_and(|expression| expression.evaluate(may));
        (!good).then(|| format!("{name}: licence {licence:?} is not in deny.toml"))
    };
    packages.iter().filter_map(problem).collect()
}

fn allowed() -> Vec<String> {
    let deny: toml::Table = read("deny.toml").parse().unwrap();
    let list = deny["licenses"]["allow"].as_array().unwrap();
    list.iter().map(|licence| licence.as_str().unwrap().to_owned()).collect()
}

#[test]
fn crates_have_a_licence_that_we_accept() {
    // On every platform, whichever this one is.
    let metadata = MetadataCommand::new().manifest_path(root().join("Cargo.toml")).exec().unwrap();
    let packages: Vec<Package> =
        metadata.packages.into_iter().map(|package| (package.name, package.license)).collect();
    assert!(packages.len() > 100);
    assert_none(&check(&packages, &allowed()));
}

#[test]
fn shipped_npm_packages_have_a_licence_that_we_accept() {
    let lock: serde_json::Value = serde_json::from_str(&read("ui/package-lock.json")).unwrap();
    let packages: Vec<Package> = lock["packages"]
        .as_object()
        .unwrap()
        .iter()
        .filter(|(path, package)| path.starts_with("node_modules/") && package["dev"] != true)
        .map(|(path, package)| (path.clone(), package["license"].as_str().map(String::from)))
        .collect();
    assert!(packages.iter().any(|(path, _)| path.ends_with("chart.js")));
    assert_none(&check(&packages, &[allowed(), vec![FONT.into()]].concat()));
}

#[test]
fn a_licence_that_binds_us_is_found() {
    let verdict = |licence: Option<&str>| {
        check(&[("x".into(), licence.map(String::from))], &allowed()).is_empty()
    };
    for bad in ["GPL-3.0-only", "AGPL-3.0-or-later", "MIT AND GPL-2.0-only", "Proprietary", ""] {
        assert!(!verdict(Some(bad)), "{bad}");
    }
    assert!(!verdict(None));
    for good in ["MIT", "MIT/Apache-2.0", "GPL-3.0-only OR MIT", "(MIT OR GPL-3.0-only) AND ISC"] {
        assert!(verdict(Some(good)), "{good}");
    }
}
