//! An account held against its bank: proved complete, gaps named, reconciled by hand.

use crate::setup::{account, book, import, now, prepare};
use ::ledger::{Filter, Sort, TransactionId, Window, coverage::Cover, draft::BalanceDraft};
use app::{
    Book, Error, history,
    imports::{self, Action, Decision, Pile, RowProof, Why},
    quick, reconcile, standing, transactions,
};

const ALL: Window = Window { offset: 0, limit: 500 };

/// Begins with the 100.00 that the account was opened with.
const JANUARY: &str = "Date,Payee,Amount,Balance\n2026-01-05,Lidl,-10.00,90.00\n\
    2026-01-05,Coffee,-2.50,87.50\n2026-01-20,ACME,1000.00,1087.50\n2026-01-30,Rent,-500.00,587.50\n";
const MARCH: &str = "Date,Payee,Amount,Balance\n2026-03-02,Lidl,-20.00,560.50\n\
    2026-03-25,ACME,1000.00,1560.50\n";

async fn find(book: &Book, payee: &str) -> TransactionId {
    let filter = Filter { text: payee.into(), ..Filter::default() };
    transactions::list(book, &filter, Sort::default(), ALL).await.unwrap().rows[0].id
}

fn days(standing: &standing::Standing) -> (String, String, Option<(String, String, String)>) {
    let proof = standing.proof.unwrap();
    let breaks = proof
        .breaks
        .map(|one| (one.after.to_string(), one.on.to_string(), one.difference.to_string()));
    (proof.from.to_string(), proof.to.to_string(), breaks)
}

#[tokio::test]
async fn statements_prove_an_account_complete_or_name_the_gap() {
    let (_dir, book, giro) = book().await;
    let draft = prepare(&book, JANUARY, giro).await;
    let preview = draft.preview().statements.remove(0);
    assert_eq!(preview.row_proof, Some(RowProof::Complete { rows: 4 }));
    let proof = preview.proof.unwrap();
    assert_eq!((proof.to.to_string(), proof.opening.minor()), ("2026-01-30".into(), 0));
    assert_eq!(preview.opening.unwrap().to_string(), "100.00");
    // Left out, it would be missing, and where.
    let skip = Decision { statement: 0, index: 1, action: Action::Skip };
    let lacks = imports::proofs(&draft, &[skip]).unwrap()[0].unwrap().breaks.unwrap();
    assert_eq!(
        (lacks.on.to_string(), lacks.difference.to_string()),
        ("2026-01-05".into(), "-2.50".into())
    );

    import(&book, JANUARY, giro).await;
    // Not booked by the bank yet: it proves nothing and breaks nothing.
    quick::add(&book, "7,00 cash 6.1.", now()).await.unwrap();
    let stands = standing::get(&book, giro).await.unwrap();
    assert_eq!(days(&stands), ("2026-01-04".into(), "2026-01-30".into(), None));
    import(&book, MARCH, giro).await;
    let stands = standing::get(&book, giro).await.unwrap();
    // 7.00 less than January left: something in February is missing.
    let gap = ("2026-01-30".into(), "2026-03-01".into(), "-7.00".into());
    assert_eq!(days(&stands), ("2026-01-04".into(), "2026-01-30".into(), Some(gap)));
    let covers: Vec<Cover> = stands.months.iter().map(|one| one.cover).collect();
    assert_eq!(covers, [Cover::Whole, Cover::Missing, Cover::Whole]);
    assert!(stands.imports.iter().all(|one| one.proof.unwrap().breaks.is_none()));
    assert_eq!(stands.stated.unwrap().balance.to_string(), "1560.50");

    // The missing statement closes it.
    import(&book, "Date,Payee,Amount,Balance\n2026-02-10,Zoo,-7.00,580.50\n", giro).await;
    let stands = standing::get(&book, giro).await.unwrap();
    assert_eq!(days(&stands), ("2026-01-04".into(), "2026-03-25".into(), None));
    assert!(stands.months.iter().all(|one| one.cover == Cover::Whole));
    // Another day for a row is the user's affair, another sum is not.
    let lidl = find(&book, "Rent").await;
    let moved = |amount: &str| ::ledger::draft::TransactionDraft {
        account: giro.to_string(),
        date: "2026-02-01".into(),
        payee: "Rent".into(),
        amount: amount.into(),
        ..Default::default()
    };
    transactions::update(&book, lidl, &moved("-500"), now()).await.unwrap();
    assert_eq!(days(&standing::get(&book, giro).await.unwrap()).2, None);
    transactions::update(&book, lidl, &moved("-501"), now()).await.unwrap();
    let broken = days(&standing::get(&book, giro).await.unwrap()).2.unwrap();
    assert_eq!((broken.1.as_str(), broken.2.as_str()), ("2026-01-30", "1.00"));
}

