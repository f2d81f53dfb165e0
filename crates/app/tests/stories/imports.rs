//! Bank files: previewed, taken in, taken in again, overlapping, joined, linked, taken back.

use crate::{
    exported_book::written,
    setup::{account, book, import, now, prepare, reopen, upload},
};
use ::ledger::{Filter, Sort, Window};
use app::{
    Book, Error, accounts, history,
    imports::{self, Action, Decision, ImportResult, Pile, Preview, Target},
    quick, transactions,
};
use proptest::prelude::*;
use std::{ops::ControlFlow, path::Path};

const ALL: Window = Window { offset: 0, limit: 500 };

const MARCH: &str = "Datum;Empfänger;Verwendungszweck;Betrag\n\
    02.03.2026;LIDL SAGT DANKE;Karte 1234;-12,30\n\
    03.03.2026;Bäckerei Müller;Karte 1234;-3,20\n\
    03.03.2026;Bäckerei Müller;Karte 1234;-3,20\n\
    05.03.2026;ACME GmbH;Gehalt März;2.000,00\n\
    13.03.2026;Zwurbel;Rätsel;-7,00\n";

/// Date, payee and amount of everything, sorted.
async fn rows(book: &Book) -> Vec<(String, String, String)> {
    let page = transactions::list(book, &Filter::default(), Sort::default(), ALL).await.unwrap();
    let mut rows: Vec<_> = page
        .rows
        .into_iter()
        .map(|row| {
            let payee = row.payee.map(|payee| payee.name).unwrap_or_default();
            (row.date.to_string(), payee, row.amount.to_string())
        })
        .collect();
    rows.sort();
    rows
}

fn counts(preview: &Preview) -> (u32, u32, u32, u32, u32) {
    counts_of_each(preview)[0]
}

fn counts_of_each(preview: &Preview) -> Vec<(u32, u32, u32, u32, u32)> {
    let counts = preview.statements.iter().map(|statement| statement.counts);
    counts.map(|c| (c.new, c.already, c.maybe, c.transfer, c.broken)).collect()
}

async fn commit(
    book: &Book,
    draft: &imports::Draft,
    decisions: &[Decision],
) -> Result<ImportResult, Error> {
    let go_on = |_| ControlFlow::Continue(());
    let done =
        imports::commit(book, draft, decisions, &draft.preview().digest, now(), go_on).await?;
    Ok(done[0])
}

#[tokio::test]
async fn a_file_is_taken_in_once_however_often_it_is_given() {
    let (dir, book, giro) = book().await;
    let draft = prepare(&book, MARCH, giro).await;
    let preview = draft.preview();
    assert_eq!(counts(&preview), (5, 0, 0, 0, 0));
    assert_eq!(preview.statements[0].target, giro.into());
    let page = imports::rows(&book, &draft, 0, None, ALL).await.unwrap();
    assert_eq!(page.total, 5);
    assert!(page.rows[0].sure && page.rows[0].payee == "Lidl", "{:?}", page.rows[0]);
    let done = commit(&book, &draft, &[]).await.unwrap();
    assert_eq!((done.added, done.matched, done.skipped), (5, 0, 0));
    assert_eq!(done.sure + done.unsure, 5);
    let before = rows(&book).await;
    assert_eq!(before.iter().filter(|row| row.2 == "-3.20").count(), 2);
    assert_eq!(accounts::list(&book).await.unwrap()[0].balance.to_string(), "2074.30");

    let again = prepare(&book, MARCH, giro).await;
    assert_eq!(counts(&again.preview()), (0, 5, 0, 0, 0));
    let page = imports::rows(&book, &again, 0, Some(Pile::Already), ALL).await.unwrap();
    assert!(
        page.rows
            .iter()
            .all(|row| row.beside.as_ref().is_some_and(|beside| beside.transaction.is_some()))
    );
    let done = commit(&book, &again, &[]).await.unwrap();
    assert_eq!((done.added, done.matched, done.skipped), (0, 5, 0));
    assert_eq!(rows(&book).await, before);

    // An edited row is known again, too.
    let listed = transactions::list(&book, &Filter::default(), Sort::default(), ALL).await.unwrap();
    let edited = ::ledger::draft::TransactionDraft {
        account: giro.to_string(),
        date: "2025-01-01".into(),
        payee: "Somebody else".into(),
        amount: "-1".into(),
        ..Default::default()
    };
    transactions::update(&book, listed.rows[0].id, &edited, now()).await.unwrap();
    assert_eq!(counts(&prepare(&book, MARCH, giro).await.preview()), (0, 5, 0, 0, 0));
    history::undo(&book).await.unwrap();

    let book = reopen(dir.path(), book).await;
    history::undo(&book).await.unwrap();
    history::undo(&book).await.unwrap();
    assert_eq!(rows(&book).await, []);
    history::redo(&book).await.unwrap();
    assert_eq!(rows(&book).await, before);
}

