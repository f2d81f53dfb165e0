//! `eiq ask`.

use crate::{args::Args, failure::Failure, list, now, output, session};
use app::{
    ask::{self, Reply},
    transactions,
};
use ledger::{Sort, Window};

/// Rows that are shown below the answer.
const SHOWN: u32 = 10;

pub(crate) async fn run(args: &Args, question: &str) -> Result<(), Failure> {
    session::with(args, async |book| {
        let reply = ask::ask(book, question, now()).await?;
        if args.json {
            return output::json(&reply);
        }
        let window = Window { offset: 0, limit: SHOWN };
        let page = transactions::list(book, &reply.filter, Sort::default(), window).await?;
        list::table(book, page.rows).await?;
        print(&reply)
    })
    .await
}

fn print(reply: &Reply) -> Result<(), Failure> {
    let sums: Vec<String> = reply.sums.iter().map(|sum| output::money(*sum)).collect();
    let average = reply.average.map(|one| format!(", {} on average", output::money(one)));
    output::print(&format!(
        "{} transactions, in all {}{}",
        reply.count,
        sums.join(", "),
        average.unwrap_or_default()
    ))?;
    if !reply.unknown.is_empty() {
        output::print(&format!("Not understood: {}", output::visible(&reply.unknown.join(", "))))?;
    }
    Ok(())
}
