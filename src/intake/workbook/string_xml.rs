//! The text of a shared or inline string: runs put together, phonetic hints left out, escapes resolved.

use std::io::Read;

use crate::intake::workbook::tokens::{Attributes, Tag, Tokens, XmlStop, push_decoded};

/// Adds the text up to the closing tag `closing` to `out`.
pub(crate) fn read_string<R: Read>(
    tokens: &mut Tokens<R>,
    closing: &[u8],
    out: &mut String,
) -> Result<(), XmlStop> {
    let mut phonetic = false;
    loop {
        let token = tokens.next()?.ok_or(XmlStop::Broken)?;
        match token.kind()? {
            Tag::Close(name) if name == closing => return Ok(()),
            Tag::Open(b"rPh", _) => phonetic = true,
            Tag::Close(b"rPh") => phonetic = false,
            Tag::Open(b"t", attributes) if !phonetic => {
                let mut attributes = Attributes(attributes);
                let preserve = attributes.any(|one| one == (&b"xml:space"[..], &b"preserve"[..]));
                read_run(tokens, preserve, out)?;
            }
            _ => {}
        }
    }
}

/// Adds the text up to `</t>`.
fn read_run<R: Read>(
    tokens: &mut Tokens<R>,
    preserve: bool,
    out: &mut String,
) -> Result<(), XmlStop> {
    let start = out.len();
    loop {
        let token = tokens.next()?.ok_or(XmlStop::Broken)?;
        push_decoded(token.text, out)?;
        match token.kind()? {
            Tag::Close(b"t") => break,
            Tag::CData(text) => out.push_str(std::str::from_utf8(text).map_err(|_| XmlStop::Odd)?),
            Tag::Aside => {}
            _ => return Err(XmlStop::Odd),
        }
    }
    let run = out.get(start..).unwrap_or_default();
    let trimmed = if preserve {
        run
    } else {
        run.trim_matches([' ', '\t', '\r', '\n'])
    };
    // Nearly every run is plain and stays where it is.
    if trimmed.len() != run.len() || trimmed.contains("_x") {
        let trimmed = trimmed.to_owned();
        out.truncate(start);
        push_unescaped(&trimmed, out);
    }
    Ok(())
}

/// Excel writes characters that XML cannot hold as `_x000D_`, and a literal `_x000D_` as `_x005F_x000D_`.
pub(crate) fn push_unescaped(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let Some((unit, after)) = escape(from) else {
            out.push('_');
            rest = from.strip_prefix('_').unwrap_or_default();
            continue;
        };
        let pair = escape(after)
            .filter(|(low, _)| (0xD800..0xDC00).contains(&unit) && (0xDC00..0xE000).contains(low));
        let (units, after) = match pair {
            Some((low, after)) => (vec![unit, low], after),
            None => (vec![unit], after),
        };
        out.push_str(&String::from_utf16_lossy(&units));
        rest = after;
    }
    out.push_str(rest);
}

/// `_xHHHH_` at the head, and what follows it.
fn escape(text: &str) -> Option<(u16, &str)> {
    let hex = text.strip_prefix("_x")?;
    let digits = hex
        .get(..4)
        .filter(|four| four.bytes().all(|one| one.is_ascii_hexdigit()))?;
    let after = hex.get(4..)?.strip_prefix('_')?;
    Some((u16::from_str_radix(digits, 16).ok()?, after))
}

#[cfg(test)]
mod tests {
    use crate::intake::workbook::string_xml::{push_unescaped, read_string};
    use crate::intake::workbook::tokens::Tokens;

    fn text(xml: &str) -> String {
        let mut out = String::new();
        read_string(&mut Tokens::new(xml.as_bytes()), b"si", &mut out).unwrap();
        out
    }

    #[test]
    fn runs_are_joined_and_hints_left_out() {
        assert_eq!(
            text("<r><rPr/><t>Ma</t></r><r><t>rie</t></r><rPh><t>x</t></rPh></si>"),
            "Marie"
        );
        assert_eq!(text("<t> a </t></si>"), "a");
        assert_eq!(text("<t xml:space=\"preserve\"> a </t></si>"), " a ");
        assert_eq!(text("<t><![CDATA[<&]]>&amp;</t></si>"), "<&&");
        assert_eq!(text("</si>"), "");
    }

    #[test]
    fn escapes_are_resolved() {
        let plain = |text| {
            let mut out = String::new();
            push_unescaped(text, &mut out);
            out
        };
        assert_eq!(plain("a_x000D_b"), "a\rb");
        assert_eq!(plain("_x005F_x000D_"), "_x000D_");
        assert_eq!(plain("_xD83D__xDCF7_"), "\u{1F4F7}");
        assert_eq!(plain("_xD83D_!_xZZZZ__x12"), "\u{FFFD}!_xZZZZ__x12");
    }
}
