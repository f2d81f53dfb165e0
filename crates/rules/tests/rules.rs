//! Rules as people write them, against rows.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use chrono::NaiveDate;
use ledger::{
    AccountId, CategoryId, CategoryKind, Code, Currency, DecimalMark, Field, Money, RuleId,
    day::DayOrder,
    draft::{Known, Writing},
};
use proptest::prelude::*;
use rules::{
    ActionDraft, Compiled, ConditionDraft, Effects, Filing, Given, Matching, PartDraft, Row, Rule,
    RuleDraft, Subject, Test, Verb,
};
use std::{hint::black_box, time::Instant};

/// Accounts 1 and 2, categories below 100.
struct Book;
impl Known for Book {
    fn account(&self, id: AccountId) -> Option<(Currency, bool)> {
        (1..=2).contains(&id.row()).then_some((Currency::EUR, false))
    }
    fn category(&self, id: CategoryId) -> Option<CategoryKind> {
        (1..100).contains(&id.row()).then_some(CategoryKind::Expense)
    }
}

fn writing() -> Writing {
    Writing {
        decimal_mark: DecimalMark::Comma,
        day_order: DayOrder::DayFirst,
        today: "2026-03-10".parse().unwrap(),
    }
}

fn when(subject: Subject, test: Test, value: &str) -> ConditionDraft {
    ConditionDraft { subject, test, value: value.into(), to: String::new() }
}

fn between(subject: Subject, value: &str, to: &str) -> ConditionDraft {
    ConditionDraft { to: to.into(), ..when(subject, Test::Between, value) }
}

fn then(verb: Verb, value: &str) -> ActionDraft {
    ActionDraft { verb, value: value.into(), tags: vec![], parts: vec![] }
}

fn tags(tags: &[&str]) -> ActionDraft {
    ActionDraft { tags: tags.iter().map(|&tag| tag.into()).collect(), ..then(Verb::Tags, "") }
}

fn parts(parts: &[(&str, &str)]) -> ActionDraft {
    let part = |&(category, share): &(&str, &str)| PartDraft {
        category: category.into(),
        share: share.into(),
        note: String::new(),
    };
    ActionDraft { parts: parts.iter().map(part).collect(), ..then(Verb::Split, "") }
}

fn draft(matching: Matching, conditions: &[ConditionDraft], actions: &[ActionDraft]) -> RuleDraft {
    RuleDraft {
        name: "A rule".into(),
        enabled: true,
        matching,
        conditions: conditions.to_vec(),
        actions: actions.to_vec(),
    }
}

fn rule(matching: Matching, conditions: &[ConditionDraft], actions: &[ActionDraft]) -> Rule {
    draft(matching, conditions, actions).parse(writing(), &Book).unwrap()
}

fn compiled(rules: &[Rule]) -> Compiled {
    Compiled::new((1..).map(RuleId::new).zip(rules))
}

fn lidl() -> Row<'static> {
    Row {
        payee: "Lidl",
        text: "KARTENZAHLUNG  LIDL SAGT DANKE//Bonn",
        file: "Umsaetze_März.csv",
        amount: Money::from_minor(-51_30, Currency::EUR),
        account: AccountId::new(1),
        date: "2026-03-02".parse().unwrap(),
    }
}

#[test]
fn each_condition_looks_at_what_it_says() {
    use Subject::{Account, Amount, Date, File, Payee, Text};
    use Test::{Contains, From, Is, Over, Regex, StartsWith, Under, Until};
    let check = |condition: ConditionDraft, expect: bool| {
        let rule =
            rule(Matching::All, std::slice::from_ref(&condition), &[then(Verb::Category, "7")]);
        let effects = compiled(&[rule]).evaluate(&lidl());
        assert_eq!(!effects.is_empty(), expect, "{condition:?}");
    };
    check(when(Payee, Contains, "lid"), true);
    check(when(Payee, Is, "LÍDL"), true);
    check(when(Payee, Is, "lid"), false);
    check(when(Text, Contains, "lidl   sagt"), true);
    check(when(Text, Contains, "aldi"), false);
    check(when(Text, StartsWith, "kartenzahlung lidl"), true);
    check(when(Text, StartsWith, "lidl"), false);
    check(when(Text, Regex, r"^kartenzahlung (lidl|aldi)\b"), true);
    check(when(Text, Regex, r"^lidl"), false);
    check(when(File, Contains, "marz"), true);
    check(when(Account, Is, "1"), true);
    check(when(Account, Is, "2"), false);
    check(when(Date, Is, "2.3.2026"), true);
    check(when(Date, From, "2.3.2026"), true);
    check(when(Date, From, "3.3."), false);
    check(when(Date, Until, "1.3."), false);
    check(between(Date, "31.3.2026", "1.3.2026"), true);
    // With a sign it is compared with its sign, without by its size.
    check(when(Amount, Under, "-50"), true);
    check(when(Amount, Under, "-51,30"), false);
    check(when(Amount, Over, "50"), true);
    check(when(Amount, Over, "+50"), false);
    check(when(Amount, Is, "51,30"), true);
    check(when(Amount, Is, "+51,3"), false);
    check(between(Amount, "-60", "-50"), true);
    check(between(Amount, "60", "50"), true);
    check(between(Amount, "60", "55"), false);
}

