//! The review inbox: merchants with rows that wait, decided, undone, taken back as a batch.

use crate::setup::{book, import, now};
use ::ledger::{CategoryId, CategoryKind, Currency, Filter, Money, Period, RunSource, Window};
use app::{
    Book, Error, categories, history, reports,
    review::{self, Which},
    runs, settings, transactions,
    transactions::Row,
};
use std::ops::ControlFlow;

const ALL: Window = Window { offset: 0, limit: 500 };

/// Three rows of one merchant, two of another; money in from the first; a sure one.
const FILE: &str = "Date,Payee,Text,Amount\n\
    2026-03-02,ZWURBEL 7,,-7.00\n\
    2026-03-03,ZWURBEL 7,,-8.00\n\
    2026-03-04,ZWURBEL 7,,-9.00\n\
    2026-03-05,ZWURBEL 7,,5.00\n\
    2026-03-06,QUIBBLEX,,-3.00\n\
    2026-03-07,QUIBBLEX,,-3.50\n\
    2026-03-08,LIDL 1234,,-12.30\n";

async fn key(book: &Book, key: &str) -> CategoryId {
    let all = categories::list(book).await.unwrap();
    all.into_iter().find(|category| category.key.as_deref() == Some(key)).unwrap().id
}

async fn merchants(book: &Book) -> Vec<(String, u32, String)> {
    let page = review::merchants(book, ALL).await.unwrap();
    assert_eq!(page.total as usize, page.merchants.len());
    let told = page.merchants.into_iter().map(|merchant| {
        assert!(merchant.alternatives.len() <= 5 && !merchant.alternatives.is_empty());
        let suggested = merchant.suggestion.and_then(|suggestion| suggestion.category);
        assert!(!merchant.alternatives.iter().any(|id| Some(*id) == suggested));
        (merchant.payee.unwrap().name, merchant.count, merchant.sum.to_string())
    });
    told.collect()
}

fn told(name: &str, count: u32, sum: &str) -> (String, u32, String) {
    (name.into(), count, sum.into())
}

async fn find(book: &Book, text: &str) -> Vec<Row> {
    let filter = Filter { text: text.into(), ..Filter::default() };
    transactions::list(book, &filter, Default::default(), ALL).await.unwrap().rows
}

async fn merchant(book: &Book, index: usize) -> String {
    review::merchants(book, ALL).await.unwrap().merchants.swap_remove(index).key
}

#[tokio::test]
async fn a_sure_transfer_still_waits_and_says_why() {
    let (_dir, book, giro) = book().await;
    let file = "Date,Payee,Text,Amount\n2026-03-02,CREDIT CARD PAYMENT THANK YOU,,-500.00\n";
    let done = import(&book, file, giro).await;
    assert_eq!((done.sure, done.unsure), (0, 1));
    let rows = find(&book, "credit card").await;
    let said = rows[0].suggestion.as_ref().unwrap();
    assert_eq!((said.category, said.state), (None, store::suggestions::State::Open));
    let page = review::merchants(&book, ALL).await.unwrap();
    assert!(page.merchants[0].suggestion.is_some(), "{page:?}");
}

#[tokio::test]
async fn one_decision_files_what_is_alike_and_is_undone_at_once() {
    let (_dir, book, giro) = book().await;
    import(&book, FILE, giro).await;
    let before =
        [told("Zwurbel", 3, "-24.00"), told("Quibblex", 2, "-6.50"), told("Zwurbel", 1, "5.00")];
    assert_eq!(merchants(&book).await, before);
    assert_eq!(review::count(&book).await.unwrap(), 6);

    let health = key(&book, "health").await;
    let first = merchant(&book, 0).await;
    let rows = review::rows(&book, &first, ALL).await.unwrap();
    assert_eq!((rows.len(), rows[0].date.to_string().as_str()), (3, "2026-03-04"));
    let which = Which::Rows { ids: vec![rows[1].id] };
    let done = review::decide(&book, &which, health, None).await.unwrap();
    assert_eq!((done.filed, done.alike), (1, 2), "the others of the payee are sure now");
    assert_eq!(
        merchants(&book).await,
        [told("Quibblex", 2, "-6.50"), told("Zwurbel", 1, "5.00")],
        "money the other way is another matter"
    );
    history::undo(&book).await.unwrap();
    assert_eq!(merchants(&book).await, before);

    let all = Which::Merchant { key: first };
    let done = review::decide(&book, &all, health, Some("Dr. Zwurbel")).await.unwrap();
    assert_eq!((done.filed, done.alike), (3, 0));
    for row in find(&book, "ZWURBEL").await.iter().filter(|row| row.amount.minor() < 0) {
        assert_eq!(row.splits[0].category, Some(health));
        assert_eq!(row.payee.as_ref().unwrap().name, "Dr. Zwurbel");
    }
    // What comes later under the bank's name is known, too.
    import(&book, "Date,Payee,Text,Amount\n2026-04-02,ZWURBEL 7,,-1.00\n", giro).await;
    let new = find(&book, "ZWURBEL").await.into_iter().find(|row| row.amount.minor() == -100);
    assert_eq!(new.unwrap().splits[0].category, Some(health));
}

#[tokio::test]
async fn what_cannot_be_decided_is_refused() {
    let (_dir, book, giro) = book().await;
    import(&book, FILE, giro).await;
    let which = Which::Merchant { key: merchant(&book, 0).await };
    let nowhere = review::decide(&book, &which, CategoryId::new(999_999), None).await;
    assert!(matches!(nowhere, Err(Error::Invalid(_))));
    let food = key(&book, "food").await;
    let nobody = review::decide(&book, &which, food, Some(" ")).await;
    assert!(matches!(nobody, Err(Error::Invalid(_))));
    let gone = Which::Merchant { key: "-EUR 0".into() };
    assert_eq!(review::decide(&book, &gone, food, None).await.unwrap().filed, 0);
    assert_eq!(review::count(&book).await.unwrap(), 6);
}

