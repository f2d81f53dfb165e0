use std::{fs, path::Path};

use serde::Deserialize;

use crate::app::App;

/// Something on the screen that axe-core knows to keep people out (dequeuniversity.com/rules/axe).
#[derive(Debug, Deserialize)]
pub struct Violation {
    /// axe-core's name of the rule.
    pub id: String,
    pub help: String,
    /// A selector for each element that breaks it.
    pub elements: Vec<String>,
}

/// Results come back as plain text, which no page can make ambiguous on the way.
const RUN: &str = "
    const done = arguments[arguments.length - 1];
    axe.run(document, { resultTypes: ['violations'], preload: false }).then(
        ({ violations }) => done(JSON.stringify(violations.map(({ id, help, nodes }) =>
            ({ id, help, elements: nodes.map((node) => node.target.join(' ')) })))),
        (error) => done(JSON.stringify([{ id: 'axe', help: String(error), elements: [] }])));";

impl App {
    /// All violations in the view that is shown.
    pub async fn violations(&self) -> Vec<Violation> {
        let axe =
            Path::new(env!("CARGO_MANIFEST_DIR")).join("../../ui/node_modules/axe-core/axe.min.js");
        let axe = fs::read_to_string(&axe).unwrap_or_else(|e| panic!("{}: {e}", axe.display()));
        self.client.execute(&axe, vec![]).await.unwrap();
        let found = self.client.execute_async(RUN, vec![]).await.unwrap();
        serde_json::from_str(found.as_str().unwrap()).unwrap()
    }
}