#[test]
fn everything_that_is_wrong_is_said_where_it_is() {
    use Subject::{Account, Amount, Date, Payee, Text};
    use Test::{Between, Contains, Is, Regex, Under};
    let bad = RuleDraft {
        name: " ".into(),
        ..draft(
            Matching::Any,
            &[
                when(Payee, Contains, " "),
                when(Text, Regex, "(unclosed"),
                when(Text, Regex, r"(\w{200}){200}"),
                when(Amount, Under, "much"),
                when(Date, Is, "31.2.2026"),
                when(Account, Is, "9"),
                when(Account, Contains, "1"),
                when(Payee, Under, "x"),
                when(Amount, Between, "1"),
                when(Payee, Contains, &"x".repeat(201)),
            ],
            &[
                then(Verb::Category, "999"),
                parts(&[("1", "20")]),
                tags(&["#", " "]),
                then(Verb::Transfer, ""),
                then(Verb::Payee, "a\nb"),
                then(Verb::Payee, "Lidl"),
            ],
        )
    };
    let found = bad.parse(writing(), &Book).unwrap_err();
    let found: Vec<_> =
        found.as_slice().iter().map(|p| (p.field, p.at.unwrap_or(99), p.code)).collect();
    let condition = |at, code| (Field::Condition, at, code);
    let action = |at, code| (Field::Action, at, code);
    assert_eq!(
        found,
        [
            (Field::Name, 99, Code::Required),
            condition(0, Code::Required),
            condition(1, Code::BadPattern),
            condition(2, Code::BadPattern),
            condition(3, Code::NotANumber),
            condition(4, Code::NotADate),
            condition(5, Code::Unknown),
            condition(6, Code::Wrong),
            condition(7, Code::Wrong),
            condition(8, Code::Required),
            condition(9, Code::TooLong),
            action(0, Code::Unknown),
            action(1, Code::Required),
            action(2, Code::Required),
            action(3, Code::Required),
            action(4, Code::BadCharacter),
            action(5, Code::Taken),
        ]
    );
    let split = |shares: &[(&str, &str)]| {
        let conditions = [when(Payee, Is, "x")];
        let parsed = draft(Matching::All, &conditions, &[parts(shares)]).parse(writing(), &Book);
        parsed.map(|_| ()).map_err(|problems| problems.as_slice()[0].code)
    };
    assert_eq!(split(&[("1", "20"), ("2", "")]), Ok(()));
    assert_eq!(split(&[("1", "12,5 %"), ("", "87,4%"), ("2", "")]), Ok(()));
    assert_eq!(split(&[("1", "60%"), ("1", "40%"), ("2", "")]), Err(Code::OutOfRange));
    assert_eq!(split(&[("1", "20"), ("2", "30")]), Err(Code::SumDiffers));
    assert_eq!(split(&[("1", "-3"), ("2", "")]), Err(Code::Zero));
    let twice = [then(Verb::Category, "1"), then(Verb::Transfer, "2")];
    let twice = draft(Matching::All, &[when(Payee, Is, "x")], &twice).parse(writing(), &Book);
    assert_eq!(twice.unwrap_err().as_slice()[0].code, Code::Taken);
}

