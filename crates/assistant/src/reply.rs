//! What came back, as far as it can be trusted: not at all.

use crate::Failure;
use serde::{
    Deserialize, Deserializer,
    de::{DeserializeOwned, Error as _, IgnoredAny, MapAccess, Visitor},
};
use std::fmt;

/// An answer as it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// The whole body.
    pub body: String,
    pub usage: Usage,
}

/// What the server counted; 0 where it does not say.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Usage {
    #[serde(rename = "prompt_tokens", deserialize_with = "count")]
    pub tokens_in: u32,
    #[serde(rename = "completion_tokens", deserialize_with = "count")]
    pub tokens_out: u32,
}

/// A number that makes sense, else 0: a server's bad count is no reason to drop its answer.
fn count<'de, D: Deserializer<'de>>(from: D) -> Result<u32, D::Error> {
    let value = serde_json::Value::deserialize(from)?;
    Ok(value.as_u64().and_then(|count| u32::try_from(count).ok()).unwrap_or(0))
}

#[derive(Deserialize)]
struct Completion {
    choices: Vec<Choice>,
}

#[derive(Deserialize)]
struct Choice {
    message: Message,
    #[serde(default)]
    finish_reason: Option<String>,
}

#[derive(Deserialize)]
struct Message {
    #[serde(default)]
    content: Option<String>,
}

#[derive(Deserialize)]
struct Counted {
    #[serde(default)]
    usage: Option<Usage>,
}

impl Reply {
    pub(crate) fn new(body: String) -> Self {
        let counted = serde_json::from_str::<Counted>(&body).ok();
        let usage = counted.and_then(|counted| counted.usage).unwrap_or_default();
        Self { body, usage }
    }

    /// The answer in the body: what stands in its only choice, finished, as JSON of this shape
    /// and nothing else.
    pub(crate) fn content<T: DeserializeOwned>(&self) -> Result<T, Failure> {
        let text = self.text()?;
        serde_json::from_str(&text).map_err(|_| Failure::NotUnderstood)
    }

    fn text(&self) -> Result<String, Failure> {
        let body: Completion =
            serde_json::from_str(&self.body).map_err(|_| Failure::NotUnderstood)?;
        let mut choices = body.choices.into_iter();
        let (Some(choice), None) = (choices.next(), choices.next()) else {
            return Err(Failure::NotUnderstood);
        };
        if choice.finish_reason.is_some_and(|reason| reason != "stop") {
            return Err(Failure::NotUnderstood);
        }
        choice.message.content.ok_or(Failure::NotUnderstood)
    }
}

/// The entries of a JSON object in their order. A key that comes twice is an error, where other
/// readers would quietly keep the last.
#[derive(Debug)]
pub(crate) struct Entries(pub(crate) Vec<(String, serde_json::Value)>);

impl<'de> Deserialize<'de> for Entries {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Object;
        impl<'de> Visitor<'de> for Object {
            type Value = Entries;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Entries, A::Error> {
                let mut entries: Vec<(String, serde_json::Value)> = Vec::new();
                while let Some(key) = map.next_key::<String>()? {
                    if entries.len() == MOST_ENTRIES {
                        map.next_value::<IgnoredAny>()?;
                        return Err(A::Error::custom("too many entries"));
                    }
                    if entries.iter().any(|(known, _)| *known == key) {
                        return Err(A::Error::custom("twice the same key"));
                    }
                    entries.push((key, map.next_value()?));
                }
                Ok(Entries(entries))
            }
        }
        from.deserialize_map(Object)
    }
}

/// More than any answer of ours has.
const MOST_ENTRIES: usize = 256;
