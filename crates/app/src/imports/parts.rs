//! What would become of a whole file, statement by statement.

use super::{
    abroad,
    carried::{self, Around, Carried},
    commit::Action,
    file::{File, fingerprint},
    paths::{Paths, Place},
    plan::{self, Before, Pile, Placed, Said, Why},
    proof::{self, Held},
    ruled::{Hashed, Ruling, Seen},
    targets::{self, Target},
    texts::{self, Texts},
};
use crate::{
    Book, Error,
    classify::Judge,
    lookup::{Account, Lookup},
    rules::Ruled,
};
use exports::number;
use ledger::{CategoryId, Period, TransactionId};
use sha2::{Digest, Sha256};
use statements::{Row, Statement};
use std::{collections::HashSet, fmt::Write as _, hash::Hash, ops::ControlFlow, sync::Arc};
use store::{
    balances::Booked,
    imports::{Existing, Known},
};
use tokio::task::spawn_blocking;

/// What would become of a file.
pub(super) struct Plan {
    /// One for each statement.
    pub(super) parts: Vec<Part>,
    pub(super) judge: Arc<Judge>,
    pub(super) ruled: Arc<Ruled>,
    pub(super) lookup: Arc<Lookup>,
    /// Where the categories of the file go.
    pub(super) paths: Paths,
    /// Of everything that the commit does.
    pub(super) digest: String,
}

/// What would become of each row of a statement; empty for one that is left out.
pub(super) struct Part {
    /// As chosen; [`Target::Guess`] where nothing tells which account it is.
    pub(super) target: Target,
    pub(super) held: Held,
    pub(super) said: Vec<Said>,
    pub(super) placed: Vec<Placed>,
    pub(super) texts: Arc<Texts>,
    pub(super) ruling: Ruling,
    /// One for each row of another app's books; empty for a bank's statement.
    pub(super) carried: Vec<Carried>,
}

/// A row of a file, by its statement and its place in that. While the file is not in, the
/// transaction that it becomes has a provisional id below zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct RowAt {
    pub(super) statement: usize,
    pub(super) row: usize,
}

impl File {
    /// The provisional id of a row.
    pub(super) fn provisional(&self, at: RowAt) -> TransactionId {
        let before: usize = self.statements[..at.statement].iter().map(|one| one.rows.len()).sum();
        let number = i64::try_from(before + at.row).unwrap_or(i64::MAX);
        TransactionId::new(-1 - number)
    }

    /// The row that has this id; none when it is one of the ledger's.
    pub(super) fn row_at(&self, id: TransactionId) -> Option<RowAt> {
        let mut row = usize::try_from(id.row().checked_add(1)?.checked_neg()?).ok()?;
        for (statement, one) in self.statements.iter().enumerate() {
            if row < one.rows.len() {
                return Some(RowAt { statement, row });
            }
            row -= one.rows.len();
        }
        None
    }
}

/// Preview and commit both come here. `targets` has one for each statement; `earlier` has the texts
/// of an earlier plan of the same file. `progress` is told the permille done.
pub(super) async fn plan<P>(
    book: &Book,
    file: &Arc<File>,
    targets: &[Target],
    earlier: Option<&Plan>,
    mut progress: P,
) -> Result<Plan, Error>
where
    P: FnMut(u16) -> ControlFlow<()> + Send + 'static,
{
    let (lookup, judge, ruled) = {
        let db = book.db().await?;
        let mut conn = db.read().await;
        (book.lookup(&mut conn).await?, book.judge(&mut conn).await?, book.ruled(&mut conn).await?)
    };
    let earlier = earlier.filter(|earlier| Arc::ptr_eq(&earlier.judge, &judge));
    let carried = file.statements.iter().zip(targets).filter(|(statement, target)| {
        **target != Target::LeaveOut && carried::is_carried(statement)
    });
    let paths = Paths::of(carried.flat_map(|(statement, _)| &statement.rows), &lookup);
    let accounts = targets::by_name(&lookup, file, targets);
    let all: usize = file.statements.iter().map(|statement| statement.rows.len()).sum();
    let mut done = 0;
    let mut taken = Taken::default();
    let mut parts: Vec<Part> = Vec::with_capacity(file.statements.len());
    for (index, (statement, target)) in file.statements.iter().zip(targets).enumerate() {
        let rows = statement.rows.len();
        let mut part = Part::empty(*target, Ruling::none(&ruled));
        if *target != Target::LeaveOut {
            part.said = said(book, file, index, account_of(&lookup, *target)).await?;
            let account = account_of(&lookup, *target);
            let around = Around {
                paths: &paths,
                accounts: &accounts,
                lookup: &lookup,
                account: target.account(),
            };
            part.carried = around.carried(statement, &part.said);
            let mut before = before(book, &lookup, statement, &part).await?;
            part.held = held(book, statement, account).await?;
            taken.add_to(&mut before, file, account);
            // Of one that was left out before there are none.
            let texts = earlier.and_then(|earlier| earlier.parts.get(index));
            let texts = texts.filter(|one| one.said.len() == rows).map(|one| one.texts.clone());
            let (file, judge, lookup) = (Arc::clone(file), Arc::clone(&judge), Arc::clone(&lookup));
            let placing = spawn_blocking(move || {
                let told = |row: usize| {
                    let permille = (done + row) * 1000 / all.max(1);
                    progress(u16::try_from(permille).unwrap_or(1000))
                };
                part.place(&file.statements[index], &before, &judge, texts, told)?;
                part.rule(&file.name, &file.statements[index], &lookup);
                Ok::<_, Error>((part, progress))
            });
            (part, progress) = placing.await??;
        }
        if index + 1 < file.statements.len() {
            taken.note(file, index, &part);
        }
        done += rows;
        parts.push(part);
    }
    let digest = digest(file, &parts, &paths)?;
    Ok(Plan { parts, judge, ruled, lookup, paths, digest })
}

