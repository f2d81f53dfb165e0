//! Text with tags, as OFX writes it: as SGML whose leaves are not closed, as XML, and as everything in between.

/// One tag with the text behind it, up to the next tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Tag<'t> {
    pub(crate) name: &'t str,
    pub(crate) closes: bool,
    /// Without blanks around it; entities still stand in it.
    pub(crate) text: &'t str,
    /// Place of the tag's first character, in bytes.
    pub(crate) start: usize,
    /// Place behind the tag, before its text.
    pub(crate) end: usize,
}

/// All tags in order. A `<` that no name follows is text; comments, declarations and CDATA marks are passed over.
pub(crate) fn tags(text: &str) -> impl Iterator<Item = Tag<'_>> {
    let mut position = 0;
    std::iter::from_fn(move || {
        loop {
            let start = position + next_mark(&text[position..])?;
            let Some((name, closes, end)) = tag_at(text, start) else {
                position = behind_declaration(text, start);
                continue;
            };
            let next = next_mark(&text[end..]).map_or(text.len(), |at| end + at);
            // Text in CDATA runs to its own end.
            let inner = text[end..].trim_start();
            if let Some(data) = inner.strip_prefix("<![CDATA[") {
                let from = text.len() - data.len();
                let to = data.find("]]>").map_or(text.len(), |at| from + at);
                position = (to + 3).min(text.len());
                return Some(Tag { name, closes, text: text[from..to].trim(), start, end });
            }
            position = next;
            return Some(Tag { name, closes, text: text[end..next].trim(), start, end });
        }
    })
}

/// Place of the next `<` that begins a tag or a declaration.
fn next_mark(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    memchr::memchr_iter(b'<', bytes).find(|at| {
        matches!(bytes.get(at + 1), Some(b'/' | b'!' | b'?' | b'A'..=b'Z' | b'a'..=b'z'))
    })
}

/// Name of the tag, whether it closes, and where it ends.
fn tag_at(text: &str, start: usize) -> Option<(&str, bool, usize)> {
    let inner = text[start..].strip_prefix('<')?;
    let closes = inner.starts_with('/');
    let inner = inner.strip_prefix('/').unwrap_or(inner);
    if inner.starts_with(['!', '?']) {
        return None;
    }
    let length = inner.find(['>', '<', '\n']).unwrap_or(inner.len());
    let name = inner[..length].split([' ', '\t', '/', '\r']).next().unwrap_or("");
    let end = start + 1 + usize::from(closes) + length;
    let end = if text[end..].starts_with('>') { end + 1 } else { end };
    Some((name, closes, end))
}

fn behind_declaration(text: &str, start: usize) -> usize {
    let rest = &text[start..];
    let mark = if rest.starts_with("<!--") { "-->" } else { ">" };
    rest.find(mark).map_or(text.len(), |at| start + at + mark.len())
}

/// Bytes of the longest entity that is known, such as `&#x1f4b6;`.
const MAX_ENTITY: usize = 12;

/// The text with its entities replaced; what is no entity stays as it is.
pub(crate) fn unescape(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        plain.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.bytes().take(MAX_ENTITY).position(|byte| byte == b';');
        match end.and_then(|end| Some((entity(&rest[1..end])?, end))) {
            Some((c, end)) => {
                plain.push(c);
                rest = &rest[end + 1..];
            }
            None => {
                plain.push('&');
                rest = &rest[1..];
            }
        }
    }
    plain.push_str(rest);
    plain
}

/// The letters of western Europe that web pages write by name (html.spec.whatwg.org, named character references).
const LETTERS: &[(&str, char)] = &[
    ("auml", 'ä'),
    ("ouml", 'ö'),
    ("uuml", 'ü'),
    ("Auml", 'Ä'),
    ("Ouml", 'Ö'),
    ("Uuml", 'Ü'),
    ("szlig", 'ß'),
    ("agrave", 'à'),
    ("aacute", 'á'),
    ("acirc", 'â'),
    ("atilde", 'ã'),
    ("aring", 'å'),
    ("aelig", 'æ'),
    ("Aring", 'Å'),
    ("AElig", 'Æ'),
    ("ccedil", 'ç'),
    ("Ccedil", 'Ç'),
    ("egrave", 'è'),
    ("eacute", 'é'),
    ("ecirc", 'ê'),
    ("euml", 'ë'),
    ("Eacute", 'É'),
    ("igrave", 'ì'),
    ("iacute", 'í'),
    ("icirc", 'î'),
    ("iuml", 'ï'),
    ("ntilde", 'ñ'),
    ("Ntilde", 'Ñ'),
    ("ograve", 'ò'),
    ("oacute", 'ó'),
    ("ocirc", 'ô'),
    ("otilde", 'õ'),
    ("oslash", 'ø'),
    ("Oslash", 'Ø'),
    ("ugrave", 'ù'),
    ("uacute", 'ú'),
    ("ucirc", 'û'),
];

fn entity(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        "nbsp" => Some(' '),
        "euro" => Some('€'),
        _ if !name.starts_with('#') => {
            LETTERS.iter().find(|(of, _)| *of == name).map(|(_, letter)| *letter)
        }
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code).filter(|c| !c.is_control())
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn reads_sgml_and_xml_alike() {
        for text in [
            "<A><B>x &amp; y<C>1 < 2<D></A>",
            "<A><B>x &amp; y</B><C>1 < 2</C><D/></A>",
            "<?xml version=\"1.0\"?><!-- <Z> --><A>\n<B>x &amp; y</B><C><![CDATA[1 < 2]]></C>\n<D></D></A>",
        ] {
            let found: Vec<(&str, String)> = tags(text)
                .filter(|tag| !tag.closes)
                .map(|tag| (tag.name, unescape(tag.text)))
                .collect();
            let expected = [("A", ""), ("B", "x & y"), ("C", "1 < 2"), ("D", "")];
            assert_eq!(found, expected.map(|(name, text)| (name, text.to_owned())), "{text}");
        }
    }

    proptest! {
        #[test]
        fn every_tag_lies_behind_the_last(text in "[<>/!A-C\\[\\]é&;#x-z \n-]{0,120}") {
            let mut last = 0;
            for tag in tags(&text) {
                prop_assert!(tag.start >= last && tag.end > tag.start);
                last = tag.end;
                unescape(tag.text);
            }
        }
    }
}
