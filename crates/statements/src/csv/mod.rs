//! Files with columns, of any layout.
//!
//! The way through: find the delimiter and the header, count what each column holds over the whole file
//! ([`profile`]), decide what it is for ([`roles`]) and how dates and amounts are to be read ([`order`]), read the rows
//! ([`rows`]), and hold the amounts against the balances ([`proof`]).

mod accounts;
mod apps;
mod counted;
mod date_columns;
mod decimals;
mod delimiter;
mod guess;
mod header;
mod labelled;
mod markers;
mod order;
mod preamble;
mod profile;
mod proof;
mod quotes;
mod records;
mod roles;
mod rows;
mod splits;
mod tables;
mod texts;
mod words;

use std::ops::ControlFlow;

use iso_currency::Currency;

use crate::csv::header::Header;
use crate::csv::profile::Profile;
use crate::csv::proof::{Majority, Proof};
pub(crate) use crate::csv::records::MAX_CELLS;
use crate::csv::records::Records;
use crate::csv::roles::{Roles, Signs};
use crate::csv::rows::Collector;
use crate::csv::tables::Table;
use crate::layout::{Column, Layout, Role, Sign};
use crate::statement::{
    self, Format, Kind, Problem, ProblemCode, Question, QuestionKind, Row, Statement,
};
use crate::{Options, Progress, ReadError, amount, fold, sheets};

/// Entries whose cells are looked at one by one where there are no header words.
const SAMPLE: usize = 400;

/// Reads a text with columns. Without a `delimiter` it is the one that the user chose or the one that explains most of
/// the text.
///
/// # Errors
/// [`ReadError::NotAStatement`] if no column holds dates or none holds amounts.
pub(crate) fn read(
    text: &str,
    delimiter: Option<u8>,
    options: &Options,
    progress: Progress<'_>,
) -> Result<Vec<Statement>, ReadError> {
    let labelled = labelled::table(text);
    let delimiter = delimiter.or(labelled.as_ref().map(|_| sheets::DELIMITER));
    let unwrapped = labelled.or_else(|| quotes::unwrapped(text));
    let text = unwrapped.as_deref().unwrap_or(text);
    let given = options.layout.as_ref();
    let chosen = given
        .and_then(|layout| u8::try_from(layout.delimiter).ok())
        .filter(|byte| byte.is_ascii() && !matches!(byte, b'"' | b'\r' | b'\n'));
    let delimiter = delimiter.or(chosen).unwrap_or_else(|| delimiter::find(text));
    let doubled = quotes::doubled(text, delimiter);
    let text = doubled.as_deref().unwrap_or(text);
    let quoted = if delimiter == b',' { decimals::quoted(text) } else { None };
    let text = quoted.as_deref().unwrap_or(text);
    let tables = tables::cut(text, delimiter);
    let is_given = |table: &Table<'_>| {
        given
            .is_some_and(|layout| layout.columns.iter().map(|column| &column.name).eq(&table.names))
    };
    // A layout of none of the tables is one of the whole.
    if tables.is_empty() || given.is_some() && !tables.iter().any(is_given) {
        return read_table(text, delimiter, options, progress);
    }
    let others = Options { layout: None, ..options.clone() };
    let mut statements = Vec::new();
    for table in &tables {
        let options = if is_given(table) { options } else { &others };
        let read = read_table(table.text, delimiter, options, progress);
        match read {
            Ok(found) => statements.extend(found.into_iter().map(|one| below(table, one))),
            Err(ReadError::Cancelled) => return Err(ReadError::Cancelled),
            // Headings without entries.
            Err(_) => {}
        }
    }
    statements.retain(|statement| !statement.rows.is_empty() || !statement.problems.is_empty());
    if statements.is_empty() {
        read_table(text, delimiter, options, progress)
    } else {
        Ok(statements)
    }
}

