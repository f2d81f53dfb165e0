//! `eiq add`.

use crate::{args::Args, failure::Failure, list, now, output, session};
use app::quick;

pub(crate) async fn run(args: &Args, line: &str) -> Result<(), Failure> {
    let book = session::open(args).await?;
    let row = quick::add(&book, line, now()).await?;
    let shown = if args.json { output::json(&row) } else { list::table(&book, vec![row]).await };
    book.lock().await;
    shown
}
