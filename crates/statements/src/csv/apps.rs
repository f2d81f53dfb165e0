//! Books of other apps: their categories, transfers and splits, which each of them writes in its own way.
//!
//! The columns are those that the apps export, as of: Actual 25, YNAB (and YNAB 4), Mint, Firefly III 6, HomeBank 5,
//! Money Manager Ex 1.8.

use std::collections::HashSet;

use crate::csv::{cells, splits, texts};
use crate::fold;
use crate::layout::{Layout, Role};
use crate::statement::Row;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum App {
    Actual,
    Ynab,
    Mint,
    Firefly,
    HomeBank,
    MoneyManagerEx,
}

/// Columns that only a file of the app has together, folded.
const SIGNS: &[(App, &[&str])] = &[
    (App::Ynab, &["account", "payee", "category group category", "outflow", "inflow", "cleared"]),
    (App::Ynab, &["account", "payee", "master category", "outflow", "inflow", "cleared"]),
    (App::Actual, &["account", "date", "payee", "notes", "category", "amount", "cleared"]),
    (App::Mint, &["original description", "transaction type", "category", "account name"]),
    (App::Firefly, &["journal id", "type", "amount", "source name", "destination name"]),
    (App::HomeBank, &["date", "paymode", "payee", "memo", "amount", "category"]),
    (App::HomeBank, &["date", "payment", "payee", "memo", "amount", "category", "tags"]),
    (App::MoneyManagerEx, &["date", "number", "payee", "status", "category", "notes"]),
    (App::MoneyManagerEx, &["date", "account", "payee", "category", "subcategory", "number"]),
];

/// The app whose header this is.
pub(crate) fn recognise(names: &[String]) -> Option<App> {
    let names: HashSet<String> = names.iter().map(|name| fold::words(name)).collect();
    let fits = |(_, signs): &&(App, &[&str])| signs.iter().all(|sign| names.contains(*sign));
    SIGNS.iter().find(fits).map(|(app, _)| *app)
}

/// Corrects roles where the app means more by its columns than their names say.
pub(crate) fn assign(app: App, names: &[String], roles: &mut [Role]) {
    let has = |wanted: &str| names.iter().any(|name| fold::words(name) == wanted);
    for (name, role) in names.iter().zip(roles) {
        *role = match (app, fold::words(name).as_str()) {
            // The path stands in two columns of its own too.
            (App::Ynab, "category group category") if has("category group") => Role::Ignore,
            (App::Ynab, "category") if has("sub category") => Role::Ignore,
            (App::Ynab, "flag") | (_, "cleared" | "reconciled" | "split amount") => Role::Ignore,
            (App::MoneyManagerEx, "status") | (App::HomeBank, "c" | "paymode" | "payment") => {
                Role::Ignore
            }
            (App::Firefly, name) => firefly_role(name),
            (App::Actual, "notes") => Role::Memo,
            (_, "payee") => Role::Payee,
            (_, "tags" | "labels") => Role::Tags,
            _ => continue,
        };
    }
}

/// Its rows are of two accounts each; which is whose is seen to in [`Sides`].
fn firefly_role(name: &str) -> Role {
    match name {
        "date" => Role::Date,
        "amount" => Role::Amount,
        "currency code" => Role::Currency,
        "description" => Role::Memo,
        "category" => Role::Category,
        "tags" => Role::Tags,
        "group id" => Role::BankId,
        _ => Role::Ignore,
    }
}

/// What stands in the place of a category where there is none, folded: money that is not budgeted yet, transfers.
const NO_CATEGORY: &[(App, &str)] = &[
    (App::Ynab, "inflow ready to assign"),
    (App::Ynab, "inflow to be budgeted"),
    (App::Ynab, "income available this month"),
    (App::Ynab, "income available next month"),
    (App::Mint, "uncategorized"),
    (App::Mint, "transfer"),
    (App::Mint, "credit card payment"),
    (App::MoneyManagerEx, "transfer"),
];

