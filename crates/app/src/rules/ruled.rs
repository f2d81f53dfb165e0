//! The rules made ready, with what they are called.

use crate::{Error, lookup::Lookup, transactions::is_open};
use ::rules::{Compiled, Effects, Filing, Row, Rule, RuleDraft};
use classifier::{Reason, Source};
use ledger::{CategoryId, RuleId, draft::NewTransaction};
use std::collections::HashMap;
use store::{
    Connection,
    rules::Candidate,
    suggestions::{State, Suggestion},
};

/// The rules made ready, with what they are called.
pub(crate) struct Ruled {
    compiled: Compiled,
    names: HashMap<RuleId, String>,
}

impl Ruled {
    /// All that are in use. One that names what has been deleted rests.
    pub(crate) async fn load(conn: &mut Connection, lookup: &Lookup) -> Result<Self, Error> {
        let mut all = Vec::new();
        for kept in store::rules::list(conn).await? {
            let draft: RuleDraft = serde_json::from_str(&kept.draft)?;
            if let Ok(rule) = draft.parse_kept(lookup) {
                all.push((kept.id, rule));
            }
        }
        Ok(Self::of(&all))
    }

    pub(crate) fn of(all: &[(RuleId, Rule)]) -> Self {
        Self {
            compiled: Compiled::new(all.iter().map(|(id, rule)| (*id, rule))),
            names: all.iter().map(|(id, rule)| (*id, rule.name.clone())).collect(),
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.compiled.is_empty()
    }

    pub(crate) fn evaluate(&self, row: &Row<'_>) -> Effects {
        self.compiled.evaluate(row)
    }

    /// What they do to a transaction that is there.
    pub(crate) fn on(&self, row: &Candidate) -> Effects {
        let typed;
        let text = match &row.text {
            Some(text) => text.as_str(),
            None => {
                typed = words(&row.payee, &row.memo);
                &typed
            }
        };
        self.evaluate(&Row {
            payee: &row.payee,
            text,
            file: &row.file,
            amount: row.amount,
            account: row.account,
            date: row.date,
        })
    }

    /// What they do to one that is about to be added by hand.
    pub(crate) fn on_new(&self, new: &NewTransaction) -> Effects {
        let text = words(&new.payee, &new.memo);
        self.evaluate(&Row {
            payee: &new.payee,
            text: &text,
            file: "",
            amount: new.amount,
            account: new.account,
            date: new.date,
        })
    }

    /// Fills in what is empty in a transaction that is about to be added by hand; what is to be
    /// noted beside it when it was a rule that filed it. Its payee stays as typed, and no second
    /// transaction is made for a transfer.
    pub(crate) fn fill(&self, new: &mut NewTransaction) -> Result<Option<Suggestion>, Error> {
        let effects = self.on_new(new);
        if let Some(given) = effects.memo.as_ref().filter(|_| new.memo.is_empty()) {
            new.memo.clone_from(&given.value);
        }
        if new.tags.is_empty() {
            new.tags.clone_from(&effects.tags);
        }
        if !is_open(new) {
            return Ok(None);
        }
        match effects.filing.as_ref().map(|given| &given.value) {
            Some(Filing::Category(id)) => {
                new.splits.iter_mut().for_each(|split| split.category = Some(*id));
            }
            Some(Filing::Splits(splits)) => new.splits.clone_from(splits),
            Some(Filing::Transfer(_)) | None => {}
        }
        self.suggestion(&effects)
    }

    /// The name of a rule.
    pub(crate) fn name(&self, id: RuleId) -> &str {
        self.names.get(&id).map_or("", String::as_str)
    }

    /// What is noted beside a transaction that a rule filed; none for a transfer.
    pub(crate) fn suggestion(&self, effects: &Effects) -> Result<Option<Suggestion>, Error> {
        let category = match effects.filing.as_ref().map(|given| &given.value) {
            Some(Filing::Category(id)) => Some(*id),
            Some(Filing::Splits(_)) => None,
            Some(Filing::Transfer(_)) | None => return Ok(None),
        };
        self.noted(effects, category).map(Some)
    }

    /// That a rule decided, and which.
    pub(crate) fn noted(
        &self,
        effects: &Effects,
        category: Option<CategoryId>,
    ) -> Result<Suggestion, Error> {
        let rule = match &effects.filing {
            Some(given) => Some(given.rule),
            None => effects.rules.first().copied(),
        };
        let name = rule.map_or("", |rule| self.name(rule)).to_owned();
        Ok(Suggestion {
            category,
            source: Source::Rule.as_str().to_owned(),
            confidence_permille: Some(1000),
            reason: serde_json::to_string(&Reason::Rule { name })?,
            state: if effects.reviewed { State::Accepted } else { State::Applied },
        })
    }
}

/// What stands for the bank's text in a transaction that was typed.
pub(crate) fn words(payee: &str, memo: &str) -> String {
    format!("{payee} {memo}").trim().to_owned()
}
