//! Reconciliation: an account held against a balance that the user reads off the bank's paper or
//! page. What the bank has booked is ticked to begin with; it is closed when nothing is left over.

use crate::{
    Book, Error, Now,
    transactions::{Page, ROWS, Row},
};
use chrono::NaiveDate;
use ledger::{
    AccountId, Code, Field, Money, StepKind, StepLabel, TransactionId, Window, draft::BalanceDraft,
};
use serde::Serialize;
use store::{Connection, accounts, reconciliations, register};

/// How far a reconciliation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
pub struct Reconciling {
    /// The day as it was understood.
    pub on: NaiveDate,
    /// The bank's balance as it was understood.
    pub balance: Money,
    /// What the opening balance, the reconciled and the ticked transactions come to.
    pub ticked: Money,
    /// The bank's balance less that; closed can be what leaves nothing.
    pub difference: Money,
    /// Transactions up to the day that are not reconciled yet.
    pub open: u32,
}

/// The last reconciliation of an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
pub struct Reconciled {
    pub on: NaiveDate,
    pub balance: Money,
    /// By how much reconciled transactions have been changed since; zero while all stands.
    pub difference: Money,
}

/// How far the account is from the balance. `toggled` are the transactions whose tick differs from
/// what the bank has booked.
///
/// # Errors
/// [`Error::Invalid`] with all that is wrong with day and balance.
pub async fn look(
    book: &Book,
    account: AccountId,
    draft: &BalanceDraft,
    toggled: &[TransactionId],
    now: Now,
) -> Result<Reconciling, Error> {
    let db = book.db().await?;
    let mut conn = db.read().await;
    reconciling(book, &mut conn, account, draft, toggled, now).await
}

async fn reconciling(
    book: &Book,
    conn: &mut Connection,
    account: AccountId,
    draft: &BalanceDraft,
    toggled: &[TransactionId],
    now: Now,
) -> Result<Reconciling, Error> {
    let opening = accounts::get(conn, account).await?.opening_balance;
    let currency = opening.currency();
    let (on, balance) = draft.parse(book.session().settings.writing(now.today), currency)?;
    let open = reconciliations::open(conn, account, on, toggled).await?;
    let sum = opening.minor().saturating_add(open.settled_minor);
    let ticked = Money::from_minor(sum, currency);
    Ok(Reconciling {
        on,
        balance,
        ticked,
        difference: Money::from_minor(balance.minor().saturating_sub(sum), currency),
        open: open.rows,
    })
}

/// A window of the transactions up to a day that are not reconciled, the newest first.
pub async fn rows(
    book: &Book,
    account: AccountId,
    on: NaiveDate,
    window: Window,
) -> Result<Page, Error> {
    let db = book.db().await?;
    let mut conn = db.read().await;
    let window = Window { limit: window.limit.min(ledger::filter::MAX_WINDOW), ..window };
    let total = reconciliations::open(&mut conn, account, on, &[]).await?.rows;
    let ids = reconciliations::open_ids(&mut conn, account, on, window).await?;
    let rows = register::rows(&mut conn, &ids).await?;
    Ok(Page {
        total,
        sum: Vec::new(),
        revision: db.revision().0,
        offset: window.offset,
        rows: rows.into_iter().map(Row::try_from).collect::<Result<_, _>>()?,
    })
}

/// Closes the reconciliation: what is ticked counts as settled.
///
/// # Errors
/// [`Error::Invalid`]: `SumDiffers` unless the difference is zero.
pub async fn close(
    book: &Book,
    account: AccountId,
    draft: &BalanceDraft,
    toggled: &[TransactionId],
    now: Now,
) -> Result<(), Error> {
    let db = book.db().await?;
    let label = StepLabel { kind: StepKind::Reconcile, count: 0, name: String::new() };
    let mut step = db.begin(label).await?;
    let found = reconciling(book, &mut step, account, draft, toggled, now).await?;
    if found.difference.minor() != 0 {
        return Err(Error::invalid(Field::Amount, Code::SumDiffers));
    }
    step.label.name = accounts::get(&mut step, account).await?.name;
    let balance = found.balance.minor();
    step.label.count =
        reconciliations::close(&mut step, account, found.on, balance, toggled, now.ms).await?;
    book.commit(step, ROWS).await
}

/// The last one, if there was any.
pub(crate) async fn latest(
    conn: &mut Connection,
    account: AccountId,
    opening: Money,
) -> Result<Option<Reconciled>, Error> {
    let latest = reconciliations::latest(conn, account).await?;
    Ok(latest.map(|one| {
        let money = |minor| Money::from_minor(minor, opening.currency());
        let now = opening.minor().saturating_add(one.settled_minor);
        Reconciled {
            on: one.on,
            balance: money(one.balance_minor),
            difference: money(now.saturating_sub(one.balance_minor)),
        }
    }))
}
