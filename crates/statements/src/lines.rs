//! From places in a text to physical lines.

use memchr::{memchr2, memchr2_iter};

/// Counts lines as places are asked for in rising order, so that each byte is looked at once.
pub(crate) struct Lines<'t> {
    text: &'t str,
    place: usize,
    line: u32,
}

impl<'t> Lines<'t> {
    pub(crate) fn new(text: &'t str) -> Lines<'t> {
        Lines { text, place: 0, line: 1 }
    }

    /// Line of a place in bytes, from 1; a place before the last one asked for has the last one's line.
    pub(crate) fn at(&mut self, place: usize) -> u32 {
        let end = place.min(self.text.len());
        if end > self.place {
            self.line = self.line.saturating_add(breaks(&self.text.as_bytes()[..end], self.place));
            self.place = end;
        }
        self.line
    }
}

/// Line ends of any kind behind `from`; `\r\n` is one.
fn breaks(bytes: &[u8], from: usize) -> u32 {
    let is_own = |at: &usize| bytes[*at] == b'\r' || *at == 0 || bytes[at - 1] != b'\r';
    let breaks = memchr2_iter(b'\r', b'\n', &bytes[from..]).map(|at| at + from).filter(is_own);
    u32::try_from(breaks.count()).unwrap_or(u32::MAX)
}

/// Line ends of any kind in a text; `\r\n` is one.
pub(crate) fn count(text: &str) -> u32 {
    breaks(text.as_bytes(), 0)
}

/// Lines with their ends, of whatever kind.
pub(crate) fn physical(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let end = memchr2(b'\r', b'\n', rest.as_bytes())
            .map_or(rest.len(), |at| at + if rest[at..].starts_with("\r\n") { 2 } else { 1 });
        let (line, after) = rest.split_at(end);
        rest = after;
        Some(line)
    })
}
