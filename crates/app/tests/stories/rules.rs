//! The user's rules: written, tried, applied to what comes and to what is there, taken back.

use crate::setup::{account, book, import, now, prepare, reopen};
use ::ledger::{
    CategoryId, Code, Field, Filter, RuleId, RunSource, Sort, StepKind, Window,
    draft::TransactionDraft,
};
use app::{
    Book, Error, categories, history, imports, quick, review,
    rules::{
        self, ActionDraft, ConditionDraft, FilingView, Matching, PartDraft, RuleChoice, RuleDraft,
        RulePreview, Subject, Test, Verb,
    },
    runs,
    transactions::{self, Row},
};
use classifier::Reason;
use store::suggestions::State;

const ALL: Window = Window { offset: 0, limit: 500 };

const MARCH: &str = "Datum;Empfänger;Verwendungszweck;Betrag\n\
    02.03.2026;LIDL SAGT DANKE;Karte 1234;-62,30\n\
    03.03.2026;LIDL SAGT DANKE;Karte 1234;-3,20\n\
    05.03.2026;Bargeldauszahlung;Automat 7;-50,00\n\
    06.03.2026;Zwurbel;Miete und Strom;-900,00\n";

fn when(subject: Subject, test: Test, value: &str) -> ConditionDraft {
    ConditionDraft { subject, test, value: value.into(), to: String::new() }
}

fn then(verb: Verb, value: &dyn ToString) -> ActionDraft {
    ActionDraft { verb, value: value.to_string(), tags: vec![], parts: vec![] }
}

fn rule(name: &str, conditions: Vec<ConditionDraft>, actions: Vec<ActionDraft>) -> RuleDraft {
    RuleDraft { name: name.into(), enabled: true, matching: Matching::All, conditions, actions }
}

fn big_lidl(category: CategoryId) -> RuleDraft {
    let conditions = vec![
        when(Subject::Payee, Test::Contains, "LIDL"),
        when(Subject::Amount, Test::Under, "-50"),
    ];
    rule("Big shopping", conditions, vec![then(Verb::Category, &category)])
}

async fn save(book: &Book, draft: &RuleDraft) -> RuleId {
    rules::save(book, None, draft, now()).await.unwrap().id
}

async fn key(book: &Book, key: &str) -> CategoryId {
    let all = categories::list(book).await.unwrap();
    all.into_iter().find(|category| category.key.as_deref() == Some(key)).unwrap().id
}

async fn register(book: &Book) -> Vec<Row> {
    let oldest = Sort { descending: false, ..Sort::default() };
    transactions::list(book, &Filter::default(), oldest, ALL).await.unwrap().rows
}

async fn preview(book: &Book, choice: &RuleChoice, keep_mine: bool) -> RulePreview {
    rules::preview(book, choice, keep_mine, ALL, now()).await.unwrap()
}

fn counts(preview: &RulePreview) -> (u32, u32, u32) {
    (preview.matched, preview.changed, preview.kept)
}

fn reason(row: &Row) -> Reason {
    row.suggestion.as_ref().unwrap().reason.clone()
}

