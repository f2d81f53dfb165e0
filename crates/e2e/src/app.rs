use std::{
    env, fs,
    net::{TcpListener, TcpStream},
    path::{Path, PathBuf},
};

use fantoccini::{Client, ClientBuilder, Locator, elements::Element, wd::Capabilities};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};

use crate::{
    desktop::Desktop,
    home::Home,
    keys,
    process::{Owned, child_running, kill_9},
    wait::{PATIENCE, answer_within, wait_blocking, wait_until},
};

/// The app's window, driven by WebKitWebDriver.
pub struct App {
    /// For what the methods below do not cover.
    pub client: Client,
    driver: Owned,
    program: PathBuf,
}

/// The app as cargo built it beside this test.
pub fn binary() -> PathBuf {
    program("expenseiq")
}

/// A program of the workspace, in the same place.
pub fn program(name: &str) -> PathBuf {
    let program = built().join(name);
    assert!(program.is_file(), "{} is missing: cargo xtask e2e builds it", program.display());
    program
}

/// `target/debug`, or wherever this test was built: it lies in the `deps` folder there.
fn built() -> PathBuf {
    env::current_exe().unwrap().ancestors().nth(2).unwrap().to_owned()
}

impl App {
    /// Starts the app and waits for its first page.
    pub async fn start(desktop: &Desktop, home: &Home) -> App {
        App::start_program(&binary(), &[], desktop, home).await
    }

    /// Starts any program that shows a WebKitGTK view and allows automation.
    pub async fn start_program(
        program: &Path,
        args: &[&str],
        desktop: &Desktop,
        home: &Home,
    ) -> App {
        let port = free_port();
        let mut command = desktop.command("WebKitWebDriver", home);
        command.args([&format!("--port={port}"), "--host=127.0.0.1"]);
        command.env("TAURI_WEBVIEW_AUTOMATION", "true");
        let driver = Owned::start(&command);
        wait_blocking("WebKitWebDriver", || TcpStream::connect(("127.0.0.1", port)).is_ok());

        let options = json!({ "binary": program, "args": args });
        let capabilities = Capabilities::from_iter([("webkitgtk:browserOptions".into(), options)]);
        let mut builder = ClientBuilder::new(HttpConnector::new());
        builder.capabilities(capabilities);
        let address = format!("http://127.0.0.1:{port}");
        // The driver itself waits for ever for a program that ended before it had a view.
        let client = answer_within(PATIENCE, async || Some(builder.connect(&address).await))
            .await
            .unwrap_or_else(|| panic!("{} shows no view", program.display()))
            .unwrap_or_else(|error| panic!("no session with {}: {error}", program.display()));
        App { client, driver, program: program.into() }
    }

    /// The first element that matches, as soon as it is there and can be seen.
    pub async fn find(&self, css: &str) -> Element {
        self.shown(Locator::Css(css), css).await
    }

    /// All elements that match now.
    pub async fn find_all(&self, css: &str) -> Vec<Element> {
        self.client.find_all(Locator::Css(css)).await.unwrap()
    }

    /// Clicks as soon as the element takes the click: not while something lies over it.
    pub async fn click(&self, css: &str) {
        self.click_on(Locator::Css(css), css).await;
    }

    /// Clicks what has exactly this text and can be clicked: a button, a link, a tab, an option.
    pub async fn click_text(&self, text: &str) {
        let xpath = format!(
            "//*[self::button or self::a or self::label or @role][normalize-space(.)={}]",
            quoted(text)
        );
        self.click_on(Locator::XPath(&xpath), text).await;
    }

    /// Replaces what is in a field.
    pub async fn fill(&self, css: &str, text: &str) {
        let field = self.find(css).await;
        field.clear().await.unwrap();
        field.send_keys(text).await.unwrap();
    }

    /// Fills the field with this label.
    pub async fn fill_labelled(&self, label: &str, text: &str) {
        let label = quoted(label);
        let xpath = format!(
            "//*[self::input or self::textarea or self::select][@aria-label={label} \
             or @id=//label[normalize-space(text())={label}]/@for \
             or ancestor::label[normalize-space(text())={label} \
                or .//*[normalize-space(text())={label}]]]"
        );
        let field = self.shown(Locator::XPath(&xpath), &label).await;
        field.clear().await.unwrap();
        field.send_keys(text).await.unwrap();
    }

    /// Presses keys where the focus is: `Enter`, `g`, `Control+Shift+z`.
    pub async fn press(&self, keys: &str) {
        self.client.perform_actions(keys::chord(keys)).await.unwrap();
    }

