//! Rules and what is there already: what they would change, and changing it as one step.

use super::{Change, EffectsView, RuleView, Ruled, carry_out, label};
use crate::{
    Book, Error, Now,
    lookup::Lookup,
    transactions::{ROWS, Row},
};
use ::rules::{Effects, Filing, RuleDraft};
use ledger::{
    RuleId, RunSource, StepKind, TransactionId, Window, draft::Known, filter::MAX_WINDOW,
};
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;
use store::{Connection, register, suggestions::State};

/// Transactions that are looked at in full at a time.
const CHUNK: usize = 5_000;

/// Which rules.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, specta::Type)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum RuleChoice {
    /// All in their order; those that are put aside are left out.
    All,
    /// This one, also when it is put aside.
    One { id: RuleId },
    /// One that is being written.
    Draft { draft: RuleDraft },
}

/// What rules would change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct RulePreview {
    /// Transactions that meet the conditions.
    pub matched: u32,
    /// Of these: would be changed.
    pub changed: u32,
    /// Of these: would be changed if what the user chose did not come first.
    pub kept: u32,
    /// A window of those that would be changed, the newest first.
    pub rows: Vec<RuleChange>,
}

/// A transaction, and what would become of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct RuleChange {
    pub row: Row,
    /// Only what differs from the row.
    pub effects: EffectsView,
}

/// What rules would change. `keep_mine`: leave categories that the user chose, and payees and memos
/// that they typed, as they are.
///
/// # Errors
/// [`Error::Invalid`] for a draft that is wrong, [`Error::NotFound`] for a rule that has gone.
pub async fn preview(
    book: &Book,
    choice: &RuleChoice,
    keep_mine: bool,
    window: Window,
    now: Now,
) -> Result<RulePreview, Error> {
    let db = book.db().await?;
    let mut conn = db.read().await;
    let (ruled, _) = ready(book, &mut conn, choice, now).await?;
    let past = look(book, &mut conn, &ruled, keep_mine).await?;
    let size = window.limit.min(MAX_WINDOW) as usize;
    let shown: Vec<&Change> = past.changes.iter().skip(window.offset as usize).take(size).collect();
    let ids: Vec<TransactionId> = shown.iter().map(|change| change.id).collect();
    let rows = register::rows(&mut conn, &ids).await?;
    let rows = rows.into_iter().zip(shown).map(|(row, change)| {
        let effects = EffectsView::of(&change.effects, &ruled);
        Ok(RuleChange { row: row.try_into()?, effects })
    });
    Ok(RulePreview {
        matched: past.matched,
        changed: count(past.changes.len()),
        kept: past.kept,
        rows: rows.collect::<Result<_, Error>>()?,
    })
}

/// Changes what [`preview`] shows, as one step that can be undone; how many transactions.
///
/// # Errors
/// As [`preview`].
pub async fn apply(
    book: &Book,
    choice: &RuleChoice,
    keep_mine: bool,
    now: Now,
) -> Result<u32, Error> {
    let db = book.db().await?;
    let mut step = db.begin(label(StepKind::ApplyRules, 0, "")).await?;
    let (ruled, name) = ready(book, &mut step, choice, now).await?;
    let past = look(book, &mut step, &ruled, keep_mine).await?;
    let changed = count(past.changes.len());
    step.label.count = changed;
    carry_out(&mut step, &ruled, &past.changes, now.ms).await?;
    if changed > 0 {
        store::runs::record(&mut step, RunSource::Rule, &name, changed, now.ms).await?;
    }
    step.label.name = name;
    book.commit(step, ROWS).await?;
    Ok(changed)
}

/// The rules that are meant, and what they are called together.
async fn ready(
    book: &Book,
    conn: &mut Connection,
    choice: &RuleChoice,
    now: Now,
) -> Result<(Ruled, String), Error> {
    let lookup = book.lookup(conn).await?;
    let (id, rule) = match choice {
        RuleChoice::All => return Ok((Ruled::load(conn, &lookup).await?, String::new())),
        RuleChoice::One { id } => {
            let all = store::rules::list(conn).await?;
            let kept = all.iter().find(|rule| rule.id == *id).ok_or(Error::NotFound)?;
            (*id, RuleView::of(kept, &lookup)?.draft.parse_kept(&*lookup)?)
        }
        RuleChoice::Draft { draft } => {
            let writing = book.session().settings.writing(now.today);
            (RuleId::new(0), draft.parse(writing, &*lookup)?)
        }
    };
    let name = rule.name.clone();
    Ok((Ruled::of(&[(id, ::rules::Rule { enabled: true, ..rule })]), name))
}

