//! The connection itself: one host, no proxy, no detour, no answer without end.

use crate::{Failure, Pace, Permit, endpoint::LOCALHOST};
use async_openai::{config::Config, error::OpenAIError, middleware::HttpRequestFactory};
use bytes::{Bytes, BytesMut};
use reqwest::header::{AUTHORIZATION, HeaderMap, HeaderValue};
use secrecy::{ExposeSecret, SecretString};
use serde_json::value::RawValue;
use std::{
    error::Error,
    net::{Ipv4Addr, SocketAddr},
};

/// Most bytes of an answer that are read.
pub(crate) const MOST_BYTES: usize = 256 * 1024;

/// Where to, and with which key. Not async-openai's own configuration, which takes what it is not
/// given from environment variables.
pub(crate) struct Target {
    base: String,
    key: SecretString,
    headers: HeaderMap,
}

impl Target {
    /// # Errors
    /// [`Failure::Denied`] for a key that no header can hold.
    pub(crate) fn new(permit: &Permit, key: Option<&SecretString>) -> Result<Self, Failure> {
        let mut headers = HeaderMap::new();
        if let Some(key) = key {
            let bearer = format!("Bearer {}", key.expose_secret());
            let mut value = HeaderValue::try_from(bearer).map_err(|_| Failure::Denied)?;
            value.set_sensitive(true);
            headers.insert(AUTHORIZATION, value);
        }
        let base = permit.endpoint().base().to_owned();
        Ok(Self { base, key: key.cloned().unwrap_or_default(), headers })
    }
}

impl Config for Target {
    fn headers(&self) -> HeaderMap {
        self.headers.clone()
    }

    fn url(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }

    fn query(&self) -> Vec<(&str, &str)> {
        Vec::new()
    }

    fn api_base(&self) -> &str {
        &self.base
    }

    fn api_key(&self) -> &SecretString {
        &self.key
    }
}

/// A client that speaks to this host only.
pub(crate) fn http(permit: &Permit, pace: &Pace) -> Result<reqwest::Client, Failure> {
    // Fails when there is one already, which is this one.
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::builder()
        .no_proxy()
        .redirect(reqwest::redirect::Policy::none())
        .referer(false)
        .https_only(!permit.endpoint().is_loopback())
        // Whatever the hosts file says: this name is this computer.
        .resolve(LOCALHOST, SocketAddr::from((Ipv4Addr::LOCALHOST, 0)))
        .connect_timeout(pace.connect)
        .timeout(pace.whole)
        .build()
        .map_err(|_| Failure::Unreachable)
}

/// Sends once and reads the answer to its end or to the limit. What comes out is a JSON value of a
/// successful answer, so that async-openai has nothing left to log or to retry.
pub(crate) async fn exchange(
    http: reqwest::Client,
    request: HttpRequestFactory,
) -> Result<reqwest::Response, OpenAIError> {
    let answer = http.execute(request.build().await?).await.map_err(|error| boxed(of(&error)))?;
    let status = answer.status();
    let body = read(answer).await.map_err(boxed)?;
    if let Some(failure) = Failure::of_status(status.as_u16(), &body) {
        return Err(boxed(failure));
    }
    if serde_json::from_slice::<&RawValue>(&body).is_err() {
        return Err(boxed(Failure::NotUnderstood));
    }
    Ok(http::Response::new(reqwest::Body::from(body)).into())
}

async fn read(mut answer: reqwest::Response) -> Result<Bytes, Failure> {
    let mut body = BytesMut::new();
    while let Some(part) = answer.chunk().await.map_err(|error| of(&error))? {
        if body.len() + part.len() > MOST_BYTES {
            return Err(Failure::TooLarge);
        }
        body.extend_from_slice(&part);
    }
    Ok(body.freeze())
}

fn of(error: &reqwest::Error) -> Failure {
    if error.is_timeout() { Failure::TimedOut } else { Failure::Unreachable }
}

fn boxed(failure: Failure) -> OpenAIError {
    OpenAIError::Boxed(failure.into())
}

/// What [`exchange`] said, out of async-openai's wrapping.
pub(crate) fn failure(error: &OpenAIError) -> Failure {
    match error {
        OpenAIError::Boxed(inner) => {
            let inner: &(dyn Error + 'static) = inner.as_ref();
            inner.downcast_ref::<Failure>().copied().unwrap_or(Failure::NotUnderstood)
        }
        OpenAIError::Reqwest(error) => of(error),
        _ => Failure::NotUnderstood,
    }
}
