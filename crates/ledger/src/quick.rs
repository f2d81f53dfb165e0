//! The one-line way to log an expense: `12,50 lunch #work yesterday @cash`.
//!
//! Words may stand in any order. `#` begins a tag, `@` an account; one phrase may be a day
//! (`3 days ago`), one an amount, one how often it comes again (`every 2 weeks`), and what is left
//! is the payee. A plus sign makes it income, beside the amount or alone at either end.

mod amounts;
mod phrases;

use crate::{
    AccountId, Currency, Direction, Recurrence,
    draft::{TransactionDraft, Writing},
};
use serde::Serialize;

/// A part of the line, and what it was taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
pub struct Part {
    /// Where it begins, in UTF-16 code units, as JavaScript counts.
    pub start: u32,
    /// How long it is, in the same units.
    pub length: u32,
    pub what: What,
}

/// What a part of the line was taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub enum What {
    Amount,
    Payee,
    Tag,
    Account,
    Date,
    Repeat,
}

/// A line taken apart. Whether the draft is right is for [`TransactionDraft::parse`] to say: a
/// missing amount or an unknown account stays in it as such.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Its account is empty when the line names none, and its direction when no plus stands alone:
    /// a sign of the amount counts by itself.
    pub draft: TransactionDraft,
    /// How often it comes again; none for once.
    pub repeat: Option<Recurrence>,
    /// In the order of the line; what is between them is white space.
    pub parts: Vec<Part>,
}

/// Takes a line apart. `accounts` are those that `@` can name, in the user's order; `currency` is
/// the one whose code may stand beside the amount.
pub fn read(
    line: &str,
    writing: Writing,
    currency: Currency,
    accounts: &[(AccountId, String)],
) -> Line {
    let words = words(line);
    let texts: Vec<&str> = words.iter().map(|word| word.text).collect();
    let repeat = first(&texts, None, |words| phrases::recurrence(words, writing.today));
    let taken = repeat.map(|(range, _)| range);
    let mut date = first(&texts, taken, |words| phrases::day(words, writing));
    let mut amount =
        amounts::find(&words, &[taken, date.map(|(range, _)| range)], writing, currency);
    if amount.is_none() {
        // `12 June`: then it is not the day that is written there.
        amount = amounts::find(&words, &[taken], writing, currency);
        date = date.filter(|_| amount.is_none());
    }
    let first_one = repeat.and_then(|(_, (_, day))| day);
    let mut draft = TransactionDraft {
        date: date.map(|(_, day)| day).or(first_one).unwrap_or(writing.today).to_string(),
        ..TransactionDraft::default()
    };
    let mut parts: Vec<Part> = Vec::new();
    let mut payee: Vec<&str> = Vec::new();
    let last = words.len().saturating_sub(1);
    for (index, word) in words.iter().enumerate() {
        let what = if amount.is_some_and(|range| range.contains(index)) {
            if !amounts::is_beside(word.text, currency) {
                draft.amount.push_str(word.text);
            }
            What::Amount
        } else if word.text == "+" && (index == 0 || index == last) {
            draft.direction = Some(Direction::Income);
            What::Amount
        } else if date.is_some_and(|(range, _)| range.contains(index)) {
            What::Date
        } else if repeat.is_some_and(|(range, _)| range.contains(index)) {
            What::Repeat
        } else if let Some(tag) = sigil(word.text, '#') {
            draft.tags.push(tag.to_owned());
            What::Tag
        } else if let Some(name) = sigil(word.text, '@') {
            draft.account =
                account(name, accounts).map_or_else(|| word.text.to_owned(), |id| id.to_string());
            What::Account
        } else {
            payee.push(word.text);
            What::Payee
        };
        add(&mut parts, word, what);
    }
    draft.payee = payee.join(" ");
    Line { draft, repeat: repeat.map(|(_, (repeat, _))| repeat), parts }
}

/// A word of the line, and where it stands in UTF-16 code units.
struct Word<'a> {
    text: &'a str,
    start: u32,
    end: u32,
}

/// Words that belong together: the first, and how many.
#[derive(Clone, Copy)]
struct Range {
    first: usize,
    count: usize,
}

impl Range {
    fn contains(self, index: usize) -> bool {
        (self.first..self.first + self.count).contains(&index)
    }
}

