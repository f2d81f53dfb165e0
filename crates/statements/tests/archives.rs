//! Statements in zip files.

use std::io::{Cursor, Write};
use std::ops::ControlFlow;

use statements::{Options, ReadError, Statement, read};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const CSV: &str = "Date,Payee,Amount\n2024-01-31,Shop,-12.34\n";
const QIF: &str = "!Type:Bank\nD2024-01-31\nT-5.00\nPShop\n^\n";

fn packed(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        let written = writer
            .start_file(*name, SimpleFileOptions::default())
            .and_then(|()| Ok(writer.write_all(bytes)?));
        assert!(written.is_ok(), "{written:?}");
    }
    writer.finish().map(Cursor::into_inner).unwrap_or_default()
}

fn read_all(bytes: &[u8]) -> Result<Vec<Statement>, ReadError> {
    read(bytes, &Options::default(), &mut |_, _| ControlFlow::Continue(()))
}

#[test]
fn reads_every_statement_in_a_zip_file() {
    let bytes = packed(&[
        ("a.csv", CSV.as_bytes()),
        ("LICENSE.txt", b"do what you like"),
        ("b.qif", QIF.as_bytes()),
    ]);
    let formats = read_all(&bytes)
        .map(|found| found.iter().map(|statement| statement.format.name()).collect::<Vec<_>>());
    assert_eq!(formats, Ok(vec!["csv", "qif"]));
}

#[test]
fn refuses_what_is_no_statement() {
    for (bytes, error) in [
        (packed(&[]), ReadError::NotAStatement),
        (packed(&[("a.csv", b"")]), ReadError::Empty),
        (packed(&[("a.txt", b"nothing")]), ReadError::NotAStatement),
        (packed(&[("[Content_Types].xml", CSV.as_bytes())]), ReadError::NotAStatement),
        (b"PK\x03\x04 and no more".to_vec(), ReadError::NotAStatement),
    ] {
        assert_eq!(read_all(&bytes).map(|found| found.len()), Err(error));
    }
}
