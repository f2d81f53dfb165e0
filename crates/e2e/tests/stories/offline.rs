use crate::{
    books::{self, PASSWORD},
    canary::{go, pause, written},
    statement::{Entry, csv},
};
use app::profiles::{self, ProfileState};
use e2e::{Desktop, Home, wait_until};
use ledger::AccountKind;
use std::{
    fs,
    path::Path,
    process::{Command, Stdio},
};

/// The app as everybody runs it, with the assistant off as it comes, under the eyes of the kernel:
/// automation would speak to the web view over the network itself.
#[tokio::test]
async fn a_whole_session_opens_no_connection() {
    if Command::new("strace").arg("-V").stdout(Stdio::null()).status().is_err() {
        println!("skipped: there is no strace");
        return;
    }
    let home = Home::new();
    let book = books::profile(&home, "Ada", "ada@example.org").await;
    books::account(&book, "Giro", AccountKind::Checking, "").await;
    book.lock().await;
    let bank = tempfile::tempdir().unwrap();
    let (file, trace) = (bank.path().join("Umsaetze.csv"), bank.path().join("trace"));
    let today = books::now().today;
    fs::write(&file, csv(&[Entry::new(today, "Quvex 4711", "unknown to anybody", -9_99)])).unwrap();

    let desktop = Desktop::start(&home);
    let mut command = desktop.command("strace", &home);
    command
        // Detached, so that the app is the process that is started here.
        .args(["-D", "-f", "--seccomp-bpf", "-e", "trace=connect,sendto,sendmsg", "-o"])
        .arg(&trace)
        .arg(e2e::binary());
    let mut app = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    desktop.wait_for_window("ExpenseIQ").await;
    wait_until("the profile to be open", async || {
        desktop.press("ctrl+a");
        desktop.type_text(PASSWORD);
        desktop.press("Return");
        pause(2_000).await;
        profiles::list(&books::folder(&home)).await.unwrap()[0].state == ProfileState::OpenElsewhere
    })
    .await;
    pause(1_000).await;
    let before = written(&home);
    desktop.press("ctrl+alt+e");
    pause(1_500).await;
    desktop.type_text("12.50 lunch");
    desktop.press("Return");
    wait_until("the quick-add line to be saved", async || written(&home) > before).await;
    // The main window has the keyboard again a moment after the quick one has gone.
    wait_until("the dialog", async || {
        go(&desktop, "import").await;
        desktop.press("ctrl+o");
        pause(1_500).await;
        desktop.titles().iter().any(|one| one != "ExpenseIQ")
    })
    .await;
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
    for page in ["dashboard", "transactions", "settings"] {
        go(&desktop, page).await;
    }
    desktop.press("ctrl+l");
    pause(1_000).await;
    app.kill().unwrap();
    app.wait().unwrap();
    pause(1_000).await;

    let lines = fs::read_to_string(&trace).unwrap();
    assert!(lines.contains("AF_UNIX"), "the trace sees connections: {}", lines.len());
    assert_eq!(to_the_network(&lines), Vec::<&str>::new());
    assert_eq!(to_the_network(&control(bank.path())).len(), 1);
}

/// Calls that go beyond this computer's own sockets.
fn to_the_network(trace: &str) -> Vec<&str> {
    trace.lines().filter(|line| line.contains("AF_INET")).collect()
}

/// The trace of a program that does connect: to nobody, on this computer.
fn control(folder: &Path) -> String {
    let trace = folder.join("control");
    let mut strace = Command::new("strace");
    strace.args(["-f", "-qq", "-e", "trace=connect", "-o"]).arg(&trace);
    strace.args(["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/9"]);
    strace.stderr(Stdio::null()).status().unwrap();
    fs::read_to_string(&trace).unwrap()
}