#[tokio::test]
async fn an_opening_balance_is_corrected_from_the_statement() {
    let (_dir, book, giro) = book().await;
    let text = JANUARY
        .replace("90.00", "1090.00")
        .replace("87.50", "1087.50")
        .replace("11087.50", "2087.50")
        .replace("587.50", "1587.50")
        .replace("11587.50", "1587.50");
    import(&book, &text, giro).await;
    let lacks = |stands: standing::Standing| stands.proof.unwrap().opening.to_string();
    assert_eq!(lacks(standing::get(&book, giro).await.unwrap()), "1000.00");
    standing::correct_opening(&book, giro).await.unwrap();
    assert_eq!(lacks(standing::get(&book, giro).await.unwrap()), "0.00");
    history::undo(&book).await.unwrap();
    assert_eq!(lacks(standing::get(&book, giro).await.unwrap()), "1000.00");
}

#[tokio::test]
async fn what_was_noted_is_booked_and_not_doubled() {
    let (_dir, book, giro) = book().await;
    let noted = "Date,Payee,Amount,Status\n2026-03-02,AMZN MKTP RESERVED,-30.00,Pending\n\
        2026-03-01,Lidl,-9.00,Booked\n";
    let booked = "Date,Payee,Amount,Status\n2026-03-04,Amazon EU Order 17,-30.00,Booked\n\
        2026-03-01,Lidl,-9.00,Booked\n";
    let first = import(&book, noted, giro).await;
    let draft = prepare(&book, booked, giro).await;
    let maybe = imports::rows(&book, &draft, 0, Some(Pile::Maybe), ALL).await.unwrap().rows;
    assert_eq!((maybe.len(), maybe[0].action), (1, Action::Join));
    assert_eq!(maybe[0].beside.as_ref().unwrap().why, Why::Booked);
    let second = import(&book, booked, giro).await;
    assert_eq!((second.added, second.matched), (0, 2));
    let filter = Filter { account: Some(giro), ..Filter::default() };
    let page = transactions::list(&book, &filter, Sort::default(), ALL).await.unwrap();
    assert_eq!(page.total, 2);
    assert!(page.rows.iter().all(|row| row.status == ::ledger::Status::Cleared));
    // Either file again changes nothing.
    for file in [noted, booked] {
        let again = prepare(&book, file, giro).await.preview();
        let counts = again.statements[0].counts;
        assert_eq!((counts.already, counts.new, counts.maybe), (2, 0, 0));
    }
    // The second taken back, it is pending again; the first alone, it belongs to the second.
    imports::undo(&book, second.import, false, now()).await.unwrap();
    let page = transactions::list(&book, &filter, Sort::default(), ALL).await.unwrap();
    assert!(page.rows.iter().any(|row| row.status == ::ledger::Status::Pending));
    history::undo(&book).await.unwrap();
    imports::undo(&book, first.import, false, now()).await.unwrap();
    let page = transactions::list(&book, &filter, Sort::default(), ALL).await.unwrap();
    assert_eq!((page.total, page.rows[0].import_id), (1, Some(second.import)));
}

