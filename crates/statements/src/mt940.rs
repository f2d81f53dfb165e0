//! MT940 (and MT942): SWIFT customer statements, as banks write them.
//!
//! Fields are those of the SWIFT standard "Category 9". The text of `:86:` is free there; the two national conventions
//! that are common are in [`details`].

mod details;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::mt940::details::details;
use crate::statement::{
    AccountDetails, Balance, BalanceKind, Format, Kind, Problem, ProblemCode, Row, Statement,
};
use crate::{Options, account, amount, date, lines};

/// Tags that begin a field; other lines that look alike are text of the field before.
const TAGS: &[&str] = &[
    "20", "21", "25", "25P", "28", "28C", "13", "13D", "34F", "60F", "60M", "61", "62F", "62M",
    "64", "65", "65F", "86", "90C", "90D", "NS",
];

/// Reads all messages of the file.
pub(crate) fn read(text: &str, options: &Options) -> Vec<Statement> {
    let flips = options.flip_sign == Some(true);
    let mut statements: Vec<Statement> = Vec::new();
    // The entry above could be read, so that text belongs to it.
    let mut is_read = false;
    for field in fields(text) {
        let is_used =
            statements.last().is_none_or(|last| last.account.is_some() || last.currency.is_some());
        if statements.is_empty() || (field.tag == "20" && is_used) {
            statements.push(Statement::empty(Format::Mt940));
        }
        let last = statements.len() - 1;
        let statement = &mut statements[last];
        match field.tag {
            "25" | "25P" if statement.rows.is_empty() && statement.account.is_none() => {
                let written = field.lines.first().copied().unwrap_or("");
                statement.account_details = account_details(written, &field);
                statement.account = Some(written.to_owned()).filter(|line| !line.is_empty());
            }
            // Only MT942, the report of a day that may go on, has these.
            "13D" | "34F" => statement.kind = Kind::Report,
            "60F" | "60M" | "62F" | "62M" | "64" => add_balance(statement, &field),
            "61" => {
                let row = row(&field, flips);
                is_read = row.is_ok();
                match row {
                    Ok(row) => statement.rows.push(row),
                    Err((code, excerpt)) => {
                        statement
                            .problems
                            .push(Problem::new(field.line, code, &excerpt, field.raw));
                    }
                }
            }
            "86" => {
                if let Some(row) = statement.rows.last_mut().filter(|_| is_read) {
                    add_details(row, &field);
                }
            }
            _ => {}
        }
        // Text behind a balance speaks of the whole statement.
        is_read &= matches!(field.tag, "61" | "86");
    }
    for row in statements.iter_mut().flat_map(|statement| &mut statement.rows) {
        if row.payee.is_empty() {
            row.payee = supplementary(&row.raw);
        }
    }
    if statements.iter().all(|statement| statement.rows.is_empty() && statement.problems.is_empty())
    {
        match statements.first_mut() {
            Some(statement) => {
                statement.problems.push(Problem::new(1, ProblemCode::NoRows, "", ""));
            }
            None => statements.push(Statement {
                problems: vec![Problem::new(1, ProblemCode::NoRows, "", "")],
                ..Statement::empty(Format::Mt940)
            }),
        }
    }
    statements
}

struct Field<'t> {
    tag: &'t str,
    line: u32,
    /// Text behind the tag, and the lines that follow.
    lines: Vec<&'t str>,
    raw: &'t str,
}

fn fields(text: &str) -> Vec<Field<'_>> {
    let mut fields: Vec<Field<'_>> = Vec::new();
    let mut is_open = false;
    let (mut position, mut start) = (0, 0);
    for (line, with_end) in (1..).zip(lines::physical(text)) {
        let content = with_end.trim();
        let body = content.rsplit_once("{4:").map_or(content, |(_, body)| body);
        position += with_end.len();
        if let Some((tag, rest)) = tag(body) {
            start = position - with_end.len();
            fields.push(Field { tag, line, lines: vec![rest.trim_end()], raw: content });
            is_open = true;
        } else if is_end(content) {
            is_open = false;
        } else if let Some(field) = fields.last_mut().filter(|_| is_open && !content.is_empty()) {
            field.lines.push(content);
            field.raw = text[start..position].trim();
        }
    }
    fields
}

fn tag(line: &str) -> Option<(&str, &str)> {
    let (tag, rest) = line.strip_prefix(':')?.split_once(':')?;
    TAGS.contains(&tag).then_some((tag, rest))
}

/// The end of a message, which national character sets write in their own way: `-}`, `-å`.
fn is_end(line: &str) -> bool {
    line.starts_with('-') && line.chars().count() <= 2 || line.starts_with("-}")
}

