//! What is wrong with something that a person or a file gave us: which field, and a code.
//! Sentences are made where the reader's language is known.

use serde::Serialize;

/// A field of a draft, named as the form names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub enum Field {
    Account,
    /// Of a rule.
    Action,
    Amount,
    Category,
    Colour,
    /// Of a rule.
    Condition,
    Currency,
    Date,
    Email,
    /// One that was given to be read.
    File,
    Kind,
    Locale,
    Memo,
    Name,
    OpeningBalance,
    Parent,
    Password,
    Payee,
    RecoveryCode,
    Setting,
    Split,
    Tags,
}

/// What is wrong with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub enum Code {
    /// Nothing was given and something is needed.
    Required,
    /// Longer than the field allows.
    TooLong,
    /// Shorter than the field allows.
    TooShort,
    /// Control characters, or another character the field cannot hold.
    BadCharacter,
    /// Not a number.
    NotANumber,
    /// Zero where an amount is needed.
    Zero,
    /// Beyond what can be kept.
    OutOfRange,
    /// More decimal places than the currency has.
    TooPrecise,
    /// Not a day of the calendar.
    NotADate,
    /// It names something that does not exist (any more).
    Unknown,
    /// Something else has it already.
    Taken,
    /// The account is closed.
    Closed,
    /// The parts do not add up to the whole.
    SumDiffers,
    /// It would make a category its own ancestor, or the tree too deep.
    Circular,
    /// It is still used and what happens to its rows was not said.
    InUse,
    /// Too easy to guess.
    TooWeak,
    /// Well formed, but not right (a password, a recovery code).
    Wrong,
    /// No regular expression, or one that would take too much.
    BadPattern,
}

/// One thing that is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
pub struct Problem {
    /// Where.
    pub field: Field,
    /// What.
    pub code: Code,
    /// Which of several, from 0, where the form has a list of such fields.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<u32>,
}

/// All that is wrong; never empty when it is returned as an error.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, specta::Type, thiserror::Error)]
#[error("{0:?}")]
#[serde(transparent)]
pub struct Problems(Vec<Problem>);

impl Problems {
    /// None yet.
    pub const fn none() -> Self {
        Self(Vec::new())
    }

    /// Exactly one.
    pub fn one(field: Field, code: Code) -> Self {
        Self(vec![Problem { field, code, at: None }])
    }

    /// Notes one more.
    pub fn add(&mut self, field: Field, code: Code) {
        self.0.push(Problem { field, code, at: None });
    }

    /// Notes what went wrong with a field and goes on; `None` stands for the missing value.
    pub fn take<T>(&mut self, field: Field, result: Result<T, Code>) -> Option<T> {
        result.map_err(|code| self.add(field, code)).ok()
    }

    /// As [`Problems::take`], of the field with that number in a list.
    pub fn take_at<T>(&mut self, field: Field, at: usize, result: Result<T, Code>) -> Option<T> {
        let at = u32::try_from(at).ok();
        result.map_err(|code| self.0.push(Problem { field, code, at })).ok()
    }

    /// `Ok` when nothing was noted.
    pub fn into_result(self) -> Result<(), Self> {
        if self.0.is_empty() { Ok(()) } else { Err(self) }
    }

    /// The list, in the order in which they were found.
    pub fn as_slice(&self) -> &[Problem] {
        &self.0
    }
}

/// A single-line text of at most `max` characters, trimmed; control and bidi override characters
/// are refused since they can make a text look like another.
pub fn line(text: &str, max: usize) -> Result<String, Code> {
    let text = text.trim();
    if text.chars().any(is_disguise) {
        return Err(Code::BadCharacter);
    }
    if text.chars().count() > max {
        return Err(Code::TooLong);
    }
    Ok(text.to_owned())
}

/// As [`line`], and not empty.
pub fn required_line(text: &str, max: usize) -> Result<String, Code> {
    let text = line(text, max)?;
    if text.is_empty() { Err(Code::Required) } else { Ok(text) }
}

/// Controls, and the characters that reorder text (Unicode TR 36, bidirectional spoofing).
pub fn is_disguise(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{200E}' | '\u{200F}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_trimmed_bounded_and_clean() {
        assert_eq!(line("  Caf\u{e9} ", 4), Ok("Caf\u{e9}".into()));
        assert_eq!(line("12345", 4), Err(Code::TooLong));
        assert_eq!(line("a\u{202E}b", 9), Err(Code::BadCharacter));
        assert_eq!(line("a\nb", 9), Err(Code::BadCharacter));
        assert_eq!(required_line("  ", 9), Err(Code::Required));
    }
}