fn account_of(lookup: &Lookup, target: Target) -> Option<&Account> {
    lookup.find(target.account()?)
}

/// The rows in the currency of the account, or of the statement as long as there is none.
async fn said(
    book: &Book,
    file: &Arc<File>,
    index: usize,
    account: Option<&Account>,
) -> Result<Vec<Said>, Error> {
    let stated = file.statements[index].currency.as_deref().and_then(|code| code.parse().ok());
    let currency = account
        .map(|account| account.currency)
        .or(stated)
        .unwrap_or_else(|| book.session().settings.currency);
    let file = Arc::clone(file);
    let said = spawn_blocking(move || {
        let statement = &file.statements[index];
        let stated = statement.currency.as_deref();
        statement.rows.iter().map(|row| plan::said(row, currency, stated)).collect()
    });
    Ok(said.await?)
}

/// What the ledger has that rows may be the same as, or belong to.
async fn before(
    book: &Book,
    lookup: &Lookup,
    statement: &Statement,
    part: &Part,
) -> Result<Before, Error> {
    let layout = fingerprint(statement);
    let nothing = Before { layout, ..Before::default() };
    let Some(account) = part.target.account() else { return Ok(nothing) };
    let Some(span) = plan::span(&statement.rows) else { return Ok(nothing) };
    let mut identities: Vec<i64> = part.said.iter().map(|said| said.identity).collect();
    identities.sort_unstable();
    identities.dedup();
    let db = book.db().await?;
    let vault = db.vault_id();
    let number = |row: &Row| number::find(row.bank_id.as_deref()?, vault);
    let own: Vec<TransactionId> = statement.rows.iter().filter_map(number).collect();
    let mut conn = db.read().await;
    Ok(Before {
        known: store::imports::known(&mut conn, account, &identities).await?,
        here: store::imports::existing(&mut conn, account, span).await?,
        elsewhere: store::imports::elsewhere(&mut conn, account, span).await?,
        layout,
        own: store::imports::by_id(&mut conn, &own).await?,
        book: vault,
        account: Some(account),
        accounts: lookup
            .accounts
            .iter()
            .map(|one| (one.id, [abroad::words(&one.name), abroad::words(&one.iban)]))
            .collect(),
    })
}

/// The statement's balances, and what the account has that they can be held against.
async fn held(
    book: &Book,
    statement: &Statement,
    account: Option<&Account>,
) -> Result<Held, Error> {
    let stated = statement.currency.as_deref().and_then(|code| code.parse().ok());
    let currency = account
        .map(|account| account.currency)
        .or(stated)
        .unwrap_or_else(|| book.session().settings.currency);
    let stated = proof::stated(statement, currency);
    let days = stated.keys().next().copied().zip(stated.keys().next_back().copied());
    let mut held = Held { stated, booked: Booked::default(), opening: None, currency };
    if let (Some(account), Some((from, to))) = (account, days) {
        let db = book.db().await?;
        let mut conn = db.read().await;
        let period = Period::new(from, to);
        held.booked = store::balances::booked(&mut conn, account.id, period).await?;
        let account = store::accounts::get(&mut conn, account.id).await?;
        held.opening = Some(account.opening_balance);
    }
    Ok(held)
}

impl Part {
    fn empty(target: Target, ruling: Ruling) -> Self {
        Self {
            target,
            held: Held::default(),
            said: Vec::new(),
            placed: Vec::new(),
            texts: Arc::default(),
            ruling,
            carried: Vec::new(),
        }
    }

    /// What another app says of a row that no rule of the user's files.
    pub(super) fn carried(&self, row: usize) -> Option<&Carried> {
        self.carried.get(row).filter(|_| !self.ruling.files(row))
    }

    /// Whether it is known where a row is filed, so that the classifier is not asked.
    pub(super) fn files(&self, row: usize) -> bool {
        self.ruling.files(row) || self.carried(row).is_some_and(Carried::files)
    }

