use super::*;
use proptest::prelude::*;
use store::imports::{Existing, Known};

const LAYOUT: i64 = 7;

fn row(day: u32, text: &str, amount: &str, bank_id: Option<String>) -> Row {
    Row {
        line: 1,
        date: NaiveDate::from_ymd_opt(2026, 3, day).unwrap(),
        amount: amount.parse().unwrap(),
        payee: text.into(),
        bank_id,
        ..Row::default()
    }
}

/// A ledger with one account, as far as the plan sees it.
#[derive(Default)]
struct Ledger {
    known: Vec<Known>,
    here: Vec<Existing>,
    elsewhere: Vec<Existing>,
}

impl Ledger {
    fn plan(&self, rows: &[Row]) -> (Vec<Said>, Vec<Placed>) {
        let said: Vec<Said> = rows.iter().map(|row| said(row, Currency::EUR, None)).collect();
        let occurs = |known: &&Known| said.iter().any(|said| said.identity == known.identity);
        let before = Before {
            known: self.known.iter().filter(occurs).cloned().collect(),
            here: self.here.clone(),
            elsewhere: self.elsewhere.clone(),
            layout: LAYOUT,
            ..Before::default()
        };
        let placed = place(rows, &said, &[], &before);
        (said, placed)
    }

    /// Takes a file in as it is proposed; its piles.
    fn take(&mut self, rows: &[Row]) -> Vec<Pile> {
        let (said, placed) = self.plan(rows);
        for ((row, said), placed) in rows.iter().zip(said).zip(&placed) {
            if placed.action() == Action::Add {
                let id = self.add(row.date, said.amount.unwrap(), Some(LAYOUT));
                self.here.last_mut().unwrap().bank_id.clone_from(&row.bank_id);
                self.known.push(Known {
                    id,
                    identity: said.identity,
                    bank_id: row.bank_id.clone(),
                    pending: row.pending,
                });
                self.here.last_mut().unwrap().pending = row.pending;
            }
        }
        placed.into_iter().map(|placed| placed.pile).collect()
    }

    fn add(&mut self, date: NaiveDate, amount: Money, layout: Option<i64>) -> TransactionId {
        let one = self.one(date, amount, layout);
        let id = one.id;
        self.here.push(one);
        id
    }

    fn one(&self, date: NaiveDate, amount: Money, layout: Option<i64>) -> Existing {
        let id = i64::try_from(self.here.len() + self.elsewhere.len()).unwrap() + 1;
        Existing {
            id: id.into(),
            account: 1.into(),
            date,
            amount,
            bank_id: None,
            pending: false,
            made: false,
            text: None,
            layout,
        }
    }
}

fn id(placed: &Placed) -> Option<TransactionId> {
    placed.found.map(|found| found.id)
}

fn euros(minor: i64) -> Money {
    Money::from_minor(minor, Currency::EUR)
}

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, day).unwrap()
}

#[test]
fn numbers_that_stay_tell_equal_entries_apart() {
    let coffee = |id: &str| row(3, "Coffee", "-2.50", Some(id.into()));
    let with = |last: Row| -> Vec<Row> {
        let others = (1..=4).map(|at| row(at, "Rent", "-900", Some(format!("r{at}"))));
        others.chain([last]).collect()
    };
    let mut ledger = Ledger::default();
    ledger.take(&with(coffee("c1")));
    assert_eq!(ledger.take(&with(coffee("c2")))[4], Pile::New);
    // Reworded when it was booked, a day later.
    let booked = row(4, "COFFEE HOUSE BERLIN", "-2.50", Some("c1".into()));
    assert_eq!(ledger.take(&with(booked))[4], Pile::Already);
}

#[test]
fn one_equal_entry_under_another_number_is_for_the_user() {
    let coffee = |id: &str| row(3, "Coffee", "-2.50", Some(id.into()));
    let mut ledger = Ledger::default();
    ledger.take(&[coffee("c1")]);
    let (_, placed) = ledger.plan(&[coffee("c2")]);
    assert_eq!((placed[0].pile, placed[0].action()), (Pile::Maybe, Action::Join));
}

