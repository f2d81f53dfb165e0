//! The two slots of a header: each holds the data key, sealed by XChaCha20-Poly1305.
//!
//! The associated data of a seal are the label of its slot, the vault's id, and all that the
//! key was derived with. So neither a slot of another profile nor other parameters fit.

use chacha20poly1305::{AeadInOut, KeyInit, Tag, XChaCha20Poly1305, XNonce};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};

use crate::{
    cost::Cost,
    error::Error,
    hex,
    keys::{Dek, Key, derive, random},
    password::{MAX_PASSWORD_BYTES, normalised},
    recovery::RecoveryCode,
};

const PASSWORD: &str = "slot:password:v1";
const RECOVERY: &str = "slot:recovery:v1";

#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PasswordSlot {
    pub(crate) cost: Cost,
    #[serde(with = "hex")]
    salt: [u8; 16],
    dek: Sealed,
}

impl PasswordSlot {
    /// With a salt and a nonce of its own.
    pub(crate) fn new(
        dek: &Dek,
        password: &SecretString,
        cost: Cost,
        vault_id: &[u8; 16],
    ) -> Result<Self, Error> {
        let salt = random()?;
        let key = Self::key(password, cost, &salt)?;
        let dek = Sealed::new(dek, &key, &Self::context(vault_id, cost, &salt))?;
        Ok(Self { cost, salt, dek })
    }

    /// `None` if the password is wrong.
    pub(crate) fn open(
        &self,
        password: &SecretString,
        vault_id: &[u8; 16],
    ) -> Result<Option<Dek>, Error> {
        // No slot is ever made with a longer one, and hashing it would hold up the app.
        if password.expose_secret().len() > MAX_PASSWORD_BYTES {
            return Ok(None);
        }
        let key = Self::key(password, self.cost, &self.salt)?;
        Ok(self.dek.open(&key, &Self::context(vault_id, self.cost, &self.salt)))
    }

    fn key(password: &SecretString, cost: Cost, salt: &[u8; 16]) -> Result<Key, Error> {
        let key = cost.argon2id(normalised(password).as_bytes(), salt)?;
        Ok(derive(None, key.as_slice(), PASSWORD))
    }

    fn context(vault_id: &[u8; 16], cost: Cost, salt: &[u8; 16]) -> Vec<u8> {
        [PASSWORD.as_bytes(), vault_id, &cost.bytes(), salt].concat()
    }
}

#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RecoverySlot {
    #[serde(with = "hex")]
    salt: [u8; 16],
    dek: Sealed,
}

impl RecoverySlot {
    pub(crate) fn new(dek: &Dek, code: &RecoveryCode, vault_id: &[u8; 16]) -> Result<Self, Error> {
        let salt = random()?;
        let dek = Sealed::new(dek, &Self::key(code, &salt), &Self::context(vault_id, &salt))?;
        Ok(Self { salt, dek })
    }

    /// `None` if the code is wrong.
    pub(crate) fn open(&self, code: &RecoveryCode, vault_id: &[u8; 16]) -> Option<Dek> {
        self.dek.open(&Self::key(code, &self.salt), &Self::context(vault_id, &self.salt))
    }

    /// Without Argon2id: 160 random bits cannot be guessed at any speed.
    fn key(code: &RecoveryCode, salt: &[u8; 16]) -> Key {
        derive(Some(salt), code.bytes(), RECOVERY)
    }

    fn context(vault_id: &[u8; 16], salt: &[u8; 16]) -> Vec<u8> {
        [RECOVERY.as_bytes(), vault_id, salt].concat()
    }
}

#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Sealed {
    #[serde(with = "hex")]
    nonce: [u8; 24],
    #[serde(with = "hex")]
    text: [u8; 32],
    #[serde(with = "hex")]
    tag: [u8; 16],
}

impl Sealed {
    #[expect(clippy::expect_used, reason = "ChaCha20 takes up to 256 GiB")]
    fn new(dek: &Dek, key: &Key, context: &[u8]) -> Result<Self, Error> {
        let nonce = random()?;
        // Encrypted in place, so that the key is never in a second place.
        let mut text = dek.0.clone();
        let tag = cipher(key)
            .encrypt_inout_detached(&XNonce::from(nonce), context, text.as_mut_slice().into())
            .expect("32 bytes are few");
        Ok(Self { nonce, text: *text, tag: tag.into() })
    }

