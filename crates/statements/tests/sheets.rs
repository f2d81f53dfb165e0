//! Workbooks, whose sheets are read like files with columns.

use std::io::{Cursor, Write};
use std::ops::ControlFlow;

use statements::{Format, Options, ReadError, Statement, read};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        let started = writer.start_file(*name, SimpleFileOptions::default());
        assert!(started.is_ok() && writer.write_all(bytes).is_ok());
    }
    writer.finish().map(Cursor::into_inner).unwrap_or_default()
}

/// A workbook of sheets with the XML of their rows; style 1 is a date.
fn workbook(sheets: &[(&str, &str)]) -> Vec<u8> {
    let numbered = || (1..).zip(sheets);
    let listed: String = numbered()
        .map(|(id, (name, _))| format!("<sheet name=\"{name}\" sheetId=\"{id}\" r:id=\"r{id}\"/>"))
        .collect();
    let links = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let related: String = numbered()
        .map(|(id, _)| {
            let kind = format!("{links}/worksheet");
            format!(
                "<Relationship Id=\"r{id}\" Type=\"{kind}\" Target=\"worksheets/sheet{id}.xml\"/>"
            )
        })
        .collect();
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let packages = "http://schemas.openxmlformats.org/package/2006/relationships";
    let mut files = vec![
        (
            "_rels/.rels".to_owned(),
            format!(
                "<Relationships xmlns=\"{packages}\"><Relationship Id=\"r1\" Type=\"{links}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/workbook.xml".to_owned(),
            format!(
                "<workbook xmlns=\"{main}\" xmlns:r=\"{links}\"><sheets>{listed}</sheets></workbook>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels".to_owned(),
            format!("<Relationships xmlns=\"{packages}\">{related}</Relationships>"),
        ),
        (
            "xl/styles.xml".to_owned(),
            format!(
                "<styleSheet xmlns=\"{main}\"><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>"
            ),
        ),
    ];
    for (id, (_, rows)) in numbered() {
        let sheet =
            format!("<worksheet xmlns=\"{main}\"><sheetData>{rows}</sheetData></worksheet>");
        files.push((format!("xl/worksheets/sheet{id}.xml"), sheet));
    }
    let files: Vec<(&str, &[u8])> =
        files.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
    archive(&files)
}

fn text(cell: &str, text: &str) -> String {
    format!("<c r=\"{cell}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
}

/// A preamble, a header in row 4, and two entries with real dates and numbers.
fn statement() -> String {
    let title = text("A1", "Account statement");
    let header: String =
        [("A4", "Date"), ("B4", "Description"), ("C4", "Amount"), ("D4", "Balance")]
            .map(|(cell, word)| text(cell, word))
            .concat();
    let first = text("B5", "Shop \u{201c}Joe\u{201d}, Rome");
    let second = text("B6", "Pay &quot;May&quot;&#10;bonus");
    format!(
        "<row r=\"1\">{title}</row><row r=\"4\">{header}</row>\
         <row r=\"5\"><c r=\"A5\" s=\"1\"><v>46037</v></c>{first}<c r=\"C5\"><v>-12.340000000000002</v></c><c r=\"D5\"><v>100</v></c></row>\
         <row r=\"6\"><c r=\"A6\" s=\"1\"><v>46038.5</v></c>{second}<c r=\"C6\"><v>1500.125</v></c><c r=\"D6\"><v>1600.125</v></c></row>"
    )
}

fn read_all(bytes: &[u8]) -> Result<Vec<Statement>, ReadError> {
    read(bytes, &Options::default(), &mut |_, _| ControlFlow::Continue(()))
}

fn rows(statement: &Statement) -> Vec<(u32, String, String, &str)> {
    let row = |row: &statements::Row| (row.line, row.date.to_string(), row.amount.to_string());
    statement
        .rows
        .iter()
        .map(|entry| {
            let (line, date, amount) = row(entry);
            (line, date, amount, entry.payee.as_str())
        })
        .collect()
}

#[test]
fn reads_the_sheets_that_look_like_a_statement() {
    let notes = format!("<row r=\"1\">{}</row>", text("A1", "Notes only"));
    let bytes = workbook(&[("Notes", &notes), ("January", &statement()), ("Empty", "")]);
    let statements = read_all(&bytes).unwrap_or_default();
    assert_eq!(statements.len(), 1);
    assert_eq!(statements[0].format, Format::Xlsx);
    assert_eq!(statements[0].part.as_deref(), Some("January"));
    let wanted = [
        (5, "2026-01-15".to_owned(), "-12.34".to_owned(), "Shop \u{201c}Joe\u{201d}, Rome"),
        (6, "2026-01-16".to_owned(), "1500.1250".to_owned(), "Pay \"May\" bonus"),
    ];
    assert_eq!(rows(&statements[0]), wanted);
}

#[test]
fn reads_workbooks_in_archives() {
    let bytes = archive(&[
        ("a.xlsx", &workbook(&[("January", &statement())])),
        ("b.csv", b"Date,Description,Amount\n2026-02-01,Shop,-1.00\n"),
        ("readme.txt", b"Your statements"),
    ]);
    let statements = read_all(&bytes).unwrap_or_default();
    let parts: Vec<_> = statements.iter().map(|statement| statement.part.as_deref()).collect();
    assert_eq!(parts, [Some("a.xlsx"), Some("b.csv")]);
    assert_eq!(statements.iter().map(|statement| statement.rows.len()).sum::<usize>(), 3);
}

#[test]
fn a_cell_far_out_costs_no_memory() {
    let far = "<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>";
    assert_eq!(read_all(&workbook(&[("Far", far)])), Err(ReadError::Empty));
}

/// calamine would set memory aside for as many texts as the table promises.
#[test]
fn a_promise_of_texts_costs_no_memory() {
    let bytes = archive(&[
        ("xl/workbook.xml", b"<workbook/>"),
        ("xl/sharedStrings.xml", b"<sst uniqueCount=\"9999999999999\"><si><t>a</t></si></sst>"),
    ]);
    assert_eq!(read_all(&bytes), Err(ReadError::NotAStatement));
}

#[test]
fn damaged_workbooks_are_refused() {
    let xlsx = workbook(&[("January", &statement())]);
    for length in (4..xlsx.len()).step_by(31) {
        assert!(read_all(&xlsx[..length]).is_err());
        let mut damaged = xlsx.clone();
        damaged[length] ^= 0xff;
        let _ = read_all(&damaged);
    }
}
