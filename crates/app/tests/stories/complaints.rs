//! What users of other apps complain about when they import, each as it went wrong there.

use crate::setup::{account, book, import, now, prepare, reopen};
use ::ledger::{AccountId, CategoryId, Filter, Period, Sort, Window, proof::Proof};
use app::{
    Book, accounts, categories, history,
    imports::{self, Action, Decision, Draft, ImportResult, Pile},
    quick, review, runs, standing,
    transactions::{self, Row},
};
use statements::{DateOrder, Options, QuestionKind};
use std::{collections::BTreeSet, ops::ControlFlow};

const ALL: Window = Window { offset: 0, limit: 500 };

async fn rows(book: &Book) -> Vec<Row> {
    let page = transactions::list(book, &Filter::default(), Sort::default(), ALL).await.unwrap();
    page.rows
}

async fn take(book: &Book, draft: &Draft, decisions: &[Decision]) -> ImportResult {
    let digest = draft.preview().digest;
    let go_on = |_| ControlFlow::Continue(());
    imports::commit(book, draft, decisions, &digest, now(), go_on).await.unwrap()[0]
}

async fn read_as(book: &Book, text: &str, giro: AccountId, options: Options) -> Draft {
    let upload = crate::setup::upload("giro.csv", text);
    let go_on = |_| ControlFlow::Continue(());
    imports::prepare(book, upload, &[giro.into()], options, go_on).await.unwrap()
}

/// "The importer merges a new row into an old one with the same amount within a week."
#[tokio::test]
async fn a_new_row_is_not_merged_into_an_old_one_of_the_same_amount() {
    let (_dir, book, giro) = book().await;
    quick::add(&book, "12.50 lunch 2026-03-01", now()).await.unwrap();
    let draft = prepare(&book, "Date,Payee,Amount\n2026-03-04,Bistro,-12.50\n", giro).await;
    // It may be the same: that is shown, and nothing is merged unless the user says so.
    assert_eq!(draft.preview().statements[0].counts.maybe, 1);
    assert_eq!(take(&book, &draft, &[]).await.added, 1);
    assert_eq!(rows(&book).await.len(), 2);
    history::undo(&book).await.unwrap();
    let draft = prepare(&book, "Date,Payee,Amount\n2026-03-04,Bistro,-12.50\n", giro).await;
    let same = Decision { statement: 0, index: 0, action: Action::Join };
    assert_eq!(take(&book, &draft, &[same]).await.matched, 1);
    assert_eq!(rows(&book).await.len(), 1);
}

/// "It refuses two genuine identical purchases."
#[tokio::test]
async fn two_identical_purchases_are_two() {
    let (_dir, book, giro) = book().await;
    let twice = "Date,Payee,Amount\n2026-03-04,Tram,-2.80\n2026-03-04,Tram,-2.80\n";
    assert_eq!(import(&book, twice, giro).await.added, 2);
    // The next statement overlaps, and there was a third ride that day.
    let thrice = format!("{twice}2026-03-04,Tram,-2.80\n");
    let done = import(&book, &thrice, giro).await;
    assert_eq!((done.added, done.matched), (1, 2));
    assert_eq!(rows(&book).await.len(), 3);
}

/// "Transfers between my own accounts arrive twice."
#[tokio::test]
async fn a_transfer_between_own_accounts_is_one() {
    let (_dir, book, giro) = book().await;
    let savings = account(&book, "Savings").await;
    import(&book, "Date,Payee,Amount\n2026-03-02,To my savings,-300.00\n", giro).await;
    let draft = prepare(&book, "Date,Payee,Amount\n2026-03-03,From giro,300.00\n", savings).await;
    assert_eq!(draft.preview().statements[0].counts.transfer, 1);
    take(&book, &draft, &[]).await;
    let all = rows(&book).await;
    assert!(all.iter().all(|row| row.transfer.is_some()) && all.len() == 2);
    // Neither spent nor earned.
    let march = Period::new("2026-03-01".parse().unwrap(), "2026-03-31".parse().unwrap());
    let totals = app::reports::summary(&book, march, None).await.unwrap().current;
    assert!(totals.income.minor() == 0 && totals.expenses.minor() == 0);
}

/// "An import cannot be undone."
#[tokio::test]
async fn an_import_is_undone_months_later_without_what_the_user_did_since() {
    let (dir, book, giro) = book().await;
    let file = "Date,Payee,Amount\n2026-03-02,Shop one,-1.00\n2026-03-03,Shop two,-2.00\n";
    let done = import(&book, file, giro).await;
    let typed = quick::add(&book, "5 coffee", now()).await.unwrap();
    let second = rows(&book).await.into_iter().find(|row| row.amount.to_string() == "-2.00");
    let food = categories::list(&book).await.unwrap()[0].id;
    let edited = second.unwrap().id;
    transactions::categorise(&book, &[edited], Some(food)).await.unwrap();
    let book = reopen(dir.path(), book).await;
    assert_eq!(imports::edited(&book, done.import).await.unwrap(), 1);
    imports::undo(&book, done.import, true, now()).await.unwrap();
    let left: BTreeSet<_> = rows(&book).await.into_iter().map(|row| row.id).collect();
    assert_eq!(left, BTreeSet::from([typed.id, edited]));
}

