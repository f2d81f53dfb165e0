//! The facts of a period as a model may see them: figures, the names of categories, and those of
//! payees as far as they may be sent. No row, no text of one, no balance.

use assistant::redact::{self, Own};
use ledger::insight::{Fact, Insight};
use serde_json::{Map, Value, json};
use std::collections::HashMap;

/// Most facts of a note, the most telling first.
const MOST: usize = 16;
/// In place of a payee who is a person.
const SOMEBODY: &str = "somebody";
/// In place of a category.
const UNFILED: &str = "without a category";

/// `categories` are their names by id.
pub(super) fn facts(
    period: &str,
    currency: &str,
    insights: &[Insight],
    categories: &HashMap<String, String>,
    own: &Own,
) -> Value {
    // What is on the account, and when money comes in, is nobody's business.
    let told = insights.iter().filter(|one| !matches!(one.fact, Fact::Payday { .. }));
    let told = told.take(MOST).filter_map(|one| serde_json::to_value(&one.fact).ok());
    let told: Vec<Value> = told.map(|fact| plain(fact, categories, own)).collect();
    json!({ "period": period, "currency": currency, "facts": told })
}

/// Without what leads to rows, with names instead of ids, and with amounts as plain decimals.
fn plain(value: Value, categories: &HashMap<String, String>, own: &Own) -> Value {
    match value {
        Value::Object(mut map) => {
            if let (Some(amount), true) = (map.get("amount"), map.contains_key("currency")) {
                return amount.clone();
            }
            map.retain(|key, _| !matches!(key.as_str(), "id" | "rows"));
            let named = map.into_iter().map(|(key, value)| {
                let value = match (key.as_str(), value) {
                    ("category", Value::String(id)) => json!(categories.get(&id)),
                    ("category", Value::Null) => json!(UNFILED),
                    ("name", Value::String(name)) => {
                        json!(redact::merchant(&name, "", own).as_deref().unwrap_or(SOMEBODY))
                    }
                    (_, value) => plain(value, categories, own),
                };
                (key, value)
            });
            Value::Object(named.collect::<Map<String, Value>>())
        }
        Value::Array(all) => {
            Value::Array(all.into_iter().map(|one| plain(one, categories, own)).collect())
        }
        other => other,
    }
}