#[tokio::test]
async fn a_transfer_between_currencies_is_found_by_its_words() {
    let (_dir, book, giro) = book().await;
    let draft = ::ledger::draft::AccountDraft {
        name: "Dollars".into(),
        kind: ::ledger::AccountKind::Savings,
        currency: "USD".into(),
        opening_balance: String::new(),
        opened_on: "2026-01-01".into(),
        iban: String::new(),
    };
    let dollars = app::accounts::create(&book, &draft, now()).await.unwrap().id;
    let giro_csv = "Date,Payee,Amount,Currency\n2026-03-02,Exchange to Dollars account,-100.00,EUR\n\
        2026-03-02,Lidl,-9.00,EUR\n";
    import(&book, giro_csv, giro).await;
    let usd =
        "Date,Payee,Amount,Currency\n2026-03-03,Incoming,108.00,USD\n2026-03-03,Bonus,5.00,USD\n";
    let draft = prepare(&book, usd, dollars).await;
    // Both may be: no guess.
    assert_eq!(draft.preview().statements[0].counts.transfer, 0);
    let only = usd.replace("Bonus", "Fee").replace(",5.00", ",-5.00");
    let draft = prepare(&book, &only, dollars).await;
    assert_eq!(draft.preview().statements[0].counts.transfer, 1);
    import(&book, &only, dollars).await;
    let legs = Filter { transfers: ::ledger::Transfers::Only, ..Filter::default() };
    assert_eq!(transactions::list(&book, &legs, Sort::default(), ALL).await.unwrap().total, 2);
}

#[tokio::test]
async fn undo_asks_about_what_was_changed_since() {
    let (_dir, book, giro) = book().await;
    let done = import(&book, JANUARY, giro).await;
    assert_eq!(imports::edited(&book, done.import).await.unwrap(), 0);
    let food = app::categories::list(&book).await.unwrap()[0].id;
    let coffee = find(&book, "Coffee").await;
    transactions::categorise(&book, &[coffee], Some(food)).await.unwrap();
    assert_eq!(imports::edited(&book, done.import).await.unwrap(), 1);
    imports::undo(&book, done.import, true, now()).await.unwrap();
    let page = transactions::list(&book, &Filter::default(), Sort::default(), ALL).await.unwrap();
    assert_eq!((page.total, page.rows[0].id), (1, coffee));
    // Taken in again it is known.
    let counts = prepare(&book, JANUARY, giro).await.preview().statements[0].counts;
    assert_eq!((counts.new, counts.already), (3, 1));
    history::undo(&book).await.unwrap();
    imports::undo(&book, done.import, false, now()).await.unwrap();
    let page = transactions::list(&book, &Filter::default(), Sort::default(), ALL).await.unwrap();
    assert_eq!(page.total, 0);
}

#[tokio::test]
async fn an_account_is_reconciled_when_nothing_is_left_over() {
    let (_dir, book, giro) = book().await;
    let _ = account(&book, "Other").await;
    import(&book, JANUARY, giro).await;
    let cash = quick::add(&book, "7,00 cash 6.1. @giro", now()).await.unwrap().id;
    let draft = |balance: &str| BalanceDraft { date: "2026-01-31".into(), balance: balance.into() };
    let look = async |balance: &str, toggled: &[TransactionId]| {
        let found = reconcile::look(&book, giro, &draft(balance), toggled, now()).await.unwrap();
        (found.difference.to_string(), found.open)
    };
    assert_eq!(look("587,50", &[]).await, ("0.00".into(), 5));
    assert_eq!(look("580,50", &[]).await, ("-7.00".into(), 5));
    assert_eq!(look("580,50", &[cash]).await, ("0.00".into(), 5));
    let on = "2026-01-31".parse().unwrap();
    assert_eq!(reconcile::rows(&book, giro, on, ALL).await.unwrap().rows.len(), 5);
    let early = reconcile::close(&book, giro, &draft("580,50"), &[], now()).await;
    assert!(matches!(early, Err(Error::Invalid(_))));
    reconcile::close(&book, giro, &draft("580,50"), &[cash], now()).await.unwrap();
    let stands = standing::get(&book, giro).await.unwrap().reconciled.unwrap();
    assert_eq!((stands.balance.to_string(), stands.difference.minor()), ("580.50".into(), 0));
    assert_eq!(look("580,50", &[]).await, ("0.00".into(), 0));
    let row = transactions::get(&book, cash).await.unwrap().row;
    assert_eq!(row.status, ::ledger::Status::Reconciled);
    transactions::delete(&book, &[cash]).await.unwrap();
    let stands = standing::get(&book, giro).await.unwrap().reconciled.unwrap();
    assert_eq!(stands.difference.to_string(), "7.00");
    for _ in 0..2 {
        history::undo(&book).await.unwrap();
    }
    assert_eq!(standing::get(&book, giro).await.unwrap().reconciled, None);
    assert_eq!(look("580,50", &[cash]).await, ("0.00".into(), 5));
}