#[tokio::test]
async fn a_file_says_the_number_of_the_account_that_it_is_of() {
    let (_dir, book, giro) = book().await;
    let file = format!("Kontoname;Girokonto\nIBAN;DE89 3704 0044 0532 0130 00\n\n{MARCH}");
    let preview = prepare(&book, &file, giro).await.preview();
    let number = preview.statements[0].number_in_file.as_deref();
    assert_eq!(number, Some("DE89370400440532013000"));
}

#[tokio::test]
async fn an_import_can_be_taken_back_long_after() {
    let (_dir, book, giro) = book().await;
    quick::add(&book, "1 before", now()).await.unwrap();
    let done = import(&book, MARCH, giro).await;
    quick::add(&book, "1 after", now()).await.unwrap();
    imports::undo(&book, done.import, false, now()).await.unwrap();
    assert_eq!(rows(&book).await.len(), 2);
    assert!(imports::list(&book, None).await.unwrap()[0].undone);
    assert!(matches!(imports::undo(&book, done.import, false, now()).await, Err(Error::NotFound)));
    history::undo(&book).await.unwrap();
    assert_eq!(rows(&book).await.len(), 7);
}

#[tokio::test]
async fn a_preview_that_is_out_of_date_is_not_committed() {
    let (_dir, book, giro) = book().await;
    let draft = prepare(&book, MARCH, giro).await;
    import(&book, MARCH, giro).await;
    assert!(matches!(commit(&book, &draft, &[]).await, Err(Error::PreviewChanged)));
    // What the classifier would say counts as well.
    let other = MARCH.replace("Rätsel", "Neues Rätsel");
    let draft = prepare(&book, &other, giro).await;
    let filter = Filter { text: "Zwurbel".into(), ..Filter::default() };
    let found = transactions::list(&book, &filter, Sort::default(), ALL).await.unwrap();
    let food = app::categories::list(&book).await.unwrap()[0].id;
    transactions::categorise(&book, &[found.rows[0].id], Some(food)).await.unwrap();
    assert!(matches!(commit(&book, &draft, &[]).await, Err(Error::PreviewChanged)));
    assert_eq!(rows(&book).await.len(), 5);
}

#[tokio::test]
async fn what_was_typed_is_joined_only_when_the_user_says_so() {
    let (_dir, book, giro) = book().await;
    let typed = quick::add(&book, "12,30 Einkauf #samstag 4.3.", now()).await.unwrap();
    let draft = prepare(&book, MARCH, giro).await;
    assert_eq!(counts(&draft.preview()), (4, 0, 1, 0, 0));
    let maybe = imports::rows(&book, &draft, 0, Some(Pile::Maybe), ALL).await.unwrap().rows;
    assert_eq!(maybe[0].beside.as_ref().unwrap().transaction, Some(typed.id));
    assert_eq!(maybe[0].action, Action::Add);
    let join = Decision { statement: 0, index: maybe[0].index, action: Action::Join };
    let wrong = Decision { statement: 0, index: 1, action: Action::Join };
    assert!(matches!(commit(&book, &draft, &[wrong]).await, Err(Error::Invalid(_))));
    let done = commit(&book, &draft, &[join]).await.unwrap();
    assert_eq!((done.added, done.matched), (4, 1));
    let joined = transactions::get(&book, typed.id).await.unwrap();
    assert_eq!(joined.row.tags, ["samstag"]);
    assert_eq!(joined.raw.unwrap().line, 2);
    assert_eq!(counts(&prepare(&book, MARCH, giro).await.preview()), (0, 5, 0, 0, 0));

    history::undo(&book).await.unwrap();
    assert_eq!(rows(&book).await.len(), 1);
    assert!(transactions::get(&book, typed.id).await.unwrap().raw.is_none());
    history::redo(&book).await.unwrap();
    assert_eq!(rows(&book).await.len(), 5);
    imports::undo(&book, done.import, false, now()).await.unwrap();
    assert_eq!(rows(&book).await.len(), 1);
}

