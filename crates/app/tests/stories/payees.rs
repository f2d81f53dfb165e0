//! Payees put in order: renamed, merged, and what banks, rules and the memory call them since.

use crate::setup::{book, import, now, prepare, reopen};
use ::ledger::{CategoryId, Code, Field, PayeeId, StepKind, Window};
use app::{
    Book, Error, categories, history, imports,
    payees::{self, PayeeEntry, PayeeOrder},
    quick, review,
    rules::{
        self, ActionDraft, ConditionDraft, Matching, RuleChoice, RuleDraft, Subject, Test, Verb,
    },
    transactions::{self, Row},
};
use std::ops::ControlFlow;

const MARCH: &str = "Datum;Empfänger;Verwendungszweck;Betrag\n\
    02.03.2026;ZWURBEL ONLINE;Karte 1234;-62,30\n\
    03.03.2026;ZWURBEL ONLINE;Karte 1234;-3,20\n\
    05.03.2026;Hobelbank Werk;Karte 1234;-50,00\n";
const APRIL: &str = "Datum;Empfänger;Verwendungszweck;Betrag\n\
    02.04.2026;ZWURBEL ONLINE;Karte 1234;-12,30\n\
    05.04.2026;Hobelbank Werk;Karte 1234;-51,00\n";

async fn all(book: &Book) -> Vec<PayeeEntry> {
    let window = Window { offset: 0, limit: 100 };
    payees::page(book, "", PayeeOrder::Name, window).await.unwrap().payees
}

async fn id(book: &Book, name: &str) -> PayeeId {
    all(book).await.iter().find(|payee| payee.name == name).unwrap().id
}

async fn names(book: &Book) -> Vec<String> {
    all(book).await.into_iter().map(|payee| payee.name).collect()
}

async fn rows(book: &Book) -> Vec<Row> {
    let sort = ::ledger::Sort { descending: false, ..Default::default() };
    let window = Window { offset: 0, limit: 100 };
    transactions::list(book, &Default::default(), sort, window).await.unwrap().rows
}

fn payee(row: &Row) -> &str {
    &row.payee.as_ref().unwrap().name
}

async fn key(book: &Book, key: &str) -> CategoryId {
    let all = categories::list(book).await.unwrap();
    all.into_iter().find(|category| category.key.as_deref() == Some(key)).unwrap().id
}

async fn save_rule(book: &Book, when: &str, verb: Verb, value: &str) {
    let draft = RuleDraft {
        name: when.into(),
        enabled: true,
        matching: Matching::All,
        conditions: vec![ConditionDraft {
            subject: Subject::Payee,
            test: Test::Is,
            value: when.into(),
            to: String::new(),
        }],
        actions: vec![ActionDraft { verb, value: value.into(), tags: vec![], parts: vec![] }],
    };
    rules::save(book, None, &draft, now()).await.unwrap();
}

#[tokio::test]
async fn a_renamed_payee_keeps_its_rows_its_rules_and_what_was_learned() {
    let (dir, book, giro) = book().await;
    import(&book, MARCH, giro).await;
    let gifts = key(&book, "shopping.gifts").await;
    let first = rows(&book).await[0].clone();
    transactions::categorise(&book, &[first.id], Some(gifts)).await.unwrap();
    rules::mute(&book, payee(&first), true).await.unwrap();
    save_rule(&book, payee(&first), Verb::Memo, "as ever").await;
    let old = payee(&first).to_owned();
    payees::rename(&book, id(&book, &old).await, "Tools & Toys").await.unwrap();

    let book = reopen(dir.path(), book).await;
    import(&book, APRIL, giro).await;
    let after = rows(&book).await;
    let named = |row: &&Row| payee(row) == "Tools & Toys";
    assert_eq!(after.iter().filter(named).count(), 3, "{:?}", names(&book).await);
    let new = after.iter().rfind(named).unwrap();
    assert_eq!((new.splits[0].category, new.memo.as_str()), (Some(gifts), "as ever"));
    let entry = all(&book).await.into_iter().find(|payee| payee.name == "Tools & Toys").unwrap();
    assert_eq!((entry.category, entry.transactions, entry.muted), (Some(gifts), 3, true));
    assert_eq!(entry.aliases.len(), 1);
    assert_eq!(rules::propose(&book, new.id, key(&book, "travel").await).await.unwrap(), None);

    // No rule takes the user's name away, unless they ask for it.
    save_rule(&book, "Tools & Toys", Verb::Payee, "Zwurbel").await;
    let careful = rules::apply(&book, &RuleChoice::All, true, now()).await.unwrap();
    assert_eq!(payee(&rows(&book).await[0]), "Tools & Toys", "{careful}");

    // Somebody else is called so from now on.
    payees::forget_alias(&book, entry.id, &entry.aliases[0]).await.unwrap();
    let typed = quick::add(&book, &format!("5 {old}"), now()).await.unwrap();
    assert_eq!(payee(&typed), old);
    for kind in [StepKind::AddTransaction, StepKind::ForgetPayeeAlias] {
        assert_eq!(history::undo(&book).await.unwrap().unwrap().kind, kind);
    }
    let typed = quick::add(&book, &format!("5 {old}"), now()).await.unwrap();
    assert_eq!(payee(&typed), "Tools & Toys");
}

