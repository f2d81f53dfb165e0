//! One word of a bank's text.

use super::noise::noise;
use crate::fold::fold;

pub(super) struct Token<'a> {
    raw: &'a str,
    pub(super) key: String,
    /// Whether three or more spaces stand before it.
    pub(super) after_gap: bool,
    /// Whether it was the name in a web address.
    pub(super) of_address: bool,
    /// Whether it is followed by a colon.
    pub(super) is_label: bool,
}

/// The words of a text. A `*` is a word of its own, a web address is its name and its path.
pub(super) fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut spaces = 0;
    for chunk in text.split([' ', '\t', '\n', '\r', '\u{a0}', '_', ';', '|']) {
        if chunk.is_empty() {
            spaces += 1;
            continue;
        }
        let mut after_gap = spaces >= 2;
        spaces = 0;
        for (at, starred) in chunk.split('*').enumerate() {
            if at > 0 {
                tokens.push(Token::star());
                after_gap = false;
            }
            for piece in pieces(starred) {
                let (label, rest) = label(piece);
                let (name, path) = web_address(rest);
                let parts =
                    [label.map(|label| (label, false)), Some(name), path.map(|p| (p, false))];
                for (part, of_address) in parts.into_iter().flatten() {
                    let raw =
                        part.trim_matches(|c: char| !c.is_alphanumeric() && !".!&+%".contains(c));
                    let key = fold(raw);
                    if !key.is_empty() {
                        let is_label = part.ends_with(':');
                        tokens.push(Token { raw, key, after_gap, of_address, is_label });
                        after_gap = false;
                    }
                }
            }
        }
    }
    tokens
}

/// `HEIJN,PAS012` and `ALBANY-14:32` are two words each; `12,50`, `7-Eleven` and `Wal-Mart` one.
fn pieces(chunk: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(chunk);
    std::iter::from_fn(move || {
        let text = rest?;
        let cut = text.char_indices().zip(text.chars().skip(1)).find(|((at, c), next)| {
            let word = text[..*at].ends_with(char::is_alphabetic);
            word && (*c == ',' || (*c == '-' && next.is_ascii_digit()))
        });
        let Some(((at, _), _)) = cut else { return rest.take() };
        rest = Some(&text[at + 1..]);
        Some(&text[..at])
    })
}

/// `SVWZ+Rechnung` -> `SVWZ`, `Rechnung`; `NR:AB12` -> `NR`, `AB12`.
fn label(word: &str) -> (Option<&str>, &str) {
    let Some(at) = word.find(['+', ':']) else { return (None, word) };
    let (before, rest) = word.split_at(at);
    let named = !before.is_empty() && before.chars().all(char::is_alphabetic);
    let sepa = rest.starts_with('+') && noise().cut.contains(fold(before).as_str());
    let colon = rest.starts_with(':') && rest.len() > 1 && !rest.starts_with("://");
    if named && (sepa || colon) { (Some(&word[..=at]), &rest[1..]) } else { (None, word) }
}

/// `WWW.NETFLIX.COM/BILL` -> `NETFLIX`, `BILL`; anything else is left as it is.
fn web_address(word: &str) -> ((&str, bool), Option<&str>) {
    let whole = ((word, false), None);
    let bare = word.trim_end_matches(['.', ',', ':']);
    let (host, path) = bare.split_once('/').map_or((bare, None), |(host, path)| (host, Some(path)));
    let noise = noise();
    let mut dots = host.match_indices('.').map(|(at, _)| at);
    let name_end = dots.find(|at| noise.domain.contains(fold(&host[at + 1..]).as_str()));
    let Some(name_end) = name_end else { return whole };
    let name = &host[..name_end];
    let name = name.rsplit_once('.').map_or(name, |(_, last)| last);
    if name.chars().filter(|c| c.is_alphabetic()).count() < 2 {
        return whole;
    }
    ((name, true), path.filter(|path| path.chars().all(char::is_alphabetic)))
}

impl Token<'_> {
    fn star() -> Self {
        Token { raw: "*", key: String::new(), after_gap: false, of_address: false, is_label: false }
    }

    pub(super) fn is_star(&self) -> bool {
        self.raw == "*"
    }

    pub(super) fn has_letters(&self) -> bool {
        self.key.chars().any(char::is_alphabetic)
    }

    /// One or two digits and nothing else.
    pub(super) fn is_small_number(&self) -> bool {
        self.key.len() <= 2 && self.key.bytes().all(|b| b.is_ascii_digit())
    }

    /// A date, a time, an amount, a masked card, a branch or reference number.
    pub(super) fn is_number(&self) -> bool {
        let digits = self.key.chars().filter(char::is_ascii_digit).count();
        let letters = self.key.chars().filter(|c| c.is_alphabetic()).count();
        if digits == 0 {
            return letters > 1 && self.key.chars().all(|c| c == 'x');
        }
        if letters == 0 {
            return !self.is_small_number();
        }
        let amount = ["eur", "usd", "gbp", "chf", "pln", "nzd", "aud", "zar", "brl", "cad", "r"]
            .iter()
            .any(|unit| {
                self.key.strip_prefix(unit).is_some_and(|rest| !rest.contains(char::is_alphabetic))
            });
        let word = self.key.trim_matches(|c: char| c.is_ascii_digit() || c == ' ');
        let date = digits <= 6 && noise().month.contains(word);
        let time = self.key.strip_suffix("am").or_else(|| self.key.strip_suffix("pm"));
        let time = time.is_some_and(|hour| hour.bytes().all(|b| b.is_ascii_digit() || b == b' '));
        let mostly_digits = digits >= 3 && digits >= letters;
        amount || date || time || mostly_digits || (digits >= 2 && self.is_mixed())
    }

    /// Letters and digits by turns, as in reference numbers.
    fn is_mixed(&self) -> bool {
        let digits = self.key.bytes().map(|b| b.is_ascii_digit());
        let turns = digits.clone().zip(digits.skip(1)).filter(|(a, b)| a != b).count();
        turns >= 2 && !self.key.contains(' ')
    }

    /// Written in capitals only.
    pub(super) fn is_shouted(&self) -> bool {
        self.raw.chars().any(char::is_uppercase) && !self.raw.chars().any(char::is_lowercase)
    }

    /// As a person would write it: capitals only and small letters only become a name, short
    /// abbreviations without a vowel stay.
    pub(super) fn written(&self) -> String {
        let raw =
            self.raw.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '!' | '%' | '+'));
        let upper = raw.chars().any(char::is_uppercase);
        let lower = raw.chars().any(char::is_lowercase);
        let abbreviation = raw.chars().filter(|c| c.is_alphabetic()).count() <= 3
            && !self.key.contains(['a', 'e', 'i', 'o', 'u', 'y']);
        if upper && (lower || abbreviation) {
            return raw.to_owned();
        }
        let mut start = true;
        let mut out = String::with_capacity(raw.len());
        for c in raw.chars() {
            if start {
                out.extend(c.to_uppercase());
            } else {
                out.extend(c.to_lowercase());
            }
            start = matches!(c, '-' | '&' | '.' | '/' | '+' | '(');
        }
        out
    }
}