#[tokio::test]
async fn both_legs_of_a_transfer_are_linked() {
    let (_dir, book, giro) = book().await;
    let savings = account(&book, "Savings").await;
    let one = "Date,Payee,Amount\n2026-03-02,To savings,-500.00\n2026-03-04,Lidl,-9.00\n";
    let other = "Date,Payee,Amount\n2026-03-03,From giro,500.00\n2026-03-05,Bonus,1.00\n";
    import(&book, one, giro).await;
    let draft = prepare(&book, other, savings).await;
    assert_eq!(counts(&draft.preview()), (1, 0, 0, 1, 0));
    commit(&book, &draft, &[]).await.unwrap();
    let only = Filter { transfers: ::ledger::Transfers::Only, ..Filter::default() };
    let legs = transactions::list(&book, &only, Sort::default(), ALL).await.unwrap().rows;
    assert_eq!(legs.len(), 2);
    assert_eq!(legs[0].transfer.unwrap().transaction, legs[1].id);
    let march = ::ledger::Period::month("2026-03".parse().unwrap());
    let summary = app::reports::summary(&book, march, None).await.unwrap();
    assert_eq!(summary.current.income.to_string(), "1.00");
    history::undo(&book).await.unwrap();
    let legs = transactions::list(&book, &only, Sort::default(), ALL).await.unwrap().rows;
    assert!(legs.is_empty());
}

#[tokio::test]
async fn what_cannot_be_taken_in_is_said() {
    let (_dir, book, giro) = book().await;
    let text = "Date,Payee,Amount,Currency\n2026-03-02,A,-1.00,EUR\n2026-03-03,B,-1.005,EUR\n\
        2026-03-04,C,-1.00,USD\n2026-03-05,D,0.00,EUR\n2026-03-06,E,-2.00,EUR\n";
    let draft = prepare(&book, text, giro).await;
    assert_eq!(counts(&draft.preview()), (2, 0, 0, 0, 3));
    let broken = imports::rows(&book, &draft, 0, Some(Pile::Broken), ALL).await.unwrap().rows;
    assert!(broken.iter().all(|row| row.problem.is_some() && row.amount.is_none()));
    let add = Decision { statement: 0, index: broken[0].index, action: Action::Add };
    assert!(matches!(commit(&book, &draft, &[add]).await, Err(Error::Invalid(_))));
    let done = commit(&book, &draft, &[]).await.unwrap();
    assert_eq!((done.added, done.skipped), (2, 3));
    let go_on = |_| ControlFlow::Continue(());
    let nothing = imports::prepare(&book, upload("x", ""), &[], Default::default(), go_on).await;
    assert!(matches!(nothing, Err(Error::Statement(_))));
    let stop = |_| ControlFlow::Break(());
    let stopped = imports::prepare(&book, upload("x", MARCH), &[], Default::default(), stop).await;
    assert!(matches!(stopped, Err(Error::Cancelled)));
    let draft = prepare(&book, MARCH, giro).await;
    let digest = draft.preview().digest;
    let stopped = imports::commit(&book, &draft, &[], &digest, now(), stop).await;
    assert!(matches!(stopped, Err(Error::Cancelled)));
    assert_eq!(rows(&book).await.len(), 2);
}

