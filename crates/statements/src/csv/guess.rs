//! Which columns hold the amounts, by their content alone.

use rust_decimal::Decimal;

use crate::amount::{self, DecimalMark};
use crate::csv::profile::Profile;
use crate::csv::roles::{Roles, Signs};
use crate::layout::Role;

/// Numbers longer than this are account numbers and the like, unless they are written as money.
const LONGEST_WHOLE_AMOUNT: usize = 9;

/// One way to read the columns.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reading {
    Amount(usize),
    Pair { debit: usize, credit: usize },
}

/// Finds amount (or debit and credit) and balance. `None` if no column holds numbers, but for those that the header
/// calls balances.
pub(crate) fn amounts(
    profile: &Profile,
    sample: &[Vec<String>],
    balances: &[usize],
    found: &mut Roles,
) -> Option<()> {
    let candidates = candidates(profile, &found.roles);
    let numbers = Numbers::of(sample, profile);
    let full = |index: &usize| profile.columns[*index].filled * 10 >= profile.entries * 9;
    let mut readings = readings(&candidates, profile, &numbers);
    readings.retain(|reading| !balances.iter().any(|balance| reading.uses(*balance)));
    let mut best: Option<(usize, Reading, usize)> = None;
    for reading in &readings {
        for balance in candidates.iter().copied().filter(full).filter(|index| !reading.uses(*index))
        {
            let proved = numbers.proof(*reading, balance);
            if proved > best.map_or(0, |(most, ..)| most) {
                best = Some((proved, *reading, balance));
            }
        }
    }
    if let Some((proved, reading, balance)) = best
        && proved * 5 >= (numbers.rows.len().saturating_sub(1)) * 3
    {
        reading.assign(&mut found.roles);
        found.roles[balance] = Role::Balance;
        found.signs = reading.signs(profile);
        return Some(());
    }
    readings.truncate(4);
    let first = *readings.first()?;
    first.assign(&mut found.roles);
    found.signs = first.signs(profile);
    // With a whole column of money behind the amount, that is likely the balance.
    let is_later = |index: &usize| !first.uses(*index) && first.last() < *index;
    let has_balance =
        !matches!(first, Reading::Amount(index) if profile.columns[index].negative > 0);
    if let Some(balance) =
        candidates.iter().copied().filter(full).filter(is_later).rfind(|_| has_balance)
    {
        found.roles[balance] = Role::Balance;
    }
    for other in &readings[1..] {
        let mut roles = found.roles.clone();
        for role in &mut roles {
            if matches!(role, Role::Amount | Role::Debit | Role::Credit | Role::Balance) {
                *role = Role::Ignore;
            }
        }
        other.assign(&mut roles);
        found.alternatives.push(roles);
    }
    Some(())
}

/// Of the `others`, the column of amounts that is filled just where the one of the other `side` is not.
pub(crate) fn partner(
    side: usize,
    mut others: impl Iterator<Item = usize>,
    profile: &Profile,
    sample: &[Vec<String>],
) -> Option<usize> {
    let numbers = Numbers::of(sample, profile);
    let is_numbers = |index: usize| {
        profile.column(index).is_some_and(|column| column.is_numbers() && !column.is_dates())
    };
    others.find(|other| is_numbers(*other) && numbers.exclude_each_other(side, *other))
}

/// Columns of money; where there is none, columns of whole numbers that are no ids.
fn candidates(profile: &Profile, roles: &[Role]) -> Vec<usize> {
    let free = |index: &usize| roles[*index] == Role::Ignore;
    let columns = || (0..profile.columns.len()).filter(free);
    let money: Vec<usize> = columns().filter(|index| profile.columns[*index].is_money()).collect();
    if !money.is_empty() {
        return money;
    }
    columns()
        .filter(|index| {
            let column = &profile.columns[*index];
            column.is_numbers()
                && !column.is_dates()
                && column.longest_number <= LONGEST_WHOLE_AMOUNT
        })
        .collect()
}

