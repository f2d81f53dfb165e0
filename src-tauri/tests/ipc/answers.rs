//! Every command with arguments that it understands: what it answers with a book open, and that
//! it answers `Locked` without one, except for those that are there to get a book.

use crate::{
    bindings,
    window::{PASSWORD, Window, account, expense, profile},
};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// What answers while nobody is logged in.
const OPEN_TO_ALL: [&str; 17] = [
    "app_info",
    "close_answer",
    "lock",
    "main_show",
    "password_strength",
    "preferences_get",
    "preferences_set",
    "profile_create",
    "profile_delete",
    "profile_demo",
    "profile_list",
    "profile_recover",
    "profile_unlock",
    "quick_hide",
    "session",
    "shortcut_get",
    "shortcut_set",
];

/// Command, arguments, and `ok` or the kind of the error: on a book with one account and one
/// expense, in this order.
fn calls() -> Vec<(&'static str, Value, &'static str)> {
    let january = json!({ "from": "2026-01-01", "to": "2026-01-31" });
    let dashboard = json!({ "period": january, "last": "2026-01", "daily": true });
    let with = |mut args: Value, key: &str, value: Value| {
        args[key] = value;
        args
    };
    let list = json!({
        "filter": {
            "period": january, "account": "1", "category": null, "payee": null, "import": null,
            "text": "", "direction": null, "amountMin": null, "amountMax": "99.50", "review": false, "transfers": "include",
        },
        "sort": { "column": "date", "descending": true },
        "window": { "offset": 0, "limit": 50 },
    });
    let category = json!({ "draft": { "name": "Boat", "kind": "expense", "parent": null } });
    let nameless = json!({ "draft": { "name": "", "kind": "expense", "parent": null } });
    let settings = json!({ "settings": {
        "currency": "EUR", "locale": "de", "country": "DE", "autoLockMinutes": 10,
        "countSuggestions": true, "recoveryConfirmed": true,
    } });
    let nowhere = with(settings.clone(), "settings", {
        with(settings["settings"].clone(), "country", json!("nowhere"))
    });
    let file = json!({ "token": "none" });
    let options = json!({ "dateOrder": null, "flipSign": null, "layout": null });
    let preview = with(
        with(file.clone(), "targets", json!([{ "kind": "into", "account": "1" }])),
        "options",
        options,
    );
    let rows = with(file.clone(), "statement", json!(0));
    let rows = with(with(rows, "pile", json!(null)), "window", list["window"].clone());
    let commit = with(with(file.clone(), "decisions", json!([])), "digest", json!(""));
    let preferences = json!({ "preferences": {
        "theme": "light", "locale": "de", "lastProfile": null, "closeToTray": true,
        "hideAmounts": false,
    } });
    let recover = json!({ "id": "none", "code": "none", "newPassword": PASSWORD });
    let id = json!({ "id": "1" });
    let ids = json!({ "ids": ["1"] });
    let balance = json!({ "date": "2026-01-31", "balance": "1" });
    let reconcile = json!({ "account": "1", "draft": balance, "toggled": [] });
    let to_day = json!({ "account": "1", "on": "2026-01-31", "window": list["window"] });
    let assistant = json!({ "settings": {
        "enabled": false, "offlineOnly": true, "preset": "ollama",
        "baseUrl": "http://127.0.0.1:9/v1", "model": "small", "monthlyTokens": 1000,
        "priceIn": "0.15", "priceOut": "", "afterImport": false, "notes": false,
    } });
    let free = with(assistant.clone(), "settings", {
        with(assistant["settings"].clone(), "priceIn", json!("free"))
    });
    let review = json!({ "scope": { "kind": "review" } });
    let rule = |value: &str| {
        json!({
            "name": "Bakery", "enabled": true, "matching": "all",
            "conditions": [{ "subject": "payee", "test": "contains", "value": value }],
            "actions": [{ "verb": "category", "value": "1" }],
        })
    };
    let yearly = json!({ "every": 1, "unit": "year" });
    let one = json!({ "choice": { "kind": "one", "id": "1" }, "keepMine": true });
    let gone = json!({ "choice": { "kind": "one", "id": "9" }, "keepMine": true });
    let draft = json!({ "choice": { "kind": "draft", "draft": rule("bak") }, "keepMine": false });
    let window = list["window"].clone();
    let none_of = json!({ "merchant": "none", "window": { "offset": 0, "limit": 50 } });
    let decision = json!({
        "which": { "kind": "merchant", "key": "none" }, "category": "1", "payee": "Miller",
    });
    vec![
        ("app_info", json!({}), "ok"),
        ("preferences_get", json!({}), "ok"),
        ("preferences_set", preferences, "ok"),
        ("shortcut_get", json!({}), "ok"),
        ("shortcut_set", json!({ "accelerator": "not a key" }), "invalid"),
        ("main_show", json!({ "route": "#/transactions" }), "ok"),
        ("quick_hide", json!({}), "ok"),
        ("profile_list", json!({}), "ok"),
        ("password_strength", json!({ "password": "abc", "inputs": ["Ada"] }), "ok"),
        ("session", json!({}), "ok"),
        ("touch", json!({}), "ok"),
        ("profile_rename", json!({ "name": "Ada L." }), "ok"),
        ("profile_rename", json!({ "name": "" }), "invalid"),
        ("password_change", json!({ "current": "no", "newPassword": PASSWORD }), "wrongPassword"),
        ("password_change", json!({ "current": PASSWORD, "newPassword": "short" }), "invalid"),
        ("password_change", json!({ "current": PASSWORD, "newPassword": PASSWORD }), "ok"),
        ("recovery_renew", json!({ "password": "no" }), "wrongPassword"),
        ("recovery_renew", json!({ "password": PASSWORD }), "ok"),
        ("recovery_confirmed", json!({}), "ok"),
        ("settings_set", nowhere, "invalid"),
        ("settings_set", settings, "ok"),
        ("account_create", json!({ "draft": account("") }), "invalid"),
        ("account_create", json!({ "draft": account("Purse") }), "ok"),
        ("account_update", json!({ "id": "2", "draft": account("Wallet") }), "ok"),
        ("account_update", json!({ "id": "9", "draft": account("Wallet") }), "notFound"),
        ("account_close", json!({ "id": "2", "closed": true }), "ok"),
        ("account_delete", id.clone(), "invalid"),
        ("account_delete", json!({ "id": "2" }), "ok"),
        ("account_list", json!({}), "ok"),
        ("account_standing", id.clone(), "ok"),
        ("account_standing", json!({ "id": "9" }), "notFound"),
        ("account_correct_opening", id.clone(), "invalid"),
        ("reconcile_look", reconcile.clone(), "ok"),
        ("reconcile_rows", to_day, "ok"),
        ("reconcile_close", reconcile, "invalid"),
        ("category_create", nameless, "invalid"),
        ("category_create", category.clone(), "ok"),
        ("category_update", with(category, "id", json!("999999")), "notFound"),
        ("category_delete", json!({ "id": "999999", "moveTo": null }), "notFound"),
        ("category_list", json!({}), "ok"),
        ("payee_list", json!({ "text": "bak" }), "ok"),
        ("payee_page", json!({ "text": "", "order": "name", "window": window }), "ok"),
        ("payee_rename", json!({ "id": "1", "name": " " }), "invalid"),
        ("payee_rename", json!({ "id": "99", "name": "Nobody" }), "notFound"),
        ("payees_merge", json!({ "from": ["1"], "into": "1" }), "ok"),
        ("payee_forget_alias", json!({ "id": "1", "alias": "nobody" }), "notFound"),
        ("tag_list", json!({}), "ok"),
        ("transaction_add", json!({ "draft": expense("0") }), "invalid"),
        ("transaction_add", json!({ "draft": expense("7,25") }), "ok"),
        ("transaction_add", json!({ "draft": expense("9"), "repeat": yearly }), "ok"),
        ("schedule_list", json!({}), "ok"),
        ("schedules_enter", json!({ "ids": ["1"] }), "ok"),
        ("schedule_skip", id.clone(), "ok"),
        ("schedule_skip", json!({ "id": "9" }), "notFound"),
        ("schedule_pause", json!({ "id": "1", "paused": true }), "ok"),
        ("schedule_pause", json!({ "id": "9", "paused": true }), "notFound"),
        ("schedule_delete", id.clone(), "ok"),
        ("schedule_delete", id.clone(), "notFound"),
        ("transaction_update", json!({ "id": "1", "draft": expense("8") }), "ok"),
        ("transaction_update", json!({ "id": "9", "draft": expense("8") }), "notFound"),
        ("transaction_get", id.clone(), "ok"),
        ("transaction_get", json!({ "id": "9" }), "notFound"),
        ("transaction_list", list.clone(), "ok"),
        ("transaction_ids", list, "ok"),
        ("transactions_sum", ids.clone(), "ok"),
        ("transactions_categorise", with(ids.clone(), "category", json!("1")), "ok"),
        ("transactions_set_payee", with(ids.clone(), "name", json!("Miller")), "ok"),
        ("transactions_set_date", with(ids.clone(), "date", json!("30.2.")), "invalid"),
        ("transactions_set_date", with(ids.clone(), "date", json!("yesterday")), "ok"),
        ("transactions_tag", json!({ "ids": ["1"], "add": ["trip"], "remove": ["work"] }), "ok"),
        ("suggestions_accept", ids.clone(), "ok"),
        ("review_count", json!({}), "ok"),
        ("report_dashboard", dashboard, "ok"),
        ("insights", json!({ "period": january }), "ok"),
        ("ask", json!({ "question": "how much for lunch in January?" }), "ok"),
        ("insight_hide", json!({ "about": "spending", "period": january }), "ok"),
        ("insight_hide", json!({ "about": "spending", "period": null }), "ok"),
        ("insight_show", json!({ "about": "spending", "period": january }), "ok"),
        ("assistant_get", json!({}), "ok"),
        ("assistant_set", free, "invalid"),
        ("assistant_set", assistant, "ok"),
        ("assistant_key_set", json!({ "key": "two words" }), "invalid"),
        ("assistant_key_set", json!({ "key": "sk-test" }), "ok"),
        // Off, it connects to nobody.
        ("assistant_models", json!({}), "assistant"),
        ("assistant_test", json!({}), "assistant"),
        ("assistant_preview", review.clone(), "assistant"),
        ("assistant_start", with(review, "digest", json!("")), "assistant"),
        ("assistant_note_preview", json!({ "period": january }), "assistant"),
        ("assistant_note", json!({ "period": january, "digest": "" }), "assistant"),
        ("assistant_note_kept", json!({ "period": january }), "ok"),
        ("assistant_note_delete", json!({ "period": january }), "ok"),
        ("assistant_question_preview", json!({ "question": "  " }), "assistant"),
        ("assistant_question", json!({ "question": "taxis", "digest": "" }), "assistant"),
        ("assistant_progress", json!({}), "ok"),
        ("assistant_pause", json!({}), "ok"),
        ("assistant_resume", json!({}), "ok"),
        ("assistant_cancel", json!({}), "ok"),
        ("assistant_requests", json!({}), "ok"),
        ("assistant_request", json!({ "id": 1 }), "notFound"),
        ("assistant_requests_delete", json!({ "id": null }), "ok"),
        ("rule_save", json!({ "id": null, "draft": rule(" ") }), "invalid"),
        ("rule_save", json!({ "id": null, "draft": rule("bak") }), "ok"),
        ("rule_save", json!({ "id": "9", "draft": rule("bak") }), "notFound"),
        ("rule_list", json!({}), "ok"),
        ("rules_reorder", ids.clone(), "ok"),
        ("rules_preview", with(draft, "window", window.clone()), "ok"),
        ("rules_preview", with(gone.clone(), "window", window), "notFound"),
        ("rules_apply", one, "ok"),
        ("rules_apply", gone, "notFound"),
        ("rules_try", json!({ "draft": null, "text": "BAKERY 12", "amount": "3,20" }), "ok"),
        ("rules_try", json!({ "draft": rule(""), "text": "x", "amount": "" }), "invalid"),
        ("rule_propose", json!({ "id": "1", "category": "1" }), "ok"),
        ("rule_propose", json!({ "id": "9", "category": "1" }), "notFound"),
        ("rule_mute", json!({ "payee": "Bakery", "mute": true }), "ok"),
        ("rule_delete", id.clone(), "ok"),
        ("rule_delete", id.clone(), "notFound"),
        ("export_cancel", json!({}), "ok"),
        ("review_merchants", json!({ "window": { "offset": 0, "limit": 50 } }), "ok"),
        ("review_rows", none_of, "ok"),
        ("review_decide", decision.clone(), "ok"),
        ("review_decide", with(decision, "category", json!("999999")), "invalid"),
        (
            "review_transfer",
            json!({ "which": { "kind": "rows", "ids": [] }, "account": "999999" }),
            "invalid",
        ),
        ("review_confident", json!({ "permille": 800 }), "ok"),
        ("review_accept_confident", json!({ "permille": 800 }), "ok"),
        ("review_classify_again", json!({}), "ok"),
        ("review_classify_cancel", json!({}), "ok"),
        ("quick_read", json!({ "line": "12,50 lunch #work" }), "ok"),
        ("quick_add", json!({ "line": "lunch" }), "invalid"),
        ("quick_add", json!({ "line": "12,50 lunch #work" }), "ok"),
        ("transaction_delete", ids, "ok"),
        ("history", json!({}), "ok"),
        ("undo", json!({}), "ok"),
        ("redo", json!({}), "ok"),
        ("import_preview", preview, "notFound"),
        ("import_rows", rows, "notFound"),
        ("import_commit", commit, "notFound"),
        ("import_save_rest", with(file.clone(), "name", json!("rest.csv")), "notFound"),
        ("import_cancel", file.clone(), "ok"),
        ("import_list", json!({ "only": null }), "ok"),
        ("import_proofs", with(file, "decisions", json!([])), "notFound"),
        ("import_edited", id.clone(), "ok"),
        ("import_undo", with(id, "keepEdited", json!(true)), "notFound"),
        ("run_list", json!({}), "ok"),
        ("run_revert", json!({ "id": "9" }), "notFound"),
        // As good as a wrong password: who has a profile here is nobody's business.
        ("profile_unlock", json!({ "id": "none", "password": PASSWORD }), "wrongPassword"),
        ("profile_recover", recover, "invalid"),
        ("profile_delete", json!({ "id": "none", "typedName": "Ada" }), "notFound"),
        ("profile_create", profile(""), "invalid"),
        ("profile_demo", json!({ "locale": "en" }), "ok"),
        ("close_answer", json!({ "keep": true }), "ok"),
        ("lock", json!({}), "ok"),
    ]
}

