//! Bank texts as they look in several countries -> the payee.

use classifier::clean;
use proptest::prelude::*;

#[test]
fn finds_the_payee() {
    for line in include_str!("cleaning.tsv").lines().filter(|line| !line.starts_with('#')) {
        let (text, name) = line.split_once('\t').expect("text, tab, name");
        let payee = clean(text);
        assert_eq!(payee.name, name, "{text}");
    }
}

#[test]
fn spellings_of_one_payee_share_a_key() {
    for (texts, key) in [
        (["LIDL SAGT DANKE 4711//Hamburg/DE", "Kartenzahlung LIDL 0815 BERLIN", "Lidl"], "lidl"),
        (["NETFLIX.COM 866-579-7172 CA", "PAYPAL *NETFLIX", "www.netflix.com"], "netflix"),
        (["MCDONALD'S F1234", "McDonalds 0012", "MCDONALDS LONDON GB"], "mcdonalds"),
        (["SPOTIFY AB", "Spotify", "PAYPAL *SPOTIFY 35314369001 GB"], "spotify"),
    ] {
        for text in texts {
            assert_eq!(clean(text).key, key, "{text}");
        }
    }
}

/// Words, numbers and signs as banks put them together.
fn bank_text() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        "[A-Z]{2,9}",
        "[a-zäöüßéłñ]{1,8}",
        "[0-9]{1,10}",
        "[0-9]{2}[./:][0-9]{2}",
        prop::sample::select(vec![
            "*",
            "//",
            "SQ *",
            "PAYPAL *",
            "POS",
            "PURCHASE",
            "Kartenzahlung",
            "LIDL",
            "7-ELEVEN",
            "London",
            "DE",
            "GB",
            "TX",
            "GmbH",
            "Ltd",
            "EREF+",
            "SVWZ+",
            "Naam:",
            "www.",
            ".com",
            "/bill",
            "REF",
            "CARD NO.",
            "12 Aug",
            "of",
            "   ",
            "&",
            "'",
            "#12",
        ])
        .prop_map(str::to_owned),
    ];
    prop::collection::vec(part, 0..10).prop_map(|parts| parts.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn cleaning_twice_changes_nothing(text in prop_oneof![bank_text(), "\\PC{0,80}"]) {
        let once = clean(&text);
        prop_assert_eq!(once.key.is_empty(), text.trim().is_empty());
        prop_assert_eq!(clean(&once.name), once);
    }

    #[test]
    fn any_text_at_all(text in any::<String>()) {
        let _ = clean(&text);
    }
}
