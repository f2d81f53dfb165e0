use proptest::prelude::*;

use super::*;

#[test]
fn reads_what_banks_write() {
    for (text, order, expect) in [
        ("2024-01-31", DateOrder::Dmy, "2024-01-31"),
        ("2024/1/31", DateOrder::Mdy, "2024-01-31"),
        ("2024.01.31.", DateOrder::Mdy, "2024-01-31"),
        ("20240131", DateOrder::Mdy, "2024-01-31"),
        ("20240131123000", DateOrder::Mdy, "2024-01-31"),
        ("20240131120000[0:GMT]", DateOrder::Mdy, "2024-01-31"),
        ("31012024", DateOrder::Dmy, "2024-01-31"),
        ("240131", DateOrder::Ymd, "2024-01-31"),
        ("31.01.24", DateOrder::Dmy, "2024-01-31"),
        ("1/2/2024", DateOrder::Dmy, "2024-02-01"),
        ("1/2/2024", DateOrder::Mdy, "2024-01-02"),
        ("2/8/15", DateOrder::Mdy, "2015-02-08"),
        ("31-12-99", DateOrder::Dmy, "1999-12-31"),
        ("2024-01-31 10:00:01", DateOrder::Dmy, "2024-01-31"),
        ("2002-09-10T23:00:04", DateOrder::Dmy, "2002-09-10"),
        ("2024-01-31T10:00:01.123+02:00", DateOrder::Dmy, "2024-01-31"),
        ("01/31/2024 06:50 PM", DateOrder::Mdy, "2024-01-31"),
        ("31.01.2024, 06:50", DateOrder::Dmy, "2024-01-31"),
        ("27 Feb 2018", DateOrder::Mdy, "2018-02-27"),
        ("10 Feb 18", DateOrder::Mdy, "2018-02-10"),
        ("Feb 27, 2018", DateOrder::Dmy, "2018-02-27"),
        ("27-FEB-2018", DateOrder::Dmy, "2018-02-27"),
        ("27Feb2018", DateOrder::Dmy, "2018-02-27"),
        ("Mon, 27 Feb 2018 10:30", DateOrder::Dmy, "2018-02-27"),
        ("27. Februar 2018", DateOrder::Dmy, "2018-02-27"),
        ("1er août 2023", DateOrder::Dmy, "2023-08-01"),
        ("5 de enero de 2024", DateOrder::Dmy, "2024-01-05"),
        ("3 mrt 2024", DateOrder::Dmy, "2024-03-03"),
        ("3. März 2024", DateOrder::Dmy, "2024-03-03"),
        ("12 juin 2024", DateOrder::Dmy, "2024-06-12"),
        ("12 juillet 2024", DateOrder::Dmy, "2024-07-12"),
        ("9 października 2024", DateOrder::Dmy, "2024-10-09"),
        ("9 января 2024", DateOrder::Dmy, "2024-01-09"),
        ("2024年1月31日", DateOrder::Dmy, "2024-01-31"),
        ("10-Nov-9", DateOrder::Dmy, "2009-11-10"),
        ("10-Nov-9", DateOrder::Ymd, "2010-11-09"),
        ("30/01/2569", DateOrder::Dmy, "2026-01-30"),
        ("115/01/30", DateOrder::Dmy, "2026-01-30"),
        ("30-01-2026 / 14:05", DateOrder::Dmy, "2026-01-30"),
        ("30/01/2026 14h05", DateOrder::Dmy, "2026-01-30"),
        ("30 Jan 2026 10.11", DateOrder::Dmy, "2026-01-30"),
        ("01/30/2026  Fri", DateOrder::Mdy, "2026-01-30"),
        ("2026/01/30(金)", DateOrder::Mdy, "2026-01-30"),
        ("Pt, 30.01.2026", DateOrder::Dmy, "2026-01-30"),
        ("July 4th, 2024", DateOrder::Dmy, "2024-07-04"),
        ("04/17/2023 as of 04/15/2023", DateOrder::Mdy, "2023-04-17"),
        ("2012:03:01", DateOrder::Dmy, "2012-03-01"),
        ("10:15 31.01.2024", DateOrder::Dmy, "2024-01-31"),
        ("31.01.2024 г.", DateOrder::Dmy, "2024-01-31"),
        ("31 January 2024 at 10:15", DateOrder::Dmy, "2024-01-31"),
        ("31 thg 1, 2024", DateOrder::Dmy, "2024-01-31"),
        ("ngày 31 tháng 12 năm 2024", DateOrder::Dmy, "2024-12-31"),
        ("3. července 2024", DateOrder::Dmy, "2024-07-03"),
        ("3. června 2024", DateOrder::Dmy, "2024-06-03"),
        ("7. lipnja 2024.", DateOrder::Dmy, "2024-06-07"),
        ("2024 m. rugpjūčio 31 d.", DateOrder::Dmy, "2024-08-31"),
        ("31. jaanuar 2024", DateOrder::Dmy, "2024-01-31"),
        ("2024. szeptember 30.", DateOrder::Dmy, "2024-09-30"),
        ("30 iunie 2024", DateOrder::Dmy, "2024-06-30"),
        ("31 Ağustos 2024", DateOrder::Dmy, "2024-08-31"),
        ("5 Ιουνίου 2024", DateOrder::Dmy, "2024-06-05"),
        ("31 ม.ค. 67", DateOrder::Dmy, "2024-01-31"),
        ("31 มกราคม 2567", DateOrder::Dmy, "2024-01-31"),
        ("٣١/٠١/٢٠٢٤", DateOrder::Dmy, "2024-01-31"),
        ("31 يناير 2024", DateOrder::Dmy, "2024-01-31"),
        ("令和6年1月31日", DateOrder::Dmy, "2024-01-31"),
        ("R06.01.31", DateOrder::Dmy, "2024-01-31"),
    ] {
        let date = parse(text).and_then(|date| date.resolve(order)).map(|date| date.to_string());
        assert_eq!(date.as_deref(), Some(expect), "{text}");
    }
}

