//! QIF, Quicken's old interchange format: one letter and a value on each line, `^` after each record.

use std::collections::HashMap;

use rust_decimal::Decimal;

use crate::amount::{self, DecimalMark};
use crate::date::{self, Date, DateOrder};
use crate::order::{DateProfile, MarkProfile};
use crate::statement::{
    AccountDetails, Balance, BalanceKind, Format, Problem, ProblemCode, Row, Split, Statement,
};
use crate::{Options, lines};

/// Begins the numbers that the app itself gives in its exports. Others are cheque numbers, which nobody promises to be
/// unique.
const OURS: &str = "eiq-";

/// Reads the records of all accounts, one statement for each.
pub(crate) fn read(text: &str, options: &Options) -> Vec<Statement> {
    let records = records(text);
    let (mut dates, mut marks) = (DateProfile::default(), MarkProfile::default());
    for record in &records {
        if let Some(date) = record.field('D').and_then(parse_date) {
            dates.add(date);
        }
        if let Some(amount) = record.amount().and_then(amount::parse) {
            marks.add(&amount);
        }
    }
    // Quicken writes the month first unless the computer is set up otherwise; the app itself always.
    let (order, date_question) = match records.iter().any(|record| record.number().is_some()) {
        true => (DateOrder::Mdy, None),
        false => dates.choose(dates.possible(), DateOrder::Mdy),
    };
    let (mark, mark_question) = marks.choose();
    let order = options.date_order.unwrap_or(order);
    let flips = options.flip_sign == Some(true);
    let mut statements: Vec<Statement> = Vec::new();
    // An account may come up again later in the file.
    let mut places: HashMap<Option<&str>, usize> = HashMap::new();
    for record in records.iter().filter(|record| record.kind != Kind::Other) {
        let place = *places.entry(record.account).or_insert_with(|| {
            let account = record.account.map(str::to_owned);
            let account_details = AccountDetails::of(record.account.unwrap_or(""));
            statements.push(Statement {
                account,
                account_details,
                ..Statement::empty(Format::Qif)
            });
            statements.len() - 1
        });
        let statement = &mut statements[place];
        if let Some(opening) = record.opening(order, mark) {
            statement.balances.push(opening);
            continue;
        }
        match record.row(order, mark) {
            Ok(row) => statement
                .rows
                .push(Row { amount: if flips { -row.amount } else { row.amount }, ..row }),
            Err((code, excerpt)) => {
                statement.problems.push(Problem::new(record.line, code, excerpt, record.raw));
            }
        }
    }
    if statements.is_empty() {
        let mut statement = Statement::empty(Format::Qif);
        statement.problems.push(Problem::new(1, ProblemCode::NoRows, "", ""));
        statements.push(statement);
    }
    let questions: Vec<_> = date_question
        .filter(|_| options.date_order.is_none())
        .into_iter()
        .chain(mark_question)
        .collect();
    for statement in &mut statements {
        statement.questions.clone_from(&questions);
    }
    statements
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Money,
    Securities,
    /// Lists of accounts, categories, prices.
    Other,
}

struct Record<'t> {
    kind: Kind,
    account: Option<&'t str>,
    line: u32,
    fields: Vec<(char, &'t str)>,
    raw: &'t str,
}

/// All records with at least one field.
fn records(text: &str) -> Vec<Record<'_>> {
    let mut records = Vec::new();
    let (mut kind, mut is_account_list) = (Kind::Money, false);
    let mut account = None;
    let (mut fields, mut start, mut start_line) = (Vec::new(), 0, 1);
    let (mut line, mut position) = (1, 0);
    // Some programs write small letters; where there are others, a small one begins the second line of a text.
    let has_capitals = text.lines().any(|line| line.trim_start().starts_with('D'));
    for with_end in text.split_inclusive(['\n', '\r']) {
        let content = with_end.trim();
        let mut chars = content.chars();
        match chars.next() {
            Some('!') => {
                let section = content[1..].to_ascii_lowercase();
                is_account_list = section.starts_with("account");
                kind = section.strip_prefix("type:").map_or(Kind::Other, kind_of);
                fields.clear();
            }
            Some('^') => {
                let fields = std::mem::take(&mut fields);
                if is_account_list {
                    account =
                        fields.iter().find(|(letter, _)| *letter == 'N').map(|(_, name)| *name);
                } else if !fields.is_empty() {
                    let raw = text[start..position].trim();
                    records.push(Record { kind, account, line: start_line, fields, raw });
                }
            }
            Some(letter) => {
                if fields.is_empty() {
                    (start, start_line) = (position, line);
                }
                let letter = if has_capitals { letter } else { letter.to_ascii_uppercase() };
                fields.push((letter, chars.as_str().trim()));
            }
            None => {}
        }
        position += with_end.len();
        // The second half of `\r\n` comes as a line of its own.
        line += lines::count(with_end)
            - u32::from(with_end == "\n" && text[..position - 1].ends_with('\r'));
    }
    if !fields.is_empty() && !is_account_list {
        records.push(Record { kind, account, line: start_line, fields, raw: text[start..].trim() });
    }
    records
}

