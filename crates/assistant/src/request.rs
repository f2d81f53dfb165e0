//! The exact bytes of a request.

use serde::Serialize;
use serde_json::{Value, value::RawValue};

/// What differs between the servers that call themselves compatible.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// OpenAI's own: the newer models know `max_completion_tokens` only, and no temperature.
    OpenAi,
    /// Everybody else's: `max_tokens`, and temperature 0 so that the same text has the same
    /// answer.
    Common,
}

/// A chat completion, ready to be sent. What [`Request::body`] shows is what goes out, byte for
/// byte.
#[derive(Debug, Clone)]
pub struct Request {
    body: Box<RawValue>,
    /// Most tokens that the answer may have.
    pub most_out: u32,
}

#[derive(Serialize)]
struct Body<'a> {
    model: &'a str,
    messages: [Message<'a>; 2],
    #[serde(skip_serializing_if = "Option::is_none")]
    max_completion_tokens: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    max_tokens: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    temperature: Option<u8>,
    stream: bool,
    response_format: Format<'a>,
}

#[derive(Serialize)]
struct Message<'a> {
    role: &'a str,
    content: &'a str,
}

#[derive(Serialize)]
struct Format<'a> {
    r#type: &'a str,
    json_schema: Schema<'a>,
}

#[derive(Serialize)]
struct Schema<'a> {
    name: &'a str,
    strict: bool,
    schema: &'a Value,
}

/// What a request says.
pub(crate) struct Ask<'a> {
    pub(crate) model: &'a str,
    pub(crate) dialect: Dialect,
    /// What is to be done.
    pub(crate) system: &'a str,
    /// What it is to be done with.
    pub(crate) user: &'a str,
    /// The schema's name, for the server's cache.
    pub(crate) name: &'a str,
    pub(crate) schema: &'a Value,
    pub(crate) most_out: u32,
}

impl Ask<'_> {
    pub(crate) fn request(&self) -> Request {
        let openai = self.dialect == Dialect::OpenAi;
        let body = Body {
            model: self.model,
            messages: [
                Message { role: "system", content: self.system },
                Message { role: "user", content: self.user },
            ],
            max_completion_tokens: openai.then_some(self.most_out),
            max_tokens: (!openai).then_some(self.most_out),
            temperature: (!openai).then_some(0),
            stream: false,
            response_format: Format {
                r#type: "json_schema",
                json_schema: Schema { name: self.name, strict: true, schema: self.schema },
            },
        };
        let body = serde_json::value::to_raw_value(&body);
        Request { body: body.unwrap_or_default(), most_out: self.most_out }
    }
}

impl Request {
    /// The JSON that is sent.
    pub fn body(&self) -> &str {
        self.body.get()
    }

    pub(crate) fn raw(&self) -> &RawValue {
        &self.body
    }
}
