//! OFX 1 (SGML) and 2 (XML), with Quicken's QFX: one reader for both, since banks write everything in between.
//!
//! Element names are from the OFX specification (financialdataexchange.org).

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::amount::DecimalMark;
use crate::lines::Lines;
use crate::order::MarkProfile;
use crate::statement::{
    AccountDetails, Balance, BalanceKind, Format, Period, Problem, ProblemCode, Row, Statement,
};
use crate::tags::{Tag, tags, unescape};
use crate::{Options, amount, date};

/// Reads all statements of the file; at least one, even if it has no rows.
pub(crate) fn read(text: &str, options: &Options) -> Vec<Statement> {
    let mut marks = MarkProfile::default();
    let amounts = tags(text).filter(|tag| tag.name.eq_ignore_ascii_case("TRNAMT") && !tag.closes);
    for amount in amounts.filter_map(|tag| amount::parse(tag.text)) {
        marks.add(&amount);
    }
    let mut reader = Reader {
        text,
        mark: marks.evident(),
        lines: Lines::new(text),
        flips: options.flip_sign == Some(true),
        statements: Vec::new(),
        place: Place::Elsewhere,
        entry: None,
        balance: None,
        from: None,
        message: None,
    };
    for tag in tags(text) {
        reader.take(&tag);
    }
    reader.finish_entry(text.len());
    let is_empty =
        |statement: &Statement| statement.rows.is_empty() && statement.problems.is_empty();
    if reader.statements.iter().all(is_empty) {
        let message = reader.message.take().unwrap_or_default();
        reader.statement().problems.push(Problem::new(1, ProblemCode::NoRows, &message, ""));
    }
    reader.statements
}

struct Reader<'t> {
    text: &'t str,
    mark: Option<DecimalMark>,
    lines: Lines<'t>,
    flips: bool,
    statements: Vec<Statement>,
    place: Place,
    entry: Option<Entry<'t>>,
    balance: Option<(BalanceKind, Option<Decimal>, Option<NaiveDate>)>,
    /// First day of the period whose end is still to come.
    from: Option<NaiveDate>,
    /// What the bank's server says of an error.
    message: Option<String>,
}

/// The aggregate around the next elements, where it matters for their meaning.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// The account of the statement.
    Account,
    /// The account on the other side, or the original currency.
    Other,
    Elsewhere,
}

/// The elements of one `STMTTRN` (or `STMTTRNP`, which is not booked yet), as they stand.
#[derive(Default)]
struct Entry<'t> {
    start: usize,
    line: u32,
    posted: &'t str,
    initiated: &'t str,
    amount: Option<&'t str>,
    id: &'t str,
    name: &'t str,
    /// The whole name, where `name` has to be cut.
    long_name: &'t str,
    memo: &'t str,
    kind: &'t str,
    /// `debit` or `credit` beside an amount without a sign, as banks of Serbia write it.
    benefit: &'t str,
    currency: Option<&'t str>,
    counter_account: &'t str,
    pending: bool,
}

impl<'t> Reader<'t> {
    fn take(&mut self, tag: &Tag<'t>) {
        let name = tag.name.to_ascii_uppercase();
        if tag.closes {
            self.close(&name, tag);
        } else {
            self.open(&name, tag);
        }
    }

    fn close(&mut self, name: &str, tag: &Tag<'t>) {
        match name {
            "STMTTRN" | "STMTTRNP" => self.finish_entry(tag.end),
            "BANKTRANLIST" | "BANKTRANLISTP" | "STMTRS" | "CCSTMTRS" | "INVSTMTRS" => {
                self.finish_entry(tag.start);
            }
            "LEDGERBAL" | "AVAILBAL" => self.finish_balance(),
            "BANKACCTFROM" | "CCACCTFROM" | "INVACCTFROM" | "BANKACCTTO" | "CCACCTTO"
            | "ORIGCURRENCY" => {
                self.place = Place::Elsewhere;
            }
            _ => {}
        }
    }

