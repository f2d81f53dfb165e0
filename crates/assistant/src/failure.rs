//! What can go wrong with a request.

/// Why there is no answer, as far as someone acts differently on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// No connection: no such host, nobody listens, no trusted certificate.
    #[error("unreachable")]
    Unreachable,
    #[error("timed out")]
    TimedOut,
    /// The key is missing, wrong, or may not use this model (401, 403).
    #[error("denied")]
    Denied,
    /// The account with the provider has nothing left (402, or 429 with `insufficient_quota`).
    #[error("no credit")]
    NoCredit,
    /// Too many requests (429).
    #[error("busy")]
    Busy,
    /// The server's own fault (5xx).
    #[error("server fault")]
    ServerFault,
    /// The server knows no such model or path (404).
    #[error("not there")]
    NotThere,
    /// The server does not take the request (other 4xx).
    #[error("not taken")]
    NotTaken,
    /// It wants to send us elsewhere; that is not followed (3xx).
    #[error("redirected")]
    Redirected,
    /// More than an answer can be.
    #[error("too large")]
    TooLarge,
    /// Cut off, declined, or not what was asked for.
    #[error("not understood")]
    NotUnderstood,
}

impl Failure {
    /// Its name in lists and on the wire.
    pub fn code(self) -> &'static str {
        match self {
            Self::Unreachable => "unreachable",
            Self::TimedOut => "timedOut",
            Self::Denied => "denied",
            Self::NoCredit => "noCredit",
            Self::Busy => "busy",
            Self::ServerFault => "serverFault",
            Self::NotThere => "notThere",
            Self::NotTaken => "notTaken",
            Self::Redirected => "redirected",
            Self::TooLarge => "tooLarge",
            Self::NotUnderstood => "notUnderstood",
        }
    }

    /// Whether the same request may succeed a little later.
    pub fn is_passing(self) -> bool {
        matches!(self, Self::Unreachable | Self::TimedOut | Self::Busy | Self::ServerFault)
    }

    /// Of an answer with this HTTP status; `None` for success. `body` tells an empty purse from
    /// too much haste.
    pub(crate) fn of_status(status: u16, body: &[u8]) -> Option<Self> {
        let quota = b"insufficient_quota";
        Some(match status {
            200..=299 => return None,
            300..=399 => Self::Redirected,
            401 | 403 => Self::Denied,
            402 => Self::NoCredit,
            404 => Self::NotThere,
            408 => Self::TimedOut,
            429 if body.windows(quota.len()).any(|part| part == quota) => Self::NoCredit,
            429 => Self::Busy,
            400..=499 => Self::NotTaken,
            _ => Self::ServerFault,
        })
    }
}
