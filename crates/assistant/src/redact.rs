//! From a bank's text to what a stranger may read: the merchant, and nothing of its customer.

use crate::person;
use regex::Regex;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;

/// Most characters of a text that are sent.
pub const MOST: usize = 120;

/// What the user is called: their name, their accounts', their e-mail address and bank account
/// numbers. None of it is sent.
#[derive(Debug, Clone, Default)]
pub struct Own {
    /// Each is removed as a whole.
    phrases: Vec<String>,
    /// Each is removed wherever it stands as a word of its own.
    words: Vec<String>,
}

impl Own {
    /// `person` is removed as a whole and word by word; `phrases` as wholes, since an account may
    /// be called "Card".
    pub fn new<'a>(person: &str, phrases: impl IntoIterator<Item = &'a str>) -> Self {
        let mut own = Self::default();
        for phrase in phrases.into_iter().map(normal).chain([normal(person)]) {
            if phrase.chars().count() >= SHORTEST_NAME {
                own.phrases.push(phrase.to_lowercase());
            }
        }
        let person = normal(person).to_lowercase();
        let words = person.split(|c: char| !c.is_alphanumeric());
        own.words =
            words.filter(|w| w.chars().count() >= SHORTEST_NAME).map(String::from).collect();
        own
    }
}

/// Initials are no names.
const SHORTEST_NAME: usize = 3;

/// The merchant of a payee, as it may be sent; `None` when that is a person or when nothing is
/// left. `bank_text` is all that the bank wrote: words in it may say that a person was paid.
pub fn merchant(payee: &str, bank_text: &str, own: &Own) -> Option<String> {
    // Before the user's own names go: what is left of a namesake would look like a shop.
    if person::is_between_people(&normal(bank_text)) || person::is_person(&normal(payee)) {
        return None;
    }
    let text = redact(payee, own);
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    (letters >= 2 && !person::is_person(&text)).then_some(text)
}

/// A text without numbers of accounts, cards and telephones, addresses of any kind, dates,
/// amounts, references, and the user's own names; at most [`MOST`] characters.
pub fn redact(text: &str, own: &Own) -> String {
    let mut text = normal(text);
    // Account numbers go before cards: the middle of one may look like the other, and what is
    // left of it would no longer be known as one.
    remove_ibans(&mut text);
    for pattern in PATTERNS.iter() {
        text = pattern.replace_all(&text, " ").into_owned();
    }
    text = PATH.replace_all(&text, "$1 ").into_owned();
    remove_numbers(&mut text);
    text =
        text.split_whitespace().filter(|token| !is_reference(token)).collect::<Vec<_>>().join(" ");
    remove_own(&mut text, own);
    let words = text.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric));
    let mut clean = words.collect::<Vec<_>>().join(" ");
    if let Some((end, _)) = clean.char_indices().nth(MOST) {
        clean.truncate(end);
    }
    clean.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, ')' | '!' | '.')).to_owned()
}

/// NFKC, so that a full-width digit is a digit; without what cannot be seen, and without digits of
/// other scripts, which the patterns do not know.
fn normal(text: &str) -> String {
    let shown = text.nfkc().filter_map(|c| match c {
        c if c.is_whitespace() => Some(' '),
        c if c.is_control() || is_invisible(c) => None,
        c if c.is_numeric() && !c.is_ascii_digit() => None,
        c => Some(c),
    });
    shown.collect()
}

/// Zero-width, bidirectional and other format characters (Unicode's Cf where text can hold them),
/// variation selectors, tags.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
        | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}'
        | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}' | '\u{E0000}'..='\u{E0FFF}')
}

/// What is removed whole, in this order: e-mail addresses, web addresses, masked cards, the head
/// that is left of an account number when a cleaner took its digits.
static PATTERNS: LazyLock<[Regex; 4]> = LazyLock::new(|| {
    [
        compiled(r"(?i)(?:\bmailto: ?)?[^\s<>(),;:]+ ?@ ?[^\s<>(),;:]+"),
        compiled(r"(?i)\b(?:[a-z][a-z0-9+.\-]*://|www\.)\S+"),
        compiled(r"(?i)(?:[x•·#]{2,}|\*{2,}|\.{3,})[\s\-]?\d{2,}"),
        compiled(r"\b[A-Z]{2}\d{2}\b"),
    ]
});

/// Behind a web address without a scheme: `amzn.com/bill`.
static PATH: LazyLock<Regex> =
    LazyLock::new(|| compiled(r"(\b[[:alnum:]\-]+\.[[:alpha:]]{2,})[/?#]\S*"));

