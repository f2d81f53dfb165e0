//! `eiq report`.

use crate::{args::Args, failure::Failure, list::category_names, now, output, session};
use app::reports;
use ledger::{
    CategoryId, CategoryKind, Month, Period,
    report::{CategoryTotal, Summary},
};
use serde::Serialize;
use std::collections::HashMap;

#[derive(Serialize)]
struct MonthReport {
    summary: Summary,
    expenses: Vec<CategoryTotal>,
    income: Vec<CategoryTotal>,
}

pub(crate) async fn month(args: &Args, month: Option<Month>) -> Result<(), Failure> {
    let period = Period::month(month.unwrap_or_else(|| Month::of(now().today)));
    let (report, names) = session::with(args, async |book| {
        let report = MonthReport {
            summary: reports::summary(book, period, None).await?,
            expenses: reports::categories(book, period, CategoryKind::Expense, None).await?,
            income: reports::categories(book, period, CategoryKind::Income, None).await?,
        };
        Ok((report, category_names(book).await?))
    })
    .await?;
    if args.json { output::json(&report) } else { print(&report, &names) }
}

fn print(report: &MonthReport, names: &HashMap<CategoryId, String>) -> Result<(), Failure> {
    let Summary { period, current, previous, transactions, other_currencies, .. } = &report.summary;
    let rate = |rate: Option<_>| rate.map_or_else(String::new, |rate: _| format!("{rate} %"));
    let line =
        |name: &str, now, before| vec![name.to_owned(), output::money(now), output::money(before)];
    output::print(&format!("{} to {}, {transactions} transactions\n", period.from, period.to))?;
    output::table(
        &["", "This month", "Month before"],
        &[1, 2],
        [
            line("Income", current.income, previous.income),
            line("Expenses", current.expenses, previous.expenses),
            line("Savings", current.savings, previous.savings),
            vec![
                "Savings rate".to_owned(),
                rate(current.savings_rate),
                rate(previous.savings_rate),
            ],
        ],
    )?;
    for (title, totals) in [("Expenses", &report.expenses), ("Income", &report.income)] {
        let mut rows = Vec::new();
        flatten(totals, names, 0, &mut rows);
        if !rows.is_empty() {
            output::print("")?;
            output::table(&[title, "Amount", "Share", "Month before"], &[1, 2, 3], rows)?;
        }
    }
    if !other_currencies.is_empty() {
        let codes: Vec<&str> = other_currencies.iter().map(|currency| currency.code()).collect();
        output::print(&format!("\nNot in these figures: accounts in {}", codes.join(", ")))?;
    }
    Ok(())
}

fn flatten(
    totals: &[CategoryTotal],
    names: &HashMap<CategoryId, String>,
    depth: usize,
    rows: &mut Vec<Vec<String>>,
) {
    for total in totals {
        let name = total.category.map_or("(no category)", |id| names.get(&id).map_or("", |n| n));
        rows.push(vec![
            format!("{}{name}", "  ".repeat(depth)),
            output::money(total.amount),
            format!("{} %", total.share),
            output::money(total.previous),
        ]);
        flatten(&total.children, names, depth + 1, rows);
    }
}
