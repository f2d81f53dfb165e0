//! What the user set, the key, and the consent. All of it is in the profile's database.

use super::{requests, run};
use crate::{Book, Error, Now, Secret, Topic, settings::label};
use assistant::{
    Client, Consent, Dialect, Pace, Permit, Refusal, SecretString, Setup, meter::Prices,
    trial::Trial,
};
use ledger::{Code, Field, Problems};
use rust_decimal::{Decimal, prelude::ToPrimitive};
use serde::{Deserialize, Serialize};
use store::{Connection, assistant::Purpose};

const SETTINGS: &str = "assistant";
const KEY: &str = "assistant.key";
const CONSENT: &str = "assistant.consent";

/// The setting says which server is asked, or that it may be: nobody agrees to that by taking in a file.
pub(crate) fn is_of_assistant(key: &str) -> bool {
    key == SETTINGS || key.starts_with("assistant.")
}

/// Longest key and model name.
const LONGEST: usize = 500;

/// Whose server it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub enum Preset {
    OpenAi,
    Ollama,
    LmStudio,
    LlamaCpp,
    Other,
}

/// How the assistant is set. Off as long as the user has not said otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct AssistantSettings {
    pub enabled: bool,
    /// Only servers on this computer.
    pub offline_only: bool,
    pub preset: Preset,
    /// Up to and with `/v1`.
    pub base_url: String,
    pub model: String,
    /// Tokens that a month may take; 0 is without limit.
    pub monthly_tokens: u32,
    /// The provider's price of a million tokens sent, as a decimal; empty when not known.
    pub price_in: String,
    /// The same of tokens received.
    pub price_out: String,
    /// Ask of an import's unsure rows by itself, once the user has agreed to the host and model.
    pub after_import: bool,
    /// Word the facts of a period as a note; their figures are sent for that.
    pub notes: bool,
}

impl Default for AssistantSettings {
    fn default() -> Self {
        Self {
            enabled: false,
            offline_only: true,
            preset: Preset::Ollama,
            base_url: "http://127.0.0.1:11434/v1".to_owned(),
            model: String::new(),
            monthly_tokens: 500_000,
            price_in: String::new(),
            price_out: String::new(),
            after_import: false,
            notes: false,
        }
    }
}

/// The settings, and what stands beside them. The key itself is never shown again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct AssistantView {
    pub settings: AssistantSettings,
    /// There is a key for this address.
    pub has_key: bool,
    /// Host and port of the address, when it is one.
    pub host: Option<String>,
    /// The user has agreed to this host and model.
    pub consented: bool,
    /// Tokens of this month.
    pub used_tokens: u32,
}

/// How a model did with the five questions of the test.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
pub struct TrialView {
    pub right: u32,
    pub of: u32,
}

/// The key with the host that it was typed for; no other gets it.
#[derive(Serialize, Deserialize)]
struct Key {
    host: String,
    key: String,
}

impl AssistantSettings {
    pub(super) fn setup(&self) -> Setup<'_> {
        Setup {
            enabled: self.enabled,
            offline_only: self.offline_only,
            base_url: &self.base_url,
            model: &self.model,
        }
    }

    /// Whether the facts of a period may be worded.
    pub(super) fn words_notes(&self) -> bool {
        self.enabled && self.notes
    }

    pub(super) fn dialect(&self) -> Dialect {
        match self.preset {
            Preset::OpenAi => Dialect::OpenAi,
            _ => Dialect::Common,
        }
    }

    /// None when either price is not known.
    pub(super) fn prices(&self) -> Option<Prices> {
        let price = |text| price(text).ok().flatten();
        Some(Prices {
            per_million_in: price(&self.price_in)?,
            per_million_out: price(&self.price_out)?,
        })
    }

    fn host(&self) -> Option<String> {
        let endpoint = assistant::Endpoint::parse(&self.base_url).ok()?;
        Some(endpoint.host().to_owned())
    }

    fn check(&self) -> Result<(), Error> {
        let mut problems = Problems::none();
        for text in [&self.price_in, &self.price_out] {
            problems.take(Field::Amount, price(text));
        }
        if self.model.chars().count() > LONGEST || self.base_url.chars().count() > LONGEST {
            problems.add(Field::Setting, Code::TooLong);
        }
        problems.into_result()?;
        match Permit::to_ask(&self.setup()) {
            Ok(_) | Err(Refusal::Off) => Ok(()),
            Err(refusal) => Err(refusal.into()),
        }
    }
}

