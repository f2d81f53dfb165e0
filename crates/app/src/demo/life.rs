//! Two years of an ordinary life, all of it made up, and the same for the same day and language.
#![expect(
    clippy::inconsistent_digit_grouping,
    reason = "the last two digits stand apart as in an amount"
)]

use crate::settings::Locale;
use chrono::{Days, Months, NaiveDate};
use ledger::{AccountKind, Currency, Money};
use std::fmt::Write as _;

/// Months that are told of, the one of today with them.
const MONTHS: u32 = 24;

/// One account and what happened on it.
pub(super) struct Account {
    pub(super) name: &'static str,
    pub(super) kind: AccountKind,
    /// What was there before the first entry, in minor units.
    pub(super) opening: i64,
    pub(super) entries: Vec<Entry>,
}

/// One row of a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) day: NaiveDate,
    pub(super) payee: &'static str,
    pub(super) purpose: &'static str,
    /// Minor units, outflow negative.
    pub(super) minor: i64,
}

/// The same in English and in German.
struct Text(&'static str, &'static str);

impl Text {
    fn of(&self, locale: Locale) -> &'static str {
        match locale {
            Locale::En => self.0,
            Locale::De => self.1,
        }
    }
}

/// Payee, purpose, day of the month, minor units, and every how many months.
const REGULAR: [(Text, Text, u32, i64, u32); 14] = [
    (Text("Northwind Engineering", "Nordwerk Maschinenbau GmbH"), SALARY, 1, 3_184_20, 1),
    (Text("Harbour Homes", "Hausverwaltung Brandt"), Text("Rent", "Miete"), 2, -985_00, 1),
    (Text("City Power", "Stadtwerke"), Text("Electricity", "Abschlag Strom"), 3, -74_00, 1),
    (Text("Vodafone", "Telekom Deutschland GmbH"), Text("Broadband", "Festnetz"), 9, -39_95, 1),
    (Text("Allianz", "HUK-COBURG"), Text("Insurance", "Haftpflicht Beitrag"), 4, -61_40, 3),
    (Text("City Transit", "Deutschlandticket"), Text("Monthly ticket", "Abo"), 1, -58_00, 1),
    (Text("Netflix", "Netflix"), Text("Subscription", "Abo"), 14, -13_99, 1),
    (Text("Spotify", "Spotify"), Text("Subscription", "Abo"), 17, -10_99, 1),
    (Text("Fitness First", "McFit"), Text("Membership", "Mitgliedsbeitrag"), 5, -24_90, 1),
    (SELF, SAVE, 6, -300_00, 1),
    (CASH_POINT, Text("Cash withdrawal", "Bargeldauszahlung"), 8, -120_00, 1),
    (Text("City Council", "Rundfunk ARD ZDF DRadio"), Text("Fees", "Beitrag"), 15, -55_08, 3),
    (FLIGHT, Text("Flight", "Flug"), 11, -238_70, 7),
    (HOTEL, Text("Hotel", "Hotel"), 13, -311_00, 7),
];
const SALARY: Text = Text("Salary", "Lohn Gehalt");
const SELF: Text = Text("Alex Morgan", "Alex Morgan");
const SAVE: Text = Text("Savings", "Sparen");
const CASH_POINT: Text = Text("Cash point", "Geldautomat");
const FLIGHT: Text = Text("Lufthansa", "Lufthansa");
const HOTEL: Text = Text("Booking.com", "Booking.com");

/// A visit there is worth two categories.
pub(super) const FURNITURE: &str = "IKEA";
/// Belongs to a journey.
pub(super) const JOURNEY: [&str; 2] = ["Lufthansa", "Booking.com"];

/// Payee, days between two visits, and from how many to how many minor units.
const NOW_AND_THEN: [(Text, u64, i64, i64); 16] = [
    (Text("Lidl", "REWE Markt"), 4, 14_20, 71_90),
    (Text("Aldi", "Lidl"), 9, 18_40, 62_30),
    (Text("Corner Bakery", "Bäckerei Müller"), 6, 3_40, 11_20),
    (Text("Boots", "dm-drogerie markt"), 16, 7_95, 38_40),
    (Text("Starbucks", "Café Größenwahn"), 8, 4_20, 13_80),
    (Text("Pizza Hut", "Restaurant L'Osteria"), 17, 22_50, 64_00),
    (Text("Shell", "Shell"), 19, 48_00, 78_00),
    (Text("Amazon", "Amazon"), 12, 11_99, 89_99),
    (Text("H&M", "Zalando"), 37, 39_95, 119_00),
    (Text("City Pharmacy", "Löwen-Apotheke"), 33, 6_80, 31_50),
    (Text("Odeon Cinema", "CinemaxX"), 41, 13_00, 29_00),
    (Text(FURNITURE, FURNITURE), 83, 34_00, 260_00),
    (Text("PayPal", "PayPal"), 29, 9_00, 45_00),
    (Text("Uber", "Taxi Zentrale"), 31, 9_50, 34_00),
    (Text("Miller & Sons 4711", "Schmidt und Partner 4711"), 26, 15_00, 60_00),
    (Text("Waterstones", "Thalia Buchhandlung"), 46, 11_00, 32_00),
];

