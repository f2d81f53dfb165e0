//! The language model: off, on, seen before, asked, believed only as far as the user does.

use crate::{
    exported_book,
    setup::{book, import, now, reopen},
};
use ::ledger::{Filter, ImportId, Period, Sort, SortColumn, TransactionId, Window};
use app::{
    Book, Error, Secret,
    assistant::{
        self, AssistantSettings, NoteView, Preset, Progress, Purpose, RunState, Scope, Trouble,
    },
    history, quick, review, transactions,
    transactions::Row,
};
use serde_json::{Value, json};
use std::{
    io::{Read, Write},
    net::TcpListener,
    sync::{Arc, Mutex, mpsc},
    thread,
    time::Duration,
};
use store::suggestions::State;

/// Rows that the classifier knows nothing of, some of them nobody's business.
const BANK: &str = "Date;Description;Amount\n\
2026-03-01;QUVEX 4711 0123456789;-10,00\n\
2026-03-02;QUVEX 4712 9876543210;-11,00\n\
2026-03-03;Zorbly Ltd. anna@example.org;-12,00\n\
2026-03-04;Anna Schmidt;-13,00\n\
2026-03-05;Blemmo;14,00\n";

/// A server that answers each request as it is told to.
struct Server {
    address: String,
    bodies: Arc<Mutex<Vec<String>>>,
    /// Each answer waits for a word from here.
    go: mpsc::Sender<()>,
}

impl Server {
    /// Files every merchant under the category with this name.
    fn start(category: &'static str) -> Self {
        Self::answering(move |body| answer(body, category))
    }

    /// Says this, whatever it is asked, without being told to go on.
    fn saying(content: &Value) -> Self {
        let content = content.to_string();
        let server = Self::answering(move |_| completion(&content));
        server.answers(10);
        server
    }

    fn answering(answer: impl Fn(&str) -> String + Send + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}/v1", listener.local_addr().unwrap());
        let bodies = Arc::new(Mutex::new(Vec::new()));
        let (go, waits) = mpsc::channel();
        let seen = Arc::clone(&bodies);
        thread::spawn(move || {
            for connection in listener.incoming() {
                let mut connection = connection.unwrap();
                let (mut all, mut part) = (Vec::new(), [0; 65_536]);
                let body = loop {
                    let count = connection.read(&mut part).unwrap();
                    all.extend_from_slice(&part[..count]);
                    let text = String::from_utf8_lossy(&all).into_owned();
                    let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
                    let length = head.to_lowercase();
                    let length = length.split("content-length: ").nth(1);
                    let length: usize =
                        length.and_then(|l| l.lines().next()?.parse().ok()).unwrap_or(0);
                    if body.len() >= length && text.contains("\r\n\r\n") {
                        break body.to_owned();
                    }
                };
                let answer = answer(&body);
                seen.lock().unwrap().push(body);
                if waits.recv().is_err() {
                    return;
                }
                let length = answer.len();
                let _ = write!(
                    connection,
                    "HTTP/1.1 200 OK\r\ncontent-length: {length}\r\n\r\n{answer}"
                );
            }
        });
        Self { address, bodies, go }
    }

    fn bodies(&self) -> Vec<String> {
        self.bodies.lock().unwrap().clone()
    }

    fn answers(&self, count: usize) {
        (0..count).for_each(|_| self.go.send(()).unwrap());
    }
}

fn answer(body: &str, category: &str) -> String {
    let Ok(request) = serde_json::from_str::<Value>(body) else {
        return json!({ "data": [{ "id": "small" }] }).to_string();
    };
    let user: Value =
        serde_json::from_str(request["messages"][1]["content"].as_str().unwrap()).unwrap();
    let expense = user["expense"].as_object().unwrap();
    let key = expense.iter().find(|(_, name)| *name == category).map(|(key, _)| key.clone());
    let merchants = user["merchants"].as_object().unwrap();
    let content: Value = merchants.keys().map(|m| (m.clone(), json!(key))).collect();
    completion(&content.to_string())
}

fn completion(content: &str) -> String {
    json!({
        "choices": [{ "message": { "content": content }, "finish_reason": "stop" }],
        "usage": { "prompt_tokens": 100, "completion_tokens": 20 },
    })
    .to_string()
}

fn settings(address: &str) -> AssistantSettings {
    AssistantSettings {
        enabled: true,
        preset: Preset::LlamaCpp,
        base_url: address.into(),
        model: "small".into(),
        price_in: "2.50".into(),
        price_out: "10".into(),
        ..AssistantSettings::default()
    }
}

