//! Made-up exports of other apps with their categories, transfers and splits, see `apps.txt`.

use std::ops::ControlFlow;

use statements::{Kind, Options, Statement, read};

/// What was read, in the notation of `apps.txt`.
fn written(statements: &[Statement]) -> String {
    let mut text = String::new();
    for statement in statements {
        for row in &statement.rows {
            let transfer = row.transfer.as_deref().unwrap_or("");
            text += &format!(
                "{}; {}; {}; {}; {}; {}; {transfer}; {}\n",
                statement.account.as_deref().unwrap_or(""),
                row.date,
                row.amount,
                row.payee,
                row.memo,
                row.category.join(">"),
                row.tags.join(",")
            );
            for split in &row.splits {
                let transfer = split.transfer.as_deref().unwrap_or("");
                let category = split.category.join(">");
                text += &format!("  {}; {category}; {transfer}; {}\n", split.amount, split.memo);
            }
        }
    }
    text
}

#[test]
fn reads_the_books_of_other_apps() {
    let mut wrong = Vec::new();
    for case in include_str!("apps.txt").split("\n=== ").skip(1) {
        let (name, rest) = case.split_once('\n').unwrap_or((case, ""));
        let (file, expected) = rest.split_once("--->\n").unwrap_or((rest, ""));
        let read =
            read(file.as_bytes(), &Options::default(), &mut |_, _| ControlFlow::Continue(()));
        let Ok(statements) = read else {
            wrong.push(format!("{name}: {read:?}"));
            continue;
        };
        let found = written(&statements);
        let lines: Vec<&str> = found.lines().map(str::trim_end).collect();
        let wanted: Vec<&str> = expected.lines().map(str::trim_end).collect();
        if lines != wanted {
            wrong.push(format!("{name}:\n{found}"));
        }
        let asked: Vec<_> = statements.iter().flat_map(|s| &s.questions).collect();
        let problems: Vec<_> = statements.iter().flat_map(|s| &s.problems).collect();
        if !asked.is_empty() || !problems.is_empty() {
            wrong.push(format!("{name}: {asked:?} {problems:?}"));
        }
        if name != "qif" && statements.iter().any(|statement| statement.kind != Kind::Register) {
            wrong.push(format!("{name}: not recognised"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
