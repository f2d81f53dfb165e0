//! A person's own entries: added, changed, undone, also after a restart.

use crate::setup::{book, now, reopen};
use ::ledger::{
    CategoryChoice, CategoryId, Code, Currency, Direction, Field, Filter, Month, Period, Sort,
    SortColumn, StepKind, Window,
    draft::{AccountDraft, CategoryDraft, SplitDraft, TransactionDraft},
    report::CategoryTotal,
};
use app::{
    Error, Topic, accounts, categories, history, quick, reports, review, transactions,
    transactions::Row,
};

const ALL: Window = Window { offset: 0, limit: 500 };
const NEWEST: Sort = Sort { column: SortColumn::Date, descending: true };

fn march() -> Period {
    Period::month("2026-03".parse::<Month>().unwrap())
}

async fn register(book: &app::Book) -> Vec<Row> {
    transactions::list(book, &Filter::default(), NEWEST, ALL).await.unwrap().rows
}

async fn key(book: &app::Book, key: &str) -> CategoryId {
    let all = categories::list(book).await.unwrap();
    all.into_iter().find(|category| category.key.as_deref() == Some(key)).unwrap().id
}

#[tokio::test]
async fn an_expense_and_an_income_make_a_month() {
    let (dir, book, account) = book().await;
    let mut changes = book.changes();
    let lunch = quick::add(&book, "12,50 Lidl #home gestern", now()).await.unwrap();
    assert_eq!((lunch.amount.to_string().as_str(), lunch.account), ("-12.50", account));
    assert_eq!(
        (lunch.date.to_string().as_str(), lunch.tags.as_slice()),
        ("2026-03-09", &["home".to_owned()][..])
    );
    let said = lunch.suggestion.unwrap();
    assert!(said.sure, "{said:?}");
    assert_eq!(lunch.splits[0].category, said.category);
    let change = changes.recv().await.unwrap();
    assert!(change.topics.contains(&Topic::Transactions) && change.revision > 0);

    let salary = TransactionDraft {
        account: account.to_string(),
        date: "1.3.".into(),
        payee: "ACME GmbH".into(),
        amount: "2000".into(),
        direction: Some(Direction::Income),
        category: key(&book, "salary").await.to_string(),
        ..TransactionDraft::default()
    };
    transactions::add(&book, &salary, None, now()).await.unwrap();
    let summary = reports::summary(&book, march(), None).await.unwrap();
    assert_eq!(summary.current.income.to_string(), "2000.00");
    assert_eq!(summary.current.expenses.to_string(), "12.50");
    assert_eq!(summary.current.savings_rate.unwrap().to_string(), "99.4");
    assert_eq!(summary.transactions, 2);
    let expense = ::ledger::CategoryKind::Expense;
    let shares = reports::categories(&book, march(), expense, None).await.unwrap();
    let [CategoryTotal { share, children, .. }] = &shares[..] else { panic!("{shares:?}") };
    assert_eq!((share.to_string().as_str(), children.len()), ("100.0", 1));
    let daily = reports::daily(&book, march(), None, now()).await.unwrap();
    assert_eq!((daily.current.len(), daily.previous.len()), (10, 28));
    assert_eq!(daily.current.last().unwrap().spent.to_string(), "12.50");
    let months = reports::months(&book, Month::of(now().today), 12, None).await.unwrap();
    assert_eq!((months.len(), months[11].totals), (12, summary.current));
    assert_eq!(reports::years(&book, None).await.unwrap().len(), 1);
    assert_eq!(reports::payees(&book, march(), 5, None).await.unwrap()[0].name, "Lidl");
    assert_eq!(accounts::list(&book).await.unwrap()[0].balance.to_string(), "2087.50");

    let book = reopen(dir.path(), book).await;
    let taken_back = history::undo(&book).await.unwrap().unwrap();
    assert_eq!(
        (taken_back.kind, taken_back.name.as_str()),
        (StepKind::AddTransaction, "ACME GmbH")
    );
    assert_eq!(register(&book).await.len(), 1);
    assert_eq!(history::redo(&book).await.unwrap(), Some(taken_back));
    let summary_again = reports::summary(&book, march(), None).await.unwrap();
    assert_eq!(summary_again, summary);
}

