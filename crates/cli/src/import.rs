//! `eiq import`.

use crate::{
    account,
    args::{Args, ImportArgs, Maybe},
    failure::Failure,
    now, output, session,
};
use app::{
    Book,
    imports::{
        self, Action, Counts, Decision, Draft, ImportResult, Pile, Preview, PreviewRow,
        StatementPreview, Target, Upload,
    },
};
use ledger::{Window, filter::MAX_WINDOW};
use serde::Serialize;
use std::{fs, ops::ControlFlow, path::Path};

/// What would happen, and what did for each statement, unless it was a dry run.
#[derive(Serialize)]
struct Answer {
    preview: Preview,
    results: Vec<ImportResult>,
}

pub(crate) async fn run(args: &Args, import: &ImportArgs) -> Result<(), Failure> {
    let answers = session::with(args, async |book| {
        let mut targets = Vec::with_capacity(import.account.len());
        for name in &import.account {
            targets.push(match name.as_str() {
                "-" => Target::LeaveOut,
                name => account::find(book, name).await?.into(),
            });
        }
        let mut answers = Vec::with_capacity(import.files.len());
        let mut rest = String::new();
        for file in &import.files {
            answers.push(take(book, file, &targets, import, &mut rest).await?);
        }
        Ok(answers)
    })
    .await?;
    if args.json { output::json(&answers) } else { answers.iter().try_for_each(print) }
}

async fn take(
    book: &Book,
    file: &Path,
    targets: &[Target],
    import: &ImportArgs,
    rest: &mut String,
) -> Result<Answer, Failure> {
    let failed = |error| Failure::Io { what: "read the file", error };
    let bytes = fs::read(file).map_err(failed)?;
    let options = import.reading.options(&bytes)?;
    let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let go_on = |_| ControlFlow::Continue(());
    let upload = Upload { name, bytes: bytes.into() };
    let draft = imports::prepare(book, upload, targets, options, go_on).await?;
    let preview = draft.preview();
    if let Some(path) = &import.rest {
        rest.push_str(&draft.rest());
        let failed = |error| Failure::Io { what: "write the entries that were not read", error };
        fs::write(path, &rest).map_err(failed)?;
    }
    let results = if import.dry_run {
        Vec::new()
    } else {
        let decisions = decisions(book, &draft, import.maybe).await?;
        imports::commit(book, &draft, &decisions, &preview.digest, now(), go_on).await?
    };
    Ok(Answer { preview, results })
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
    for (statement, _) in (0..).zip(draft.preview().statements) {
        for page in 0.. {
            let window = Window { offset: page * MAX_WINDOW, limit: MAX_WINDOW };
            let maybe = imports::rows(book, draft, statement, Some(Pile::Maybe), window).await?;
            if maybe.rows.is_empty() {
                break;
            }
            let decided = |row: PreviewRow| Decision { statement, index: row.index, action };
            decisions.extend(maybe.rows.into_iter().map(decided));
        }
    }
    Ok(decisions)
}

fn print(answer: &Answer) -> Result<(), Failure> {
    output::print(&answer.preview.file_name)?;
    let new: Vec<String> =
        answer.preview.new_categories.iter().map(|path| path.join(" > ")).collect();
    if !new.is_empty() {
        output::print(&format!("New categories, {}: {}", new.len(), new.join(", ")))?;
    }
    let mut results = answer.results.iter();
    for statement in &answer.preview.statements {
        let out = statement.target == Target::LeaveOut;
        print_statement(statement)?;
        match if out { None } else { results.next() } {
            None => output::print("Nothing was changed.")?,
            Some(done) => output::print(&format!(
                "Added {} ({} with a category, {} to review), matched {}, left out {}.",
                done.added, done.sure, done.unsure, done.matched, done.skipped
            ))?,
        }
    }
    Ok(())
}

fn print_statement(statement: &StatementPreview) -> Result<(), Failure> {
    let StatementPreview { counts, questions, problems, problem_count, from, to, .. } = statement;
    if let (Some(from), Some(to)) = (from, to) {
        let named = statement.account_in_file.as_deref().unwrap_or("");
        let rows = statement.rows;
        output::print(format!("{named} {rows} rows, {from} to {to}").trim_start())?;
    }
    let Counts { new, already, maybe, transfer, broken } = counts;
    output::print(&format!(
        "new {new}, there already {already}, maybe the same {maybe}, transfers {transfer}, \
         cannot be taken in {broken}",
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
    Ok(())
}
