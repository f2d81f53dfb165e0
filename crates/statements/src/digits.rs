//! Digits of other scripts, as those of amounts and dates are written in some countries.

use std::borrow::Cow;

/// Zeros of scripts whose nine other digits follow (Unicode, decimal digits): Arabic, Persian, Devanagari, Bengali,
/// Gujarati, Thai, Lao, Burmese, Khmer, full width.
const ZEROS: [char; 10] = [
    '\u{660}', '\u{6f0}', '\u{966}', '\u{9e6}', '\u{ae6}', '\u{e50}', '\u{ed0}', '\u{1040}',
    '\u{17e0}', '\u{ff10}',
];

/// A cell has a digit of any script.
pub(crate) fn any(cell: &str) -> bool {
    cell.bytes().any(|byte| byte.is_ascii_digit())
        || !cell.is_ascii() && cell.chars().any(|c| digit(c).is_some())
}

/// The text with digits and the marks between them as ASCII has them, and without the marks that only tell in which
/// direction to write; as it is, if it has no such digits.
pub(crate) fn plain(text: &str) -> Cow<'_, str> {
    let is_foreign = |c: char| digit(c).is_some() || is_direction(c);
    if text.is_ascii() || !text.contains(is_foreign) {
        return Cow::Borrowed(text);
    }
    text.chars()
        .filter(|c| !is_direction(*c))
        .map(|c| digit(c).unwrap_or_else(|| mark(c)))
        .collect()
}

fn digit(c: char) -> Option<char> {
    if c.is_ascii() {
        return None;
    }
    let value =
        |zero: &char| u32::from(c).checked_sub(u32::from(*zero)).filter(|value| *value < 10);
    char::from_digit(ZEROS.iter().find_map(value)?, 10)
}

fn mark(c: char) -> char {
    match c {
        '٫' => ',',
        // Arabic groups of thousands, which a reader of amounts knows as such by an apostrophe.
        '٬' => '\'',
        '،' => ',',
        // The full-width forms of ASCII lie in its order.
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xff01 + 0x21).unwrap_or(c),
        c => c,
    }
}

/// Marks of the Unicode bidirectional algorithm, which cannot be seen.
fn is_direction(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn digits_of_other_scripts_are_digits() {
        for (text, expect) in [
            ("٣١/٠١/٢٠٢٤", "31/01/2024"),
            ("١٬٢٣٤٫٥٠-", "1'234,50-"),
            ("\u{200f}۱۴۰۳\u{200f}", "1403"),
            ("２０２４／０１／３１", "2024/01/31"),
            ("－１，２３４", "-1,234"),
            ("๓๑ มกราคม ๒๕๖๙", "31 มกราคม 2569"),
            ("Müller 12", "Müller 12"),
        ] {
            assert_eq!(plain(text), expect);
        }
    }
}
