//! `eiq add`.

use crate::{args::Args, failure::Failure, list, now, output, session};
use app::quick;

pub(crate) async fn run(args: &Args, line: &str) -> Result<(), Failure> {
    session::with(args, async |book| {
        let row = quick::add(book, line, now()).await?;
        if args.json { output::json(&row) } else { list::table(book, vec![row]).await }
    })
    .await
}