#[tokio::test]
async fn options_are_remembered_for_the_layout_and_the_account_found() {
    let (_dir, book, giro) = book().await;
    let savings = account(&book, "Savings").await;
    let ambiguous = "Date,Payee,Amount\n03/04/2026,A,-1.00\n05/04/2026,B,-2.00\n";
    let go_on = |_| ControlFlow::Continue(());
    let options = statements::Options {
        date_order: Some(statements::DateOrder::Mdy),
        ..statements::Options::default()
    };
    let file = || upload("a.csv", ambiguous);
    let unknown = imports::prepare(&book, file(), &[], Default::default(), go_on).await.unwrap();
    assert_eq!(unknown.preview().statements[0].target, Target::Guess);
    assert!(!unknown.preview().statements[0].questions.is_empty());
    assert!(matches!(commit(&book, &unknown, &[]).await, Err(Error::Invalid(_))));
    let told =
        imports::prepare(&book, file(), &[savings.into()], options.clone(), go_on).await.unwrap();
    commit(&book, &told, &[]).await.unwrap();
    let next = imports::prepare(&book, file(), &[], Default::default(), go_on).await.unwrap();
    let preview = next.preview();
    assert_eq!((preview.statements[0].target, preview.options.clone()), (savings.into(), options));
    assert_eq!(preview.statements[0].from.unwrap().to_string(), "2026-03-04");
    let _ = giro;
}

/// A file of two accounts: both legs of a transfer, an entry of each, and one of them in a currency
/// of its own.
const TWO: &str = "<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>EUR<BANKACCTFROM>\
    <BANKID>10020030<ACCTID>0012345678<ACCTTYPE>CHECKING</BANKACCTFROM><BANKTRANLIST>\
    <STMTTRN><TRNTYPE>DEBIT<DTPOSTED>20260302<TRNAMT>-500.00<FITID>a1<NAME>To savings</STMTTRN>\
    <STMTTRN><TRNTYPE>DEBIT<DTPOSTED>20260304<TRNAMT>-9.00<FITID>a2<NAME>Lidl</STMTTRN>\
    </BANKTRANLIST></STMTRS></STMTTRNRS><STMTTRNRS><STMTRS><CURDEF>EUR<BANKACCTFROM>\
    <BANKID>10020030<ACCTID>0087654321<ACCTTYPE>SAVINGS</BANKACCTFROM><BANKTRANLIST>\
    <STMTTRN><TRNTYPE>CREDIT<DTPOSTED>20260303<TRNAMT>500.00<FITID>b1<NAME>From giro</STMTTRN>\
    <STMTTRN><TRNTYPE>CREDIT<DTPOSTED>20260305<TRNAMT>1.00<FITID>b2<NAME>Bonus</STMTTRN>\
    </BANKTRANLIST></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>";

async fn prepare_two(book: &Book, targets: &[Target]) -> imports::Draft {
    let go_on = |_| ControlFlow::Continue(());
    imports::prepare(book, upload("two.ofx", TWO), targets, Default::default(), go_on)
        .await
        .unwrap()
}

