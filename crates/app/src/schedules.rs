//! Transactions that are expected to come again. Nothing is entered unless the user says so: the
//! bank's next file may bring the same.

use crate::{Book, Error, Now, Topic, transactions};
use chrono::NaiveDate;
use ledger::{
    AccountId, CategoryId, Code, Field, Money, Problems, Recurrence, ScheduleId, StepKind,
    StepLabel,
    draft::{Known, NewSplit, NewTransaction},
};
use serde::Serialize;
use std::iter::successors;
use store::{schedules::Kept, suggestions::Suggestion};

/// Most transactions that one schedule enters at once.
const MOST: usize = 366;

/// What a change of schedules may touch.
pub(crate) const SCHEDULES: &[Topic] = &[Topic::Schedules, Topic::Insights];

/// A transaction that is expected to come again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct ScheduleView {
    pub id: ScheduleId,
    pub account: AccountId,
    /// Empty when there is none.
    pub payee: String,
    pub category: Option<CategoryId>,
    /// Signed.
    pub amount: Money,
    pub memo: String,
    pub tags: Vec<String>,
    pub recurrence: Recurrence,
    pub next_on: NaiveDate,
    /// How many of it have come due and wait to be entered or skipped; none while it is paused.
    pub due: u32,
    pub paused: bool,
}

/// All schedules, the next one first, those that are paused last.
pub async fn list(book: &Book, now: Now) -> Result<Vec<ScheduleView>, Error> {
    let db = book.db().await?;
    let mut conn = db.read().await;
    let all = store::schedules::list(&mut conn).await?;
    Ok(all
        .into_iter()
        .map(|kept| ScheduleView {
            due: u32::try_from(due(&kept, now.today).len()).unwrap_or(u32::MAX),
            id: kept.id,
            account: kept.account,
            payee: kept.payee_name,
            category: kept.category,
            amount: kept.amount,
            memo: kept.memo,
            tags: kept.tags,
            recurrence: kept.recurrence,
            next_on: kept.next_on,
            paused: kept.paused,
        })
        .collect())
}

/// Enters what has come due of some schedules, each on its day, as one step, and of one of which
/// nothing has the next today, ahead of its day; how many transactions that were. What is paused is
/// left out.
///
/// # Errors
/// [`Error::Invalid`] (account, closed) when an account takes no transactions any more.
pub async fn enter(book: &Book, ids: &[ScheduleId], now: Now) -> Result<u32, Error> {
    let db = book.db().await?;
    let mut entered: Vec<(NewTransaction, Option<Suggestion>)> = Vec::new();
    let mut moved: Vec<(ScheduleId, NaiveDate)> = Vec::new();
    {
        let mut conn = db.read().await;
        let lookup = book.lookup(&mut conn).await?;
        for kept in store::schedules::list(&mut conn).await? {
            if kept.paused || !ids.contains(&kept.id) {
                continue;
            }
            if lookup.account(kept.account).is_none_or(|(_, closed)| closed) {
                return Err(Problems::one(Field::Account, Code::Closed).into());
            }
            let mut days = due(&kept, now.today);
            moved.push((kept.id, after(&kept, *days.last().unwrap_or(&kept.next_on))?));
            if days.is_empty() {
                days.push(now.today);
            }
            for day in days {
                let mut new = transaction(&kept, day);
                let said = transactions::fill(book, &mut conn, &mut new).await?;
                entered.push((new, said));
            }
        }
    }
    if entered.is_empty() {
        return Ok(0);
    }
    let count = u32::try_from(entered.len()).unwrap_or(u32::MAX);
    let name = entered.first().map(|(new, _)| new.payee.clone()).unwrap_or_default();
    let mut step = db.begin(StepLabel { kind: StepKind::EnterSchedules, count, name }).await?;
    for (new, said) in &entered {
        transactions::insert(&mut step, new, said.as_ref(), now).await?;
    }
    for (id, next_on) in moved {
        store::schedules::set_next(&mut step, id, next_on).await?;
    }
    book.commit(step, &[transactions::ROWS, SCHEDULES].concat()).await?;
    Ok(count)
}

/// Goes on to the one after the next, without entering anything.
pub async fn skip(book: &Book, id: ScheduleId) -> Result<(), Error> {
    let kept = get(book, id).await?;
    let next_on = after(&kept, kept.next_on)?;
    let db = book.db().await?;
    let mut step = db.begin(label(StepKind::SkipSchedule, &kept)).await?;
    store::schedules::set_next(&mut step, id, next_on).await?;
    book.commit(step, SCHEDULES).await
}

/// Lets a schedule rest, or go on.
pub async fn pause(book: &Book, id: ScheduleId, paused: bool) -> Result<(), Error> {
    let kept = get(book, id).await?;
    let kind = if paused { StepKind::PauseSchedule } else { StepKind::ResumeSchedule };
    let db = book.db().await?;
    let mut step = db.begin(label(kind, &kept)).await?;
    store::schedules::set_paused(&mut step, id, paused).await?;
    book.commit(step, SCHEDULES).await
}

/// Deletes a schedule; what it entered stays.
pub async fn delete(book: &Book, id: ScheduleId) -> Result<(), Error> {
    let kept = get(book, id).await?;
    let db = book.db().await?;
    let mut step = db.begin(label(StepKind::DeleteSchedule, &kept)).await?;
    store::schedules::delete(&mut step, id).await?;
    book.commit(step, SCHEDULES).await
}

async fn get(book: &Book, id: ScheduleId) -> Result<Kept, Error> {
    let db = book.db().await?;
    let mut conn = db.read().await;
    let all = store::schedules::list(&mut conn).await?;
    Ok(all.into_iter().find(|kept| kept.id == id).ok_or(store::Error::NotFound)?)
}

/// The days up to today on which it was expected and neither entered nor skipped.
fn due(kept: &Kept, today: NaiveDate) -> Vec<NaiveDate> {
    if kept.paused {
        return Vec::new();
    }
    successors(Some(kept.next_on), |day| kept.recurrence.after(kept.first_on, *day))
        .take_while(|day| *day <= today)
        .take(MOST)
        .collect()
}

fn after(kept: &Kept, day: NaiveDate) -> Result<NaiveDate, Error> {
    let next = kept.recurrence.after(kept.first_on, day);
    next.ok_or_else(|| Problems::one(Field::Date, Code::OutOfRange).into())
}

fn transaction(kept: &Kept, date: NaiveDate) -> NewTransaction {
    NewTransaction {
        account: kept.account,
        date,
        payee: kept.payee_name.clone(),
        memo: kept.memo.clone(),
        amount: kept.amount,
        splits: vec![NewSplit {
            category: kept.category,
            amount: kept.amount,
            note: String::new(),
        }],
        tags: kept.tags.clone(),
    }
}

fn label(kind: StepKind, kept: &Kept) -> StepLabel {
    StepLabel { kind, count: 1, name: kept.payee_name.clone() }
}
