//! Rules carried in a file: JSON, with categories and accounts by name instead of by id.

use super::{MAX_RULES, RuleView, label};
use crate::{Book, Error, Topic, lookup::Lookup};
use ::rules::{RuleDraft, Subject, Verb};
use ledger::{Code, Field, Problem, StepKind};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use store::{Connection, categories::Category};

/// Largest file that is read, in bytes.
const LARGEST: usize = 4 * 1024 * 1024;
/// Between the names of a category's path.
const PATH: &str = " > ";

/// A file of rules.
#[derive(Serialize, Deserialize)]
struct RulesFile {
    format: Format,
    version: u32,
    rules: Vec<RuleDraft>,
}

#[derive(Serialize, Deserialize)]
enum Format {
    #[serde(rename = "expenseiq-rules")]
    Rules,
}

const VERSION: u32 = 1;

/// What came of a file of rules.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct RulesImported {
    /// Put behind the others.
    pub added: u32,
    /// Left out, since there is the same already.
    pub there: u32,
    pub refused: Vec<RefusedRule>,
}

/// A rule that was not taken in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct RefusedRule {
    pub name: String,
    pub problems: Vec<Problem>,
}

/// All rules as JSON, in their order. One that rests keeps the ids of what has gone.
pub async fn export(book: &Book) -> Result<String, Error> {
    let db = book.db().await?;
    let mut conn = db.read().await;
    let lookup = book.lookup(&mut conn).await?;
    let names = Names::load(&mut conn, &lookup).await?;
    let mut rules = Vec::new();
    for kept in store::rules::list(&mut conn).await? {
        let mut draft = RuleView::of(&kept, &lookup)?.draft;
        names.replace(&mut draft, &names.category_names, &names.account_names);
        rules.push(draft);
    }
    let file = RulesFile { format: Format::Rules, version: VERSION, rules };
    Ok(serde_json::to_string_pretty(&file)? + "\n")
}

/// Takes the rules of a file in, behind those that are there, as one step.
///
/// # Errors
/// [`Error::Invalid`] (file) when it is no file of rules, or of a later version.
pub async fn import(book: &Book, json: &[u8]) -> Result<RulesImported, Error> {
    if json.len() > LARGEST {
        return Err(Error::invalid(Field::File, Code::TooLong));
    }
    let wrong = || Error::invalid(Field::File, Code::Wrong);
    let file: RulesFile = serde_json::from_slice(json).map_err(|_| wrong())?;
    if file.version != VERSION {
        return Err(wrong());
    }
    let db = book.db().await?;
    let mut step = db.begin(label(StepKind::ImportRules, 0, "")).await?;
    let lookup = book.lookup(&mut step).await?;
    let names = Names::load(&mut step, &lookup).await?;
    let mut there: Vec<String> =
        store::rules::list(&mut step).await?.into_iter().map(|kept| kept.draft).collect();
    if there.len() + file.rules.len() > MAX_RULES {
        return Err(Error::invalid(Field::File, Code::OutOfRange));
    }
    let mut done = RulesImported { added: 0, there: 0, refused: Vec::new() };
    for mut draft in file.rules {
        names.replace(&mut draft, &names.category_ids, &names.account_ids);
        match draft.parse_kept(&*lookup) {
            Err(problems) => done
                .refused
                .push(RefusedRule { name: draft.name, problems: problems.as_slice().to_vec() }),
            Ok(rule) => {
                let json = serde_json::to_string(&rule.draft())?;
                if there.contains(&json) {
                    done.there += 1;
                } else {
                    store::rules::create(&mut step, &json).await?;
                    done.added += 1;
                    there.push(json);
                }
            }
        }
    }
    step.label.count = done.added;
    book.cache().forget_rules();
    book.commit(step, &[Topic::Rules]).await?;
    Ok(done)
}

/// Ids by name and names by id, both as text.
struct Names {
    /// The key of a built-in category, the path of any other.
    category_names: HashMap<String, String>,
    account_names: HashMap<String, String>,
    /// By key and by path, in lower case.
    category_ids: HashMap<String, String>,
    account_ids: HashMap<String, String>,
}

impl Names {
    async fn load(conn: &mut Connection, lookup: &Lookup) -> Result<Self, Error> {
        let tree = store::categories::list(conn).await?;
        let mut names = Self {
            category_names: HashMap::new(),
            account_names: HashMap::new(),
            category_ids: HashMap::new(),
            account_ids: HashMap::new(),
        };
        for category in &tree {
            let (id, path) = (category.id.to_string(), path(category, &tree));
            names.category_ids.insert(path.to_lowercase(), id.clone());
            if let Some(key) = &category.key {
                names.category_ids.insert(key.clone(), id.clone());
            }
            names.category_names.insert(id, category.key.clone().unwrap_or(path));
        }
        for account in &lookup.accounts {
            let id = account.id.to_string();
            names.account_ids.insert(account.name.to_lowercase(), id.clone());
            names.account_names.insert(id, account.name.clone());
        }
        Ok(names)
    }

    /// Replaces what the lists know, and leaves what they do not for the parser to refuse.
    fn replace(
        &self,
        draft: &mut RuleDraft,
        categories: &HashMap<String, String>,
        accounts: &HashMap<String, String>,
    ) {
        let swap = |text: &mut String, by: &HashMap<String, String>| {
            if text.is_empty() {
                return;
            }
            match by.get(text.trim().to_lowercase().as_str()) {
                Some(other) => text.clone_from(other),
                // A number that is no name must not be taken for an id of this profile.
                None if text.parse::<i64>().is_ok() => *text = format!("?{text}"),
                None => {}
            }
        };
        for condition in &mut draft.conditions {
            if condition.subject == Subject::Account {
                swap(&mut condition.value, accounts);
            }
        }
        for action in &mut draft.actions {
            match action.verb {
                Verb::Category => swap(&mut action.value, categories),
                Verb::Transfer => swap(&mut action.value, accounts),
                Verb::Split => {
                    action.parts.iter_mut().for_each(|part| swap(&mut part.category, categories));
                }
                Verb::Payee | Verb::Tags | Verb::Memo | Verb::Reviewed => {}
            }
        }
    }
}

/// `Hobby > Kites`, from the top. A category of each kind may have the same; the first is meant.
fn path(category: &Category, tree: &[Category]) -> String {
    let mut path = category.name.clone();
    let mut above = category.parent;
    while let Some(parent) = above.and_then(|id| tree.iter().find(|one| one.id == id)) {
        path = format!("{}{PATH}{path}", parent.name);
        above = parent.parent;
    }
    path
}
