use std::{
    env,
    ffi::OsStr,
    io::{BufRead, BufReader},
    path::Path,
    process::{Command, Stdio},
    time::Duration,
};

use crate::{
    bus::Bus,
    home::Home,
    process::Owned,
    wait::{wait_blocking, wait_until},
};

/// After this long a dialog that is told to has shown its field.
const FIELD_SHOWN: Duration = Duration::from_millis(600);

/// A display with a window manager, and a session bus.
pub struct Desktop {
    display: String,
    bus: Bus,
    // The window manager before the display that it is on: they end in this order.
    _window_manager: Option<Owned>,
    _server: Option<Owned>,
}

impl Desktop {
    pub fn start(home: &Home) -> Desktop {
        let bus = Bus::start(home);
        if let Ok(display) = env::var("E2E_DISPLAY") {
            return Desktop { display, bus, _window_manager: None, _server: None };
        }
        let mut command = Command::new("Xvfb");
        // It chooses the number itself, and says which: two stories never get the same.
        command.args(["-displayfd", "1", "-screen", "0", "1280x800x24", "-nolisten", "tcp"]);
        // It would begin anew when a program that only asked goes, and turn away those that come.
        command.arg("-noreset");
        // The picture lies in the home as `Xvfb_screen0`, for who wants to see when it changes.
        command.arg("-fbdir").arg(home.path());
        let mut server = Owned::start_with(&command, |command| {
            command.stdout(Stdio::piped()).stderr(Stdio::null());
        });
        let mut number = String::new();
        BufReader::new(server.child().stdout.take().unwrap()).read_line(&mut number).unwrap();
        assert!(!number.trim().is_empty(), "Xvfb ended before it had a display");
        let mut desktop = Desktop {
            display: format!(":{}", number.trim()),
            bus,
            _window_manager: None,
            _server: Some(server),
        };
        let mut openbox = desktop.command("openbox", home);
        openbox.arg("--sm-disable");
        desktop._window_manager = Some(Owned::start_with(&openbox, |command| {
            command.stdout(Stdio::null()).stderr(Stdio::null());
        }));
        wait_blocking("the window manager", || desktop.xdotool(["get_desktop"]).is_some());
        desktop
    }

    /// A command that runs on this desktop and lives in this home.
    pub fn command(&self, program: impl AsRef<OsStr>, home: &Home) -> Command {
        let mut command = Command::new(program);
        command
            .envs(home.env())
            .env("DISPLAY", &self.display)
            .env("DBUS_SESSION_BUS_ADDRESS", self.bus_address())
            // The computer's own bus is none of a story's business.
            .env("DBUS_SYSTEM_BUS_ADDRESS", self.bus_address())
            .env("GDK_BACKEND", "x11")
            .env("LANG", "en_US.UTF-8")
            .env_remove("LANGUAGE")
            .env_remove("LC_ALL")
            // Programs of the desktop that have no place here.
            .env("GSETTINGS_BACKEND", "memory")
            .env("GTK_USE_PORTAL", "0")
            .env("NO_AT_BRIDGE", "1")
            .env_remove("WAYLAND_DISPLAY")
            .env_remove("XAUTHORITY");
        command
    }

    pub fn bus_address(&self) -> &str {
        &self.bus.address
    }

    /// Presses keys wherever the focus is, as a global shortcut needs it: `ctrl+shift+e`.
    pub fn press(&self, keys: &str) {
        self.xdotool(["key", "--clearmodifiers", keys]).expect("xdotool pressed no key");
    }

    /// Types into whatever window has the focus.
    pub fn type_text(&self, text: &str) {
        self.xdotool(["type", "--clearmodifiers", "--delay", "5", "--", text])
            .expect("xdotool typed nothing");
    }

    /// Types a file's path into GTK's file dialog, which has the focus, and opens it.
    pub async fn choose_file(&self, path: &Path) {
        // The slash shows the field for the path; what is typed until then is lost.
        self.press("slash");
        tokio::time::sleep(FIELD_SHOWN).await;
        self.press("ctrl+a");
        self.type_text(&path.display().to_string());
        self.press("Return");
    }

    /// Types where a file is to be saved into GTK's dialog, which has the focus on its name.
    pub async fn save_as(&self, path: &Path) {
        tokio::time::sleep(FIELD_SHOWN).await;
        self.press("ctrl+a");
        self.type_text(&path.display().to_string());
        self.press("Return");
    }

    /// The titles of all windows that can be seen.
    pub fn titles(&self) -> Vec<String> {
        let found = self.xdotool(["search", "--onlyvisible", "--name", "."]).unwrap_or_default();
        let title = |id| self.xdotool(["getwindowname", id]);
        let titles = found.lines().filter_map(title).map(|title| title.trim().to_owned());
        titles.filter(|title| !title.is_empty()).collect()
    }

    /// Waits for a window with exactly this title to be seen.
    pub async fn wait_for_window(&self, title: &str) {
        let what = format!("a window titled {title}");
        wait_until(&what, async || self.titles().iter().any(|other| other == title)).await;
    }

    /// Waits until no such window is seen any more.
    pub async fn wait_for_no_window(&self, title: &str) {
        let what = format!("the window titled {title} to go");
        wait_until(&what, async || !self.titles().iter().any(|other| other == title)).await;
    }

    /// What xdotool answers, and nothing where it fails.
    fn xdotool<const N: usize>(&self, args: [&str; N]) -> Option<String> {
        let output = Command::new("xdotool")
            .args(args)
            .env("DISPLAY", &self.display)
            .env_remove("XAUTHORITY")
            .output()
            .expect("xdotool has to be installed");
        output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
    }
}