#[tokio::test]
async fn a_rule_shows_what_it_would_change_and_changes_just_that() {
    let (dir, book, giro) = book().await;
    import(&book, MARCH, giro).await;
    quick::add(&book, "99 Lidl 4.3.", now()).await.unwrap();
    let gifts = key(&book, "shopping.gifts").await;
    let travel = key(&book, "travel").await;
    let before = register(&book).await;
    // The user has filed the first one by hand.
    transactions::categorise(&book, &[before[0].id], Some(travel)).await.unwrap();

    let draft = big_lidl(gifts);
    let choice = RuleChoice::Draft { draft: draft.clone() };
    let careful = preview(&book, &choice, true).await;
    assert_eq!(counts(&careful), (2, 1, 1));
    let [change] = &careful.rows[..] else { panic!("{careful:?}") };
    assert_eq!(change.row.amount.to_string(), "-99.00");
    assert_eq!(change.effects.filing, Some(FilingView::Category { id: gifts }));
    assert_eq!(counts(&preview(&book, &choice, false).await), (2, 2, 0));
    assert_eq!(register(&book).await[0].splits[0].category, Some(travel), "nothing was changed");

    let id = save(&book, &draft).await;
    let choice = RuleChoice::One { id };
    assert_eq!(rules::apply(&book, &choice, true, now()).await.unwrap(), 1);
    let rows = register(&book).await;
    assert_eq!(rows[0].splits[0].category, Some(travel));
    assert_eq!(rows[2].splits[0].category, Some(gifts));
    assert_eq!(reason(&rows[2]), Reason::Rule { name: "Big shopping".into() });
    assert_eq!(rows[2].suggestion.as_ref().unwrap().state, State::Applied);
    // Twice is once.
    assert_eq!(counts(&preview(&book, &choice, true).await), (2, 0, 1));
    assert_eq!(rules::apply(&book, &choice, true, now()).await.unwrap(), 0);
    assert_eq!(rules::apply(&book, &choice, false, now()).await.unwrap(), 1);
    assert_eq!(register(&book).await[0].splits[0].category, Some(gifts));

    let book = reopen(dir.path(), book).await;
    let undone = history::undo(&book).await.unwrap().unwrap();
    assert_eq!((undone.kind, undone.count, undone.name.as_str()), {
        (StepKind::ApplyRules, 1, "Big shopping")
    });
    history::undo(&book).await.unwrap();
    let rows = register(&book).await;
    assert_eq!(rows[0].splits[0].category, Some(travel));
    assert_eq!(rows[2], before_with_id(&before, &rows[2]));
    // The rule itself is part of the history, too.
    assert_eq!(history::undo(&book).await.unwrap().unwrap().kind, StepKind::AddRule);
    assert!(rules::list(&book).await.unwrap().is_empty());
}

fn before_with_id(before: &[Row], row: &Row) -> Row {
    before.iter().find(|old| old.id == row.id).unwrap().clone()
}

#[tokio::test]
async fn what_a_rule_did_can_be_taken_back_later_but_for_what_was_changed_since() {
    let (_dir, book, giro) = book().await;
    import(&book, MARCH, giro).await;
    let (gifts, travel) = (key(&book, "shopping.gifts").await, key(&book, "travel").await);
    let tags = ActionDraft { tags: vec!["shop".into()], ..then(Verb::Tags, &"") };
    let conditions = vec![when(Subject::Text, Test::Contains, "lidl")];
    let draft = rule("Shop", conditions, vec![then(Verb::Category, &gifts), tags]);
    let before = register(&book).await;
    let choice = RuleChoice::Draft { draft };
    assert_eq!(rules::apply(&book, &choice, false, now()).await.unwrap(), 2);
    transactions::categorise(&book, &[before[1].id], Some(travel)).await.unwrap();
    quick::add(&book, "1 later", now()).await.unwrap();

    let listed = runs::list(&book).await.unwrap();
    let run = listed.iter().find(|run| run.source == RunSource::Rule).unwrap();
    assert_eq!((run.name.as_str(), run.count, run.revertible), ("Shop", 2, true));
    runs::revert(&book, run.id, now()).await.unwrap();
    let rows = register(&book).await;
    assert_eq!(rows[0], before[0]);
    assert_eq!((rows[1].splits[0].category, rows[1].tags.len()), (Some(travel), 0));
    let listed = runs::list(&book).await.unwrap();
    assert!(listed.iter().any(|one| one.id == run.id && one.reverted));
}

