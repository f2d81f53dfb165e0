//! `eiq rules`.

use crate::{
    args::{ApplyArgs, Args, RulesCommand},
    failure::Failure,
    list, now, output, session,
};
use app::{
    Book, accounts,
    rules::{
        self, ConditionDraft, EffectsView, FilingView, Matching, RuleChoice, RuleDraft,
        RulePreview, RuleView, Subject, Test, Verb,
    },
};
use ledger::{AccountId, CategoryId, Window, filter::MAX_WINDOW};
use serde::Serialize;
use std::{collections::HashMap, fs};

pub(crate) async fn run(args: &Args, what: &RulesCommand) -> Result<(), Failure> {
    session::with(args, async |book| match what {
        RulesCommand::List => show(args, book).await,
        RulesCommand::Export => export(book).await,
        RulesCommand::Import { file } => {
            let failed = |error| Failure::Io { what: "read the file", error };
            let json = fs::read(file).map_err(failed)?;
            import(args, book, &json).await
        }
        RulesCommand::Apply(how) => apply(args, book, how).await,
    })
    .await
}

async fn show(args: &Args, book: &Book) -> Result<(), Failure> {
    let all = rules::list(book).await?;
    if args.json {
        return output::json(&all);
    }
    let names = Names::load(book).await?;
    let rows = all.iter().enumerate().map(|(at, rule)| {
        let used = rule.draft.enabled && rule.problems.is_empty();
        let number = if used { (at + 1).to_string() } else { "-".to_owned() };
        vec![number, rule.draft.name.clone(), names.rule(&rule.draft)]
    });
    output::table(&["", "Rule", "What it does"], &[], rows)
}

async fn export(book: &Book) -> Result<(), Failure> {
    output::print(rules::export(book).await?.trim_end())
}

async fn import(args: &Args, book: &Book, json: &[u8]) -> Result<(), Failure> {
    let done = rules::import(book, json).await?;
    if args.json {
        return output::json(&done);
    }
    output::print(&format!("Added {}, there already {}.", done.added, done.there))?;
    for rule in &done.refused {
        output::print(&format!("Left out, it names what does not exist here: {}", rule.name))?;
    }
    Ok(())
}

/// What `eiq rules apply --json` answers; `applied` is none on a dry run.
#[derive(Serialize)]
struct Answer {
    preview: RulePreview,
    applied: Option<u32>,
}

async fn apply(args: &Args, book: &Book, how: &ApplyArgs) -> Result<(), Failure> {
    let choice = match &how.rule {
        Some(name) => RuleChoice::One { id: find(book, name).await?.id },
        None => RuleChoice::All,
    };
    let keep_mine = !how.overwrite;
    let window = Window { offset: 0, limit: MAX_WINDOW };
    let preview = rules::preview(book, &choice, keep_mine, window, now()).await?;
    let applied = match how.dry_run {
        true => None,
        false => Some(rules::apply(book, &choice, keep_mine, now()).await?),
    };
    let answer = Answer { preview, applied };
    if args.json {
        return output::json(&answer);
    }
    let names = Names::load(book).await?;
    let RulePreview { matched, changed, kept, rows } = &answer.preview;
    let lines = rows.iter().map(|change| {
        vec![
            change.row.date.to_string(),
            change.row.payee.as_ref().map(|payee| payee.name.clone()).unwrap_or_default(),
            output::money(change.row.amount),
            names.effects(&change.effects),
        ]
    });
    if !rows.is_empty() {
        output::table(&["Date", "Payee", "Amount", "Becomes"], &[2], lines)?;
    }
    output::print(&format!("{matched} fit, {changed} change, {kept} stay since you chose them."))?;
    match applied {
        None => output::print("Nothing was changed."),
        Some(changed) => output::print(&format!("Changed {changed}.")),
    }
}

async fn find(book: &Book, name: &str) -> Result<RuleView, Failure> {
    let all = rules::list(book).await?;
    let known: Vec<String> = all.iter().map(|rule| rule.draft.name.clone()).collect();
    let is_meant = |rule: &RuleView| rule.draft.name.to_lowercase() == name.to_lowercase();
    all.into_iter().find(is_meant).ok_or_else(|| Failure::Unknown {
        what: "rule",
        name: name.to_owned(),
        known,
    })
}