    fn open(&mut self, name: &str, tag: &Tag<'t>) {
        match name {
            "STMTRS" | "CCSTMTRS" | "INVSTMTRS" | "LOANSTMTRS" => {
                self.finish_entry(tag.start);
                self.statements.push(Statement::empty(Format::Ofx));
            }
            "STMTTRN" | "STMTTRNP" => {
                self.finish_entry(tag.start);
                let (start, line) = (tag.start, self.lines.at(tag.start));
                let pending = name == "STMTTRNP";
                self.entry = Some(Entry { start, line, pending, ..Entry::default() });
                self.place = Place::Elsewhere;
            }
            "INVTRAN" => {
                let line = self.lines.at(tag.start);
                let rest = &self.text[tag.start..];
                // Up to its end, unless another begins before: nothing is searched twice.
                let behind = tag.end - tag.start;
                let next = rest[behind..].find("INVTRAN>").map_or(0, |at| at + behind);
                let end = if rest[..next].ends_with("</") { next + "INVTRAN>".len() } else { 0 };
                let raw = rest[..end].trim_end_matches("</INVTRAN>");
                let excerpt: String = rest.chars().take(200).collect();
                self.statement().problems.push(Problem::new(
                    line,
                    ProblemCode::SecurityTrade,
                    &excerpt,
                    raw,
                ));
            }
            "BANKACCTFROM" | "CCACCTFROM" | "INVACCTFROM" if self.entry.is_none() => {
                self.place = Place::Account;
            }
            "BANKACCTFROM" | "CCACCTFROM" | "BANKACCTTO" | "CCACCTTO" | "ORIGCURRENCY" => {
                self.place = Place::Other;
            }
            "LEDGERBAL" => {
                self.finish_entry(tag.start);
                self.balance = Some((BalanceKind::Closing, None, None));
            }
            "AVAILBAL" => {
                self.finish_balance();
                self.balance = Some((BalanceKind::Available, None, None));
            }
            _ if tag.text.is_empty() => {}
            "MESSAGE" if self.message.is_none() => self.message = Some(unescape(tag.text)),
            "CURDEF" => self.statement().currency = Some(unescape(tag.text)),
            "ACCTID" if self.place == Place::Account => {
                let account = unescape(tag.text);
                let statement = self.statement();
                let bank = statement.account_details.bank.take();
                statement.account_details = AccountDetails { bank, ..AccountDetails::of(&account) };
                statement.account = Some(account);
            }
            "BANKID" if self.place == Place::Account => {
                self.statement().account_details.bank = Some(unescape(tag.text));
            }
            "DTSTART" if self.entry.is_none() => self.from = day(tag.text),
            "DTEND" if self.entry.is_none() => {
                let ends = self.from.take().zip(day(tag.text)).filter(|(from, to)| from <= to);
                let period = ends.map(|(from, to)| Period { from, to, stated: true });
                self.statement().periods.extend(period);
            }
            "BALAMT" => {
                if let Some((_, amount, _)) = &mut self.balance {
                    *amount = decimal(tag.text, self.mark);
                }
            }
            "DTASOF" => {
                if let Some((_, _, date)) = &mut self.balance {
                    *date = day(tag.text);
                }
            }
            _ => self.element(name, tag.text),
        }
    }

    /// An element of the entry that is open; the first of a name counts.
    fn element(&mut self, name: &str, text: &'t str) {
        let is_other = self.place == Place::Other;
        let Some(entry) = &mut self.entry else { return };
        let field = match name {
            "DTPOSTED" | "DTTRAN" => &mut entry.posted,
            "ACCTID" if is_other => &mut entry.counter_account,
            "DTUSER" => &mut entry.initiated,
            "FITID" => &mut entry.id,
            "NAME" if !is_other => &mut entry.name,
            "EXTDNAME" if !is_other => &mut entry.long_name,
            "MEMO" => &mut entry.memo,
            "TRNTYPE" => &mut entry.kind,
            "BENEFIT" => &mut entry.benefit,
            "TRNAMT" => {
                entry.amount.get_or_insert(text);
                return;
            }
            "CURSYM" if !is_other => {
                entry.currency.get_or_insert(text);
                return;
            }
            _ => return,
        };
        if field.is_empty() {
            *field = text;
        }
    }