/// The first phrase that `says` finds at the front of some words, which are not taken yet.
fn first<T>(
    words: &[&str],
    taken: Option<Range>,
    says: impl Fn(&[&str]) -> Option<(usize, T)>,
) -> Option<(Range, T)> {
    (0..words.len()).find_map(|first| {
        let until = taken.map(|range| range.first).filter(|until| first < *until);
        if taken.is_some_and(|range| range.contains(first)) {
            return None;
        }
        let (count, meaning) = says(&words[first..until.unwrap_or(words.len())])?;
        Some((Range { first, count }, meaning))
    })
}

fn words(line: &str) -> Vec<Word<'_>> {
    let units = |text: &str| u32::try_from(text.encode_utf16().count()).unwrap_or(u32::MAX);
    let (mut place, mut seen) = (0, 0);
    line.split_whitespace()
        .map(|text| {
            // A part of `line`, so that the distance of the two is its place.
            let at = text.as_ptr() as usize - line.as_ptr() as usize;
            let start = place + units(&line[seen..at]);
            place = start + units(text);
            seen = at + text.len();
            Word { text, start, end: place }
        })
        .collect()
}

/// Words that stand side by side and are of one kind are one part, save tags and accounts.
fn add(parts: &mut Vec<Part>, word: &Word<'_>, what: What) {
    match parts.last_mut() {
        Some(last) if last.what == what && !matches!(what, What::Tag | What::Account) => {
            last.length = word.end - last.start;
        }
        _ => parts.push(Part { start: word.start, length: word.end - word.start, what }),
    }
}

fn sigil(word: &str, sign: char) -> Option<&str> {
    word.strip_prefix(sign).filter(|rest| !rest.is_empty())
}

