//! `eiq runs`.

use crate::{args::Args, failure::Failure, now, output, session};
use app::runs;
use chrono::DateTime;
use ledger::RunId;

pub(crate) async fn list(args: &Args) -> Result<(), Failure> {
    let book = session::open(args).await?;
    let all = runs::list(&book).await?;
    book.lock().await;
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
    let book = session::open(args).await?;
    let count = runs::revert(&book, id, now()).await;
    book.lock().await;
    let count = count?;
    if args.json {
        return output::json(&serde_json::json!({ "changed": count }));
    }
    output::print(&format!("{count} transactions as they were before"))
}
