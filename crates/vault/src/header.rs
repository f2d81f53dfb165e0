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

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use super::*;
    use crate::{cost::Cost, keys::Dek, recovery::RecoveryCode};

    static HEADER: LazyLock<(Header, Keys)> = LazyLock::new(|| {
        let (dek, vault_id) = (Dek::random().unwrap(), [3; 16]);
        let password = "correct horse battery staple".into();
        let header = Header {
            format: FORMAT,
            vault_id,
            name: "Zoë \"Z\" 🐢".to_owned(),
            created_ms: 1_790_000_000_000,
            password: PasswordSlot::new(&dek, &password, Cost::OWASP, &vault_id).unwrap(),
            recovery: RecoverySlot::new(&dek, &RecoveryCode::random().unwrap(), &vault_id).unwrap(),
        };
        (header, dek.keys())
    });

    fn file() -> Vec<u8> {
        HEADER.0.encode(&HEADER.1).unwrap()
    }

    fn damage(file: &[u8]) -> Damage {
        match Unverified::decode(file).and_then(|file| file.verify(&HEADER.1)) {
            Err(Error::Damaged(damage)) => damage,
            Err(error) => panic!("{error}"),
            Ok(_) => panic!("taken: {}", String::from_utf8_lossy(file)),
        }
    }

    #[test]
    fn round_trip() {
        let (header, keys) = &*HEADER;
        assert_eq!(file(), file(), "canonical");
        assert!((600..1200).contains(&file().len()), "{} bytes", file().len());
        serde_json::from_slice::<serde_json::Value>(&file()).unwrap();
        assert!(Unverified::decode(&file()).unwrap().verify(keys).unwrap() == *header);
        assert!(matches!(
            Unverified::decode(&file()).unwrap().verify(&Dek::random().unwrap().keys()),
            Err(Error::Damaged(Damage::Forged))
        ));
    }

    #[test]
    fn every_bit_and_every_cut_is_noticed() {
        let file = file();
        for bit in 0..file.len() * 8 {
            let mut file = file.clone();
            file[bit / 8] ^= 1 << (bit % 8);
            assert_eq!(damage(&file), Damage::Unreadable, "bit {bit}");
        }
        for length in 0..file.len() {
            assert_eq!(damage(&file[..length]), Damage::Unreadable, "cut at {length}");
        }
        assert_eq!(damage(&[&file[..], b"\n"].concat()), Damage::Unreadable);
        assert_eq!(damage(&[&file[..], &file[..]].concat()), Damage::Unreadable);
    }

    /// Somebody who changes the file on purpose makes the checksum right again.
    #[test]
    fn every_bit_is_authenticated() {
        let text = String::from_utf8(file()).unwrap();
        let (open, _) = text.rsplit_once(SUM).unwrap();
        let (mut forged, mut unreadable) = (0, 0);
        for bit in 0..open.len() * 8 {
            let mut bytes = open.as_bytes().to_vec();
            bytes[bit / 8] ^= 1 << (bit % 8);
            let Ok(open) = String::from_utf8(bytes) else { continue };
            match Unverified::decode(&with_sum(open)).and_then(|file| file.verify(&HEADER.1)) {
                Err(Error::Damaged(Damage::Forged)) => forged += 1,
                Err(Error::Damaged(Damage::Unreadable)) => unreadable += 1,
                Err(Error::NewerVersion { .. }) => {}
                Err(error) => panic!("bit {bit}: {error}"),
                Ok(_) => panic!("bit {bit} is not authenticated"),
            }
        }
        assert!(forged > 1000 && unreadable > 1000, "{forged} {unreadable}");
    }

    #[test]
    fn newer_formats_are_told_apart() {
        let newer = r#"{"header":{"format":2,"vault_id":1,"more":[]},"extra":{},"mac":null"#;
        let newer = with_sum(newer.to_owned());
        let read = Unverified::decode(&newer);
        assert!(matches!(read, Err(Error::NewerVersion { found: 2, known: FORMAT })));
    }

    #[test]
    fn costs_out_of_range_are_never_run() {
        let text = String::from_utf8(file()).unwrap();
        let (open, _) = text.rsplit_once(SUM).unwrap();
        for (from, to) in [
            (r#""m_kib":19456"#, r#""m_kib":4294967295"#),
            (r#""m_kib":19456"#, r#""m_kib":8"#),
            (r#""t":2"#, r#""t":65"#),
            (r#""t":2"#, r#""t":1"#),
            (r#""p":1"#, r#""p":17"#),
            (r#""p":1"#, r#""p":0"#),
        ] {
            assert!(open.contains(from));
            assert_eq!(damage(&with_sum(open.replace(from, to))), Damage::Unreadable, "{to}");
        }
    }
}
