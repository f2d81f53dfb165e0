//! Whatever the layout, the same entries come out: by default, or once the question that was asked is answered.

use std::ops::ControlFlow;

use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use proptest::sample::select;
use rust_decimal::Decimal;
use statements::{DateOrder, Options, QuestionKind, Statement, read};

#[derive(Clone, Debug)]
struct Entry {
    date: NaiveDate,
    /// In hundredths.
    minor: i64,
    payee: &'static str,
    memo: &'static str,
}

/// Header words of one language.
#[derive(Clone, Copy, Debug)]
struct Words {
    date: &'static str,
    payee: &'static str,
    memo: &'static str,
    amount: &'static str,
    debit: &'static str,
    credit: &'static str,
    marker: &'static str,
    out: &'static str,
    incoming: &'static str,
    balance: &'static str,
}

const LANGUAGES: [Words; 8] = [
    Words {
        date: "Date",
        payee: "Payee",
        memo: "Description",
        amount: "Amount",
        debit: "Debit",
        credit: "Credit",
        marker: "Type",
        out: "DEBIT",
        incoming: "CREDIT",
        balance: "Balance",
    },
    Words {
        date: "Buchungstag",
        payee: "Empfänger",
        memo: "Verwendungszweck",
        amount: "Betrag",
        debit: "Soll",
        credit: "Haben",
        marker: "S/H",
        out: "S",
        incoming: "H",
        balance: "Saldo",
    },
    Words {
        date: "Date opération",
        payee: "Bénéficiaire",
        memo: "Libellé",
        amount: "Montant",
        debit: "Débit",
        credit: "Crédit",
        marker: "Sens",
        out: "D",
        incoming: "C",
        balance: "Solde",
    },
    Words {
        date: "Fecha",
        payee: "Beneficiario",
        memo: "Concepto",
        amount: "Importe",
        debit: "Cargos",
        credit: "Abonos",
        marker: "Debe/Haber",
        out: "Cargo",
        incoming: "Abono",
        balance: "Saldo",
    },
    Words {
        date: "Data",
        payee: "Controparte",
        memo: "Descrizione",
        amount: "Importo",
        debit: "Addebiti",
        credit: "Accrediti",
        marker: "Dare/Avere",
        out: "Dare",
        incoming: "Avere",
        balance: "Saldo finale",
    },
    Words {
        date: "Datum",
        payee: "Naam tegenpartij",
        memo: "Omschrijving",
        amount: "Bedrag (EUR)",
        debit: "Af",
        credit: "Bij",
        marker: "Af Bij",
        out: "Af",
        incoming: "Bij",
        balance: "Saldo na mutatie",
    },
    Words {
        date: "Data operacji",
        payee: "Nadawca / Odbiorca",
        memo: "Tytuł",
        amount: "Kwota",
        debit: "Obciążenia",
        credit: "Uznania",
        marker: "D/C",
        out: "D",
        incoming: "C",
        balance: "Saldo po operacji",
    },
    Words {
        date: "Bokföringsdag",
        payee: "Mottagare",
        memo: "Meddelande",
        amount: "Belopp",
        debit: "Uttag",
        credit: "Insättning",
        marker: "+/-",
        out: "-",
        incoming: "+",
        balance: "Saldo",
    },
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Style {
    Signed,
    TrailingMinus,
    Parentheses,
    Columns,
    Marker,
    Suffix,
}

#[derive(Clone, Debug)]
struct Layout {
    words: Words,
    has_header: bool,
    delimiter: char,
    date: (&'static str, DateOrder),
    style: Style,
    is_comma: bool,
    group: &'static str,
    has_balance: bool,
    has_memo: bool,
    newest_first: bool,
    quotes_all: bool,
    line_end: &'static str,
    preamble: usize,
    footer: bool,
    amount_first: bool,
    /// Value date, currency and reference beside the rest.
    has_extras: bool,
}

fn entries() -> impl Strategy<Value = Vec<Entry>> {
    let payees = select(vec![
        "Bäckerei Müller",
        "REWE Markt 1234",
        "ACME, Inc.",
        "Café \"Zur Post\"",
        "Jan de Vries",
        "Zażółć S.A.",
        "5 Continents",
    ]);
    let memos = select(vec![
        "Rechnung 20240101",
        "Einkauf vom 03.02. 12:30",
        "thanks; see you",
        "12,50 each",
        "x",
    ]);
    let entry = (0u64..40, prop_oneof![4 => -300_000i64..0, 1 => 1i64..3_000_000], payees, memos);
    (0u64..9000, prop::collection::vec(entry, 2..40)).prop_map(|(start, entries)| {
        let first = NaiveDate::from_ymd_opt(2001, 1, 1).unwrap_or_default();
        let mut entries: Vec<Entry> = entries
            .into_iter()
            .map(|(day, minor, payee, memo)| Entry {
                date: first + Days::new(start + day),
                minor,
                payee,
                memo,
            })
            .collect();
        entries.sort_by_key(|entry| entry.date);
        entries
    })
}

fn layout() -> impl Strategy<Value = Layout> {
    let dates = select(vec![
        ("%Y-%m-%d", DateOrder::Ymd),
        ("%Y%m%d", DateOrder::Ymd),
        ("%d.%m.%Y", DateOrder::Dmy),
        ("%d/%m/%Y", DateOrder::Dmy),
        ("%m/%d/%Y", DateOrder::Mdy),
        ("%d-%m-%y", DateOrder::Dmy),
        ("%m/%d/%y", DateOrder::Mdy),
        ("%d %b %Y", DateOrder::Dmy),
        ("%Y-%m-%d %H:%M:%S", DateOrder::Ymd),
    ]);
    let styles = select(vec![
        Style::Signed,
        Style::TrailingMinus,
        Style::Parentheses,
        Style::Columns,
        Style::Marker,
        Style::Suffix,
    ]);
    let look = (
        select(LANGUAGES.to_vec()),
        any::<bool>(),
        select(vec![',', ';', '\t', '|']),
        dates,
        styles,
    );
    let numbers = (
        any::<bool>(),
        select(vec!["", "group", " ", "'", "\u{a0}"]),
        any::<bool>(),
        any::<bool>(),
        any::<bool>(),
    );
    let file = (
        any::<bool>(),
        select(vec!["\n", "\r\n", "\r"]),
        0usize..4,
        any::<bool>(),
        any::<bool>(),
        any::<bool>(),
    );
    (look, numbers, file).prop_map(
        |(
            (words, has_header, delimiter, date, style),
            (is_comma, group, has_balance, has_memo, newest_first),
            (quotes_all, line_end, preamble, footer, amount_first, has_extras),
        )| {
            Layout {
                words,
                has_header,
                delimiter,
                date,
                style,
                is_comma,
                group: match group {
                    "group" if is_comma => ".",
                    "group" => ",",
                    other => other,
                },
                has_balance,
                has_memo,
                newest_first,
                quotes_all,
                line_end,
                preamble,
                footer,
                amount_first,
                has_extras,
            }
            .with_fitting_words()
        },
    )
}

impl Layout {
    /// Only banks that write English put the month first.
    fn with_fitting_words(self) -> Layout {
        let words = if self.date.1 == DateOrder::Mdy { LANGUAGES[0] } else { self.words };
        Layout { words, ..self }
    }

    fn number(&self, minor: i64) -> String {
        let digits = (minor.abs() / 100).to_string();
        let mut whole = String::new();
        for (place, digit) in digits.chars().enumerate() {
            if place > 0 && (digits.len() - place).is_multiple_of(3) {
                whole.push_str(self.group);
            }
            whole.push(digit);
        }
        format!("{whole}{}{:02}", if self.is_comma { ',' } else { '.' }, minor.abs() % 100)
    }

    fn signed(&self, minor: i64) -> String {
        let number = self.number(minor);
        match (self.style, minor < 0) {
            (Style::TrailingMinus, true) => format!("{number}-"),
            (Style::Parentheses, true) => format!("({number})"),
            (_, true) => format!("-{number}"),
            (_, false) => number,
        }
    }

    fn date(&self, date: NaiveDate) -> String {
        date.and_hms_opt(10, 20, 30).unwrap_or_default().format(self.date.0).to_string()
    }

    fn amounts(&self, minor: i64) -> Vec<String> {
        match (self.style, minor < 0) {
            (Style::Columns, true) => vec![self.number(minor), String::new()],
            (Style::Columns, false) => vec![String::new(), self.number(minor)],
            (Style::Marker, is_out) => {
                vec![
                    self.number(minor),
                    if is_out { self.words.out } else { self.words.incoming }.to_owned(),
                ]
            }
            (Style::Suffix, is_out) => {
                vec![format!("{} {}", self.number(minor), if is_out { "Dr" } else { "Cr" })]
            }
            _ => vec![self.signed(minor)],
        }
    }

    fn line(
        &self,
        date: &str,
        amounts: &[String],
        payee: &str,
        memo: &str,
        balance: &str,
        extras: [&str; 3],
    ) -> String {
        let mut cells = vec![date.to_owned()];
        if self.has_extras {
            cells.extend(extras.map(str::to_owned));
        }
        if self.amount_first {
            cells.extend_from_slice(amounts);
        }
        cells.push(payee.to_owned());
        if self.has_memo {
            cells.push(memo.to_owned());
        }
        if !self.amount_first {
            cells.extend_from_slice(amounts);
        }
        if self.has_balance {
            cells.push(balance.to_owned());
        }
        let cells: Vec<String> = cells.iter().map(|cell| self.quoted(cell)).collect();
        cells.join(&self.delimiter.to_string())
    }

    fn quoted(&self, cell: &str) -> String {
        if self.quotes_all || cell.contains([self.delimiter, '"']) {
            format!("\"{}\"", cell.replace('"', "\"\""))
        } else {
            cell.to_owned()
        }
    }

    fn file(&self, entries: &[Entry]) -> String {
        let mut lines: Vec<String> = Vec::new();
        for place in 0..self.preamble {
            lines.push(["Kontoauszug", "Account holder: J. Doe", ""][place % 3].to_owned());
        }
        if self.has_header {
            let words = &self.words;
            let amounts: Vec<String> = match self.style {
                Style::Columns => vec![words.debit.to_owned(), words.credit.to_owned()],
                Style::Marker => vec![words.amount.to_owned(), words.marker.to_owned()],
                _ => vec![words.amount.to_owned()],
            };
            lines.push(self.line(
                words.date,
                &amounts,
                words.payee,
                words.memo,
                words.balance,
                ["Value Date", "Currency", "Reference"],
            ));
        }
        let mut balance = 100_000;
        let mut body: Vec<String> = Vec::new();
        for entry in entries {
            balance += entry.minor;
            let date = self.date(entry.date);
            let value_date = self.date(entry.date + Days::new(2));
            let reference = format!("R{}", balance.unsigned_abs());
            let balance = if balance < 0 {
                format!("-{}", self.number(balance))
            } else {
                self.number(balance)
            };
            body.push(self.line(
                &date,
                &self.amounts(entry.minor),
                entry.payee,
                entry.memo,
                &balance,
                [&value_date, "EUR", &reference],
            ));
        }
        if self.newest_first {
            body.reverse();
        }
        lines.extend(body);
        if self.footer {
            lines.push(String::new());
            lines.push("* all times are local".to_owned());
        }
        lines.join(self.line_end) + self.line_end
    }
}

type Rows = Vec<(NaiveDate, Decimal)>;

fn try_read(text: &str, options: &Options) -> Result<Statement, String> {
    let statements = read(text.as_bytes(), options, &mut |_, _| ControlFlow::Continue(()))
        .map_err(|error| error.to_string())?;
    statements.into_iter().next().ok_or_else(|| "no statement".to_owned())
}

fn rows(statement: &Statement) -> Rows {
    let mut rows: Rows =
        statement.rows.iter().map(|row| (row.date, row.amount.normalize())).collect();
    rows.sort_unstable();
    rows
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn the_same_entries_in_any_layout(entries in entries(), layout in layout()) {
        let text = layout.file(&entries);
        let mut wanted: Rows = entries.iter().map(|entry| (entry.date, Decimal::new(entry.minor, 2).normalize())).collect();
        wanted.sort_unstable();
        let statement = try_read(&text, &Options::default());
        prop_assert!(statement.is_ok(), "{statement:?}\n{text}");
        let statement = statement.unwrap_or_else(|_| unreachable!());
        if rows(&statement) == wanted {
            return Ok(());
        }
        let asks = |kind: QuestionKind| statement.questions.iter().any(|question| question.kind == kind);
        let mut told: Vec<Options> = Vec::new();
        let order = Some(layout.date.1).filter(|_| asks(QuestionKind::DateOrder));
        told.push(Options { date_order: order, ..Options::default() });
        if asks(QuestionKind::Sign) {
            told.push(Options { date_order: order, flip_sign: Some(true), ..Options::default() });
        }
        let right = told.iter().any(|options| try_read(&text, options).is_ok_and(|statement| rows(&statement) == wanted));
        prop_assert!(right, "asked {:?} of\n{}\nread {:?}", statement.questions, text, statement.rows.iter().map(|row| (row.date, row.amount)).collect::<Vec<_>>());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    /// Decimal commas without quotes between commas: each entry comes out as it is, or is said to be unreadable.
    #[test]
    fn torn_numbers_are_never_guessed(
        entries in entries(), has_balance: bool, drops_zeros: bool, has_sides: bool,
    ) {
        let number = |minor: i64| {
            let sign = if minor < 0 { "-" } else { "" };
            match (minor.abs() / 100, minor.abs() % 100) {
                (whole, 0) if drops_zeros => format!("{sign}{whole}"),
                (whole, cents) => format!("{sign}{whole},{cents:02}"),
            }
        };
        let sides = if has_sides { "Debit,Credit" } else { "Amount" };
        let mut file = format!("Date,Payee,{sides}{}\n", if has_balance { ",Balance" } else { "" });
        let mut balance = 0;
        for Entry { date, minor, payee, .. } in entries.iter().filter(|entry| !entry.payee.contains('"')) {
            balance += minor;
            let amount = match (has_sides, *minor < 0) {
                (false, _) => number(*minor),
                (true, true) => format!("{},", number(-minor)),
                (true, false) => format!(",{}", number(*minor)),
            };
            file += &format!("{date},{payee},{amount}");
            if has_balance {
                file += &format!(",{}", number(balance));
            }
            file.push('\n');
        }
        let mut expected: Vec<(NaiveDate, Decimal)> = entries
            .iter()
            .filter(|entry| !entry.payee.contains('"'))
            .map(|entry| (entry.date, Decimal::new(entry.minor, 2)))
            .collect();
        prop_assume!(!expected.is_empty());
        let read = read(file.as_bytes(), &Options::default(), &mut |_, _| ControlFlow::Continue(()));
        let statements = read.unwrap_or_default();
        let problems = statements.iter().map(|statement| statement.problems.len()).sum::<usize>();
        for row in statements.iter().flat_map(|statement| &statement.rows) {
            let place = expected.iter().position(|entry| *entry == (row.date, row.amount));
            prop_assert!(place.is_some(), "{} {} of\n{file}", row.date, row.amount);
            expected.swap_remove(place.unwrap_or_default());
        }
        prop_assert!(expected.len() <= problems, "{expected:?} and {problems} problems of\n{file}");
    }
}
