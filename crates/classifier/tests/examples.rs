//! Texts -> categories and where the answer comes from; memory; what must never happen.

use classifier::{Category, Choice, Classifier, Memory, Query, Source, clean};
use ledger::CategoryKind;
use proptest::prelude::*;

type Answer = classifier::Answer<i64>;

fn ask(country: Option<&str>, amount: Option<&str>, text: &str, memory: &Memory<i64>) -> Answer {
    let payee = clean(text);
    let amount = amount.and_then(|amount| amount.parse().ok());
    Classifier::new(country).classify(&Query { text, payee: &payee, amount }, memory)
}

fn given(field: &str) -> Option<&str> {
    (field != "-").then_some(field)
}

#[test]
fn everyday_texts() {
    let mut wrong = Vec::new();
    for line in include_str!("examples.tsv").lines().filter(|line| !line.starts_with('#')) {
        let fields: Vec<&str> = line.split('\t').collect();
        let [country, amount, text, category, source] = fields[..] else { panic!("{line}") };
        let answer = ask(given(country), given(amount), text, &Memory::default());
        let expect = given(category)
            .map(|key| Choice::Builtin(Category::from_key(key).expect("a category key")));
        if (answer.category, answer.source.as_str()) != (expect, source) {
            wrong.push(format!("{line}\n  {answer:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A supermarket is one in every country.
#[test]
fn brands_that_mean_the_same_everywhere_are_sure() {
    let texts = ["EDEKA 4711", "KAUFLAND 2320", "PENNY 1234", "ALDI SUED", "ARAL AG"];
    let answers = texts.map(|text| ask(None, Some("-12"), text, &Memory::default()));
    let unsure: Vec<_> = answers.iter().filter(|answer| !answer.sure).collect();
    assert!(unsure.is_empty(), "{unsure:?}");
}

/// What people write themselves; the last five are the example of a book that is to be sorted.
#[test]
fn peoples_own_words_are_sure() {
    let texts = [
        ("lunch", "food"),
        ("dinner", "food"),
        ("coffee", "food"),
        ("rent", "bills"),
        ("Starbucks coffee", "food"),
        ("Uber to airport", "travel"),
        ("Netflix subscription", "entertainment"),
        ("Doctor appointment", "health"),
        ("Electric bill", "bills"),
    ];
    for country in [None, Some("us"), Some("gb"), Some("de")] {
        for (text, top) in texts {
            let answer = ask(country, Some("-12"), text, &Memory::default());
            let said = match answer.category {
                Some(Choice::Builtin(category)) => category.top().key(),
                _ => "",
            };
            assert_eq!((said, answer.sure), (top, true), "{country:?} {text}: {answer:?}");
        }
    }
}

#[test]
fn memory_comes_first_and_counts() {
    let mut memory = Memory::default();
    memory.add("lidl", false, 7, 14);
    memory.learn("lidl", false, 8);
    let answer = ask(Some("de"), Some("-1"), "LIDL 0815 BERLIN", &memory);
    assert_eq!(answer.category, Some(Choice::Own(7)));
    assert_eq!(answer.source, Source::Memory);
    assert!(answer.sure);
    assert_eq!(answer.reason.to_string(), "you chose this for Lidl 14 of 15 times");
}

#[test]
fn an_undecided_memory_is_not_sure() {
    let memory: Memory<i64> = [("lidl", false, 7, 1), ("lidl", false, 8, 1)].into_iter().collect();
    let answer = ask(None, None, "LIDL", &memory);
    assert_eq!(answer.category, Some(Choice::Own(8)));
    assert!(!answer.sure);
}

/// What was bought at a payee's decides what it pays back, not what it pays.
#[test]
fn memory_knows_money_out_from_money_in() {
    let memory: Memory<i64> =
        [("lidl", false, 7, 3), ("zwurbel", false, 7, 3), ("acme", true, 9, 1)]
            .into_iter()
            .collect();
    for (amount, text, own, sure) in [
        ("-12", "LIDL 0815", Some(7), true),
        // A refund of a shop keeps the shop's category; where only the shop is known, it is asked.
        ("12", "LIDL REFUND", Some(7), true),
        ("12", "Zwurbel Erstattung", Some(7), true),
        ("12", "LIDL 0815", Some(7), false),
        // A salary from somebody who is also paid is none of these purchases.
        ("2000", "Zwurbel Gehalt 03/2026", None, true),
        ("2000", "Zwurbel", None, false),
        // And what they pay says nothing of what they are paid.
        ("2000", "Acme", Some(9), true),
        ("-20", "Acme", None, false),
    ] {
        let answer = ask(Some("de"), Some(amount), text, &memory);
        let known = match answer.category {
            Some(Choice::Own(id)) => Some(id),
            _ => None,
        };
        assert_eq!((known, answer.sure), (own, sure), "{amount} {text}: {answer:?}");
    }
}

#[test]
fn reasons_are_data() {
    let answer = ask(Some("de"), None, "Stadtapotheke", &Memory::default());
    let json = serde_json::to_value(&answer.reason).expect("a reason is JSON");
    assert_eq!(
        json,
        serde_json::json!({"because": "keyword", "word": "stadtapotheke", "kind": "health.pharmacy"})
    );
}

proptest! {
    #[test]
    fn money_in_without_a_shop_is_never_an_expense(
        words in prop::collection::vec("[a-zA-Z]{2,10}", 1..5),
        minor in 1_i64..10_000_000,
    ) {
        let text = words.join(" ");
        let payee = clean(&text);
        let amount = Some(rust_decimal::Decimal::new(minor, 2));
        let answer = Classifier::new(None)
            .classify(&Query { text: &text, payee: &payee, amount }, &Memory::<i64>::default());
        if let Some(Choice::Builtin(category)) = answer.category {
            prop_assert!(category.kind() == CategoryKind::Income || answer.source == Source::Brand);
        }
    }

    #[test]
    fn any_text_has_an_answer(text in any::<String>(), country in prop::option::of("[a-z]{2}")) {
        let answer = ask(country.as_deref(), None, &text, &Memory::default());
        prop_assert!(answer.confidence_permille <= 1000);
        prop_assert!(!(answer.sure && answer.category.is_none() && answer.source == Source::Nothing));
    }
}
