//! Which styles of cells show a number as a date.

use std::collections::HashMap;

/// The formats of a workbook and the styles that use them.
#[derive(Default)]
pub(crate) struct Formats {
    /// By number, whether the format is one of dates.
    formats: HashMap<u16, bool>,
    /// Of each style, the number of its format.
    styles: Vec<u16>,
}

impl Formats {
    pub(crate) fn add(&mut self, number: u16, code: &str) {
        self.formats.insert(number, is_date(code));
    }

    pub(crate) fn style(&mut self, format: u16) {
        self.styles.push(format);
    }

    pub(crate) fn is_date(&self, style: u16) -> bool {
        let Some(format) = self.styles.get(usize::from(style)) else { return false };
        match self.formats.get(format) {
            Some(is_date) => *is_date,
            // Those that every Excel knows, with the ones of East Asia.
            None => matches!(format, 14..=22 | 27..=36 | 45..=47 | 50..=58),
        }
    }
}

/// Letters for day, month, year, hour or second outside of quotes, brackets and padding.
fn is_date(code: &str) -> bool {
    if ["general", "standard"].contains(&code.to_lowercase().as_str()) {
        return false;
    }
    let mut chars = code.chars();
    while let Some(c) = chars.next() {
        match c {
            '"' => chars.by_ref().find(|c| *c == '"').map_or((), drop),
            '[' => chars.by_ref().find(|c| *c == ']').map_or((), drop),
            '\\' | '_' | '*' => chars.next().map_or((), drop),
            ';' => return false,
            'd' | 'm' | 'y' | 'h' | 's' | 'D' | 'M' | 'Y' | 'H' | 'S' => return true,
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::is_date;

    #[test]
    fn knows_dates_from_amounts() {
        for code in ["DD.MM.YYYY", "m/d/yy h:mm", "[$-407]d. mmmm yyyy;@", "yyyy\"年\"m\"月\""] {
            assert!(is_date(code), "{code}");
        }
        for code in [
            "General",
            "Standard",
            "0.00",
            "#,##0.00\\ \"Kčs dm\"",
            "_-* #,##0.00\\ [$USD]_-;[Red]-0.00",
            "_d0;yyyy",
            "@",
        ] {
            assert!(!is_date(code), "{code}");
        }
    }
}
