//! Opening, locking, and what the windows hear of it.

use crate::window::{PASSWORD, Window, account, expense, profile};
use serde_json::{Value, json};
use std::time::Duration;

const SOON: Duration = Duration::from_secs(20);

#[test]
fn a_profile_is_created_locked_and_unlocked() {
    let window = Window::open();
    let sessions = window.listen("session-changed");
    let created = window.ok("profile_create", profile("Ada"));
    let id = created["session"]["profile"]["id"].clone();
    assert_eq!(sessions.recv_timeout(SOON).unwrap(), json!({ "open": true }));
    assert_eq!(window.ok("session", json!({})), created["session"]);
    assert_eq!(window.ok("preferences_get", json!({}))["lastProfile"], id);

    window.ok("lock", json!({}));
    assert_eq!(sessions.recv_timeout(SOON).unwrap(), json!({ "open": false }));
    assert_eq!(window.ok("session", json!({})), json!(null));
    assert_eq!(window.kind("account_list", json!({})), "locked");

    let wrong = window.call("profile_unlock", json!({ "id": id, "password": "no" })).unwrap_err();
    assert_eq!((&wrong["kind"], &wrong["failures"]), (&json!("wrongPassword"), &json!(1)));
    assert!(wrong["retryAfterMs"].is_number());
    let opened = window.ok("profile_unlock", json!({ "id": id, "password": PASSWORD }));
    assert_eq!(opened, created["session"]);
    window.ok("account_list", json!({}));
}

#[test]
fn a_forgotten_password_is_replaced_by_the_recovery_code() {
    let window = Window::open();
    let created = window.ok("profile_create", profile("Ada"));
    let (id, code) = (&created["session"]["profile"]["id"], &created["recoveryCode"]);
    window.ok("lock", json!({}));
    let password = "another horse, another battery";
    let args = json!({ "id": id, "code": code, "newPassword": password });
    let recovered = window.ok("profile_recover", args);
    assert_ne!(recovered["recoveryCode"], *code);
    window.ok("lock", json!({}));
    window.ok("profile_unlock", json!({ "id": id, "password": password }));
}

#[test]
fn opening_another_profile_locks_the_first() {
    let window = Window::with_book();
    window.ok("profile_create", profile("Grace"));
    assert_eq!(window.ok("account_list", json!({})), json!([]));
    let names = window.ok("profile_list", json!({}));
    let names: Vec<_> = names.as_array().unwrap().iter().map(|one| &one["name"]).collect();
    assert_eq!(names, ["Ada", "Grace"]);
}

#[test]
fn an_open_profile_can_be_deleted_by_its_name_only() {
    let window = Window::open();
    let created = window.ok("profile_create", profile("Ada"));
    let id = &created["session"]["profile"]["id"];
    let delete = |name: &str| json!({ "id": id, "typedName": name });
    assert_eq!(window.kind("profile_delete", delete("Eve")), "invalid");
    window.ok("profile_delete", delete("Ada"));
    assert_eq!(window.ok("session", json!({})), json!(null));
    assert_eq!(window.ok("profile_list", json!({})), json!([]));
}

#[test]
fn each_change_is_told_once_with_what_it_touches() {
    let window = Window::open();
    let changes = window.listen("ledger-changed");
    window.ok("profile_create", profile("Ada"));
    window.ok("account_create", json!({ "draft": account("Giro") }));
    window.ok("transaction_add", json!({ "draft": expense("3") }));
    window.ok("undo", json!({}));
    // Nothing is told of what was not saved.
    assert_eq!(window.kind("transaction_add", json!({ "draft": expense("0") })), "invalid");

    let told: Vec<Value> =
        std::iter::from_fn(|| changes.recv_timeout(Duration::from_millis(500)).ok()).collect();
    let [made, added, undone] = &told[..] else { panic!("{told:#?}") };
    let touches = |change: &Value, topic| change["topics"].as_array().unwrap().contains(&topic);
    assert!(touches(made, json!("accounts")) && !touches(made, json!("transactions")), "{made}");
    assert!(touches(added, json!("transactions")) && touches(undone, json!("transactions")));
    let revisions: Vec<_> = told.iter().map(|change| change["revision"].as_u64()).collect();
    assert!(revisions.is_sorted() && revisions[0] < revisions[2], "{revisions:?}");
}

#[test]
fn preferences_are_kept() {
    let window = Window::open();
    let mut preferences = window.ok("preferences_get", json!({}));
    assert_eq!(
        (&preferences["theme"], &preferences["closeToTray"]),
        (&json!("system"), &json!(null))
    );
    preferences["theme"] = json!("dark");
    preferences["hideAmounts"] = json!(true);
    window.ok("preferences_set", json!({ "preferences": preferences }));
    assert_eq!(window.ok("preferences_get", json!({})), preferences);
}
