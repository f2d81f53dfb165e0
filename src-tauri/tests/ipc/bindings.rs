//! The bindings of the UI, the permissions, and the commands are one list.

use expenseiq_shell::ipc;
use specta_typescript::Typescript;
use std::{collections::BTreeSet, fs, path::Path};
use tauri::test::MockRuntime;

const WHERE: &str = "ui/src/ipc/bindings.ts";

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// `UPDATE_BINDINGS=1 cargo test --test ipc bindings` writes them.
#[test]
fn bindings_are_current() {
    let folder = tempfile::tempdir().unwrap();
    let fresh = folder.path().join("bindings.ts");
    ipc::<MockRuntime>().export(Typescript::default(), &fresh).unwrap();
    let fresh = fs::read_to_string(fresh).unwrap();
    let path = root().join(WHERE);
    if std::env::var_os("UPDATE_BINDINGS").is_some() {
        fs::write(&path, &fresh).unwrap();
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        kept == fresh,
        "{WHERE} is not current: UPDATE_BINDINGS=1 cargo test --test ipc bindings"
    );
}

/// The names of all commands, as the web view calls them.
pub(crate) fn commands() -> BTreeSet<String> {
    let text = fs::read_to_string(root().join(WHERE)).unwrap();
    let calls = text.split("__TAURI_INVOKE(\"").skip(1);
    calls.map(|call| call.split('"').next().unwrap().to_owned()).collect()
}

#[test]
fn the_main_window_may_call_every_command_and_nothing_else() {
    let allowed = allowed("main.json");
    let expect: BTreeSet<String> = commands()
        .iter()
        .map(|name| format!("allow-{}", name.replace('_', "-")))
        .chain(["core:event:allow-listen".into(), "core:event:allow-unlisten".into()])
        .collect();
    assert_eq!(allowed, expect);
    assert!(allowed.is_superset(&self::allowed("quick.json")));
}

fn allowed(file: &str) -> BTreeSet<String> {
    let path = root().join("src-tauri/capabilities").join(file);
    let file: serde_json::Value = serde_json::from_slice(&fs::read(path).unwrap()).unwrap();
    serde_json::from_value(file["permissions"].clone()).unwrap()
}