#[test]
fn refuses_everything_else() {
    for text in [
        "",
        "12.34",
        "-12,50",
        "2024-13-41",
        "31/31/2024",
        "99999999",
        "12345678",
        "hello 1",
        "1.234.567",
        "10:00:00",
        "R1234",
        "REF 12.34.56",
        "2024-01",
        "Card 1234 May 5",
        "2024-01-31 10:00;Shop",
        "2024-01-31 10:00 STARBUCKS",
        "01-02/2024",
        "4514010000000000",
    ] {
        assert_eq!(parse(text), None, "{text}");
    }
}

proptest! {
    #[test]
    fn never_panics(text in ".{0,60}") {
        if let Some(date) = parse(&text) {
            for order in DateOrder::ALL {
                let _ = date.resolve(order);
            }
        }
    }

    #[test]
    fn reads_back_what_is_printed(days in 0i32..36_000) {
        let date = NaiveDate::from_ymd_opt(1971, 1, 1).and_then(|first| first.checked_add_days(chrono::Days::new(days.unsigned_abs().into())));
        prop_assume!(date.is_some());
        let date = date.unwrap_or_default();
        for (format, order) in [
            ("%Y-%m-%d", DateOrder::Dmy), ("%d.%m.%Y", DateOrder::Dmy), ("%m/%d/%Y", DateOrder::Mdy),
            ("%Y%m%d", DateOrder::Dmy), ("%d %b %Y", DateOrder::Dmy), ("%B %-d, %Y", DateOrder::Dmy),
        ] {
            let text = date.format(format).to_string();
            prop_assert_eq!(parse(&text).and_then(|found| found.resolve(order)), Some(date), "{}", text);
        }
    }
}
