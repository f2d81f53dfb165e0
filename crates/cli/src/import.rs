//! `eiq import`.

use crate::{
    account,
    args::{Args, ImportArgs, Maybe},
    failure::Failure,
    now, output, session,
};
use app::{
    Book,
    imports::{self, Action, Decision, Draft, ImportResult, Pile, Preview, Upload},
};
use ledger::{Window, filter::MAX_WINDOW};
use serde::Serialize;
use std::{fs, ops::ControlFlow};

/// What would happen, and what did, unless it was a dry run.
#[derive(Serialize)]
struct Answer {
    preview: Preview,
    result: Option<ImportResult>,
}

pub(crate) async fn run(args: &Args, import: &ImportArgs) -> Result<(), Failure> {
    let failed = |error| Failure::Io { what: "read the file", error };
    let bytes = fs::read(&import.file).map_err(failed)?.into();
    let name = import.file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let book = session::open(args).await?;
    let account = match &import.account {
        Some(name) => Some(account::find(&book, name).await?),
        None => None,
    };
    let go_on = |_| ControlFlow::Continue(());
    let upload = Upload { name, bytes };
    let draft = imports::prepare(&book, upload, account, import.reading.options(), go_on).await?;
    let preview = draft.preview();
    let result = if import.dry_run {
        None
    } else {
        let decisions = decisions(&book, &draft, import.maybe).await?;
        Some(imports::commit(&book, &draft, &decisions, &preview.digest, now(), go_on).await?)
    };
    book.lock().await;
    let answer = Answer { preview, result };
    if args.json { output::json(&answer) } else { print(&answer) }
}

/// One for each row that may be there already, when the user said what to do with those.
async fn decisions(
    book: &Book,
    draft: &Draft,
    maybe: Option<Maybe>,
) -> Result<Vec<Decision>, Failure> {
    let Some(maybe) = maybe else { return Ok(Vec::new()) };
    let action = match maybe {
        Maybe::Add => Action::Add,
        Maybe::Join => Action::Join,
        Maybe::Skip => Action::Skip,
    };
    let mut decisions = Vec::new();
    for page in 0.. {
        let window = Window { offset: page * MAX_WINDOW, limit: MAX_WINDOW };
        let rows = imports::rows(book, draft, Some(Pile::Maybe), window).await?.rows;
        if rows.is_empty() {
            break;
        }
        decisions.extend(rows.into_iter().map(|row| Decision { index: row.index, action }));
    }
    Ok(decisions)
}

fn print(answer: &Answer) -> Result<(), Failure> {
    let Preview { counts, questions, problems, problem_count, from, to, .. } = &answer.preview;
    if let (Some(from), Some(to)) = (from, to) {
        output::print(&format!("{} rows, {from} to {to}", rows(&answer.preview)))?;
    }
    output::print(&format!(
        "new {}, there already {}, maybe the same {}, transfers {}, cannot be taken in {}",
        counts.new, counts.already, counts.maybe, counts.transfer, counts.broken
    ))?;
    for question in questions {
        output::print(&format!(
            "The file does not say for sure: read as {}, could be {}",
            question.chosen,
            question.alternatives.join(" or ")
        ))?;
    }
    for problem in problems.iter().take(10) {
        output::print(&format!("Line {}: {:?}: {}", problem.line, problem.code, problem.excerpt))?;
    }
    if *problem_count > 10 {
        output::print(&format!("and {} more problems", problem_count - 10))?;
    }
    match &answer.result {
        None => output::print("Nothing was changed."),
        Some(done) => output::print(&format!(
            "Added {} ({} with a category, {} to review), matched {}, left out {}.",
            done.added, done.sure, done.unsure, done.matched, done.skipped
        )),
    }
}

fn rows(preview: &Preview) -> u32 {
    let counts = preview.counts;
    counts.new + counts.already + counts.maybe + counts.transfer + counts.broken
}
