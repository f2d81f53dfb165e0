//! Which format a text is in, by its content.

use crate::statement::Format;

/// Characters at the start among which the mark of a format stands.
const HEAD: usize = 4096;

/// A page or an XML spreadsheet with a table, which some banks call .xls.
pub(crate) fn is_web_page(text: &str) -> bool {
    let head = head(text.trim_start());
    head.starts_with("<TABLE")
        || head.starts_with('<') && (head.contains("<HTML") || head.contains("OFFICE:SPREADSHEET"))
}

/// The format; what is none of the others is taken for columns.
pub(crate) fn format(text: &str) -> Format {
    let head = head(text);
    if ["<OFX>", "<OFX ", ":OFX ", "<?OFX", "OFXHEADER", "<STMTTRN>"]
        .iter()
        .any(|mark| head.contains(mark))
    {
        Format::Ofx
    } else if let Some(format) = camt(&head) {
        format
    } else if is_mt940(&head) {
        Format::Mt940
    } else if is_qif(&head) {
        Format::Qif
    } else {
        Format::Csv
    }
}

fn head(text: &str) -> String {
    let end = (0..=HEAD.min(text.len())).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
    text[..end].to_ascii_uppercase()
}

/// The message's own element, with or without a namespace before its name.
fn camt(head: &str) -> Option<Format> {
    const MESSAGES: [(&str, Format); 6] = [
        ("BKTOCSTMRSTMT", Format::Camt053),
        ("BKTOCSTMRACCTRPT", Format::Camt052),
        ("BKTOCSTMRDBTCDTNTFCTN", Format::Camt054),
        ("CAMT.053.", Format::Camt053),
        ("CAMT.052.", Format::Camt052),
        ("CAMT.054.", Format::Camt054),
    ];
    let is_xml = head.contains("<DOCUMENT") || head.contains(":DOCUMENT") || head.contains("<?XML");
    MESSAGES.iter().find(|(mark, _)| is_xml && head.contains(mark)).map(|(_, format)| *format)
}

/// A line with a field that every statement has.
fn is_mt940(head: &str) -> bool {
    let is_field = |line: &str| {
        [":20:", ":25:", ":60F:", ":60M:", ":61:"].iter().any(|tag| line.starts_with(tag))
    };
    head.lines().any(|line| is_field(line.trim_start()) || line.contains("{4::20:"))
}

/// A line that names a section, or lines of a letter and a value up to one that ends a record.
fn is_qif(head: &str) -> bool {
    let mut lines = head.lines().map(str::trim).filter(|line| !line.is_empty());
    let Some(first) = lines.next() else { return false };
    let is_section = |line: &str| {
        ["!TYPE:", "!ACCOUNT", "!OPTION:", "!CLEAR:"].iter().any(|mark| line.starts_with(mark))
    };
    if is_section(first) {
        return true;
    }
    let mut letters = String::new();
    for line in std::iter::once(first).chain(lines).take(40) {
        if line == "^" {
            return letters.is_empty() || (letters.contains('D') && letters.contains(['T', 'U']));
        }
        if is_section(line) {
            return true;
        }
        letters.extend(line.chars().next());
    }
    false
}
