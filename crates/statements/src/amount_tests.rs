use proptest::prelude::*;

use super::*;

fn read(text: &str, mark: DecimalMark) -> Option<String> {
    parse(text)?.value(mark).map(|value| value.to_string())
}

#[test]
fn reads_what_banks_write() {
    for (text, dot, comma) in [
        ("12.34", "12.34", "12.34"),
        ("-12,34", "-12.34", "-12.34"),
        ("1.234,56", "1234.56", "1234.56"),
        ("1,234.56", "1234.56", "1234.56"),
        ("1.234", "1.234", "1234"),
        ("1,234", "1234", "1.234"),
        ("0.123", "0.123", "0.123"),
        ("1234.567", "1234.567", "1234.567"),
        ("1.234.567", "1234567", "1234567"),
        ("1'234.50", "1234.50", "1234.50"),
        ("1’234’567,50", "1234567.50", "1234567.50"),
        ("1 234,50", "1234.50", "1234.50"),
        ("1\u{a0}234,50", "1234.50", "1234.50"),
        ("1\u{202f}234", "1234", "1234"),
        ("1,23,456.70", "123456.70", "123456.70"),
        ("(12.30)", "-12.30", "-12.30"),
        ("($1,012.30)", "-1012.30", "-1012.30"),
        ("12.30-", "-12.30", "-12.30"),
        ("− 12.30", "-12.30", "-12.30"),
        ("- $21.59", "-21.59", "-21.59"),
        ("-$76.00", "-76.00", "-76.00"),
        ("$-76.00", "-76.00", "-76.00"),
        ("+327", "327", "327"),
        ("€ 5", "5", "5"),
        ("5,00 €", "5.00", "5.00"),
        ("1234,37 EUR", "1234.37", "1234.37"),
        ("CHF 1'000.-", "1000", "1000"),
        ("50,-", "50", "50"),
        ("Fr. 12.50", "12.50", "12.50"),
        (".50", "0.50", "0.50"),
        ("12,50 zł", "12.50", "12.50"),
        ("1 234,50 kr.", "1234.50", "1234.50"),
    ] {
        assert_eq!(read(text, DecimalMark::Dot).as_deref(), Some(dot), "{text} with a dot");
        assert_eq!(read(text, DecimalMark::Comma).as_deref(), Some(comma), "{text} with a comma");
    }
}

#[test]
fn reads_directions() {
    for (text, direction) in [
        ("12.50 Dr", Direction::Out),
        ("12.50Cr.", Direction::In),
        ("1.000,00 S", Direction::Out),
        ("1.000,00H", Direction::In),
    ] {
        assert_eq!(parse(text).and_then(|amount| amount.direction), Some(direction), "{text}");
    }
}

#[test]
fn refuses_everything_else() {
    for text in [
        "",
        "12..34",
        "1.2.3",
        "1,2,3",
        "12.34.56",
        "abc",
        "12 apples",
        "INV 12",
        "5%",
        "--5",
        "(-5)",
        "1-2",
        ".",
        "-",
        "€",
        "2024-01-31",
        "31/01/2024",
        "12:30",
        "1 23",
        "1234 567.00",
        "1.23,456.00",
    ] {
        assert_eq!(parse(text), None, "{text}");
    }
}

proptest! {
    #[test]
    fn never_panics(text in ".{0,60}") {
        if let Some(amount) = parse(&text) {
            let _ = amount.value(DecimalMark::Dot);
        }
    }

    #[test]
    fn reads_back_what_is_printed(minor in -10_000_000_000i64..10_000_000_000) {
        let value = Decimal::new(minor, 2);
        let dotted = value.to_string();
        prop_assert_eq!(parse(&dotted).and_then(|amount| amount.value(DecimalMark::Comma)), Some(value));
        let comma = dotted.replace('.', ",");
        prop_assert_eq!(parse(&comma).and_then(|amount| amount.value(DecimalMark::Dot)), Some(value));
    }
}
