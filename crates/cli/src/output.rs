//! Tables for people, JSON for programs.

use crate::failure::Failure;
use comfy_table::{CellAlignment, Table, presets};
use ledger::Money;
use serde::Serialize;
use std::io::{self, Write};

/// Prints a value as JSON, on one line.
pub(crate) fn json(value: &impl Serialize) -> Result<(), Failure> {
    print(&serde_json::to_string(value)?)
}

/// Prints a line. A reader that has gone away, as after `| head`, is none of our business.
pub(crate) fn print(text: &str) -> Result<(), Failure> {
    match writeln!(io::stdout().lock(), "{text}") {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Failure::Io { what: "write the answer", error })
        }
        _ => Ok(()),
    }
}

/// Prints a table; the columns of `numbers` stand to the right.
pub(crate) fn table(
    header: &[&str],
    numbers: &[usize],
    rows: impl IntoIterator<Item = Vec<String>>,
) -> Result<(), Failure> {
    let mut table = Table::new();
    table.load_preset(presets::NOTHING).set_header(header.iter().copied());
    for row in rows {
        table.add_row(row.iter().map(|cell| visible(cell)));
    }
    for number in numbers {
        if let Some(column) = table.column_mut(*number) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    print(&table.trim_fmt())
}

/// Without what could move the terminal's cursor or reorder the line.
pub(crate) fn visible(text: &str) -> String {
    text.chars().map(|c| if ledger::problem::is_disguise(c) { '\u{fffd}' } else { c }).collect()
}

/// `-12.30 EUR`.
pub(crate) fn money(money: Money) -> String {
    format!("{money} {}", money.currency())
}
