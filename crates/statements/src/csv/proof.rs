//! The sign of amounts: from words beside them, from the balance column, from their majority.

use rust_decimal::Decimal;

use crate::amount::Direction;
use crate::fold;
use crate::statement::{Balance, BalanceKind, Row};

/// Gives each amount the sign that the word beside it says. Banks write such amounts with or without a sign of their
/// own, so that both kinds of rows are looked at as a whole first. Cards mark what was paid in and leave purchases bare.
pub(crate) fn apply_directions(rows: &mut [Row], directions: &[Option<Direction>]) {
    let (mut signs, mut are_bare_purchases) = ([0i64; 2], true);
    for (row, direction) in rows.iter().zip(directions) {
        let sign = i64::from(row.amount > Decimal::ZERO) - i64::from(row.amount < Decimal::ZERO);
        match direction {
            Some(Direction::Out) => {
                signs[0] += sign;
                are_bare_purchases = false;
            }
            Some(Direction::In) => signs[1] += sign,
            None => are_bare_purchases &= sign >= 0,
        }
    }
    are_bare_purchases &= signs[1] > 0;
    // With as many of both signs among what went out, one of them is a reversal; only unsigned amounts have a minus then.
    let (out_is_positive, in_is_negative) = (signs[0] >= 0, signs[1] < 0);
    for (row, direction) in rows.iter_mut().zip(directions) {
        let flips = match direction {
            Some(Direction::Out) => out_is_positive,
            Some(Direction::In) => in_is_negative,
            None => are_bare_purchases,
        };
        if flips {
            row.amount = -row.amount;
        }
    }
}

/// How the rows run and what a positive amount does to the balance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Proof {
    pub(crate) newest_first: bool,
    /// A positive amount makes the balance smaller.
    pub(crate) inverse: bool,
}

/// Holds the amounts against the balance column: three of five steps have to fit.
pub(crate) fn by_balance(rows: &[Row]) -> Option<Proof> {
    let mut fitting = [0usize; 4];
    let mut steps = 0usize;
    for pair in rows.windows(2) {
        let (before, after) = (&pair[0], &pair[1]);
        let (Some(from), Some(to)) = (before.balance, after.balance) else { continue };
        if before.account != after.account || before.currency != after.currency {
            continue;
        }
        let Some(change) = to.checked_sub(from).filter(|change| !change.is_zero()) else {
            continue;
        };
        steps += 1;
        for (place, amount) in [after.amount, -before.amount].into_iter().enumerate() {
            if !amount.is_zero() {
                fitting[place] += usize::from(amount == change);
                fitting[place + 2] += usize::from(-amount == change);
            }
        }
    }
    let (best, most) = fitting.iter().enumerate().rev().max_by_key(|(_, count)| **count)?;
    (*most > 0 && most * 5 >= steps * 3)
        .then_some(Proof { newest_first: best % 2 == 1, inverse: best >= 2 })
}

/// What most amounts are, for files where nothing else says what a plus means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Majority {
    /// At least a third has a minus: money out, as it is for most people.
    Usual,
    /// Nearly all are plus: income, or purchases written without a sign.
    Plus,
}

pub(crate) fn majority(rows: &[Row]) -> Majority {
    let negative = rows.iter().filter(|row| row.amount < Decimal::ZERO).count();
    let positive = rows.iter().filter(|row| row.amount > Decimal::ZERO).count();
    if negative * 2 < positive { Majority::Plus } else { Majority::Usual }
}

/// A card is paid once a month, and its rows are few.
const SAMPLE: usize = 1000;

/// Beginnings of what cards write of what was paid to them, folded.
const CARD_PAYMENTS: &[&str] = &[
    "payment thank you",
    "online payment thank you",
    "mobile payment thank you",
    "automatic payment thank",
    "payment received",
    "pagamento recebido",
    "pago recibido",
    "su pago gracias",
    "paiement recu",
    "paiement merci",
    "zahlung erhalten",
    "ihre zahlung",
    "betaling ontvangen",
    "pagamento ricevuto",
    "betalning mottagen",
    "innbetaling",
    "indbetaling",
    "inbetalning",
];

/// A plus may be what was bought: an amount that a card says was paid to it has a minus, or no more than a third have.
pub(crate) fn may_be_a_card(rows: &[Row]) -> bool {
    let negative = rows.iter().filter(|row| row.amount < Decimal::ZERO).count();
    let positive = rows.iter().filter(|row| row.amount > Decimal::ZERO).count();
    let speaks = |text: &str| {
        let folded = fold::words(text);
        CARD_PAYMENTS.iter().any(|words| folded.starts_with(words))
    };
    let is_paid = |row: &&Row| row.amount < Decimal::ZERO;
    positive > 0 && negative * 2 <= positive
        || rows
            .iter()
            .filter(is_paid)
            .take(SAMPLE)
            .any(|row| speaks(&row.payee) || speaks(&row.memo))
}

/// Opening and closing balance of each account, from the balance column.
pub(crate) fn balances(rows: &[Row], newest_first: bool) -> Vec<Balance> {
    let mut found: Vec<Balance> = Vec::new();
    let mut add = |row: &Row, kind: BalanceKind, amount: Option<Decimal>| {
        let is_known =
            found.iter().any(|balance| balance.kind == kind && balance.account == row.account);
        if let Some(amount) = amount.filter(|_| !is_known) {
            found.push(Balance { account: row.account.clone(), kind, date: row.date, amount });
        }
    };
    let before = |row: &Row| row.balance.and_then(|balance| balance.checked_sub(row.amount));
    let ends: [&mut dyn Iterator<Item = &Row>; 2] = [
        &mut rows.iter().filter(|row| row.balance.is_some()),
        &mut rows.iter().rev().filter(|row| row.balance.is_some()),
    ];
    let [forth, back] = ends;
    let (oldest, newest) = if newest_first { (back, forth) } else { (forth, back) };
    if let (Some(oldest), Some(newest)) = (oldest.next(), newest.next()) {
        add(oldest, BalanceKind::Opening, before(oldest));
        add(newest, BalanceKind::Closing, newest.balance);
    }
    found
}
