//! Whether an account is complete: what is booked on it, held against the balances that its bank
//! states.

use crate::{Currency, Money};
use chrono::NaiveDate;
use serde::Serialize;
use std::collections::BTreeMap;

/// What comes of holding an account against stated balances.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
pub struct Proof {
    /// From the end of this day …
    pub from: NaiveDate,
    /// … to the end of this one nothing is missing and nothing is too much, to the cent.
    pub to: NaiveDate,
    /// What the account's opening balance lacks; zero when it is right.
    pub opening: Money,
    /// Where the account first moved by another sum than the bank says.
    pub breaks: Option<Break>,
}

/// A stretch in which an account moved by another sum than the bank says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
pub struct Break {
    /// Later than this day …
    pub after: NaiveDate,
    /// … and on this day at the latest.
    pub on: NaiveDate,
    /// What is missing, or with a minus too much.
    pub difference: Money,
}

/// Holds an account that began with `opening` and had these sums booked by day, in minor units,
/// against the balances stated for the ends of days. None without one.
pub fn prove(
    opening: Money,
    booked: &BTreeMap<NaiveDate, i64>,
    stated: &BTreeMap<NaiveDate, i64>,
) -> Option<Proof> {
    let mut balance = opening.minor();
    let mut booked = booked.iter().peekable();
    let mut proof: Option<Proof> = None;
    let money = |minor| Money::from_minor(minor, opening.currency());
    for (day, stated) in stated {
        while let Some((_, sum)) = booked.next_if(|(on, _)| *on <= day) {
            balance = balance.saturating_add(*sum);
        }
        let lacks = stated.saturating_sub(balance);
        match &mut proof {
            None => {
                let opening = money(lacks);
                proof = Some(Proof { from: *day, to: *day, opening, breaks: None });
            }
            Some(proof) if proof.opening.minor() == lacks => proof.to = *day,
            Some(proof) => {
                let difference = money(lacks.saturating_sub(proof.opening.minor()));
                proof.breaks = Some(Break { after: proof.to, on: *day, difference });
                break;
            }
        }
    }
    proof
}

/// What an account comes to at the end of a day.
pub fn balance_on(
    opening: i64,
    booked: &BTreeMap<NaiveDate, i64>,
    day: NaiveDate,
    currency: Currency,
) -> Money {
    let sum = booked.range(..=day).fold(opening, |sum, (_, one)| sum.saturating_add(*one));
    Money::from_minor(sum, currency)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 1, day).unwrap()
    }

    fn days(all: &[(u32, i64)]) -> BTreeMap<NaiveDate, i64> {
        all.iter().map(|(at, sum)| (day(*at), *sum)).collect()
    }

    #[test]
    fn an_account_is_complete_up_to_where_it_breaks() {
        let booked = [(2, -100), (5, -50), (9, 20)];
        // Opening, stated balances; from, to, what the opening lacks, where it breaks.
        let check = |opening: i64,
                     stated: &[(u32, i64)],
                     expect: (u32, u32, i64, Option<(u32, u32, i64)>)| {
            let opening = Money::from_minor(opening, Currency::EUR);
            let got = prove(opening, &days(&booked), &days(stated)).unwrap();
            let (from, to, lacks, breaks) = expect;
            assert_eq!(
                (got.from, got.to, got.opening.minor()),
                (day(from), day(to), lacks),
                "{stated:?}"
            );
            let found = got.breaks.map(|one| (one.after, one.on, one.difference.minor()));
            assert_eq!(
                found,
                breaks.map(|(after, on, sum)| (day(after), day(on), sum)),
                "{stated:?}"
            );
        };
        check(1000, &[(1, 1000), (5, 850), (31, 870)], (1, 31, 0, None));
        check(1000, &[(5, 850)], (5, 5, 0, None));
        // The account was opened with too little.
        check(0, &[(1, 1000), (5, 850)], (1, 5, 1000, None));
        // 7.00 came in between the 5th and the 9th that the account does not have.
        check(1000, &[(1, 1000), (5, 850), (9, 1570), (31, 1570)], (1, 5, 0, Some((5, 9, 700))));
        // 0.50 too much went out before the 5th; it does not matter what comes later.
        check(1000, &[(3, 900), (5, 900), (9, 0)], (3, 3, 0, Some((3, 5, 50))));
        assert_eq!(prove(Money::zero(Currency::EUR), &days(&booked), &days(&[])), None);
    }

    proptest! {
        #[test]
        fn whatever_is_left_out_is_found_where_it_was(
            booked in prop::collection::btree_map(1u32..30, -1000i64..1000, 1..20),
            opening in -1000i64..1000, missing in 2u32..30, sum in 1i64..500,
        ) {
            let whole: BTreeMap<NaiveDate, i64> =
                booked.iter().map(|(at, sum)| (day(*at), *sum)).collect();
            let euros = Money::from_minor(opening, Currency::EUR);
            let stated: BTreeMap<NaiveDate, i64> = (1..=31)
                .map(|at| (day(at), balance_on(opening, &whole, day(at), Currency::EUR).minor()))
                .collect();
            let proof = prove(euros, &whole, &stated).unwrap();
            prop_assert_eq!((proof.opening.minor(), proof.to, proof.breaks), (0, day(31), None));
            let mut cut = whole;
            *cut.entry(day(missing)).or_default() -= sum;
            let proof = prove(euros, &cut, &stated).unwrap();
            let found = proof.breaks.unwrap();
            prop_assert_eq!((found.on, found.difference.minor()), (day(missing), sum));
            prop_assert_eq!((found.after, proof.to), (day(missing - 1), day(missing - 1)));
        }
    }
}
