//! A person at their desk: the app on a desktop, and what they do on every page.

use crate::books::PASSWORD;
use e2e::{App, Desktop, Home, wait_until};
use std::path::Path;

/// In the order in which they end.
pub(crate) struct Desk {
    pub(crate) app: App,
    pub(crate) desktop: Desktop,
    pub(crate) home: Home,
}

impl Desk {
    /// Starts the app on what is in this home.
    pub(crate) async fn start(home: Home) -> Desk {
        let desktop = Desktop::start(&home);
        let app = App::start(&desktop, &home).await;
        app.find("h1").await;
        Desk { app, desktop, home }
    }

    /// The same, with the only profile unlocked.
    pub(crate) async fn unlocked(home: Home) -> Desk {
        let desk = Desk::start(home).await;
        desk.unlock().await;
        desk
    }

    /// Kills the app in the middle of what it does, and starts it again.
    pub(crate) async fn kill_and_restart(self) -> Desk {
        let Desk { app, desktop, home } = self;
        app.kill();
        let app = App::start(&desktop, &home).await;
        app.find("h1").await;
        Desk { app, desktop, home }
    }

    /// Types the password of the chosen profile.
    pub(crate) async fn unlock(&self) {
        self.type_password(PASSWORD).await;
        self.see_open().await;
    }

    /// Waits for the profile's page. It is drawn once behind the welcome before, and inert then.
    pub(crate) async fn see_open(&self) {
        self.app.find(".stage:not([inert]) nav").await;
    }

    pub(crate) async fn type_password(&self, password: &str) {
        self.app.fill("input[type=password]", password).await;
        self.app.press("Enter").await;
    }

    /// Opens the page with this hash, as a link to it would.
    pub(crate) async fn go(&self, hash: &str) {
        self.app.run(&format!("location.hash = '{hash}'")).await;
    }

    /// Gives the import page a file, through the desktop's own dialog.
    pub(crate) async fn choose(&self, file: &Path) {
        self.app.press("Control+o").await;
        self.wait_for_dialog(true).await;
        self.desktop.choose_file(file).await;
        self.wait_for_dialog(false).await;
    }

    /// Says in the desktop's own dialog, which is about to come up, where to save a file.
    pub(crate) async fn save_as(&self, file: &Path) {
        self.wait_for_dialog(true).await;
        self.desktop.save_as(file).await;
        self.wait_for_dialog(false).await;
    }

    async fn wait_for_dialog(&self, shown: bool) {
        let dialog = || self.desktop.titles().iter().any(|title| title != "ExpenseIQ");
        let what = if shown { "a file dialog to open" } else { "the file dialog to close" };
        wait_until(what, async || dialog() == shown).await;
    }

    /// Goes with the Tab key until the focus is on what the selector names.
    pub(crate) async fn tab_to(&self, css: &str) {
        let there = format!("return document.activeElement?.matches({css:?}) ?? false");
        for _ in 0..80 {
            if self.app.run(&there).await == true {
                return;
            }
            self.app.press("Tab").await;
        }
        panic!("Tab never comes to {css}");
    }

    /// Waits until the register has this many rows.
    pub(crate) async fn see_rows(&self, count: usize) {
        let rows =
            format!("return document.querySelector('table')?.ariaRowCount === '{}'", count + 1);
        let what = format!("{count} rows");
        wait_until(&what, async || self.app.run(&rows).await == true).await;
    }

    /// Fills in the form of a new profile, and sends it.
    pub(crate) async fn fill_profile(&self, name: &str, password: &str) {
        self.app.fill_labelled("Currency", "Euro").await;
        // Without a list to choose from, Enter sends the form.
        self.app.find("[role=option]:not([aria-disabled])").await;
        self.app.press("Enter").await;
        self.app.fill_labelled("Your name", name).await;
        self.app.fill_labelled("Password", password).await;
        self.app.fill_labelled("Password again", password).await;
        self.app.press("Enter").await;
    }

    /// Copies the recovery code, and answers with the two groups that are asked for.
    pub(crate) async fn confirm_code(&self) {
        let app = &self.app;
        app.see("Your recovery code").await;
        let mut groups = Vec::new();
        for group in app.find_all("ol code").await {
            groups.push(group.text().await.unwrap());
        }
        app.shot("recovery-code").await;
        app.click_text("I have written it down").await;
        app.see("Just to be sure").await;
        let text = app.text().await;
        let is_asked = |number: &usize| text.lines().any(|line| line == format!("Group {number}"));
        let asked: Vec<usize> = (1..=groups.len()).filter(is_asked).collect();
        assert_eq!(asked.len(), 2, "{text}");
        app.fill_labelled(&format!("Group {}", asked[0]), "XXXX").await;
        app.press("Enter").await;
        app.see("This is not what the code says.").await;
        for number in asked {
            let typed = groups[number - 1].to_lowercase();
            app.fill_labelled(&format!("Group {number}"), &typed).await;
        }
        app.press("Enter").await;
    }
}
