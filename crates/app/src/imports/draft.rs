//! A file read and planned: what preview and commit have in common.

use super::{
    file::{self, File, Upload, fingerprint},
    parts::{self, Plan},
    targets::{self, Target},
};
use crate::{Book, Error};
use statements::Options;
use std::{ops::ControlFlow, sync::Arc};
use store::Connection;

/// A file read and planned; kept by the caller between preview and commit.
pub struct Draft {
    pub(super) file: Arc<File>,
    pub(super) plan: Plan,
}

impl Draft {
    /// The entries of the file that could not be read, as a file of their own; empty if there are
    /// none.
    pub fn rest(&self) -> String {
        statements::rest(&self.file.statements)
    }

    /// The same plan, made of the ledger as it is now.
    pub(super) async fn planned_now(&self, book: &Book) -> Result<Plan, Error> {
        let go_on = |_| ControlFlow::Continue(());
        let targets: Vec<Target> = self.plan.parts.iter().map(|part| part.target).collect();
        parts::plan(book, &self.file, &targets, Some(&self.plan), go_on).await
    }
}

/// Reads a file and plans what would become of the rows of its statements. `targets` says where
/// each of them goes; what is missing there is guessed. Without `options` they are those of the
/// last file of this layout on the account. `progress` is told the permille done.
///
/// # Errors
/// [`Error::Statement`], [`Error::Cancelled`]; [`Error::Invalid`] for a closed account.
pub async fn prepare<P>(
    book: &Book,
    upload: Upload,
    targets: &[Target],
    options: Options,
    mut progress: P,
) -> Result<Draft, Error>
where
    P: FnMut(u16) -> ControlFlow<()> + Send + 'static,
{
    let asked = options != Options::default();
    let (mut file, progress) = {
        let reading = move |done| progress(done / 2);
        file::read(upload.clone(), options, reading).await?
    };
    let (mut chosen, remembered) = {
        let db = book.db().await?;
        let mut conn = db.read().await;
        let chosen = choose(book, &mut conn, &file, targets).await?;
        (chosen.clone(), remembered(&mut conn, &file, &chosen).await?)
    };
    let mut progress = progress;
    if let Some(options) = remembered.filter(|kept| !asked && *kept != file.options) {
        (file, progress) = file::read(upload, options, progress).await?;
        let db = book.db().await?;
        chosen = choose(book, &mut *db.read().await, &file, targets).await?;
    }
    let file = Arc::new(file);
    let planning = move |done: u16| progress(1000 + done);
    let plan = parts::plan(book, &file, &chosen, None, planning).await?;
    Ok(Draft { file, plan })
}

async fn choose(
    book: &Book,
    conn: &mut Connection,
    file: &File,
    given: &[Target],
) -> Result<Vec<Target>, Error> {
    let lookup = book.lookup(conn).await?;
    targets::choose(conn, &lookup, file, given).await
}

/// What the last file of this layout was read with, on the first of the accounts that took one.
async fn remembered(
    conn: &mut Connection,
    file: &File,
    chosen: &[Target],
) -> Result<Option<Options>, Error> {
    for (statement, target) in file.statements.iter().zip(chosen) {
        let Some(account) = target.account() else { continue };
        let json = store::imports::remembered(conn, fingerprint(statement), account).await?;
        if let Some(json) = json {
            return Ok(Some(serde_json::from_str(&json)?));
        }
    }
    Ok(None)
}
