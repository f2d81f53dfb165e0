//! A file read and planned: what preview and commit have in common.

use super::{
    file::{self, File, Upload},
    plan::{self, Before, Placed, Said},
    texts::Texts,
};
use crate::{
    Book, Error,
    classify::Judge,
    lookup::{Account, Lookup},
};
use ledger::{AccountId, CategoryId, Code, Field, TransactionId};
use sha2::{Digest, Sha256};
use statements::Options;
use std::{fmt::Write as _, ops::ControlFlow, sync::Arc};
use store::Connection;
use tokio::task::spawn_blocking;

/// A file read and planned; kept by the caller between preview and commit.
pub struct Draft {
    pub(super) file: Arc<File>,
    pub(super) plan: Plan,
}

/// What would become of each row.
pub(super) struct Plan {
    pub(super) account: Option<AccountId>,
    pub(super) said: Vec<Said>,
    pub(super) placed: Vec<Placed>,
    pub(super) texts: Arc<Texts>,
    pub(super) judge: Arc<Judge>,
    pub(super) digest: String,
}

impl Draft {
    /// The same plan, made of the ledger as it is now.
    pub(super) async fn planned_now(&self, book: &Book) -> Result<Plan, Error> {
        let go_on = |_| ControlFlow::Continue(());
        plan(book, &self.file, self.plan.account, Some(&self.plan), go_on).await
    }
}

/// Reads a file and plans what would become of its rows. Without `account` it is the one that the
/// file names, the one that took such a file before, or the only one. Without `options` they are
/// those of the last file of this layout on the account. `progress` is told the permille done.
///
/// # Errors
/// [`Error::Statement`], [`Error::Cancelled`]; [`Error::Invalid`] for a closed account.
pub async fn prepare<P>(
    book: &Book,
    upload: Upload,
    account: Option<AccountId>,
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
    let (account, remembered) = {
        let db = book.db().await?;
        let mut conn = db.read().await;
        let lookup = book.lookup(&mut conn).await?;
        let account = choose(&mut conn, &lookup, &file, account).await?;
        let remembered = match account {
            Some(id) => store::imports::remembered(&mut conn, file.fingerprint(), id).await?,
            None => None,
        };
        (account, remembered)
    };
    let remembered: Option<Options> =
        remembered.map(|json| serde_json::from_str(&json)).transpose()?;
    let mut progress = progress;
    if let Some(options) = remembered.filter(|kept| !asked && *kept != file.options) {
        (file, progress) = file::read(upload, options, progress).await?;
    }
    let file = Arc::new(file);
    let planning = move |done: u16| progress(1000 + done);
    let plan = plan(book, &file, account, None, planning).await?;
    Ok(Draft { file, plan })
}

/// The account that the rows go to.
async fn choose(
    conn: &mut Connection,
    lookup: &Lookup,
    file: &File,
    account: Option<AccountId>,
) -> Result<Option<AccountId>, Error> {
    if let Some(id) = account {
        let account = lookup.find(id).ok_or(Error::NotFound)?;
        return if account.closed {
            Err(Error::invalid(Field::Account, Code::Closed))
        } else {
            Ok(Some(id))
        };
    }
    let named = file.statement.account.as_deref().map(plain).filter(|name| !name.is_empty());
    let is_named = |account: &&Account| {
        named
            .as_ref()
            .is_some_and(|name| *name == plain(&account.iban) || *name == plain(&account.name))
    };
    if let Some(account) = lookup.open_accounts().find(is_named) {
        return Ok(Some(account.id));
    }
    let before = store::imports::last_account(conn, file.fingerprint()).await?;
    if let Some(account) = lookup.open_accounts().find(|account| Some(account.id) == before) {
        return Ok(Some(account.id));
    }
    let mut open = lookup.open_accounts();
    Ok(open.next().filter(|_| open.next().is_none()).map(|account| account.id))
}

/// An account number or name as it is compared.
fn plain(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_uppercase()
}

