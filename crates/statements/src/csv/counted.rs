//! Columns of dates that are written as numbers: days as a spreadsheet counts them, or seconds and their thousandths
//! since 1970.

use crate::csv::header::Header;
use crate::csv::records::Records;
use crate::date::{self, Unit};
use crate::layout::{Layout, Role};

/// For each column that the header (or the user) says holds dates: what its numbers count, if each of its cells is
/// such a number.
pub(crate) fn units(
    text: &str,
    delimiter: u8,
    header: Option<&Header>,
    given: Option<&Layout>,
) -> Vec<Option<Unit>> {
    let roles: Vec<Option<Role>> = match (given.filter(|layout| !layout.columns.is_empty()), header)
    {
        (Some(layout), _) => layout.columns.iter().map(|column| Some(column.role)).collect(),
        (None, Some(header)) => {
            header.meanings().iter().map(|meaning| meaning.map(|(role, _)| role)).collect()
        }
        (None, None) => Vec::new(),
    };
    let is_date = |role: &Option<Role>| matches!(role, Some(Role::Date | Role::ValueDate));
    let first = header.map_or(0, |header| header.line);
    roles
        .iter()
        .enumerate()
        .map(|(index, role)| unit(text, delimiter, first, index).filter(|_| is_date(role)))
        .collect()
}

/// Entries without anything in a column, after which nobody looks for a number there.
const ENOUGH: usize = 10_000;

/// What the numbers of a column below a line count; looks no further than the first cell that is no such number.
fn unit(text: &str, delimiter: u8, above: u32, index: usize) -> Option<Unit> {
    let mut records = Records::new(text, delimiter);
    let (mut unit, mut empty) = (None, 0);
    while let Some(record) = records.next() {
        // Lines with one cell are text below the table.
        if record.line <= above || record.cell(index).is_empty() || record.len() < 2 {
            empty += 1;
            if unit.is_none() && empty == ENOUGH {
                break;
            }
            continue;
        }
        let found = date::unit(record.cell(index))?;
        if *unit.get_or_insert(found) != found {
            return None;
        }
    }
    unit
}
