use crate::{
    books::{self, PASSWORD},
    by_keys::{go, log_in, pause, written},
    statement::{Entry, csv},
};
use e2e::{Desktop, Home, wait_until};
use ledger::AccountKind;
use std::{
    fs,
    path::{Path, PathBuf},
    process::{Child, Stdio},
};

/// Nothing but this story contains it.
const CANARY: &str = "zwiebelfisch";

/// Of the profile: what the lock screen shows is no secret.
const NAME: &str = "Quillfeather";

/// The app as everybody runs it: a view under automation may keep things that others do not.
#[tokio::test]
async fn nothing_that_is_typed_can_be_read_from_the_disk() {
    let home = Home::new();
    let book = books::profile(&home, NAME, &format!("{CANARY}@example.org")).await;
    books::account(&book, &format!("{CANARY} bank"), AccountKind::Checking, "").await;
    book.lock().await;
    let bank = tempfile::tempdir().unwrap();
    let file = bank.path().join("Umsaetze.csv");
    let today = books::now().today;
    fs::write(&file, csv(&[Entry::new(today, "Lidl", &format!("{CANARY} Beleg"), -9_99)])).unwrap();

    let desktop = Desktop::start(&home);
    let app = start(&desktop, &home);
    desktop.wait_for_window("ExpenseIQ").await;
    log_in(&desktop, &home).await;

    // By quick add,
    pause(1_000).await;
    let before = written(&home);
    desktop.press("ctrl+alt+e");
    pause(1_500).await;
    desktop.type_text(&format!("12.50 {CANARY} deli #{CANARY}"));
    desktop.press("Return");
    wait_until("the quick-add line to be saved", async || written(&home) > before).await;
    // into the search field, the palette, and a form that is never saved,
    pause(500).await;
    for (keys, text) in [("slash", "search"), ("ctrl+k", "palette"), ("ctrl+n", "form")] {
        desktop.press(keys);
        pause(500).await;
        desktop.type_text(&format!("{CANARY} {text}"));
        pause(500).await;
        desktop.press("Escape");
        pause(300).await;
    }
    // and from a file.
    go(&desktop, "import").await;
    desktop.press("ctrl+o");
    wait_until("the dialog", async || desktop.titles().iter().any(|one| one != "ExpenseIQ")).await;
    desktop.choose_file(&file).await;
    pause(3_000).await;
    let before = written(&home);
    wait_until("the import", async || {
        // A file of one line leaves the order of its dates open: the first answer is the one.
        desktop.press("ctrl+Return");
        pause(300).await;
        desktop.press("space");
        pause(700).await;
        written(&home) > before
    })
    .await;
    go(&desktop, "transactions").await;
    kill(app);

    // It was typed, and the search finds what is there to be found.
    let folders = ["data", "config", "cache", "state", "run", "home", "tmp"];
    let holding = |text: &str| -> Vec<PathBuf> {
        folders.iter().flat_map(|folder| search(&home.path().join(folder), text)).collect()
    };
    assert!(!holding(NAME).is_empty(), "the name stands on the lock screen");
    assert_eq!(holding(CANARY), Vec::<PathBuf>::new());
    assert_eq!(holding(PASSWORD), Vec::<PathBuf>::new());
    let book = books::open(&home).await;
    let rows = books::rows(&book).await.rows;
    book.lock().await;
    assert_eq!(rows.len(), 2, "{rows:#?}");
    assert!(rows.iter().all(|row| format!("{row:?}").contains(CANARY)), "{rows:#?}");
}

fn start(desktop: &Desktop, home: &Home) -> Child {
    let temporary = home.path().join("tmp");
    fs::create_dir(&temporary).unwrap();
    let mut command = desktop.command(e2e::binary(), home);
    command.env("TMPDIR", temporary).env("RUST_LOG", "trace");
    command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
}

fn kill(mut app: Child) {
    app.kill().unwrap();
    app.wait().unwrap();
}

/// The files below a folder that hold the text, in UTF-8 or UTF-16, in capitals or not.
fn search(folder: &Path, text: &str) -> Vec<PathBuf> {
    let narrow = text.to_lowercase().into_bytes();
    let wide: Vec<u8> = text.to_lowercase().encode_utf16().flat_map(u16::to_le_bytes).collect();
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let path = entry.path();
        let kind = entry.file_type().unwrap();
        if kind.is_dir() {
            found.extend(search(&path, text));
        } else if kind.is_file() {
            let bytes = fs::read(&path).unwrap().to_ascii_lowercase();
            let holds = |part: &[u8]| bytes.windows(part.len()).any(|window| window == part);
            if holds(&narrow) || holds(&wide) || path.to_string_lossy().contains(text) {
                found.push(path);
            }
        }
    }
    found
}
