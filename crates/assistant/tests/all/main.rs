//! The assistant against texts and servers that nobody should trust.

#![allow(clippy::unwrap_used, reason = "a failed test says so")]

mod exchange;
mod hostile;
mod llama;
mod redact;
mod server;
