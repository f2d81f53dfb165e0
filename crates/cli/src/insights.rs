//! `eiq insights`.

use crate::{args::Args, failure::Failure, list::category_names, now, output, session};
use app::{assistant, insights};
use ledger::{
    CategoryId, Money, Month, Period,
    insight::{Fact, PayeeMove, RecurringPart, Rhythm},
};
use std::collections::HashMap;

pub(crate) async fn run(args: &Args, period: Option<Period>) -> Result<(), Failure> {
    let period = period.unwrap_or_else(|| Period::month(Month::of(now().today)));
    let (told, names, note) = session::with(args, async |book| {
        let told = insights::of(book, period, now()).await?;
        let names = category_names(book).await?;
        Ok((told, names, assistant::note_kept(book, period, now()).await?))
    })
    .await?;
    if args.json {
        return output::json(&told);
    }
    let (stretch, previous) = (told.stretch, told.previous);
    output::print(&format!(
        "{} to {}, against {} to {}\n",
        stretch.from, stretch.to, previous.from, previous.to
    ))?;
    for insight in &told.insights {
        output::print(&format!("- {}", output::visible(&sentence(&insight.fact, &names))))?;
    }
    if let Some(note) = note {
        let old = if note.current { "" } else { "; the figures have changed since" };
        let text = output::visible(&note.text);
        output::print(&format!("\n{text}\n(worded by {}{old})", output::visible(&note.model)))?;
    }
    if !told.hidden.is_empty() {
        output::print(&format!("\n{} hidden", told.hidden.len()))?;
    }
    Ok(())
}

fn sentence(fact: &Fact, names: &HashMap<CategoryId, String>) -> String {
    let category = |id: &Option<CategoryId>| match id {
        Some(id) => names.get(id).cloned().unwrap_or_default(),
        None => "(no category)".to_owned(),
    };
    let m = output::money;
    match fact {
        Fact::Spending { amount, change, percent, .. } => {
            let percent = percent.map(|percent| format!(" ({percent} %)")).unwrap_or_default();
            format!("Spent {}, {}{percent}", m(*amount), more_or_less(*change))
        }
        Fact::SavingsRate { rate, previous, average, .. } => {
            let previous = previous.map(|rate| format!(", before {rate} %")).unwrap_or_default();
            format!("Savings rate {rate} %{previous}, in twelve months {average} %")
        }
        Fact::Payday { payee, day, balance, due, lowest, charges, .. } => format!(
            "{} expected from {} on {day}; {} in {} charges due before, which takes {} down to {} \
            (a projection without everyday spending)",
            m(payee.amount),
            payee.name,
            m(*due),
            charges.len(),
            m(*balance),
            m(*lowest)
        ),
        Fact::UnusualAmount { payee, day, usual, times } => format!(
            "{} at {} on {day} is unusual: {} at the median of {times} times before",
            m(payee.amount),
            payee.name,
            m(*usual)
        ),
        Fact::PriceRise { charge, before, day, per_year } => format!(
            "{} costs {} instead of {} since {day}, {} more in a year",
            charge.name,
            recurring(charge),
            m(*before),
            m(*per_year)
        ),
        Fact::NewCharge { charge, since, per_year } => format!(
            "New since {since}: {}, {}, {} in a year",
            charge.name,
            recurring(charge),
            m(*per_year)
        ),
        Fact::GoneCharge { charge, last, .. } => {
            format!("No longer charged: {}, {}, last on {last}", charge.name, recurring(charge))
        }
        Fact::CategoryMoved { category: id, amount, change, payees, .. } => {
            let who = |payee: &PayeeMove| format!("{} {}", payee.name, more_or_less(payee.change));
            let who: Vec<String> = payees.iter().map(who).collect();
            let why = if who.is_empty() { String::new() } else { format!(": {}", who.join("; ")) };
            format!("{} came to {}, {}{why}", category(id), m(*amount), more_or_less(*change))
        }
        Fact::SeveralServices { category: id, per_month, per_year, charges } => format!(
            "Tip: {} charges for {} come to {} a month, {} a year: {}",
            charges.len(),
            category(&Some(*id)),
            m(*per_month),
            m(*per_year),
            list(charges)
        ),
        Fact::AboveUsual { category: id, amount, usual, over } => format!(
            "Tip: {} came to {}, {} above the usual {}",
            category(&Some(*id)),
            m(*amount),
            m(*over),
            m(*usual)
        ),
        Fact::Fees { amount, .. } => {
            format!("Tip: bank fees came to {} in twelve months", m(*amount))
        }
        Fact::Often { payee, times, half } => format!(
            "Tip: {times} times at {} came to {}; every second one left out saves {}",
            payee.name,
            m(payee.amount),
            m(*half)
        ),
        Fact::YearlyCost { charge, per_year } => {
            format!("Tip: {} costs {} a year", charge.name, m(*per_year))
        }
        Fact::Recurring { per_month, per_year, charges } => format!(
            "{} charges come again, {} a month, {} a year: {}",
            charges.len(),
            m(*per_month),
            m(*per_year),
            list(charges)
        ),
        Fact::TopCategories { categories } => {
            let parts = categories.iter().map(|part| {
                format!("{} {} ({} %)", category(&part.category), m(part.amount), part.share)
            });
            format!("Most was spent on {}", parts.collect::<Vec<_>>().join(", "))
        }
        Fact::TopPayees { payees } => {
            let parts = payees.iter().map(|part| format!("{} {}", part.name, m(part.amount)));
            format!("Most went to {}", parts.collect::<Vec<_>>().join(", "))
        }
    }
}

fn more_or_less(change: Money) -> String {
    match change.minor() {
        0 => "as before".to_owned(),
        minor if minor > 0 => format!("{} more than before", output::money(change)),
        _ => format!("{} less than before", output::money(change.negated())),
    }
}

fn list(charges: &[RecurringPart]) -> String {
    let parts = charges.iter().map(|charge| format!("{} {}", charge.name, recurring(charge)));
    parts.collect::<Vec<_>>().join(", ")
}

fn recurring(charge: &RecurringPart) -> String {
    let rhythm = match charge.rhythm {
        Rhythm::Weekly => "a week",
        Rhythm::Fortnightly => "every two weeks",
        Rhythm::Monthly => "a month",
        Rhythm::Quarterly => "a quarter",
        Rhythm::HalfYearly => "every half year",
        Rhythm::Yearly => "a year",
    };
    format!("{} {rhythm}", output::money(charge.amount))
}
