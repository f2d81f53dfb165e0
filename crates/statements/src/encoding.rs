//! Bytes to text: which of the encodings that banks use this is.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, MACINTOSH, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// Decodes the whole file and names the encoding. Never fails: bytes without meaning become U+FFFD.
pub(crate) fn decode(bytes: &[u8]) -> (Cow<'_, str>, &'static str) {
    let (encoding, bytes) = match Encoding::for_bom(bytes) {
        Some((encoding, length)) => (encoding, &bytes[length..]),
        None => (detect(bytes), bytes),
    };
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    (text, name(encoding))
}

fn name(encoding: &'static Encoding) -> &'static str {
    match encoding.name() {
        "UTF-8" => "utf-8",
        "UTF-16LE" => "utf-16le",
        "UTF-16BE" => "utf-16be",
        other => other,
    }
}

fn detect(bytes: &[u8]) -> &'static Encoding {
    if let Some(utf_16) = utf_16_without_bom(bytes) {
        return utf_16;
    }
    if mostly_utf_8(bytes) {
        return UTF_8;
    }
    if let Some(declared) = declared(bytes) {
        return declared;
    }
    if has_only_symbols(bytes) {
        return WINDOWS_1252;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let found = detector.guess(None, Utf8Detection::Deny);
    // chardetng does not know Mac Roman, and takes it for one of these.
    if is_single_byte_western(found) && looks_like_mac_roman(bytes) {
        return MACINTOSH;
    }
    found
}

/// What an OFX header or an XML declaration says: `CHARSET:1252`, `encoding="ISO-8859-1"`.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(1024)]);
    let (_, label) = head.split_once("CHARSET:").or_else(|| head.split_once("encoding="))?;
    let label: String = label
        .trim_start_matches(['"', '\''])
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
        .collect();
    let with = |prefix: &str| Encoding::for_label(format!("{prefix}{label}").as_bytes());
    with("")
        .or_else(|| with("windows-"))
        .or_else(|| with("iso-"))
        .filter(|encoding| *encoding != UTF_8)
}

fn is_single_byte_western(encoding: &'static Encoding) -> bool {
    encoding.name().starts_with("windows-12") || encoding.name().starts_with("ISO-8859")
}

/// Text in Latin letters as UTF-16 has a zero in every other byte.
fn utf_16_without_bom(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(4096) & !1];
    let (mut even, mut odd) = (0usize, 0usize);
    for pair in sample.chunks_exact(2) {
        even += usize::from(pair[0] == 0);
        odd += usize::from(pair[1] == 0);
    }
    let most = sample.len() / 2 * 3 / 4;
    match (most > 2 && even >= most && odd == 0, most > 2 && odd >= most && even == 0) {
        (true, _) => Some(UTF_16BE),
        (_, true) => Some(UTF_16LE),
        _ => None,
    }
}

/// UTF-8, also where a few bytes were damaged on the way: more whole sequences than broken ones.
fn mostly_utf_8(bytes: &[u8]) -> bool {
    if std::str::from_utf8(bytes).is_ok() {
        return true;
    }
    let (mut whole, mut broken) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().bytes().filter(|byte| *byte >= 0xc0).count();
        broken += chunk.invalid().len();
    }
    whole > 4 * broken
}

/// No letters beyond ASCII, as in an English file with pound signs, which says nothing about a language.
fn has_only_symbols(bytes: &[u8]) -> bool {
    let is_symbol = |byte: &u8| matches!(byte, 0x80 | 0x85 | 0x91..=0x97 | 0x99 | 0xa0..=0xa9 | 0xab..=0xb4 | 0xb6..=0xb9 | 0xbb..=0xbf);
    bytes.iter().filter(|byte| !byte.is_ascii()).all(is_symbol)
}

/// In Mac Roman the letters with marks lie in 0x80..=0x9f, in Windows encodings mostly punctuation does. Counted are
/// bytes beside an ASCII letter.
fn looks_like_mac_roman(bytes: &[u8]) -> bool {
    let (mut low, mut high) = (0usize, 0usize);
    for window in bytes.windows(2) {
        let [before, byte] = [window[0], window[1]];
        if before.is_ascii_lowercase() {
            // 0x92 is the apostrophe of windows-1252; the others are euro, dashes, bullets and quotes.
            low += usize::from(
                matches!(byte, 0x80..=0x9f) && !matches!(byte, 0x80 | 0x85 | 0x91..=0x97 | 0x99),
            );
            high += usize::from(byte >= 0xa0);
        }
    }
    low > 2 * high
        && WINDOWS_1252.decode_without_bom_handling(bytes).0.chars().any(|c| c > '\u{ff}')
}

#[cfg(test)]
mod tests {
    use encoding_rs::{ISO_8859_15, WINDOWS_1250, WINDOWS_1251};

    use super::*;

    #[test]
    fn finds_what_banks_write() {
        let german = "Empfänger;Verwendungszweck;Währung\nMüller GmbH;Rückzahlung für Größe;EUR\n";
        let polish =
            "Data księgowania;Tytuł;Kwota\n2024-01-31;Przelew środków własnych, żółty;-12,00\n";
        let russian =
            "Дата операции;Описание;Сумма\n31.01.2024;Покупка продуктов в магазине;-12,00\n";
        let mac: Vec<u8> = "Empfänger;Währung\nMüller GmbH;Rückzahlung für Größe\n"
            .chars()
            .map(|c| match c {
                'ä' => 0x8a,
                'ö' => 0x9a,
                'ü' => 0x9f,
                'ß' => 0xa7,
                c => u8::try_from(c).unwrap_or(b'?'),
            })
            .collect();
        let utf_16le: Vec<u8> = german.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let utf_16be: Vec<u8> = german.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let declared = "OFXHEADER:100\nCHARSET:1251\n<OFX><NAME>ABC Ж";
        for (bytes, text) in [
            (WINDOWS_1251.encode(declared).0.into_owned(), declared),
            (german.as_bytes().to_vec(), german),
            ([b"\xef\xbb\xbf", german.as_bytes()].concat(), german),
            ([b"\xff\xfe", utf_16le.as_slice()].concat(), german),
            (utf_16le, german),
            (utf_16be, german),
            (WINDOWS_1252.encode(german).0.into_owned(), german),
            (ISO_8859_15.encode(german).0.into_owned(), german),
            (WINDOWS_1250.encode(polish).0.into_owned(), polish),
            (WINDOWS_1251.encode(russian).0.into_owned(), russian),
            (mac, "Empfänger;Währung\nMüller GmbH;Rückzahlung für Größe\n"),
        ] {
            assert_eq!(decode(&bytes).0, text, "{}", decode(&bytes).1);
        }
    }
}