/// The statement of a table, by the lines of the whole file. The lines above a later table may still be those below the
/// one before, so that their balances are nobody's.
fn below(table: &Table<'_>, mut statement: Statement) -> Statement {
    let lines = table.lines_above;
    let has_column = |layout: &Layout| layout.columns.iter().any(|c| c.role == Role::Balance);
    if lines > 0 && !statement.layout.as_ref().is_some_and(has_column) {
        statement.balances.clear();
    }
    for line in statement.rows.iter_mut().map(|row| &mut row.line) {
        *line += lines;
    }
    for line in statement.problems.iter_mut().map(|problem| &mut problem.line) {
        *line += lines;
    }
    let header = statement.layout.as_mut().and_then(|layout| layout.header_line.as_mut());
    header.into_iter().for_each(|line| *line += lines);
    statement
}

fn read_table(
    text: &str,
    delimiter: u8,
    options: &Options,
    progress: Progress<'_>,
) -> Result<Vec<Statement>, ReadError> {
    let total = u64::try_from(text.len()).unwrap_or(u64::MAX);
    let mut report = |half: u64, position: usize| {
        let done = u64::try_from(position).unwrap_or(0) / 2 + half * (total / 2);
        progress(done, total)
    };
    let given = options.layout.as_ref();
    let header = match given {
        Some(layout) => layout.header_line.and_then(|line| {
            let names: Vec<&str> =
                layout.columns.iter().map(|column| column.name.as_str()).collect();
            header::at(text, delimiter, line, &names)
        }),
        None => header::find(text, delimiter),
    };
    let header_line = header.as_ref().map(|header| header.line);
    let units = counted::units(text, delimiter, header.as_ref(), given);
    let ControlFlow::Continue(profile) =
        profile::of(text, delimiter, header_line, units, &mut |position| report(0, position))
    else {
        return Err(ReadError::Cancelled);
    };
    let mut questions = Vec::new();
    let (layout, signs) =
        understand(text, options, delimiter, header.as_ref(), &profile, &mut questions)
            .ok_or(ReadError::NotAStatement)?;
    let mut collector =
        Collector::new(&layout, header.as_ref(), &profile).ok_or(ReadError::NotAStatement)?;
    let mut records = Records::new(text, delimiter);
    let mut count = 0u32;
    while let Some(record) = records.next() {
        collector.add(&record);
        count = count.wrapping_add(1);
        if count.is_multiple_of(8192) && report(1, records.position()).is_break() {
            return Err(ReadError::Cancelled);
        }
    }
    let Collector { mut rows, directions, mut balances, mut problems, .. } = collector;
    proof::apply_directions(&mut rows, &directions);
    let proof = proof::by_balance(&rows);
    let signs = if directions.is_empty() { signs } else { Signs::Words };
    let app = header.as_ref().and_then(|header| apps::recognise(&header.names));
    let (sign, question) = sign(options, &rows, proof, signs);
    // An app writes money out with a minus or says otherwise in words.
    questions.extend(question.filter(|_| app.is_none()));
    if sign == Sign::PlusIsOut {
        for row in &mut rows {
            row.amount = -row.amount;
        }
    }
    let is_named = |header: &Header| {
        let plain = |(_, rank): &&words::Meaning| *rank <= 1;
        header.meanings().iter().flatten().filter(plain).count() > 1
    };
    if !header.as_ref().is_some_and(is_named) && problems.len() > 2 * rows.len() {
        // Prose with a few numbers in it.
        return Err(ReadError::NotAStatement);
    }
    if rows.is_empty() && problems.is_empty() {
        problems.push(Problem::new(header_line.unwrap_or(1), ProblemCode::NoRows, "", ""));
    }
    let layout = Layout { sign, ..layout };
    if let Some(app) = app {
        rows = apps::shaped(app, rows, &layout);
    }
    let preamble = preamble::read(text, &layout);
    let has_column = layout.columns.iter().any(|column| column.role == Role::Balance);
    if balances.is_empty() && !has_column {
        balances = preamble.balances(&rows);
    }
    let statement = Statement {
        account_details: preamble.details(),
        periods: preamble.periods(&rows),
        currency: header_currency(&layout).or(preamble.currency),
        account: preamble.account,
        fingerprint: fingerprint(&layout),
        layout: Some(layout),
        rows,
        balances,
        questions,
        problems,
        kind: if app.is_some() { Kind::Register } else { Kind::Statement },
        ..Statement::empty(Format::Csv)
    };
    let proof = proof.filter(|proof| proof.inverse == (sign == Sign::PlusIsOut));
    Ok(accounts::parted(statement, proof))
}

