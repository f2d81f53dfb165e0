//! The rule for passwords, and the form in which they are hashed.

use secrecy::{ExposeSecret, SecretString};
use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;
use zxcvbn::{Score, feedback, zxcvbn};

use crate::error::Error;

pub const MIN_PASSWORD_CHARS: usize = 10;
pub const MAX_PASSWORD_BYTES: usize = 1024;

/// How good a password is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Strength {
    /// 0 to 4, as zxcvbn defines it.
    pub score: u8,
    /// Decimal logarithm of the guesses needed.
    pub guesses_log10: f64,
    /// Why the password is not accepted; `None` means that it is.
    pub problem: Option<PasswordProblem>,
    /// What makes it easy to guess, if one thing does.
    pub warning: Option<PasswordWarning>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PasswordProblem {
    /// Fewer than [`MIN_PASSWORD_CHARS`] characters.
    TooShort,
    /// More than [`MAX_PASSWORD_BYTES`] bytes of UTF-8.
    TooLong,
    /// A score below 3.
    TooWeak,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PasswordWarning {
    /// Neighbouring keys.
    Keys,
    /// `aaa`, `abcabc`.
    Repeats,
    /// `abc`, `6543`.
    Sequence,
    /// A date or a recent year.
    Date,
    /// In a list of common passwords, or nearly so.
    Common,
    /// One word of a dictionary.
    Word,
    /// A first name or surname.
    Name,
}

/// Judges a password by length and by zxcvbn; there are no rules on its composition.
/// `user_inputs` are things that an attacker would try first: name, e-mail address.
pub fn strength(password: &SecretString, user_inputs: &[&str]) -> Strength {
    let password = password.expose_secret();
    let guess = zxcvbn(password, user_inputs);
    let problem = if password.len() > MAX_PASSWORD_BYTES {
        Some(PasswordProblem::TooLong)
    } else if password.nfkc().count() < MIN_PASSWORD_CHARS {
        Some(PasswordProblem::TooShort)
    } else if guess.score() < Score::Three {
        Some(PasswordProblem::TooWeak)
    } else {
        None
    };
    Strength {
        score: guess.score().into(),
        guesses_log10: guess.guesses_log10(),
        problem,
        warning: guess.feedback().and_then(feedback::Feedback::warning).map(warning),
    }
}

pub(crate) fn check(password: &SecretString, name: &str) -> Result<(), Error> {
    strength(password, &[name]).problem.map_or(Ok(()), |problem| Err(Error::Password(problem)))
}

/// The same text however the keyboard composed it: NFKC (Unicode UAX #15).
pub(crate) fn normalised(password: &SecretString) -> Zeroizing<String> {
    let password = password.expose_secret();
    // NFKC makes UTF-8 at most 11 times as long (Unicode FAQ on normalization): with room
    // for that the text never moves and leaves no copy behind.
    let mut text = Zeroizing::new(String::with_capacity(password.len() * 11));
    text.extend(password.nfkc());
    text
}

fn warning(warning: feedback::Warning) -> PasswordWarning {
    use feedback::Warning::*;
    match warning {
        StraightRowsOfKeysAreEasyToGuess | ShortKeyboardPatternsAreEasyToGuess => {
            PasswordWarning::Keys
        }
        RepeatsLikeAaaAreEasyToGuess | RepeatsLikeAbcAbcAreOnlySlightlyHarderToGuess => {
            PasswordWarning::Repeats
        }
        SequencesLikeAbcAreEasyToGuess => PasswordWarning::Sequence,
        RecentYearsAreEasyToGuess | DatesAreOftenEasyToGuess => PasswordWarning::Date,
        ThisIsATop10Password
        | ThisIsATop100Password
        | ThisIsACommonPassword
        | ThisIsSimilarToACommonlyUsedPassword => PasswordWarning::Common,
        AWordByItselfIsEasyToGuess => PasswordWarning::Word,
        NamesAndSurnamesByThemselvesAreEasyToGuess | CommonNamesAndSurnamesAreEasyToGuess => {
            PasswordWarning::Name
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judge(password: &str) -> Strength {
        strength(&password.into(), &["Margarethe Oberhuber", "margarethe@example.org"])
    }

    #[test]
    fn rule() {
        use PasswordProblem::*;
        let long = "korrekt pferd batterie ".repeat(45);
        for (password, problem) in [
            ("", Some(TooShort)),
            ("x9$Kq!2z@", Some(TooShort)),
            ("x9$Kq!2z@w", None),
            ("password1234", Some(TooWeak)),
            ("qwertyuiop", Some(TooWeak)),
            ("aaaaaaaaaaaaaaaa", Some(TooWeak)),
            ("margarethe", Some(TooWeak)),
            ("correct horse battery staple", None),
            ("пароль верная лошадь скрепка", None),
            (&long[..1024], None),
            (&long[..1025], Some(TooLong)),
        ] {
            assert_eq!(judge(password).problem, problem, "{password:?}");
        }
    }

    #[test]
    fn warnings() {
        use PasswordWarning::*;
        for (password, expected) in [
            ("qwertyuiop", Some(Common)),
            ("zxcvbnm,./", Some(Keys)),
            ("aaaaaaaaaaaa", Some(Repeats)),
            ("x9$Kq!2z@w#L", None),
        ] {
            assert_eq!(judge(password).warning, expected, "{password}");
        }
    }

    #[test]
    fn nfkc() {
        for (typed, same) in [("e\u{301}", "é"), ("\u{fb01}n", "fin"), ("ａｂ１", "ab1")] {
            assert_eq!(*normalised(&typed.into()), same);
        }
        let worst = normalised(&"\u{fdfa}".repeat(100).into());
        assert!(worst.len() <= 3 * 100 * 11);
    }
}