#[tokio::test]
async fn a_file_of_two_accounts_comes_in_as_one_change() {
    let (dir, book, giro) = book().await;
    let savings = account(&book, "Savings").await;
    let into = [giro.into(), savings.into()];
    assert_eq!(prepare_two(&book, &[]).await.preview().statements[1].target, Target::Guess);
    let draft = prepare_two(&book, &into).await;
    let preview = draft.preview();
    let counts = |preview: &Preview| -> Vec<_> {
        preview.statements.iter().map(|one| (one.counts.new, one.counts.transfer)).collect()
    };
    assert_eq!(counts(&preview), [(2, 0), (1, 1)]);
    let leg = imports::rows(&book, &draft, 1, Some(Pile::Transfer), ALL).await.unwrap();
    let beside = leg.rows[0].beside.as_ref().unwrap();
    assert_eq!((beside.transaction, beside.account), (None, Some(giro)));
    let go_on = |_| ControlFlow::Continue(());
    let done = imports::commit(&book, &draft, &[], &preview.digest, now(), go_on).await.unwrap();
    assert_eq!(
        done.iter().map(|one| (one.account, one.added)).collect::<Vec<_>>(),
        [(giro, 2), (savings, 2)]
    );
    let only = Filter { transfers: ::ledger::Transfers::Only, ..Filter::default() };
    let legs = async |book: &Book| {
        transactions::list(book, &only, Sort::default(), ALL).await.unwrap().total
    };
    assert_eq!(legs(&book).await, 2);
    // Next month both are known by their numbers.
    let again = prepare_two(&book, &[]).await.preview();
    let targets: Vec<Target> = again.statements.iter().map(|one| one.target).collect();
    assert_eq!((targets, counts(&again)), (into.to_vec(), vec![(0, 0), (0, 0)]));

    let book = reopen(dir.path(), book).await;
    let all = rows(&book).await;
    history::undo(&book).await.unwrap();
    assert_eq!((rows(&book).await.len(), legs(&book).await), (0, 0));
    history::redo(&book).await.unwrap();
    assert_eq!((rows(&book).await, legs(&book).await), (all, 2));
    imports::undo(&book, done[0].import, false, now()).await.unwrap();
    assert_eq!((rows(&book).await.len(), legs(&book).await), (2, 0));
}

#[tokio::test]
async fn a_statement_can_be_left_out_and_come_in_later() {
    let (_dir, book, giro) = book().await;
    let savings = account(&book, "Savings").await;
    let draft = prepare_two(&book, &[Target::LeaveOut, savings.into()]).await;
    assert_eq!(commit(&book, &draft, &[]).await.unwrap().added, 2);
    let draft = prepare_two(&book, &[giro.into(), Target::LeaveOut]).await;
    assert_eq!(draft.preview().statements[0].counts.transfer, 1);
    commit(&book, &draft, &[]).await.unwrap();
    assert_eq!(rows(&book).await.len(), 4);
    let nothing = prepare_two(&book, &[Target::LeaveOut; 2]).await;
    assert!(matches!(commit(&book, &nothing, &[]).await, Err(Error::Invalid(_))));
    // Twice into one account: what both say is there once.
    let (_dir, book, giro) = self::book().await;
    let draft = prepare_two(&book, &[giro.into(); 2]).await;
    assert_eq!(commit(&book, &draft, &[]).await.unwrap().added, 2);
    assert_eq!(rows(&book).await.len(), 4);
}

/// A statement with those of `days` rows of which each is one of a few, so that many are equal.
fn csv(rows: &[(u8, u8)]) -> String {
    let mut text = "Date,Payee,Amount\n".to_owned();
    for (day, kind) in rows {
        let (payee, amount) =
            [("Coffee", "-2.50"), ("Coffee", "-3.00"), ("Lidl", "-2.50"), ("ACME", "9.00")]
                [usize::from(kind % 4)];
        text.push_str(&format!("2026-03-{:02},{payee},{amount}\n", day % 28 + 1));
    }
    text
}

/// All that is in the book, but for the imports that were taken back: that they were made is told.
async fn ledger(book: &Book) -> String {
    let mut all: serde_json::Value = serde_json::from_str(&written(book, false).await).unwrap();
    all["tables"]["import"].as_array_mut().unwrap().retain(|one| one["undone_ms"].is_null());
    all.to_string()
}

