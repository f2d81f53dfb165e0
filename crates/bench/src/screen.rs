//! An X server whose picture can be read at any moment, to see *when* something is painted.
//!
//! Xvfb keeps its frame buffer in a file in the XWD format of X11: a header of 32-bit
//! big-endian words (its own size first), a colour table, then the pixels, four bytes each.

use e2e::{Desktop, Home};
use std::{
    fs::File,
    io,
    os::unix::fs::FileExt,
    time::{Duration, Instant},
};

/// Width and height of the screen in pixels.
pub(crate) const SIZE: (usize, usize) = (1280, 800);
const PIXEL: usize = 4;
/// One line in so many is looked at: whoever watches all the time must not take the processor from what is watched.
const EVERY: usize = 4;

/// A desktop of its own, whose picture can be read.
pub(crate) struct Screen {
    pub(crate) desktop: Desktop,
    pub(crate) home: Home,
}

impl Screen {
    pub(crate) fn start() -> Self {
        let home = Home::new();
        Self { desktop: Desktop::start(&home), home }
    }

    /// What is on every [`EVERY`]th line of the screen now, as bytes B, G, R, x.
    pub(crate) fn picture(&self) -> io::Result<Vec<u8>> {
        let file = File::open(self.home.path().join("Xvfb_screen0"))?;
        let mut header = [0; 100];
        file.read_exact_at(&mut header, 0)?;
        let word = |index: usize| {
            let bytes = header[index * 4..index * 4 + 4].try_into().unwrap_or([0; 4]);
            u64::from(u32::from_be_bytes(bytes))
        };
        let start = word(0) + word(19) * 12;
        let line = SIZE.0 * PIXEL;
        let mut pixels = vec![0; SIZE.1 / EVERY * line];
        for (at, line) in (0..).zip(pixels.chunks_exact_mut(line)) {
            file.read_exact_at(line, start + at * (EVERY * SIZE.0 * PIXEL) as u64)?;
        }
        Ok(pixels)
    }

    /// Waits until `seen` holds of the picture and says how long that took from `since`.
    pub(crate) fn wait(
        &self,
        since: Instant,
        what: &str,
        seen: impl Fn(&[u8]) -> bool,
    ) -> io::Result<Duration> {
        loop {
            if seen(&self.picture()?) {
                return Ok(since.elapsed());
            }
            if since.elapsed() > Duration::from_secs(60) {
                return Err(io::Error::other(format!("{what} did not appear within a minute")));
            }
            std::thread::sleep(Duration::from_millis(4));
        }
    }
}

/// About how many pixels of the screen have exactly this colour.
pub(crate) fn count(picture: &[u8], (red, green, blue): (u8, u8, u8)) -> usize {
    let is = |p: &&[u8]| p[0] == blue && p[1] == green && p[2] == red;
    EVERY * picture.chunks_exact(PIXEL).filter(is).count()
}