/// Digits with what people put between them: three other signs at most, no letter.
static NUMBER: LazyLock<Regex> = LazyLock::new(|| compiled(r"\+?\d(?:[^\p{L}\p{N}]{0,3}\d)*"));

#[expect(clippy::expect_used, reason = "the patterns are constants, compiled in every test")]
fn compiled(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a pattern of this file")
}

/// From so many digits on a number may be somebody's.
const LONG: usize = 6;

/// Numbers of six or more digits, however they are grouped: cards, telephones, accounts, dates;
/// and shorter ones with a mark in them: amounts, days, times.
fn remove_numbers(text: &mut String) {
    let replaced = NUMBER.replace_all(text, |found: &regex::Captures<'_>| {
        let number = &found[0];
        let digits = number.chars().filter(char::is_ascii_digit).count();
        let marked = number.contains(['.', ',', '/', ':', '-', '+']);
        if digits >= LONG || (digits > 1 && marked) { " ".to_owned() } else { number.to_owned() }
    });
    *text = replaced.into_owned();
}

/// Mixed letters and digits from eight signs on: references, contracts, half of an account number.
/// A name with one or two digits behind it is a name: `Forever21`.
fn is_reference(token: &str) -> bool {
    let signs: Vec<char> = token.chars().filter(|c| c.is_alphanumeric()).collect();
    let digits = signs.iter().filter(|c| c.is_ascii_digit()).count();
    let behind = signs.iter().rev().take_while(|c| c.is_ascii_digit()).count();
    signs.len() >= 8 && digits > 0 && digits < signs.len() && !(digits <= 2 && behind == digits)
}

/// ISO 13616: two letters, two check digits, and up to 30 letters and digits, often in groups;
/// the remainder modulo 97 tells one from other text.
fn remove_ibans(text: &mut String) {
    let chars: Vec<char> = text.chars().collect();
    let mut kept = String::with_capacity(text.len());
    let mut at = 0;
    while at < chars.len() {
        let begins = at == 0 || !chars[at - 1].is_alphanumeric();
        match begins.then(|| iban_end(&chars[at..])).flatten() {
            Some(length) => {
                kept.push(' ');
                at += length;
            }
            None => {
                kept.push(chars[at]);
                at += 1;
            }
        }
    }
    *text = kept;
}

/// How many characters the longest account number takes that begins here.
fn iban_end(chars: &[char]) -> Option<usize> {
    let mut compact = String::new();
    let mut end = None;
    let mut gap = 0;
    for (at, c) in chars.iter().enumerate() {
        if c.is_ascii_alphanumeric() {
            gap = 0;
            compact.push(c.to_ascii_uppercase());
            let head = compact.len() <= 4;
            let expected =
                if compact.len() <= 2 { c.is_ascii_alphabetic() } else { c.is_ascii_digit() };
            if (head && !expected) || compact.len() > 34 {
                break;
            }
            if compact.len() >= 15 && is_iban(&compact) {
                end = Some(at + 1);
            }
        } else {
            gap += 1;
            if gap > 2 || c.is_alphanumeric() {
                break;
            }
        }
    }
    end
}

fn is_iban(compact: &str) -> bool {
    let (head, rest) = compact.split_at(4);
    let remainder = rest.chars().chain(head.chars()).fold(0, |sum, c| {
        let value = c.to_digit(36).unwrap_or(0);
        (sum * if value > 9 { 100 } else { 10 } + value) % 97
    });
    remainder == 1
}

fn remove_own(text: &mut String, own: &Own) {
    for phrase in &own.phrases {
        while let Some(at) = find_ignoring_case(text, phrase) {
            text.replace_range(at, " ");
        }
    }
    let is_own = |word: &&str| {
        let word = word.to_lowercase();
        let mut parts = word.split(|c: char| !c.is_alphanumeric());
        parts.any(|part| own.words.iter().any(|own| own == part))
    };
    *text = text.split_whitespace().filter(|word| !is_own(word)).collect::<Vec<_>>().join(" ");
}

/// Where a lower-case phrase stands, at the bounds of words.
fn find_ignoring_case(text: &str, phrase: &str) -> Option<std::ops::Range<usize>> {
    let starts = text.char_indices().map(|(at, _)| at);
    starts.filter(|at| !text[..*at].ends_with(char::is_alphanumeric)).find_map(|start| {
        let mut rest = phrase.chars();
        let mut wanted = rest.next();
        for (offset, c) in text[start..].char_indices() {
            for lower in c.to_lowercase() {
                if wanted != Some(lower) {
                    return None;
                }
                wanted = rest.next();
            }
            let end = start + offset + c.len_utf8();
            if wanted.is_none() {
                return (!text[end..].starts_with(char::is_alphanumeric)).then_some(start..end);
            }
        }
        None
    })
}
