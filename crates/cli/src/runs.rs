//! `eiq runs`.

use crate::{args::Args, failure::Failure, now, output, session};
use app::{Book, runs};
use chrono::DateTime;
use ledger::RunId;

pub(crate) async fn list(args: &Args) -> Result<(), Failure> {
    let all = session::with(args, async |book| Ok(runs::list(book).await?)).await?;
    if args.json {
        return output::json(&all);
    }
    let rows = all.into_iter().map(|run| {
        let made = run.made_ms.parse().ok().and_then(DateTime::from_timestamp_millis);
        let made = made.map(|at| at.with_timezone(&chrono::Local).format("%F %R").to_string());
        let state = match (run.reverted, run.revertible) {
            (true, _) => "taken back",
            (false, true) => "",
            (false, false) => "too old to take back",
        };
        vec![
            run.id.to_string(),
            made.unwrap_or_default(),
            run.source.as_str().to_owned(),
            run.name,
            run.count.to_string(),
            state.to_owned(),
        ]
    });
    output::table(&["Number", "Made", "By", "Name", "Transactions", ""], &[0, 4], rows)
}

pub(crate) async fn revert(args: &Args, id: RunId) -> Result<(), Failure> {
    let revert = async |book: &Book| Ok(runs::revert(book, id, now()).await?);
    let count = session::with(args, revert).await?;
    if args.json {
        return output::json(&serde_json::json!({ "changed": count }));
    }
    output::print(&format!("{count} transactions as they were before"))
}