/// Roles, date order and decimal mark; with whether the sign of the amounts is known from words.
fn understand(
    text: &str,
    options: &Options,
    delimiter: u8,
    header: Option<&Header>,
    profile: &Profile,
    questions: &mut Vec<Question>,
) -> Option<(Layout, Signs)> {
    if let Some(given) = options.layout.as_ref().filter(|given| !given.columns.is_empty()) {
        let date_order = options.date_order.unwrap_or(given.date_order);
        return Some((
            Layout { date_order, header_line: header.map(|header| header.line), ..given.clone() },
            Signs::Words,
        ));
    }
    let meanings = header.map(Header::meanings);
    let sample = sample(text, delimiter, header.map(|header| header.line), profile);
    let Roles { mut roles, alternatives, signs } =
        roles::decide(meanings.as_deref(), profile, &sample)?;
    if let Some(header) = header
        && let Some(app) = apps::recognise(&header.names)
    {
        apps::assign(app, &header.names, &mut roles);
    }
    let name =
        |index: usize| header.and_then(|header| header.names.get(index)).map_or("", String::as_str);
    let date_header = roles.iter().position(|role| *role == Role::Date).map(name);
    let (date_order, question) =
        order::dates(profile, &roles, date_header, &sample, is_american(header, &sample));
    questions.extend(question.filter(|_| options.date_order.is_none()));
    let currency = currency(&roles, name, &sample);
    let (decimal_mark, question) = order::decimal_mark(profile, &roles, date_header, currency);
    questions.extend(question);
    if !alternatives.is_empty() && header.is_none() {
        questions.push(Question {
            kind: QuestionKind::Columns,
            chosen: Role::list(&roles),
            alternatives: alternatives.iter().map(|roles| Role::list(roles)).collect(),
        });
    }
    let date_order = options.date_order.unwrap_or(date_order);
    if let Some(header) = header {
        let question = date_columns::question(&header.names, &roles, profile, &sample, date_order);
        questions.extend(question);
    }
    let columns = roles
        .iter()
        .enumerate()
        .map(|(index, role)| Column { name: name(index).to_owned(), role: *role })
        .collect();
    let layout = Layout {
        delimiter: char::from(delimiter),
        header_line: header.map(|header| header.line),
        columns,
        date_order,
        decimal_mark,
        sign: Sign::PlusIsIn,
    };
    Some((layout, signs))
}

/// What a plus means: as told, else as the words or the balances say, else as most files have it, with a question.
fn sign(
    options: &Options,
    rows: &[Row],
    proof: Option<Proof>,
    signs: Signs,
) -> (Sign, Option<Question>) {
    let given = options.layout.as_ref().filter(|given| !given.columns.is_empty());
    let told = options.flip_sign.map(|flips| if flips { Sign::PlusIsOut } else { Sign::PlusIsIn });
    if let Some(sign) = told.or(given.map(|layout| layout.sign)) {
        return (sign, None);
    }
    let is_inverse = proof.is_some_and(|proof| proof.inverse);
    match (signs, proof::majority(rows)) {
        (Signs::Words, _) => (Sign::PlusIsIn, None),
        (Signs::Written, Majority::Usual) if proof.is_some() || !proof::may_be_a_card(rows) => {
            (Sign::PlusIsIn, None)
        }
        (Signs::Written, Majority::Plus) if is_inverse => (Sign::PlusIsOut, None),
        (Signs::Guessed, _) if proof.is_some() => {
            (if is_inverse { Sign::PlusIsOut } else { Sign::PlusIsIn }, None)
        }
        // A balance that grows by what is owed looks just like one that grows by income.
        (Signs::Written | Signs::Guessed, _) => {
            let question = Question {
                kind: QuestionKind::Sign,
                chosen: Sign::PlusIsIn.name().to_owned(),
                alternatives: vec![Sign::PlusIsOut.name().to_owned()],
            };
            (Sign::PlusIsIn, Some(question))
        }
    }
}