/// Preview and commit both come here. `earlier` are the texts of an earlier plan of the same file.
async fn plan(
    book: &Book,
    file: &Arc<File>,
    account: Option<AccountId>,
    earlier: Option<&Plan>,
    mut progress: impl FnMut(u16) -> ControlFlow<()> + Send + 'static,
) -> Result<Plan, Error> {
    let (lookup, judge) = {
        let db = book.db().await?;
        let mut conn = db.read().await;
        (book.lookup(&mut conn).await?, book.judge(&mut conn).await?)
    };
    let stated = file.statement.currency.as_deref().and_then(|code| code.parse().ok());
    let currency = account
        .and_then(|id| lookup.find(id))
        .map(|account| account.currency)
        .or(stated)
        .unwrap_or_else(|| book.session().settings.currency);
    let said = {
        let file = Arc::clone(file);
        spawn_blocking(move || -> Vec<Said> {
            let stated = file.statement.currency.as_deref();
            file.statement.rows.iter().map(|row| plan::said(row, currency, stated)).collect()
        })
        .await?
    };
    let before = match account {
        Some(account) => before(book, file, account, &said).await?,
        None => Before::default(),
    };
    let known_texts = earlier
        .filter(|earlier| Arc::ptr_eq(&earlier.judge, &judge))
        .map(|earlier| Arc::clone(&earlier.texts));
    let file = Arc::clone(file);
    let planned = spawn_blocking(move || {
        let rows = &file.statement.rows;
        let texts = match known_texts {
            Some(texts) => texts,
            None => {
                let told = |done: usize| {
                    progress(u16::try_from(done * 1000 / rows.len().max(1)).unwrap_or(1000))
                };
                match Texts::of(rows, &said, &judge, told) {
                    ControlFlow::Continue(texts) => Arc::new(texts),
                    ControlFlow::Break(()) => return Err(Error::Cancelled),
                }
            }
        };
        let placed = plan::place(rows, &said, &before);
        let digest = digest(&file, account, &placed, &texts)?;
        Ok(Plan { account, said, placed, texts, judge, digest })
    });
    planned.await?
}

async fn before(
    book: &Book,
    file: &File,
    account: AccountId,
    said: &[Said],
) -> Result<Before, Error> {
    let Some(span) = plan::span(&file.statement.rows) else { return Ok(Before::default()) };
    let mut identities: Vec<i64> = said.iter().map(|said| said.identity).collect();
    identities.sort_unstable();
    identities.dedup();
    let db = book.db().await?;
    let mut conn = db.read().await;
    Ok(Before {
        known: store::imports::known(&mut conn, account, &identities).await?,
        here: store::imports::existing(&mut conn, account, span).await?,
        elsewhere: store::imports::elsewhere(&mut conn, account, span).await?,
        layout: file.fingerprint(),
    })
}

/// Of everything that the commit does: the file and how it was read, the account, and for each row
/// its pile, the transaction it belongs to, and the category it gets.
fn digest(
    file: &File,
    account: Option<AccountId>,
    placed: &[Placed],
    texts: &Texts,
) -> Result<String, Error> {
    let mut hash = Sha256::new();
    hash.update(file.digest);
    hash.update(serde_json::to_vec(&file.options)?);
    hash.update(account.map_or(0, AccountId::row).to_le_bytes());
    for (index, placed) in placed.iter().enumerate() {
        let verdict = texts.verdict(index);
        hash.update([placed.pile as u8, u8::from(placed.typed), u8::from(verdict.sure)]);
        hash.update(placed.existing.map_or(0, TransactionId::row).to_le_bytes());
        hash.update(verdict.category.map_or(0, CategoryId::row).to_le_bytes());
    }
    let mut text = String::with_capacity(32);
    for byte in &hash.finalize()[..16] {
        // Writing to a string does not fail.
        let _ = write!(text, "{byte:02x}");
    }
    Ok(text)
}