#[tokio::test]
async fn rules_come_first_when_a_statement_is_taken_in() {
    let (_dir, book, giro) = book().await;
    let purse = account(&book, "Purse").await;
    let (rent, power) =
        (key(&book, "bills.rent_mortgage").await, key(&book, "bills.electricity_heating").await);
    let gifts = key(&book, "shopping.gifts").await;
    save(&book, &big_lidl(gifts)).await;
    let text = |text: &str| vec![when(Subject::Text, Test::Contains, text)];
    let named = ActionDraft { tags: vec!["food".into()], ..then(Verb::Tags, &"") };
    let lidl = vec![then(Verb::Payee, &"Discounter"), named, then(Verb::Memo, &"shopping")];
    save(&book, &rule("Lidl", text("lidl"), lidl)).await;
    save(&book, &rule("Cash", text("auszahlung automat"), vec![then(Verb::Transfer, &purse)]))
        .await;
    let part = |category: CategoryId, share: &str| PartDraft {
        category: category.to_string(),
        share: share.into(),
        note: String::new(),
    };
    let parts =
        ActionDraft { parts: vec![part(rent, "90%"), part(power, "")], ..then(Verb::Split, &"") };
    save(
        &book,
        &rule(
            "Flat",
            vec![when(Subject::File, Test::Is, "giro.csv"), when(Subject::Amount, Test::Is, "900")],
            vec![parts],
        ),
    )
    .await;

    let draft = prepare(&book, MARCH, giro).await;
    let shown = imports::rows(&book, &draft, 0, None, ALL).await.unwrap().rows;
    let ruled = shown[0].ruled.as_ref().unwrap();
    assert_eq!(ruled.rules, ["Big shopping", "Lidl"]);
    assert_eq!(ruled.payee.as_deref(), Some("Discounter"));
    assert_eq!(ruled.filing, Some(FilingView::Category { id: gifts }));
    let done = import(&book, MARCH, giro).await;
    assert_eq!(done.added, 4);

    let rows = register(&book).await;
    let payee = |row: &Row| row.payee.as_ref().unwrap().name.clone();
    assert_eq!((payee(&rows[0]), payee(&rows[1])), ("Discounter".into(), "Discounter".into()));
    assert_eq!(
        (rows[0].memo.as_str(), rows[0].tags.as_slice()),
        ("shopping", &["food".to_owned()][..])
    );
    assert_eq!(rows[0].splits[0].category, Some(gifts));
    assert_eq!(reason(&rows[0]), Reason::Rule { name: "Big shopping".into() });
    // The smaller one is filed by the classifier.
    assert!(matches!(reason(&rows[1]), Reason::Brand { .. } | Reason::Keyword { .. }));
    let legs: Vec<&Row> = rows.iter().filter(|row| row.transfer.is_some()).collect();
    assert_eq!(legs.len(), 2);
    assert_eq!((legs[1].account, legs[1].amount.to_string().as_str()), (purse, "50.00"));
    let flat = rows.last().unwrap();
    let amounts: Vec<String> = flat.splits.iter().map(|split| split.amount.to_string()).collect();
    assert_eq!(amounts, ["-810.00", "-90.00"]);
    assert_eq!(review::count(&book).await.unwrap(), 0);

    // One step back and forth, and the import taken back later: the leg that a rule added goes too.
    history::undo(&book).await.unwrap();
    assert!(register(&book).await.is_empty());
    history::redo(&book).await.unwrap();
    assert_eq!(register(&book).await, rows);
    imports::undo(&book, done.import, false, now()).await.unwrap();
    assert!(register(&book).await.is_empty());
    history::undo(&book).await.unwrap();
    assert_eq!(register(&book).await, rows);
}

#[tokio::test]
async fn a_preview_made_before_a_rule_changed_is_not_committed() {
    let (_dir, book, giro) = book().await;
    let gifts = key(&book, "shopping.gifts").await;
    let id = save(&book, &big_lidl(gifts)).await;
    let draft = prepare(&book, MARCH, giro).await;
    rules::delete(&book, id).await.unwrap();
    let go_on = |_| std::ops::ControlFlow::Continue(());
    let digest = draft.preview().digest;
    let got = imports::commit(&book, &draft, &[], &digest, now(), go_on).await;
    assert!(matches!(got, Err(Error::PreviewChanged)));
}

#[tokio::test]
async fn a_rule_fills_only_what_was_left_empty_by_hand() {
    let (_dir, book, giro) = book().await;
    let gifts = key(&book, "shopping.gifts").await;
    let travel = key(&book, "travel").await;
    let tags = ActionDraft { tags: vec!["family".into()], ..then(Verb::Tags, &"") };
    let actions = vec![then(Verb::Category, &gifts), tags, then(Verb::Payee, &"Somebody")];
    save(&book, &rule("Lidl", vec![when(Subject::Payee, Test::Is, "lidl")], actions)).await;
    let reading = quick::read(&book, "5 Lidl", now()).await.unwrap();
    assert_eq!((reading.category, reading.sure), (Some(gifts), true));
    let row = quick::add(&book, "5 Lidl", now()).await.unwrap();
    assert_eq!(row.splits[0].category, Some(gifts));
    assert_eq!(reason(&row), Reason::Rule { name: "Lidl".into() });
    assert_eq!(
        (row.payee.unwrap().name.as_str(), row.tags.as_slice()),
        ("Lidl", &["family".to_owned()][..])
    );
    let typed = TransactionDraft {
        account: giro.to_string(),
        date: "today".into(),
        payee: "Lidl".into(),
        amount: "5".into(),
        category: travel.to_string(),
        tags: vec!["mine".into()],
        ..TransactionDraft::default()
    };
    let row = transactions::add(&book, &typed, None, now()).await.unwrap();
    assert_eq!(
        (row.splits[0].category, row.tags.as_slice()),
        (Some(travel), &["mine".to_owned()][..])
    );
}

