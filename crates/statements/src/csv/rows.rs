//! Records to rows, once the layout is known.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::amount::{self, Direction};
use crate::csv::header::Header;
use crate::csv::markers::{self, Status};
use crate::csv::profile::Profile;
use crate::csv::records::Record;
use crate::csv::texts::{self, unguarded};
use crate::layout::{Layout, Role};
use crate::statement::{Balance, BalanceKind, Problem, ProblemCode, Row};

/// Collects what the records of one file hold.
pub(crate) struct Collector<'l> {
    layout: &'l Layout,
    header: Option<&'l Header>,
    profile: &'l Profile,
    places: Places,
    width: usize,
    pub(crate) rows: Vec<Row>,
    /// What a word beside the amount of each row says; empty if there are no such words.
    pub(crate) directions: Vec<Option<Direction>>,
    pub(crate) balances: Vec<Balance>,
    pub(crate) problems: Vec<Problem>,
}

/// Columns by role.
struct Places {
    date: usize,
    /// Stands in where the date is empty, as with entries that are not booked yet.
    value_date: Option<usize>,
    amount: Option<usize>,
    /// With whether the column writes money out with a minus.
    debit: Option<(usize, bool)>,
    /// With whether the column writes money in with a minus.
    credit: Option<(usize, bool)>,
    marker: Option<usize>,
    balance: Option<usize>,
    payees: Vec<usize>,
    memos: Vec<usize>,
    currency: Option<usize>,
    bank_id: Option<usize>,
    account: Option<usize>,
    counter_account: Option<usize>,
    /// From the outermost to the innermost.
    categories: Vec<usize>,
    tags: Option<usize>,
    kind: Option<usize>,
    status: Option<usize>,
    has_directions: bool,
}

impl Places {
    fn of(layout: &Layout, profile: &Profile) -> Option<Places> {
        let all = |role: Role| {
            (0..layout.columns.len())
                .filter(|index| layout.columns[*index].role == role)
                .collect::<Vec<_>>()
        };
        let first = |role: Role| all(role).first().copied();
        let is_negative = |index: usize| {
            profile.column(index).is_some_and(|column| column.negative > column.positive)
        };
        let (date, value_date) = (first(Role::Date), first(Role::ValueDate));
        let amount = first(Role::Amount);
        let marker = first(Role::DebitCreditMarker);
        let has_suffixes = amount
            .and_then(|index| profile.column(index))
            .is_some_and(|column| column.directions > 0);
        Some(Places {
            date: date.or(value_date)?,
            value_date,
            amount,
            debit: first(Role::Debit).map(|index| (index, is_negative(index))),
            credit: first(Role::Credit).map(|index| (index, is_negative(index))),
            marker,
            balance: first(Role::Balance),
            payees: all(Role::Payee),
            memos: all(Role::Memo),
            currency: first(Role::Currency),
            bank_id: first(Role::BankId),
            account: first(Role::Account),
            counter_account: first(Role::CounterAccount),
            categories: all(Role::Category),
            tags: first(Role::Tags),
            kind: first(Role::Type),
            status: first(Role::Status),
            has_directions: marker.is_some() || has_suffixes,
        })
    }
}

/// The cells of a record, moved back into their columns where an unquoted delimiter in a text shifted them.
#[derive(Clone, Copy)]
struct Cells<'r> {
    record: &'r Record<'r>,
    /// Columns behind this one stand that many cells further on.
    shift: Option<(usize, usize)>,
}

impl<'r> Cells<'r> {
    fn get(&self, column: usize) -> &'r str {
        match self.shift {
            Some((text, by)) if column > text => self.record.cell(column + by),
            _ => self.record.cell(column),
        }
    }

    fn optional(&self, column: Option<usize>) -> Option<&'r str> {
        column.map(|column| self.get(column)).filter(|cell| !cell.is_empty())
    }
}

/// Why a record is no row.
enum NoRow {
    Problem(ProblemCode, String),
    Balance(Balance),
    /// A line of text, a blank one, a total.
    Nothing,
}

struct Value {
    amount: Decimal,
    direction: Option<Direction>,
    currency: Option<iso_currency::Currency>,
}

