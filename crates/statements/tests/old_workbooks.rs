//! Workbooks of Excel until 2003 (.xls). `data/*.xls` were written by xlwt; others are put together here.

use std::ops::ControlFlow;

use proptest::prelude::*;
use statements::{Format, Options, ReadError, Statement, read};

const STATEMENT: &[u8] = include_bytes!("data/statement.xls");
const EPOCH_1904: &[u8] = include_bytes!("data/epoch_1904.xls");

fn read_all(bytes: &[u8]) -> Result<Vec<Statement>, ReadError> {
    read(bytes, &Options::default(), &mut |_, _| ControlFlow::Continue(()))
}

/// A file system with one stream, in sectors of 512 bytes: table, directory, stream.
fn compound(name: &str, stream: &[u8]) -> Vec<u8> {
    const END: u32 = 0xffff_fffe;
    let sectors = stream.len().max(4096).div_ceil(512);
    let tables = (1..109).find(|tables| tables * 128 > tables + sectors).unwrap_or(109);
    let number = |count: usize| u32::try_from(count).unwrap_or(END);
    let directory = number(tables);
    let mut table = vec![0xffff_fffd; tables];
    table.push(END);
    table.extend((directory + 2..).take(sectors - 1).chain([END]));
    table.resize(tables * 128, 0xffff_ffff);
    let mut bytes = vec![0; 512];
    bytes[..8].copy_from_slice(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1");
    bytes[76..512].fill(0xff);
    let head = [(30, 9), (44, directory), (48, directory), (56, 4096), (60, END), (68, END)];
    let places = (76..).step_by(4).zip(0..directory);
    for (place, number) in head.into_iter().chain(places) {
        bytes[place..place + 4].copy_from_slice(&number.to_le_bytes());
    }
    bytes.extend(table.into_iter().flat_map(u32::to_le_bytes));
    let root = ("Root Entry", 5, END, 0);
    for (name, kind, start, length) in [root, (name, 2, directory + 1, number(sectors * 512))] {
        let mut entry: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let named = u8::try_from(entry.len() + 2).unwrap_or(0);
        entry.resize(128, 0);
        (entry[64], entry[66]) = (named, kind);
        entry[116..120].copy_from_slice(&start.to_le_bytes());
        entry[120..124].copy_from_slice(&length.to_le_bytes());
        bytes.extend(entry);
    }
    bytes.resize(512 * (tables + 2), 0);
    bytes.extend_from_slice(stream);
    bytes.resize(512 * (tables + 2 + sectors), 0);
    bytes
}

fn record(id: u16, data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(data.len()).unwrap_or(0);
    [&id.to_le_bytes()[..], &length.to_le_bytes(), data].concat()
}

fn label(row: u8, column: u8, text: &[u8]) -> Vec<u8> {
    let length = u8::try_from(text.len()).unwrap_or(0);
    record(0x204, &[&[row, 0, column, 0, 0, 0, length, 0], text].concat())
}

/// One sheet of Excel 95 in code page 1251, with all numbers of a row in one record.
fn excel_95() -> Vec<u8> {
    let mut globals = [record(0x809, &[0, 5, 5, 0]), record(0x42, &1251u16.to_le_bytes())].concat();
    globals.extend(record(0xe0, &[0, 0, 0, 0]));
    globals.extend(record(0xe0, &[0, 0, 14, 0]));
    // Behind the record that says so and the end of the globals.
    let place = u32::try_from(globals.len() + 12 + 4).unwrap_or(0);
    let mut sheet = place.to_le_bytes().to_vec();
    sheet.extend([0, 0, 1, b'S']);
    globals.extend(record(0x85, &sheet));
    globals.extend(record(0x0a, &[]));
    assert_eq!(globals.len(), usize::try_from(place).unwrap_or(0));
    let day = |day: i32| (day << 2 | 2).to_le_bytes();
    let hundredths = |amount: i32| (amount << 2 | 3).to_le_bytes();
    let mut cells = record(0x809, &[0, 5, 16, 0]);
    // Дата, Сумма, Остаток, Описание
    for (column, word) in [
        (0, &b"\xc4\xe0\xf2\xe0"[..]),
        (1, b"\xd1\xf3\xec\xec\xe0"),
        (2, b"\xce\xf1\xf2\xe0\xf2\xee\xea"),
        (3, b"\xce\xef\xe8\xf1\xe0\xed\xe8\xe5"),
    ] {
        cells.extend(label(0, column, word));
    }
    for (row, date, amount, balance) in [(1, 46052, -1250, 98750), (2, 46053, 100_000, 198_750)] {
        let mut many = vec![row, 0, 0, 0];
        for (style, number) in [(1, day(date)), (0, hundredths(amount)), (0, hundredths(balance))] {
            many.extend([style, 0]);
            many.extend(number);
        }
        many.extend([2, 0]);
        cells.extend(record(0xbd, &many));
        cells.extend(label(row, 3, b"\xcc\xe0\xe3\xe0\xe7\xe8\xed"));
    }
    cells.extend(record(0x0a, &[]));
    compound("Book", &[globals, cells].concat())
}

#[test]
fn reads_texts_numbers_and_dates() {
    let statements = read_all(STATEMENT).unwrap_or_default();
    assert_eq!(statements.len(), 1);
    let statement = &statements[0];
    assert_eq!(statement.format, Format::Xls);
    assert_eq!(statement.part.as_deref(), Some("Umsätze"));
    assert_eq!(statement.account_details.iban.as_deref(), Some("DE89370400440532013000"));
    assert_eq!(statement.problems, []);
    let amounts = ["-12.34", "-0.3", "1500.1250", "-7", "-1234567.89", "0.3"];
    assert_eq!(statement.rows.len(), 60);
    for (index, row) in statement.rows.iter().enumerate() {
        let payee = if index % 2 == 1 { "Bäckerei Łódź №" } else { "Cafe " };
        let word = if index % 3 == 0 { "text " } else { "żółw " };
        let memo = format!("Zweck {index} {}", word.repeat(40));
        assert_eq!(row.payee, format!("{payee}{index}"));
        assert_eq!(row.memo, memo.trim());
        assert_eq!(row.amount.to_string(), amounts[index % 6], "{index}");
        let day = 1 + index / 2;
        assert_eq!(row.date.to_string(), format!("2026-01-{day:02}"));
        assert_eq!(row.line, 5 + u32::try_from(index).unwrap_or(0));
    }
}

#[test]
fn reads_days_counted_from_1904() {
    let statements = read_all(EPOCH_1904).unwrap_or_default();
    let rows = statements.iter().flat_map(|statement| &statement.rows);
    let rows: Vec<String> = rows.map(|row| format!("{} {}", row.date, row.amount)).collect();
    assert_eq!(rows, ["2026-01-30 -12.5", "2026-01-31 1000"]);
}

#[test]
fn reads_excel_95_in_its_code_page() {
    let statements = read_all(&excel_95()).unwrap_or_default();
    let rows = statements.iter().flat_map(|statement| &statement.rows);
    let rows: Vec<String> = rows
        .map(|row| format!("{} {} {:?} {}", row.date, row.amount, row.balance, row.payee))
        .collect();
    assert_eq!(
        rows,
        ["2026-01-30 -12.5 Some(987.5) Магазин", "2026-01-31 1000 Some(1987.5) Магазин"]
    );
}

#[test]
fn says_that_a_workbook_is_locked() {
    let locked = [record(0x809, &[0, 6, 5, 0]), record(0x2f, &[1, 0, 1, 0])].concat();
    assert_eq!(read_all(&compound("Workbook", &locked)), Err(ReadError::Encrypted));
    // A workbook of today is locked by being put into such a file whole.
    assert_eq!(read_all(&compound("EncryptedPackage", b"x")), Err(ReadError::Encrypted));
    assert_eq!(read_all(&compound("WordDocument", b"x")), Err(ReadError::NotAStatement));
}

#[test]
fn a_chain_that_goes_around_ends() {
    let mut bytes = compound("Workbook", b"x");
    // The last sector of the stream is followed by its first.
    bytes[512 + 9 * 4..512 + 10 * 4].copy_from_slice(&2u32.to_le_bytes());
    assert_eq!(read_all(&bytes), Err(ReadError::NotAStatement));
}

/// Many cells that show one long text, and many sheets that are one.
#[test]
fn what_is_pointed_to_often_costs_no_memory() {
    let long = [&[1, 0, 0, 0, 1, 0, 0, 0, 0, 0x20, 0][..], &vec![b'x'; 0x2000]].concat();
    let shared = record(0xfc, &long);
    let cell =
        |row: u16| record(0xfd, &[&row.to_le_bytes()[..], &[0, 0, 0, 0, 0, 0, 0, 0]].concat());
    let mut globals = [record(0x809, &[0, 6, 5, 0]), shared].concat();
    let place = u32::try_from(globals.len() + 255 * 13 + 4).unwrap_or(0);
    for _ in 0..255 {
        let sheet = [&place.to_le_bytes()[..], &[0, 0, 1, 0, b'S']].concat();
        globals.extend(record(0x85, &sheet));
    }
    globals.extend(record(0x0a, &[]));
    globals.extend(record(0x809, &[0, 6, 16, 0]));
    globals.extend((0..60_000).flat_map(cell));
    globals.extend(record(0x0a, &[]));
    assert_eq!(read_all(&compound("Workbook", &globals)), Err(ReadError::TooLarge));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn damage_neither_panics_nor_hangs(
        old in any::<bool>(),
        length in any::<prop::sample::Index>(),
        damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..12),
    ) {
        let mut bytes = if old { excel_95() } else { EPOCH_1904.to_vec() };
        for (place, byte) in damage {
            let place = place.index(bytes.len());
            bytes[place] = byte;
        }
        let _ = read_all(&bytes);
        bytes.truncate(length.index(bytes.len()));
        let _ = read_all(&bytes);
    }
}
