//! What the lines above the header say of the account.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::csv::markers;
use crate::csv::records::Records;
use crate::csv::words;
use crate::layout::{Layout, Role};
use crate::statement::{AccountDetails, Balance, BalanceKind, Period, Row};
use crate::{account, amount, date, fold};

#[derive(Default)]
pub(crate) struct Preamble {
    pub(crate) account: Option<String>,
    pub(crate) currency: Option<String>,
    period: Option<Period>,
    balances: Vec<(BalanceKind, Option<NaiveDate>, Decimal)>,
}

/// Reads the lines above the header; a file without one has no preamble.
pub(crate) fn read(text: &str, layout: &Layout) -> Preamble {
    let mut preamble = Preamble::default();
    let Some(header) = layout.header_line else { return preamble };
    let mut records = Records::new(text, u8::try_from(layout.delimiter).unwrap_or(b','));
    let mut begun = None;
    while let Some(record) = records.next() {
        if record.line >= header {
            break;
        }
        // Some banks part these lines by another mark than the entries.
        let cells = record.cells().flat_map(|cell| cell.split([';', '\t'])).map(str::trim);
        let cells: Vec<&str> = cells.filter(|cell| !cell.is_empty()).collect();
        preamble.add(&cells, layout, &mut begun);
    }
    preamble
}

impl Preamble {
    /// `begun` is the first day, until a line with the last one comes.
    fn add(&mut self, cells: &[&str], layout: &Layout, begun: &mut Option<NaiveDate>) {
        if let Some(iban) = cells.iter().find_map(|cell| iban_in(cell)) {
            // It says more than the national number beside it.
            if self.account.as_deref().and_then(account::iban).is_none() {
                self.account = Some(iban);
            }
        }
        let Some((label, value)) = parted(cells) else { return };
        let days: Vec<NaiveDate> = cells
            .iter()
            .flat_map(|cell| cell.split([' ', ',', '(', ')']))
            .filter_map(|word| date::parse(word)?.resolve(layout.date_order))
            .collect();
        match days[..] {
            [from, to] => self.covers(from, to),
            [day] if is_start(&label) => *begun = Some(day),
            [day] if is_end(&label) => {
                if let Some(from) = begun.take() {
                    self.covers(from, day);
                }
            }
            _ => {}
        }
        match words::meaning(&label).map(|(role, _)| role) {
            Some(Role::Account | Role::CounterAccount) => {
                if let Some(number) = number(&value) {
                    self.account.get_or_insert(number);
                }
            }
            Some(Role::Currency) => {
                self.currency = words::currency(&value).map(|code| code.code().to_owned());
            }
            _ => {
                if let Some(kind) = markers::stated_balance(&label)
                    && let Some(amount) = amount::parse(&value)
                    && let Some(amount) = amount.value(layout.decimal_mark)
                {
                    self.balances.push((kind, days.first().copied(), amount));
                }
            }
        }
    }

    fn covers(&mut self, from: NaiveDate, to: NaiveDate) {
        if from <= to {
            self.period.get_or_insert(Period { from, to, stated: true });
        }
    }

    pub(crate) fn details(&self) -> AccountDetails {
        self.account.as_deref().map(AccountDetails::of).unwrap_or_default()
    }

    /// The period, if no entry lies outside it.
    pub(crate) fn periods(&self, rows: &[Row]) -> Vec<Period> {
        let holds =
            |period: &Period| rows.iter().all(|row| (period.from..=period.to).contains(&row.date));
        self.period.filter(holds).into_iter().collect()
    }

    /// A balance without a day is that of the period's ends, or of the first and the last entry.
    pub(crate) fn balances(&self, rows: &[Row]) -> Vec<Balance> {
        let period = self.periods(rows).first().copied();
        let days = || {
            let ends = period.into_iter().flat_map(|period| [period.from, period.to]);
            rows.iter().map(|row| row.date).chain(ends)
        };
        let balance = |(kind, day, amount): &(BalanceKind, Option<NaiveDate>, Decimal)| {
            let end = if *kind == BalanceKind::Opening { days().min() } else { days().max() };
            let date = day.or(end)?;
            Some(Balance { account: None, kind: *kind, date, amount: *amount })
        };
        self.balances.iter().filter_map(balance).collect()
    }
}

/// The lines name an account, by its IBAN or behind a word for it.
pub(crate) fn names_account(text: &str, delimiter: u8) -> bool {
    let mut records = Records::new(text, delimiter);
    while let Some(record) = records.next() {
        let cells: Vec<&str> = record.cells().filter(|cell| !cell.is_empty()).collect();
        let is_number = |(label, value): (String, String)| {
            let role = words::meaning(&label).map(|(role, _)| role);
            matches!(role, Some(Role::Account | Role::CounterAccount)) && number(&value).is_some()
        };
        if cells.iter().any(|cell| iban_in(cell).is_some()) || parted(&cells).is_some_and(is_number)
        {
            return true;
        }
    }
    false
}

/// `IBAN: DE89 …` and the like, in one cell.
fn iban_in(cell: &str) -> Option<String> {
    let behind = cell.split([':', '/', '|']);
    std::iter::once(cell).chain(behind).find_map(account::iban)
}

/// The label and what stands behind it, in the next cell or behind a colon.
fn parted(cells: &[&str]) -> Option<(String, String)> {
    let first = cells.first()?;
    match first.split_once(':').filter(|(label, _)| !label.contains(|c: char| c.is_ascii_digit())) {
        Some((label, value)) if !value.trim().is_empty() => {
            Some((label.to_owned(), value.trim().to_owned()))
        }
        _ => Some((first.trim_end_matches(':').to_owned(), (*cells.get(1)?).to_owned())),
    }
}

/// The account number that a text is or begins with.
fn number(text: &str) -> Option<String> {
    let has_digits = |text: &str| text.bytes().filter(u8::is_ascii_digit).count() >= 4;
    let start = text.split(|c: char| c.is_alphabetic()).next().unwrap_or("").trim();
    let number = if has_digits(start) { start } else { text };
    (has_digits(number) && date::parse(number).is_none()).then(|| number.to_owned())
}

fn is_start(label: &str) -> bool {
    let folded = fold::words(label);
    let mut words = folded.split(' ');
    words.any(|word| {
        matches!(
            word,
            "from"
                | "von"
                | "ab"
                | "du"
                | "desde"
                | "dal"
                | "da"
                | "vanaf"
                | "van"
                | "od"
                | "fra"
                | "fran"
                | "start"
                | "datestart"
                | "tol"
        )
    })
}

fn is_end(label: &str) -> bool {
    let folded = fold::words(label);
    let mut words = folded.split(' ');
    words.any(|word| {
        matches!(
            word,
            "to" | "until"
                | "bis"
                | "au"
                | "hasta"
                | "al"
                | "ate"
                | "tot"
                | "do"
                | "til"
                | "till"
                | "end"
                | "dateend"
                | "ig"
        )
    })
}
