//! The app in a real window, against the least program that shows a web page.

use crate::{
    core::PASSWORD,
    figures::{Figure, Goal, median},
    processes::memory_kib,
    screen::{Screen, count},
};
use std::{
    io,
    path::{Path, PathBuf},
    process::{Child, Stdio},
    time::{Duration, Instant},
};

/// The green that the bare page and the lock screen's button have in common.
const ACCENT: (u8, u8, u8) = (0x1f, 0x6b, 0x4f);
/// What the bar of the month's expenses is drawn in: the figures are there, and their charts.
const BAR: (u8, u8, u8) = (0xd9, 0x82, 0x2b);
/// How often each start is measured; the middle one counts.
const TIMES: usize = 5;

/// The programs that are measured.
pub(crate) struct Programs {
    pub(crate) app: PathBuf,
    pub(crate) bare: PathBuf,
}

/// Start, unlock and memory with the profile of so many rows that lies in the screen's home.
pub(crate) fn measure(
    screen: &Screen,
    programs: &Programs,
    rows: u32,
    figures: &mut Vec<Figure>,
) -> io::Result<()> {
    let data = &data_dir(screen);
    let mut bare = Vec::new();
    let mut start = Vec::new();
    let mut unlock = Vec::new();
    let mut bare_memory = Vec::new();
    let mut memory = Vec::new();
    let mut own_memory = Vec::new();
    for _ in 0..TIMES {
        // The last program's picture stays until the window manager has taken it away.
        screen.wait(Instant::now(), "the empty screen", |p| count(p, ACCENT) == 0)?;
        let began = Instant::now();
        let window = Program::start(screen, &programs.bare)?;
        bare.push(screen.wait(began, "the bare window", |p| count(p, ACCENT) > 100_000)?);
        settle();
        bare_memory.push(memory_kib(window.0.id()).0);
        drop(window);

        screen.wait(Instant::now(), "the empty screen", |p| count(p, ACCENT) == 0)?;
        let began = Instant::now();
        let window = Program::start(screen, &programs.app)?;
        start.push(screen.wait(began, "the lock screen", |p| count(p, ACCENT) > 5_000)?);
        settle();
        screen.desktop.type_text(PASSWORD);
        std::thread::sleep(Duration::from_millis(300));
        screen.desktop.press("Return");
        let began = Instant::now();
        unlock.push(screen.wait(began, "the dashboard", |p| count(p, BAR) > 200)?);
        settle();
        let (all, own) = memory_kib(window.0.id());
        memory.push(all);
        own_memory.push(own);
    }
    let floor = median(bare);
    figures.push(Figure::against(
        "start until the lock screen",
        rows,
        median(start),
        floor,
        Goal::Most(1.6),
    ));
    let limit = Goal::Within(argon2(data)? + Duration::from_millis(50));
    figures.push(Figure::alone("Enter until the dashboard", rows, median(unlock), limit));
    let (bare, ours, own) = (middle(bare_memory), middle(memory), middle(own_memory));
    figures.push(Figure::bytes(
        "memory of all processes",
        Some(rows),
        ours,
        Some(bare),
        Goal::Most(1.3),
    ));
    figures.push(Figure::bytes(
        "memory of our own",
        Some(rows),
        own,
        None,
        Goal::Bytes(60_000_000),
    ));
    Ok(())
}

/// Where the app in this home keeps its profiles.
pub(crate) fn data_dir(screen: &Screen) -> PathBuf {
    screen.home.data().join(app::IDENTIFIER)
}

/// Lets a window come to rest before its memory is read or keys are sent to it.
fn settle() {
    std::thread::sleep(Duration::from_secs(2));
}

/// What deriving the key from the password takes, which no program could do without.
fn argon2(data: &Path) -> io::Result<Duration> {
    let profile = vault::list(data).map_err(io::Error::other)?.pop();
    let profile = profile.ok_or_else(|| io::Error::other("no profile"))?;
    let mut times = Vec::new();
    for _ in 0..TIMES {
        let began = Instant::now();
        let password = vault::SecretString::from(PASSWORD);
        let opened = vault::unlock(data, profile.id, &password, Instant::now());
        times.push(began.elapsed());
        drop(opened.map_err(io::Error::other)?);
    }
    Ok(median(times))
}

fn middle(mut kib: Vec<u64>) -> u64 {
    kib.sort_unstable();
    kib.get(kib.len() / 2).copied().unwrap_or_default() * 1024
}

/// A program in a window of its own; ends with the value.
struct Program(Child);

impl Program {
    fn start(screen: &Screen, program: &Path) -> io::Result<Self> {
        let mut command = screen.desktop.command(program, &screen.home);
        command.stdout(Stdio::null()).stderr(Stdio::null());
        Ok(Self(command.spawn()?))
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
