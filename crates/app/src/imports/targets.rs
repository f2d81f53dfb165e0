//! Which account each statement of a file goes to.

use super::file::{File, fingerprint, named};
use crate::{
    Error,
    lookup::{Account, Lookup},
};
use ledger::{AccountId, Code, Field};
use serde::{Deserialize, Serialize};
use statements::Statement;
use std::collections::HashMap;
use store::Connection;

/// Fewer digits than this do not tell whose account number it is the end of.
const TELLING_DIGITS: usize = 6;

/// Where a statement of a file goes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "kind", content = "account", rename_all = "camelCase")]
pub enum Target {
    /// The account that the file and earlier imports speak of; none where they do not.
    #[default]
    Guess,
    /// This account.
    Into(AccountId),
    /// Nowhere: it is not taken in.
    LeaveOut,
}

impl From<AccountId> for Target {
    fn from(account: AccountId) -> Self {
        Self::Into(account)
    }
}

impl Target {
    pub(super) fn account(self) -> Option<AccountId> {
        match self {
            Self::Into(account) => Some(account),
            Self::Guess | Self::LeaveOut => None,
        }
    }
}

/// One for each statement: what was `given`, and where that leaves it open, what can be guessed.
pub(super) async fn choose(
    conn: &mut Connection,
    lookup: &Lookup,
    file: &File,
    given: &[Target],
) -> Result<Vec<Target>, Error> {
    let mut targets = Vec::with_capacity(file.statements.len());
    for (index, statement) in file.statements.iter().enumerate() {
        let target = match given.get(index).copied().unwrap_or_default() {
            Target::Guess => {
                let alone = file.statements.len() == 1;
                guess(conn, lookup, statement, alone).await?.map_or(Target::Guess, Target::Into)
            }
            Target::Into(id) if lookup.find(id).ok_or(Error::NotFound)?.closed => {
                return Err(Error::invalid(Field::Account, Code::Closed));
            }
            chosen => chosen,
        };
        targets.push(target);
    }
    Ok(targets)
}

/// The account whose number or name the statement has; else the one that took such a statement
/// before; else the only one, if nothing speaks against it.
async fn guess(
    conn: &mut Connection,
    lookup: &Lookup,
    statement: &Statement,
    alone: bool,
) -> Result<Option<AccountId>, Error> {
    let names = names(statement);
    let is_it = |account: &&Account| names.iter().any(|name| is_named(account, name));
    let mut numbered = lookup.open_accounts().filter(is_it);
    if let Some(account) = numbered.next() {
        return Ok(numbered.next().is_none().then_some(account.id));
    }
    let before =
        store::imports::last_account(conn, fingerprint(statement), named(statement)).await?;
    if let Some(account) = lookup.open_accounts().find(|account| Some(account.id) == before) {
        return Ok(Some(account.id));
    }
    let mut open = lookup.open_accounts();
    let only = open.next().filter(|_| alone && open.next().is_none());
    Ok(only.filter(|account| names.is_empty() || account.iban.is_empty()).map(|account| account.id))
}

/// The accounts by all names: those that the file has for them, and their own.
pub(super) fn by_name(
    lookup: &Lookup,
    file: &File,
    targets: &[Target],
) -> HashMap<String, AccountId> {
    let own = lookup
        .open_accounts()
        .flat_map(|account| [&account.name, &account.iban].map(|name| (plain(name), account.id)));
    let in_file = file.statements.iter().zip(targets).flat_map(|(statement, target)| {
        names(statement).into_iter().filter_map(|name| Some((name, target.account()?)))
    });
    own.chain(in_file).filter(|(name, _)| !name.is_empty()).collect()
}

/// All that the file says of the account, as it is compared.
fn names(statement: &Statement) -> Vec<String> {
    let details = &statement.account_details;
    let said = [&details.iban, &details.number, &details.name, &statement.account];
    said.into_iter().flatten().map(|name| plain(name)).filter(|name| !name.is_empty()).collect()
}

/// Whether a statement's account, as [`plain`] makes it, is this one: its name, its number, or the
/// end of its number, as the national number is the end of an IBAN.
fn is_named(account: &Account, name: &str) -> bool {
    let number = plain(&account.iban);
    let digits = name.trim_start_matches('0');
    let is_end = digits.len() >= TELLING_DIGITS
        && digits.bytes().all(|byte| byte.is_ascii_digit())
        && number.ends_with(digits);
    name == number || name == plain(&account.name) || is_end
}

/// An account number or name as it is compared.
pub(super) fn plain(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_uppercase()
}
