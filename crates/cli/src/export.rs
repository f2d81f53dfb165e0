//! `eiq export`.

use crate::{
    args::{Args, ExportArgs, ExportFormat},
    failure::Failure,
    list, now, output, session,
};
use app::{
    Book,
    export::{self, Format, NewFile},
};
use ledger::Filter;
use serde::Serialize;
use std::{io, ops::ControlFlow, path::Path};

/// What was written.
#[derive(Serialize)]
struct Answer<'a> {
    file: &'a Path,
    transactions: u32,
}

pub(crate) async fn run(args: &Args, export: &ExportArgs) -> Result<(), Failure> {
    let book = session::open(args).await?;
    let filter = list::filter(&book, &export.filter).await?;
    let format = match export.format {
        ExportFormat::Csv => Format::Csv,
        ExportFormat::Qif => Format::Qif,
        ExportFormat::Ofx => Format::Ofx,
    };
    if export.output == Path::new("-") {
        write(&book, format, &filter, &mut io::stdout()).await?;
        book.lock().await;
        return Ok(());
    }
    let mut file = NewFile::at(&export.output).map_err(app::Error::File)?;
    let transactions = write(&book, format, &filter, &mut file).await?;
    book.lock().await;
    file.keep().map_err(app::Error::File)?;
    if args.json {
        output::json(&Answer { file: &export.output, transactions })
    } else {
        output::print(&format!("Wrote {transactions} transactions to {}", export.output.display()))
    }
}

async fn write(
    book: &Book,
    format: Format,
    filter: &Filter,
    out: &mut (dyn io::Write + Send),
) -> Result<u32, Failure> {
    let mut go_on = |_| ControlFlow::Continue(());
    Ok(export::transactions(book, format, filter, now(), out, &mut go_on).await?)
}
