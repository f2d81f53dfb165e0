//! The one format of the lists under `data/`: tab-separated columns, the last one of them phrases
//! divided by `|`, comments behind `#`.

/// The columns before the phrases, and the phrases, of each line.
pub(crate) fn rows<const N: usize>(
    list: &str,
) -> impl Iterator<Item = ([&str; N], std::str::Split<'_, char>)> {
    list.lines().filter(|line| !line.starts_with('#')).filter_map(|line| {
        let mut fields = line.splitn(N + 1, '\t');
        let mut columns = [""; N];
        for column in &mut columns {
            *column = fields.next()?;
        }
        Some((columns, fields.next()?.split('|')))
    })
}

/// A brand as `build.rs` lays it out: where its name begins (4 bytes, the lowest first) and how
/// long it is (1), the codes of its category (1) and its countries (2), and marks (1): of our own
/// list, an ordinary word, booked in more than one way.
pub(crate) const RECORD: usize = 9;
