//! CAMT.052, .053 and .054: account reports, statements and notifications as ISO 20022 XML.
//!
//! Element names are from the ISO 20022 message definitions (iso20022.org), all versions of them. One `Ntry` is one
//! row, also where it stands for a batch; its `CdtDbtInd` alone says the sign.

use chrono::NaiveDate;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;
use rust_decimal::Decimal;

use crate::lines::Lines;
use crate::statement::{
    AccountDetails, Balance, BalanceKind, Format, Period, Problem, ProblemCode, Row, Statement,
};
use crate::tags::unescape;
use crate::{Options, account, amount};

/// Elements within each other at most; the message definitions need about fifteen.
const MAX_DEPTH: usize = 64;

/// Reads all statements of the message; at least one, even if it has no rows.
pub(crate) fn read(text: &str, format: Format, options: &Options) -> Vec<Statement> {
    let mut message = Message {
        format,
        text,
        lines: Lines::new(text),
        flips: options.flip_sign == Some(true),
        statements: Vec::new(),
        path: Vec::new(),
        entry: None,
        balance: BalanceParts::default(),
        from: None,
    };
    let mut reader = Reader::from_str(text);
    let mut content = String::new();
    loop {
        let start = position(&reader);
        let event = match reader.read_event() {
            Ok(Event::Eof) => break,
            Ok(event) => event,
            Err(_) => {
                message.problem(start, ProblemCode::BadXml);
                break;
            }
        };
        match event {
            Event::Start(tag) => {
                content.clear();
                if message.path.len() == MAX_DEPTH {
                    message.problem(start, ProblemCode::BadXml);
                    break;
                }
                message.open(&tag, start);
            }
            Event::End(_) => {
                message.close(&unescape(content.trim()), position(&reader));
                content.clear();
            }
            Event::Text(part) => content.push_str(&part),
            Event::CData(part) => content.push_str(&part.replace('&', "&amp;")),
            Event::GeneralRef(name) => {
                content.push('&');
                content.push_str(&name);
                content.push(';');
            }
            _ => {}
        }
    }
    message.finish()
}

fn position(reader: &Reader<&[u8]>) -> usize {
    usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX)
}

struct Message<'t> {
    format: Format,
    text: &'t str,
    lines: Lines<'t>,
    flips: bool,
    statements: Vec<Statement>,
    /// Local names of the elements that are open.
    path: Vec<String>,
    entry: Option<Entry>,
    balance: BalanceParts,
    /// First day of the period whose end is still to come.
    from: Option<NaiveDate>,
}

#[derive(Default)]
struct BalanceParts {
    code: String,
    amount: Option<Decimal>,
    is_debit: bool,
    date: Option<NaiveDate>,
}

#[derive(Default)]
struct Entry {
    start: usize,
    line: u32,
    amount: String,
    currency: Option<String>,
    is_debit: Option<bool>,
    status: String,
    booked: String,
    value_date: String,
    reference: String,
    debtor: String,
    creditor: String,
    ultimate_debtor: String,
    ultimate_creditor: String,
    debtor_account: String,
    creditor_account: String,
    remittance: Vec<String>,
    information: Vec<String>,
}