#[tokio::test]
async fn merged_payees_are_one_and_an_undo_makes_them_two_again() {
    let (_dir, book, giro) = book().await;
    import(&book, MARCH, giro).await;
    let gifts = key(&book, "shopping.gifts").await;
    let before = rows(&book).await;
    let (shop, work) = (payee(&before[0]).to_owned(), payee(&before[2]).to_owned());
    transactions::categorise(&book, &[before[2].id], Some(gifts)).await.unwrap();
    let (from, into) = (id(&book, &work).await, id(&book, &shop).await);
    assert_eq!(payees::merge(&book, &[from, into], into).await.unwrap(), 1);
    assert_eq!(names(&book).await, [shop.as_str()]);
    assert!(rows(&book).await.iter().all(|row| payee(row) == shop));

    // What was learned of the one holds for the other, and a bank that writes the old name means it.
    let next = quick::add(&book, &format!("7 {shop}"), now()).await.unwrap();
    assert_eq!(next.splits[0].category, Some(gifts));
    import(&book, APRIL, giro).await;
    assert_eq!(names(&book).await, [shop.as_str()]);
    assert!(rows(&book).await.iter().skip(3).all(|row| row.splits[0].category == Some(gifts)));

    for _ in 0..2 {
        history::undo(&book).await.unwrap();
    }
    let step = history::undo(&book).await.unwrap().unwrap();
    assert_eq!((step.kind, step.name.as_str()), (StepKind::MergePayees, shop.as_str()));
    assert_eq!(names(&book).await.len(), 2);
    let back: Vec<String> = rows(&book).await.iter().map(|row| payee(row).to_owned()).collect();
    assert_eq!(back, [shop.clone(), shop.clone(), work.clone()]);
    let again = quick::add(&book, &format!("7 {shop}"), now()).await.unwrap();
    assert_eq!(again.splits[0].category, None);
}

#[tokio::test]
async fn a_name_that_is_taken_is_told() {
    let (_dir, book, giro) = book().await;
    import(&book, MARCH, giro).await;
    let rows = rows(&book).await;
    let (one, other) = (id(&book, payee(&rows[0])).await, payee(&rows[2]).to_owned());
    for (name, code) in [(other.as_str(), Code::Taken), (" ", Code::Required)] {
        let Err(Error::Invalid(problems)) = payees::rename(&book, one, name).await else {
            panic!("{name}")
        };
        let problem = problems.as_slice()[0];
        assert_eq!((problem.field, problem.code), (Field::Name, code));
    }
}

#[tokio::test]
async fn one_decision_on_what_was_bought_says_nothing_of_what_is_paid() {
    let (_dir, book, giro) = book().await;
    let rows_of = "Datum;Empfänger;Verwendungszweck;Betrag\n\
        02.03.2026;Hobelbank Werk;Kantine;-6,30\n\
        30.03.2026;Hobelbank Werk;Gehalt März;2100,00\n\
        31.03.2026;Hobelbank Werk;Erstattung Kantine;6,30\n";
    import(&book, rows_of, giro).await;
    let restaurants = key(&book, "food.restaurants").await;
    let rows = rows(&book).await;
    let which = review::Which::Rows { ids: vec![rows[0].id] };
    review::decide(&book, &which, restaurants, None).await.unwrap();
    review::classify_again(&book, now(), |_| ControlFlow::Continue(())).await.unwrap();
    let filed: Vec<_> = self::rows(&book).await.iter().map(|row| row.splits[0].category).collect();
    assert_eq!(filed[0], Some(restaurants));
    assert_ne!(filed[1], Some(restaurants));
    assert_eq!(filed[2], Some(restaurants), "a refund keeps the category of what was bought");
}

#[tokio::test]
async fn a_file_that_was_looked_at_before_a_payee_was_renamed_does_not_bring_the_old_name_back() {
    let (_dir, book, giro) = book().await;
    import(&book, MARCH, giro).await;
    let [zwurbel, hobel] = [0, 2].map(async |row: usize| rows(&book).await[row].clone());
    let (zwurbel, hobel) = (payee(&zwurbel.await).to_owned(), payee(&hobel.await).to_owned());
    let draft = prepare(&book, APRIL, giro).await;
    payees::rename(&book, id(&book, &zwurbel).await, "Tools & Toys").await.unwrap();
    let into = id(&book, "Tools & Toys").await;
    payees::merge(&book, &[id(&book, &hobel).await], into).await.unwrap();

    let digest = draft.preview().digest;
    let go_on = |_| ControlFlow::Continue(());
    let looked_at = imports::commit(&book, &draft, &[], &digest, now(), go_on).await;
    assert!(matches!(looked_at, Err(Error::PreviewChanged)), "{looked_at:?}");
    import(&book, APRIL, giro).await;
    assert_eq!(names(&book).await, ["Tools & Toys"]);
    assert!(rows(&book).await.iter().all(|row| payee(row) == "Tools & Toys"));
}
