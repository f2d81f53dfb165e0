//! `eiq list`.

use crate::{
    account,
    args::{Args, FilterArgs, ListArgs},
    failure::Failure,
    now, output, session,
};
use app::{
    Book, accounts, categories,
    transactions::{self, Row},
};
use ledger::{AccountId, CategoryChoice, CategoryId, Filter, Period, Sort, Transfers, Window};
use std::collections::HashMap;

pub(crate) async fn run(args: &Args, which: &ListArgs) -> Result<(), Failure> {
    session::with(args, async |book| {
        let filter = filter(book, &which.filter).await?;
        let window = Window { offset: which.offset, limit: which.limit };
        let page = transactions::list(book, &filter, Sort::default(), window).await?;
        if args.json {
            return output::json(&page);
        }
        let (total, shown) = (page.total, page.rows.len());
        let sum: Vec<String> = page.sum.iter().map(|sum| output::money(*sum)).collect();
        table(book, page.rows).await?;
        output::print(&format!("{shown} of {total} transactions, in all {}", sum.join(", ")))
    })
    .await
}

pub(crate) async fn filter(book: &Book, which: &FilterArgs) -> Result<Filter, Failure> {
    let period = match (which.month, which.from, which.to) {
        (Some(month), ..) => Some(Period::month(month)),
        (None, None, None) => None,
        (None, from, to) => {
            let from = from.unwrap_or(chrono::NaiveDate::MIN);
            Some(Period::new(from, to.unwrap_or_else(|| from.max(now().today))))
        }
    };
    let account = match &which.account {
        Some(name) => Some(account::find(book, name).await?),
        None => None,
    };
    let category = match &which.category {
        Some(name) => Some(CategoryChoice::Category { id: find_category(book, name).await? }),
        None => which.uncategorised.then_some(CategoryChoice::Uncategorised),
    };
    Ok(Filter {
        period,
        account,
        category,
        payee: None,
        import: None,
        tag: None,
        without_tag: None,
        text: which.text.clone(),
        direction: which.direction,
        amount_min: which.min,
        amount_max: which.max,
        review: which.review,
        transfers: Transfers::Include,
    })
}

async fn find_category(book: &Book, name: &str) -> Result<CategoryId, Failure> {
    let all = categories::list(book).await?;
    let found = all.iter().find(|category| {
        category.key.as_deref() == Some(name) || category.name.to_lowercase() == name.to_lowercase()
    });
    found.map(|category| category.id).ok_or_else(|| Failure::Unknown {
        what: "category",
        name: name.to_owned(),
        known: all.into_iter().map(|category| category.name).collect(),
    })
}

/// The names of all accounts and categories.
struct Names {
    accounts: HashMap<AccountId, String>,
    categories: HashMap<CategoryId, String>,
}

pub(crate) async fn category_names(book: &Book) -> Result<HashMap<CategoryId, String>, Failure> {
    let all = categories::list(book).await?;
    Ok(all.into_iter().map(|category| (category.id, category.name)).collect())
}

pub(crate) async fn table(book: &Book, rows: Vec<Row>) -> Result<(), Failure> {
    let accounts = accounts::list(book).await?;
    let names = Names {
        accounts: accounts.into_iter().map(|account| (account.id, account.name)).collect(),
        categories: category_names(book).await?,
    };
    let rows = rows.into_iter().map(|row| {
        vec![
            row.date.to_string(),
            names.accounts.get(&row.account).cloned().unwrap_or_default(),
            row.payee.as_ref().map(|payee| payee.name.clone()).unwrap_or_default(),
            category(&row, &names),
            output::money(row.amount),
            row.tags.iter().map(|tag| format!("#{tag}")).collect::<Vec<_>>().join(" "),
        ]
    });
    output::table(&["Date", "Account", "Payee", "Category", "Amount", "Tags"], &[4], rows)
}

/// What the row counts as; a suggestion that nobody has confirmed stands with a question mark.
fn category(row: &Row, names: &Names) -> String {
    let name = |id: &CategoryId| names.categories.get(id).cloned().unwrap_or_default();
    if row.transfer.is_some() {
        return "(transfer)".to_owned();
    }
    let set: Vec<String> =
        row.splits.iter().filter_map(|split| split.category.as_ref()).map(name).collect();
    if set.is_empty() {
        let suggested = row.suggestion.as_ref().and_then(|suggestion| suggestion.category);
        return suggested.map(|id| format!("{}?", name(&id))).unwrap_or_default();
    }
    set.join(", ")
}