/// The cells of one entry, from its [`Row::raw`] or what a problem quotes of it.
pub(crate) fn cells(raw: &str, delimiter: char) -> Vec<String> {
    let mut records = Records::new(raw, u8::try_from(delimiter).unwrap_or(b','));
    let record = records.next();
    record.map(|record| record.cells().map(str::to_owned).collect()).unwrap_or_default()
}

/// The cells of the first entries.
fn sample(
    text: &str,
    delimiter: u8,
    header_line: Option<u32>,
    profile: &Profile,
) -> Vec<Vec<String>> {
    let mut records = Records::new(text, delimiter);
    let mut sample = Vec::new();
    // An entry among the first records, or there is no statement here.
    for _ in 0..8 * SAMPLE {
        let Some(record) = records.next() else { break };
        let mut cells = record.cells().enumerate();
        let is_entry = header_line.is_none_or(|line| record.line > line)
            && cells.any(|(index, cell)| profile.date(index, cell).is_some())
            && record.cells().any(|cell| amount::parse(cell).is_some());
        if is_entry {
            sample.push(record.cells().map(str::to_owned).collect());
        }
        if sample.len() == SAMPLE {
            break;
        }
    }
    sample
}

/// Only banks of the United States write the month first as a rule.
fn is_american(header: Option<&Header>, sample: &[Vec<String>]) -> bool {
    let is_dollar = |cell: &str| cell == "USD" || cell.starts_with(['$']) || cell.starts_with("-$");
    header.is_some_and(|header| header.names.iter().any(|name| name.contains("USD")))
        || sample.first().is_some_and(|cells| cells.iter().any(|cell| is_dollar(cell)))
}

/// The currency of the amounts, where a column or its header names one.
fn currency<'h>(
    roles: &[Role],
    name: impl Fn(usize) -> &'h str,
    sample: &[Vec<String>],
) -> Option<Currency> {
    let cell = |index: usize| sample.first()?.get(index).map(String::as_str);
    roles.iter().enumerate().find_map(|(index, role)| match role {
        Role::Currency => Currency::from_code(cell(index)?),
        role if is_amount(*role) => words::currency(name(index)),
        _ => None,
    })
}

fn is_amount(role: Role) -> bool {
    matches!(role, Role::Amount | Role::Debit | Role::Credit | Role::Balance)
}

/// The currency that the header of the amounts names, such as `Betrag (EUR)`.
fn header_currency(layout: &Layout) -> Option<String> {
    let named = |column: &Column| words::currency(&column.name).filter(|_| is_amount(column.role));
    layout.columns.iter().find_map(named).map(|currency| currency.code().to_owned())
}

/// Of the delimiter and the folded header words, or of the roles where there is no header.
fn fingerprint(layout: &Layout) -> u64 {
    let has_names = layout.columns.iter().any(|column| !column.name.is_empty());
    let word = |column: &Column| {
        if has_names { fold::words(&column.name) } else { column.role.name().to_owned() }
    };
    let words: Vec<String> = std::iter::once(layout.delimiter.to_string())
        .chain(layout.columns.iter().map(word))
        .collect();
    statement::fingerprint(words.iter().map(String::as_str))
}
