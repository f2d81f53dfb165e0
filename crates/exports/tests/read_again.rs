//! What is written, the reader of bank files reads: the same days, amounts, texts and numbers.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use chrono::NaiveDate;
use exports::{Account, Entry, Part, csv, guard, number, ofx, qif};
use ledger::{AccountKind, Currency, Money, Status, TransactionId};
use proptest::{prelude::*, sample::select};
use rust_decimal::Decimal;
use statements::{BalanceKind, Format, Options, QuestionKind, Row, Statement, read};
use std::ops::ControlFlow;

fn money(minor: i64) -> Money {
    Money::from_minor(minor, Currency::EUR)
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn account(name: &str, kind: AccountKind, iban: &str) -> Account {
    let (opening, opened_on) = (money(10_000), day("2026-01-01"));
    Account { name: name.into(), kind, iban: iban.into(), opening, opened_on }
}

/// Texts that a spreadsheet, XML, or a format of lines could trip over.
fn text() -> impl Strategy<Value = &'static str> {
    select(vec![
        "Lidl",
        "Bäckerei \"Zur Post\", Köln",
        "=HYPERLINK(\"http://x\";\"y\")",
        "'=1+1",
        "''+1",
        "'quoted'",
        "-12.30",
        "@SUM(A1)",
        "<b>&amp;</b>",
        "^ caret",
        "[Giro]",
        "Tom & Jerry's; a|b",
        "日本",
        "A payee whose name is longer than the thirty-two characters of OFX",
    ])
}

fn entries() -> impl Strategy<Value = Vec<Entry>> {
    let part = (select(vec![None, Some("Food:Groceries"), Some("-Own")]), -90_000i64..90_000);
    let entry = (
        0u64..700,
        text(),
        prop_oneof![Just(""), text()],
        prop::collection::vec(part, 1..4),
        select(Status::ALL.to_vec()),
        prop::bool::weighted(0.2),
    );
    prop::collection::vec(entry, 1..30).prop_map(|drawn| {
        let mut entries = Vec::new();
        for (id, (days, payee, memo, parts, status, transfer)) in (1..).zip(drawn) {
            let part = |(category, minor): (Option<&str>, i64)| Part {
                category: category.map(str::to_owned),
                // Never zero.
                amount: money(minor * 2 + 1),
                note: String::new(),
            };
            let parts: Vec<Part> = parts.into_iter().map(part).collect();
            let amount = parts.iter().fold(money(0), |sum, p| sum.checked_add(p.amount).unwrap());
            if amount.minor() == 0 {
                continue;
            }
            entries.push(Entry {
                number: number::of([7; 16], TransactionId::new(id)),
                date: day("2025-01-01") + chrono::Days::new(days),
                payee: payee.to_owned(),
                memo: memo.to_owned(),
                amount,
                status,
                parts,
                tags: vec!["=tag".into()],
                counterpart: transfer.then(|| "Savings".to_owned()),
            });
        }
        entries
    })
}

fn read_again(bytes: &[u8], format: Format) -> Statement {
    let mut statements =
        read(bytes, &Options::default(), &mut |_, _| ControlFlow::Continue(())).unwrap();
    assert_eq!(statements.len(), 1);
    let statement = statements.remove(0);
    assert_eq!(statement.format, format);
    assert_eq!(statement.problems, []);
    statement
}

/// Day, amount, payee, memo, number.
fn said(row: &Row) -> (NaiveDate, Decimal, &str, &str, Option<&str>) {
    (row.date, row.amount, &row.payee, &row.memo, row.bank_id.as_deref())
}

fn wrote(entry: &Entry, amount: Money) -> (NaiveDate, Decimal, &str, &str, Option<&str>) {
    (entry.date, amount.decimal(), &entry.payee, &entry.memo, Some(&entry.number))
}

