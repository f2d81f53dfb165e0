//! What was not taken in, as a file of its own.

use std::fmt::Write as _;

use crate::layout::Layout;
use crate::statement::{Format, Statement};

/// The entries that could not be read, each as it stood in its file, below the header that they had there: to be saved,
/// corrected and read again. Empty if everything was taken in.
pub fn rest(statements: &[Statement]) -> String {
    let mut rest = String::new();
    for statement in statements {
        let raws = || statement.problems.iter().map(|problem| problem.raw.as_str());
        if raws().all(str::is_empty) {
            continue;
        }
        match (&statement.layout, statement.format) {
            (Some(layout), _) => push_header(&mut rest, layout),
            (None, Format::Qif) => rest.push_str("!Type:Bank\n"),
            (None, _) => {}
        }
        for raw in raws().filter(|raw| !raw.is_empty()) {
            // Writing to a string does not fail.
            let _ = writeln!(rest, "{}", raw.trim_end_matches('^').trim_end());
            if statement.format == Format::Qif {
                rest.push_str("^\n");
            }
        }
    }
    rest
}

fn push_header(rest: &mut String, layout: &Layout) {
    if layout.header_line.is_none() {
        return;
    }
    let names = layout.columns.iter().map(|column| {
        let name = column.name.as_str();
        if name.contains([layout.delimiter, '"', '\n', '\r']) {
            format!("\"{}\"", name.replace('"', "\"\""))
        } else {
            name.to_owned()
        }
    });
    let names: Vec<String> = names.collect();
    rest.push_str(&names.join(&layout.delimiter.to_string()));
    rest.push('\n');
}
