//! A password or recovery code on its way in: never printed, zeroed when dropped.

use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;

/// A text that is not to be seen; on the wire a string.
#[derive(Debug, Clone, Deserialize, specta::Type)]
#[serde(transparent)]
pub struct Secret(#[specta(type = String)] SecretString);

impl Secret {
    /// For those who keep it as secret.
    pub(crate) fn text(&self) -> &SecretString {
        &self.0
    }

    /// The text itself.
    pub fn exposed(&self) -> &str {
        self.0.expose_secret()
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self(text.into())
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self(text.into())
    }
}

/// Of two that the same person typed; not in constant time.
impl PartialEq for Secret {
    fn eq(&self, other: &Self) -> bool {
        self.exposed() == other.exposed()
    }
}
