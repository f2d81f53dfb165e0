use crate::{
    books,
    by_keys::{go, log_in, pause, written},
};
use e2e::{Desktop, wait_until};
use std::{
    fs,
    path::Path,
    process::{Command, Stdio},
};

/// By the names that the palette knows them by.
const PAGES: [&str; 7] =
    ["transactions", "insights", "rules", "import", "settings", "dashboard", "review"];

/// The app as everybody runs it, with the assistant off as it comes, under the eyes of the kernel:
/// automation would speak to the web view over the network itself. The book is filled beforehand,
/// since no dialog of the system is ours to watch.
#[tokio::test]
async fn a_whole_session_opens_no_connection() {
    if Command::new("strace").arg("-V").stdout(Stdio::null()).status().is_err() {
        println!("skipped: there is no strace");
        return;
    }
    let home = books::household().await;
    let place = tempfile::tempdir().unwrap();
    let trace = place.path().join("trace");
    let desktop = Desktop::start(&home);
    let mut command = desktop.command("strace", &home);
    command
        // Detached, so that the app is the process that is started here.
        .args(["-D", "-f", "--seccomp-bpf", "-e", CALLS, "-o"])
        .arg(&trace)
        .arg(e2e::binary());
    let mut app = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    desktop.wait_for_window("ExpenseIQ").await;
    log_in(&desktop, &home).await;
    pause(1_000).await;

    // A line by quick add, from anywhere,
    let before = written(&home);
    wait_until("the quick-add line to be saved", async || {
        desktop.press("ctrl+alt+e");
        pause(1_500).await;
        desktop.type_text("12.50 lunch");
        desktop.press("Return");
        pause(1_500).await;
        written(&home) > before
    })
    .await;
    // every page,
    for page in PAGES {
        go(&desktop, page).await;
    }
    // a decision on the last of them, which says that it was there,
    let before = written(&home);
    wait_until("a decision in review", async || {
        go(&desktop, "review").await;
        desktop.press("Return");
        pause(1_500).await;
        written(&home) > before
    })
    .await;
    // and the door closed.
    desktop.press("ctrl+l");
    pause(1_000).await;
    app.kill().unwrap();
    app.wait().unwrap();
    pause(1_000).await;

    let lines = fs::read_to_string(&trace).unwrap();
    let local = lines.lines().filter(|line| line.contains("sa_family=AF_UNIX")).count();
    assert!(local > 10, "the trace sees connections: {local}");
    assert_eq!(to_the_network(&lines), Vec::<&str>::new());
    assert_eq!(to_the_network(&control(place.path())).len(), 1);
}

/// What can name an address on a network.
const CALLS: &str = "trace=connect,sendto,sendmsg,sendmmsg";

/// Calls that go beyond this computer's own sockets.
fn to_the_network(trace: &str) -> Vec<&str> {
    trace.lines().filter(|line| line.contains("sa_family=AF_INET")).collect()
}

/// The trace of a program that does connect: to nobody, on this computer.
fn control(folder: &Path) -> String {
    let trace = folder.join("control");
    let mut strace = Command::new("strace");
    strace.args(["-f", "-qq", "-e", CALLS, "-o"]).arg(&trace);
    strace.args(["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/9"]);
    strace.stderr(Stdio::null()).status().unwrap();
    fs::read_to_string(&trace).unwrap()
}