    fn statement(&mut self) -> &mut Statement {
        if self.statements.is_empty() {
            self.statements.push(Statement::empty(Format::Ofx));
        }
        let last = self.statements.len() - 1;
        &mut self.statements[last]
    }

    fn finish_balance(&mut self) {
        if let Some((kind, Some(amount), Some(date))) = self.balance.take() {
            let statement = self.statement();
            let account = statement.account.clone();
            statement.balances.push(Balance { account, kind, date, amount });
        }
    }

    fn finish_entry(&mut self, end: usize) {
        let Some(entry) = self.entry.take() else { return };
        let raw = self.text[entry.start..end].trim();
        let (flips, mark) = (self.flips, self.mark);
        let statement = self.statement();
        match row(&entry, raw, mark, flips) {
            Ok(row) => statement.rows.push(row),
            Err((code, excerpt)) => {
                statement.problems.push(Problem::new(entry.line, code, excerpt, raw));
            }
        }
    }
}

fn row<'t>(
    entry: &Entry<'t>,
    raw: &'t str,
    mark: Option<DecimalMark>,
    flips: bool,
) -> Result<Row, (ProblemCode, &'t str)> {
    let dated = if entry.posted.is_empty() { entry.initiated } else { entry.posted };
    let date =
        day(dated).ok_or((ProblemCode::BadDate, if dated.is_empty() { raw } else { dated }))?;
    let written = entry.amount.ok_or((ProblemCode::MissingAmount, raw))?;
    let amount = decimal(written, mark).ok_or((ProblemCode::BadAmount, written))?;
    let is_debit = entry.benefit.eq_ignore_ascii_case("debit") && amount > Decimal::ZERO;
    let amount = if is_debit { -amount } else { amount };
    let memo = one_line(entry.memo);
    let payee = [entry.long_name, entry.name, entry.memo, entry.kind]
        .into_iter()
        .find(|text| !text.is_empty())
        .unwrap_or("");
    Ok(Row {
        line: entry.line,
        date,
        amount: if flips { -amount } else { amount },
        currency: entry.currency.map(unescape),
        payee: one_line(payee),
        memo: if entry.name.is_empty() { String::new() } else { memo },
        bank_id: Some(unescape(entry.id)).filter(|id| !id.trim_matches('0').is_empty()),
        counter_account: Some(unescape(entry.counter_account)).filter(|other| !other.is_empty()),
        pending: entry.pending,
        raw: raw.to_owned(),
        ..Row::default()
    })
}

fn one_line(text: &str) -> String {
    unescape(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `20240131120000.000[-5:EST]`: the day as written, whatever the time zone.
fn day(text: &str) -> Option<NaiveDate> {
    let digits = text.get(..8).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()));
    match digits {
        Some(digits) => NaiveDate::parse_from_str(digits, "%Y%m%d").ok(),
        None => match date::parse(text.split('[').next()?)? {
            date::Date::Sure(date) => Some(date),
            open => open.resolve(date::DateOrder::Dmy),
        },
    }
}

/// The specification allows dot and comma, both for decimals only; some banks group thousands all the same, which the
/// other amounts of the file show.
fn decimal(text: &str, mark: Option<DecimalMark>) -> Option<Decimal> {
    let text = unescape(text);
    let amount = amount::parse(&text)?;
    amount.value(mark.or(amount.open_mark()).unwrap_or(DecimalMark::Dot))
}