fn kind_of(section: &str) -> Kind {
    match section.trim() {
        "invst" | "port" | "401(k)/403(b)" => Kind::Securities,
        "cat" | "class" | "tag" | "memorized" | "security" | "prices" | "budget" | "invitem"
        | "template" => Kind::Other,
        // `Bank`, `CCard`, `Oth A` and others, in some programs in the user's language.
        _ => Kind::Money,
    }
}

impl<'t> Record<'t> {
    fn field(&self, letter: char) -> Option<&'t str> {
        self.fields
            .iter()
            .find(|(found, _)| *found == letter)
            .map(|(_, value)| *value)
            .filter(|value| !value.is_empty())
    }

    /// `U` repeats the amount with more digits; some programs write only that.
    fn amount(&self) -> Option<&'t str> {
        self.field('T').or_else(|| self.field('U'))
    }

    /// The number, where it is one that the app gave.
    fn number(&self) -> Option<&'t str> {
        self.field('N').filter(|number| number.starts_with(OURS))
    }

    /// What the account began with, written by the app. That of another program stays a row, since there is nothing else
    /// to keep it in.
    fn opening(&self, order: DateOrder, mark: DecimalMark) -> Option<Balance> {
        let is_itself = |name: &&str| self.field('L') == Some(&format!("[{name}]"));
        let account = self.number().and(self.account).filter(is_itself)?;
        Some(Balance {
            account: Some(account.to_owned()),
            kind: BalanceKind::Opening,
            date: parse_date(self.field('D')?)?.resolve(order)?,
            amount: decimal(self.amount()?, mark)?,
        })
    }

    fn row(&self, order: DateOrder, mark: DecimalMark) -> Result<Row, (ProblemCode, &'t str)> {
        if self.kind == Kind::Securities {
            return Err((ProblemCode::SecurityTrade, self.raw));
        }
        let dated = self.field('D').ok_or((ProblemCode::BadDate, self.raw))?;
        let date = parse_date(dated)
            .and_then(|date| date.resolve(order))
            .ok_or((ProblemCode::BadDate, dated))?;
        let splits = self.splits(mark);
        let amount = match self.amount() {
            Some(written) => decimal(written, mark).ok_or((ProblemCode::BadAmount, written))?,
            None if splits.is_empty() => return Err((ProblemCode::MissingAmount, self.raw)),
            None => splits
                .iter()
                .map(|split| split.amount)
                .fold(Decimal::ZERO, |sum, part| sum.saturating_add(part)),
        };
        let (payee, memo) = (self.field('P'), self.field('M'));
        let label = self.field('L').map(label).unwrap_or_default();
        Ok(Row {
            line: self.line,
            date,
            amount,
            payee: payee.or(memo).unwrap_or("").to_owned(),
            memo: payee.and(memo).unwrap_or("").to_owned(),
            bank_id: self.number().map(str::to_owned),
            // An opening balance is written as a transfer from the account to itself.
            transfer: label.transfer.filter(|name| Some(name.as_str()) != self.account),
            category: label.category,
            tags: label.tags,
            splits,
            raw: self.raw.to_owned(),
            ..Row::default()
        })
    }

    /// `S` begins a split, `E` is its memo, `$` its amount.
    fn splits(&self, mark: DecimalMark) -> Vec<Split> {
        let mut splits: Vec<Split> = Vec::new();
        for (letter, value) in &self.fields {
            match (letter, splits.last_mut()) {
                ('S', _) => {
                    let Label { category, transfer, .. } = label(value);
                    splits.push(Split { category, transfer, ..Split::default() });
                }
                ('E', Some(split)) => (*value).clone_into(&mut split.memo),
                ('$', Some(split)) => split.amount = decimal(value, mark).unwrap_or_default(),
                _ => {}
            }
        }
        splits
    }
}

/// What an entry is for.
#[derive(Default)]
struct Label {
    category: Vec<String>,
    transfer: Option<String>,
    tags: Vec<String>,
}

/// `Food:Groceries/Holiday`: categories from the outermost, then the class; `[Savings]` is an account of the user's.
fn label(text: &str) -> Label {
    let names = |text: &str, mark: char| -> Vec<String> {
        text.split(mark).map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect()
    };
    if let Some((name, class)) = text.strip_prefix('[').and_then(|rest| rest.rsplit_once(']')) {
        let transfer = Some(name.trim().to_owned()).filter(|name| !name.is_empty());
        return Label { category: Vec::new(), transfer, tags: names(class, '/') };
    }
    // A class stands close behind its slash; `Bills / Rent` is one name.
    match text
        .split_once('/')
        .filter(|(name, class)| !name.ends_with(' ') && !class.starts_with(' '))
    {
        Some((category, class)) => {
            Label { category: names(category, ':'), transfer: None, tags: names(class, '/') }
        }
        None => Label { category: names(text, ':'), ..Label::default() },
    }
}

fn decimal(text: &str, mark: DecimalMark) -> Option<Decimal> {
    amount::parse(text)?.value(mark)
}

/// Quicken pads with blanks and puts an apostrophe before years from 2000 on: `6/ 1'10`, `6/ 1' 6`.
fn parse_date(text: &str) -> Option<Date> {
    let is_padded =
        text.contains(['\'', ' ']) && text.bytes().all(|byte| !byte.is_ascii_alphabetic());
    if is_padded {
        date::parse(&text.replace("' ", "/0").replace('\'', "/").replace(' ', ""))
    } else {
        date::parse(text)
    }
}
