//! The data key of a profile, and what is derived from it by HKDF-SHA256 (RFC 5869).

use hkdf::Hkdf;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::error::Error;

pub(crate) type Key = Zeroizing<[u8; 32]>;

/// The data encryption key: 32 random bytes, made once for a profile and never changed.
/// It is in memory only while a profile is being opened or gets a new slot.
pub(crate) struct Dek(pub(crate) Key);

impl Dek {
    pub(crate) fn random() -> Result<Self, Error> {
        Ok(Self(Zeroizing::new(random()?)))
    }

    pub(crate) fn keys(&self) -> Keys {
        let derive = |label: &str| derive(None, self.0.as_slice(), label);
        Keys { db: derive("db:v1"), header: derive("hdr:v1") }
    }
}

/// The keys of an open profile; overwritten with zeros when dropped.
pub struct Keys {
    db: Key,
    header: Key,
}

impl Keys {
    /// The raw key of the SQLCipher database.
    pub fn db_key(&self) -> &[u8; 32] {
        &self.db
    }

    pub(crate) fn mac(&self, message: &[u8]) -> [u8; 32] {
        self.hmac(message).finalize().into_bytes().into()
    }

    /// In constant time.
    pub(crate) fn mac_is(&self, message: &[u8], mac: &[u8; 32]) -> bool {
        self.hmac(message).verify_slice(mac).is_ok()
    }

    #[expect(clippy::expect_used, reason = "HMAC takes keys of any length")]
    fn hmac(&self, message: &[u8]) -> Hmac<Sha256> {
        let mut hmac = Hmac::new_from_slice(self.header.as_slice()).expect("any length");
        hmac.update(message);
        hmac
    }
}

#[expect(clippy::expect_used, reason = "HKDF-SHA256 gives up to 8,160 bytes")]
pub(crate) fn derive(salt: Option<&[u8]>, secret: &[u8], label: &str) -> Key {
    let mut key = Zeroizing::new([0; 32]);
    Hkdf::<Sha256>::new(salt, secret)
        .expand(label.as_bytes(), key.as_mut_slice())
        .expect("32 bytes are few");
    key
}

/// Bytes from the operating system's generator.
pub(crate) fn random<const N: usize>() -> Result<[u8; N], Error> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes)?;
    Ok(bytes)
}
