//! One request that stands alone: seen, agreed to, sent, and waited for.

use super::{AssistantSettings, Purpose, requests, run, settings};
use crate::{Book, Error, Now};
use assistant::{Permit, Refusal, Reply, Request, meter};
use serde::Serialize;
use sha2::{Digest, Sha256};

/// What is to be sent, and where.
pub(super) struct One {
    settings: AssistantSettings,
    permit: Permit,
    request: Request,
    purpose: Purpose,
}

/// What the user is shown before it is sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct OnePreview {
    pub host: String,
    pub model: String,
    /// Whether the host is this computer.
    pub local: bool,
    /// The exact bytes.
    pub body: String,
    /// What it takes at most, the answer included.
    pub most_tokens: u32,
    /// What that costs, as a decimal in the provider's currency; none without prices.
    pub most_cost: Option<String>,
    /// Tokens that the month still has; none without a limit.
    pub tokens_left: Option<u32>,
    /// Names these very bytes.
    pub digest: String,
}

impl One {
    /// `request` makes it for the model that is set.
    ///
    /// # Errors
    /// [`Error::Assistant`] when the assistant is off.
    pub(super) fn new(
        settings: AssistantSettings,
        purpose: Purpose,
        request: impl FnOnce(&str, assistant::Dialect) -> Request,
    ) -> Result<Self, Error> {
        let permit = Permit::to_ask(&settings.setup())?;
        if permit.model().is_empty() {
            return Err(Refusal::NoModel.into());
        }
        let request = request(permit.model(), settings.dialect());
        Ok(Self { settings, permit, request, purpose })
    }

    /// The model that it is made for.
    pub(super) fn model(&self) -> &str {
        self.permit.model()
    }

    pub(super) async fn preview(&self, book: &Book, now: Now) -> Result<OnePreview, Error> {
        let sent = meter::estimate(self.request.body());
        let cost = self.settings.prices().map(|prices| prices.cost(sent, self.request.most_out));
        Ok(OnePreview {
            host: self.permit.endpoint().host().to_owned(),
            model: self.permit.model().to_owned(),
            local: self.permit.endpoint().is_loopback(),
            body: self.request.body().to_owned(),
            most_tokens: sent.saturating_add(self.request.most_out),
            most_cost: cost.map(|c| requests::decimal(i64::try_from(c).unwrap_or(i64::MAX))),
            tokens_left: requests::left(book, &self.settings, now).await?,
            digest: self.digest(),
        })
    }

    /// Sends what the user has seen in the preview of this digest, and notes that they agreed to this
    /// host and model.
    ///
    /// # Errors
    /// [`Error::PreviewChanged`] when the bytes are others; [`Error::Assistant`] when they may not be
    /// sent or are not answered; [`Error::Cancelled`].
    pub(super) async fn send(
        &self,
        book: &Book,
        digest: &str,
        clock: fn() -> Now,
    ) -> Result<Reply, Error> {
        if self.digest() != digest {
            return Err(Error::PreviewChanged);
        }
        settings::agree(book, &self.permit).await?;
        run::ask_alone(book, &self.permit.consent(), &self.request, self.purpose, clock).await
    }

    fn digest(&self) -> String {
        let mut digest = Sha256::new();
        digest.update(self.permit.endpoint().base());
        digest.update(self.request.body());
        digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }
}
