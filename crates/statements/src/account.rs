//! What identifies an account.

use crate::statement::AccountDetails;

impl AccountDetails {
    /// From whatever stands where a file names the account: an IBAN, a number, or a name.
    pub(crate) fn of(identifier: &str) -> AccountDetails {
        let identifier = identifier.trim();
        let mut details = AccountDetails::default();
        if let Some(iban) = iban(identifier) {
            details.iban = Some(iban);
        } else if identifier.bytes().filter(u8::is_ascii_digit).count() >= 4 {
            details.number = Some(identifier.to_owned());
        } else if !identifier.is_empty() {
            details.name = Some(identifier.to_owned());
        }
        details
    }
}

/// The IBAN in capitals and without blanks, if the text is one (ISO 13616: country, check number by ISO 7064 MOD
/// 97-10, at most 30 more characters).
pub(crate) fn iban(text: &str) -> Option<String> {
    let iban: String = text
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '-')
        .map(|c| c.to_ascii_uppercase())
        .collect();
    let bytes = iban.as_bytes();
    let is_formed = (15..=34).contains(&bytes.len())
        && bytes[..2].iter().all(u8::is_ascii_uppercase)
        && bytes[2..4].iter().all(u8::is_ascii_digit)
        && bytes[4..].iter().all(u8::is_ascii_alphanumeric);
    if !is_formed {
        return None;
    }
    let rest = bytes[4..].iter().chain(&bytes[..4]).try_fold(0u32, |rest, byte| {
        let value = char::from(*byte).to_digit(36)?;
        Some((rest * if value < 10 { 10 } else { 100 } + value) % 97)
    });
    (rest == Some(1)).then_some(iban)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_ibans_from_numbers_and_names() {
        // The examples of the IBAN registry.
        for text in [
            "DE89 3704 0044 0532 0130 00",
            "gb29nwbk60161331926819",
            "NO93 8601 1117 947",
            "MT84MALT011000012345MTLCAST001S",
            "FR14 2004 1010 0505 0001 3M02 606",
        ] {
            assert!(iban(text).is_some_and(|iban| !iban.contains(' ')), "{text}");
        }
        for text in ["DE88370400440532013000", "NL01", "XX", "", "Girokonto", "é€", "DE00 0000"]
        {
            assert_eq!(iban(text), None, "{text}");
        }
        assert_eq!(AccountDetails::of(" 123-456 ").number.as_deref(), Some("123-456"));
        assert_eq!(AccountDetails::of("Girokonto").name.as_deref(), Some("Girokonto"));
        assert_eq!(AccountDetails::of(""), AccountDetails::default());
    }
}
