//! What rules do, as the screen shows it; and rules tried on a text.

use super::Ruled;
use crate::{Book, Error, Now, transactions::SplitView};
use ::rules::{Effects, Filing, Row, RuleDraft, Subject};
use ledger::{
    AccountId, CategoryId, Currency, Direction, Field, Money, Problems, RuleId,
    draft::{MAX_MEMO, money},
    problem::line,
};
use serde::Serialize;

/// What rules set on one transaction; what they leave alone is empty.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct EffectsView {
    pub payee: Option<String>,
    pub memo: Option<String>,
    /// To be added.
    pub tags: Vec<String>,
    pub filing: Option<FilingView>,
    /// It needs no review.
    pub reviewed: bool,
    /// Names of the rules that had a part in it.
    pub rules: Vec<String>,
}

/// Where a transaction is filed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum FilingView {
    Category { id: CategoryId },
    Split { parts: Vec<SplitView> },
    Transfer { account: AccountId },
}

impl EffectsView {
    pub(crate) fn of(effects: &Effects, ruled: &Ruled) -> Self {
        Self {
            payee: effects.payee.as_ref().map(|given| given.value.clone()),
            memo: effects.memo.as_ref().map(|given| given.value.clone()),
            tags: effects.tags.clone(),
            filing: effects.filing.as_ref().map(|given| FilingView::of(&given.value)),
            reviewed: effects.reviewed,
            rules: effects.rules.iter().map(|id| ruled.name(*id).to_owned()).collect(),
        }
    }
}

impl FilingView {
    fn of(filing: &Filing) -> Self {
        match filing {
            Filing::Category(id) => Self::Category { id: *id },
            Filing::Transfer(account) => Self::Transfer { account: *account },
            Filing::Splits(splits) => Self::Split {
                parts: splits
                    .iter()
                    .map(|split| SplitView {
                        category: split.category,
                        amount: split.amount,
                        note: split.note.clone(),
                    })
                    .collect(),
            },
        }
    }
}

/// What came of trying rules on a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct Tried {
    /// The name that is seen in the text.
    pub payee: String,
    pub matches: bool,
    pub effects: EffectsView,
}

/// Tries rules on a text as a bank might write it, with an amount as typed (none: one unit out),
/// today, on the account that the draft asks for or else the first: a draft alone, or all rules in
/// their order.
///
/// # Errors
/// [`Error::Invalid`] with everything that is wrong with draft, text or amount.
pub async fn try_on(
    book: &Book,
    draft: Option<&RuleDraft>,
    text: &str,
    amount: &str,
    now: Now,
) -> Result<Tried, Error> {
    let db = book.db().await?;
    let mut conn = db.read().await;
    let lookup = book.lookup(&mut conn).await?;
    let writing = book.session().settings.writing(now.today);
    let wanted = draft.and_then(account_of).and_then(|id| lookup.find(id));
    let account = wanted.or_else(|| lookup.open_accounts().next());
    let currency = account.map_or(Currency::EUR, |account| account.currency);
    let mut problems = Problems::none();
    let text = problems.take(Field::Memo, line(text, MAX_MEMO)).unwrap_or_default();
    let amount = match amount.trim() {
        "" => Ok(Money::from_minor(-1, currency)),
        typed => money(typed, writing, currency, Direction::Expense),
    };
    let amount = problems.take(Field::Amount, amount).unwrap_or(Money::zero(currency));
    problems.into_result()?;
    let alone;
    let all;
    let ruled = match draft {
        Some(draft) => {
            let rule = RuleDraft { enabled: true, ..draft.clone() }.parse(writing, &*lookup)?;
            alone = Ruled::of(&[(RuleId::new(0), rule)]);
            &alone
        }
        None => {
            all = book.ruled(&mut conn).await?;
            &*all
        }
    };
    let payee = book.judge(&mut conn).await?.payee(&text).name;
    let effects = ruled.evaluate(&Row {
        payee: &payee,
        text: &text,
        file: "",
        amount,
        account: account.map_or(AccountId::new(0), |account| account.id),
        date: now.today,
    });
    let shown = EffectsView::of(&effects, ruled);
    Ok(Tried { payee, matches: !effects.is_empty(), effects: shown })
}

/// The account that a condition of the draft names.
fn account_of(draft: &RuleDraft) -> Option<AccountId> {
    let condition = draft.conditions.iter().find(|one| one.subject == Subject::Account)?;
    condition.value.parse().ok()
}
