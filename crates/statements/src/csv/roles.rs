//! What each column is for: by the header's words, held against the content; by the content alone without a header.

use crate::csv::guess;
use crate::csv::profile::{ColumnProfile, Profile};
use crate::csv::words::Meaning;
use crate::layout::Role;

/// Roles for each column, and how sure they are.
pub(crate) struct Roles {
    pub(crate) roles: Vec<Role>,
    /// Other readings, where the content allows several.
    pub(crate) alternatives: Vec<Vec<Role>>,
    pub(crate) signs: Signs,
}

/// What says which amounts are money out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Signs {
    /// Words: names of columns, marks beside the amounts, or the user.
    Words,
    /// Only plus and minus.
    Written,
    /// Two columns of which one must be money out: which, was guessed.
    Guessed,
}

/// Decides the roles. `sample` holds the cells of the first entries.
pub(crate) fn decide(
    meanings: Option<&[Option<Meaning>]>,
    profile: &Profile,
    sample: &[Vec<String>],
) -> Option<Roles> {
    let width = profile.columns.len().max(meanings.map_or(0, <[_]>::len));
    let mut by_name: Vec<Option<Meaning>> = meanings.map_or_else(Vec::new, <[_]>::to_vec);
    by_name.resize(width, None);
    for (index, meaning) in by_name.iter_mut().enumerate() {
        if let Some(column) = profile.column(index).filter(|column| column.filled > 0) {
            *meaning = hold_against(*meaning, column);
        }
    }
    let mut roles = vec![Role::Ignore; width];
    assign_date(&by_name, profile, &mut roles)?;
    let named = assign_named_amounts(&by_name, profile, sample, &mut roles);
    let signs = if named == Some(true) { Signs::Words } else { Signs::Written };
    let mut found = Roles { roles, alternatives: Vec::new(), signs };
    if named.is_none() {
        if profile.entries == 0 {
            return None;
        }
        let is_balance = |index: &usize| matches!(by_name[*index], Some((Role::Balance, _)));
        let balances: Vec<usize> = (0..width).filter(is_balance).collect();
        guess::amounts(profile, sample, &balances, &mut found)?;
        if let Some(index) = balances.first().filter(|_| !found.roles.contains(&Role::Balance)) {
            found.roles[*index] = Role::Balance;
        }
    }
    assign_texts(&by_name, profile, &mut found.roles, meanings.is_some());
    if found.roles.contains(&Role::DebitCreditMarker) {
        found.signs = Signs::Words;
    }
    Some(found)
}

/// Corrects what a header word seems to say by what stands below it.
fn hold_against(meaning: Option<Meaning>, column: &ColumnProfile) -> Option<Meaning> {
    let amount = Some((Role::Amount, 3));
    match meaning {
        Some((Role::Date, rank)) if !column.is_dates() => {
            (rank == 0 && column.is_text()).then_some((Role::Memo, 3))
        }
        Some((Role::ValueDate, _)) if column.is_dates() => meaning,
        Some((Role::ValueDate, _)) if column.is_currencies() => Some((Role::Currency, 1)),
        Some((Role::ValueDate, _)) => {
            if column.is_numbers() {
                amount
            } else {
                None
            }
        }
        Some((Role::Amount | Role::Balance | Role::Debit | Role::Credit, _))
            if column.is_currencies() =>
        {
            Some((Role::Currency, 2))
        }
        Some((Role::Amount | Role::Debit | Role::Credit, _)) if column.is_markers() => {
            Some((Role::DebitCreditMarker, 1))
        }
        Some((Role::Amount | Role::Balance | Role::Debit | Role::Credit, _))
            if column.numbers == 0 =>
        {
            column.is_text().then_some((Role::Memo, 4))
        }
        Some((Role::DebitCreditMarker, _)) if !column.is_markers() => {
            if column.is_numbers() {
                amount
            } else {
                None
            }
        }
        Some((Role::Type, _)) | None if column.is_markers() => Some((Role::DebitCreditMarker, 1)),
        Some((Role::Currency, _)) if column.is_dates() => Some((Role::ValueDate, 0)),
        Some((Role::Currency, _)) if column.is_numbers() => None,
        // A column with many accounts is the other side's.
        Some((Role::Account, _)) if column.is_varied => Some((Role::CounterAccount, 3)),
        Some((Role::Status, _)) if !column.has_statuses() => None,
        Some((Role::Payee, rank)) if column.is_ibans() => Some((Role::CounterAccount, rank + 1)),
        Some((Role::Payee | Role::Memo, rank)) if column.is_dates() => {
            Some((Role::ValueDate, rank + 3))
        }
        None if column.is_statuses() => Some((Role::Status, 0)),
        None if column.is_dates() => Some((Role::ValueDate, 5 + u8::from(column.dates.are_bare()))),
        meaning => meaning,
    }
}

