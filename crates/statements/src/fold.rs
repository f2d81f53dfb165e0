//! Words without case, accents and punctuation, so that headers and month names compare.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Lower case, Latin and Greek without accents, every run of other characters one space: `Date d'opération` is
/// `date d operation`.
pub(crate) fn words(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut takes_accents = false;
    for c in text.nfkd().flat_map(char::to_lowercase) {
        // In other scripts a mark makes another letter.
        if takes_accents && ('\u{300}'..='\u{36f}').contains(&c) {
            continue;
        }
        takes_accents = c < '\u{400}';
        match c {
            'ł' => folded.push('l'),
            'ø' => folded.push('o'),
            'đ' | 'ð' => folded.push('d'),
            'ı' => folded.push('i'),
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            c if c.is_alphanumeric() || is_combining_mark(c) => folded.push(c),
            _ if folded.is_empty() || folded.ends_with(' ') => {}
            _ => folded.push(' '),
        }
    }
    folded.truncate(folded.trim_end().len());
    if folded.is_ascii() { folded } else { folded.nfc().collect() }
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn folds_case_accents_and_punctuation() {
        for (text, folded) in [
            ("Date d'opération", "date d operation"),
            (" Kwota (PLN) ", "kwota pln"),
            ("Příjemce/Plátce", "prijemce platce"),
            ("Beløb", "belob"),
            ("Größe", "grosse"),
            ("ご利用日", "ご利用日"),
            ("거래일", "거래일"),
            ("Расход/Приход (й)", "расход приход й"),
            ("--", ""),
        ] {
            assert_eq!(words(text), folded);
        }
    }
}