#[test]
fn every_command_answers_as_it_should() {
    let window = Window::with_book();
    let mut wrong = vec![];
    for (command, args, expect) in calls() {
        // What opens a profile locks the one that is open, whatever comes of it.
        if window.ok("session", json!({})).is_null() && !OPEN_TO_ALL.contains(&command) {
            wrong.push(format!("{command}: the session has ended before"));
        }
        let got = window.kind(command, args.clone());
        if got != expect {
            wrong.push(format!("{command} {args}: {got}, not {expect}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn without_a_session_every_command_answers_locked() {
    let window = Window::open();
    let all = bindings::commands();
    // With a book these open a dialog, which nobody would answer.
    let mut calls = calls();
    calls.push(("import_choose", json!({}), "ok"));
    calls.push(("recovery_save", json!({ "name": "code.txt", "sheet": "AAAA-BBBB" }), "ok"));
    calls.push(("rules_export", json!({ "name": "rules.json" }), "ok"));
    calls.push(("rules_import", json!({}), "ok"));
    calls.push(("export_save", json!({ "what": { "kind": "decrypted" } }), "ok"));
    calls.push(("book_restore", json!({}), "ok"));
    let called: BTreeSet<String> = calls.iter().map(|(name, ..)| (*name).to_owned()).collect();
    assert_eq!(called, all, "a command is not tried here");
    for (command, args, _) in calls {
        let locked = window.kind(command, args) == "locked";
        assert_eq!(locked, !OPEN_TO_ALL.contains(&command), "{command}");
    }
}