#[test]
fn what_was_typed_answers_for_one_row_only() {
    let mut ledger = Ledger::default();
    let far = ledger.add(day(9), euros(-250), None);
    let near = ledger.add(day(4), euros(-250), None);
    let coffee = |at| row(at, "Coffee", "-2.50", None);
    let (_, placed) = ledger.plan(&[coffee(5), coffee(6), coffee(6), coffee(20)]);
    let found: Vec<_> = placed.iter().map(|placed| (placed.pile, id(placed))).collect();
    let new = (Pile::New, None);
    assert_eq!(found, [(Pile::Maybe, Some(near)), (Pile::Maybe, Some(far)), new, new]);
    assert!(placed.iter().all(|placed| placed.action() == Action::Add));
}

#[test]
fn another_layout_may_say_the_same_in_other_words() {
    let mut ledger = Ledger::default();
    let other = ledger.add(day(4), euros(-250), Some(LAYOUT + 1));
    let (_, placed) =
        ledger.plan(&[row(5, "Coffee", "-2.50", None), row(4, "Coffee", "-2.50", None)]);
    assert_eq!(placed[0].pile, Pile::New);
    assert_eq!((id(&placed[1]), placed[1].action()), (Some(other), Action::Join));
}

#[test]
fn a_transfer_has_one_other_leg_and_not_two() {
    let mut ledger = Ledger::default();
    let leg = ledger.one(day(4), euros(500), Some(LAYOUT));
    ledger.elsewhere.push(leg.clone());
    let rows = [row(5, "To savings", "-5", None), row(5, "To savings", "-5", None)];
    let (_, placed) = ledger.plan(&rows);
    assert_eq!((placed[0].pile, id(&placed[0])), (Pile::Transfer, Some(leg.id)));
    assert_eq!(placed[1].pile, Pile::New);
    let second = ledger.one(day(6), euros(500), Some(LAYOUT));
    ledger.elsewhere.push(second);
    let (_, placed) = ledger.plan(&rows[..1]);
    assert_eq!(placed[0].pile, Pile::New);
}

/// How a bank numbers its entries.
#[derive(Debug, Clone, Copy)]
enum Numbers {
    None,
    /// For good.
    Kept,
    /// Each file from one.
    FromOne,
}

proptest! {
    /// Cut in two by day with days that both have, in either order, again and again: the whole.
    #[test]
    fn cuts_of_a_file_come_to_the_whole(
        entries in prop::collection::btree_map((0u32..12, 0u32..4), 1usize..4, 1..20),
        first in 0u32..12, second in 0u32..12, swapped: bool,
        numbers in prop::sample::select(vec![Numbers::None, Numbers::Kept, Numbers::FromOne]),
    ) {
        let mut all = Vec::new();
        for ((at, kind), times) in entries {
            for _ in 0..times {
                let number = matches!(numbers, Numbers::Kept).then(|| format!("n{}", all.len()));
                all.push(row(at + 1, &format!("Shop {kind}"), "-2.50", number));
            }
        }
        let cut = |from: u32, to: u32| -> Vec<Row> {
            let mut rows: Vec<Row> =
                all.iter().filter(|row| (day(from + 1)..=day(to + 1)).contains(&row.date)).cloned().collect();
            if matches!(numbers, Numbers::FromOne) {
                for (index, row) in rows.iter_mut().enumerate() {
                    row.bank_id = Some(format!("{}", index + 1));
                }
            }
            rows
        };
        let (mut one, mut other) = (cut(0, first.max(second)), cut(first.min(second), 11));
        if swapped {
            std::mem::swap(&mut one, &mut other);
        }
        let mut ledger = Ledger::default();
        for file in [&one, &one, &other, &one, &other, &cut(0, 11)] {
            ledger.take(file);
        }
        let count = |rows: &[Row], date| rows.iter().filter(|row| row.date == date).count();
        for at in 1..=12 {
            let there = ledger.here.iter().filter(|old| old.date == day(at)).count();
            prop_assert_eq!(there, count(&all, day(at)), "day {}", at);
        }
    }
}