impl Message<'_> {
    fn problem(&mut self, place: usize, code: ProblemCode) {
        let line = self.lines.at(place);
        let excerpt: String = self.text.get(place..).unwrap_or("").chars().take(80).collect();
        self.statement().problems.push(Problem::new(line, code, &excerpt, ""));
    }

    fn statement(&mut self) -> &mut Statement {
        if self.statements.is_empty() {
            self.statements.push(Statement::empty(self.format));
        }
        let last = self.statements.len() - 1;
        &mut self.statements[last]
    }

    fn open(&mut self, tag: &BytesStart<'_>, start: usize) {
        let name = tag.local_name().as_ref().to_owned();
        match name.as_str() {
            "Stmt" | "Rpt" | "Ntfctn"
                if self.path.last().is_some_and(|parent| parent.starts_with("BkToCstmr")) =>
            {
                self.statements.push(Statement::empty(self.format));
            }
            "Bal" => self.balance = BalanceParts::default(),
            "Ntry" => {
                let line = self.lines.at(start);
                self.entry = Some(Entry { start, line, ..Entry::default() });
            }
            "Amt" if self.path.last().is_some_and(|parent| parent == "Ntry") => {
                let currency = tag.try_get_attribute("Ccy").ok().flatten();
                if let Some(entry) = &mut self.entry {
                    entry.currency = currency.map(|currency| currency.value.into_owned());
                }
            }
            _ => {}
        }
        self.path.push(name);
    }

    fn close(&mut self, content: &str, end: usize) {
        let open = std::mem::take(&mut self.path);
        let path: Vec<&str> = open.iter().map(String::as_str).collect();
        let message = path.iter().position(|name| name.starts_with("BkToCstmr"));
        // Below the message and the statement in it.
        match path.get(message.map_or(path.len(), |at| at + 2)..).unwrap_or_default() {
            ["Ntry"] => self.finish_entry(end),
            ["Bal"] => self.finish_balance(),
            _ if content.is_empty() => {}
            ["Ntry", inner @ ..] => {
                if let Some(entry) = &mut self.entry {
                    entry.take(inner, content);
                }
            }
            ["Bal", inner @ ..] => self.balance.take(inner, content),
            ["Acct", inner @ ..] => self.account(inner, content),
            ["FrToDt", "FrDtTm"] => self.from = day(content),
            ["FrToDt", "ToDtTm"] => {
                let ends = self.from.take().zip(day(content)).filter(|(from, to)| from <= to);
                let period = ends.map(|(from, to)| Period { from, to, stated: true });
                self.statement().periods.extend(period);
            }
            _ => {}
        }
        self.path = open;
        self.path.pop();
    }

    fn account(&mut self, inner: &[&str], content: &str) {
        let statement = self.statement();
        let details = &mut statement.account_details;
        match inner {
            ["Id", "IBAN"] => {
                details.iban = Some(account::iban(content).unwrap_or_else(|| content.to_owned()));
                statement.account = Some(content.to_owned());
            }
            ["Id", "Othr", "Id"] | ["Id", "PrtryAcct" | "BBAN", ..]
                if statement.account.is_none() =>
            {
                let AccountDetails { bank, name, .. } = std::mem::take(details);
                *details = AccountDetails { bank, name, ..AccountDetails::of(content) };
                statement.account = Some(content.to_owned());
            }
            ["Ccy"] => statement.currency = Some(content.to_owned()),
            ["Nm"] => details.name = Some(one_line(content)),
            ["Svcr", "FinInstnId", "BIC" | "BICFI"] => details.bank = Some(content.to_owned()),
            ["Ownr", "Nm"] => {
                details.name.get_or_insert_with(|| one_line(content));
            }
            _ => {}
        }
    }

    fn finish_balance(&mut self) {
        let parts = std::mem::take(&mut self.balance);
        let (Some(kind), Some(amount), Some(date)) = (parts.kind(), parts.amount, parts.date)
        else {
            return;
        };
        let amount = if parts.is_debit { -amount } else { amount };
        let statement = self.statement();
        let account = statement.account.clone();
        statement.balances.push(Balance { account, kind, date, amount });
    }

    fn finish_entry(&mut self, end: usize) {
        let Some(entry) = self.entry.take() else { return };
        let raw = self.text.get(entry.start..end).unwrap_or("").trim();
        let flips = self.flips;
        let statement = self.statement();
        match entry.row(raw, flips) {
            Ok(row) => statement.rows.push(row),
            Err((code, excerpt)) => {
                statement.problems.push(Problem::new(entry.line, code, &excerpt, raw));
            }
        }
    }

    fn finish(mut self) -> Vec<Statement> {
        let is_empty =
            |statement: &Statement| statement.rows.is_empty() && statement.problems.is_empty();
        if self.statements.iter().all(is_empty) {
            self.problem(0, ProblemCode::NoRows);
        }
        self.statements
    }
}

impl BalanceParts {
    fn take(&mut self, inner: &[&str], content: &str) {
        match inner {
            ["Tp", "CdOrPrtry", "Cd"] => content.clone_into(&mut self.code),
            ["Amt"] => self.amount = decimal(content),
            ["CdtDbtInd"] => self.is_debit = content == "DBIT",
            ["Dt", "Dt" | "DtTm"] => self.date = day(content),
            _ => {}
        }
    }

    /// Codes of the external code set "balance type".
    fn kind(&self) -> Option<BalanceKind> {
        match self.code.as_str() {
            "OPBD" | "PRCD" => Some(BalanceKind::Opening),
            "CLBD" => Some(BalanceKind::Closing),
            "ITBD" => Some(BalanceKind::Interim),
            "CLAV" | "ITAV" => Some(BalanceKind::Available),
            _ => None,
        }
    }
}