/// The rows as the app means them.
pub(crate) fn shaped(app: App, mut rows: Vec<Row>, layout: &Layout) -> Vec<Row> {
    for row in &mut rows {
        let path = fold::words(&row.category.join(" "));
        if NO_CATEGORY.contains(&(app, path.as_str())) {
            row.category.clear();
        }
    }
    match app {
        App::Firefly => {
            let sides = Sides::of(layout);
            splits::by_id(
                rows.into_iter().flat_map(|row| sides.rows(row, layout.delimiter)).collect(),
            )
        }
        App::Actual => splits::by_mark(with_transfers_by_payee(rows)),
        App::Ynab => {
            let transfer = |row: &Row| row.payee.strip_prefix("Transfer : ").map(str::to_owned);
            splits::by_mark(with_transfers(rows, transfer))
        }
        App::MoneyManagerEx => with_transfers(rows, |row| {
            row.payee.strip_prefix(['>', '<']).map(|account| account.trim().to_owned())
        }),
        App::HomeBank => rows
            .into_iter()
            .map(|row| {
                let tags = row.tags.iter().flat_map(|tags| tags.split_whitespace());
                Row { tags: tags.map(str::to_owned).collect(), ..row }
            })
            .collect(),
        App::Mint => rows,
    }
}

fn with_transfers(mut rows: Vec<Row>, transfer: impl Fn(&Row) -> Option<String>) -> Vec<Row> {
    for row in &mut rows {
        row.transfer = transfer(row).filter(|account| !account.is_empty());
    }
    rows
}

/// The payee of a transfer is the other account.
fn with_transfers_by_payee(rows: Vec<Row>) -> Vec<Row> {
    let accounts: HashSet<String> = rows.iter().filter_map(|row| row.account.clone()).collect();
    with_transfers(rows, |row| {
        let is_other = accounts.contains(&row.payee) && row.account.as_ref() != Some(&row.payee);
        is_other.then(|| row.payee.clone())
    })
}

/// Where Firefly III writes the two accounts of a row.
struct Sides {
    kind: Option<usize>,
    source: Option<usize>,
    source_iban: Option<usize>,
    destination: Option<usize>,
    destination_iban: Option<usize>,
}

impl Sides {
    fn of(layout: &Layout) -> Sides {
        let place =
            |name: &str| layout.columns.iter().position(|column| fold::words(&column.name) == name);
        Sides {
            kind: place("type"),
            source: place("source name"),
            source_iban: place("source iban"),
            destination: place("destination name"),
            destination_iban: place("destination iban"),
        }
    }

    /// The row seen from the user's account; a transfer from both.
    fn rows(&self, row: Row, delimiter: char) -> Vec<Row> {
        let cells = cells(&row.raw, delimiter);
        let cell = |place: Option<usize>| {
            place.and_then(|place| cells.get(place)).filter(|cell| !cell.is_empty()).cloned()
        };
        let (source, destination) = (cell(self.source), cell(self.destination));
        let (source_iban, destination_iban) = (cell(self.source_iban), cell(self.destination_iban));
        let kind = fold::words(&cell(self.kind).unwrap_or_default());
        // Without a column for the payee the description was taken for it.
        let row = Row { memo: row.payee.clone(), ..row };
        let (amount, is_out) = (row.amount.abs(), row.amount.is_sign_negative());
        let out = Row {
            amount: -amount,
            account: source.clone(),
            payee: texts::one_line(destination.clone().unwrap_or_default()),
            counter_account: destination_iban,
            ..row.clone()
        };
        let into = Row {
            amount,
            account: destination.clone(),
            payee: texts::one_line(source.clone().unwrap_or_default()),
            counter_account: source_iban,
            ..row
        };
        match kind.as_str() {
            "withdrawal" => vec![out],
            "deposit" | "opening balance" => vec![into],
            "transfer" => {
                vec![Row { transfer: destination, ..out }, Row { transfer: source, ..into }]
            }
            // A correction by the user: its sign says which side is the account.
            _ if is_out => vec![out],
            _ => vec![into],
        }
    }
}
