//! OFX 2.2 (financialdataexchange.org, "Open Financial Exchange 2.2"), chapter 11: statements of
//! bank and credit card accounts. Element order and lengths are the specification's; only an
//! account's IBAN or name may be longer than its 22 characters, so that it is known again.

use crate::{Account, Entry};
use chrono::NaiveDate;
use ledger::{AccountKind, Money};
use quick_xml::escape::escape;

/// Longest `NAME`, `EXTDNAME` and `MEMO`, in characters.
const NAME: usize = 32;
const LONG_NAME: usize = 100;
const MEMO: usize = 255;

/// The two kinds of statements; those of a kind stand together in a file, banks first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Section {
    Bank,
    CreditCard,
}

/// Where an account's statement belongs.
pub fn section(account: &Account) -> Section {
    if account.kind == AccountKind::CreditCard { Section::CreditCard } else { Section::Bank }
}

/// Appends what stands before all statements. `today` is the day of writing.
pub fn head(out: &mut Vec<u8>, today: NaiveDate) {
    put(
        out,
        &format!(
            r#"<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<?OFX OFXHEADER="200" VERSION="220" SECURITY="NONE" OLDFILEUID="NONE" NEWFILEUID="NONE"?>
<OFX>
<SIGNONMSGSRSV1><SONRS>{STATUS}<DTSERVER>{}</DTSERVER><LANGUAGE>ENG</LANGUAGE></SONRS></SIGNONMSGSRSV1>
"#,
            noon(today)
        ),
    );
}

/// Appends what stands behind all statements.
pub fn foot(out: &mut Vec<u8>) {
    put(out, "</OFX>\n");
}

/// Begins the statements of a kind.
pub fn open_section(out: &mut Vec<u8>, section: Section) {
    put(out, &format!("<{}>\n", messages(section)));
}

/// Ends them.
pub fn close_section(out: &mut Vec<u8>, section: Section) {
    put(out, &format!("</{}>\n", messages(section)));
}

/// Begins the statement of an account with what happened from `from` to `to`.
pub fn open_statement(out: &mut Vec<u8>, account: &Account, from: NaiveDate, to: NaiveDate) {
    let currency = account.opening.currency();
    let (answer, statement) = elements(section(account));
    let id = if account.iban.is_empty() { &account.name } else { &account.iban };
    let id = escape(id.as_str());
    let which = match section(account) {
        Section::CreditCard => format!("<CCACCTFROM><ACCTID>{id}</ACCTID></CCACCTFROM>"),
        Section::Bank => format!(
            "<BANKACCTFROM><BANKID>{}</BANKID><ACCTID>{id}</ACCTID>\
            <ACCTTYPE>{}</ACCTTYPE></BANKACCTFROM>",
            escape(bank(&account.iban)),
            kind(account.kind)
        ),
    };
    put(
        out,
        &format!(
            "<{answer}><TRNUID>0</TRNUID>{STATUS}<{statement}><CURDEF>{currency}</CURDEF>{which}\n\
            <BANKTRANLIST><DTSTART>{}</DTSTART><DTEND>{}</DTEND>\n",
            noon(from),
            noon(to)
        ),
    );
}

/// Appends a transaction of the statement that is open.
pub fn entry(out: &mut Vec<u8>, entry: &Entry) {
    let kind = match (&entry.counterpart, entry.amount.minor() < 0) {
        (Some(_), _) => "XFER",
        (None, true) => "DEBIT",
        (None, false) => "CREDIT",
    };
    let mut text = format!(
        "<STMTTRN><TRNTYPE>{kind}</TRNTYPE><DTPOSTED>{}</DTPOSTED><TRNAMT>{}</TRNAMT><FITID>{}</FITID>",
        noon(entry.date),
        entry.amount,
        escape(entry.number.as_str())
    );
    element(&mut text, "NAME", &entry.payee, NAME);
    if entry.payee.chars().count() > NAME {
        element(&mut text, "EXTDNAME", &entry.payee, LONG_NAME);
    }
    element(&mut text, "MEMO", &entry.memo, MEMO);
    text.push_str("</STMTTRN>\n");
    put(out, &text);
}

/// Ends the statement of an account: its balance at the end of a day.
pub fn close_statement(out: &mut Vec<u8>, account: &Account, balance: Money, on: NaiveDate) {
    let (answer, statement) = elements(section(account));
    put(
        out,
        &format!(
            "</BANKTRANLIST>\n<LEDGERBAL><BALAMT>{balance}</BALAMT><DTASOF>{}</DTASOF></LEDGERBAL>\
            </{statement}></{answer}>\n",
            noon(on)
        ),
    );
}

const STATUS: &str = "<STATUS><CODE>0</CODE><SEVERITY>INFO</SEVERITY></STATUS>";

fn messages(section: Section) -> &'static str {
    match section {
        Section::Bank => "BANKMSGSRSV1",
        Section::CreditCard => "CREDITCARDMSGSRSV1",
    }
}

fn elements(section: Section) -> (&'static str, &'static str) {
    match section {
        Section::Bank => ("STMTTRNRS", "STMTRS"),
        Section::CreditCard => ("CCSTMTTRNRS", "CCSTMTRS"),
    }
}

fn kind(kind: AccountKind) -> &'static str {
    match kind {
        AccountKind::Savings => "SAVINGS",
        AccountKind::Loan => "CREDITLINE",
        AccountKind::Checking | AccountKind::Cash | AccountKind::CreditCard => "CHECKING",
    }
}

/// The routing number is needed: what follows an IBAN's country and check digits, as far as the
/// element goes, which in most countries names the bank.
fn bank(iban: &str) -> &str {
    iban.get(4..12).unwrap_or("0")
}

/// Noon, so that a program in another time zone does not shift the day.
fn noon(day: NaiveDate) -> String {
    day.format("%Y%m%d120000").to_string()
}

/// An element, if there is something to say. XML has no control characters.
fn element(text: &mut String, name: &str, value: &str, longest: usize) {
    let value: String =
        value.chars().map(|c| if c.is_control() { ' ' } else { c }).take(longest).collect();
    let value = value.trim();
    if !value.is_empty() {
        text.push_str(&format!("<{name}>{}</{name}>", escape(value)));
    }
}

fn put(out: &mut Vec<u8>, text: &str) {
    out.extend_from_slice(text.as_bytes());
}
