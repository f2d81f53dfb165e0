//! Cells of text.

/// Line breaks and runs of blanks become one blank.
pub(crate) fn one_line(text: String) -> String {
    let mut before = b'x';
    let is_ragged = text.bytes().any(|byte| {
        let is_ragged = byte < b' ' || (byte == b' ' && before == b' ');
        before = byte;
        is_ragged
    });
    if is_ragged { text.split_whitespace().collect::<Vec<_>>().join(" ") } else { text }
}

/// Anything but the dash or the slash that stands for nothing.
pub(crate) fn says(cell: &str) -> bool {
    !matches!(cell, "" | "-" | "--" | "–" | "—" | "/" | "N/A" | "n/a" | "NULL" | "null")
}

/// Without the apostrophe that keeps a spreadsheet from running the text as a formula (crate `exports`, and banks that
/// follow OWASP's advice).
pub(crate) fn unguarded(cell: &str) -> &str {
    let begins_formula =
        |c| matches!(c, '=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠');
    match cell.strip_prefix('\'') {
        Some(text) if text.trim_start_matches('\'').starts_with(begins_formula) => text,
        _ => cell,
    }
}

/// The names of a category that stand in one cell or in several, the outermost first: `Food:Groceries`.
pub(crate) fn category<'c>(cells: impl Iterator<Item = &'c str>) -> Vec<String> {
    let mut path: Vec<String> = Vec::new();
    for name in cells.flat_map(|cell| cell.split([':', '>'])).map(str::trim) {
        // `Food` and `Food: Groceries` beside each other.
        if !name.is_empty() && path.last().is_none_or(|last| last != name) {
            path.push(name.to_owned());
        }
    }
    path
}

pub(crate) fn tags(cell: &str) -> Vec<String> {
    let names = cell.split([',', ';', '|']).map(|name| name.trim().trim_start_matches('#'));
    names.filter(|name| !name.is_empty()).map(str::to_owned).collect()
}