    /// All that these rows are filed under by another app.
    pub(super) fn places(&self, rows: impl Iterator<Item = usize>) -> impl Iterator<Item = Place> {
        rows.filter_map(|row| self.carried(row)).flat_map(Carried::places)
    }

    /// Asks the user's rules, once it is known whose payees the rows name.
    fn rule(&mut self, file_name: &str, statement: &Statement, lookup: &Lookup) {
        let Some(account) = self.target.account() else { return };
        let seen = Seen { file_name, statement, said: &self.said, texts: &self.texts };
        self.ruling.decide(&seen, account, lookup);
    }

    fn place(
        &mut self,
        statement: &Statement,
        before: &Before,
        judge: &Judge,
        texts: Option<Arc<Texts>>,
        told: impl FnMut(usize) -> ControlFlow<()>,
    ) -> Result<(), Error> {
        self.texts = match texts {
            Some(texts) => texts,
            None => match Texts::of(&statement.rows, &self.said, judge, told) {
                ControlFlow::Continue(texts) => Arc::new(texts),
                ControlFlow::Break(()) => return Err(Error::Cancelled),
            },
        };
        self.placed = plan::place(&statement.rows, &self.said, &self.carried, before);
        Ok(())
    }
}

/// What the statements of a file that come first bring, seen from those behind them: a file may
/// have both legs of a transfer, and an account twice.
#[derive(Default)]
struct Taken {
    /// Where each row stands, and its identity.
    rows: Vec<(RowAt, Existing, i64)>,
    /// Legs that have found the other.
    linked: HashSet<TransactionId>,
}

impl Taken {
    fn note(&mut self, file: &File, index: usize, part: &Part) {
        let statement = &file.statements[index];
        let Some(account) = part.target.account() else { return };
        let layout = Some(fingerprint(statement));
        for (row, (entry, (said, placed))) in
            statement.rows.iter().zip(part.said.iter().zip(&part.placed)).enumerate()
        {
            let at = RowAt { statement: index, row };
            let id = file.provisional(at);
            if placed.pile == Pile::Transfer {
                self.linked.insert(id);
                self.linked.extend(placed.found.map(|found| found.id));
            }
            let Ok(amount) = said.amount else { continue };
            if !matches!(placed.action(), Action::Add | Action::Link) {
                continue;
            }
            let existing = Existing {
                id,
                account,
                date: entry.date,
                amount,
                bank_id: entry.bank_id.clone(),
                pending: entry.pending,
                made: false,
                text: None,
                layout,
            };
            self.rows.push((at, existing, said.identity));
        }
    }

    fn add_to(&self, before: &mut Before, file: &File, account: Option<&Account>) {
        let Some(account) = account else { return };
        for (at, existing, identity) in &self.rows {
            let mut existing = existing.clone();
            if existing.account == account.id {
                before.known.push(Known {
                    id: existing.id,
                    identity: *identity,
                    bank_id: existing.bank_id.clone(),
                    pending: existing.pending,
                });
                before.here.push(existing);
            } else {
                let is_abroad = existing.amount.currency() != account.currency;
                let row = &file.statements[at.statement].rows[at.row];
                existing.text = is_abroad.then(|| texts::text(row));
                before.elsewhere.push(existing);
            }
        }
        before.elsewhere.retain(|leg| !self.linked.contains(&leg.id));
    }
}

/// Of everything that the commit does: the file and how it was read, the accounts, and for each
/// row its pile, the transaction it belongs to, the category it gets, what the rules do to it, and
/// what is taken over from another app.
fn digest(file: &File, parts: &[Part], paths: &Paths) -> Result<String, Error> {
    let mut hash = Sha256::new();
    hash.update(file.digest);
    hash.update(serde_json::to_vec(&file.options)?);
    for part in parts {
        hash.update(serde_json::to_vec(&part.target)?);
        for (index, placed) in part.placed.iter().enumerate() {
            let verdict = part.texts.verdict(index);
            let (id, why) = placed.found.map_or((0, 0), |found| (found.id.row(), found.why.code()));
            hash.update([placed.pile as u8, why, u8::from(verdict.sure)]);
            hash.update(id.to_le_bytes());
            hash.update(verdict.category.map_or(0, CategoryId::row).to_le_bytes());
        }
        part.ruling.digest(&mut hash);
        part.carried.hash(&mut Hashed(&mut hash));
    }
    paths.new.hash(&mut Hashed(&mut hash));
    let mut text = String::with_capacity(32);
    for byte in &hash.finalize()[..16] {
        // Writing to a string does not fail.
        let _ = write!(text, "{byte:02x}");
    }
    Ok(text)
}

impl Why {
    /// From 1, for the digest.
    fn code(self) -> u8 {
        self as u8 + 1
    }
}