/// Likeliest first.
fn readings(candidates: &[usize], profile: &Profile, numbers: &Numbers) -> Vec<Reading> {
    let column = |index: usize| &profile.columns[index];
    let mut singles: Vec<usize> = candidates.to_vec();
    // Signed before unsigned, full before sparse, then from the left.
    singles.sort_by_key(|index| {
        let column = column(*index);
        (column.filled * 10 < profile.entries * 9, column.negative == 0, *index)
    });
    let mut pairs = Vec::new();
    for (place, first) in candidates.iter().copied().enumerate() {
        for second in candidates[place + 1..].iter().copied() {
            if numbers.exclude_each_other(first, second) {
                let out_is_second = match (column(first).negative > 0, column(second).negative > 0)
                {
                    (false, true) => true,
                    (true, false) => false,
                    // People spend more often than they are paid.
                    _ => column(second).filled > column(first).filled,
                };
                let (debit, credit) = if out_is_second { (second, first) } else { (first, second) };
                pairs.push(Reading::Pair { debit, credit });
            }
        }
    }
    pairs.into_iter().chain(singles.into_iter().map(Reading::Amount)).collect()
}

impl Reading {
    fn uses(self, column: usize) -> bool {
        match self {
            Reading::Amount(index) => index == column,
            Reading::Pair { debit, credit } => debit == column || credit == column,
        }
    }

    fn last(self) -> usize {
        match self {
            Reading::Amount(index) => index,
            Reading::Pair { debit, credit } => debit.max(credit),
        }
    }

    /// Two columns of unsigned amounts do not say which of them is money out.
    fn signs(self, profile: &Profile) -> Signs {
        match self {
            Reading::Amount(_) => Signs::Written,
            Reading::Pair { debit, .. } if profile.columns[debit].negative > 0 => Signs::Words,
            Reading::Pair { .. } => Signs::Guessed,
        }
    }

    fn assign(self, roles: &mut [Role]) {
        match self {
            Reading::Amount(index) => roles[index] = Role::Amount,
            Reading::Pair { debit, credit } => {
                roles[debit] = Role::Debit;
                roles[credit] = Role::Credit;
            }
        }
    }
}

/// The numbers of the sample, by row and column.
struct Numbers {
    rows: Vec<Vec<Option<Decimal>>>,
}

impl Numbers {
    fn of(sample: &[Vec<String>], profile: &Profile) -> Numbers {
        let mark = |index: usize| {
            profile.column(index).map_or(DecimalMark::Dot, |column| column.marks.choose().0)
        };
        let number = |(index, cell): (usize, &String)| amount::parse(cell)?.value(mark(index));
        // A line of another width says something else, such as the balances of the whole.
        let width = profile.width();
        let is_whole = |cells: &&Vec<String>| cells.len() == width;
        let most = sample.iter().filter(is_whole).count() * 3 >= sample.len() * 2;
        Numbers {
            rows: sample
                .iter()
                .filter(|cells| !most || is_whole(cells))
                .map(|cells| cells.iter().enumerate().map(number).collect())
                .collect(),
        }
    }

    fn at(row: &[Option<Decimal>], index: usize) -> Option<Decimal> {
        row.get(index).copied().flatten()
    }

    /// In every row one of the two is filled (and not zero), never both, and each somewhere.
    fn exclude_each_other(&self, first: usize, second: usize) -> bool {
        let (mut only_first, mut only_second) = (0, 0);
        for row in &self.rows {
            let is_set = |index| Self::at(row, index).is_some_and(|value| !value.is_zero());
            match (is_set(first), is_set(second)) {
                (true, false) => only_first += 1,
                (false, true) => only_second += 1,
                (true, true) => return false,
                (false, false) => {}
            }
        }
        only_first > 0 && only_second > 0 && (only_first + only_second) * 10 >= self.rows.len() * 9
    }

    /// Steps of the balance that the amounts explain, whichever way the rows run and whatever says the sign.
    fn proof(&self, reading: Reading, balance: usize) -> usize {
        let mut steps = [0usize; 2];
        for rows in self.rows.windows(2) {
            let (Some(before), Some(after)) =
                (Self::at(&rows[0], balance), Self::at(&rows[1], balance))
            else {
                continue;
            };
            let change = (after - before).abs();
            for (place, row) in [&rows[1], &rows[0]].into_iter().enumerate() {
                let amount = reading
                    .amount(row)
                    .map(|amount| amount.abs())
                    .filter(|amount| !amount.is_zero());
                steps[place] += usize::from(amount == Some(change));
            }
        }
        steps.into_iter().max().unwrap_or(0)
    }
}

impl Reading {
    fn amount(self, row: &[Option<Decimal>]) -> Option<Decimal> {
        match self {
            Reading::Amount(index) => Numbers::at(row, index),
            Reading::Pair { debit, credit } => {
                match (Numbers::at(row, debit), Numbers::at(row, credit)) {
                    (None, None) => None,
                    (debit, credit) => {
                        Some(credit.unwrap_or_default().abs() - debit.unwrap_or_default().abs())
                    }
                }
            }
        }
    }
}
