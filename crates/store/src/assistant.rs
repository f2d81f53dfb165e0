//! The requests to a language model: what was sent where, what came back, and what it took. They
//! are not part of the history.

use crate::{Connection, Error, Result, Step, read};
use serde::{Deserialize, Serialize};

/// What a request was for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub enum Purpose {
    /// Categories of merchants.
    Categories,
    /// A month's facts in words.
    Note,
    /// A question about one's own data.
    Question,
    /// Whether a model is any good; nothing of the user's is in it.
    Test,
}

impl Purpose {
    const ALL: [Self; 4] = [Self::Categories, Self::Note, Self::Question, Self::Test];

    const fn as_str(self) -> &'static str {
        match self {
            Self::Categories => "categories",
            Self::Note => "note",
            Self::Question => "question",
            Self::Test => "test",
        }
    }
}

/// A request that is about to be sent.
#[derive(Debug, Clone)]
pub struct NewRequest {
    pub at_ms: i64,
    pub purpose: Purpose,
    pub host: String,
    pub model: String,
    /// The bytes.
    pub sent: String,
}

/// What became of a request.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// `answered`, `cancelled`, or the code of the failure.
    pub word: String,
    pub tokens_in: u32,
    pub tokens_out: u32,
    /// In millionths of the provider's currency.
    pub cost_micros: Option<u64>,
    /// The answer's body.
    pub received: String,
}

/// A request in the list of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub id: u32,
    pub at_ms: i64,
    pub purpose: Purpose,
    pub host: String,
    pub model: String,
    /// `waiting`, `answered`, `cancelled`, or the code of the failure.
    pub outcome: String,
    pub tokens_in: u32,
    pub tokens_out: u32,
    /// In millionths of the provider's currency.
    pub cost_micros: Option<i64>,
}

/// The bytes of a request and of its answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct Bodies {
    pub sent: String,
    pub received: String,
}

/// Requests that a list shows.
const SHOWN: u32 = 500;

/// Notes a request before it is sent; its number.
pub async fn begin(step: &mut Step<'_>, new: &NewRequest) -> Result<i64> {
    let purpose = new.purpose.as_str();
    Ok(sqlx::query_scalar!(
        r#"INSERT INTO assistant_request (at_ms, purpose, host, model, outcome, sent)
        VALUES (?, ?, ?, ?, 'waiting', ?) RETURNING id AS "id!""#,
        new.at_ms,
        purpose,
        new.host,
        new.model,
        new.sent
    )
    .fetch_one(&mut **step)
    .await?)
}

/// Notes what became of a request, and counts its tokens in the month (`YYYY-MM`).
pub async fn end(step: &mut Step<'_>, id: i64, month: &str, outcome: &Outcome) -> Result<()> {
    let cost = outcome.cost_micros.map(|cost| i64::try_from(cost).unwrap_or(i64::MAX));
    sqlx::query!(
        "UPDATE assistant_request SET outcome = ?, tokens_in = ?, tokens_out = ?, cost_micros = ?,
            received = ? WHERE id = ?",
        outcome.word,
        outcome.tokens_in,
        outcome.tokens_out,
        cost,
        outcome.received,
        id
    )
    .execute(&mut **step)
    .await?;
    let tokens = i64::from(outcome.tokens_in) + i64::from(outcome.tokens_out);
    sqlx::query!(
        "INSERT INTO assistant_month (month, tokens) VALUES (?, ?)
        ON CONFLICT (month) DO UPDATE SET tokens = tokens + excluded.tokens",
        month,
        tokens
    )
    .execute(&mut **step)
    .await?;
    Ok(())
}

/// Tokens used in a month, `YYYY-MM`.
pub async fn used(conn: &mut Connection, month: &str) -> Result<u32> {
    let tokens = sqlx::query_scalar!("SELECT tokens FROM assistant_month WHERE month = ?", month)
        .fetch_optional(conn)
        .await?;
    Ok(read::count(tokens.unwrap_or(0)))
}

/// The latest 500 requests, newest first.
pub async fn list(conn: &mut Connection) -> Result<Vec<Entry>> {
    let rows = sqlx::query!(
        r#"SELECT id, at_ms, purpose, host, model, outcome, tokens_in, tokens_out, cost_micros
        FROM assistant_request ORDER BY id DESC LIMIT ?"#,
        SHOWN
    )
    .fetch_all(conn)
    .await?;
    let entries = rows.into_iter().map(|row| {
        Ok(Entry {
            id: read::count(row.id),
            at_ms: row.at_ms,
            purpose: read::word(Purpose::ALL.into_iter().find(|p| p.as_str() == row.purpose))?,
            host: row.host,
            model: row.model,
            outcome: row.outcome,
            tokens_in: read::count(row.tokens_in),
            tokens_out: read::count(row.tokens_out),
            cost_micros: row.cost_micros,
        })
    });
    entries.collect()
}

/// What one request sent and got.
pub async fn bodies(conn: &mut Connection, id: u32) -> Result<Bodies> {
    sqlx::query_as!(Bodies, "SELECT sent, received FROM assistant_request WHERE id = ?", id)
        .fetch_optional(conn)
        .await?
        .ok_or(Error::NotFound)
}

/// Deletes a request from the list, or all of them; the month's count stays.
pub async fn delete(step: &mut Step<'_>, id: Option<u32>) -> Result<()> {
    sqlx::query!("DELETE FROM assistant_request WHERE ?1 IS NULL OR id = ?1", id)
        .execute(&mut **step)
        .await?;
    Ok(())
}
