//! The whole book as one JSON document (docs/export-format.md), and from it into an empty profile.

use super::document::{self, Portion, Reader};
use crate::{Book, Error, Now, Topic, assistant::is_of_assistant, settings};
use serde::Serialize;
use std::{
    cell::Cell,
    io::{self, Read, Write},
    ops::ControlFlow,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};
use store::dump::{self, Fields};
use tokio::{sync::mpsc, task::spawn_blocking};

pub(super) const FORMAT: &str = "expenseiq-book";
/// Of the document; columns may come without changing it.
pub(super) const VERSION: u32 = 1;
/// Portions of rows that may wait to be added.
const WAITING: usize = 4;

/// What is wrong with a file that should be an exported book.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(tag = "what", rename_all = "camelCase")]
pub enum BookProblem {
    /// No such document, or one that is cut off or changed so that it is none.
    NotABook,
    /// A row of this table is none that a book can have.
    Wrong { table: String },
}

/// Writes everything; how many rows. With `history`, so that it can be undone there as here.
/// `progress` is told the permille done.
///
/// # Errors
/// [`Error::File`]; [`Error::Cancelled`] when `progress` breaks.
pub async fn write_book(
    book: &Book,
    history: bool,
    now: Now,
    out: &mut (dyn Write + Send),
    progress: &mut (dyn FnMut(u16) -> ControlFlow<()> + Send),
) -> Result<u32, Error> {
    let db = book.db().await?;
    let mut conn = db.read().await;
    let tables = dump::tables(&mut conn, history).await?;
    let mut total = 0;
    for table in &tables {
        total += dump::count(&mut conn, table).await?;
    }
    let (schema, day) = (dump::schema(&mut conn).await?, now.today);
    write!(
        out,
        "{{\"format\":\"{FORMAT}\",\"version\":{VERSION},\"schema\":{schema},\"exported\":\"{day}\",\
        \"history\":{history},\"tables\":{{"
    )?;
    let mut done: i64 = 0;
    for (index, table) in tables.iter().enumerate() {
        write!(out, "{}\n\"{}\":[", if index == 0 { "" } else { "," }, table.name)?;
        let mut failed = Ok(());
        let mut first = true;
        let put = |row: &Fields| {
            done += 1;
            let separator: &[u8] = if std::mem::take(&mut first) { b"\n" } else { b",\n" };
            let written = out.write_all(separator).map_err(Error::from);
            failed = written.and_then(|()| Ok(serde_json::to_writer(&mut *out, row)?));
            let permille = u16::try_from(done * 1000 / total.max(1)).unwrap_or(1000);
            if failed.is_ok() && done % 1_000 == 0 && progress(permille).is_break() {
                failed = Err(Error::Cancelled);
            }
            if failed.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        };
        dump::rows(&mut conn, table, put).await?;
        failed?;
        out.write_all(b"]")?;
    }
    out.write_all(b"}}\n")?;
    Ok(u32::try_from(done).unwrap_or(u32::MAX))
}

/// Fills an empty profile with an exported book of so many bytes; how many rows. What is set of the
/// assistant, and the consent to it, is not taken over. `progress` is told the permille done.
///
/// # Errors
/// [`Error::NotABook`]; [`Error::Newer`] for one that a later version wrote; [`Error::Invalid`]
/// (account, in use) when the profile is not empty; [`Error::Cancelled`].
pub async fn restore_book(
    book: &Book,
    from: impl Read + Send + 'static,
    size: u64,
    progress: &mut (dyn FnMut(u16) -> ControlFlow<()> + Send),
) -> Result<u32, Error> {
    let db = book.db().await?;
    let mut restoring = dump::begin(&db).await?;
    let known = restoring
        .tables()
        .iter()
        .map(|table| (table.name.clone(), table.fields().map(str::to_owned).collect()))
        .collect();
    let (portions, mut arriving) = mpsc::channel(WAITING);
    let reader = Reader { known, portions, newer: Cell::new(false) };
    let bytes = Arc::new(AtomicU64::new(0));
    let from = Counted { from, bytes: Arc::clone(&bytes) };
    let reading = spawn_blocking(move || document::read(from, &reader));
    let mut done: u32 = 0;
    let mut kept = None;
    while let Some(Portion { table, mut rows }) = arriving.recv().await {
        let wrong = || Error::NotABook(BookProblem::Wrong { table: table.clone() });
        if table == "setting" {
            let key = |row: &Fields| row.get("key")?.as_str().map(is_of_assistant);
            rows.retain(|row| key(row) != Some(true));
            kept = Some(settings::adopt(book, &mut rows).ok_or_else(wrong)?);
        }
        done = done.saturating_add(u32::try_from(rows.len()).unwrap_or(u32::MAX));
        restoring.lay(&table, rows).await.map_err(|error| match error {
            store::Error::Damaged | store::Error::Invalid(_) => wrong(),
            error => error.into(),
        })?;
        let permille = bytes.load(Ordering::Relaxed).saturating_mul(1000) / size.max(1);
        if progress(u16::try_from(permille).unwrap_or(u16::MAX).min(1000)).is_break() {
            return Err(Error::Cancelled);
        }
    }
    reading.await??;
    let revision = restoring.finish().await.map_err(|error| match error {
        store::Error::Damaged | store::Error::NotFound => {
            Error::NotABook(BookProblem::Wrong { table: "txn".to_owned() })
        }
        error => error.into(),
    })?;
    if let Some((settings, email)) = kept {
        book.set_session(|session| {
            session.settings = settings;
            session.profile.email = email;
        });
    }
    book.cache().forget();
    book.announce(Topic::ALL, revision.0);
    Ok(done)
}

/// Counts the bytes that are read.
struct Counted<R> {
    from: R,
    bytes: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.from.read(into)?;
        self.bytes.fetch_add(count as u64, Ordering::Relaxed);
        Ok(count)
    }
}
