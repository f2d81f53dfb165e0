//! Zip files with statements in them.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use crate::ReadError;

/// Files in one archive at most.
const MAX_FILES: usize = 500;

#[derive(Debug, PartialEq, Eq)]
pub(crate) struct File {
    /// With its folders.
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
}

pub(crate) fn is_zip(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
}

/// The archive has a file of this name.
pub(crate) fn holds(bytes: &[u8], name: &str) -> bool {
    is_zip(bytes)
        && ZipArchive::new(Cursor::new(bytes))
            .is_ok_and(|archive| archive.index_for_name(name).is_some())
}

/// The files of an archive, unpacked, in its order; no more than `limit` bytes in all.
///
/// # Errors
/// [`ReadError::NotAStatement`] for a damaged or encrypted archive; [`ReadError::TooLarge`] over the limits.
pub(crate) fn files(bytes: &[u8], limit: usize) -> Result<Vec<File>, ReadError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| ReadError::NotAStatement)?;
    if archive.len() > MAX_FILES {
        return Err(ReadError::TooLarge);
    }
    let mut files = Vec::new();
    let mut left = u64::try_from(limit).unwrap_or(u64::MAX);
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).map_err(|_| ReadError::NotAStatement)?;
        if file.is_dir() || file.name().starts_with("__MACOSX/") {
            continue;
        }
        let mut unpacked = Vec::new();
        // What the archive says of its sizes is not to be trusted.
        let read = file
            .by_ref()
            .take(left + 1)
            .read_to_end(&mut unpacked)
            .map_err(|_| ReadError::NotAStatement)?;
        left =
            left.checked_sub(u64::try_from(read).unwrap_or(u64::MAX)).ok_or(ReadError::TooLarge)?;
        files.push(File { name: file.name().to_owned(), bytes: unpacked });
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    #[test]
    fn unpacks_no_more_than_the_limit() {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for name in ["a", "b"] {
            let started = writer.start_file(name, SimpleFileOptions::default());
            assert!(started.is_ok() && writer.write_all(&[b' '; 10_000]).is_ok());
        }
        let bytes = writer.finish().map(Cursor::into_inner).unwrap_or_default();
        assert!(bytes.len() < 1000, "a few bytes that unpack to many");
        assert_eq!(files(&bytes, 20_000).map(|files| files.len()), Ok(2));
        assert_eq!(files(&bytes, 19_999), Err(ReadError::TooLarge));
    }
}