/// `NL08ABNA0123456789EUR`, `10020030/1234567`; the second line of `:25P:` is the BIC.
fn account_details(written: &str, field: &Field<'_>) -> AccountDetails {
    let bank = (field.tag == "25P").then(|| field.lines.get(1).map(|bic| (*bic).to_owned()));
    let details =
        |text: &str| AccountDetails { bank: bank.clone().flatten(), ..AccountDetails::of(text) };
    let without_currency = written.get(..written.len().saturating_sub(3)).unwrap_or("").trim();
    if account::iban(written).is_none() && account::iban(without_currency).is_some() {
        return details(without_currency);
    }
    match written.split_once('/') {
        Some((bank, number)) => {
            AccountDetails { bank: Some(bank.to_owned()), ..AccountDetails::of(number) }
        }
        None => details(written),
    }
}

/// `C160229EUR1200,00`
fn add_balance(statement: &mut Statement, field: &Field<'_>) {
    let parts = field.lines.first().and_then(|line| {
        let sign = line.get(..1)?;
        let date = short_date(line.get(1..7)?)?;
        let amount = amount(line.get(10..)?)?;
        Some((date, line.get(7..10)?, if sign == "D" { -amount } else { amount }))
    });
    let Some((date, currency, amount)) = parts else { return };
    statement.currency.get_or_insert_with(|| currency.to_owned());
    let kind = match field.tag {
        "60F" => BalanceKind::Opening,
        "62F" => BalanceKind::Closing,
        "64" => BalanceKind::Available,
        _ => BalanceKind::Interim,
    };
    let account = statement.account.clone();
    statement.balances.push(Balance { account, kind, date, amount });
}

/// `2001020219RCR1027,25N068NONREF//B4E07XM`: value date, entry date, mark, funds code, amount, type, references.
fn row(field: &Field<'_>, flips: bool) -> Result<Row, (ProblemCode, String)> {
    let line = field.lines.first().copied().unwrap_or("");
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let (date_length, dated) = match digits {
        8 | 12 => (8, line.get(..8)),
        _ => (6, line.get(..6)),
    };
    let bad_date = || (ProblemCode::BadDate, field.raw.to_owned());
    let bad_amount = || (ProblemCode::BadAmount, field.raw.to_owned());
    let dated = dated.ok_or_else(bad_date)?;
    let date =
        if date_length == 6 { short_date(dated) } else { long_date(dated) }.ok_or_else(bad_date)?;
    let rest = line[digits.max(date_length)..].trim_start();
    let (is_negative, is_pending, rest) = mark(rest).ok_or_else(bad_amount)?;
    // The third letter of the currency may stand before the amount.
    let rest = rest.trim_start_matches(|c: char| c.is_ascii_alphabetic()).trim_start();
    let length =
        rest.find(|c: char| !c.is_ascii_digit() && c != ',' && c != '.').unwrap_or(rest.len());
    let amount = amount(&rest[..length]).ok_or_else(bad_amount)?;
    let references = rest[length..].trim_start();
    let bank_reference =
        references.split_once("//").map(|(_, id)| id.trim()).filter(|id| !id.is_empty());
    Ok(Row {
        line: field.line,
        date,
        amount: if is_negative == flips { amount } else { -amount },
        bank_id: bank_reference.filter(|id| *id != "NONREF").map(str::to_owned),
        pending: is_pending,
        raw: field.raw.to_owned(),
        ..Row::default()
    })
}

/// Debit, credit, reversals of them, and those that are only expected.
fn mark(text: &str) -> Option<(bool, bool, &str)> {
    const MARKS: &[(&str, bool, bool)] = &[
        ("RC", true, false),
        ("RD", false, false),
        ("EC", false, true),
        ("ED", true, true),
        ("C", false, false),
        ("D", true, false),
    ];
    MARKS.iter().find_map(|(mark, is_negative, is_pending)| {
        Some((*is_negative, *is_pending, text.strip_prefix(mark)?))
    })
}

fn add_details(row: &mut Row, field: &Field<'_>) {
    let details = details(&field.lines);
    append(&mut row.payee, ' ', &details.name.unwrap_or_default());
    append(&mut row.memo, ' ', &details.text);
    append(&mut row.raw, '\n', field.raw);
    row.counter_account = row.counter_account.take().or(details.account);
    if row.payee.is_empty() {
        row.payee = std::mem::take(&mut row.memo);
    }
}

/// The second line of `:61:`, where banks of Britain write what others do in `:86:`.
fn supplementary(raw: &str) -> String {
    let lines = raw.lines().skip(1).map(str::trim);
    let texts =
        lines.take_while(|line| !line.starts_with(':')).filter(|line| !line.starts_with('/'));
    texts.collect::<Vec<_>>().join(" ")
}

fn append(text: &mut String, separator: char, more: &str) {
    if !text.is_empty() && !more.is_empty() {
        text.push(separator);
    }
    text.push_str(more);
}

/// `YYMMDD`
fn short_date(text: &str) -> Option<NaiveDate> {
    match date::parse(text)? {
        open @ date::Date::Open { .. } => open.resolve(date::DateOrder::Ymd),
        _ => None,
    }
}

fn long_date(text: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(text, "%Y%m%d").ok()
}

/// A comma before decimals, which may be missing: `500,`.
fn amount(text: &str) -> Option<Decimal> {
    let amount = amount::parse(text)?;
    amount.value(amount.open_mark().unwrap_or(amount::DecimalMark::Comma))
}
