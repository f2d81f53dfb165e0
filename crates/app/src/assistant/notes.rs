//! Notes on a period's facts, worded by the model and kept with what they were made from.

use super::{
    AssistantSettings, Purpose, Trouble,
    alone::{One, OnePreview},
    collect::own,
    facts::facts,
    settings,
};
use crate::{
    Book, Error, Now, Topic,
    insights::{self, Insights},
    settings::{Locale, label},
};
use assistant::{Refusal, note};
use ledger::Period;
use serde::Serialize;
use serde_json::Value;
use sha2::{Digest, Sha256};
use store::insights::Note;

/// The facts of a period as a language model worded them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct NoteView {
    pub text: String,
    pub model: String,
    /// Milliseconds since 1970-01-01 UTC; on the wire a number, exact far beyond our time.
    #[specta(type = u32)]
    pub written_ms: i64,
    /// Whether the facts, and the user's language, are still those that it was made from.
    pub current: bool,
}

/// The note that was written on a period; none while notes are off.
pub async fn note_kept(book: &Book, period: Period, now: Now) -> Result<Option<NoteView>, Error> {
    let told = insights::of(book, period, now).await?;
    let (settings, kept) = {
        let db = book.db().await?;
        let mut conn = db.read().await;
        let settings = settings::load(&mut conn).await?;
        (settings, store::insights::note(&mut conn, told.period).await?)
    };
    let Some(kept) = kept.filter(|_| settings.words_notes()) else { return Ok(None) };
    let made_from = Facts::of(book, &told).await?.digest();
    Ok(Some(NoteView {
        current: kept.facts == made_from,
        text: kept.text,
        model: kept.model,
        written_ms: kept.written_ms,
    }))
}

/// Deletes the note on a period.
pub async fn note_delete(book: &Book, period: Period, now: Now) -> Result<(), Error> {
    let period = insights::of(book, period, now).await?.period;
    let db = book.db().await?;
    let mut step = db.begin(label()).await?;
    store::insights::delete_notes(&mut step, Some(period)).await?;
    book.commit(step, &[Topic::Insights]).await
}

/// What would be sent for a note on what there is to tell of a period.
///
/// # Errors
/// [`Error::Assistant`] when the assistant or its notes are off, or there is nothing to tell.
pub async fn note_preview(book: &Book, period: Period, now: Now) -> Result<OnePreview, Error> {
    Noted::new(book, period, now).await?.one.preview(book, now).await
}

/// Has a note written on what there is to tell of a period, in the user's language, by the request
/// in the preview of this digest, and keeps it in place of an older one.
///
/// # Errors
/// [`Error::Assistant`], also for a note with a number that is not among the facts: the facts
/// themselves are there to be shown, and an older note stays.
pub async fn note(
    book: &Book,
    period: Period,
    digest: &str,
    clock: fn() -> Now,
) -> Result<NoteView, Error> {
    let noted = Noted::new(book, period, clock()).await?;
    let reply = noted.one.send(book, digest, clock).await?;
    let note = Note {
        text: note::note(&reply, &noted.facts.values)?,
        facts: noted.facts.digest(),
        model: noted.one.model().to_owned(),
        written_ms: clock().ms,
    };
    let db = book.db().await?;
    let mut step = db.begin(label()).await?;
    store::insights::put_note(&mut step, noted.period, &note).await?;
    book.commit(step, &[Topic::Insights]).await?;
    let Note { text, model, written_ms, .. } = note;
    Ok(NoteView { text, model, written_ms, current: true })
}

/// A note that is about to be asked for.
struct Noted {
    one: One,
    facts: Facts,
    period: Period,
}

impl Noted {
    async fn new(book: &Book, period: Period, now: Now) -> Result<Self, Error> {
        let told = insights::of(book, period, now).await?;
        let settings: AssistantSettings = {
            let db = book.db().await?;
            let mut conn = db.read().await;
            settings::load(&mut conn).await?
        };
        if !settings.notes {
            return Err(Refusal::Off.into());
        }
        if told.insights.is_empty() {
            return Err(Trouble::NothingToSend.into());
        }
        let facts = Facts::of(book, &told).await?;
        let one = One::new(settings, Purpose::Note, |model, dialect| {
            note::request(model, dialect, facts.language, &facts.values)
        })?;
        Ok(Self { one, facts, period: told.period })
    }
}

/// What a note is made from.
struct Facts {
    language: &'static str,
    values: Value,
}

impl Facts {
    async fn of(book: &Book, told: &Insights) -> Result<Self, Error> {
        let own = own(book).await?;
        let names = {
            let db = book.db().await?;
            let mut conn = db.read().await;
            store::categories::list(&mut conn).await?
        };
        let names = names.into_iter().map(|one| (one.id.to_string(), one.name)).collect();
        let stretch = format!("{} to {}", told.stretch.from, told.stretch.to);
        let language = match book.session().settings.locale {
            Locale::En => "English",
            Locale::De => "German",
        };
        let values = facts(&stretch, told.currency.code(), &told.insights, &names, &own);
        Ok(Self { language, values })
    }

    fn digest(&self) -> Vec<u8> {
        let mut digest = Sha256::new();
        digest.update(self.language);
        digest.update(self.values.to_string());
        digest.finalize().to_vec()
    }
}