#[tokio::test]
async fn all_problems_of_a_draft_come_at_once() {
    let (_dir, book, account) = book().await;
    let draft = TransactionDraft {
        account: account.to_string(),
        date: "31.2.2026".into(),
        amount: "0".into(),
        category: "999".into(),
        ..TransactionDraft::default()
    };
    let Err(Error::Invalid(problems)) = transactions::add(&book, &draft, None, now()).await else {
        panic!("it was taken")
    };
    let problems: Vec<_> = problems.as_slice().iter().map(|p| (p.field, p.code)).collect();
    assert_eq!(
        problems,
        [
            (Field::Date, Code::NotADate),
            (Field::Amount, Code::Zero),
            (Field::Category, Code::Unknown)
        ]
    );
    let reading = quick::read(&book, "coffee @nowhere", now()).await.unwrap();
    let problems: Vec<_> = reading.problems.iter().map(|p| (p.field, p.code)).collect();
    assert_eq!(problems, [(Field::Account, Code::Unknown), (Field::Amount, Code::Required)]);
    assert!(register(&book).await.is_empty());
}

#[tokio::test]
async fn a_line_is_income_by_its_sign_or_by_words_that_leave_no_doubt() {
    let (_dir, book, _) = book().await;
    let check = async |line: &str, amount: &str, category: &str| {
        let read = quick::read(&book, line, now()).await.unwrap();
        let row = quick::add(&book, line, now()).await.unwrap();
        assert_eq!(read.amount, Some(row.amount), "{line}");
        assert_eq!(row.amount.to_string(), amount, "{line}");
        let key = key(&book, category).await;
        assert_eq!(row.suggestion.unwrap().category, Some(key), "{line}");
    };
    check("1850 Gehalt ACME +", "1850.00", "salary").await;
    check("1850 Gehalt ACME", "1850.00", "salary").await;
    check("1850 salary @giro", "1850.00", "salary").await;
    check("+ 20 Lidl", "20.00", "food.groceries").await;
    check("20 Lidl", "-20.00", "food.groceries").await;
    // A sign that is typed counts.
    check("-50 Gehalt ACME", "-50.00", "salary").await;
}

#[tokio::test]
async fn one_correction_is_remembered_and_forgotten_with_its_step() {
    let (_dir, book, _) = book().await;
    let travel = key(&book, "travel").await;
    let row = quick::add(&book, "5 Zwurbel", now()).await.unwrap();
    assert_eq!(row.splits[0].category, None);
    assert_eq!(review::count(&book).await.unwrap(), 1);
    transactions::categorise(&book, &[row.id], Some(travel)).await.unwrap();
    assert_eq!(review::count(&book).await.unwrap(), 0);
    let reading = quick::read(&book, "7 zwurbel", now()).await.unwrap();
    assert_eq!((reading.category, reading.sure), (Some(travel), true));
    history::undo(&book).await.unwrap();
    let reading = quick::read(&book, "7 zwurbel", now()).await.unwrap();
    assert!(!reading.sure && reading.category != Some(travel));
}

