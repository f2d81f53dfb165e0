//! How an account stands with its bank: which months its statements cover, and up to which day
//! they prove it complete.

use crate::{
    Book, Error, Topic,
    imports::ImportView,
    reconcile::{self, Reconciled},
};
use chrono::NaiveDate;
use ledger::{
    AccountId, Code, Field, ImportId, Money, Period, StepKind, StepLabel,
    coverage::{self, MonthCover},
    proof::{self, Proof},
};
use serde::Serialize;
use std::collections::{BTreeMap, HashMap};
use store::{
    Connection,
    accounts::{self, Account},
    balances,
};

/// An account's page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct Standing {
    pub account: Account,
    /// None where no statement states a balance.
    pub proof: Option<Proof>,
    /// The latest balance that a statement states.
    pub stated: Option<StatedBalance>,
    /// From the first to the last month that statements cover.
    pub months: Vec<MonthCover>,
    /// The newest first.
    pub imports: Vec<ImportView>,
    pub reconciled: Option<Reconciled>,
}

/// A balance that a bank states for the end of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
pub struct StatedBalance {
    pub on: NaiveDate,
    pub balance: Money,
}

/// How an account stands.
pub async fn get(book: &Book, id: AccountId) -> Result<Standing, Error> {
    let imports = crate::imports::list(book, Some(id)).await?;
    let db = book.db().await?;
    let mut conn = db.read().await;
    let account = accounts::get(&mut conn, id).await?;
    let statements = Statements::load(&mut conn, id).await?;
    let opening = account.opening_balance;
    let proof = statements.prove(opening);
    let currency = opening.currency();
    let stated = statements
        .stated
        .last_key_value()
        .map(|(on, minor)| StatedBalance { on: *on, balance: Money::from_minor(*minor, currency) });
    let covered =
        imports.iter().filter(|import| !import.undone).flat_map(|one| one.covers.iter().copied());
    let proven = proof.map(|proof| Period::new(proof.from, proof.to));
    Ok(Standing {
        months: coverage::months(covered.chain(proven).collect()),
        reconciled: reconcile::latest(&mut conn, id, opening).await?,
        account,
        proof,
        stated,
        imports,
    })
}

/// Gives the account the opening balance that the first stated balance asks for.
///
/// # Errors
/// [`Error::Invalid`] where no balance is stated, or the result cannot be kept.
pub async fn correct_opening(book: &Book, id: AccountId) -> Result<(), Error> {
    let db = book.db().await?;
    let label = StepLabel { kind: StepKind::EditAccount, count: 1, name: String::new() };
    let mut step = db.begin(label).await?;
    let account = accounts::get(&mut step, id).await?;
    let proof = Statements::load(&mut step, id).await?.prove(account.opening_balance);
    let lacks = proof.ok_or_else(|| Error::invalid(Field::OpeningBalance, Code::Required))?.opening;
    let opening = account.opening_balance.checked_add(lacks);
    let opening = opening.ok_or_else(|| Error::invalid(Field::OpeningBalance, Code::OutOfRange))?;
    accounts::set_opening(&mut step, id, opening).await?;
    step.label.name = account.name;
    book.cache().forget();
    book.commit(step, &[Topic::Accounts, Topic::Imports]).await
}

/// What the statements of an account state, and what is booked on it.
struct Statements {
    booked: BTreeMap<NaiveDate, i64>,
    stated: BTreeMap<NaiveDate, i64>,
}

impl Statements {
    async fn load(conn: &mut Connection, account: AccountId) -> Result<Self, Error> {
        let stated = balances::stated(conn, account).await?;
        let booked = balances::booked_between(conn, account, stated.keys()).await?;
        Ok(Self { booked, stated })
    }

    fn prove(&self, opening: Money) -> Option<Proof> {
        proof::prove(opening, &self.booked, &self.stated)
    }
}

/// What the balances of each import prove, for the imports of an account or of all.
pub(crate) async fn proofs(
    conn: &mut Connection,
    only: Option<AccountId>,
) -> Result<HashMap<ImportId, Proof>, Error> {
    let mut proofs = HashMap::new();
    let all = accounts::list(conn).await?;
    for account in all.into_iter().filter(|one| only.is_none_or(|only| one.id == only)) {
        let stated = balances::stated_by_import(conn, account.id).await?;
        if stated.is_empty() {
            continue;
        }
        let days = stated.values().flat_map(BTreeMap::keys);
        let booked = balances::booked_between(conn, account.id, days).await?;
        for (import, days) in stated {
            if let Some(proof) = proof::prove(account.opening_balance, &booked, &days) {
                proofs.insert(import, proof);
            }
        }
    }
    Ok(proofs)
}