fn run<T>(story: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(story)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    /// A file cut in two by day, with days that are in both cuts: what comes in is the whole, in
    /// whichever order and however often the cuts are given.
    #[test]
    fn overlapping_cuts_come_to_the_whole(
        mut entries in prop::collection::vec((0u8..12, 0u8..4), 1..40),
        first in 0u8..12, second in 0u8..12, swapped: bool,
    ) {
        entries.sort_by_key(|entry| entry.0);
        let (to, from) = (first.max(second), first.min(second));
        let cut = |keep: &dyn Fn(u8) -> bool| -> String {
            csv(&entries.iter().copied().filter(|entry| keep(entry.0)).collect::<Vec<_>>())
        };
        let (mut one, mut other) = (cut(&|day| day <= to), cut(&|day| day >= from));
        if swapped {
            std::mem::swap(&mut one, &mut other);
        }
        run(async {
            let (_dir, whole, giro) = book().await;
            import(&whole, &csv(&entries), giro).await;
            let expect = rows(&whole).await;
            let (_dir, cuts, giro) = book().await;
            for file in [&one, &other, &one, &other, &csv(&entries)] {
                if file.lines().count() > 1 {
                    import(&cuts, file, giro).await;
                }
                prop_assert!(rows(&cuts).await.iter().all(|row| expect.contains(row)));
            }
            prop_assert_eq!(rows(&cuts).await, expect);
            Ok(())
        })?;
    }

    /// An import that is taken back leaves the ledger as it was, to the byte: over rows that were
    /// there, typed or from a file, some of which it joins.
    #[test]
    fn an_import_taken_back_leaves_the_ledger_as_it_was(
        typed in prop::collection::vec((0u8..12, 0u8..4), 0..4),
        before in prop::collection::vec((0u8..12, 0u8..4), 1..20),
        after in prop::collection::vec((0u8..12, 0u8..4), 1..20),
        by_history: bool,
    ) {
        run(async {
            let (_dir, book, giro) = book().await;
            for (day, kind) in typed {
                let line = format!("2.{}0 Coffee 2026-03-{:02}", kind % 2 * 5, day + 1);
                quick::add(&book, &line, now()).await.unwrap();
            }
            import(&book, &csv(&before), giro).await;
            let there = ledger(&book).await;
            let draft = prepare(&book, &csv(&after), giro).await;
            let done = commit(&book, &draft, &[]).await.unwrap();
            if by_history {
                history::undo(&book).await.unwrap();
            } else {
                imports::undo(&book, done.import, true, now()).await.unwrap();
            }
            prop_assert_eq!(ledger(&book).await, there);
            Ok(())
        })?;
    }
}

/// Every CSV file of the corpus: what is previewed is what comes in, and a second time nothing.
#[tokio::test]
async fn the_corpus_comes_in_as_previewed() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus/files/csv");
    let Ok(files) = std::fs::read_dir(&corpus) else {
        println!("skipped: {} is not there", corpus.display());
        return;
    };
    let (_dir, book, _) = book().await;
    let mut taken = 0;
    for file in files.map(|file| file.unwrap().path()) {
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        let bytes: std::sync::Arc<[u8]> = std::fs::read(&file).unwrap().into();
        let prepare = async |into: &[Target]| {
            let file = imports::Upload { name: name.clone(), bytes: bytes.clone() };
            let go_on = |_| ControlFlow::Continue(());
            imports::prepare(&book, file, into, Default::default(), go_on).await
        };
        let statements = match prepare(&[]).await {
            Ok(draft) => draft.preview().statements.len(),
            Err(Error::Statement(_)) => continue,
            Err(error) => panic!("{name}: {error}"),
        };
        let mut into = Vec::new();
        for number in 1..=statements {
            into.push(Target::Into(account(&book, &format!("{name} {number}")).await));
        }
        let draft = prepare(&into).await.unwrap();
        let preview = draft.preview();
        let go_on = |_| ControlFlow::Continue(());
        let done =
            imports::commit(&book, &draft, &[], &preview.digest, now(), go_on).await.unwrap();
        let again = counts_of_each(&prepare(&into).await.unwrap().preview());
        for ((before, done), after) in counts_of_each(&preview).iter().zip(done).zip(again) {
            let (new, already, maybe, transfer, broken) = *before;
            assert_eq!((already, maybe), (0, 0), "{name}");
            assert_eq!((done.added, done.skipped), (new + transfer, broken), "{name}");
            assert_eq!(after, (0, done.added, 0, 0, broken), "{name}");
        }
        taken += 1;
    }
    assert!(taken > 50, "{taken}");
}