#[test]
fn the_first_rule_that_says_something_wins_and_the_next_see_its_payee() {
    let rules = [
        rule(
            Matching::All,
            &[when(Subject::Text, Test::Contains, "lidl")],
            &[then(Verb::Payee, "Discounter"), tags(&["Home"])],
        ),
        rule(
            Matching::All,
            &[when(Subject::Payee, Test::Is, "lidl")],
            &[then(Verb::Category, "1")],
        ),
        rule(
            Matching::Any,
            &[
                when(Subject::Payee, Test::Is, "discounter"),
                when(Subject::Amount, Test::Over, "+100"),
            ],
            &[parts(&[("3", "1,30"), ("4", "")]), tags(&["home", "Food"])],
        ),
        rule(
            Matching::All,
            &[when(Subject::Account, Test::Is, "1")],
            &[then(Verb::Category, "5"), then(Verb::Payee, "Nobody"), then(Verb::Memo, "m")],
        ),
        rule(
            Matching::All,
            &[when(Subject::Account, Test::Is, "1")],
            &[then(Verb::Transfer, "2"), tags(&["food"])],
        ),
    ];
    let id = RuleId::new;
    let Effects { payee, filing, memo, tags, reviewed, rules } = compiled(&rules).evaluate(&lidl());
    assert_eq!(payee, Some(Given { value: "Discounter".into(), rule: id(1) }));
    assert_eq!(memo, Some(Given { value: "m".into(), rule: id(4) }));
    assert_eq!(tags, ["Home", "Food"]);
    assert!(!reviewed);
    // The last one matches and has nothing left to say.
    assert_eq!(rules, [id(1), id(3), id(4)]);
    let Some(Given { value: Filing::Splits(splits), rule }) = filing else {
        unreachable!("{filing:?}")
    };
    let amounts: Vec<_> = splits.iter().map(|split| split.amount.to_string()).collect();
    assert_eq!((amounts, rule), (vec!["-1.30".to_owned(), "-50.00".to_owned()], id(3)));
}

#[test]
fn a_split_that_does_not_fit_leaves_the_filing_to_the_next() {
    let rules = [
        rule(
            Matching::All,
            &[when(Subject::Payee, Test::Is, "lidl")],
            &[parts(&[("3", "60"), ("4", "")])],
        ),
        rule(
            Matching::All,
            &[when(Subject::Payee, Test::Is, "lidl")],
            &[then(Verb::Transfer, "1")],
        ),
        rule(
            Matching::All,
            &[when(Subject::Payee, Test::Is, "lidl")],
            &[then(Verb::Category, "1")],
        ),
    ];
    let effects = compiled(&rules).evaluate(&lidl());
    assert_eq!(effects.rules, [RuleId::new(3)]);
}

fn any_condition() -> impl Strategy<Value = ConditionDraft> {
    let text = "[a-c]{1,2}";
    prop_oneof![
        (
            text,
            prop_oneof![
                Just(Test::Contains),
                Just(Test::Is),
                Just(Test::StartsWith),
                Just(Test::Regex)
            ]
        )
            .prop_map(|(value, test)| when(Subject::Payee, test, &value)),
        (text, Just(Test::Contains)).prop_map(|(value, test)| when(Subject::Text, test, &value)),
        (-3..3_i32, prop_oneof![Just(Test::Under), Just(Test::Over), Just(Test::Is)])
            .prop_map(|(value, test)| when(Subject::Amount, test, &format!("{value:+}"))),
        (1..28_u32, prop_oneof![Just(Test::From), Just(Test::Until)]).prop_map(|(day, test)| when(
            Subject::Date,
            test,
            &format!("2026-03-{day:02}")
        )),
        (1..3_i64).prop_map(|id| when(Subject::Account, Test::Is, &id.to_string())),
    ]
}

fn any_rule() -> impl Strategy<Value = RuleDraft> {
    let action = prop_oneof![
        (1..9_u32).prop_map(|id| then(Verb::Category, &id.to_string())),
        "[a-c]{1,2}".prop_map(|name| then(Verb::Payee, &name)),
        "[a-c]".prop_map(|tag| tags(&[&tag])),
        Just(then(Verb::Reviewed, "")),
        (1..99_u32).prop_map(|share| parts(&[("1", &format!("{share}%")), ("2", "")])),
    ];
    (any::<bool>(), prop::collection::vec(any_condition(), 1..4), action).prop_map(
        |(all, conditions, action)| {
            draft(if all { Matching::All } else { Matching::Any }, &conditions, &[action])
        },
    )
}

