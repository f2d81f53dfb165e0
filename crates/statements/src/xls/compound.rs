//! Compound files, the small file systems that Office wrote until 2003 ([MS-CFB], learn.microsoft.com/openspecs).
//!
//! Nothing in the bytes is believed: a chain has no more sectors than the file, so that damage ends in `None`.

/// Marks an end or a hole in a chain: all numbers from here on.
const LAST_SECTOR: u32 = 0xffff_fff9;
const DIRECTORY_ENTRY: usize = 128;
const SMALL_SECTOR: usize = 64;
/// Places of the allocation table that stand in the header.
const IN_HEADER: usize = 109;

pub(crate) fn is_compound(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
}

/// A file system that can be read from.
pub(crate) struct Compound<'b> {
    bytes: &'b [u8],
    sector: usize,
    /// The sector that follows each.
    table: Vec<u32>,
    /// As `table`, of the small sectors within the root's stream.
    small_table: Vec<u32>,
    directory: Vec<u8>,
    /// Shorter streams are kept in small sectors.
    cutoff: usize,
}

impl<'b> Compound<'b> {
    pub(crate) fn open(bytes: &'b [u8]) -> Option<Compound<'b>> {
        let sector = match u16_at(bytes, 30)? {
            9 => 512,
            12 => 4096,
            _ => return None,
        };
        let mut compound = Compound {
            bytes,
            sector,
            table: Vec::new(),
            small_table: Vec::new(),
            directory: Vec::new(),
            cutoff: index(u32_at(bytes, 56)?),
        };
        compound.table = compound.allocation_table()?;
        compound.directory = compound.chain(u32_at(bytes, 48)?)?;
        let small = u32_at(bytes, 60)?;
        if small < LAST_SECTOR {
            compound.small_table = numbers(&compound.chain(small)?);
        }
        Some(compound)
    }

    /// The stream of that name at any level.
    pub(crate) fn stream(&self, name: &str) -> Option<Vec<u8>> {
        let mut entries = self.directory.chunks_exact(DIRECTORY_ENTRY);
        let entry = entries.find(|entry| entry[66] == 2 && is_named(entry, name))?;
        let (start, length) = (u32_at(entry, 116)?, index(u32_at(entry, 120)?));
        let mut content =
            if length < self.cutoff { self.small_chain(start)? } else { self.chain(start)? };
        content.truncate(length);
        Some(content)
    }

    fn count(&self) -> usize {
        self.bytes.len() / self.sector
    }

    fn sector(&self, number: u32) -> Option<&'b [u8]> {
        let start = index(number).checked_add(1)?.checked_mul(self.sector)?;
        // Some programs leave the last sector short.
        let end = start.checked_add(self.sector)?.min(self.bytes.len());
        self.bytes.get(start..end).filter(|sector| !sector.is_empty())
    }

    fn allocation_table(&self) -> Option<Vec<u32>> {
        let mut places = numbers(self.bytes.get(76..76 + 4 * IN_HEADER)?);
        let mut next = u32_at(self.bytes, 68)?;
        while next < LAST_SECTOR && places.len() <= self.count() + IN_HEADER {
            let mut more = numbers(self.sector(next)?);
            next = more.pop()?;
            places.extend(more);
        }
        let used = places.into_iter().filter(|place| *place < LAST_SECTOR).take(self.count());
        let sectors = used.map(|place| self.sector(place).map(numbers));
        Some(sectors.collect::<Option<Vec<_>>>()?.concat())
    }

    fn chain(&self, start: u32) -> Option<Vec<u8>> {
        let mut content = Vec::new();
        for number in follow(&self.table, start, self.count())? {
            content.extend_from_slice(self.sector(number)?);
        }
        Some(content)
    }

    fn small_chain(&self, start: u32) -> Option<Vec<u8>> {
        let root = self.directory.chunks_exact(DIRECTORY_ENTRY).find(|entry| entry[66] == 5)?;
        let all = self.chain(u32_at(root, 116)?)?;
        let mut content = Vec::new();
        for number in follow(&self.small_table, start, all.len() / SMALL_SECTOR)? {
            let start = index(number) * SMALL_SECTOR;
            content.extend_from_slice(all.get(start..start + SMALL_SECTOR)?);
        }
        Some(content)
    }
}

/// The numbers of a chain; `None` if it has more than `most`, as one that goes around has.
fn follow(table: &[u32], start: u32, most: usize) -> Option<Vec<u32>> {
    let mut numbers = Vec::new();
    let mut next = start;
    while next < LAST_SECTOR {
        if numbers.len() == most {
            return None;
        }
        numbers.push(next);
        next = *table.get(index(next))?;
    }
    Some(numbers)
}

/// Names are UTF-16 with a zero at the end, whose length in bytes stands behind them.
fn is_named(entry: &[u8], name: &str) -> bool {
    let wanted: Vec<u8> = name.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect();
    u16_at(entry, 64).is_some_and(|length| usize::from(length) == wanted.len())
        && entry.starts_with(&wanted)
}

fn numbers(bytes: &[u8]) -> Vec<u32> {
    bytes.as_chunks::<4>().0.iter().map(|number| u32::from_le_bytes(*number)).collect()
}

fn index(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

pub(crate) fn u16_at(bytes: &[u8], place: usize) -> Option<u16> {
    Some(u16::from_le_bytes(*bytes.get(place..)?.first_chunk()?))
}

pub(crate) fn u32_at(bytes: &[u8], place: usize) -> Option<u32> {
    Some(u32::from_le_bytes(*bytes.get(place..)?.first_chunk()?))
}