/// The first of the columns whose word is plainest for the role.
fn plainest(
    by_name: &[Option<Meaning>],
    role: Role,
    fits: impl Fn(usize) -> bool,
) -> Option<usize> {
    by_name
        .iter()
        .enumerate()
        .filter_map(|(index, meaning)| {
            meaning.filter(|(found, _)| *found == role).map(|(_, rank)| (rank, index))
        })
        .filter(|(_, index)| fits(*index))
        .min()
        .map(|(_, index)| index)
}

fn assign_date(by_name: &[Option<Meaning>], profile: &Profile, roles: &mut [Role]) -> Option<()> {
    let is_mostly_filled = |index: usize| {
        profile
            .column(index)
            .is_none_or(|column| profile.entries == 0 || column.dates.count * 2 >= profile.entries)
    };
    let date = plainest(by_name, Role::Date, is_mostly_filled)
        .or_else(|| plainest(by_name, Role::ValueDate, is_mostly_filled))
        .or_else(|| {
            let most = profile
                .columns
                .iter()
                .map(|column| column.dates.count)
                .max()
                .filter(|count| *count > 0)?;
            profile
                .columns
                .iter()
                .position(|column| column.is_dates() && column.dates.count * 10 >= most * 9)
        })?;
    roles[date] = Role::Date;
    let is_other = |index: usize| index != date;
    let value_date = plainest(by_name, Role::ValueDate, is_other)
        .or_else(|| plainest(by_name, Role::Date, is_other));
    if let Some(value_date) = value_date {
        roles[value_date] = Role::ValueDate;
    }
    Some(())
}

/// Amount columns by name: `Some(true)` where the names tell out from in too, `None` where there are no such names.
fn assign_named_amounts(
    by_name: &[Option<Meaning>],
    profile: &Profile,
    sample: &[Vec<String>],
    roles: &mut [Role],
) -> Option<bool> {
    let filled = |index: usize| profile.column(index).map_or(0, |column| column.numbers);
    let free = |index: usize| roles[index] == Role::Ignore;
    let balance = plainest(by_name, Role::Balance, free);
    let amount = plainest(by_name, Role::Amount, |index| {
        free(index) && (filled(index) * 2 >= profile.entries || profile.entries == 0)
    })
    .or_else(|| plainest(by_name, Role::Amount, |index| free(index) && (filled(index) > 0)));
    let debit = plainest(by_name, Role::Debit, free);
    let credit = plainest(by_name, Role::Credit, free);
    // One of the two has a name that is not known.
    let partner = |side: usize| {
        let is_nameless = |index: &usize| free(*index) && by_name[*index].is_none();
        let others = (0..by_name.len()).filter(is_nameless);
        guess::partner(side, others, profile, sample)
    };
    // An amount that is only there where the other side is not is the side that is missing.
    let is_side = |amount: usize, side: usize| {
        guess::partner(side, std::iter::once(amount), profile, sample).is_some()
    };
    let (amount, debit, credit) = match (amount, debit, credit) {
        (Some(amount), None, Some(side)) if is_side(amount, side) => (None, Some(amount), credit),
        (Some(amount), Some(side), None) if is_side(amount, side) => (None, debit, Some(amount)),
        all => all,
    };
    let (debit, credit) = match (debit, credit) {
        (Some(side), None) if amount.is_none() => (debit, partner(side)),
        (None, Some(side)) if amount.is_none() => (partner(side), credit),
        both => both,
    };
    let pair_is_filled =
        debit.map_or(0, filled) + credit.map_or(0, filled) >= profile.entries.div_ceil(2);
    let amount_is_signed =
        amount.and_then(|index| profile.column(index)).is_some_and(|column| column.negative > 0);
    let by_pair = match (amount, debit, credit) {
        (None, None, None) => return None,
        (Some(_), Some(_), Some(_)) => pair_is_filled && !amount_is_signed,
        (Some(_), ..) => false,
        (None, ..) => pair_is_filled || profile.entries == 0,
    };
    if let Some(balance) = balance {
        roles[balance] = Role::Balance;
    }
    if by_pair {
        for (index, role) in [(debit, Role::Debit), (credit, Role::Credit)] {
            if let Some(index) = index {
                roles[index] = role;
            }
        }
        return Some(true);
    }
    let amount = amount?;
    roles[amount] = Role::Amount;
    if let Some(marker) =
        plainest(by_name, Role::DebitCreditMarker, |index| roles[index] == Role::Ignore)
    {
        roles[marker] = Role::DebitCreditMarker;
        return Some(true);
    }
    Some(false)
}

