//! Web pages with tables, which some banks call .xls, as text with tabs between the cells.

use crate::sheets::{self, DELIMITER};
use crate::tags::{tags, unescape};

/// The rows of all tables, a line each, to be read like any file with columns.
pub(crate) fn table(page: &str) -> String {
    let mut text = String::new();
    let mut cell: Option<String> = None;
    let mut is_first = true;
    for tag in tags(page) {
        let name = tag.name.to_ascii_lowercase();
        if matches!(name.as_str(), "tr" | "td" | "th" | "table") {
            if let Some(cell) = cell.take() {
                if !is_first {
                    text.push(char::from(DELIMITER));
                }
                is_first = false;
                sheets::push(&mut text, &cell);
            }
            if name == "tr" && !tag.closes {
                text.push('\n');
                is_first = true;
            }
            let is_cell = name == "td" || name == "th";
            cell = (is_cell && !tag.closes).then(String::new);
        }
        if let Some(cell) = &mut cell {
            for word in unescape(tag.text).split_whitespace() {
                if !cell.is_empty() {
                    cell.push(' ');
                }
                cell.push_str(word);
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::table;

    #[test]
    fn a_row_is_a_line_whatever_is_closed() {
        let page = "<html><body><h1>Bank</h1><TABLE><tr><th>Date<th>Payee<th>Sum</tr>\n\
            <tr><td><b>31.01.2026</b></td><td>Caf&eacute; &amp; <i>Bar</i> \"X\"</td><td>&nbsp;-1,50</td>\
            </tr><tr><td>1.2.2026<td></td><td>2</table><p>end";
        let lines =
            "\nDate\tPayee\tSum\n31.01.2026\t\"Café & Bar \"\"X\"\"\"\t-1,50\n1.2.2026\t\t2";
        assert_eq!(table(page), lines);
    }
}
