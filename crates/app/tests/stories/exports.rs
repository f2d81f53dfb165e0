//! What is exported: whole, as filtered, and known again when it is imported.

use crate::setup::{account, book, import, now};
use ::ledger::{
    AccountId, AccountKind, Filter, Period, Sort, Window,
    draft::{AccountDraft, SplitDraft, TransactionDraft},
};
use app::{
    Book, Error, accounts, categories,
    export::{self, Format},
    imports::{self, Upload},
    quick, transactions,
};
use std::ops::ControlFlow;

const ALL: Window = Window { offset: 0, limit: 500 };

/// Two accounts and a credit card, with a split, a transfer, tags, equal rows and a formula.
pub(crate) async fn filled(book: &Book, giro: AccountId) -> [AccountId; 3] {
    let savings = account(book, "Savings; \"rainy\"").await;
    let card = AccountDraft {
        name: "Card".into(),
        kind: AccountKind::CreditCard,
        currency: "USD".into(),
        opening_balance: "-20".into(),
        opened_on: "2026-01-01".into(),
        iban: String::new(),
    };
    let card = accounts::create(book, &card, now()).await.unwrap().id;
    let giro_file = "Date,Payee,Amount\n2026-03-02,To savings,-500.00\n2026-03-04,Lidl,-9.00\n\
        2026-03-04,Lidl,-9.00\n2026-03-05,=1+1,-3.00\n2026-03-06,ACME Salary,2000.00\n";
    import(book, giro_file, giro).await;
    import(book, "Date,Payee,Amount\n2026-03-03,From giro,500.00\n", savings).await;
    quick::add(book, "12,50 Lidl #home #work gestern", now()).await.unwrap();
    let food = categories::list(book).await.unwrap()[1].id.to_string();
    let split = |category: &str, amount: &str| SplitDraft {
        category: category.into(),
        amount: amount.into(),
        note: "part".into(),
    };
    for day in ["2026-03-07", "2026-03-07", "2026-02-07"] {
        let draft = TransactionDraft {
            account: card.to_string(),
            date: day.into(),
            payee: "Market & <Sons>".into(),
            memo: "long; \"quoted\", and more".into(),
            amount: "-30".into(),
            splits: vec![split(&food, "-20"), split("", "-10")],
            ..TransactionDraft::default()
        };
        transactions::add(book, &draft, None, now()).await.unwrap();
    }
    [giro, savings, card]
}

async fn written(book: &Book, format: Format, filter: &Filter) -> (u32, String) {
    let mut bytes = Vec::new();
    let mut go_on = |_| ControlFlow::Continue(());
    let count = export::transactions(book, format, filter, now(), &mut bytes, &mut go_on);
    let count = count.await.unwrap();
    (count, String::from_utf8(bytes).unwrap())
}

pub(crate) async fn dump(book: &Book) -> String {
    let rows = transactions::list(book, &Filter::default(), Sort::default(), ALL).await.unwrap();
    let accounts = accounts::list(book).await.unwrap();
    format!("{:?} {accounts:?}", rows.rows)
}

#[tokio::test]
async fn our_own_files_imported_again_change_nothing() {
    let (_dir, book, giro) = book().await;
    let accounts = filled(&book, giro).await;
    let before = dump(&book).await;
    for format in [Format::Csv, Format::Qif, Format::Ofx] {
        for account in accounts {
            let filter = Filter { account: Some(account), ..Filter::default() };
            let (count, text) = written(&book, format, &filter).await;
            assert!(count > 0);
            let upload = Upload { name: "export".into(), bytes: text.as_bytes().into() };
            let go_on = |_| ControlFlow::Continue(());
            let draft =
                imports::prepare(&book, upload, &[account.into()], Default::default(), go_on).await;
            let draft = draft.unwrap();
            let preview = draft.preview();
            let counts = preview.statements[0].counts;
            assert_eq!(
                (counts.new, counts.maybe, counts.transfer, counts.broken),
                (0, 0, 0, 0),
                "{format:?} {text}"
            );
            let digest = preview.digest;
            let done = imports::commit(&book, &draft, &[], &digest, now(), go_on).await.unwrap()[0];
            assert_eq!((done.added, done.skipped), (0, 0));
            assert_eq!(dump(&book).await, before, "{format:?}");
        }
    }
}

#[tokio::test]
async fn what_was_deleted_since_comes_in_again() {
    let (_dir, book, giro) = book().await;
    filled(&book, giro).await;
    let filter = Filter { account: Some(giro), ..Filter::default() };
    let (_, text) = written(&book, Format::Ofx, &filter).await;
    let page = transactions::list(&book, &filter, Sort::default(), ALL).await.unwrap();
    transactions::delete(&book, &[page.rows[0].id]).await.unwrap();
    // Another transaction may have got the number that became free.
    quick::add(&book, "77 Theatre @giro 1.2.", now()).await.unwrap();
    let done = import(&book, &text, giro).await;
    assert_eq!((done.added, done.matched), (1, page.total - 1));
}

#[tokio::test]
async fn a_file_holds_what_the_filter_leaves() {
    let (_dir, book, giro) = book().await;
    filled(&book, giro).await;
    let (all, text) = written(&book, Format::Csv, &Filter::default()).await;
    assert_eq!((all, text.lines().count()), (10, 1 + 10 + 3));
    assert!(text.contains(",'=1+1,") && text.contains("\"Savings; \"\"rainy\"\"\""), "{text}");
    let march = Period::month("2026-03".parse().unwrap());
    let lidl = Filter { period: Some(march), text: "lidl".into(), ..Filter::default() };
    assert_eq!(written(&book, Format::Csv, &lidl).await.0, 3);

    let (_, qif) = written(&book, Format::Qif, &Filter::default()).await;
    assert_eq!(qif.matches("POpening Balance").count(), 3);
    assert!(qif.contains("L[Giro]") && qif.contains("SFood:Groceries\nEpart\n$-20.00"), "{qif}");
    assert!(!written(&book, Format::Qif, &lidl).await.1.contains("POpening Balance"));

    let (_, ofx) = written(&book, Format::Ofx, &Filter::default()).await;
    let order: Vec<usize> = ["<BANKMSGSRSV1>", "</BANKMSGSRSV1>", "<CREDITCARDMSGSRSV1>", "</OFX>"]
        .iter()
        .map(|part| ofx.find(part).unwrap())
        .collect();
    assert!(order.is_sorted(), "{ofx}");
    assert!(ofx.contains("<BALAMT>1566.50</BALAMT>"), "{ofx}");
    let february =
        Filter { period: Some(Period::month("2026-02".parse().unwrap())), ..Filter::default() };
    let (_, ofx) = written(&book, Format::Ofx, &february).await;
    assert!(ofx.contains("<BALAMT>-50.00</BALAMT><DTASOF>20260228"), "{ofx}");
}

#[tokio::test]
async fn an_export_can_be_stopped() {
    let (_dir, book, giro) = book().await;
    filled(&book, giro).await;
    let mut stop = |_| ControlFlow::Break(());
    let mut bytes = Vec::new();
    let filter = Filter::default();
    let stopped = export::transactions(&book, Format::Csv, &filter, now(), &mut bytes, &mut stop);
    assert!(matches!(stopped.await, Err(Error::Cancelled)));
}
