use crate::{
    books::{PASSWORD, folder, with_account},
    desk::Desk,
};
use e2e::wait_until;
use std::{
    io::Write,
    process::{Command, Output, Stdio},
};

/// What `eiq` answers where a profile is open in another program.
const IN_USE: i32 = 6;

#[tokio::test]
async fn two_people_see_only_what_is_theirs() {
    let desk = Desk::unlocked(with_account("Ada").await).await;
    let app = &desk.app;
    app.see("Giro").await;
    let output = eiq(&desk, "Ada");
    assert_eq!(output.status.code(), Some(IN_USE), "{}", String::from_utf8_lossy(&output.stderr));

    app.press("Control+l").await;
    app.see("Welcome back").await;
    wait_until("the profile to be free", async || eiq(&desk, "Ada").status.success()).await;
    app.click("button.tile.soft").await;
    app.see("New profile").await;
    desk.fill_profile("Grace", "lighthouse marble kettle").await;
    desk.confirm_code().await;
    app.see("How do you want to begin?").await;
    app.press("Tab").await;
    app.press("Enter").await;
    app.see("Your first account").await;
    app.fill_labelled("Name", "Purse of Grace").await;
    app.press("Enter").await;
    app.see("Nothing here yet").await;
    app.see("Purse of Grace").await;
    app.see_no("Giro").await;
    app.shot("second-profile").await;

    app.press("Control+l").await;
    app.see("Welcome back").await;
    app.see("Ada").await;
    app.see("Grace").await;
    app.shot("unlock-two").await;
    // The one who was there last is chosen; her password opens nobody else's data.
    app.click_text("A Ada").await;
    desk.type_password("lighthouse marble kettle").await;
    app.see("This is not the password.").await;
    desk.unlock().await;
    app.see("Giro").await;
    app.see_no("Purse of Grace").await;
}

/// Lists in a terminal what a profile has.
fn eiq(desk: &Desk, profile: &str) -> Output {
    let mut child = Command::new(e2e::program("eiq"))
        .arg("--data-dir")
        .arg(folder(&desk.home))
        .args(["--profile", profile, "--password-stdin", "list"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    writeln!(child.stdin.take().unwrap(), "{PASSWORD}").unwrap();
    child.wait_with_output().unwrap()
}
