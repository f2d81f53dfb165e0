//! `eiq export` and `eiq import-book`.

use crate::{
    args::{Args, ExportArgs, ExportFormat},
    failure::Failure,
    list, now, output, session,
};
use app::{
    Book,
    export::{self, Format, NewFile},
};
use serde::Serialize;
use std::{
    fs::File,
    io::{self, Write},
    ops::ControlFlow,
    path::Path,
};

/// What was written.
#[derive(Serialize)]
struct Wrote<'a> {
    file: &'a Path,
    /// None of a database, which is copied as it is.
    rows: Option<u32>,
}

/// What was taken in.
#[derive(Serialize)]
struct Took {
    rows: u32,
}

pub(crate) async fn run(args: &Args, export: &ExportArgs) -> Result<(), Failure> {
    let to_output = export.output == Path::new("-");
    if matches!(export.format, ExportFormat::Sqlite) && (to_output || !export.unencrypted) {
        return Err(Failure::Unencrypted);
    }
    if to_output {
        let to_output = async |book: &Book| write(book, export, &mut io::stdout()).await;
        session::with(args, to_output).await?;
        return Ok(());
    }
    let rows = session::with(args, async |book| {
        let mut file = NewFile::at(&export.output).map_err(app::Error::File)?;
        let rows = if let ExportFormat::Sqlite = export.format {
            export::decrypted_copy(book, &file, |_| ControlFlow::Continue(())).await?;
            None
        } else {
            Some(write(book, export, &mut file).await?)
        };
        file.keep().map_err(app::Error::File)?;
        Ok(rows)
    })
    .await?;
    if args.json {
        return output::json(&Wrote { file: &export.output, rows });
    }
    let path = export.output.display();
    match rows {
        Some(rows) => output::print(&format!("Wrote {rows} rows to {path}")),
        None => output::print(&format!("Wrote {path}; anyone can read it")),
    }
}

async fn write(
    book: &Book,
    export: &ExportArgs,
    out: &mut (dyn Write + Send),
) -> Result<u32, Failure> {
    let mut go_on = |_| ControlFlow::Continue(());
    let format = match export.format {
        ExportFormat::Csv => Format::Csv,
        ExportFormat::Qif => Format::Qif,
        ExportFormat::Ofx => Format::Ofx,
        ExportFormat::Json | ExportFormat::Sqlite => {
            return Ok(export::write_book(book, export.history, now(), out, &mut go_on).await?);
        }
    };
    let filter = list::filter(book, &export.filter).await?;
    Ok(export::transactions(book, format, &filter, now(), out, &mut go_on).await?)
}

pub(crate) async fn restore(args: &Args, path: &Path) -> Result<(), Failure> {
    let file = File::open(path).map_err(app::Error::File)?;
    let size = file.metadata().map_err(app::Error::File)?.len();
    let rows = session::with(args, async |book| {
        let mut go_on = |_| ControlFlow::Continue(());
        Ok(export::restore_book(book, file, size, &mut go_on).await?)
    })
    .await?;
    if args.json {
        output::json(&Took { rows })
    } else {
        output::print(&format!("Took in {rows} rows"))
    }
}
