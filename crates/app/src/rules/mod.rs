//! The user's rules: kept, tried, applied to the past, proposed, carried in files.

mod apply;
mod effects;
mod file;
mod past;
mod propose;
mod ruled;

pub use ::rules::{
    ActionDraft, ConditionDraft, Matching, PartDraft, RuleDraft, Subject, Test, Verb,
};
pub use effects::{EffectsView, FilingView, Tried, try_on};
pub use file::{RefusedRule, RulesImported, export, import};
pub use past::{RuleChange, RuleChoice, RulePreview, apply, preview};
pub use propose::{Proposal, mute, propose};

pub(crate) use apply::{Change, carry_out};
pub(crate) use propose::muted;
pub(crate) use ruled::{Ruled, words};

use crate::{Book, Error, Now, Topic, lookup::Lookup};
use ledger::{CategoryId, Code, Field, Problem, RuleId, StepKind, StepLabel};
use serde::Serialize;
use store::{Step, rules::Kept};

/// Most rules of a profile.
pub const MAX_RULES: usize = 1_000;

/// A rule in its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct RuleView {
    pub id: RuleId,
    /// Amounts with a decimal point, days in ISO form, categories and accounts by id.
    pub draft: RuleDraft,
    /// Why it rests: it names what has been deleted.
    pub problems: Vec<Problem>,
}

impl RuleView {
    fn of(kept: &Kept, lookup: &Lookup) -> Result<Self, Error> {
        let draft: RuleDraft = serde_json::from_str(&kept.draft)?;
        let problems = match draft.parse_kept(lookup) {
            Ok(_) => Vec::new(),
            Err(problems) => problems.as_slice().to_vec(),
        };
        Ok(Self { id: kept.id, draft, problems })
    }
}

/// All rules in the user's order.
pub async fn list(book: &Book) -> Result<Vec<RuleView>, Error> {
    let db = book.db().await?;
    let mut conn = db.read().await;
    let lookup = book.lookup(&mut conn).await?;
    let all = store::rules::list(&mut conn).await?;
    all.iter().map(|kept| RuleView::of(kept, &lookup)).collect()
}

/// Adds a rule behind the others, or replaces what the one with this id says. It acts on what comes
/// from now on; [`apply`] is for the past.
///
/// # Errors
/// [`Error::Invalid`] with everything that is wrong with the draft.
pub async fn save(
    book: &Book,
    id: Option<RuleId>,
    draft: &RuleDraft,
    now: Now,
) -> Result<RuleView, Error> {
    let db = book.db().await?;
    let (rule, count) = {
        let mut conn = db.read().await;
        let lookup = book.lookup(&mut conn).await?;
        let rule = draft.parse(book.session().settings.writing(now.today), &*lookup)?;
        (rule, store::rules::list(&mut conn).await?.len())
    };
    if id.is_none() && count >= MAX_RULES {
        return Err(Error::invalid(Field::Name, Code::OutOfRange));
    }
    let kept = rule.draft();
    let json = serde_json::to_string(&kept)?;
    let kind = if id.is_some() { StepKind::EditRule } else { StepKind::AddRule };
    let mut step = db.begin(label(kind, 1, &rule.name)).await?;
    let id = match id {
        Some(id) => {
            store::rules::update(&mut step, id, &json).await?;
            id
        }
        None => store::rules::create(&mut step, &json).await?,
    };
    book.cache().forget_rules();
    book.commit(step, &[Topic::Rules]).await?;
    Ok(RuleView { id, draft: kept, problems: Vec::new() })
}

/// Deletes a rule; what it did stays.
pub async fn delete(book: &Book, id: RuleId) -> Result<(), Error> {
    let name = find(book, id).await?.draft.name;
    let db = book.db().await?;
    let mut step = db.begin(label(StepKind::DeleteRule, 1, &name)).await?;
    store::rules::delete(&mut step, id).await?;
    book.cache().forget_rules();
    book.commit(step, &[Topic::Rules]).await
}

/// Puts the rules into this order: of each thing that can be set, the first that says it wins.
pub async fn reorder(book: &Book, ids: &[RuleId]) -> Result<(), Error> {
    let db = book.db().await?;
    let mut step = db.begin(label(StepKind::ReorderRules, 1, "")).await?;
    store::rules::reorder(&mut step, ids).await?;
    book.cache().forget_rules();
    book.commit(step, &[Topic::Rules]).await
}

/// Makes rules name another category where they name one of those that have gone; where there is no
/// other, a part of a split is without one, and a rule that files under it rests.
pub(crate) async fn refile(
    step: &mut Step<'_>,
    gone: &[CategoryId],
    to: Option<CategoryId>,
) -> Result<(), Error> {
    rewrite(step, |draft| draft.refile(gone, to)).await
}

/// Makes rules, and what is not to be asked about, name a payee as it is called now.
pub(crate) async fn rename_payee(step: &mut Step<'_>, old: &str, new: &str) -> Result<(), Error> {
    propose::rename(step, old, new).await?;
    rewrite(step, |draft| draft.rename_payee(old, new)).await
}

/// Changes the rules of which `change` says that it did.
async fn rewrite(
    step: &mut Step<'_>,
    change: impl Fn(&mut RuleDraft) -> bool,
) -> Result<(), Error> {
    for kept in store::rules::list(step).await? {
        let mut draft: RuleDraft = serde_json::from_str(&kept.draft)?;
        if change(&mut draft) {
            store::rules::update(step, kept.id, &serde_json::to_string(&draft)?).await?;
        }
    }
    Ok(())
}

async fn find(book: &Book, id: RuleId) -> Result<RuleView, Error> {
    list(book).await?.into_iter().find(|rule| rule.id == id).ok_or(Error::NotFound)
}

fn label(kind: StepKind, count: u32, name: &str) -> StepLabel {
    StepLabel { kind, count, name: name.to_owned() }
}
