//! Web pages with tables, and XML spreadsheets (Excel 2003), both of which some banks call .xls, as text with tabs
//! between the cells.

use crate::csv::MAX_CELLS;
use crate::sheets::{self, DELIMITER};
use crate::tags::{tags, unescape};

/// The rows of all tables, a line each, to be read like any file with columns.
pub(crate) fn table(page: &str) -> String {
    let mut text = String::new();
    let mut cell: Option<String> = None;
    // Cells of the row that is open.
    let mut count = 0;
    for tag in tags(page) {
        let name = tag.name.to_ascii_lowercase();
        let name = name.strip_prefix("ss:").unwrap_or(&name);
        if matches!(name, "tr" | "td" | "th" | "table" | "row" | "cell") {
            if let Some(cell) = cell.take() {
                if count > 0 {
                    text.push(char::from(DELIMITER));
                }
                count += 1;
                sheets::push(&mut text, &cell);
            }
            if matches!(name, "tr" | "row") && !tag.closes {
                text.push('\n');
                count = 0;
            }
            let is_cell = matches!(name, "td" | "th" | "cell");
            cell = (is_cell && !tag.closes).then(String::new);
            // Cells that are empty may be left out.
            let place = cell.as_ref().and_then(|_| index(&page[tag.start..tag.end]));
            while count + 1 < place.unwrap_or(0).min(MAX_CELLS) {
                if count > 0 {
                    text.push(char::from(DELIMITER));
                }
                count += 1;
            }
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

/// The column, from 1, that `ss:Index="3"` says.
fn index(tag: &str) -> Option<usize> {
    let (_, value) = tag.split_once("Index=")?;
    let digits = value.trim_start_matches(['"', '\'']);
    digits.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
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

    #[test]
    fn a_cell_of_a_spreadsheet_says_its_column() {
        let page = "<Workbook><Table><Row><Cell><Data>Date</Data></Cell><ss:Cell ss:Index=\"4\"><Data>Sum</Data>\
            </ss:Cell></Row><Row><Cell ss:Index=\"999999\"/></Row></Table></Workbook>";
        assert_eq!(table(page).trim_end(), "\nDate\t\t\tSum");
    }
}