fn assign_texts(
    by_name: &[Option<Meaning>],
    profile: &Profile,
    roles: &mut [Role],
    has_header: bool,
) {
    let has_amount = roles.contains(&Role::Amount);
    let single = [
        Role::Currency,
        Role::BankId,
        Role::Account,
        Role::CounterAccount,
        Role::Tags,
        Role::Type,
        Role::Status,
    ];
    for (index, meaning) in by_name.iter().enumerate() {
        if matches!(meaning, Some((Role::Category, _))) && roles[index] == Role::Ignore {
            roles[index] = Role::Category;
        }
    }
    for role in single {
        let found = plainest(by_name, role, |index| roles[index] == Role::Ignore);
        let is_exact = |index: usize| {
            role != Role::BankId || by_name[index].is_some_and(|(_, rank)| rank == 0)
        };
        if let Some(index) = found.filter(|index| is_exact(*index)) {
            roles[index] = role;
        }
    }
    if !has_header {
        for (index, column) in profile.columns.iter().enumerate() {
            if roles[index] == Role::Ignore && column.is_ibans() {
                let role = if column.is_constant() { Role::Account } else { Role::CounterAccount };
                if !roles.contains(&role) {
                    roles[index] = role;
                }
            }
        }
        for (index, column) in
            profile.columns.iter().enumerate().filter(|(_, column)| column.is_currencies())
        {
            if roles[index] == Role::Ignore && !roles.contains(&Role::Currency) && column.filled > 0
            {
                roles[index] = Role::Currency;
            }
        }
        if has_amount
            && let Some(marker) =
                plainest(by_name, Role::DebitCreditMarker, |index| roles[index] == Role::Ignore)
        {
            roles[marker] = Role::DebitCreditMarker;
        }
    }
    assign_payee_and_memo(by_name, profile, roles, has_header);
}

fn assign_payee_and_memo(
    by_name: &[Option<Meaning>],
    profile: &Profile,
    roles: &mut [Role],
    has_header: bool,
) {
    let ranked = |role: Role, roles: &[Role]| -> Vec<(u8, usize)> {
        let mut found: Vec<(u8, usize)> = by_name
            .iter()
            .enumerate()
            .filter_map(|(index, meaning)| {
                meaning.filter(|(found, _)| *found == role).map(|(_, rank)| (rank, index))
            })
            .filter(|(_, index)| roles[*index] == Role::Ignore)
            .collect();
        found.sort_unstable();
        found
    };
    let filled = |index: usize| profile.column(index).map_or(0, |column| column.filled);
    let mut payees = ranked(Role::Payee, roles);
    // A name that is that of every entry is the owner's.
    let is_owner = |index: usize| profile.column(index).is_some_and(ColumnProfile::is_constant);
    payees.sort_by_key(|(rank, index)| (is_owner(*index), *rank, *index));
    let mut memos = ranked(Role::Memo, roles);
    // A column of two or three words that only say in or out names nobody.
    let says_direction =
        |index: usize| profile.column(index).is_some_and(ColumnProfile::is_markers);
    memos.sort_by_key(|(rank, index)| (says_direction(*index), *rank, *index));
    // A second payee column as plain as the first stands in where that is empty.
    let mut payees = payees.iter().filter(|(_, index)| filled(*index) > 0 || profile.entries == 0);
    if let Some((plainest, first)) = payees.next() {
        roles[*first] = Role::Payee;
        if let Some((_, second)) = payees.next().filter(|(rank, _)| rank == plainest) {
            roles[*second] = Role::Payee;
        }
    }
    if !roles.contains(&Role::Payee) && !memos.is_empty() {
        let plain = memos.iter().position(|(_, index)| filled(*index) > 0).unwrap_or(0);
        roles[memos.remove(plain).1] = Role::Payee;
    }
    if let Some((plainest, _)) = memos.first().copied() {
        for (_, index) in memos.iter().filter(|(rank, _)| *rank == plainest) {
            roles[*index] = Role::Memo;
        }
    }
    if roles.contains(&Role::Payee) {
        return;
    }
    // Without words: the longest texts name the payee, the others are the memo.
    let mut texts: Vec<(u64, usize)> = profile
        .columns
        .iter()
        .enumerate()
        .filter(|(index, column)| roles[*index] == Role::Ignore && column.is_text())
        .filter(|(_, column)| has_header || !column.is_constant())
        .map(|(index, column)| (column.characters / u64::from(column.filled.max(1)), index))
        .collect();
    texts.sort_unstable_by_key(|(length, index)| (std::cmp::Reverse(*length), *index));
    for (place, (_, index)) in texts.iter().enumerate() {
        match place {
            0 => roles[*index] = Role::Payee,
            1..=3 if !has_header => roles[*index] = Role::Memo,
            _ => {}
        }
    }
}