#[tokio::test]
async fn several_rows_change_at_once_and_what_is_split_keeps_its_categories() {
    let (_dir, book, account) = book().await;
    let (food, travel) = (key(&book, "food").await, key(&book, "travel").await);
    let part = |category: CategoryId, amount: &str| SplitDraft {
        category: category.to_string(),
        amount: amount.into(),
        note: "half".into(),
    };
    let split = TransactionDraft {
        account: account.to_string(),
        date: "today".into(),
        amount: "9".into(),
        splits: vec![part(food, "4"), part(travel, "5")],
        ..TransactionDraft::default()
    };
    let split = transactions::add(&book, &split, None, now()).await.unwrap();
    let plain = quick::add(&book, "5 Zwurbel #old", now()).await.unwrap();
    let ids = [split.id, plain.id];
    let before = register(&book).await;

    let filed = transactions::categorise(&book, &ids, Some(travel)).await.unwrap();
    assert_eq!((filed.filed, filed.left), (1, 1));
    transactions::set_date(&book, &ids, "1.2.", now()).await.unwrap();
    let [add, remove] = [["trip".to_owned()], ["old".to_owned()]];
    transactions::tag(&book, &ids, &add, &remove).await.unwrap();
    let get = async |id| transactions::get(&book, id).await.unwrap().row;
    assert_eq!(get(split.id).await.splits, split.splits);
    assert_eq!(get(plain.id).await.splits[0].category, Some(travel));
    for id in ids {
        let row = get(id).await;
        assert_eq!((row.date.to_string().as_str(), &row.tags[..]), ("2026-02-01", &add[..]));
    }
    assert!(transactions::set_date(&book, &ids, "31.2.", now()).await.is_err());
    let many: Vec<_> = (0..50).map(|n| format!("t{n}")).collect();
    assert!(transactions::tag(&book, &ids, &many, &[]).await.is_err(), "51 tags");
    for _ in 0..3 {
        history::undo(&book).await.unwrap();
    }
    assert_eq!(register(&book).await, before);
}

#[tokio::test]
async fn a_category_that_is_used_says_where_its_rows_go() {
    let (_dir, book, account) = book().await;
    let draft =
        CategoryDraft { name: "Kites".into(), kind: ::ledger::CategoryKind::Expense, parent: None };
    let kites = categories::create(&book, &draft).await.unwrap().id;
    let row = quick::add(&book, "5 Zwurbel", now()).await.unwrap();
    transactions::categorise(&book, &[row.id], Some(kites)).await.unwrap();
    let Err(Error::Invalid(problems)) = categories::delete(&book, kites, None).await else {
        panic!("it was deleted")
    };
    assert_eq!(problems.as_slice()[0].code, Code::InUse);
    let games = key(&book, "entertainment.games").await;
    categories::delete(&book, kites, Some(CategoryChoice::Category { id: games })).await.unwrap();
    assert_eq!(register(&book).await[0].splits[0].category, Some(games));
    // What was learned of it goes there, too.
    let read = quick::read(&book, "5 zwurbel", now()).await.unwrap();
    assert_eq!((read.category, read.sure), (Some(games), true));
    let deleted = accounts::delete(&book, account).await;
    assert!(matches!(deleted, Err(Error::Invalid(_))));
}

#[tokio::test]
async fn other_currencies_are_named_and_left_out() {
    let (_dir, book, _) = book().await;
    let dollars = AccountDraft {
        name: "Dollars".into(),
        kind: ::ledger::AccountKind::Cash,
        currency: "USD".into(),
        opening_balance: String::new(),
        opened_on: String::new(),
        iban: String::new(),
    };
    accounts::create(&book, &dollars, now()).await.unwrap();
    quick::add(&book, "5 tea @doll", now()).await.unwrap();
    quick::add(&book, "3 tea", now()).await.unwrap();
    let summary = reports::summary(&book, march(), None).await.unwrap();
    assert_eq!(summary.current.expenses.to_string(), "3.00");
    let usd: Currency = "USD".parse().unwrap();
    assert_eq!(summary.other_currencies, [usd]);
    let summary = reports::summary(&book, march(), Some(usd)).await.unwrap();
    assert_eq!(summary.current.expenses.to_string(), "5.00");
    let page = transactions::list(&book, &Filter::default(), NEWEST, ALL).await.unwrap();
    assert_eq!(page.sum.iter().map(ToString::to_string).collect::<Vec<_>>(), ["-3.00", "-5.00"]);
    quick::add(&book, "3,01 tea", now()).await.unwrap();
    let ids = transactions::ids(&book, &Filter::default(), NEWEST, ALL).await.unwrap();
    let totals = transactions::sum(&book, &ids).await.unwrap();
    let totals = totals.iter().map(|one| format!("{} {}", one.sum, one.average));
    assert_eq!(totals.collect::<Vec<_>>(), ["-6.01 -3.01", "-5.00 -5.00"]);
}
