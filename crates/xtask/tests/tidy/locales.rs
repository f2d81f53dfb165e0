//! Every locale has every text, with the same arguments.

use std::collections::{BTreeMap, BTreeSet};

use regex::Regex;
use serde_json::Value;

use crate::{
    assert_none,
    tree::{File, files},
};

/// English is the type of all others.
const MODEL: &str = "ui/src/locales/en.json";

/// Each text under its full key, `a.b.c`.
fn texts(value: &Value, key: &str, into: &mut BTreeMap<String, String>) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                let key = if key.is_empty() { name.clone() } else { format!("{key}.{name}") };
                texts(value, &key, into);
            }
        }
        Value::String(text) => {
            into.insert(key.into(), text.clone());
        }
        _ => panic!("{key} is neither text nor group"),
    }
}

fn parse(file: &File) -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    let value = serde_json::from_str(&file.text).unwrap_or_else(|e| panic!("{}: {e}", file.path));
    texts(&value, "", &mut all);
    all
}

/// The names in `{name}` and `{name, plural, …}`. What stands within a plural's or select's
/// branches counts too, and is the same in every language, save for the branches' own texts.
fn arguments(text: &str) -> BTreeSet<String> {
    let argument = Regex::new(r"\{\s*([a-z][A-Za-z0-9]*)\s*(?:\}|,\s*[a-z]+)").unwrap();
    argument.captures_iter(text).map(|found| found[1].to_owned()).collect()
}

fn check(files: &[File]) -> Vec<String> {
    let Some(model) = files.iter().find(|file| file.path == MODEL) else {
        return vec![format!("{MODEL} is missing")];
    };
    let model = parse(model);
    let mut problems = Vec::new();
    for file in files.iter().filter(|file| file.path != MODEL) {
        let path = &file.path;
        let texts = parse(file);
        for (key, english) in &model {
            match texts.get(key) {
                None => problems.push(format!("{path}: {key} is missing")),
                Some(text) if text.trim().is_empty() && !english.trim().is_empty() => {
                    problems.push(format!("{path}: {key} is empty"));
                }
                Some(text) if arguments(text) != arguments(english) => {
                    problems.push(format!("{path}: {key} has other arguments than in English"));
                }
                Some(_) => {}
            }
        }
        let extra = texts.keys().filter(|key| !model.contains_key(*key));
        problems.extend(extra.map(|key| format!("{path}: {key} is not in English")));
    }
    problems
}

#[test]
fn every_locale_has_every_text() {
    let files: Vec<File> = files()
        .into_iter()
        .filter(|file| file.path.starts_with("ui/src/locales/") && file.has_extension(&["json"]))
        .collect();
    assert!(files.iter().any(|file| file.path.ends_with("/de.json")), "German is missing");
    assert_none(&check(&files));
}

#[test]
fn a_missing_text_is_found() {
    let english = r#"{"a": {"b": "{n, plural, one {# row} other {# rows}} of {total}"}, "c": "C"}"#;
    let verdict = |german: &str| {
        check(&[File::new(MODEL, english), File::new("ui/src/locales/de.json", german)])
    };
    let good = r#"{"a": {"b": "{n, plural, other {# Zeilen}} von {total}"}, "c": "Zeh"}"#;
    assert_none(&verdict(good));
    for (german, problems) in [
        (r#"{"c": "Zeh"}"#, 1),
        (r#"{"a": {"b": "{n} Zeilen"}, "c": "Zeh"}"#, 1),
        (r#"{"a": {"b": "{n} von {total}"}, "c": ""}"#, 1),
        (r#"{"a": {"b": "{n} von {total}"}, "c": "Zeh", "d": "De"}"#, 1),
        (r#"{}"#, 2),
    ] {
        assert_eq!(verdict(german).len(), problems, "{german}");
    }
    assert_eq!(check(&[]).len(), 1);
}