impl<'l> Collector<'l> {
    /// `None` if the layout names no date.
    pub(crate) fn new(
        layout: &'l Layout,
        header: Option<&'l Header>,
        profile: &'l Profile,
    ) -> Option<Collector<'l>> {
        Some(Collector {
            layout,
            header,
            profile,
            places: Places::of(layout, profile)?,
            width: profile.width(),
            rows: Vec::with_capacity(usize::try_from(profile.entries).unwrap_or(0)),
            directions: Vec::new(),
            balances: Vec::new(),
            problems: Vec::new(),
        })
    }

    pub(crate) fn add(&mut self, record: &Record<'_>) {
        if self.header.is_some_and(|header| record.line <= header.line) {
            return;
        }
        if let Some(code) = record.problem {
            self.problem(record, code, record.raw);
            return;
        }
        let plain = self.row(Cells { record, shift: None });
        match (plain, self.shifted(record)) {
            // Cells to spare, and two readings that differ: it would be a guess.
            (Ok((plain, _)), Some((shifted, _)))
                if plain.amount != shifted.amount
                    && plain.balance.is_some() == shifted.balance.is_some() =>
            {
                self.problem(record, ProblemCode::RaggedRow, record.raw);
            }
            (Ok((row, direction)), _) | (Err(_), Some((row, direction))) => {
                self.push(row, direction);
            }
            (Err(no_row), None) => self.note(record, no_row),
        }
    }

    fn push(&mut self, row: Row, direction: Option<Direction>) {
        if self.places.has_directions {
            self.directions.push(direction);
        }
        self.rows.push(row);
    }

    fn problem(&mut self, record: &Record<'_>, code: ProblemCode, excerpt: &str) {
        self.problems.push(Problem::new(record.line, code, excerpt, record.raw));
    }

    fn note(&mut self, record: &Record<'_>, no_row: NoRow) {
        match no_row {
            NoRow::Balance(balance) => self.balances.push(balance),
            NoRow::Nothing => {}
            NoRow::Problem(..) if self.header.is_some_and(|header| header.is(record)) => {}
            NoRow::Problem(_, _) if record.len() > self.width && self.width > 0 => {
                self.problem(record, ProblemCode::RaggedRow, record.raw);
            }
            NoRow::Problem(code, excerpt) => self.problem(record, code, &excerpt),
        }
    }

    /// A row with too many cells, read as if its text held the delimiter unquoted.
    fn shifted(&self, record: &Record<'_>) -> Option<(Row, Option<Direction>)> {
        if record.len() <= self.width || self.width == 0 {
            return None;
        }
        let empty = record.cells().rev().take_while(|cell| cell.is_empty()).count();
        let by = (record.len() - empty).checked_sub(self.width).filter(|by| *by > 0)?;
        self.places
            .payees
            .iter()
            .chain(&self.places.memos)
            .find_map(|text| self.row(Cells { record, shift: Some((*text, by)) }).ok())
    }

    fn row(&self, cells: Cells<'_>) -> Result<(Row, Option<Direction>), NoRow> {
        let places = &self.places;
        let is_noted = cells.get(places.date).is_empty();
        let column = places.value_date.filter(|_| is_noted).unwrap_or(places.date);
        let date_cell = cells.get(column);
        let date = self.profile.date(column, date_cell);
        let date = date.and_then(|date| date.resolve(self.layout.date_order));
        let value = self.value(cells);
        let Some(date) = date else {
            return Err(self.without_date(cells, date_cell, &value));
        };
        let (payee, memo) = self.texts(cells);
        let balance = places.balance.and_then(|index| self.decimal(cells.get(index)));
        let value = match value {
            Ok(Some(value)) => value,
            Ok(None) => {
                return Err(match balance {
                    Some(amount) => NoRow::Balance(self.balance(date, amount, cells)),
                    None => NoRow::Problem(ProblemCode::MissingAmount, cells.record.raw.to_owned()),
                });
            }
            Err(cell) => return Err(NoRow::Problem(ProblemCode::BadAmount, cell.to_owned())),
        };
        let is_balance = if payee.is_empty() {
            cells.record.cells().any(markers::is_balance)
        } else {
            markers::is_balance(&payee)
        };
        if is_balance {
            return Err(NoRow::Balance(self.balance(date, balance.unwrap_or(value.amount), cells)));
        }
        let status = cells.optional(places.status).and_then(markers::status);
        if status == Some(Status::Declined) {
            return Err(NoRow::Problem(ProblemCode::NotBooked, cells.record.raw.to_owned()));
        }
        let currency = match (cells.optional(places.currency), value.currency) {
            (Some(cell), _) => Some(cell.to_owned()),
            (None, currency) => currency.map(|currency| currency.code().to_owned()),
        };
        let row = Row {
            line: cells.record.line,
            date,
            amount: value.amount,
            currency,
            payee,
            memo,
            bank_id: cells.optional(places.bank_id).map(str::to_owned),
            balance,
            account: cells.optional(places.account).map(unguarded).map(str::to_owned),
            counter_account: cells
                .optional(places.counter_account)
                .map(unguarded)
                .map(str::to_owned),
            category: texts::category(
                places.categories.iter().map(|index| unguarded(cells.get(*index))),
            ),
            tags: cells.optional(places.tags).map(unguarded).map(texts::tags).unwrap_or_default(),
            pending: status == Some(Status::Pending),
            raw: cells.record.raw.to_owned(),
            ..Row::default()
        };
        Ok((row, value.direction))
    }

    fn without_date(
        &self,
        cells: Cells<'_>,
        date_cell: &str,
        value: &Result<Option<Value>, &str>,
    ) -> NoRow {
        let has_digit = |text: &str| text.bytes().any(|byte| byte.is_ascii_digit());
        let is_whole = cells.record.len() * 2 > self.width;
        let is_wrong = match value {
            // A date that cannot be read makes a line an entry, whatever it speaks of.
            Ok(Some(_)) if has_digit(date_cell) => !cells.record.cells().any(markers::is_balance),
            Ok(Some(_)) => !cells.record.cells().any(markers::speaks_of_balance),
            Ok(None) => is_whole && has_digit(date_cell),
            Err(cell) => is_whole && (has_digit(cell) && has_digit(date_cell)),
        };
        if is_wrong && markers::status(date_cell).is_some() {
            NoRow::Problem(ProblemCode::NotBooked, cells.record.raw.to_owned())
        } else if is_wrong {
            let excerpt = if date_cell.is_empty() { cells.record.raw } else { date_cell };
            NoRow::Problem(ProblemCode::BadDate, excerpt.to_owned())
        } else {
            NoRow::Nothing
        }
    }

    fn balance(&self, date: NaiveDate, amount: Decimal, cells: Cells<'_>) -> Balance {
        Balance {
            account: cells.optional(self.places.account).map(str::to_owned),
            kind: if self.rows.is_empty() { BalanceKind::Opening } else { BalanceKind::Closing },
            date,
            amount,
        }
    }

    fn decimal(&self, cell: &str) -> Option<Decimal> {
        let amount = amount::parse(cell)?;
        let value = amount.value(self.layout.decimal_mark)?;
        Some(if amount.direction == Some(Direction::Out) && !amount.negative {
            -value
        } else {
            value
        })
    }

    /// The amount with its sign as the file writes it; `Ok(None)` if all its cells are empty, `Err` with a cell that
    /// is no amount.
    fn value<'r>(&self, cells: Cells<'r>) -> Result<Option<Value>, &'r str> {
        let mark = self.layout.decimal_mark;
        let parse = |index: usize| -> Result<Option<(amount::Amount, Decimal)>, &'r str> {
            let cell = cells.get(index);
            if cell.is_empty() || matches!(cell, "-" | "--" | "–" | "—" | "N/A" | "n/a" | "NULL")
            {
                return Ok(None);
            }
            let amount = amount::parse(cell).ok_or(cell)?;
            Ok(Some((amount, amount.value(mark).ok_or(cell)?)))
        };
        if let Some(index) = self.places.amount {
            let marker = cells.optional(self.places.marker).and_then(markers::direction);
            return Ok(parse(index)?.map(|(amount, value)| Value {
                amount: value,
                direction: marker.or(amount.direction),
                currency: amount.currency,
            }));
        }
        let side = |place: Option<(usize, bool)>,
                    sign: Decimal|
         -> Result<Option<(Decimal, Option<iso_currency::Currency>)>, &'r str> {
            let Some((index, is_negative)) = place else { return Ok(None) };
            let sign = if is_negative { -sign } else { sign };
            Ok(parse(index)?.map(|(amount, value)| (value * sign, amount.currency)))
        };
        let debit = side(self.places.debit, Decimal::NEGATIVE_ONE)?;
        let credit = side(self.places.credit, Decimal::ONE)?;
        Ok(match (debit, credit) {
            (None, None) => None,
            (Some((amount, currency)), None) | (None, Some((amount, currency))) => {
                Some(Value { amount, direction: None, currency })
            }
            (Some((debit, currency)), Some((credit, other))) => Some(Value {
                amount: debit.checked_add(credit).unwrap_or_default(),
                direction: None,
                currency: currency.or(other),
            }),
        })
    }

    /// Payee and memo; the bank's kind of entry stands in where there is no other text.
    fn texts(&self, cells: Cells<'_>) -> (String, String) {
        let filled = |columns: &[usize]| {
            columns.iter().map(|index| unguarded(cells.get(*index))).find(|cell| texts::says(cell))
        };
        let mut payee = filled(&self.places.payees).unwrap_or("").to_owned();
        if let Some((text, by)) = cells.shift
            && self.places.payees.contains(&text)
        {
            for index in text + 1..=text + by {
                payee.push(self.layout.delimiter);
                payee.push_str(cells.record.cell(index));
            }
        }
        let mut memo = String::new();
        for cell in
            self.places.memos.iter().map(|index| cells.get(*index)).filter(|cell| texts::says(cell))
        {
            if !memo.is_empty() {
                memo.push(' ');
            }
            memo.push_str(unguarded(cell));
        }
        if payee.is_empty() {
            if memo.is_empty() {
                cells.optional(self.places.kind).unwrap_or("").clone_into(&mut payee);
            } else {
                payee = std::mem::take(&mut memo);
            }
        }
        (texts::one_line(payee), texts::one_line(memo))
    }
}
