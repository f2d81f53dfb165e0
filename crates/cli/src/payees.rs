//! `eiq payees`.

use crate::{args::Args, failure::Failure, list::category_names, output, session};
use app::{
    Book,
    payees::{self, PayeeOrder},
};
use ledger::{PayeeId, Window, filter::MAX_WINDOW};

pub(crate) async fn list(args: &Args, text: &str) -> Result<(), Failure> {
    let window = Window { offset: 0, limit: MAX_WINDOW };
    let (page, names) = session::with(args, async |book| {
        let page = payees::page(book, text, PayeeOrder::Transactions, window).await?;
        Ok((page, category_names(book).await?))
    })
    .await?;
    if args.json {
        return output::json(&page);
    }
    let shown = page.payees.len();
    let rows = page.payees.into_iter().map(|payee| {
        let category = payee.category.and_then(|id| names.get(&id).cloned());
        vec![
            payee.name,
            category.unwrap_or_default(),
            payee.transactions.to_string(),
            payee.last.map(|day| day.to_string()).unwrap_or_default(),
            payee.aliases.join(", "),
        ]
    });
    output::table(&["Payee", "Usually", "Transactions", "Last", "Also"], &[2], rows)?;
    output::print(&format!("{shown} of {} payees", page.total))
}

pub(crate) async fn rename(args: &Args, name: &str, new: &str) -> Result<(), Failure> {
    session::with(args, async |book| {
        let id = find(book, name).await?;
        Ok(payees::rename(book, id, new).await?)
    })
    .await
}

pub(crate) async fn merge(args: &Args, into: &str, others: &[String]) -> Result<(), Failure> {
    let changed = session::with(args, async |book| {
        let stays = find(book, into).await?;
        let mut from = Vec::with_capacity(others.len());
        for name in others {
            from.push(find(book, name).await?);
        }
        Ok(payees::merge(book, &from, stays).await?)
    })
    .await?;
    if args.json {
        return output::json(&serde_json::json!({ "changed": changed }));
    }
    output::print(&format!("{changed} transactions are of {into} now"))
}

async fn find(book: &Book, name: &str) -> Result<PayeeId, Failure> {
    let found = payees::list(book, name).await?;
    let exact = found.iter().find(|payee| payee.name.to_lowercase() == name.to_lowercase());
    exact.map(|payee| payee.id).ok_or_else(|| Failure::Unknown {
        what: "payee",
        name: name.to_owned(),
        known: found.into_iter().map(|payee| payee.name).collect(),
    })
}
