//! Entries of which each cell stands on a line of its own behind its label, as some British banks write them:
//! `Date: 30/01/2024`, `Description: …`, `Amount: -12.34`, `Balance: 1234.56`.

use crate::csv::words;
use crate::layout::Role;
use crate::sheets;

/// Lines among which the first entry begins, if this is such a file.
const HEAD: usize = 60;
/// Labels of an entry at most.
const MAX_LABELS: usize = 24;

/// A label with the text behind its colon.
type Cell<'t> = (&'t str, &'t str);

/// The entries as lines with tabs between the cells, each on the line of the file on which it begins, below a header of
/// their labels; `None` if the text is anything else.
pub(crate) fn table(text: &str) -> Option<String> {
    let first = text.lines().take(HEAD).find_map(|line| labelled(line).filter(is_date))?.0;
    let mut labels: Vec<&str> = Vec::new();
    let mut entries: Vec<(usize, Vec<Cell<'_>>)> = Vec::new();
    let mut above: Vec<&str> = Vec::new();
    for (place, line) in text.lines().enumerate() {
        let cell = labelled(line);
        match (cell, entries.last_mut()) {
            (Some(cell), _) if cell.0 == first => entries.push((place, vec![cell])),
            (Some(cell), Some((_, cells))) => cells.push(cell),
            (None, Some(_)) if line.trim().is_empty() => {}
            // A line without a label among them: not such a file.
            (None, Some(_)) => return None,
            (_, None) => above.push(line),
        }
    }
    for (label, _) in entries.iter().flat_map(|(_, cells)| cells) {
        if !labels.contains(label) {
            labels.push(label);
        }
        if labels.len() > MAX_LABELS {
            return None;
        }
    }
    let is_amount = |label: &&str| {
        matches!(words::meaning(label), Some((Role::Amount | Role::Debit | Role::Credit, _)))
    };
    if !labels.iter().any(is_amount) {
        return None;
    }
    // The header takes the line above the first entry, which such files leave blank.
    above.pop();
    let mut table = String::with_capacity(text.len());
    for line in &above {
        table.push_str(line);
        table.push('\n');
    }
    push_line(&mut table, labels.iter().copied());
    let mut lines = above.len() + 1;
    for (place, cells) in &entries {
        while lines < *place {
            table.push('\n');
            lines += 1;
        }
        let cell =
            |label: &&str| cells.iter().find(|(of, _)| of == label).map_or("", |cell| cell.1);
        push_line(&mut table, labels.iter().map(cell));
        lines += 1;
    }
    Some(table)
}

/// A line of one word or a few, a colon, and what it stands for.
fn labelled(line: &str) -> Option<Cell<'_>> {
    let (label, value) = line.split_once(':')?;
    let label = label.trim();
    let is_label = (1..=30).contains(&label.len())
        && label.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '_' | '/' | '.' | '-'));
    is_label.then(|| (label, value.trim()))
}

fn is_date(cell: &Cell<'_>) -> bool {
    matches!(words::meaning(cell.0), Some((Role::Date, _))) && crate::date::parse(cell.1).is_some()
}

fn push_line<'c>(table: &mut String, cells: impl Iterator<Item = &'c str>) {
    for (place, cell) in cells.enumerate() {
        if place > 0 {
            table.push(char::from(sheets::DELIMITER));
        }
        sheets::push(table, cell);
    }
    table.push('\n');
}
