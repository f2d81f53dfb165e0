//! Where a server is, and whether it may be spoken to at all.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use url::{Host, Url};

/// The base address of an OpenAI-compatible server: `https` anywhere, `http` on this computer
/// only; no user, query or fragment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endpoint {
    base: String,
    authority: String,
    loopback: bool,
}

/// Why an address is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EndpointProblem {
    #[error("not an address")]
    NotAnAddress,
    /// Neither `https` nor `http`, or `http` to another computer.
    #[error("not encrypted")]
    NotEncrypted,
    /// With a user, a password, a query or a fragment.
    #[error("more than an address")]
    TooMuch,
}

impl Endpoint {
    /// Reads an address such as `https://api.openai.com/v1`.
    ///
    /// # Errors
    /// Why it is not taken.
    pub fn parse(address: &str) -> Result<Self, EndpointProblem> {
        let url = Url::parse(address.trim()).map_err(|_| EndpointProblem::NotAnAddress)?;
        let host = url.host().ok_or(EndpointProblem::NotAnAddress)?;
        let loopback = is_loopback(&host);
        match url.scheme() {
            "https" => {}
            "http" if loopback => {}
            _ => return Err(EndpointProblem::NotEncrypted),
        }
        if !url.username().is_empty()
            || url.password().is_some()
            || url.query().is_some()
            || url.fragment().is_some()
        {
            return Err(EndpointProblem::TooMuch);
        }
        let authority = match url.port() {
            Some(port) => format!("{host}:{port}"),
            None => host.to_string(),
        };
        Ok(Self { base: url.as_str().trim_end_matches('/').to_owned(), authority, loopback })
    }

    /// Without a slash at its end; paths are put behind it.
    pub fn base(&self) -> &str {
        &self.base
    }

    /// Host, and port where it is not the scheme's own: what the user consents to.
    pub fn host(&self) -> &str {
        &self.authority
    }

    /// Whether it is this computer.
    pub fn is_loopback(&self) -> bool {
        self.loopback
    }
}

/// A name is not looked up: only `localhost` counts, and the client ties it to 127.0.0.1.
fn is_loopback(host: &Host<&str>) -> bool {
    match host {
        Host::Domain(name) => *name == LOCALHOST,
        Host::Ipv4(ip) => is_loopback_ip(IpAddr::V4(*ip)),
        Host::Ipv6(ip) => is_loopback_ip(IpAddr::V6(*ip)),
    }
}

pub(crate) const LOCALHOST: &str = "localhost";

fn is_loopback_ip(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => ip.octets()[0] == Ipv4Addr::LOCALHOST.octets()[0],
        IpAddr::V6(ip) => ip == Ipv6Addr::LOCALHOST,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_encrypted_or_this_computer() {
        for (address, host, loopback) in [
            ("https://api.openai.com/v1", "api.openai.com", false),
            ("https://api.openai.com/v1/", "api.openai.com", false),
            ("https://API.OpenAI.com:8443/v1", "api.openai.com:8443", false),
            ("http://127.0.0.1:11434/v1", "127.0.0.1:11434", true),
            ("http://localhost:1234/v1", "localhost:1234", true),
            ("http://[::1]:8080/v1", "[::1]:8080", true),
            // Other spellings of 127.0.0.1 are that address.
            ("http://2130706433/v1", "127.0.0.1", true),
            ("http://127.1/v1", "127.0.0.1", true),
        ] {
            let endpoint = Endpoint::parse(address).unwrap();
            assert_eq!((endpoint.host(), endpoint.is_loopback()), (host, loopback), "{address}");
            assert!(!endpoint.base().ends_with('/'));
        }
        use EndpointProblem::{NotAnAddress, NotEncrypted, TooMuch};
        for (address, problem) in [
            ("", NotAnAddress),
            ("api.openai.com", NotAnAddress),
            ("data:text/plain,hello", NotAnAddress),
            ("http://api.openai.com/v1", NotEncrypted),
            ("http://192.168.0.10:11434/v1", NotEncrypted),
            ("http://localhost.example.com/v1", NotEncrypted),
            ("http://127.0.0.1.example.com/v1", NotEncrypted),
            ("http://0.0.0.0/v1", NotEncrypted),
            ("http://[::ffff:8.8.8.8]/v1", NotEncrypted),
            ("file://localhost/etc/passwd", NotAnAddress),
            ("ftp://localhost/", NotEncrypted),
            ("https://127.0.0.1@example.com/v1", TooMuch),
            ("https://user:secret@example.com/v1", TooMuch),
            ("https://example.com/v1?key=secret", TooMuch),
            ("https://example.com/v1#x", TooMuch),
        ] {
            assert_eq!(Endpoint::parse(address).unwrap_err(), problem, "{address}");
        }
    }
}