async fn rows(book: &Book) -> Vec<Row> {
    let newest = Sort { column: SortColumn::Date, descending: false };
    let all = Window { offset: 0, limit: 500 };
    transactions::list(book, &Filter::default(), newest, all).await.unwrap().rows
}

/// Waits until the run has ended.
async fn ended(book: &Book) -> Progress {
    for _ in 0..500 {
        let progress = assistant::progress(book);
        if progress.state == RunState::Idle {
            return progress;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("the run does not end");
}

async fn asked(server: &Server) {
    for _ in 0..500 {
        if !server.bodies().is_empty() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("nothing is asked");
}

fn code(result: Result<impl std::fmt::Debug, Error>) -> &'static str {
    match result.unwrap_err() {
        Error::Assistant(trouble) => trouble.code(),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn what_was_seen_is_sent_and_its_answers_are_suggestions() {
    let (dir, book, account) = book().await;
    import(&book, BANK, account).await;
    let server = Server::start("Food > Groceries");
    assistant::set(&book, &settings(&server.address), now()).await.unwrap();

    let preview = assistant::preview(&book, &Scope::Review, now()).await.unwrap();
    assert!(preview.local && server.bodies().is_empty());
    assert_eq!((preview.merchants, preview.rows, preview.withheld), (3, 4, 1));
    let [body] = preview.bodies.clone().try_into().unwrap();
    for secret in ["4711", "0123456789", "9876", "anna", "Anna", "10,00", "10.00", "2026-03"] {
        assert!(!body.contains(secret), "{secret} in {body}");
    }
    assert_eq!(body.to_lowercase().matches("quvex").count(), 1, "{body}");

    server.answers(1);
    assistant::start(&book, &Scope::Review, &preview.digest, now).await.unwrap();
    let progress = ended(&book).await;
    assert_eq!((progress.suggested, progress.done, progress.total), (3 + 1, 3, 3));
    assert_eq!(server.bodies(), std::slice::from_ref(&body));

    let all = rows(&book).await;
    for row in &all {
        assert_eq!(row.splits[0].category, None, "a suggestion is no fact");
    }
    let said = all[0].suggestion.clone().unwrap();
    assert_eq!((said.source.as_str(), said.state, said.sure), ("small", State::Open, false));
    assert!(all[3].suggestion.as_ref().is_none_or(|said| said.source != "small"));

    // It is in the list of requests, to the byte.
    let [entry] = assistant::list(&book).await.unwrap().try_into().unwrap();
    assert_eq!((entry.tokens_in, entry.tokens_out, entry.outcome.as_str()), (100, 20, "answered"));
    // 100 * 2.50 + 20 * 10 in millionths.
    assert_eq!(entry.cost.as_deref(), Some("0.00045"));
    let bodies = assistant::bodies(&book, entry.id).await.unwrap();
    assert_eq!(bodies.sent, body);
    assert!(bodies.received.contains("choices"));

    // One change, which can be taken back, or be accepted and remembered.
    let before = said.category;
    history::undo(&book).await.unwrap().unwrap();
    assert_ne!(
        rows(&book).await[0].suggestion.as_ref().map(|s| s.source.clone()),
        Some("small".into())
    );
    history::redo(&book).await.unwrap().unwrap();
    review::accept(&book, &[all[0].id]).await.unwrap();
    let book = reopen(dir.path(), book).await;
    assert_eq!(rows(&book).await[0].splits[0].category, before);
    // Asked once, what is left is not asked again unless the user chooses it.
    assert_eq!(code(assistant::preview(&book, &Scope::Review, now()).await), "nothingToSend");
    let chosen = Scope::Rows { ids: vec![all[0].id, all[1].id] };
    let preview = assistant::preview(&book, &chosen, now()).await.unwrap();
    assert_eq!((preview.rows, preview.settled), (1, 1));

    // Deleting the list gives no budget back.
    assistant::delete(&book, None).await.unwrap();
    assert!(assistant::list(&book).await.unwrap().is_empty());
    assert_eq!(assistant::get(&book, now()).await.unwrap().used_tokens, 120);
}

#[tokio::test]
async fn every_switch_holds() {
    let (_dir, book, account) = book().await;
    import(&book, BANK, account).await;
    let server = Server::start("Food");
    let on = settings(&server.address);
    let preview = async || assistant::preview(&book, &Scope::Review, now()).await;

    // As it comes, it is off.
    assert!(!assistant::get(&book, now()).await.unwrap().settings.enabled);
    assert_eq!(code(preview().await), "off");
    assert_eq!(code(assistant::models(&book).await), "off");
    assert_eq!(code(assistant::try_out(&book, now).await), "off");
    assert_eq!(code(assistant::start(&book, &Scope::Review, "", now).await), "off");

    // Offline only, and encrypted elsewhere.
    let remote = AssistantSettings { base_url: "https://api.example.com/v1".into(), ..on.clone() };
    assert_eq!(code(assistant::set(&book, &remote, now()).await), "offlineOnly");
    let plain = AssistantSettings { base_url: "http://api.example.com/v1".into(), ..on.clone() };
    assert_eq!(code(assistant::set(&book, &plain, now()).await), "notEncrypted");

    // Nothing else than what was seen.
    assistant::set(&book, &on, now()).await.unwrap();
    let seen = preview().await.unwrap();
    let changed = assistant::start(&book, &Scope::Review, "other", now).await;
    assert!(matches!(changed, Err(Error::PreviewChanged)));
    assistant::set(&book, &AssistantSettings { model: "large".into(), ..on.clone() }, now())
        .await
        .unwrap();
    let changed = assistant::start(&book, &Scope::Review, &seen.digest, now).await;
    assert!(matches!(changed, Err(Error::PreviewChanged)));

    // No more than the budget.
    assistant::set(&book, &AssistantSettings { monthly_tokens: 10, ..on.clone() }, now())
        .await
        .unwrap();
    assert_eq!(
        code(assistant::start(&book, &Scope::Review, &seen.digest, now).await),
        "overBudget"
    );
    assert!(server.bodies().is_empty());

    // Switched off in the middle, nothing more goes out, and what is under way is dropped.
    assistant::set(&book, &on, now()).await.unwrap();
    assistant::start(&book, &Scope::Review, &seen.digest, now).await.unwrap();
    asked(&server).await;
    let off = AssistantSettings { enabled: false, ..on.clone() };
    assistant::set(&book, &off, now()).await.unwrap();
    let progress = ended(&book).await;
    assert_eq!(progress.suggested, 0);
    assert_eq!(assistant::list(&book).await.unwrap()[0].outcome, "cancelled");

    // Locked in the middle, it ends too.
    assistant::set(&book, &on, now()).await.unwrap();
    assistant::start(&book, &Scope::Review, &seen.digest, now).await.unwrap();
    book.clone().lock().await;
    assert!(matches!(preview().await, Err(Error::Locked)));
}

#[tokio::test]
async fn after_an_import_it_asks_by_itself_only_where_the_user_agreed() {
    let (_dir, book, account) = book().await;
    let server = Server::start("Food");
    let by_itself = AssistantSettings { after_import: true, ..settings(&server.address) };
    assistant::set(&book, &by_itself, now()).await.unwrap();
    let first = import(&book, BANK, account).await;
    assistant::after_import(&book, first.import, now).await.unwrap();
    assert!(server.bodies().is_empty() && assistant::list(&book).await.unwrap().is_empty());

    // Agreeing once, for one row, is enough for this host and model.
    let one = Scope::Rows { ids: vec![rows(&book).await[0].id] };
    let preview = assistant::preview(&book, &one, now()).await.unwrap();
    server.answers(1);
    assistant::start(&book, &one, &preview.digest, now).await.unwrap();
    ended(&book).await;
    assert!(assistant::get(&book, now()).await.unwrap().consented);

    server.answers(1);
    assistant::after_import(&book, first.import, now).await.unwrap();
    // The other row of that merchant is still open.
    assert_eq!(ended(&book).await.total, 3);
    assert_eq!(server.bodies().len(), 2);
    assistant::after_import(&book, ImportId::new(999), now).await.unwrap();
    assert_eq!(server.bodies().len(), 2);
}

#[tokio::test]
async fn it_can_be_paused_and_rests_after_three_failures() {
    let (_dir, book, account) = book().await;
    import(&book, BANK, account).await;
    let server = Server::start("No such category");
    assistant::set(&book, &settings(&server.address), now()).await.unwrap();
    let all: Vec<TransactionId> = rows(&book).await.iter().map(|row| row.id).collect();
    let scope = Scope::Rows { ids: all };
    let digest = assistant::preview(&book, &scope, now()).await.unwrap().digest;
    let start = async || assistant::start(&book, &scope, &digest, now).await;

    start().await.unwrap();
    start().await.unwrap();
    asked(&server).await;
    assistant::pause(&book);
    assert_eq!(assistant::progress(&book).state, RunState::Paused);
    server.answers(1);
    tokio::time::sleep(Duration::from_millis(300)).await;
    let held = assistant::progress(&book);
    assert_eq!((held.state, server.bodies().len()), (RunState::Paused, 1));
    assistant::resume(&book);
    server.answers(1);
    let progress = ended(&book).await;
    // Answered with no category that was offered: understood, but nothing is taken.
    assert_eq!((progress.done, progress.suggested), (held.total, 0));

    // Nobody there any more.
    assistant::set(&book, &settings("http://127.0.0.1:9/v1"), now()).await.unwrap();
    let digest = assistant::preview(&book, &scope, now()).await.unwrap().digest;
    for _ in 0..3 {
        assistant::start(&book, &scope, &digest, now).await.unwrap();
        assert_eq!(ended(&book).await.trouble.as_deref(), Some("unreachable"));
    }
    let rests = assistant::start(&book, &scope, &digest, now).await;
    assert!(matches!(rests, Err(Error::Assistant(Trouble::Resting))));
}

#[tokio::test]
async fn the_key_stays_with_its_host() {
    let (dir, book, _) = book().await;
    let server = Server::start("Food");
    let here = settings(&server.address);
    assistant::set(&book, &here, now()).await.unwrap();
    let view = assistant::set_key(&book, Some(&Secret::from(" sk-test ")), now()).await.unwrap();
    assert!(view.has_key);
    assert!(!serde_json::to_string(&view).unwrap().contains("sk-test"));
    let spaced = assistant::set_key(&book, Some(&Secret::from("sk test")), now()).await;
    assert!(matches!(spaced, Err(Error::Invalid(_))));

    let book = reopen(dir.path(), book).await;
    server.answers(1);
    assert_eq!(assistant::models(&book).await.unwrap(), ["small"]);
    let elsewhere = AssistantSettings { base_url: "http://127.0.0.1:9/v1".into(), ..here.clone() };
    assert!(!assistant::set(&book, &elsewhere, now()).await.unwrap().has_key);
    assert!(assistant::set(&book, &here, now()).await.unwrap().has_key);
    assert!(!assistant::set_key(&book, None, now()).await.unwrap().has_key);

    // Nothing of it can be read from the disk.
    let key = b"sk-test";
    for file in walk(dir.path()) {
        let bytes = std::fs::read(file).unwrap();
        assert!(!bytes.windows(key.len()).any(|part| part == key));
    }
}

fn walk(dir: &std::path::Path) -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { walk(&path) } else { vec![path] }).collect()
}

/// Two months of shopping, one of them at a person's.
const MONTHS: &str = "Date;Payee;Text;Amount\n\
2026-01-03;LIDL 4711;;-20,00\n\
2026-02-03;LIDL 4711;;-30,00\n\
2026-02-04;Anna Schmidt;for rent;-40,00\n\
2026-02-05;UBER TRIP;;-12,50\n\
2026-02-06;Zwurbel;;-12,50\n";

fn february() -> Period {
    Period::month("2026-02".parse().unwrap())
}

#[tokio::test]
async fn a_note_words_the_facts_and_nothing_else() {
    let (dir, book, account) = book().await;
    import(&book, MONTHS, account).await;
    let good = "You spent 95.00, and Food took 30.00 of it.";
    let server = Server::saying(&json!({ "note": good }));
    let on = settings(&server.address);
    // The assistant alone is not enough: notes are switched on apart.
    assistant::set(&book, &on, now()).await.unwrap();
    assert_eq!(code(assistant::note_preview(&book, february(), now()).await), "off");
    let on = AssistantSettings { notes: true, ..on };
    assistant::set(&book, &on, now()).await.unwrap();
    let preview = assistant::note_preview(&book, february(), now()).await.unwrap();
    assert!(preview.local && server.bodies().is_empty());
    for secret in ["4711", "Schmidt", "rent", "Giro", "balance", "TRIP", "100.00"] {
        assert!(!preview.body.contains(secret), "{secret} in {}", preview.body);
    }
    assert!(preview.body.contains("95.00") && preview.body.contains("German"), "{}", preview.body);

    let other = assistant::note(&book, february(), "other", now).await;
    assert!(matches!(other, Err(Error::PreviewChanged)));
    let note = assistant::note(&book, february(), &preview.digest, now).await.unwrap();
    assert_eq!((note.text.as_str(), &server.bodies()[..]), (good, &[preview.body][..]));
    let [entry] = assistant::list(&book).await.unwrap().try_into().unwrap();
    assert_eq!((entry.purpose, entry.outcome.as_str()), (Purpose::Note, "answered"));

    // It is kept, also by who locks, and says when its facts are no longer those of the rows.
    let kept = async |book: &Book| assistant::note_kept(book, february(), now()).await.unwrap();
    let book = reopen(dir.path(), book).await;
    assert_eq!(kept(&book).await, Some(note.clone()));
    assert!((note.model.as_str(), note.current) == ("small", true));
    quick::add(&book, "5 Lidl 20.2.2026", now()).await.unwrap();
    assert_eq!(kept(&book).await, Some(NoteView { current: false, ..note.clone() }));
    history::undo(&book).await.unwrap();
    assert_eq!(kept(&book).await, Some(note.clone()));
    let march = Period::month("2026-03".parse().unwrap());
    assert_eq!(assistant::note_kept(&book, march, now()).await.unwrap(), None);

    // A number that is not among the facts is not shown.
    let liar = Server::saying(&json!({ "note": "You can save 1234.56 a year." }));
    let on = AssistantSettings { base_url: liar.address.clone(), ..on };
    assistant::set(&book, &on, now()).await.unwrap();
    let preview = assistant::note_preview(&book, february(), now()).await.unwrap();
    let refused = assistant::note(&book, february(), &preview.digest, now).await;
    assert_eq!(code(refused), "notUnderstood");
    assert_eq!(kept(&book).await, Some(note));

    // Deleted when the user says so, and all of them with the switch.
    assistant::note_delete(&book, february(), now()).await.unwrap();
    assert_eq!(kept(&book).await, None);
    assistant::set(&book, &AssistantSettings { base_url: server.address, ..on.clone() }, now())
        .await
        .unwrap();
    let preview = assistant::note_preview(&book, february(), now()).await.unwrap();
    assistant::note(&book, february(), &preview.digest, now).await.unwrap();
    assert!(kept(&book).await.is_some());
    for notes in [false, true] {
        let on = AssistantSettings { notes, ..on.clone() };
        assistant::set(&book, &on, now()).await.unwrap();
        assert_eq!(kept(&book).await, None, "{notes}");
    }
}

#[tokio::test]
async fn a_question_becomes_a_filter_and_the_answer_is_ours() {
    let (_dir, book, account) = book().await;
    import(&book, MONTHS, account).await;
    let said = json!({
        "from": "2026-02-01", "to": "2026-02-28", "category": null, "payee": "uber",
        "direction": "out", "least": "10", "most": null,
    });
    let server = Server::saying(&said);
    let text = "What did my rides with Uber come to last month, above 10?";
    assert_eq!(code(assistant::question_preview(&book, text, now()).await), "off");
    assistant::set(&book, &settings(&server.address), now()).await.unwrap();
    let preview = assistant::question_preview(&book, text, now()).await.unwrap();
    assert!(preview.body.contains("rides with Uber") && server.bodies().is_empty());
    assert!(!preview.body.contains("LIDL") && !preview.body.contains("12.50"));
    let reply = assistant::question(&book, text, &preview.digest, now).await.unwrap();
    assert_eq!((reply.count, reply.sums[0].to_string().as_str()), (1, "-12.50"));
    assert_eq!(reply.filter.text, "uber");
    assert_eq!(reply.filter.period, Some(february()));
    assert_eq!(assistant::list(&book).await.unwrap()[0].purpose, Purpose::Question);

    for nonsense in [json!({}), json!({ "sql": "SELECT 1" }), json!({ "payee": "nobody" })] {
        let server = Server::saying(&nonsense);
        assistant::set(&book, &settings(&server.address), now()).await.unwrap();
        let preview = assistant::question_preview(&book, text, now()).await.unwrap();
        let refused = assistant::question(&book, text, &preview.digest, now).await;
        assert_eq!(code(refused), "notUnderstood", "{nonsense}");
    }
}

/// A file may be anybody's, and so may the server that it names.
#[tokio::test]
async fn a_restored_book_brings_no_consent() {
    let (_dir, book, account) = book().await;
    let server = Server::start("Food");
    let by_itself = AssistantSettings { after_import: true, ..settings(&server.address) };
    assistant::set(&book, &by_itself, now()).await.unwrap();
    import(&book, BANK, account).await;
    let one = Scope::Rows { ids: vec![rows(&book).await[0].id] };
    let preview = assistant::preview(&book, &one, now()).await.unwrap();
    server.answers(1);
    assistant::start(&book, &one, &preview.digest, now).await.unwrap();
    ended(&book).await;
    assert!(assistant::get(&book, now()).await.unwrap().consented);

    let text = exported_book::written(&book, false).await;
    let (_other_dir, other) = exported_book::empty().await;
    exported_book::restore(&other, &text).await.unwrap();
    let restored = assistant::get(&other, now()).await.unwrap();
    assert!(!restored.consented);
    assert_eq!(restored.settings, AssistantSettings::default());
}
