//! `eiq schedules`.

use crate::{args::Args, failure::Failure, now, output, session};
use app::{
    Book,
    schedules::{self, ScheduleView},
};
use ledger::{Recurrence, ScheduleId};

pub(crate) async fn list(args: &Args) -> Result<(), Failure> {
    let list = async |book: &Book| Ok(schedules::list(book, now()).await?);
    let all = session::with(args, list).await?;
    if args.json {
        return output::json(&all);
    }
    let rows = all.into_iter().map(|one| {
        let state = match (one.paused, one.due) {
            (true, _) => "paused".to_owned(),
            (false, 0) => String::new(),
            (false, due) => format!("{due} due"),
        };
        vec![
            one.id.to_string(),
            one.next_on.to_string(),
            one.payee,
            often(one.recurrence),
            output::money(one.amount),
            state,
        ]
    });
    output::table(&["Number", "Next", "Payee", "How often", "Amount", ""], &[0, 4], rows)
}

/// Those of the numbers, or all that have come due.
pub(crate) async fn enter(args: &Args, ids: &[ScheduleId]) -> Result<(), Failure> {
    let is_due = |one: &ScheduleView| one.due > 0;
    let count = session::with(args, async |book| {
        let due = schedules::list(book, now()).await?.into_iter().filter(is_due);
        let due: Vec<ScheduleId> = due.map(|one| one.id).collect();
        let ids = if ids.is_empty() { &due } else { ids };
        Ok(if ids.is_empty() { 0 } else { schedules::enter(book, ids, now()).await? })
    })
    .await?;
    if args.json {
        return output::json(&serde_json::json!({ "entered": count }));
    }
    output::print(&format!("Entered {count}."))
}

pub(crate) async fn delete(args: &Args, id: ScheduleId) -> Result<(), Failure> {
    session::with(args, async |book| Ok(schedules::delete(book, id).await?)).await?;
    if args.json {
        return output::json(&serde_json::json!({ "deleted": id }));
    }
    output::print("Deleted; what it entered stays.")
}

fn often(recurrence: Recurrence) -> String {
    let unit = recurrence.unit.as_str();
    match recurrence.every.get() {
        1 => format!("every {unit}"),
        every => format!("every {every} {unit}s"),
    }
}