    /// Types character by character where the focus is.
    pub async fn type_text(&self, text: &str) {
        let focused = self.client.active_element().await.unwrap();
        focused.send_keys(text).await.unwrap();
    }

    /// Waits until the text stands somewhere on the page, and can be seen.
    pub async fn see(&self, text: &str) {
        let is_there = async || self.text().await.contains(text).then_some(());
        if answer_within(PATIENCE, is_there).await.is_none() {
            self.fail(text).await;
        }
    }

    /// Says what is there instead.
    async fn fail(&self, what: &str) -> ! {
        let page = self.text().await;
        let picture = self.shot("failed").await;
        panic!("waited in vain for {what:?} in {}:\n{page}", picture.display());
    }

    /// Waits until the text stands nowhere on the page.
    pub async fn see_no(&self, text: &str) {
        let what = format!("the text {text:?} to go");
        wait_until(&what, async || !self.text().await.contains(text)).await;
    }

    /// All text of the page that can be seen.
    pub async fn text(&self) -> String {
        let text = self.run("return document.body ? document.body.innerText : ''").await;
        text.as_str().unwrap_or_default().to_owned()
    }

    /// Runs a script in the page; `return` gives its value.
    pub async fn run(&self, script: &str) -> Value {
        self.client.execute(script, vec![]).await.unwrap()
    }

    /// Makes the view wide and high as given, in CSS pixels.
    pub async fn resize(&self, width: u32, height: u32) {
        self.client.set_window_size(width, height).await.unwrap();
        wait_until("the new size", async || self.run("return innerWidth").await == width).await;
    }

    /// Goes on in the window whose address contains `part`, such as the quick-add window.
    pub async fn switch_to(&self, part: &str) {
        wait_until(&format!("a window at {part}"), async || {
            for window in self.client.windows().await.unwrap_or_default() {
                let switched = self.client.switch_to_window(window).await;
                let url = self.client.current_url().await;
                if switched.is_ok() && url.is_ok_and(|url| url.as_str().contains(part)) {
                    return true;
                }
            }
            false
        })
        .await;
    }

    /// Keeps a picture of the view, to be looked at, as `e2e-shots/<name>.png` beside the build.
    pub async fn shot(&self, name: &str) -> PathBuf {
        // A machine that is too busy to paint gets a picture of what it has.
        let _ = self.client.execute_async(PAINTED, vec![]).await;
        let folder = built().parent().unwrap().join("e2e-shots");
        fs::create_dir_all(&folder).unwrap();
        let file = folder.join(name).with_extension("png");
        fs::write(&file, self.client.screenshot().await.unwrap()).unwrap();
        file
    }

    /// The process id of the app.
    pub fn id(&self) -> u32 {
        child_running(self.driver.id(), &self.program).expect("the app does not run")
    }

    /// Whether the app still runs.
    pub fn is_running(&self) -> bool {
        child_running(self.driver.id(), &self.program).is_some()
    }

    /// `kill -9` for the app. Start it again with the same home to see what is left.
    pub fn kill(self) {
        kill_9(self.id());
    }

    /// Closes the session, and with it the app, in good order.
    pub async fn close(self) {
        self.client.close().await.unwrap();
    }

    async fn shown(&self, locator: Locator<'_>, name: &str) -> Element {
        let found = answer_within(PATIENCE, async || {
            for element in self.client.find_all(locator).await.ok()? {
                if element.is_displayed().await.unwrap_or(false) {
                    return Some(element);
                }
            }
            None
        })
        .await;
        match found {
            Some(element) => element,
            None => self.fail(name).await,
        }
    }

    async fn click_on(&self, locator: Locator<'_>, name: &str) {
        wait_until(&format!("{name} to take a click"), async || {
            self.shown(locator, name).await.click().await.is_ok()
        })
        .await;
    }
}

/// Calls back when the frame after the next one begins: then what was asked for is painted.
const PAINTED: &str = "
    const done = arguments[arguments.length - 1];
    requestAnimationFrame(() => requestAnimationFrame(() => done(true)));";

/// An XPath literal; XPath has no escapes, so a text with both kinds of quotes is put together.
fn quoted(text: &str) -> String {
    if text.contains('"') {
        format!("concat(\"{}\")", text.replace('"', "\", '\"', \""))
    } else {
        format!("\"{text}\"")
    }
}

fn free_port() -> u16 {
    TcpListener::bind(("127.0.0.1", 0)).unwrap().local_addr().unwrap().port()
}