#[tokio::test]
async fn splits_transfers_and_reviews_of_the_past_are_one_step() {
    let (_dir, book, giro) = book().await;
    let purse = account(&book, "Purse").await;
    import(&book, MARCH, giro).await;
    let there = quick::add(&book, "+50 found @purse 6.3.", now()).await.unwrap();
    let rent = key(&book, "bills.rent_mortgage").await;
    let text = |text: &str| vec![when(Subject::Text, Test::Contains, text)];
    save(&book, &rule("Cash", text("automat"), vec![then(Verb::Transfer, &purse)])).await;
    let part = |category: &str, share: &str| PartDraft {
        category: category.into(),
        share: share.into(),
        note: "n".into(),
    };
    let parts = vec![part(&rent.to_string(), "33,33%"), part("", "33,33 %"), part("", "")];
    let split = ActionDraft { parts, ..then(Verb::Split, &"") };
    save(&book, &rule("Flat", text("miete"), vec![split])).await;
    let before = register(&book).await;
    let changed = rules::apply(&book, &RuleChoice::All, false, now()).await.unwrap();
    assert_eq!(changed, 2);
    let rows = register(&book).await;
    assert_eq!(rows.len(), before.len(), "the leg that was there is linked");
    let leg = rows.iter().find(|row| row.id == there.id).unwrap();
    assert!(leg.transfer.is_some());
    let flat = rows.iter().find(|row| row.splits.len() == 3).unwrap();
    let amounts: Vec<String> = flat.splits.iter().map(|split| split.amount.to_string()).collect();
    assert_eq!(amounts, ["-299.97", "-299.97", "-300.06"]);
    history::undo(&book).await.unwrap();
    assert_eq!(register(&book).await, before);
    history::redo(&book).await.unwrap();
    assert_eq!(register(&book).await, rows);
}

#[tokio::test]
async fn what_a_rule_marks_as_reviewed_does_not_wait_any_more() {
    let (_dir, book, _) = book().await;
    let row = quick::add(&book, "5 Zwurbel", now()).await.unwrap();
    assert_eq!(row.splits[0].category, None);
    assert_eq!(review::count(&book).await.unwrap(), 1);
    let draft = rule(
        "Fine",
        vec![when(Subject::Payee, Test::Is, "zwurbel")],
        vec![then(Verb::Reviewed, &"")],
    );
    let choice = RuleChoice::Draft { draft };
    assert_eq!(rules::apply(&book, &choice, true, now()).await.unwrap(), 1);
    assert_eq!(review::count(&book).await.unwrap(), 0);
    let waiting = Filter { review: true, ..Filter::default() };
    let waiting = transactions::list(&book, &waiting, Sort::default(), ALL).await.unwrap();
    assert_eq!(waiting.total, 0);
    assert_eq!(counts(&preview(&book, &choice, true).await), (1, 0, 0));
}