/// What rules would do to all that is there.
struct Past {
    matched: u32,
    kept: u32,
    /// The newest first.
    changes: Vec<Change>,
}

async fn look(
    book: &Book,
    conn: &mut Connection,
    ruled: &Ruled,
    keep_mine: bool,
) -> Result<Past, Error> {
    let lookup = book.lookup(conn).await?;
    let mut matched: Vec<(TransactionId, Effects)> = Vec::new();
    let mut last = None;
    loop {
        let page = store::rules::candidates(conn, last).await?;
        let Some(end) = page.last() else { break };
        last = Some(end.id);
        let effects = page.iter().map(|row| (row.id, ruled.on(row)));
        matched.extend(effects.filter(|(_, effects)| !effects.is_empty()));
    }
    let (all, mut kept, mut changes) = (count(matched.len()), 0, Vec::new());
    let mut matched = matched.into_iter().peekable();
    while matched.peek().is_some() {
        let (ids, effects): (Vec<TransactionId>, Vec<Effects>) =
            matched.by_ref().take(CHUNK).unzip();
        let rows = register::rows(conn, &ids).await?;
        for (row, effects) in rows.iter().zip(effects) {
            let (left, own) = left(row, effects, keep_mine, &lookup);
            if !left.is_empty() {
                changes.push((row.date, Change { id: row.id, effects: left }));
            } else if own {
                kept += 1;
            }
        }
    }
    changes.sort_by_key(|(date, change)| Reverse((*date, change.id)));
    Ok(Past {
        matched: all,
        kept,
        changes: changes.into_iter().map(|(_, change)| change).collect(),
    })
}

/// What is left of the effects for a row: what differs from it and may be changed. Also whether
/// something was kept because it is the user's own.
fn left(
    row: &register::Row,
    effects: Effects,
    keep_mine: bool,
    lookup: &Lookup,
) -> (Effects, bool) {
    let mut kept = false;
    let mut mine = |is_mine: bool| {
        kept |= keep_mine && is_mine;
        !(keep_mine && is_mine)
    };
    let payee = effects.payee.filter(|given| {
        let name = row.payee.as_ref().map_or("", |(_, name)| name);
        given.value != name && mine(row.payee_typed)
    });
    let memo = effects.memo.filter(|given| {
        let is_banks = row.bank_text.as_ref().is_some_and(|text| text.contains(&row.memo));
        given.value != row.memo && mine(!row.memo.is_empty() && !is_banks)
    });
    let filed = row.splits.iter().any(|split| split.category.is_some());
    let by_machine = row.suggestion.as_ref().is_some_and(|said| said.state == State::Applied);
    let filing = effects.filing.filter(|given| {
        row.transfer.is_none()
            && differs(&given.value, row, lookup)
            && mine((filed && !by_machine) || row.splits.len() > 1)
    });
    let has = |tag: &String| row.tags.iter().any(|own| own.to_lowercase() == tag.to_lowercase());
    let tags: Vec<String> = effects.tags.into_iter().filter(|tag| !has(tag)).collect();
    let waits = row.transfer.is_none() && waits(row);
    let reviewed = effects.reviewed && (waits || (filing.is_some() && !by_machine));
    let nothing =
        payee.is_none() && memo.is_none() && filing.is_none() && tags.is_empty() && !reviewed;
    let rules = if nothing { Vec::new() } else { effects.rules };
    (Effects { payee, filing, memo, tags, reviewed, rules }, kept)
}

fn differs(filing: &Filing, row: &register::Row, lookup: &Lookup) -> bool {
    match filing {
        Filing::Category(id) => row.splits.iter().any(|split| split.category != Some(*id)),
        Filing::Splits(splits) => {
            let same = splits.iter().zip(&row.splits).all(|(new, old)| {
                (new.category, new.amount, &new.note) == (old.category, old.amount, &old.note)
            });
            !same || splits.len() != row.splits.len()
        }
        // An open account in the same currency.
        Filing::Transfer(account) => {
            lookup.account(*account) == Some((row.amount.currency(), false))
        }
    }
}

/// Whether it waits for a decision, as the review counts it.
fn waits(row: &register::Row) -> bool {
    let state = row.suggestion.as_ref().map(|said| (said.state, said.category));
    match state {
        Some((State::Open, _)) => true,
        Some((State::Accepted, None)) => false,
        _ => row.splits.iter().any(|split| split.category.is_none()),
    }
}

fn count(size: usize) -> u32 {
    u32::try_from(size).unwrap_or(u32::MAX)
}
