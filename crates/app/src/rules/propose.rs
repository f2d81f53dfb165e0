//! Rules proposed from what the user corrects: "always for Lidl?"

use super::{ConditionDraft, Matching, RuleDraft, RuleView, Subject, Test, Verb, ruled::Ruled};
use crate::{Book, Error, Topic};
use ::rules::{ActionDraft, Filing};
use ledger::{CategoryId, RuleId, TransactionId};
use serde::Serialize;
use store::{Connection, Step, register, rules::Candidate};

/// The payees that the user does not want to be asked for.
const MUTED: &str = "rules_muted";

/// A rule that would have made a correction needless.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct Proposal {
    /// The rule that would say something else from now on; none for a new one.
    pub id: Option<RuleId>,
    pub payee: String,
    pub draft: RuleDraft,
}

/// The rule to propose after the user filed a transaction under a category: that its payee always
/// is. None without a payee, for a payee that they do not want to be asked for, when the rules say
/// so already, and when a rule with conditions of its own says otherwise.
pub async fn propose(
    book: &Book,
    id: TransactionId,
    category: CategoryId,
) -> Result<Option<Proposal>, Error> {
    let db = book.db().await?;
    let mut conn = db.read().await;
    let row = register::get(&mut conn, id).await?;
    let Some((_, payee)) = row.payee.clone() else { return Ok(None) };
    if row.transfer.is_some() || muted(&mut conn).await?.contains(&payee) {
        return Ok(None);
    }
    let ruled = book.ruled(&mut conn).await?;
    let draft = RuleDraft {
        name: payee.clone(),
        enabled: true,
        matching: Matching::All,
        conditions: vec![ConditionDraft {
            subject: Subject::Payee,
            test: Test::Is,
            value: payee.clone(),
            to: String::new(),
        }],
        actions: vec![ActionDraft {
            verb: Verb::Category,
            value: category.to_string(),
            tags: Vec::new(),
            parts: Vec::new(),
        }],
    };
    let id = match decided(&ruled, row) {
        None => None,
        Some((_, Filing::Category(same))) if same == category => return Ok(None),
        Some((rule, _)) => {
            let lookup = book.lookup(&mut conn).await?;
            let all = store::rules::list(&mut conn).await?;
            let Some(kept) = all.iter().find(|kept| kept.id == rule) else { return Ok(None) };
            let old = RuleView::of(kept, &lookup)?.draft;
            let only_category =
                matches!(old.actions.as_slice(), [one] if one.verb == Verb::Category);
            if old.conditions != draft.conditions || !only_category {
                return Ok(None);
            }
            Some(rule)
        }
    };
    Ok(Some(Proposal { id, payee, draft }))
}

/// What the rules say of a transaction, and which of them.
fn decided(ruled: &Ruled, row: register::Row) -> Option<(RuleId, Filing)> {
    let candidate = Candidate {
        id: row.id,
        account: row.account,
        date: row.date,
        amount: row.amount,
        payee: row.payee.map(|(_, name)| name).unwrap_or_default(),
        memo: row.memo,
        text: row.bank_text,
        file: String::new(),
    };
    ruled.on(&candidate).filing.map(|given| (given.rule, given.value))
}

/// Never proposes a rule for this payee again, or else does so as for others.
pub async fn mute(book: &Book, payee: &str, mute: bool) -> Result<(), Error> {
    let db = book.db().await?;
    let mut step = db.begin(crate::settings::label()).await?;
    let mut all = muted(&mut step).await?;
    all.retain(|known| known != payee);
    if mute {
        all.push(payee.to_owned());
    }
    keep(&mut step, &all).await?;
    book.commit(step, &[Topic::Payees]).await
}

/// The payees that the user does not want to be asked for.
pub(crate) async fn muted(conn: &mut Connection) -> Result<Vec<String>, Error> {
    let kept = store::settings::get(conn, MUTED).await?;
    Ok(kept.map(|json| serde_json::from_str(&json)).transpose()?.unwrap_or_default())
}

/// A payee that is not to be asked for has another name. The old one stays in the list, too: an undo
/// gives it back.
pub(super) async fn rename(step: &mut Step<'_>, old: &str, new: &str) -> Result<(), Error> {
    let mut all = muted(step).await?;
    if !all.iter().any(|known| known == old) || all.iter().any(|known| known == new) {
        return Ok(());
    }
    all.push(new.to_owned());
    keep(step, &all).await
}

async fn keep(step: &mut Step<'_>, payees: &[String]) -> Result<(), Error> {
    Ok(store::settings::set(step, MUTED, &serde_json::to_string(payees)?).await?)
}
