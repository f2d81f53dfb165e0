//! A real encrypted database in a temporary folder, with two accounts.
#![allow(dead_code, unreachable_pub, reason = "each test binary uses a part of it")]

use ledger::{
    AccountId, AccountKind, CategoryId, Currency, Money, StepKind, StepLabel, TransactionId,
    draft::{NewAccount, NewSplit, NewTransaction},
};
use std::path::PathBuf;
use store::{
    Db, Step, accounts,
    imports::{NewImport, NewRow},
    payees,
    suggestions::{State, Suggestion},
    transactions,
};
use tempfile::TempDir;

pub const KEY: [u8; 32] = [7; 32];
pub const VAULT: [u8; 16] = [1; 16];

pub struct Book {
    pub db: Db,
    pub dir: TempDir,
    pub giro: AccountId,
    pub card: AccountId,
}

impl Book {
    pub fn path(&self) -> PathBuf {
        self.dir.path().join("ledger.db")
    }

    pub async fn begin(&self, kind: StepKind) -> Step<'_> {
        self.db.begin(label(kind)).await.unwrap()
    }

    /// Adds a transaction as one step.
    pub async fn add(&self, new: &NewTransaction) -> TransactionId {
        let mut step = self.begin(StepKind::AddTransaction).await;
        let id = add(&mut step, new).await;
        step.commit().await.unwrap();
        id
    }
}

pub async fn book() -> Book {
    let dir = tempfile::tempdir().unwrap();
    let db = Db::create(&dir.path().join("ledger.db"), &KEY, VAULT, 0).await.unwrap();
    let mut step = db.begin(label(StepKind::AddAccount)).await.unwrap();
    let giro = accounts::create(&mut step, &account("Giro", 10_000)).await.unwrap();
    let card = accounts::create(&mut step, &account("Card", 0)).await.unwrap();
    step.commit().await.unwrap();
    Book { db, dir, giro, card }
}

pub fn label(kind: StepKind) -> StepLabel {
    StepLabel { kind, count: 1, name: String::new() }
}

pub fn euro(minor: i64) -> Money {
    Money::from_minor(minor, Currency::EUR)
}

pub fn account(name: &str, opening: i64) -> NewAccount {
    NewAccount {
        name: name.into(),
        kind: AccountKind::Checking,
        opening: euro(opening),
        opened_on: "2026-01-01".parse().unwrap(),
        iban: String::new(),
    }
}

/// A transaction with one split.
pub fn typed(
    account: AccountId,
    date: &str,
    payee: &str,
    minor: i64,
    category: Option<i64>,
) -> NewTransaction {
    let split = NewSplit {
        category: category.map(CategoryId::new),
        amount: euro(minor),
        note: String::new(),
    };
    NewTransaction {
        account,
        date: date.parse().unwrap(),
        payee: payee.into(),
        memo: String::new(),
        amount: euro(minor),
        splits: vec![split],
        tags: Vec::new(),
    }
}

pub async fn add(step: &mut Step<'_>, new: &NewTransaction) -> TransactionId {
    let payee = payees::ensure(step, &new.payee, &new.payee.to_lowercase()).await.unwrap();
    transactions::insert(step, new, payee, 0).await.unwrap()
}

pub fn statement(account: AccountId) -> NewImport {
    NewImport {
        account,
        file_name: "umsatz.csv".into(),
        format: "csv".into(),
        digest: [3; 32],
        fingerprint: -5,
        named: String::new(),
        covers: Vec::new(),
        stated: Default::default(),
        options: "{}".into(),
        matched: 0,
        skipped: 0,
        imported_ms: 0,
    }
}

/// Row `n` of a statement: one a day from 2026-01-01, -1.00 and on; every third unsure.
pub fn line(n: u32) -> NewRow {
    let first: chrono::NaiveDate = "2026-01-01".parse().unwrap();
    let sure = !n.is_multiple_of(3);
    let category = Some(CategoryId::new(2));
    NewRow {
        date: first + chrono::Days::new(u64::from(n) % 700),
        payee: None,
        memo: String::new(),
        amount: euro(-100 - i64::from(n)),
        category: category.filter(|_| sure),
        splits: Vec::new(),
        line: n + 2,
        bank_id: None,
        identity: i64::from(n),
        pending: false,
        text: format!("CARD PAYMENT {n}"),
        raw: format!("2026;CARD PAYMENT {n}"),
        suggestion: Some(Suggestion {
            category,
            source: "keyword".into(),
            confidence_permille: Some(700),
            reason: "{}".into(),
            state: if sure { State::Applied } else { State::Open },
        }),
        counterpart: None,
    }
}