impl Entry {
    fn take(&mut self, inner: &[&str], content: &str) {
        let field =
            match inner {
                ["Amt"] => &mut self.amount,
                ["CdtDbtInd"] => {
                    self.is_debit = match content {
                        "DBIT" => Some(true),
                        "CRDT" => Some(false),
                        _ => None,
                    };
                    return;
                }
                ["Sts"] | ["Sts", "Cd"] => &mut self.status,
                ["BookgDt", "Dt" | "DtTm"] => &mut self.booked,
                ["ValDt", "Dt" | "DtTm"] => &mut self.value_date,
                ["AcctSvcrRef"] => &mut self.reference,
                [.., "RltdPties", "Dbtr", "Nm"] | [.., "RltdPties", "Dbtr", "Pty", "Nm"] => {
                    &mut self.debtor
                }
                [.., "RltdPties", "Cdtr", "Nm"] | [.., "RltdPties", "Cdtr", "Pty", "Nm"] => {
                    &mut self.creditor
                }
                [.., "RltdPties", "UltmtDbtr", "Nm"]
                | [.., "RltdPties", "UltmtDbtr", "Pty", "Nm"] => &mut self.ultimate_debtor,
                [.., "RltdPties", "UltmtCdtr", "Nm"]
                | [.., "RltdPties", "UltmtCdtr", "Pty", "Nm"] => &mut self.ultimate_creditor,
                [.., "RltdPties", "DbtrAcct", "Id", "IBAN"]
                | [.., "RltdPties", "DbtrAcct", "Id", "Othr", "Id"] => &mut self.debtor_account,
                [.., "RltdPties", "CdtrAcct", "Id", "IBAN"]
                | [.., "RltdPties", "CdtrAcct", "Id", "Othr", "Id"] => &mut self.creditor_account,
                [.., "RmtInf", "Ustrd"] | [.., "RmtInf", "Strd", "AddtlRmtInf"] => {
                    self.remittance.push(one_line(content));
                    return;
                }
                ["AddtlNtryInf"] | [.., "TxDtls", "AddtlTxInf"] => {
                    self.information.push(one_line(content));
                    return;
                }
                _ => return,
            };
        // A batch has many parties; the first stands for it.
        if field.is_empty() {
            *field = one_line(content);
        }
    }

    fn row(&self, raw: &str, flips: bool) -> Result<Row, (ProblemCode, String)> {
        let dated = if self.booked.is_empty() { &self.value_date } else { &self.booked };
        let date = day(dated).ok_or_else(|| {
            (ProblemCode::BadDate, if dated.is_empty() { raw } else { dated }.to_owned())
        })?;
        let amount =
            decimal(&self.amount).ok_or_else(|| (ProblemCode::BadAmount, self.amount.clone()))?;
        let is_debit = self.is_debit.ok_or_else(|| (ProblemCode::BadAmount, raw.to_owned()))?;
        let debtors = [&self.debtor, &self.ultimate_debtor];
        let creditors = [&self.creditor, &self.ultimate_creditor];
        let parties = if is_debit { [creditors, debtors] } else { [debtors, creditors] };
        let other = if is_debit { &self.creditor_account } else { &self.debtor_account };
        let texts = if self.remittance.is_empty() { &self.information } else { &self.remittance };
        let memo = texts.join(" ");
        let payee = parties.into_iter().flatten().find(|name| !name.is_empty());
        Ok(Row {
            line: self.line,
            date,
            amount: if is_debit == flips { amount } else { -amount },
            currency: self.currency.clone(),
            payee: payee.unwrap_or(&memo).clone(),
            memo: if payee.is_some() { memo } else { String::new() },
            bank_id: Some(self.reference.clone()).filter(|id| !id.is_empty() && id != "NONREF"),
            counter_account: Some(other.clone()).filter(|other| !other.is_empty()),
            pending: self.status == "PDNG" || self.status == "INFO",
            raw: raw.to_owned(),
            ..Row::default()
        })
    }
}

/// The day of a date or of a date with time, whatever the time zone.
fn day(text: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(text.get(..10)?, "%Y-%m-%d").ok()
}

/// Amounts have a dot before decimals and no sign.
fn decimal(text: &str) -> Option<Decimal> {
    let amount = amount::parse(text)?;
    amount.value(amount.open_mark().unwrap_or(amount::DecimalMark::Dot))
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