    fn open(&self, key: &Key, context: &[u8]) -> Option<Dek> {
        let mut text = Key::new(self.text);
        let (nonce, tag) = (XNonce::from(self.nonce), Tag::from(self.tag));
        cipher(key)
            .decrypt_inout_detached(&nonce, context, text.as_mut_slice().into(), &tag)
            .ok()
            .map(|()| Dek(text))
    }
}

fn cipher(key: &Key) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new((&**key).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: [u8; 16] = [7; 16];

    fn is(opened: Option<Dek>, dek: &Dek) -> bool {
        opened.is_some_and(|opened| *opened.0 == *dek.0)
    }

    #[test]
    fn password() {
        let dek = Dek::random().unwrap();
        let slot = PasswordSlot::new(&dek, &"Füße und Hände".into(), Cost::OWASP, &ID).unwrap();
        let open = |password: &str, id| slot.open(&password.into(), id).unwrap();
        assert!(is(open("Füße und Hände", &ID), &dek));
        assert!(is(open("Fu\u{308}ße und Ha\u{308}nde", &ID), &dek), "typed on another system");
        assert!(open("Füße und Hände ", &ID).is_none());
        assert!(open("Füße und Hände", &[8; 16]).is_none(), "another vault");
        let long = "x".repeat(MAX_PASSWORD_BYTES + 1);
        assert!(open(&long, &ID).is_none());

        let dearer = PasswordSlot { cost: Cost::new(19 * 1024, 3, 1).unwrap(), ..slot.clone() };
        assert!(dearer.open(&"Füße und Hände".into(), &ID).unwrap().is_none());
        let mut salted = slot.clone();
        salted.salt[15] ^= 1;
        assert!(salted.open(&"Füße und Hände".into(), &ID).unwrap().is_none());
    }

    #[test]
    fn the_cost_is_authenticated() {
        let contexts: Vec<_> = [(19_456, 2, 1), (19_457, 2, 1), (19_456, 3, 1), (19_456, 2, 2)]
            .map(|(m, t, p)| PasswordSlot::context(&ID, Cost::new(m, t, p).unwrap(), &[0; 16]))
            .into();
        for (i, one) in contexts.iter().enumerate() {
            assert!(!contexts[i + 1..].contains(one));
        }
    }

    #[test]
    fn every_bit_of_a_slot_counts() {
        let (dek, code) = (Dek::random().unwrap(), RecoveryCode::random().unwrap());
        let slot = RecoverySlot::new(&dek, &code, &ID).unwrap();
        assert!(is(slot.open(&code, &ID), &dek));
        assert!(slot.open(&RecoveryCode::random().unwrap(), &ID).is_none());
        let bytes = [&slot.salt[..], &slot.dek.nonce, &slot.dek.text, &slot.dek.tag, &ID].concat();
        assert_eq!(bytes.len(), 104);
        for bit in 0..bytes.len() * 8 {
            let mut bytes = bytes.clone();
            bytes[bit / 8] ^= 1 << (bit % 8);
            let part = |from: usize, to: usize| &bytes[from..to];
            let dek = Sealed {
                nonce: part(16, 40).try_into().unwrap(),
                text: part(40, 72).try_into().unwrap(),
                tag: part(72, 88).try_into().unwrap(),
            };
            let slot = RecoverySlot { salt: part(0, 16).try_into().unwrap(), dek };
            assert!(slot.open(&code, part(88, 104).try_into().unwrap()).is_none(), "bit {bit}");
        }
    }

    #[test]
    fn slots_are_never_the_same_twice() {
        let (dek, code) = (Dek::random().unwrap(), RecoveryCode::random().unwrap());
        let [one, two] = [(); 2].map(|()| RecoverySlot::new(&dek, &code, &ID).unwrap());
        assert_ne!(one.salt, two.salt);
        assert_ne!(one.dek.nonce, two.dek.nonce);
        assert_ne!(one.dek.text, two.dek.text);
        assert_ne!(one.dek.text, *dek.0, "nor the key itself");
    }
}