/// In millionths; none for an empty text.
fn price(text: &str) -> Result<Option<u64>, Code> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    let price: Decimal = text.trim().replace(',', ".").parse().map_err(|_| Code::NotANumber)?;
    let micros = price.checked_mul(Decimal::from(1_000_000)).ok_or(Code::OutOfRange)?;
    if micros.fract() != Decimal::ZERO {
        return Err(Code::TooPrecise);
    }
    micros.to_u64().filter(|_| price <= Decimal::from(10_000)).map(Some).ok_or(Code::OutOfRange)
}

/// How it is set now.
pub async fn get(book: &Book, now: Now) -> Result<AssistantView, Error> {
    let db = book.db().await?;
    let mut conn = db.read().await;
    let settings = load(&mut conn).await?;
    let host = settings.host();
    let consented = match Permit::to_ask(&settings.setup()) {
        Ok(permit) => consent(&mut conn).await? == Some(permit.consent()),
        Err(_) => false,
    };
    Ok(AssistantView {
        has_key: key(&mut conn, host.as_deref()).await?.is_some(),
        used_tokens: store::assistant::used(&mut conn, &requests::month(now)).await?,
        settings,
        host,
        consented,
    })
}

/// Saves how it is set. What runs under other settings ends; with notes switched off, those that were
/// written are deleted.
///
/// # Errors
/// [`Error::Invalid`] for prices that are none; [`Error::Assistant`] when it is switched on with
/// an address that is not taken.
pub async fn set(
    book: &Book,
    settings: &AssistantSettings,
    now: Now,
) -> Result<AssistantView, Error> {
    settings.check()?;
    run::cancel(book);
    {
        let db = book.db().await?;
        let mut step = db.begin(label()).await?;
        store::settings::set(&mut step, SETTINGS, &serde_json::to_string(settings)?).await?;
        if !settings.words_notes() {
            store::insights::delete_notes(&mut step, None).await?;
        }
        book.commit(step, &[Topic::Assistant, Topic::Insights]).await?;
    }
    get(book, now).await
}

/// Keeps a key for the address that is set, or forgets it.
///
/// # Errors
/// [`Error::Invalid`] for a key with spaces or signs that no key has.
pub async fn set_key(
    book: &Book,
    secret: Option<&Secret>,
    now: Now,
) -> Result<AssistantView, Error> {
    let settings = load(&mut *book.db().await?.read().await).await?;
    let json = match (secret, settings.host()) {
        (Some(secret), Some(host)) => {
            let key = secret.exposed().trim();
            let sound = !key.is_empty() && key.bytes().all(|b| b.is_ascii_graphic());
            if !sound || key.len() > LONGEST {
                return Err(Error::invalid(Field::Password, Code::BadCharacter));
            }
            Some(serde_json::to_string(&Key { host, key: key.to_owned() })?)
        }
        _ => None,
    };
    put(book, KEY, json).await?;
    get(book, now).await
}

/// The names of the server's models.
///
/// # Errors
/// [`Error::Assistant`] when it may not be asked or does not answer.
pub async fn models(book: &Book) -> Result<Vec<String>, Error> {
    let (settings, key) = with_key(book).await?;
    let permit = Permit::to_ask(&settings.setup())?;
    Ok(Client::new(&permit, key.as_ref(), Pace::of(&permit))?.models().await?)
}