#[tokio::test]
async fn the_confident_ones_are_accepted_together_and_taken_back_together() {
    let (_dir, book, giro) = book().await;
    import(&book, FILE, giro).await;
    let preview = review::confident(&book, 1).await.unwrap();
    assert_eq!(preview.categories.iter().map(|one| one.rows).sum::<u32>(), preview.rows);
    assert_eq!(review::confident(&book, 1000).await.unwrap().rows, 0);
    assert_eq!(review::accept_confident(&book, 1, now()).await.unwrap(), preview.rows);
    assert_eq!(review::count(&book).await.unwrap(), 6 - preview.rows);
    let run = runs::list(&book).await.unwrap().remove(0);
    assert_eq!((run.source, run.count), (RunSource::Classifier, preview.rows));
    assert_eq!(runs::revert(&book, run.id, now()).await.unwrap(), preview.rows);
    assert_eq!(review::count(&book).await.unwrap(), 6);
    history::undo(&book).await.unwrap();
    assert_eq!(review::count(&book).await.unwrap(), 6 - preview.rows);
}

#[tokio::test]
async fn all_that_waits_is_asked_again_unless_the_user_gives_up() {
    let (_dir, book, giro) = book().await;
    import(&book, FILE, giro).await;
    let health = key(&book, "health").await;
    let all = find(&book, "QUIBBLEX").await;
    // Taught elsewhere: by hand, in the register.
    transactions::categorise(&book, &[all[0].id], Some(health)).await.unwrap();
    let stop = review::classify_again(&book, now(), |_| ControlFlow::Break(())).await;
    assert!(matches!(stop, Err(Error::Cancelled)));
    assert_eq!(review::count(&book).await.unwrap(), 5);
    let go_on = |_| ControlFlow::Continue(());
    assert_eq!(review::classify_again(&book, now(), go_on).await.unwrap(), 1);
    assert_eq!(review::count(&book).await.unwrap(), 4);
    let run = runs::list(&book).await.unwrap().remove(0);
    assert_eq!(runs::revert(&book, run.id, now()).await.unwrap(), 1);
    assert_eq!(review::count(&book).await.unwrap(), 5);
}

/// The expenses of March by category, and what is not counted as an expense of any.
async fn march(book: &Book) -> (String, u32, Vec<(Option<CategoryId>, String)>) {
    let march = Period::month("2026-03".parse().unwrap());
    let summary = reports::summary(book, march, None).await.unwrap();
    let totals = reports::categories(book, march, CategoryKind::Expense, None).await.unwrap();
    let sum: i64 = totals.iter().map(|total| total.amount.minor()).sum();
    assert_eq!(sum, summary.current.expenses.minor());
    let daily = reports::daily(book, march, None, now()).await.unwrap();
    let last = daily.current.last().unwrap().spent;
    assert_eq!(last, summary.current.expenses, "day by day it comes to the same");
    let totals = totals.into_iter().map(|total| (total.category, total.amount.to_string()));
    (summary.current.expenses.to_string(), summary.undecided, totals.collect())
}

#[tokio::test]
async fn suggestions_count_in_reports_only_if_the_user_says_so() {
    let (_dir, book, giro) = book().await;
    import(&book, FILE, giro).await;
    let (spent, undecided, totals) = march(&book).await;
    assert_eq!((spent.as_str(), undecided), ("42.80", 6));
    assert!(totals.contains(&(None, "30.50".into())), "{totals:?}");

    let counted = settings::Settings { count_suggestions: true, ..book.session().settings };
    settings::set(&book, counted).await.unwrap();
    let (with, undecided, totals) = march(&book).await;
    assert_eq!((with, undecided), (spent, 6), "still as many to decide");
    let suggested = review::merchants(&book, ALL).await.unwrap().merchants;
    let open: i64 = suggested
        .iter()
        .filter(|merchant| merchant.suggestion.as_ref().is_none_or(|s| s.category.is_none()))
        .map(|merchant| -merchant.sum.minor().min(0))
        .sum();
    let left = totals.iter().find(|(category, _)| category.is_none()).map(|(_, sum)| sum.clone());
    let open = Money::from_minor(open, Currency::EUR);
    assert_eq!(left, (open.minor() > 0).then(|| open.to_string()), "{totals:?}");
}

#[tokio::test]
async fn what_went_to_another_account_is_a_transfer() {
    let (_dir, book, giro) = book().await;
    import(&book, FILE, giro).await;
    let savings = crate::setup::account(&book, "Savings elsewhere").await;
    let which = Which::Merchant { key: merchant(&book, 1).await };
    let wrong = review::transfer(&book, &which, giro, now()).await;
    assert!(matches!(wrong, Err(Error::Invalid(_))), "with itself");
    assert_eq!(review::transfer(&book, &which, savings, now()).await.unwrap(), 2);
    let left = [told("Zwurbel", 3, "-24.00"), told("Zwurbel", 1, "5.00")];
    assert_eq!(merchants(&book).await, left);
    let rows = find(&book, "QUIBBLEX").await;
    let here = rows.iter().find(|row| row.account == giro).unwrap();
    let leg = here.transfer.unwrap();
    assert_eq!((rows.len(), leg.account, here.splits[0].category), (4, savings, None));
    let there = transactions::get(&book, leg.transaction).await.unwrap().row;
    assert_eq!((there.amount.to_string().as_str(), there.date), ("3.50", here.date));
    history::undo(&book).await.unwrap();
    assert_eq!(merchants(&book).await.len(), 3);
    assert!(transactions::get(&book, leg.transaction).await.is_err());
}
