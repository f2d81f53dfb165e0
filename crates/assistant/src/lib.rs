//! What may leave the computer for a language model, and what may come back.
//!
//! Everything but [`Client`] is pure: [`redact`] makes a merchant of a bank's text, [`classify`],
//! [`note`] and [`question`] make the exact bytes of a [`Request`] and read what came back,
//! [`meter`] estimates. [`Client`] is the only code of the project that opens a connection, and
//! it needs a [`Permit`], which only the user's settings and consent give.

pub mod classify;
mod client;
mod endpoint;
mod failure;
pub mod meter;
pub mod note;
mod permit;
mod person;
pub mod question;
pub mod redact;
mod reply;
mod request;
mod transport;
pub mod trial;

pub use client::{Client, Pace};
pub use endpoint::{Endpoint, EndpointProblem};
pub use failure::Failure;
pub use permit::{Consent, NOTICE, Permit, Refusal, Setup};
pub use reply::{Reply, Usage};
pub use request::{Dialect, Request};
/// A key on its way to the server: never printed, zeroed when dropped.
pub use secrecy::SecretString;
