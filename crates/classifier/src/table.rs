//! The one format of the lists under `data/`: tab-separated columns, the last one of them phrases
//! divided by `|`, comments behind `#`.

/// The columns before the phrases, and the phrases, of each line.
pub(crate) fn rows<const N: usize>(
    list: &'static str,
) -> impl Iterator<Item = ([&'static str; N], std::str::Split<'static, char>)> {
    list.lines().filter(|line| !line.starts_with('#')).filter_map(|line| {
        let mut fields = line.splitn(N + 1, '\t');
        let mut columns = [""; N];
        for column in &mut columns {
            *column = fields.next()?;
        }
        Some((columns, fields.next()?.split('|')))
    })
}
