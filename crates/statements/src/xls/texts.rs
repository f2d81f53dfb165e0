//! Texts in records, as [MS-XLS] has them: in BIFF8 of one or two bytes a character, before that in a code page.

use encoding_rs::{Encoding, UTF_16LE, WINDOWS_1252};

use crate::xls::compound::{u16_at, u32_at};

/// How the texts of a workbook are written.
#[derive(Clone, Copy)]
pub(crate) struct Writing {
    pub(crate) is_biff8: bool,
    pub(crate) code_page: &'static Encoding,
}

impl Writing {
    /// A text behind its length, which has two bytes if `is_long`.
    pub(crate) fn text(self, bytes: &[u8], is_long: bool) -> Option<String> {
        let (length, rest) = match is_long {
            true => (u16_at(bytes, 0)?, bytes.get(2..)?),
            false => (u16::from(*bytes.first()?), bytes.get(1..)?),
        };
        if self.is_biff8 {
            let (flags, rest) = rest.split_first()?;
            return Some(characters(rest, usize::from(length), flags & 1 == 1).0);
        }
        let bytes = rest.get(..usize::from(length).min(rest.len()))?;
        Some(self.code_page.decode_without_bom_handling(bytes).0.into_owned())
    }
}

/// The encoding of a code page by its number.
pub(crate) fn code_page(number: u16) -> &'static Encoding {
    let label = match number {
        874 => "windows-874".to_owned(),
        932 => "shift_jis".to_owned(),
        936 => "gbk".to_owned(),
        949 => "euc-kr".to_owned(),
        950 => "big5".to_owned(),
        10000 => "macintosh".to_owned(),
        _ => format!("windows-{number}"),
    };
    Encoding::for_label(label.as_bytes()).unwrap_or(WINDOWS_1252)
}

/// As many characters as there are, up to `count`, with the bytes that they take.
fn characters(bytes: &[u8], count: usize, is_wide: bool) -> (String, usize) {
    let length = count.saturating_mul(1 + usize::from(is_wide)).min(bytes.len());
    let bytes = &bytes[..length];
    let text = if is_wide {
        UTF_16LE.decode_without_bom_handling(bytes).0.into_owned()
    } else {
        // One byte stands for one of the first 256 characters of Unicode.
        bytes.iter().copied().map(char::from).collect()
    };
    (text, length)
}

/// The table of texts that cells point into: one record and those that continue it.
///
/// A text may be broken at the end of a record; the next begins with its flags anew.
pub(crate) fn shared(parts: &[&[u8]]) -> Vec<String> {
    let mut parts = Parts { parts, place: 0 };
    let mut texts = Vec::new();
    // How many texts there are, twice; the bytes say it better.
    if parts.take(8).is_some() {
        while let Some(text) = parts.text() {
            texts.push(text);
        }
    }
    texts
}

struct Parts<'p> {
    parts: &'p [&'p [u8]],
    /// In the first of the parts.
    place: usize,
}

impl<'p> Parts<'p> {
    /// Bytes that lie in one part.
    fn take(&mut self, count: usize) -> Option<&'p [u8]> {
        self.turn()?;
        let taken = self.parts[0].get(self.place..self.place.checked_add(count)?)?;
        self.place += count;
        Some(taken)
    }

    /// On to the next part, if this one is read.
    fn turn(&mut self) -> Option<()> {
        while self.place >= self.parts.first()?.len() {
            self.parts = &self.parts[1..];
            self.place = 0;
        }
        Some(())
    }

    /// Passes over bytes that may lie in several parts.
    fn skip(&mut self, mut count: usize) -> Option<()> {
        while count > 0 {
            self.turn()?;
            let here = count.min(self.parts[0].len() - self.place);
            self.place += here;
            count -= here;
        }
        Some(())
    }

    fn text(&mut self) -> Option<String> {
        const WIDE: u8 = 1;
        const PHONETIC: u8 = 4;
        const RICH: u8 = 8;
        let count = usize::from(u16_at(self.take(2)?, 0)?);
        let mut flags = self.take(1)?[0];
        let runs = if flags & RICH > 0 { u16_at(self.take(2)?, 0)? } else { 0 };
        let phonetic = if flags & PHONETIC > 0 { u32_at(self.take(4)?, 0)? } else { 0 };
        let mut text = String::new();
        let mut left = count;
        while left > 0 {
            // Behind a break stand the flags of the rest.
            if self.place >= self.parts.first()?.len() {
                flags = self.take(1)?[0];
            }
            let is_wide = flags & WIDE > 0;
            let (piece, bytes) = characters(&self.parts[0][self.place..], left, is_wide);
            self.place += bytes.max(1);
            left -= (bytes / (1 + usize::from(is_wide))).clamp(1, left);
            text.push_str(&piece);
        }
        self.skip(4 * usize::from(runs))?;
        self.skip(usize::try_from(phonetic).ok()?)?;
        Some(text)
    }
}
