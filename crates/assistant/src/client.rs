//! The client: asks for models, sends requests, tries again where that may help.

use crate::{
    Failure, Permit, Refusal, Reply, Request,
    transport::{Target, exchange, failure, http},
    trial::Trial,
};
use async_openai::middleware::HttpRequestFactory;
use secrecy::SecretString;
use serde::Deserialize;
use serde_json::value::RawValue;
use std::{
    hash::{BuildHasher, Hasher, RandomState},
    time::Duration,
};
use tower::service_fn;

/// How long is waited for what.
#[derive(Debug, Clone, Copy)]
pub struct Pace {
    pub connect: Duration,
    /// For one request with all its tries.
    pub whole: Duration,
    /// Before the second try; twice that before the third.
    pub pause: Duration,
}

impl Pace {
    /// A model on one's own computer answers as fast as that computer can.
    pub fn of(permit: &Permit) -> Self {
        let whole = if permit.endpoint().is_loopback() { 600 } else { 90 };
        Self {
            connect: Duration::from_secs(5),
            whole: Duration::from_secs(whole),
            pause: Duration::from_secs(1),
        }
    }
}

/// Tries of one request: the first, and two more.
const TRIES: u32 = 3;
/// Models that a list may have, and characters of their names.
const MOST_MODELS: usize = 500;
const MOST_NAME: usize = 120;

/// A connection to the server of a [`Permit`].
pub struct Client {
    openai: async_openai::Client<Target>,
    pace: Pace,
    may_send: bool,
}

#[derive(Deserialize)]
struct Models {
    data: Vec<Model>,
}

#[derive(Deserialize)]
struct Model {
    id: String,
}

impl Client {
    /// # Errors
    /// [`Failure::Denied`] for a key with characters that no header can hold.
    pub fn new(permit: &Permit, key: Option<&SecretString>, pace: Pace) -> Result<Self, Failure> {
        let http = http(permit, &pace)?;
        let target = Target::new(permit, key)?;
        let openai = async_openai::Client::build(http.clone(), target);
        // Its own way of sending tries again as long as the server says so.
        let send = move |request: HttpRequestFactory| exchange(http.clone(), request);
        let openai = openai.with_http_service(service_fn(send));
        Ok(Self { openai, pace, may_send: permit.may_send() })
    }

    /// The names of the server's models, in order. Nothing of the user's is sent.
    ///
    /// # Errors
    /// What went wrong; it is tried once.
    pub async fn models(&self) -> Result<Vec<String>, Failure> {
        let ask = self.openai.models();
        let list: Models = ask.list_byot().await.map_err(|error| failure(&error))?;
        let mut names: Vec<String> = list
            .data
            .into_iter()
            .map(|model| model.id)
            .filter(|id| {
                !id.is_empty()
                    && id.chars().count() <= MOST_NAME
                    && id.chars().all(|c| c.is_ascii_graphic())
            })
            .take(MOST_MODELS)
            .collect();
        names.sort_unstable();
        names.dedup();
        Ok(names)
    }

    /// Sends a request, up to three times while the server is busy or at fault. To be dropped
    /// when it is no longer wanted: that closes the connection.
    ///
    /// # Errors
    /// The last failure; [`Refusal::NoConsent`] for a permit that is only to ask.
    pub async fn send(&self, request: &Request) -> Result<Result<Reply, Failure>, Refusal> {
        if !self.may_send {
            return Err(Refusal::NoConsent);
        }
        Ok(self.in_time(request).await)
    }

    /// Sends the request of a [`Trial`], which holds nothing of the user's.
    ///
    /// # Errors
    /// The last failure.
    pub async fn try_out(&self, trial: &Trial) -> Result<Reply, Failure> {
        self.in_time(trial.request()).await
    }

    async fn in_time(&self, request: &Request) -> Result<Reply, Failure> {
        let tries = tokio::time::timeout(self.pace.whole, self.tries(request)).await;
        tries.unwrap_or(Err(Failure::TimedOut))
    }

    async fn tries(&self, request: &Request) -> Result<Reply, Failure> {
        let mut pause = self.pace.pause;
        for _ in 1..TRIES {
            match self.once(request).await {
                // What took all the time once would do so again.
                Err(failure) if failure.is_passing() && failure != Failure::TimedOut => {
                    tokio::time::sleep(pause + jitter(pause)).await;
                    pause *= 2;
                }
                end => return end,
            }
        }
        self.once(request).await
    }

    async fn once(&self, request: &Request) -> Result<Reply, Failure> {
        let sent = self.openai.chat().create_byot(request.raw()).await;
        let body: Box<RawValue> = sent.map_err(|error| failure(&error))?;
        Ok(Reply::new(Box::<str>::from(body).into_string()))
    }
}

/// Up to half of it more, so that many clients do not come back at once.
fn jitter(pause: Duration) -> Duration {
    let random = RandomState::new().build_hasher().finish();
    let most = u64::try_from(pause.as_millis() / 2).unwrap_or(0);
    Duration::from_millis(random % (most + 1))
}