/// The names of all accounts and categories.
struct Names {
    accounts: HashMap<AccountId, String>,
    categories: HashMap<CategoryId, String>,
}

impl Names {
    async fn load(book: &Book) -> Result<Self, Failure> {
        let accounts = accounts::list(book).await?;
        Ok(Self {
            accounts: accounts.into_iter().map(|account| (account.id, account.name)).collect(),
            categories: list::category_names(book).await?,
        })
    }

    fn category(&self, id: &str) -> String {
        let name = id.parse().ok().and_then(|id| self.categories.get(&id));
        name.map_or_else(|| "?".to_owned(), String::clone)
    }

    fn account(&self, id: &str) -> String {
        let name = id.parse().ok().and_then(|id| self.accounts.get(&id));
        name.map_or_else(|| "?".to_owned(), String::clone)
    }

    /// `payee contains "LIDL" and amount under -50: category Food`.
    fn rule(&self, rule: &RuleDraft) -> String {
        let between = match rule.matching {
            Matching::All => " and ",
            Matching::Any => " or ",
        };
        let conditions: Vec<String> =
            rule.conditions.iter().map(|condition| self.condition(condition)).collect();
        let actions = rule.actions.iter().map(|action| match action.verb {
            Verb::Category => format!("category {}", self.category(&action.value)),
            Verb::Payee => format!("payee {}", action.value),
            Verb::Tags => format!("tags {}", action.tags.join(" ")),
            Verb::Memo => format!("memo {}", action.value),
            Verb::Transfer => format!("transfer with {}", self.account(&action.value)),
            Verb::Reviewed => "reviewed".to_owned(),
            Verb::Split => {
                let parts = action.parts.iter().map(|part| {
                    let share = if part.share.is_empty() { "rest" } else { &part.share };
                    format!("{share} {}", self.category(&part.category))
                });
                format!("split {}", parts.collect::<Vec<_>>().join(" + "))
            }
        });
        format!("{}: {}", conditions.join(between), actions.collect::<Vec<_>>().join(", "))
    }

    fn condition(&self, condition: &ConditionDraft) -> String {
        let subject = match condition.subject {
            Subject::Payee => "payee",
            Subject::Text => "text",
            Subject::File => "file",
            Subject::Amount => "amount",
            Subject::Date => "date",
            Subject::Account => return format!("account {}", self.account(&condition.value)),
        };
        let test = match condition.test {
            Test::Contains => "contains",
            Test::Is => "is",
            Test::StartsWith => "starts with",
            Test::Regex => "matches",
            Test::Under => "under",
            Test::Over => "over",
            Test::From => "from",
            Test::Until => "until",
            Test::Between => {
                return format!("{subject} {} to {}", condition.value, condition.to);
            }
        };
        let quote = match condition.subject {
            Subject::Amount | Subject::Date => "",
            _ => "\"",
        };
        format!("{subject} {test} {quote}{}{quote}", condition.value)
    }

    fn effects(&self, effects: &EffectsView) -> String {
        let category = |id: &CategoryId| self.category(&id.to_string());
        let mut all = Vec::new();
        all.extend(effects.payee.iter().map(|name| format!("payee {name}")));
        match &effects.filing {
            None => {}
            Some(FilingView::Category { id }) => all.push(category(id)),
            Some(FilingView::Transfer { account }) => {
                all.push(format!("transfer with {}", self.account(&account.to_string())));
            }
            Some(FilingView::Split { parts }) => all.extend(parts.iter().map(|part| {
                let name = part.category.as_ref().map(category).unwrap_or_default();
                format!("{} {name}", part.amount).trim_end().to_owned()
            })),
        }
        all.extend(effects.memo.iter().map(|memo| format!("memo {memo}")));
        all.extend(effects.tags.iter().map(|tag| format!("#{tag}")));
        if effects.reviewed {
            all.push("reviewed".to_owned());
        }
        all.join(", ")
    }
}
