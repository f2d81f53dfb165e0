//! The only way to a connection: what the user switched on and what they agreed to.

use crate::{Endpoint, EndpointProblem};
use serde::{Deserialize, Serialize};

/// The version of what the user is told before they agree. A higher one asks again.
pub const NOTICE: u16 = 1;

/// What the user set, as far as it decides whether and where a connection is made.
#[derive(Debug, Clone, Copy)]
pub struct Setup<'a> {
    /// The switch for all of it.
    pub enabled: bool,
    /// Only servers on this computer.
    pub offline_only: bool,
    pub base_url: &'a str,
    pub model: &'a str,
}

/// That the user saw what is sent where, and agreed to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consent {
    pub host: String,
    pub model: String,
    pub notice: u16,
}

/// Why nothing is connected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The assistant is switched off.
    #[error("switched off")]
    Off,
    /// The server is not on this computer, and only such are allowed.
    #[error("offline only")]
    OfflineOnly,
    #[error("address: {0}")]
    Address(#[from] EndpointProblem),
    /// No model is chosen.
    #[error("no model")]
    NoModel,
    /// The user has not agreed to this host, model and notice.
    #[error("no consent")]
    NoConsent,
}

/// That a server may be spoken to. It has no other constructors than the two that look at the
/// settings, and without one there is no [`crate::Client`]:
///
/// ```compile_fail,E0451
/// let endpoint = assistant::Endpoint::parse("https://api.example.com/v1")?;
/// let permit = assistant::Permit { endpoint, model: String::new(), may_send: true };
/// ```
#[derive(Debug, Clone)]
pub struct Permit {
    endpoint: Endpoint,
    model: String,
    may_send: bool,
}

impl Permit {
    /// To ask the server for its models, or whether it answers at all: nothing of the user's is
    /// sent. That they pressed the button is their consent to that.
    ///
    /// # Errors
    /// Why not.
    pub fn to_ask(setup: &Setup<'_>) -> Result<Self, Refusal> {
        if !setup.enabled {
            return Err(Refusal::Off);
        }
        let endpoint = Endpoint::parse(setup.base_url)?;
        if setup.offline_only && !endpoint.is_loopback() {
            return Err(Refusal::OfflineOnly);
        }
        Ok(Self { endpoint, model: setup.model.trim().to_owned(), may_send: false })
    }

    /// To send what the user has seen, to the host and model that they agreed to.
    ///
    /// # Errors
    /// Why not.
    pub fn to_send(setup: &Setup<'_>, consent: &Consent) -> Result<Self, Refusal> {
        let permit = Self::to_ask(setup)?;
        if permit.model.is_empty() {
            return Err(Refusal::NoModel);
        }
        if *consent != permit.consent() {
            return Err(Refusal::NoConsent);
        }
        Ok(Self { may_send: true, ..permit })
    }

    /// What the user has to agree to before anything is sent.
    pub fn consent(&self) -> Consent {
        let host = self.endpoint.host().to_owned();
        Consent { host, model: self.model.clone(), notice: NOTICE }
    }

    pub fn endpoint(&self) -> &Endpoint {
        &self.endpoint
    }

    pub fn model(&self) -> &str {
        &self.model
    }

    pub(crate) fn may_send(&self) -> bool {
        self.may_send
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SETUP: Setup<'_> = Setup {
        enabled: true,
        offline_only: false,
        base_url: "https://api.example.com/v1",
        model: "small",
    };

    #[test]
    fn every_switch_has_to_agree() {
        let consent = Permit::to_ask(&SETUP).unwrap().consent();
        assert!(Permit::to_send(&SETUP, &consent).unwrap().may_send());
        assert!(!Permit::to_ask(&SETUP).unwrap().may_send());
        let local = Setup { offline_only: true, base_url: "http://127.0.0.1:8080/v1", ..SETUP };
        assert!(Permit::to_ask(&local).is_ok());

        let other = |consent: Consent| Permit::to_send(&SETUP, &consent).unwrap_err();
        assert_eq!(
            other(Consent { host: "evil.example.com".into(), ..consent.clone() }),
            Refusal::NoConsent
        );
        assert_eq!(other(Consent { model: "large".into(), ..consent.clone() }), Refusal::NoConsent);
        assert_eq!(other(Consent { notice: NOTICE + 1, ..consent.clone() }), Refusal::NoConsent);

        let changed = |setup: Setup<'_>| Permit::to_send(&setup, &consent).unwrap_err();
        assert_eq!(changed(Setup { enabled: false, ..SETUP }), Refusal::Off);
        assert_eq!(changed(Setup { offline_only: true, ..SETUP }), Refusal::OfflineOnly);
        assert_eq!(changed(Setup { model: " ", ..SETUP }), Refusal::NoModel);
        assert_eq!(
            changed(Setup { base_url: "https://api.example.com:444/v1", ..SETUP }),
            Refusal::NoConsent
        );
        assert!(matches!(changed(Setup { base_url: "nowhere", ..SETUP }), Refusal::Address(_)));
    }
}
