//! Texts as they are compared: without regard to case, accents and white space.
//!
//! Punctuation counts, unlike in the classifier's folding: "H&M" must not be found in "Hugh Mann".

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// A text that conditions compare with, and how it was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plain {
    typed: String,
    plain: String,
}

impl Plain {
    pub(crate) fn new(typed: &str) -> Self {
        Self { typed: typed.to_owned(), plain: plain(typed) }
    }

    /// As the user wrote it.
    pub fn typed(&self) -> &str {
        &self.typed
    }

    /// As it is compared.
    pub(crate) fn as_str(&self) -> &str {
        &self.plain
    }
}

/// Lower case, no accents, each run of white space one space, none at the ends.
pub(crate) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    if text.is_ascii() {
        for c in text.chars() {
            push(&mut out, c.to_ascii_lowercase());
        }
    } else {
        // Lower case may bring marks of its own (İ), hence the second decomposition.
        let bare = |c: &char| !is_combining_mark(*c);
        let lower = text.nfkd().filter(bare).flat_map(char::to_lowercase);
        lower.nfkd().filter(bare).for_each(|c| match c {
            'ß' => out.push_str("ss"),
            c => push(&mut out, c),
        });
    }
    out.truncate(out.trim_end().len());
    out
}

fn push(out: &mut String, c: char) {
    if !c.is_whitespace() {
        out.push(c);
    } else if !out.is_empty() && !out.ends_with(' ') {
        out.push(' ');
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn texts_have_one_spelling() {
        for (text, expect) in [
            ("  LIDL   sagt\tDanke ", "lidl sagt danke"),
            ("Bäckerei MÜLLER", "backerei muller"),
            ("H&M", "h&m"),
            ("Straße", "strasse"),
            ("Café*42", "cafe*42"),
            ("İstanbul", "istanbul"),
            ("", ""),
        ] {
            assert_eq!(plain(text), expect, "{text}");
        }
    }

    proptest! {
        #[test]
        fn twice_is_once(text in "\\PC{0,40}") {
            let once = plain(&text);
            prop_assert_eq!(plain(&once), once);
        }
    }
}