/// The names of its category, the outermost first.
fn path(part: &Part) -> Vec<String> {
    part.category.iter().flat_map(|path| path.split(':')).map(str::to_owned).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn csv_is_read_again(entries in entries()) {
        let mut file = Vec::new();
        csv::head(&mut file);
        entries.iter().for_each(|entry| csv::entry(&mut file, "=Giro", entry));
        prop_assume!(!entries.is_empty());
        let statement = read_again(&file, Format::Csv);
        // Where nearly all is money in, no reader could tell; it reads it rightly all the same.
        prop_assert!(statement.questions.iter().all(|asked| asked.kind == QuestionKind::Sign));
        let parts: Vec<(&Entry, &Part)> =
            entries.iter().flat_map(|e| e.parts.iter().map(move |part| (e, part))).collect();
        prop_assert_eq!(statement.rows.len(), parts.len());
        for (row, (entry, part)) in statement.rows.iter().zip(parts) {
            prop_assert_eq!(said(row), wrote(entry, part.amount));
            prop_assert_eq!(&row.category, &path(part));
            prop_assert_eq!(&row.counter_account, &entry.counterpart);
            prop_assert_eq!(&row.tags, &entry.tags);
            prop_assert_eq!(row.account.as_deref(), Some("=Giro"));
            prop_assert_eq!(row.currency.as_deref(), Some("EUR"));
            prop_assert_eq!(row.pending, entry.status == Status::Pending);
        }
    }

    #[test]
    fn qif_is_read_again(entries in entries()) {
        let giro = account("Giro", AccountKind::Checking, "");
        let mut file = Vec::new();
        qif::categories(&mut file, [("Food:Groceries", ledger::CategoryKind::Expense)]);
        qif::account(&mut file, &giro);
        qif::opening(&mut file, &giro, &number::of_opening([7; 16]));
        entries.iter().for_each(|entry| qif::entry(&mut file, entry));
        let statement = read_again(&file, Format::Qif);
        prop_assert_eq!(statement.account.as_deref(), Some("Giro"));
        let [opening] = &statement.balances[..] else { panic!("{:?}", statement.balances) };
        prop_assert_eq!((opening.kind, opening.amount), (BalanceKind::Opening, Decimal::new(100, 0)));
        prop_assert_eq!(statement.rows.len(), entries.len());
        for (row, entry) in statement.rows.iter().zip(&entries) {
            prop_assert_eq!(said(row), wrote(entry, entry.amount));
            prop_assert_eq!(&row.transfer, &entry.counterpart);
            match (&entry.counterpart, &entry.parts[..]) {
                (Some(_), _) => {}
                (None, [only]) => prop_assert_eq!(&row.category, &path(only)),
                (None, parts) => {
                    let wrote = parts.iter().map(|part| (path(part), part.amount.decimal()));
                    let read = row.splits.iter().map(|part| (part.category.clone(), part.amount));
                    prop_assert!(read.eq(wrote));
                }
            }
        }
    }

    #[test]
    fn ofx_is_read_again(entries in entries(), card: bool) {
        let kind = if card { AccountKind::CreditCard } else { AccountKind::Checking };
        let giro = account("Giro", kind, "DE02120300000000202051");
        let (first, last) = (day("2025-01-01"), day("2026-12-31"));
        let mut file = Vec::new();
        ofx::head(&mut file, last);
        ofx::open_section(&mut file, ofx::section(&giro));
        ofx::open_statement(&mut file, &giro, first, last);
        entries.iter().for_each(|entry| ofx::entry(&mut file, entry));
        ofx::close_statement(&mut file, &giro, money(-4_205), last);
        ofx::close_section(&mut file, ofx::section(&giro));
        ofx::foot(&mut file);
        let statement = read_again(&file, Format::Ofx);
        prop_assert_eq!(statement.account.as_deref(), Some("DE02120300000000202051"));
        prop_assert_eq!(statement.currency.as_deref(), Some("EUR"));
        let [closing] = &statement.balances[..] else { panic!("{:?}", statement.balances) };
        prop_assert_eq!((closing.kind, closing.date), (BalanceKind::Closing, last));
        prop_assert_eq!(closing.amount, Decimal::new(-4205, 2));
        prop_assert_eq!(statement.rows.len(), entries.len());
        for (row, entry) in statement.rows.iter().zip(&entries) {
            prop_assert_eq!(said(row), wrote(entry, entry.amount));
        }
    }

    /// No two texts become one, and none is a formula.
    #[test]
    fn guarded_texts_stay_apart(one in "['=+@a-]{0,5}", other in "['=+@a-]{0,5}") {
        prop_assert_eq!(one == other, guard::text(&one) == guard::text(&other));
        prop_assert!(!guard::text(&one).starts_with(['=', '+', '-', '@', '\t', '\r', '\n']));
    }
}

#[test]
fn a_file_looks_as_its_format_asks() {
    let entry = Entry {
        number: "eiq-07070707-1".into(),
        date: day("2026-03-02"),
        payee: "Café \"Süd\", Köln".into(),
        memo: "=1+1".into(),
        amount: money(-1_230),
        status: Status::Cleared,
        parts: vec![
            Part { category: Some("Food".into()), amount: money(-1_000), note: String::new() },
            Part { category: None, amount: money(-230), note: "tip".into() },
        ],
        tags: vec!["trip".into(), "work".into()],
        counterpart: None,
    };
    let written = |write: &dyn Fn(&mut Vec<u8>)| {
        let mut file = Vec::new();
        write(&mut file);
        String::from_utf8(file).unwrap()
    };
    assert_eq!(
        written(&|file| csv::entry(file, "Giro", &entry)),
        "2026-03-02,Giro,\"Café \"\"Süd\"\", Köln\",'=1+1,Food,-10.00,EUR,,\"trip, work\",,Cleared,eiq-07070707-1\r\n\
         2026-03-02,Giro,\"Café \"\"Süd\"\", Köln\",'=1+1,,-2.30,EUR,tip,\"trip, work\",,Cleared,eiq-07070707-1\r\n"
    );
    assert_eq!(
        written(&|file| qif::entry(file, &entry)),
        "D03/02/2026\nT-12.30\nC*\nNeiq-07070707-1\nPCafé \"Süd\", Köln\nM=1+1\nSFood\n$-10.00\nS\nEtip\n$-2.30\n^\n"
    );
    assert_eq!(
        written(&|file| ofx::entry(file, &entry)),
        "<STMTTRN><TRNTYPE>DEBIT</TRNTYPE><DTPOSTED>20260302120000</DTPOSTED><TRNAMT>-12.30</TRNAMT>\
         <FITID>eiq-07070707-1</FITID><NAME>Café &quot;Süd&quot;, Köln</NAME><MEMO>=1+1</MEMO></STMTTRN>\n"
    );
}