/// What is paid in cash: payee, days between two, and from how many to how many minor units.
const IN_CASH: [(Text, u64, i64, i64); 3] = [
    (Text("Farmers market", "Wochenmarkt"), 9, 8_00, 24_00),
    (Text("Ice cream parlour", "Eisdiele"), 15, 2_50, 7_50),
    (Text("Kiosk", "Kiosk"), 12, 1_80, 6_40),
];

/// The accounts, with their entries up to today, the oldest first.
pub(super) fn accounts(today: NaiveDate, locale: Locale) -> [Account; 3] {
    let months = months(today);
    let mut bank = regular(&months, locale);
    let seen_there = |what: &Text| -> Vec<Entry> {
        let here = bank.iter().filter(|entry| entry.payee == what.of(locale));
        here.map(|entry| Entry { minor: -entry.minor, ..*entry }).collect()
    };
    let (saved, mut cash) = (seen_there(&SELF), seen_there(&CASH_POINT));
    let mut chance = Chance(4_711);
    bank.extend(visits(&NOW_AND_THEN, months[0], today, locale, &mut chance));
    cash.extend(visits(&IN_CASH, months[0], today, locale, &mut chance));
    let account = |name: Text, kind, opening, mut entries: Vec<Entry>| {
        entries.retain(|entry| entry.day <= today);
        entries.sort_by_key(|entry| entry.day);
        Account { name: name.of(locale), kind, opening, entries }
    };
    [
        account(Text("Checking", "Girokonto"), AccountKind::Checking, 2_140_55, bank),
        account(Text("Savings", "Tagesgeld"), AccountKind::Savings, 6_500_00, saved),
        account(Text("Cash", "Bargeld"), AccountKind::Cash, 85_00, cash),
    ]
}

/// The file that a bank would give of them.
pub(super) fn csv(entries: &[Entry], currency: Currency) -> String {
    let mut text = String::from("Date;Payee;Purpose;Amount\n");
    for Entry { day, payee, purpose, minor } in entries {
        let amount = Money::from_minor(*minor, currency);
        // Writing to a string does not fail.
        let _ = writeln!(text, "{day};{payee};{purpose};{amount}");
    }
    text
}

/// The first days of the months.
fn months(today: NaiveDate) -> Vec<NaiveDate> {
    let this = today - Days::new(u64::from(chrono::Datelike::day0(&today)));
    (0..MONTHS).rev().map(|back| this - Months::new(back)).collect()
}

fn regular(months: &[NaiveDate], locale: Locale) -> Vec<Entry> {
    let each = |(at, first): (u32, &NaiveDate)| {
        let due = REGULAR.iter().filter(move |(.., every)| at.is_multiple_of(*every));
        let first = *first;
        due.map(move |(payee, purpose, day, minor, _)| Entry {
            day: first + Days::new(u64::from(day - 1)),
            payee: payee.of(locale),
            purpose: purpose.of(locale),
            minor: *minor,
        })
    };
    (0..).zip(months).flat_map(each).collect()
}

fn visits(
    places: &[(Text, u64, i64, i64)],
    from: NaiveDate,
    until: NaiveDate,
    locale: Locale,
    chance: &mut Chance,
) -> Vec<Entry> {
    let mut entries = Vec::new();
    for (payee, every, least, most) in places {
        let mut day = from + Days::new(every / 2);
        while day <= until {
            let minor = -(least + chance.below(most - least));
            entries.push(Entry { day, payee: payee.of(locale), purpose: "", minor });
            day = day + Days::new(1 + every / 2 + chance.below(*every as i64).unsigned_abs());
        }
    }
    entries
}

/// What looks like chance is the same each time: the minimal standard generator (Park and Miller,
/// "Random number generators: good ones are hard to find", 1988, with their later multiplier).
struct Chance(i64);

impl Chance {
    fn below(&mut self, end: i64) -> i64 {
        self.0 = self.0 * 48_271 % 2_147_483_647;
        self.0 % end
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn the_same_day_tells_the_same_two_years_in_either_language() {
        for day in ["2026-11-22", "2024-02-29", "2027-01-01"] {
            let today: NaiveDate = day.parse().unwrap();
            for locale in [Locale::En, Locale::De] {
                let [bank, saved, cash] = accounts(today, locale);
                assert_eq!(bank.entries, accounts(today, locale)[0].entries);
                assert!((900..1_200).contains(&bank.entries.len()), "{}", bank.entries.len());
                assert!(cash.entries.len() > 100);
                for account in [&bank, &saved, &cash] {
                    let balance = account.entries.iter().map(|e| e.minor).sum::<i64>();
                    assert!(account.opening + balance > 0, "{} in {day}", account.name);
                    assert!(account.entries.iter().all(|entry| entry.day <= today));
                }
                let months: BTreeSet<_> =
                    bank.entries.iter().map(|e| e.day.format("%Y-%m").to_string()).collect();
                assert_eq!(months.len(), 24);
            }
        }
    }

    #[test]
    fn a_transfer_has_both_its_legs() {
        let [bank, saved, cash] = accounts("2026-11-22".parse().unwrap(), Locale::En);
        for leg in saved.entries.iter().chain(cash.entries.iter().filter(|e| e.minor > 0)) {
            let other = Entry { minor: -leg.minor, ..*leg };
            assert!(bank.entries.contains(&other), "{leg:?}");
        }
    }
}
