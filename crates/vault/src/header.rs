//! The public header of a profile, `vault.json`: what must be known before login.
//!
//! One line of JSON, `{"header":{…},"mac":"…","sha256":"…"}`.
//! - `sha256` is over all bytes before it. It needs no key, so that a disk error is told
//!   apart from a wrong password. **This envelope holds for every later format too**; only
//!   then can a newer format be told apart from a damaged file.
//! - `mac` is HMAC-SHA256 under a key derived from the data key, over the canonical form:
//!   `header` as serde_json writes it. It stops somebody without the data key from changing
//!   a name or a slot unnoticed.
//!
//! The count of failed attempts cannot be in here: it must be written by whoever does not
//! have the key for the MAC. See [`crate::throttle`].

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::{
    error::{Damage, Error},
    hex,
    keys::Keys,
    slot::{PasswordSlot, RecoverySlot},
};

pub(crate) const FORMAT: u32 = 1;

#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Header {
    pub(crate) format: u32,
    #[serde(with = "hex")]
    pub(crate) vault_id: [u8; 16],
    pub(crate) name: String,
    pub(crate) created_ms: i64,
    pub(crate) password: PasswordSlot,
    pub(crate) recovery: RecoverySlot,
}

/// A header whose checksum is good, but which anybody may have written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Unverified {
    pub(crate) header: Header,
    #[serde(with = "hex")]
    mac: [u8; 32],
}

impl Header {
    pub(crate) fn encode(&self, keys: &Keys) -> Result<Vec<u8>, Error> {
        let header = self.canonical().ok_or(Error::Damaged(Damage::Unreadable))?;
        let mac = data_encoding::HEXLOWER.encode(&keys.mac(header.as_bytes()));
        Ok(with_sum(format!(r#"{{"header":{header},"mac":"{mac}""#)))
    }

    /// `None` cannot happen: numbers, text and hexadecimal always have a JSON form.
    fn canonical(&self) -> Option<String> {
        serde_json::to_string(self).ok()
    }
}

impl Unverified {
    /// # Errors
    /// [`Error::Damaged`] or [`Error::NewerVersion`].
    pub(crate) fn decode(file: &[u8]) -> Result<Self, Error> {
        #[derive(Deserialize)]
        struct AnyFormat {
            header: OnlyFormat,
        }
        #[derive(Deserialize)]
        struct OnlyFormat {
            format: u32,
        }
        let unreadable = || Error::Damaged(Damage::Unreadable);
        let json = without_sum(file).ok_or_else(unreadable)?;
        let any: AnyFormat = serde_json::from_str(&json).map_err(|_| unreadable())?;
        if any.header.format > FORMAT {
            return Err(Error::NewerVersion { found: any.header.format, known: FORMAT });
        }
        serde_json::from_str(&json).map_err(|_| unreadable())
    }

    pub(crate) fn verify(self, keys: &Keys) -> Result<Header, Error> {
        match self.header.canonical() {
            Some(text) if keys.mac_is(text.as_bytes(), &self.mac) => Ok(self.header),
            _ => Err(Error::Damaged(Damage::Forged)),
        }
    }
}

const SUM: &str = r#","sha256":""#;
const END: &str = "\"}\n";

/// `open` is a JSON object without its closing brace.
fn with_sum(open: String) -> Vec<u8> {
    let sum = sum(&open);
    (open + SUM + &sum + END).into_bytes()
}

/// The JSON object without its checksum, if that is right.
fn without_sum(file: &[u8]) -> Option<String> {
    let (rest, found) = std::str::from_utf8(file).ok()?.strip_suffix(END)?.rsplit_once(SUM)?;
    (sum(rest) == found).then(|| format!("{rest}}}"))
}

fn sum(text: &str) -> String {
    data_encoding::HEXLOWER.encode(&Sha256::digest(text))
}
