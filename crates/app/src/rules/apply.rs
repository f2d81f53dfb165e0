//! Carrying out what rules say, many transactions at a time.

use super::Ruled;
use crate::{Error, transactions::ensure_payee};
use ::rules::{Effects, Filing};
use ledger::{RuleId, TransactionId};
use std::collections::BTreeMap;
use store::{Step, suggestions, transactions};

/// What is done to one transaction.
pub(crate) struct Change {
    pub(crate) id: TransactionId,
    pub(crate) effects: Effects,
}

/// Which transactions get which value.
type Groups<'a, K> = BTreeMap<K, Vec<&'a Change>>;

/// Carries the changes out in this step. `now_ms` is the time now.
pub(crate) async fn carry_out(
    step: &mut Step<'_>,
    ruled: &Ruled,
    changes: &[Change],
    now_ms: i64,
) -> Result<(), Error> {
    let payees: Groups<'_, &String> =
        grouped(changes, |change| change.effects.payee.as_ref().map(|given| &given.value));
    for (name, group) in payees {
        let payee = ensure_payee(step, name).await?;
        transactions::set_payee(step, &ids(&group), payee, false).await?;
    }
    let memos: Groups<'_, &String> =
        grouped(changes, |change| change.effects.memo.as_ref().map(|given| &given.value));
    for (memo, group) in memos {
        transactions::set_memo(step, &ids(&group), memo).await?;
    }
    let tagged: Groups<'_, &[String]> = grouped(changes, |change| {
        Some(change.effects.tags.as_slice()).filter(|tags| !tags.is_empty())
    });
    for (names, group) in tagged {
        transactions::tag(step, &ids(&group), names, &[]).await?;
    }
    file(step, ruled, changes, now_ms).await?;
    let reviewed: Groups<'_, Option<&RuleId>> = grouped(changes, |change| {
        let only = change.effects.reviewed && change.effects.filing.is_none();
        only.then(|| change.effects.rules.first())
    });
    for group in reviewed.into_values() {
        let said = ruled.noted(&group[0].effects, None)?;
        suggestions::review(step, &ids(&group), &said).await?;
    }
    Ok(())
}

async fn file(
    step: &mut Step<'_>,
    ruled: &Ruled,
    changes: &[Change],
    now_ms: i64,
) -> Result<(), Error> {
    let filed = grouped(changes, |change| match change.effects.filing.as_ref()?.value {
        Filing::Category(id) => {
            let rule = change.effects.filing.as_ref()?.rule;
            Some((id, rule, change.effects.reviewed))
        }
        Filing::Splits(_) | Filing::Transfer(_) => None,
    });
    for ((category, ..), group) in filed {
        transactions::file(step, &ids(&group), Some(category)).await?;
        if let Some(said) = ruled.suggestion(&group[0].effects)? {
            suggestions::put(step, &ids(&group), &said).await?;
        }
    }
    for change in changes {
        match change.effects.filing.as_ref().map(|given| &given.value) {
            Some(Filing::Splits(splits)) => {
                transactions::set_splits(step, change.id, splits).await?;
                if let Some(said) = ruled.suggestion(&change.effects)? {
                    suggestions::put(step, &[change.id], &said).await?;
                }
            }
            Some(Filing::Transfer(account)) => {
                store::transfers::make(step, change.id, *account, now_ms).await?;
            }
            Some(Filing::Category(_)) | None => {}
        }
    }
    Ok(())
}

fn grouped<'a, K: Ord>(
    changes: &'a [Change],
    key: impl Fn(&'a Change) -> Option<K>,
) -> Groups<'a, K> {
    let mut groups = Groups::new();
    for change in changes {
        if let Some(key) = key(change) {
            groups.entry(key).or_default().push(change);
        }
    }
    groups
}

fn ids(group: &[&Change]) -> Vec<TransactionId> {
    group.iter().map(|change| change.id).collect()
}