#[tokio::test]
async fn the_order_is_the_users_and_a_rule_can_be_put_aside() {
    let (_dir, book, _) = book().await;
    let (gifts, travel) = (key(&book, "shopping.gifts").await, key(&book, "travel").await);
    let by_payee = |name: &str, category| {
        rule(
            name,
            vec![when(Subject::Payee, Test::Is, "Lidl")],
            vec![then(Verb::Category, &category)],
        )
    };
    let first = save(&book, &by_payee("A", gifts)).await;
    let second = save(&book, &by_payee("B", travel)).await;
    let category = async || {
        let tried = rules::try_on(&book, None, "LIDL 1234", "12,50", now()).await.unwrap();
        assert_eq!(tried.payee, "Lidl");
        tried.effects.filing
    };
    assert_eq!(category().await, Some(FilingView::Category { id: gifts }));
    rules::reorder(&book, &[second, first]).await.unwrap();
    assert_eq!(category().await, Some(FilingView::Category { id: travel }));
    let aside = RuleDraft { enabled: false, ..by_payee("B", travel) };
    rules::save(&book, Some(second), &aside, now()).await.unwrap();
    assert_eq!(category().await, Some(FilingView::Category { id: gifts }));
    history::undo(&book).await.unwrap();
    history::undo(&book).await.unwrap();
    assert_eq!(category().await, Some(FilingView::Category { id: gifts }));
    let order: Vec<RuleId> =
        rules::list(&book).await.unwrap().into_iter().map(|rule| rule.id).collect();
    assert_eq!(order, [first, second]);

    // A rule that names a category that has gone rests, and says why.
    categories::delete(&book, gifts, None).await.unwrap();
    let listed = rules::list(&book).await.unwrap();
    assert_eq!(
        (listed[0].problems[0].field, listed[0].problems[0].code),
        (Field::Action, Code::Unknown)
    );
    assert_eq!(category().await, Some(FilingView::Category { id: travel }));
}

#[tokio::test]
async fn a_rule_leaves_the_payee_alone_that_the_user_gave() {
    let (_dir, book, giro) = book().await;
    import(&book, MARCH, giro).await;
    let rows = register(&book).await;
    let (mine, other) = (rows[0].id, rows[1].id);
    transactions::set_payee(&book, &[mine], "Lidl at the station").await.unwrap();
    let draft = rule(
        "Lidl",
        vec![when(Subject::Text, Test::Contains, "lidl")],
        vec![then(Verb::Payee, &"Discounter")],
    );
    let choice = RuleChoice::One { id: save(&book, &draft).await };
    let names = async || {
        let rows = register(&book).await;
        let name = |id| rows.iter().find(|row| row.id == id).unwrap().payee.clone().unwrap().name;
        (name(mine), name(other))
    };
    assert_eq!(counts(&preview(&book, &choice, true).await), (2, 1, 1));
    rules::apply(&book, &choice, true, now()).await.unwrap();
    assert_eq!(names().await, ("Lidl at the station".into(), "Discounter".into()));
    // Only with the user's consent, and then it is the rule's, as the other one is.
    let all = preview(&book, &choice, false).await;
    assert_eq!((counts(&all), all.rows[0].row.id), ((2, 1, 0), mine));
    rules::apply(&book, &choice, false, now()).await.unwrap();
    assert_eq!(names().await, ("Discounter".into(), "Discounter".into()));
    let again = RuleDraft { actions: vec![then(Verb::Payee, &"Lidl")], ..draft };
    let again = RuleChoice::Draft { draft: again };
    assert_eq!(counts(&preview(&book, &again, true).await), (2, 2, 0));
    // An undo gives the name back, and whose it was.
    history::undo(&book).await.unwrap();
    assert_eq!(names().await.0, "Lidl at the station");
    assert_eq!(counts(&preview(&book, &again, true).await), (2, 1, 1));
}

#[tokio::test]
async fn rules_follow_a_category_that_goes_into_another() {
    let (_dir, book, _) = book().await;
    let (gifts, travel) = (key(&book, "shopping.gifts").await, key(&book, "travel").await);
    save(&book, &big_lidl(gifts)).await;
    let part = |category: String, share: &str| PartDraft {
        category,
        share: share.into(),
        ..PartDraft::default()
    };
    let halves = vec![part(gifts.to_string(), "50%"), part(travel.to_string(), "")];
    let split = ActionDraft { parts: halves, ..then(Verb::Split, &"") };
    save(&book, &rule("Halves", vec![when(Subject::Payee, Test::Is, "Lidl")], vec![split])).await;
    let row = quick::add(&book, "5 Zwurbel", now()).await.unwrap();
    transactions::categorise(&book, &[row.id], Some(gifts)).await.unwrap();

    let shopping = key(&book, "shopping").await;
    let to = categories::MoveTo::Category { id: shopping };
    categories::delete(&book, gifts, Some(to)).await.unwrap();
    let named = async || {
        let all = rules::list(&book).await.unwrap();
        let value = all[0].draft.actions[0].value.clone();
        let part = all[1].draft.actions[0].parts[0].category.clone();
        (value, part, all.iter().all(|rule| rule.problems.is_empty()))
    };
    let shown = shopping.to_string();
    assert_eq!(named().await, (shown.clone(), shown, true));
    // What was learned went there too.
    let next = quick::add(&book, "7 Zwurbel", now()).await.unwrap();
    assert_eq!(next.splits[0].category, Some(shopping));
    history::undo(&book).await.unwrap();
    assert_eq!(history::undo(&book).await.unwrap().unwrap().kind, StepKind::DeleteCategory);
    assert_eq!(named().await, (gifts.to_string(), gifts.to_string(), true));

    // With no other place, the part has none, and the rule that files there rests and says so.
    categories::delete(&book, gifts, Some(categories::MoveTo::Uncategorised)).await.unwrap();
    assert_eq!(named().await, (gifts.to_string(), String::new(), false));
}