/// "Is my ledger complete?"
#[tokio::test]
async fn the_banks_own_balances_say_whether_the_ledger_is_complete() {
    let (_dir, book, giro) = book().await;
    let good = "Date,Payee,Amount,Balance\n2026-03-02,A,-10.00,90.00\n2026-03-03,B,-20.00,70.00\n";
    import(&book, good, giro).await;
    let proof = standing::get(&book, giro).await.unwrap().proof.unwrap();
    assert!(matches!(proof, Proof { breaks: None, .. }) && proof.opening.minor() == 0);
    // The next statement begins where a row is missing: five euros, and after which day.
    let next = "Date,Payee,Amount,Balance\n2026-03-09,C,-10.00,55.00\n";
    import(&book, next, giro).await;
    let proof = standing::get(&book, giro).await.unwrap().proof.unwrap();
    assert_eq!(proof.breaks.unwrap().difference.to_string(), "-5.00");
}

/// "2024-03-04 becomes 4 March here and 3 April there, or 1970."
#[tokio::test]
async fn dates_are_read_by_the_whole_file_or_asked_for_once() {
    let (_dir, book, giro) = book().await;
    // One day above twelve decides for all of them.
    let clear = "Date,Payee,Amount\n03/04/2024,A,-1.00\n03/31/2024,B,-2.00\n";
    let draft = prepare(&book, clear, giro).await;
    assert_eq!(draft.preview().statements[0].questions, []);
    let shown = imports::rows(&book, &draft, 0, None, ALL).await.unwrap();
    assert_eq!(shown.rows[0].date.to_string(), "2024-03-04");
    // Where none does, it is asked, with both readings.
    let open = "Date;Payee;Amount\n03/04/2024;A;-1.00\n05/06/2024;B;-2.00\n";
    let draft = prepare(&book, open, giro).await;
    let asked = &draft.preview().statements[0].questions;
    assert_eq!(asked[0].kind, QuestionKind::DateOrder);
    assert_eq!(asked[0].alternatives.len(), 1);
    let told = Options { date_order: Some(DateOrder::Mdy), ..Options::default() };
    take(&book, &read_as(&book, open, giro, told).await, &[]).await;
    // The same bank's next file is read so without a question.
    let next = "Date;Payee;Amount\n07/08/2024;C;-3.00\n";
    let draft = prepare(&book, next, giro).await;
    assert_eq!(draft.preview().statements[0].questions, []);
    let shown = imports::rows(&book, &draft, 0, None, ALL).await.unwrap();
    assert_eq!(shown.rows[0].date.to_string(), "2024-07-08");
}

/// "After the import, categories must be set by hand for every row."
#[tokio::test]
async fn what_is_known_is_sorted_at_once_and_the_rest_by_merchant() {
    let (_dir, book, giro) = book().await;
    let mut file = "Date,Payee,Amount\n".to_owned();
    for day in 1..=20 {
        file += &format!("2026-02-{day:02},LIDL SAGT DANKE {day},-1{day}.00\n");
        file += &format!("2026-02-{day:02},Zwurbel & Co,-{day}.50\n");
    }
    let done = import(&book, &file, giro).await;
    assert_eq!((done.sure, done.unsure), (20, 20));
    // Twenty rows of one merchant are one decision.
    let waiting = review::merchants(&book, ALL).await.unwrap();
    assert_eq!(waiting.merchants.len(), 1);
    let food = categories::list(&book).await.unwrap()[0].id;
    let first =
        rows(&book).await.into_iter().find(|row| row.amount.to_string() == "-1.50").unwrap();
    transactions::categorise(&book, &[first.id], Some(food)).await.unwrap();
    let waiting = review::merchants(&book, ALL).await.unwrap();
    assert!(waiting.merchants.iter().all(|one| one.count < 20));
}

/// "It sorts wrongly, and silently."
#[tokio::test]
async fn every_category_says_why_and_all_of_them_can_be_taken_back() {
    let (_dir, book, giro) = book().await;
    import(&book, "Date,Payee,Amount\n2026-03-02,LIDL SAGT DANKE,-9.00\n", giro).await;
    let row = &rows(&book).await[0];
    let said = row.suggestion.as_ref().unwrap();
    assert!(said.sure && said.confidence_permille > Some(0) && !said.source.is_empty());
    let filed = |row: &Row| -> Option<CategoryId> { row.splits[0].category };
    assert_eq!(filed(row), said.category);
    let all = runs::list(&book).await.unwrap();
    let sorting = all.iter().find(|run| run.source == ::ledger::RunSource::Classifier).unwrap();
    assert_eq!(runs::revert(&book, sorting.id, now()).await.unwrap(), 1);
    let rows = rows(&book).await;
    assert_eq!((rows.len(), filed(&rows[0])), (1, None));
}

/// "What it shows before is not what it does."
#[tokio::test]
async fn what_the_preview_shows_is_what_is_taken_in() {
    let (_dir, book, giro) = book().await;
    let file = "Date,Payee,Amount\n2026-03-02,A shop,-1.00\n2026-03-03,B shop,0.00\n";
    let draft = prepare(&book, file, giro).await;
    let shown = imports::rows(&book, &draft, 0, Some(Pile::New), ALL).await.unwrap();
    take(&book, &draft, &[]).await;
    let there: Vec<_> = rows(&book).await.iter().map(|row| (row.date, row.amount)).collect();
    let expected: Vec<_> = shown.rows.iter().map(|row| (row.date, row.amount.unwrap())).collect();
    assert_eq!(there, expected);
    let balance = accounts::list(&book).await.unwrap()[0].balance;
    assert_eq!(balance.to_string(), "99.00");
}