/// By the whole name, the beginning of it, or the beginning of one of its words.
fn account(typed: &str, accounts: &[(AccountId, String)]) -> Option<AccountId> {
    let typed = typed.to_lowercase();
    let by = |fits: &dyn Fn(&str) -> bool| {
        accounts.iter().find(|(_, name)| fits(&name.to_lowercase())).map(|(id, _)| *id)
    };
    by(&|name| name == typed)
        .or_else(|| by(&|name| name.starts_with(&typed)))
        .or_else(|| by(&|name| name.split_whitespace().any(|word| word.starts_with(&typed))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{DecimalMark, day::DayOrder, recurrence::TimeUnit};
    use proptest::prelude::*;

    fn writing() -> Writing {
        Writing {
            decimal_mark: DecimalMark::Comma,
            day_order: DayOrder::DayFirst,
            // A Tuesday.
            today: "2026-03-10".parse().unwrap(),
        }
    }

    fn currency() -> Currency {
        "EUR".parse().unwrap()
    }

    fn accounts() -> Vec<(AccountId, String)> {
        [(1, "Giro"), (2, "Cash"), (3, "Gift card")]
            .map(|(id, name)| (AccountId::new(id), name.to_owned()))
            .to_vec()
    }

    #[test]
    fn reads_what_people_type() {
        let check =
            |line: &str, amount: &str, payee: &str, date: &str, account: &str, tags: &[&str]| {
                let draft = read(line, writing(), currency(), &accounts()).draft;
                assert_eq!(
                    (
                        draft.amount.as_str(),
                        draft.payee.as_str(),
                        draft.date.as_str(),
                        draft.account.as_str()
                    ),
                    (amount, payee, date, account),
                    "{line}"
                );
                assert_eq!(draft.tags, tags, "{line}");
            };
        let today = "2026-03-10";
        check("12,50 lunch #work yesterday @cash", "12,50", "lunch", "2026-03-09", "2", &["work"]);
        check("+1200 salary", "+1200", "salary", today, "", &[]);
        check("30+12 groceries", "30+12", "groceries", today, "", &[]);
        check("coffee 3.20", "3.20", "coffee", today, "", &[]);
        check("2 pizzas 18,90", "18,90", "2 pizzas", today, "", &[]);
        check("7 eleven", "7", "eleven", today, "", &[]);
        check("€ 12 lunch", "€12", "lunch", today, "", &[]);
        check("12 € lunch", "12€", "lunch", today, "", &[]);
        check("12€ Bäckerei Müller 31.12.", "12€", "Bäckerei Müller", "2025-12-31", "", &[]);
        check("5 Kino gestern", "5", "Kino", "2026-03-09", "", &[]);
        check("5 Kino am Freitag", "5", "Kino", "2026-03-06", "", &[]);
        check("5 cinema on tuesday", "5", "cinema", today, "", &[]);
        check("5 cinema 2026-01-31", "5", "cinema", "2026-01-31", "", &[]);
        check("5 cinema 1/2", "5", "cinema", "2026-02-01", "", &[]);
        check("14.3 tea", "14.3", "tea", today, "", &[]);
        check("5 book @gi", "5", "book", today, "1", &[]);
        check("5 book @CARD", "5", "book", today, "3", &[]);
        check("5 book @bank", "5", "book", today, "@bank", &[]);
        check("5 a #x #y", "5", "a", today, "", &["x", "y"]);
        check("5 # @ a", "5", "# @ a", today, "", &[]);
        check("", "", "", today, "", &[]);
        check("30.2. 5", "5", "30.2.", today, "", &[]);
        check("5 Kino letzten Freitag", "5", "Kino", "2026-03-06", "", &[]);
        check("5 cinema last Tuesday", "5", "cinema", "2026-03-03", "", &[]);
        check("3 days ago 5 tea", "5", "tea", "2026-03-07", "", &[]);
        check("5 Tee vor 3 Tagen", "5", "Tee", "2026-03-07", "", &[]);
        check("5 tea two weeks ago", "5", "tea", "2026-02-24", "", &[]);
        check("5 Tee vor einem Monat", "5", "Tee", "2026-02-10", "", &[]);
        check("5 tea long ago", "5", "tea long ago", today, "", &[]);
        check("5 tea on the 3rd", "5", "tea", "2026-03-03", "", &[]);
        check("5 Tee am 3.", "5", "Tee", "2026-03-03", "", &[]);
        check("5 Tee am 11.", "5", "Tee", "2026-02-11", "", &[]);
        check("5 tea 3 march", "5", "tea", "2026-03-03", "", &[]);
        check("tea 5 on march 3rd", "5", "tea", "2026-03-03", "", &[]);
        check("5 tea Mar 3, 2025", "5", "tea", "2025-03-03", "", &[]);
        check("5 tea 3rd of March 2025", "5", "tea", "2025-03-03", "", &[]);
        check("5 Tee 1. November", "5", "Tee", "2025-11-01", "", &[]);
        check("Essen 12 am 3. März", "12", "Essen", "2026-03-03", "", &[]);
        check("12 June", "12", "June", today, "", &[]);
        check("5 3rd Street Cafe", "5", "3rd Street Cafe", today, "", &[]);
        check("day before yesterday 5 tea", "5", "tea", "2026-03-08", "", &[]);
        check("5 Tee heute morgen", "5", "Tee", today, "", &[]);
        check("5 Tee übermorgen", "5", "Tee", "2026-03-12", "", &[]);
        check("5 Tee am letzten Dienstag", "5", "Tee", "2026-03-03", "", &[]);
        check("12.50 EUR lunch", "12.50", "lunch", today, "", &[]);
        check("Mittag EUR 12,50", "12,50", "Mittag", today, "", &[]);
        check("12,50 Euro Pizza", "12,50", "Pizza", today, "", &[]);
        check("12 USD lunch", "12", "USD lunch", today, "", &[]);
        check("lunch for 12.50", "12.50", "lunch", today, "", &[]);
        check("1 000 sofa", "1000", "sofa", today, "", &[]);
        check("sofa 1 234 567,89 €", "1234567,89€", "sofa", today, "", &[]);
        check("5 last drink", "5", "last drink", today, "", &[]);
        check("5 tea 999 years ago", "5", "tea 999 years ago", today, "", &[]);
    }

    #[test]
    fn a_line_says_how_often_it_comes_again() {
        let check = |line: &str, payee: &str, repeat: Option<(u8, TimeUnit)>| {
            let read = read(line, writing(), currency(), &accounts());
            let expect = repeat.and_then(|(every, unit)| Recurrence::new(every, unit));
            assert_eq!((read.draft.payee.as_str(), read.repeat), (payee, expect), "{line}");
            assert_eq!(read.draft.amount, "1200", "{line}");
        };
        check("1200 rent monthly", "rent", Some((1, TimeUnit::Month)));
        check("monthly 1200 rent", "rent", Some((1, TimeUnit::Month)));
        check("1200 rent every month", "rent", Some((1, TimeUnit::Month)));
        check("1200 rent every 2 weeks", "rent", Some((2, TimeUnit::Week)));
        check("1200 rent every other week #x", "rent", Some((2, TimeUnit::Week)));
        check("1200 rent every two quarters", "rent", Some((6, TimeUnit::Month)));
        check("1200 rent yearly last friday", "rent", Some((1, TimeUnit::Year)));
        check("1200 Miete monatlich", "Miete", Some((1, TimeUnit::Month)));
        check("Jeden Monat 1200 Miete", "Miete", Some((1, TimeUnit::Month)));
        check("1200 Miete alle 3 Monate @cash", "Miete", Some((3, TimeUnit::Month)));
        check("1200 Kurs jede Woche gestern", "Kurs", Some((1, TimeUnit::Week)));
        check("1200 Kurs jedes zweite Jahr", "Kurs", Some((2, TimeUnit::Year)));
        check("1200 rent a month", "rent", Some((1, TimeUnit::Month)));
        check("1200 Miete pro Monat", "Miete", Some((1, TimeUnit::Month)));
        check("1200 rent a week ago", "rent", None);
        check("1200 Kurs jeden Freitag", "Kurs", Some((1, TimeUnit::Week)));
        check("1200 course every other friday", "course", Some((2, TimeUnit::Week)));
        check("1200 rent every 1st", "rent", Some((1, TimeUnit::Month)));
        check("1200 Miete jeden 15.", "Miete", Some((1, TimeUnit::Month)));
        check("1200 Guardian Weekly", "Guardian Weekly", None);
        check("1200 Every Day", "Every Day", None);
        check("1200 rent every 0 weeks", "rent every 0 weeks", None);
        check("1200 rent every 300 weeks", "rent every 300 weeks", None);
        check("1200 rent", "rent", None);
    }

    #[test]
    fn a_phrase_of_how_often_may_say_the_first_day() {
        let date = |line| read(line, writing(), currency(), &[]).draft.date;
        assert_eq!(date("20 course every friday"), "2026-03-06");
        assert_eq!(date("1200 Miete jeden 1."), "2026-03-01");
        assert_eq!(date("1200 Miete jeden 1. heute"), "2026-03-10");
    }

    #[test]
    fn a_plus_alone_at_either_end_means_income() {
        let check = |line: &str, amount: &str, payee: &str, income: bool| {
            let draft = read(line, writing(), currency(), &[]).draft;
            assert_eq!((draft.amount.as_str(), draft.payee.as_str()), (amount, payee), "{line}");
            assert_eq!(draft.direction, income.then_some(Direction::Income), "{line}");
        };
        check("1850 Gehalt ACME +", "1850", "Gehalt ACME", true);
        check("+ Gehalt 1850", "1850", "Gehalt", true);
        check("1850 Gehalt", "1850", "Gehalt", false);
        check("9 Ben + Jerry", "9", "Ben + Jerry", false);
        check("+1850 Gehalt", "+1850", "Gehalt", false);
    }

    #[test]
    fn parts_are_counted_as_javascript_counts() {
        let parts = read("5 \u{1F600}  tea #x", writing(), currency(), &accounts()).parts;
        let part = |start, length, what| Part { start, length, what };
        assert_eq!(
            parts,
            [part(0, 1, What::Amount), part(2, 7, What::Payee), part(10, 2, What::Tag)]
        );
    }

    proptest! {
        #[test]
        fn any_line_is_covered_by_its_parts(line in any::<String>()) {
            let units: Vec<u16> = line.encode_utf16().collect();
            let mut end = 0;
            for part in read(&line, writing(), currency(), &accounts()).parts {
                let blank = String::from_utf16(&units[end..part.start as usize]).unwrap();
                prop_assert!(blank.trim().is_empty());
                prop_assert!(part.length > 0);
                end = (part.start + part.length) as usize;
            }
            prop_assert!(String::from_utf16(&units[end..]).unwrap().trim().is_empty());
        }

        #[test]
        fn no_word_is_lost(line in "([a-z0-9,.+#@/]{1,6} ){0,6}") {
            let draft = read(&line, writing(), currency(), &accounts()).draft;
            for word in draft.payee.split(' ').filter(|word| !word.is_empty()) {
                prop_assert!(line.split(' ').any(|typed| typed == word));
            }
        }
    }
}
