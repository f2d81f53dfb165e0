//! Each command of the shell is in a capability, and a capability names no other.

use std::collections::BTreeSet;

use regex::Regex;
use serde_json::Value;

use crate::{
    assert_none,
    tree::{File, files},
};

/// The functions that carry `#[tauri::command]`.
fn commands(sources: &[File]) -> BTreeSet<String> {
    let command = Regex::new(
        r"(?m)^\s*#\[(?:tauri::)?command[^\]]*\]\s*(?:#\[[^\]]*\]\s*|///[^\n]*\s*)*(?:pub(?:\([^)]*\))?\s+)?(?:async\s+)?fn\s+(\w+)",
    )
    .unwrap();
    let names = sources.iter().flat_map(|file| command.captures_iter(&file.text));
    names.map(|found| found[1].to_owned()).collect()
}

/// The commands of the app that capabilities allow; permissions of plug-ins have a colon in them.
fn allowed(capabilities: &[File]) -> BTreeSet<String> {
    let mut allowed = BTreeSet::new();
    for file in capabilities {
        let value: Value = serde_json::from_str(&file.text).unwrap();
        for permission in value["permissions"].as_array().unwrap() {
            let name = permission.as_str().or(permission["identifier"].as_str()).unwrap();
            if let Some(command) = name.strip_prefix("allow-") {
                allowed.insert(command.replace('-', "_"));
            }
        }
    }
    allowed
}

fn check(sources: &[File], capabilities: &[File]) -> Vec<String> {
    let (commands, allowed) = (commands(sources), allowed(capabilities));
    let missing = commands.difference(&allowed);
    let unknown = allowed.difference(&commands);
    missing
        .map(|name| format!("command {name} is in no capability"))
        .chain(unknown.map(|name| format!("a capability allows {name}, which is no command")))
        .collect()
}

#[test]
fn every_command_is_in_a_capability() {
    let (sources, others): (Vec<File>, Vec<File>) = files()
        .into_iter()
        .filter(|file| file.path.starts_with("src-tauri/"))
        .partition(|file| file.path.starts_with("src-tauri/src/") && file.has_extension(&["rs"]));
    let capabilities: Vec<File> = others
        .into_iter()
        .filter(|file| file.path.starts_with("src-tauri/capabilities/"))
        .collect();
    assert!(!commands(&sources).is_empty(), "no command found: has the attribute changed?");
    assert_none(&check(&sources, &capabilities));
}

#[test]
fn a_command_without_capability_is_found() {
    let source = |text: &str| vec![File::new("src-tauri/src/commands/a.rs", text)];
    let capability = |list: &str| {
        let text = format!(r#"{{"permissions": [{list}]}}"#);
        vec![File::new("src-tauri/capabilities/main.json", &text)]
    };
    let two = "#[tauri::command]\n#[specta::specta]\npub(crate) async fn add_it(x: u8) {}\n\n\
               #[tauri::command(async)]\n/// Says what.\n#[specta::specta]\npub fn undo() {}\nfn not_me() {}";
    let both = r#""core:event:default", "allow-add-it", {"identifier": "allow-undo"}"#;
    assert_none(&check(&source(two), &capability(both)));
    assert_eq!(check(&source(two), &capability(r#""allow-undo""#)).len(), 1);
    assert_eq!(check(&source(two), &capability("")).len(), 2);
    assert_eq!(check(&source(""), &capability(r#""allow-undo""#)).len(), 1);
}
