//! What hardly changes and is needed all the time: accounts, categories, and what the classifier
//! knows of this user. Read once, and again after a change of it.

use crate::{Book, Error, classify::Judge, rules::Ruled};
use chrono::NaiveDate;
use ledger::{AccountId, CategoryId, CategoryKind, Currency, draft::Known, shape::Tree};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use store::Connection;

/// Accounts and categories without their figures.
pub(crate) struct Lookup {
    /// In the user's order, open ones first.
    pub(crate) accounts: Vec<Account>,
    categories: HashMap<CategoryId, CategoryKind>,
    /// With the keys of built-in ones.
    pub(crate) category_names: Vec<(CategoryId, String, Option<String>)>,
    /// The built-in ones that are still there.
    pub(crate) by_key: HashMap<String, CategoryId>,
    pub(crate) tree: Tree,
}

pub(crate) struct Account {
    pub(crate) id: AccountId,
    pub(crate) name: String,
    pub(crate) iban: String,
    pub(crate) currency: Currency,
    pub(crate) closed: bool,
    pub(crate) opened_on: NaiveDate,
}

impl Known for Lookup {
    fn account(&self, id: AccountId) -> Option<(Currency, bool)> {
        self.find(id).map(|account| (account.currency, account.closed))
    }

    fn category(&self, id: CategoryId) -> Option<CategoryKind> {
        self.categories.get(&id).copied()
    }
}

impl Lookup {
    async fn load(conn: &mut Connection) -> Result<Self, Error> {
        let accounts = store::accounts::list(conn).await?;
        let categories = store::categories::list(conn).await?;
        Ok(Self {
            accounts: accounts
                .into_iter()
                .map(|account| Account {
                    id: account.id,
                    name: account.name,
                    iban: account.iban,
                    currency: account.opening_balance.currency(),
                    closed: account.closed,
                    opened_on: account.opened_on,
                })
                .collect(),
            by_key: categories
                .iter()
                .filter_map(|category| Some((category.key.clone()?, category.id)))
                .collect(),
            category_names: categories
                .iter()
                .map(|category| (category.id, category.name.clone(), category.key.clone()))
                .collect(),
            tree: categories.iter().map(|c| (c.id, c.parent, c.kind)).collect(),
            categories: categories.into_iter().map(|c| (c.id, c.kind)).collect(),
        })
    }

    pub(crate) fn has(&self, category: CategoryId) -> bool {
        self.categories.contains_key(&category)
    }

    /// As the user has it; in English for a built-in one.
    pub(crate) fn category_name(&self, id: CategoryId) -> Option<String> {
        let mut names = self.category_names.iter();
        names.find(|(of, ..)| *of == id).map(|(_, name, _)| name.clone())
    }

    pub(crate) fn find(&self, id: AccountId) -> Option<&Account> {
        self.accounts.iter().find(|account| account.id == id)
    }

    pub(crate) fn open_accounts(&self) -> impl Iterator<Item = &Account> {
        self.accounts.iter().filter(|account| !account.closed)
    }
}

/// What has been read so far.
#[derive(Default)]
pub(crate) struct Cache {
    lookup: Mutex<Option<Arc<Lookup>>>,
    judge: Mutex<Option<Arc<Judge>>>,
    rules: Mutex<Option<Arc<Ruled>>>,
}

/// To be called while the change is being made, with the database in hand: whoever reads anew has
/// to wait for it.
impl Cache {
    /// Accounts, categories or anything at all have changed.
    pub(crate) fn forget(&self) {
        *held(&self.lookup) = None;
        self.forget_habits();
        self.forget_rules();
    }

    /// The user has decided something, renamed a payee, or moved to another country.
    pub(crate) fn forget_habits(&self) {
        *held(&self.judge) = None;
    }

    /// They have decided something, and this is the classifier that knows it.
    pub(crate) fn keep_judge(&self, judge: Arc<Judge>) {
        *held(&self.judge) = Some(judge);
    }

    /// The user has changed their rules.
    pub(crate) fn forget_rules(&self) {
        *held(&self.rules) = None;
    }
}

fn held<T>(kept: &Mutex<T>) -> MutexGuard<'_, T> {
    kept.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Book {
    /// Accounts and categories. `conn` is held while they are read, so that nothing older than
    /// the latest change is ever kept.
    pub(crate) async fn lookup(&self, conn: &mut Connection) -> Result<Arc<Lookup>, Error> {
        if let Some(kept) = held(&self.cache().lookup).clone() {
            return Ok(kept);
        }
        let lookup = Arc::new(Lookup::load(conn).await?);
        *held(&self.cache().lookup) = Some(Arc::clone(&lookup));
        Ok(lookup)
    }

    /// The classifier with this user's habits.
    pub(crate) async fn judge(&self, conn: &mut Connection) -> Result<Arc<Judge>, Error> {
        if let Some(kept) = held(&self.cache().judge).clone() {
            return Ok(kept);
        }
        let lookup = self.lookup(conn).await?;
        let habits = store::memory::list(conn).await?;
        let lessons = store::review::lessons(conn).await?;
        let country = self.session().settings.country;
        let aliases = store::payees::aliases(conn).await?;
        let judge = Arc::new(Judge::new(&country, &lookup, habits, &lessons, aliases));
        *held(&self.cache().judge) = Some(Arc::clone(&judge));
        Ok(judge)
    }

    /// The user's rules, made ready.
    pub(crate) async fn ruled(&self, conn: &mut Connection) -> Result<Arc<Ruled>, Error> {
        if let Some(kept) = held(&self.cache().rules).clone() {
            return Ok(kept);
        }
        let lookup = self.lookup(conn).await?;
        let ruled = Arc::new(Ruled::load(conn, &lookup).await?);
        *held(&self.cache().rules) = Some(Arc::clone(&ruled));
        Ok(ruled)
    }
}
