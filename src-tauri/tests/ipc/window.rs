//! A shell without a screen: its commands are called as a page would call them.

use expenseiq_shell::{KeyCost, manage, shell};
use serde_json::{Value, json};
use std::sync::mpsc::{Receiver, channel};
use tauri::{
    App, Listener, WebviewWindow, WebviewWindowBuilder,
    ipc::{CallbackFn, InvokeBody},
    test::{INVOKE_KEY, MockRuntime, get_ipc_response, mock_builder, mock_context, noop_assets},
    webview::InvokeRequest,
};
use tempfile::TempDir;

pub(crate) const PASSWORD: &str = "staple battery correct horse";

/// One running shell with a data directory of its own.
pub(crate) struct Window {
    app: App<MockRuntime>,
    view: WebviewWindow<MockRuntime>,
    _folder: TempDir,
}

impl Window {
    pub(crate) fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let app = shell(mock_builder()).build(mock_context(noop_assets())).unwrap();
        let cost = KeyCost::fixed(app::Cost::OWASP);
        manage(app.handle(), folder.path().to_owned(), cost);
        let view = WebviewWindowBuilder::new(&app, "main", Default::default()).build().unwrap();
        Self { app, view, _folder: folder }
    }

    /// With a profile, an account "Giro" (id 1) and one expense on it (id 1).
    pub(crate) fn with_book() -> Self {
        let window = Self::open();
        window.ok("profile_create", profile("Ada"));
        window.ok("account_create", json!({ "draft": account("Giro") }));
        window.ok("transaction_add", json!({ "draft": expense("12.50") }));
        window
    }

    /// What a command answers, good or bad.
    pub(crate) fn call(&self, command: &str, args: Value) -> Result<Value, Value> {
        let request = InvokeRequest {
            cmd: command.into(),
            callback: CallbackFn(0),
            error: CallbackFn(1),
            url: "tauri://localhost".parse().unwrap(),
            body: InvokeBody::Json(args),
            headers: Default::default(),
            invoke_key: INVOKE_KEY.into(),
        };
        get_ipc_response(&self.view, request).map(|body| body.deserialize().unwrap())
    }

    /// What it answers; it has to be good.
    pub(crate) fn ok(&self, command: &str, args: Value) -> Value {
        self.call(command, args).unwrap_or_else(|error| panic!("{command}: {error}"))
    }

    /// `ok`, or the kind of the error.
    pub(crate) fn kind(&self, command: &str, args: Value) -> String {
        match self.call(command, args) {
            Ok(_) => "ok".into(),
            Err(error) => error["kind"].as_str().map_or_else(|| error.to_string(), str::to_owned),
        }
    }

    /// The payloads of an event, from now on.
    pub(crate) fn listen(&self, event: &str) -> Receiver<Value> {
        let (sender, receiver) = channel();
        self.app.listen_any(event, move |event| {
            let _ = sender.send(serde_json::from_str(event.payload()).unwrap());
        });
        receiver
    }
}

pub(crate) fn profile(name: &str) -> Value {
    json!({ "profile": {
        "name": name, "email": "", "password": PASSWORD, "currency": "EUR", "locale": "en",
    } })
}

pub(crate) fn account(name: &str) -> Value {
    json!({
        "name": name, "kind": "checking", "currency": "EUR", "openingBalance": "100",
        "openedOn": "2026-01-01", "iban": "",
    })
}

pub(crate) fn expense(amount: &str) -> Value {
    json!({
        "account": "1", "date": "2026-01-31", "payee": "Baker", "memo": "", "amount": amount,
        "direction": "expense", "category": "", "note": "", "splits": [], "tags": [],
    })
}
