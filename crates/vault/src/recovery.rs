//! The recovery code: 160 random bits that a person can write down.

use std::{fmt, sync::LazyLock};

use data_encoding::{Encoding, Specification};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

use crate::{error::Error, keys::random};

#[expect(clippy::expect_used, reason = "a constant, and tested")]
static CROCKFORD: LazyLock<Encoding> = LazyLock::new(|| {
    let mut form = Specification::new();
    form.symbols.push_str("0123456789ABCDEFGHJKMNPQRSTVWXYZ");
    form.encoding().expect("32 different symbols")
});

/// 32 characters of Douglas Crockford's base 32 (digits and letters without I, L, O, U) in
/// eight groups of four, and a ninth group of check characters.
pub struct RecoveryCode(Zeroizing<[u8; RecoveryCode::BYTES]>);

impl RecoveryCode {
    const BYTES: usize = 20;
    const GROUP: usize = 4;
    pub const GROUPS: usize = 9;

    pub(crate) fn random() -> Result<Self, Error> {
        Ok(Self(Zeroizing::new(random()?)))
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        self.0.as_slice()
    }

    /// Reads what a person typed: upper or lower case, spaces and hyphens anywhere, O for 0,
    /// I or L for 1.
    ///
    /// # Errors
    /// [`Error::MistypedCode`] if the length, a character or the check characters are wrong;
    /// a slip goes unnoticed once in a million.
    pub fn parse(typed: &str) -> Result<Self, Error> {
        let text = plain(typed);
        let (code, check) =
            text.split_at_checked(Self::GROUP * (Self::GROUPS - 1)).ok_or(Error::MistypedCode)?;
        let bytes = Zeroizing::new(CROCKFORD.decode(code.as_bytes()).unwrap_or_default());
        let bytes = <[u8; Self::BYTES]>::try_from(bytes.as_slice());
        let code = Self(Zeroizing::new(bytes.map_err(|_| Error::MistypedCode)?));
        if code.check() == check { Ok(code) } else { Err(Error::MistypedCode) }
    }

    /// The nine groups, to be shown once and copied by hand.
    pub fn groups(&self) -> [String; Self::GROUPS] {
        let text = Zeroizing::new(CROCKFORD.encode(self.bytes()) + &self.check());
        std::array::from_fn(|i| text[i * Self::GROUP..][..Self::GROUP].to_owned())
    }

    /// Whether `typed` is the group at `index` (from 0), read as forgivingly as a whole
    /// code: the proof that somebody wrote the code down.
    pub fn has_group(&self, index: usize, typed: &str) -> bool {
        let groups = Zeroizing::new(self.groups());
        let typed = plain(typed);
        groups.get(index).is_some_and(|group| group.as_bytes().ct_eq(typed.as_bytes()).into())
    }

    fn check(&self) -> String {
        let hash = Sha256::new_with_prefix("recovery-check:v1").chain_update(self.bytes());
        let mut text = CROCKFORD.encode(&hash.finalize());
        text.truncate(Self::GROUP);
        text
    }
}

impl fmt::Display for RecoveryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&Zeroizing::new(self.groups().join("-")))
    }
}

/// Without separators, in capitals, and with the letters that Crockford's alphabet leaves out
/// read as the digits that they look like.
fn plain(typed: &str) -> Zeroizing<String> {
    let mut text = Zeroizing::new(String::with_capacity(typed.len()));
    text.extend(typed.chars().filter(|c| !c.is_whitespace() && *c != '-').map(|c| {
        match c.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            c => c,
        }
    }));
    text
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn printed_is_parsed(bytes: [u8; 20]) {
            let code = RecoveryCode(Zeroizing::new(bytes));
            let text = code.to_string();
            prop_assert_eq!(text.len(), 9 * 4 + 8);
            prop_assert!(!text.contains(['I', 'L', 'O', 'U']));
            let sloppy = [
                text.to_lowercase(),
                text.replace('-', ""),
                text.replace('-', "  ") + "\n",
                text.replace('0', "o").replace('1', "l"),
                text.replace('0', "O").replace('1', "i"),
            ];
            for typed in sloppy {
                let parsed = RecoveryCode::parse(&typed).ok().map(|code| *code.0);
                prop_assert_eq!(parsed, Some(bytes), "{}", typed);
            }
            for (index, group) in code.groups().iter().enumerate() {
                prop_assert!(code.has_group(index, &group.to_lowercase()));
                prop_assert!(!code.has_group(index, &group[1..]));
                prop_assert!(!code.has_group(index + 9, group));
            }
        }

        /// One wrong character, two neighbours swapped, one left out or doubled.
        #[test]
        fn slips_are_noticed(bytes: [u8; 20], at in 0usize..36, to in 0usize..32) {
            let code = RecoveryCode(Zeroizing::new(bytes));
            let text: Vec<char> = code.to_string().replace('-', "").chars().collect();
            let symbols: Vec<char> = "0123456789ABCDEFGHJKMNPQRSTVWXYZ".chars().collect();
            let mut wrong = text.clone();
            wrong[at] = symbols[to];
            let mut swapped = text.clone();
            swapped.swap(at, (at + 1) % 36);
            let mut short = text.clone();
            short.remove(at);
            let mut long = text.clone();
            long.insert(at, text[at]);
            for slip in [wrong, swapped, short, long] {
                let typed: String = slip.iter().collect();
                let told = matches!(RecoveryCode::parse(&typed), Err(Error::MistypedCode));
                prop_assert_eq!(told, slip != text, "{}", typed);
            }
        }

        #[test]
        fn anything_typed_is_survived(typed: String) {
            prop_assert!(RecoveryCode::parse(&typed).is_err());
        }
    }
}