#[tokio::test]
async fn a_correction_proposes_a_rule_until_the_user_wants_no_more() {
    let (_dir, book, _) = book().await;
    let (gifts, travel) = (key(&book, "shopping.gifts").await, key(&book, "travel").await);
    let row = quick::add(&book, "5 Lidl", now()).await.unwrap();
    transactions::categorise(&book, &[row.id], Some(gifts)).await.unwrap();
    let proposal = rules::propose(&book, row.id, gifts).await.unwrap().unwrap();
    assert_eq!((proposal.id, proposal.payee.as_str()), (None, "Lidl"));
    let id = save(&book, &proposal.draft).await;
    assert_eq!(rules::propose(&book, row.id, gifts).await.unwrap(), None);
    // Another category changes the rule that was made so; nothing is proposed twice.
    let other = rules::propose(&book, row.id, travel).await.unwrap().unwrap();
    assert_eq!(other.id, Some(id));
    rules::save(&book, other.id, &other.draft, now()).await.unwrap();
    let next = quick::add(&book, "7 Lidl", now()).await.unwrap();
    assert_eq!(next.splits[0].category, Some(travel));
    rules::mute(&book, "Lidl", true).await.unwrap();
    assert_eq!(rules::propose(&book, row.id, gifts).await.unwrap(), None);
    // Asking no more is no change of the data.
    assert_eq!(history::undo(&book).await.unwrap().unwrap().kind, StepKind::AddTransaction);
}

#[tokio::test]
async fn rules_are_carried_from_one_profile_to_another() {
    let (_dir, book, giro) = book().await;
    let gifts = key(&book, "shopping.gifts").await;
    let mut draft = big_lidl(gifts);
    draft.conditions.push(when(Subject::Account, Test::Is, &giro.to_string()));
    save(&book, &draft).await;
    let own = ::ledger::draft::CategoryDraft {
        name: "Kites".into(),
        kind: ::ledger::CategoryKind::Expense,
        parent: Some(gifts),
    };
    let kites = categories::create(&book, &own).await.unwrap().id;
    save(
        &book,
        &rule(
            "Kites",
            vec![when(Subject::Text, Test::Regex, "kite.?shop")],
            vec![then(Verb::Category, &kites)],
        ),
    )
    .await;
    let json = rules::export(&book).await.unwrap();
    assert!(
        json.contains("\"shopping.gifts\"") && json.contains("Shopping > Gifts > Kites"),
        "{json}"
    );
    assert!(json.contains("\"Giro\""));
    let again = rules::import(&book, json.as_bytes()).await.unwrap();
    assert_eq!((again.added, again.there), (0, 2));

    let (_other_dir, other, _) = crate::setup::book().await;
    let done = rules::import(&other, json.as_bytes()).await.unwrap();
    assert_eq!((done.added, done.refused.len()), (1, 1));
    assert_eq!(
        (done.refused[0].name.as_str(), done.refused[0].problems[0].code),
        ("Kites", Code::Unknown)
    );
    let taken = rules::list(&other).await.unwrap();
    assert!(taken[0].problems.is_empty());
    for wrong in ["", "{}", "[]", &json.replace("\"version\": 1", "\"version\": 2")] {
        let refused = rules::import(&other, wrong.as_bytes()).await;
        assert!(matches!(refused, Err(Error::Invalid(_))), "{wrong}");
    }
    assert_eq!(history::undo(&other).await.unwrap().unwrap().kind, StepKind::ImportRules);
    assert!(rules::list(&other).await.unwrap().is_empty());
}
