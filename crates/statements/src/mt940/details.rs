//! The text of `:86:`, by the conventions of the banks of a country.

/// Who is on the other side, where the text says it, and what it was for.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Details {
    pub(crate) name: Option<String>,
    /// IBAN or number of the other side's account.
    pub(crate) account: Option<String>,
    pub(crate) text: String,
}

/// Reads the lines of the field: numbered parts (Germany, Poland, …), parts between slashes (Netherlands), or plain text.
pub(crate) fn details(lines: &[&str]) -> Details {
    let joined = lines.concat();
    if let Some(separator) = separator(&joined) {
        return numbered(&joined, separator);
    }
    let codes = joined.matches('/').count();
    if codes >= 4 && (joined.contains("/NAME/") || joined.contains("/REMI/")) {
        return slashed(&joined);
    }
    Details { name: None, account: None, text: one_line(&lines.join(" ")) }
}

/// The character before the number of each part: `166?00GUTSCHRIFT?20…`.
fn separator(text: &str) -> Option<char> {
    let mut chars = text.trim_start().chars().skip_while(char::is_ascii_digit);
    let separator = chars.next()?;
    let is_number = chars.next()?.is_ascii_digit() && chars.next()?.is_ascii_digit();
    let is_sign = separator.is_ascii_punctuation() && !matches!(separator, '-' | '.' | ',' | ':');
    (is_number && is_sign && text.matches(separator).count() > 1).then_some(separator)
}

/// Parts by number: 00 kind, 20-29 and 60-63 purpose, 31 account, 32-33 name.
fn numbered(text: &str, separator: char) -> Details {
    let (mut kind, mut name, mut purpose) = (String::new(), String::new(), String::new());
    let mut account = None;
    for part in text.split(separator).skip(1) {
        let (Some(number), Some(content)) = (part.get(..2), part.get(2..)) else { continue };
        match number.parse::<u8>() {
            Ok(0) => kind.push_str(content),
            Ok(20..=29 | 60..=63) => purpose.push_str(content),
            Ok(31) => account = Some(one_line(content)).filter(|number| !number.is_empty()),
            Ok(32 | 33) => name.push_str(content),
            _ => {}
        }
    }
    let purpose = sepa_purpose(&purpose).unwrap_or(purpose);
    let text = if purpose.trim().is_empty() { kind } else { purpose };
    let name = Some(one_line(&name)).filter(|name| !name.is_empty());
    Details { name, account, text: one_line(&text) }
}

/// What stands behind `SVWZ+`, up to the next mark of its kind.
fn sepa_purpose(text: &str) -> Option<String> {
    const MARKS: &[&str] = &[
        "EREF+", "KREF+", "MREF+", "CRED+", "DEBT+", "COAM+", "OAMT+", "ABWA+", "ABWE+", "IBAN+",
        "BIC+", "PURP+",
    ];
    let (_, purpose) = text.split_once("SVWZ+")?;
    let end = MARKS.iter().filter_map(|mark| purpose.find(mark)).min().unwrap_or(purpose.len());
    Some(purpose[..end].to_owned())
}

/// `/TRTP/SEPA OVERBOEKING/IBAN/NL…/NAME/J JANSEN/REMI/HUUR/EREF/…`
fn slashed(text: &str) -> Details {
    const CODES: &[&str] = &[
        "TRTP", "IBAN", "BIC", "NAME", "REMI", "EREF", "ORDP", "BENM", "CNTP", "PREF", "MARF",
        "CSID", "ISDT", "ADDR", "ID", "RTRN", "SVCL", "PURP", "ULTD", "ULTC", "KREF", "MREF",
        "UDTR", "UCRD",
    ];
    let parts: Vec<&str> = text.split('/').collect();
    let value = |code: &str| {
        let start = parts.iter().position(|part| *part == code)? + 1;
        let length = parts[start..].iter().take_while(|part| !CODES.contains(part)).count();
        Some(one_line(parts[start..start + length].join("/").trim_matches('/')))
            .filter(|value| !value.is_empty())
    };
    let remittance = value("REMI").map(|text| text.trim_start_matches("USTD//").to_owned());
    // The counterparty of some banks: IBAN, BIC, name, place.
    let counterparty = |part: usize| {
        let at = parts.iter().position(|part| *part == "CNTP")?;
        parts.get(at + part).map(|text| one_line(text)).filter(|text| !text.is_empty())
    };
    let name = value("NAME").or_else(|| counterparty(3));
    let account = value("IBAN").or_else(|| counterparty(1));
    Details { name, account, text: remittance.unwrap_or_else(|| one_line(text)) }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_conventions_of_several_countries() {
        for (lines, name, account, text) in [
            (
                &[
                    "166?00GUTSCHRIFT?109075?20EREF+1?21SVWZ+Miete",
                    "?22 Mai?30BIC?31DE9?32Eva ?33Muster",
                ][..],
                Some("Eva Muster"),
                Some("DE9"),
                "Miete Mai",
            ),
            (&["805?00ENTGELTABSCHLUSS?106666"], None, None, "ENTGELTABSCHLUSS"),
            (
                &["/TRTP/SEPA/IBAN/NL1/BIC/X/NAME/J JANSEN/REMI/HUUR MEI/EREF/2"],
                Some("J JANSEN"),
                Some("NL1"),
                "HUUR MEI",
            ),
            (
                &["/CNTP/NL1/ABNANL2A/J JANSEN///REMI/USTD//HUUR/"],
                Some("J JANSEN"),
                Some("NL1"),
                "HUUR",
            ),
            (
                &["GIRO 428428 KPN", "BETREFT FACTUUR"],
                None,
                None,
                "GIRO 428428 KPN BETREFT FACTUUR",
            ),
        ] {
            assert_eq!(
                details(lines),
                Details {
                    name: name.map(str::to_owned),
                    account: account.map(str::to_owned),
                    text: text.to_owned()
                }
            );
        }
    }
}
