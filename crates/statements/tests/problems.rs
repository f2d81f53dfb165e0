//! One file for each problem: its line, its code, and that the readable rows are kept.

use std::ops::ControlFlow;

use statements::{Options, ProblemCode, ReadError, Statement, read};

fn read_all(bytes: &[u8]) -> Result<Vec<Statement>, ReadError> {
    read(bytes, &Options::default(), &mut |_, _| ControlFlow::Continue(()))
}

#[test]
fn names_each_problem_and_keeps_the_rest() {
    let long = format!("Date,Payee,Amount\n2024-01-31,A,-1.00\n{}\n", "x".repeat(1_100_000));
    let wide = format!("Date,Payee,Amount\n2024-01-31,A,-1.00\n2024-01-31{}\n", ",1".repeat(300));
    let qif = "!Type:Bank\nD2024-01-31\nT-1.00\n^\n";
    let cases: [(&str, ProblemCode, u32, usize); 20] = [
        ("Date,Payee,Amount\n2024-01-31,A,-1.00\n2024-13-31,B,-1.00\n", ProblemCode::BadDate, 3, 1),
        ("Date,Payee,Amount\n2024-01-31,A,-1.00\n,B,-1.00\n", ProblemCode::BadDate, 3, 1),
        (
            "Date,Payee,Amount\n2024-01-31,A,-1.00\n\n2024-02-01,B,1..0\n",
            ProblemCode::BadAmount,
            4,
            1,
        ),
        (
            "Date,Payee,Amount\n2024-01-31,A,-1.00\n2024-02-01,B,\n",
            ProblemCode::MissingAmount,
            3,
            1,
        ),
        (
            "Date,Payee,Amount,Note\n2024-01-31,A,-1.00,x\n2024-02-01,B,C,D,E,F,1.00\n",
            ProblemCode::RaggedRow,
            3,
            1,
        ),
        // Two readings: 12 or 13.00.
        (
            "Date,Payee,Amount,Balance\n2024-01-31,A,-1.00,5.00\n2024-02-01,B, 12,13.00,18.00\n",
            ProblemCode::RaggedRow,
            3,
            1,
        ),
        // A number that a spreadsheet cut short.
        (
            "Date,Payee,Amount\n2024-01-31,A,-1.00\n2024-02-01,B,-1.2E+05\n",
            ProblemCode::BadAmount,
            3,
            1,
        ),
        // Days that are not all counted.
        ("Date,Payee,Amount\n2024-01-31,A,-1.00\n45292,B,-1.00\n", ProblemCode::BadDate, 3, 1),
        (&long, ProblemCode::RowTooLong, 3, 1),
        (&wide, ProblemCode::TooManyColumns, 3, 1),
        (
            "Date,Payee,Amount,State\n2024-01-31,A,-1.00,COMPLETED\n2024-02-01,B,-1.00,DECLINED\n",
            ProblemCode::NotBooked,
            3,
            1,
        ),
        ("Date,Payee,Amount\n", ProblemCode::NoRows, 1, 0),
        ("<OFX><STMTTRN><TRNAMT>-1.00</STMTTRN></OFX>", ProblemCode::BadDate, 1, 0),
        (
            "<OFX>\n<STMTTRN><DTPOSTED>20240131<TRNAMT>.</STMTTRN></OFX>",
            ProblemCode::BadAmount,
            2,
            0,
        ),
        ("<OFX>\n<INVTRAN><DTTRADE>20240131</INVTRAN></OFX>", ProblemCode::SecurityTrade, 2, 0),
        ("!Type:Bank\nD2024-01-31\nT-1.00\n^\nDsoon\nT-1.00\n^\n", ProblemCode::BadDate, 5, 1),
        ("!Type:Invst\nD2024-01-31\nNBuy\nT-1.00\n^\n", ProblemCode::SecurityTrade, 2, 0),
        (":20:x\n:61:240131D1,00N\n:61:240230D1,00N\n", ProblemCode::BadDate, 3, 1),
        (":20:x\n:61:240131D1,00N\n:61:240131X1,00N\n", ProblemCode::BadAmount, 3, 1),
        (
            "<?xml version=\"1.0\"?>\n<Document><BkToCstmrStmt><Stmt>\n</Document>",
            ProblemCode::BadXml,
            3,
            0,
        ),
    ];
    assert_eq!(
        read_all(qif.as_bytes())
            .map(|found| found.iter().all(|statement| statement.problems.is_empty())),
        Ok(true)
    );
    for (text, code, line, rows) in cases {
        let excerpt: String = text.chars().take(80).collect();
        let found = read_all(text.as_bytes()).unwrap_or_default();
        let problems: Vec<(ProblemCode, u32)> = found
            .iter()
            .flat_map(|statement| &statement.problems)
            .map(|problem| (problem.code, problem.line))
            .collect();
        assert_eq!(problems, [(code, line)], "{excerpt}");
        assert_eq!(
            found.iter().map(|statement| statement.rows.len()).sum::<usize>(),
            rows,
            "{excerpt}"
        );
    }
}

#[test]
fn refuses_what_is_no_statement() {
    for (bytes, error) in [
        (&b""[..], ReadError::Empty),
        (b"\xef\xbb\xbf \r\n", ReadError::Empty),
        (b"Dear reader,\nthis is a letter.\n", ReadError::NotAStatement),
        (b"a,b,c\nd,e,f\n", ReadError::NotAStatement),
        // Balances of days, and no entries.
        (b"Datum,Boeksaldo,Valutair saldo\n2026-01-31,13.20,13.20\n", ReadError::NotAStatement),
        (
            b"Total 3 of 9, 2.50\nPage 4, 17.00\nItem 5, 1.20\n8 Sep 2000, -72\n",
            ReadError::NotAStatement,
        ),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0", ReadError::NotAStatement),
        (b"<html><body><p>Log in, please</p></body></html>", ReadError::NotAStatement),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", ReadError::NotAStatement),
    ] {
        assert_eq!(read_all(bytes).map(|found| found.len()), Err(error), "{bytes:?}");
    }
}

#[test]
fn stops_when_told() {
    let text = "Date,Payee,Amount\n".to_owned() + &"2024-01-31,A,-1.00\n".repeat(50_000);
    let mut last = 0;
    let finished = read(text.as_bytes(), &Options::default(), &mut |done, total| {
        assert!(done >= last && done <= total && total == 950_018);
        last = done;
        ControlFlow::Continue(())
    });
    assert!(finished.is_ok() && last > 900_000);
    let stopped = read(text.as_bytes(), &Options::default(), &mut |done, total| {
        if done > total / 3 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    assert_eq!(stopped.map(|found| found.len()), Err(ReadError::Cancelled));
}

#[test]
fn the_rest_is_a_file_that_can_be_read_once_corrected() {
    let file = "Bank of X\nDate;\"Text; long\";Amount\n2024-01-31;Shop;-1,00\n2024-02-30;Late;-2,00\n2024-02-01;Odd;12..3\n";
    let all = read_all(file.as_bytes());
    let rest = statements::rest(&all.unwrap_or_default());
    assert_eq!(rest, "Date;\"Text; long\";Amount\n2024-02-30;Late;-2,00\n2024-02-01;Odd;12..3\n");
    let corrected = rest.replace("30;Late", "29;Late").replace("12..3", "12,30");
    let again = read_all(corrected.as_bytes());
    let again = again.unwrap_or_default();
    assert_eq!(again.iter().map(|statement| statement.rows.len()).sum::<usize>(), 2);
    assert_eq!(statements::rest(&again), "");
}