proptest! {
    /// What is kept is what was typed.
    #[test]
    fn a_kept_rule_is_the_same_rule(draft in any_rule()) {
        let rule = draft.parse(writing(), &Book).unwrap();
        let json = serde_json::to_string(&rule.draft()).unwrap();
        let kept: RuleDraft = serde_json::from_str(&json).unwrap();
        prop_assert_eq!(kept.parse_kept(&Book).unwrap(), rule);
    }

    /// All together they say what each says by itself, the earlier before the later.
    #[test]
    fn together_they_are_the_first_of_each(
        drafts in prop::collection::vec(any_rule(), 1..8),
        payee in "[a-c]{0,4}", text in "[a-c ]{0,6}", minor in -300_i64..300, day in 1..28_u32,
        account in 1..3_i64,
    ) {
        prop_assume!(minor != 0);
        let rules: Vec<Rule> = drafts.iter().map(|d| d.parse(writing(), &Book).unwrap()).collect();
        let date = NaiveDate::from_ymd_opt(2026, 3, day).unwrap();
        let amount = Money::from_minor(minor, Currency::EUR);
        let row = Row { payee: &payee, text: &text, file: "", amount, account: AccountId::new(account), date };
        let got = compiled(&rules).evaluate(&row);
        let mut seen = payee.clone();
        let (mut filing, mut name, mut reviewed) = (None, None, false);
        for rule in &rules {
            let alone = compiled(std::slice::from_ref(rule)).evaluate(&Row { payee: &seen, ..row });
            filing = filing.or(alone.filing.map(|given| given.value));
            reviewed |= alone.reviewed;
            if name.is_none() && let Some(given) = alone.payee {
                seen.clone_from(&given.value);
                name = Some(given.value);
            }
        }
        prop_assert_eq!(got.filing.map(|given| given.value), filing);
        prop_assert_eq!(got.payee.map(|given| given.value), name);
        prop_assert_eq!(got.reviewed, reviewed);
    }

    /// All is every one of them, any is at least one.
    #[test]
    fn all_and_any_are_what_they_say(
        conditions in prop::collection::vec(any_condition(), 1..5),
        payee in "[a-c]{0,3}", minor in 1_i64..300,
    ) {
        let amount = Money::from_minor(-minor, Currency::EUR);
        let row = Row { payee: &payee, amount, ..lidl() };
        let holds = |matching, conditions: &[ConditionDraft]| {
            !compiled(&[rule(matching, conditions, &[then(Verb::Reviewed, "")])]).evaluate(&row).is_empty()
        };
        let each: Vec<bool> =
            conditions.iter().map(|one| holds(Matching::All, std::slice::from_ref(one))).collect();
        prop_assert_eq!(holds(Matching::All, &conditions), each.iter().all(|one| *one));
        prop_assert_eq!(holds(Matching::Any, &conditions), each.iter().any(|one| *one));
    }

    #[test]
    fn no_draft_panics(value in any::<String>(), to in any::<String>()) {
        for test in [Test::Contains, Test::Is, Test::Regex, Test::Between, Test::From] {
            for subject in [Subject::Payee, Subject::Amount, Subject::Date, Subject::Account] {
                let condition = ConditionDraft { to: to.clone(), ..when(subject, test, &value) };
                let share = parts(&[(&to, &value), ("", "")]);
                let _ = draft(Matching::All, &[condition], &[share]).parse(writing(), &Book);
            }
        }
    }
}

/// Twenty times the rules may not take twenty times as long: a row's texts are read once for all
/// of them. Measured against few rules in the same run, so that the machine does not matter.
#[test]
fn many_rules_cost_little_more_than_few() {
    let rules: Vec<Rule> = (0..200)
        .map(|number| {
            let test = if number % 10 == 0 { Test::Regex } else { Test::Contains };
            let conditions = [
                when(Subject::Text, test, &format!("shop number {number}")),
                when(Subject::Amount, Test::Under, "-1"),
            ];
            rule(Matching::All, &conditions, &[then(Verb::Category, "7")])
        })
        .collect();
    let texts: Vec<String> =
        (0..500).map(|n| format!("KARTENZAHLUNG SHOP NUMBER {n} SAGT DANKE BONN DE")).collect();
    let time = |rules: &Compiled| {
        let runs = (0..5).map(|_| {
            let start = Instant::now();
            for text in &texts {
                black_box(rules.evaluate(&Row { text, ..lidl() }));
            }
            start.elapsed()
        });
        runs.min().unwrap()
    };
    let (few, many) = (compiled(&rules[..10]), compiled(&rules));
    let (few, many) = (time(&few), time(&many));
    assert!(many < few * 8, "{many:?} for 200 rules, {few:?} for 10");
}
