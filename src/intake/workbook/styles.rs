//! Which styles of a workbook show a number as a date or a time. Knows nothing else of looks.

use std::collections::BTreeMap;
use std::io::Read;

use crate::intake::workbook::tokens::{Tag, Tokens, XmlStop, attribute};

/// By the number of the style: whether it shows dates.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Styles(Vec<bool>);

impl Styles {
    /// Reads the part that holds them.
    pub(crate) fn read<R: Read>(part: R) -> Result<Self, XmlStop> {
        let mut tokens = Tokens::new(part);
        let mut own: BTreeMap<String, bool> = BTreeMap::new();
        let mut styles = Vec::new();
        let mut section = Section::Other;
        while let Some(token) = tokens.next()? {
            match token.kind()? {
                Tag::Open(b"numFmts", _) => section = Section::Formats,
                Tag::Open(b"cellXfs", _) => section = Section::Cells,
                Tag::Close(b"numFmts" | b"cellXfs") => section = Section::Other,
                Tag::Open(b"numFmt", attributes) | Tag::Empty(b"numFmt", attributes)
                    if section == Section::Formats =>
                {
                    let id = attribute(attributes, b"numFmtId");
                    if let (Some(id), Some(format)) = (id, attribute(attributes, b"formatCode")) {
                        own.insert(id, shows_date(&format));
                    }
                }
                Tag::Open(b"xf", attributes) | Tag::Empty(b"xf", attributes)
                    if section == Section::Cells =>
                {
                    let id = attribute(attributes, b"numFmtId").unwrap_or_default();
                    styles.push(
                        own.get(&id)
                            .copied()
                            .unwrap_or_else(|| is_built_in_date(&id)),
                    );
                }
                _ => {}
            }
        }
        Ok(Self(styles))
    }

    /// Whether cells of this style show dates; a style that is missing does not.
    pub(crate) fn is_date(&self, style: u32) -> bool {
        usize::try_from(style)
            .ok()
            .and_then(|at| self.0.get(at).copied())
            .unwrap_or(false)
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Section {
    Formats,
    Cells,
    Other,
}

/// ECMA-376 part 1, 18.8.30, with the East Asian ones.
fn is_built_in_date(id: &str) -> bool {
    id.parse::<u16>()
        .is_ok_and(|id| matches!(id, 14..=22 | 27..=36 | 45..=47 | 50..=58))
}

/// Whether the first section of a number format shows a part of a date or a time.
pub(crate) fn shows_date(format: &str) -> bool {
    let mut letters = format.chars();
    let mut after_a = false;
    while let Some(letter) = letters.next() {
        match letter.to_ascii_lowercase() {
            ';' => return false,
            // The next letter is shown as it is, left as a gap, or repeated.
            '\\' | '_' | '*' => {
                letters.next();
            }
            '"' => {
                letters.by_ref().find(|quoted| *quoted == '"');
            }
            '[' => {
                let inside: String = letters.by_ref().take_while(|inner| *inner != ']').collect();
                if is_duration(&inside) {
                    return true;
                }
            }
            'a' if !after_a => after_a = true,
            'p' | '/' if after_a => return true,
            'm' => return true,
            'd' | 'h' | 'y' | 's' if !after_a => return true,
            _ => {}
        }
    }
    false
}

/// `[h]`, `[mm]`, `[ss]`: hours, minutes or seconds that go on beyond a day.
fn is_duration(inside: &str) -> bool {
    let first = inside
        .chars()
        .next()
        .map(|letter| letter.to_ascii_lowercase());
    first.is_some_and(|first| {
        matches!(first, 'h' | 'm' | 's')
            && inside.chars().all(|one| one.to_ascii_lowercase() == first)
    })
}

#[cfg(test)]
mod tests {
    use crate::intake::workbook::styles::{Styles, shows_date};

    #[test]
    fn formats_of_dates_times_and_durations() {
        let dates = [
            "yyyy-mm-dd",
            "DD/MM/YY",
            "H:MM:SS;@",
            "[h]:mm:ss",
            "[ss].00",
            "[$-409]d mmm yyyy",
            "\"le \"d",
            "h AM/PM",
            "*-yyyy",
            "[Blue]\\+[h]:mm;[Red]0",
            "m\"M\"d\"D\";@",
            "[$-404]e\"x\"m",
        ];
        for format in dates {
            assert!(shows_date(format), "{format}");
        }
        let numbers = [
            "General",
            "0.00",
            "#,##0\\ [$\\u20bd-46D]",
            "\"Day \"0",
            "0;d",
            "\\Y000",
            "_d0",
            "#,##0*y",
            "[>=100][Magenta]General",
            "[Red]0",
            "0\"x\"*d",
            "",
        ];
        for format in numbers {
            assert!(!shows_date(format), "{format}");
        }
    }

    #[test]
    fn styles_find_their_format() {
        let xml = "<styleSheet><numFmts count=\"1\"><numFmt numFmtId=\"164\" formatCode=\"yyyy&quot;x&quot;\"/></numFmts>\
            <cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"><alignment/></xf>\
            <xf numFmtId=\"164\"/></cellXfs><dxfs><dxf><numFmt numFmtId=\"0\" formatCode=\"d\"/></dxf></dxfs></styleSheet>";
        let styles = Styles::read(xml.as_bytes()).unwrap();
        assert_eq!(
            [0, 1, 2, 3].map(|style| styles.is_date(style)),
            [false, true, true, false]
        );
    }
}
