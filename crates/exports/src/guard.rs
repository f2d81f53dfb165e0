//! Spreadsheets run what begins like a formula, so a payee could make one compute. An apostrophe in
//! front makes it a text (OWASP, "CSV Injection", which lists the characters). The reader of bank
//! files takes exactly that apostrophe away again.

use std::borrow::Cow;

/// A text that no spreadsheet takes for a formula. What is guarded already gets one more
/// apostrophe, so that no two texts become the same.
pub fn text(text: &str) -> Cow<'_, str> {
    if text.trim_start_matches('\'').starts_with(begins_formula) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

fn begins_formula(c: char) -> bool {
    matches!(c, '=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠')
}