/// Asks the model five questions that everybody knows the answers to. Nothing of the user's is
/// sent; the request is in the list like any other.
///
/// # Errors
/// [`Error::Assistant`] when it may not be asked, does not answer, or not as it is asked to.
pub async fn try_out(book: &Book, clock: fn() -> Now) -> Result<TrialView, Error> {
    let (settings, key) = with_key(book).await?;
    let permit = Permit::to_ask(&settings.setup())?;
    if permit.model().is_empty() {
        return Err(Refusal::NoModel.into());
    }
    let trial = Trial::new(permit.model(), settings.dialect());
    let client = Client::new(&permit, key.as_ref(), Pace::of(&permit))?;
    let entry = requests::begin(book, &permit, Purpose::Test, trial.request(), clock()).await?;
    let answer = client.try_out(&trial).await;
    requests::end(book, entry, settings.prices(), &answer, clock()).await?;
    let score = trial.score(&answer?)?;
    Ok(TrialView { right: score.right, of: score.of })
}

/// Notes that the user has agreed to what they saw.
pub(super) async fn agree(book: &Book, permit: &Permit) -> Result<(), Error> {
    put(book, CONSENT, Some(serde_json::to_string(&permit.consent())?)).await
}

/// The permit to send, as things stand now, with the key.
pub(super) async fn permit(
    book: &Book,
) -> Result<(AssistantSettings, Permit, Option<SecretString>), Error> {
    let (settings, key) = with_key(book).await?;
    let consent = {
        let db = book.db().await?;
        let mut conn = db.read().await;
        consent(&mut conn).await?
    };
    let setup = settings.setup();
    // Without any consent the other reasons still come first.
    let consent = match consent {
        Some(consent) => consent,
        None => Permit::to_ask(&setup).and(Err(Refusal::NoConsent))?,
    };
    let permit = Permit::to_send(&setup, &consent)?;
    Ok((settings, permit, key))
}

async fn with_key(book: &Book) -> Result<(AssistantSettings, Option<SecretString>), Error> {
    let db = book.db().await?;
    let mut conn = db.read().await;
    let settings = load(&mut conn).await?;
    let key = key(&mut conn, settings.host().as_deref()).await?;
    Ok((settings, key))
}

pub(super) async fn load(conn: &mut Connection) -> Result<AssistantSettings, Error> {
    let kept = store::settings::get(conn, SETTINGS).await?;
    Ok(kept.map(|json| serde_json::from_str(&json)).transpose()?.unwrap_or_default())
}

async fn consent(conn: &mut Connection) -> Result<Option<Consent>, Error> {
    let kept = store::settings::get(conn, CONSENT).await?;
    Ok(kept.map(|json| serde_json::from_str(&json)).transpose()?)
}

async fn key(conn: &mut Connection, host: Option<&str>) -> Result<Option<SecretString>, Error> {
    let kept = store::settings::get(conn, KEY).await?;
    let kept: Option<Key> = kept.map(|json| serde_json::from_str(&json)).transpose()?;
    Ok(kept.filter(|key| Some(key.host.as_str()) == host).map(|key| key.key.into()))
}

async fn put(book: &Book, name: &str, json: Option<String>) -> Result<(), Error> {
    let db = book.db().await?;
    let mut step = db.begin(label()).await?;
    match json {
        Some(json) => store::settings::set(&mut step, name, &json).await?,
        None => store::settings::remove(&mut step, name).await?,
    }
    book.commit(step, &[Topic::Assistant]).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prices_are_read_in_millionths() {
        assert_eq!(price(""), Ok(None));
        assert_eq!(price("0.15"), Ok(Some(150_000)));
        assert_eq!(price(" 2,50 "), Ok(Some(2_500_000)));
        assert_eq!(price("0.0000001"), Err(Code::TooPrecise));
        assert_eq!(price("-1"), Err(Code::OutOfRange));
        assert_eq!(price("10001"), Err(Code::OutOfRange));
        assert_eq!(price("free"), Err(Code::NotANumber));
    }
}
