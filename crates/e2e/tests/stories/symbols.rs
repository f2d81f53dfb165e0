use std::process::Command;

/// WebKitGTK and libsoup use SQLite too. Were ours visible to the dynamic linker, it would take the
/// place of theirs.
#[test]
fn the_app_shows_nobody_its_sqlite() {
    let output = Command::new("nm").args(["-D", "--defined-only"]).arg(e2e::binary()).output();
    let output = output.unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let symbols = String::from_utf8(output.stdout).unwrap();
    let ours: Vec<&str> = symbols.lines().filter(|line| line.contains(" sqlite3_")).collect();
    assert!(ours.is_empty(), "{ours:?}");
}
